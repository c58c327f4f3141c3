"""Commands of the field: questionnaires, the size of a next round, a ministry's workbook of targets."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import Annotated

import typer

from wps_eval.files.permissions import close_to_others
from wps_eval.paths import find_root
from wps_eval.run.commands.options import Language, Round, StudyOption  # noqa: TC001 - as above


def form(
    name: Annotated[str, typer.Argument(help="A folder of data/instruments/.")],
    paper: Annotated[  # noqa: FBT002 - an option of the command line
        bool, typer.Option("--paper", help="Also as PDF and Word, in each language.")
    ] = False,
    from_labels: Annotated[
        Path | None,
        typer.Option(
            help="Write the folder from the labels of this SPSS or Stata file, to be filled in."
        ),
    ] = None,
    language: Annotated[str, typer.Option(help="The language of those labels.")] = "en",
) -> None:
    """Write a questionnaire as the XLSX that Kobo and ODK take, into outputs/forms/."""
    from wps_eval.sources.instrument import read_instrument  # noqa: PLC0415
    from wps_eval.sources.xlsform import write_xlsform  # noqa: PLC0415

    root = find_root()
    folder = root.data(f"instruments/{name}")
    if from_labels is not None:
        from wps_eval.run.form_of_labels import write_form_of_labels  # noqa: PLC0415
        from wps_eval.words.catalogue import Words, language_of  # noqa: PLC0415

        for path in write_form_of_labels(from_labels, folder, language_of(language).form):
            typer.echo(path.relative_to(root.folder).as_posix())
        typer.echo(Words("en").say("form.of_labels"))
        return
    instrument = read_instrument(folder)
    files = [write_xlsform(folder, root.outputs("forms") / f"{name}.xlsx")]
    if paper:
        from wps_eval.publish.paper_form import write_paper_forms  # noqa: PLC0415

        files += write_paper_forms(instrument, root.outputs("forms"))
    for path in files:
        typer.echo(f"outputs/forms/{path.name}")


def next_round(
    code: Round,
    study: StudyOption,
    change: Annotated[float, typer.Option(help="The change not to miss, in points.")] = 5.0,
    language: Language = "en",
) -> None:
    """Say what a round tells of the size of the next one: what it finds, and what a change needs."""
    from wps_eval.run.fault_table import check_language, faults_in_language  # noqa: PLC0415
    from wps_eval.run.next_round import lines, open_planned_round, write_next_round  # noqa: PLC0415
    from wps_eval.workspace.opened import open_workspace  # noqa: PLC0415

    close_to_others()
    words = check_language(language)
    with faults_in_language([language]):
        workspace = open_workspace(study)
        people = open_planned_round(workspace, code)
        plans, page = write_next_round(workspace, people, change, words)
    for line in lines(plans, change, words, workspace.folders.instruments):
        typer.echo(line)
    if page:
        typer.echo(page.relative_to(workspace.root.folder).as_posix())


def matrix(
    book: Annotated[Path, typer.Argument(help="The workbook of targets, as its owner made it.")],
    plan: Annotated[str, typer.Option(help="A folder of data/.")] = "plan",
    language: Annotated[str, typer.Option(help="The language to tell changes in.")] = "en",
) -> None:
    """Take a new matrix of targets into a plan, and say what it changes."""
    from wps_eval.run.fault_table import check_language, faults_in_language, show_asked  # noqa: PLC0415
    from wps_eval.run.matrix import change_lines, take_in_matrix  # noqa: PLC0415

    words = check_language(language)
    with faults_in_language([language]):
        count, changes, asked = take_in_matrix(find_root(), book, plan)
    show_asked(asked, book.name, words)
    typer.echo(words.say("matrix.added", n=count, file=f"data/{plan}/targets.csv"))
    for line in change_lines(changes, words):
        typer.echo(line)
