"""Commands that show where a result comes from, and whether it comes out again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from wps_eval.files.permissions import close_to_others
from wps_eval.paths import find_root
from wps_eval.run.commands.options import Language, Study, StudyOption  # noqa: TC001 - typer reads the annotations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wps_eval.run.verify import Compared, Since
    from wps_eval.words.catalogue import Words


def verify(
    study: Study,
    language: Language = "en",
    jobs: Annotated[int, typer.Option(min=1, help="How many notebooks at a time.")] = 2,
) -> None:
    """Make a study anew from its inputs and compare it byte by byte with its run's record."""
    from wps_eval.run.fault_table import check_language, faults_in_language  # noqa: PLC0415
    from wps_eval.run.progress import progress  # noqa: PLC0415
    from wps_eval.run.verify import changes_since, compare_anew, read_record  # noqa: PLC0415 - heavy
    from wps_eval.study import load_study  # noqa: PLC0415

    close_to_others()
    words, root = check_language(language), find_root()
    with faults_in_language([language]):
        record = read_record(root, study)
        choices = load_study(root.study(study))
        since = changes_since(root, choices, record)
        for line in _lines_since(since, str(record.get("started", "")), words):
            typer.echo(line)
        with progress() as watch:
            compared = compare_anew(root, choices, record, workers=jobs, watch=watch)
    for line in _lines_compared(compared, str(record.get("started", "")), words):
        typer.echo(line)
    equal = not (compared.differing or compared.lacking)
    if not equal and (since.inputs or since.program or compared.exports):
        typer.echo(words.say("verify.why"))
    good = equal and not since.altered
    typer.echo(words.say("verify.good" if good else "verify.bad", study=study))
    if not good:
        raise typer.Exit(1)


def _lines_since(since: Since, when: str, words: Words) -> Iterator[str]:
    """Tell what is otherwise than the record says, inputs first."""
    for name in since.inputs:
        yield words.say("verify.input", file=name, when=when)
    for name, then, now in since.program:
        yield words.say("verify.program", name=name, then=then or "–", now=now or "–")
    for name in since.altered:
        yield words.say("verify.altered", file=name)


def _lines_compared(compared: Compared, when: str, words: Words) -> Iterator[str]:
    """Tell what was made anew and is not what the record lists."""
    for name in compared.exports:
        yield words.say("verify.input", file=name, when=when)
    for name in compared.differing:
        yield words.say("verify.differs", file=name)
    for name in compared.lacking:
        yield words.say("verify.lacking", file=name)
    parts = (compared.equal, compared.differing, compared.lacking)
    yield words.say("verify.equal", n=len(compared.equal), all=sum(map(len, parts)))


def trace(
    study: StudyOption,
    key: Annotated[
        str,
        typer.Argument(
            metavar="KEY",
            help="A key as texts bind to it, or the code of an indicator, a scale, a place or a table.",
        ),
    ] = "",
    place: Annotated[str, typer.Option(help="The place; the study's first unless said.")] = "",
    group: Annotated[
        str, typer.Option(help="The group, such as sex=f; everybody unless said.")
    ] = "",
    language: Language = "en",
    prov: Annotated[  # noqa: FBT002 - an option of the command line
        bool, typer.Option("--prov", help="Write all released verdicts as W3C PROV, too.")
    ] = False,
) -> None:
    """Say where a printed number comes from: rows of files, survey rounds, choices, notebooks."""
    from wps_eval.report.edition import load_edition  # noqa: PLC0415 - heavy
    from wps_eval.run.fault_table import check_language, faults_in_language  # noqa: PLC0415
    from wps_eval.run.trace.asked import trace_lines  # noqa: PLC0415
    from wps_eval.run.trace.provenance import record_of, write_provenance  # noqa: PLC0415
    from wps_eval.workspace.asked import refuse_unknown  # noqa: PLC0415
    from wps_eval.workspace.opened import open_workspace  # noqa: PLC0415

    if not key and not prov:
        raise typer.BadParameter("KEY")
    close_to_others()
    words = check_language(language)
    with faults_in_language([language]):
        workspace = open_workspace(study)
        place = place or workspace.study.places[0]
        refuse_unknown(workspace.study, workspace.plan, [place], [language])
        edition = load_edition(study, place, language)
        for line in trace_lines(edition, key, group) if key else ():
            typer.echo(line)
        record = record_of(edition.root, study)
        if record:
            version = record.get("versions", {}).get("wps-eval", "")
            when, status = record.get("started", ""), record.get("status", "")
            typer.echo(words.say("trace.run", version=version, when=when, status=status))
        if prov:
            path, count = write_provenance(edition)
            name = path.relative_to(edition.root.folder).as_posix()
            typer.echo(words.say("trace.prov", file=name, n=count))
