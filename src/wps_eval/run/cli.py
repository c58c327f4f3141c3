"""The command line: every command parses, calls and exits; 0 well, 1 faults, 2 wrong usage."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from wps_eval.errors import InputFaults, WpsEvalError
from wps_eval.files.permissions import close_to_others
from wps_eval.run.commands import beginning, evaluating, forms, people, proving
from wps_eval.run.commands.options import Study  # noqa: TC001 - typer reads the annotations
from wps_eval.run.commands.studies import study_app

if TYPE_CHECKING:
    from collections.abc import Callable

app = typer.Typer(
    help="Hold a women, peace and security action plan to its word.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


def _tell_version(asked: bool) -> None:  # noqa: FBT001 - typer calls it so
    """Say the version and end, where it is asked for."""
    if asked:
        typer.echo(f"wps-eval {version('wps-eval')}")
        raise typer.Exit


@app.callback()
def options(
    told: Annotated[  # noqa: FBT002 - its callback answers it
        bool,
        typer.Option(
            "--version",
            callback=_tell_version,
            is_eager=True,
            help="Say which version this is, and end.",
        ),
    ] = False,
) -> None:
    """Take the options of the command line itself."""


@app.command()
def run(
    study: Study,
    place: Annotated[
        list[str] | None, typer.Option(help="A place to report on; all for every one.")
    ] = None,
    language: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option(help="A language to report in; all for every one of the study."),
    ] = None,
    file_format: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option("--format", help="A format to report in: html, pdf or docx."),
    ] = None,
    only: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option(help="A notebook to make, with what it rests on."),
    ] = None,
    jobs: Annotated[int, typer.Option(min=1, help="How many notebooks at a time.")] = 2,
    dry_run: Annotated[  # noqa: FBT002 - an option of the command line
        bool, typer.Option("--dry-run", help="Say what would be done and why; do nothing.")
    ] = False,
) -> None:
    """Do what is out of date: measure, release, report."""
    from wps_eval.run.asked_words import AskedWords  # noqa: PLC0415
    from wps_eval.run.run_command import run_command  # noqa: PLC0415

    close_to_others()
    asked = AskedWords(
        tuple(place or ()), tuple(language or ()), tuple(file_format or ()), tuple(only or ())
    )
    raise typer.Exit(run_command(study, asked, jobs, dry_run=dry_run))


@app.command()
def status(
    study: Study,
    language: Annotated[str, typer.Option(help="The language to say it in.")] = "en",
) -> None:
    """Say what of a study's outputs is out of date, and why; run nothing."""
    from wps_eval.run.run_command import status_lines  # noqa: PLC0415

    for line in status_lines(study, language):
        typer.echo(line)


#: every other command, under a heading of help; evaluators stand under the first
COMMANDS: dict[str, dict[str, Callable[..., None]]] = {
    "Commands": {
        "init": beginning.init,
        "new": beginning.new,
        "check": evaluating.check,
        "doctor": beginning.doctor,
        "lab": beginning.lab,
        "trace": proving.trace,
        "verify": proving.verify,
        "texts": evaluating.texts,
        "schema": evaluating.schema,
        "demo": evaluating.demo,
    },
    "The field": {
        "form": forms.form,
        "next-round": forms.next_round,
        "matrix": forms.matrix,
    },
    "Whoever keeps people's data": {
        "erase": people.erase,
        "lock-data": people.lock,
        "unlock-data": people.unlock,
        "release-microdata": people.release_microdata,
    },
}
for heading, commands in COMMANDS.items():
    for name, command in commands.items():
        app.command(name, rich_help_panel=heading)(command)
app.add_typer(study_app, name="study", rich_help_panel="Researchers")


def main() -> None:
    """Run the command line; an error that we know of is a sentence and exit code 1."""
    try:
        app()
    except InputFaults as error:
        from wps_eval.run.fault_table import show_raised  # noqa: PLC0415

        show_raised(error)
        raise SystemExit(1) from None
    except WpsEvalError as error:
        typer.echo(str(error), err=True)
        raise SystemExit(1) from None
