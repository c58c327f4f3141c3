"""Commands by which a workbench or a study begins."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import Annotated

import typer

from wps_eval.paths import find_root
from wps_eval.run.commands.options import Language  # noqa: TC001 - as above


def init(
    folder: Annotated[Path, typer.Argument(help="An empty folder, or one to be made.")],
    language: Language = "en",
) -> None:
    """Lay a workbench: plan, notebooks, questionnaires, JupyterLab's settings, guides."""
    from wps_eval.run.fault_table import check_language, faults_in_language  # noqa: PLC0415
    from wps_eval.run.new_workbench import new_workbench  # noqa: PLC0415 - help must cost nothing

    words = check_language(language)
    with faults_in_language([language]):
        files = new_workbench(folder)
    typer.echo(words.say("init.laid", n=len(files), folder=folder))
    typer.echo(words.say("init.next", folder=folder))


def lab(
    port: Annotated[str, typer.Option(help="The port to listen on; a free one if not said.")] = "",
) -> None:
    """Open the workbench in JupyterLab, at its start page."""
    from wps_eval.run.open_lab import open_lab  # noqa: PLC0415 - help must cost nothing

    raise typer.Exit(open_lab(port))


def doctor(language: Language = "en") -> None:
    """Say whether this machine and this folder can do the work, and what to do where they cannot."""
    from wps_eval.run.doctor import Level, findings  # noqa: PLC0415 - help must cost nothing
    from wps_eval.run.fault_table import check_language  # noqa: PLC0415

    words, stopped = check_language(language), False
    for found in findings(find_root()):
        mark = words.say(f"doctor.mark.{found.level}")
        told = words.say(f"doctor.{found.thing}.{found.level}", **found.facts)
        typer.echo(words.say("doctor.line", mark=mark, told=told))
        stopped |= found.level is Level.STOP
    if stopped:
        raise typer.Exit(1)


def new(  # noqa: PLR0913, PLR0917 - what is asked, an option each
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="The new study's name, such as review-2022.")
    ],
    kind: Annotated[str, typer.Option(help="annual, midterm or final.")] = "",
    title: Annotated[str, typer.Option(help="What it is called.")] = "",
    plan: Annotated[str, typer.Option(help="A folder of data/ with a plan.")] = "",
    start: Annotated[str, typer.Option(help="First day of the current period.")] = "",
    end: Annotated[str, typer.Option(help="Its last day.")] = "",
    languages: Annotated[str, typer.Option(help="Of its reports, with commas between.")] = "",
    places: Annotated[str, typer.Option(help="Codes, with commas between.")] = "",
    language: Annotated[str, typer.Option(help="The language to ask in.")] = "en",
    yes: Annotated[  # noqa: FBT002 - an option of the command line
        bool, typer.Option("--yes", help="Ask nothing; take what is usual for what is not said.")
    ] = False,
) -> None:
    """Begin an evaluation: its params file, every key explained, and inputs of its own."""
    from wps_eval.codes import EvaluationKind  # noqa: PLC0415 - help must cost nothing
    from wps_eval.run.fault_table import check_language, faults_in_language  # noqa: PLC0415
    from wps_eval.run.new_evaluation import (  # noqa: PLC0415
        NewEvaluation,
        new_evaluation,
        plan_of,
        plans_there,
        refuse_taken,
        usual_period,
    )
    from wps_eval.words.catalogue import languages as known_languages  # noqa: PLC0415

    words, root = check_language(language), find_root()

    def ask(what: str, said: str, usual: str, known: tuple[str, ...] = ()) -> str:
        def one_of(answer: str) -> str:
            if known and answer not in known:
                raise typer.BadParameter(words.say("new.one_of", names=words.listed(known)))
            return answer

        if said or yes:
            return said or usual
        text = words.say(f"new.ask.{what}", known=words.listed(known_languages()))
        return str(typer.prompt(text, default=usual, value_proc=one_of))

    with faults_in_language([language]):
        refuse_taken(root, name)
        plans = plans_there(root)
        chosen = ask("kind", kind, "midterm", tuple(EvaluationKind))
        called = ask("title", title, name)
        folder = ask("plan", plan, _usual_plan(plans), plans)
        country = plan_of(root, folder)
        usual_start, usual_end = usual_period(country, chosen)
        asked = NewEvaluation(
            name=name,
            plan=folder,
            kind=chosen,
            title=called,
            start=ask("start", start, usual_start.isoformat()),
            end=ask("end", end, usual_end.isoformat()),
            languages=_parted(ask("languages", languages, "en")),
            places=_parted(ask("places", places, country.head.national_place)),
        )
        begun = new_evaluation(root, asked, words)
    for path in begun.paths:
        typer.echo(path.relative_to(root.folder).as_posix() + ("/" if path.is_dir() else ""))
    if begun.left_out:
        typer.echo(words.say("new.left_out", n=begun.left_out, study=name))
    typer.echo(words.say("new.next", study=name))


def _usual_plan(plans: tuple[str, ...]) -> str:
    """Name the plan that is taken where none is named: the only one, or else ``plan``, which need not be there."""
    return plans[0] if len(plans) == 1 else "plan"


def _parted(text: str) -> tuple[str, ...]:
    """Part what stands between commas, of whichever script."""
    parts = text.replace("\N{ARABIC COMMA}", ",").split(",")
    return tuple(part.strip() for part in parts if part.strip())
