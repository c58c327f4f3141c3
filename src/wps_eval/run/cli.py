"""The command line: every command parses, calls and exits; 0 well, 1 faults, 2 wrong usage."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Optional

import typer

from wps_eval.errors import InputFaults, WpsEvalError
from wps_eval.files.permissions import close_to_others
from wps_eval.paths import find_root

app = typer.Typer(
    help="Hold a women, peace and security action plan to its word.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
Study = Annotated[str, typer.Argument(help="A file in params/, without its ending.")]


@app.command()
def check(
    study: Study,
    mark: Annotated[bool, typer.Option(help="Also write marked copies of faulty files.")] = False,  # noqa: FBT002
    language: Annotated[str, typer.Option(help="The language to tell faults in.")] = "en",
) -> None:
    """Say what is wrong with a study's choices, data and texts; compute nothing."""
    from wps_eval.run.check import check_prose, check_study  # noqa: PLC0415 - help must cost nothing
    from wps_eval.run.fault_table import check_language, show_faults  # noqa: PLC0415

    close_to_others()
    words = check_language(language)
    edition, faults, copies = check_study(study, mark=mark, language=language)
    faults += check_prose(edition) if edition else []
    show_faults(faults, study, words)
    for copy in copies:
        typer.echo(words.say("faults.copy", file=copy.name, folder=f"outputs/{study}/faults/"))
    if any(fault.blocks for fault in faults):
        raise typer.Exit(1)


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


@app.command()
def texts(study: Study) -> None:
    """List what people typed into data, to be told in the other languages of the reports."""
    from wps_eval.run.text_table import list_texts  # noqa: PLC0415

    added, empty = list_texts(study)
    typer.echo(f"params/{study}/texts.csv: {added} rows added, {empty} cells to fill in")


@app.command()
def erase(
    code: Annotated[str, typer.Argument(metavar="ROUND", help="A folder of data/surveys/.")],
    study: Annotated[str, typer.Option(help="A study that names the round.")],
    yes: Annotated[  # noqa: FBT002 - an option of the command line
        bool, typer.Option("--yes", help="Erase; without it, files are only named.")
    ] = False,
) -> None:
    """Erase what a round holds of people; keep what was released, and a certificate."""
    from wps_eval.run.erase import erase_round, private_files  # noqa: PLC0415
    from wps_eval.workspace.opened import open_workspace  # noqa: PLC0415

    close_to_others()
    if yes:
        path = erase_round(study, code, datetime.now(UTC))
        typer.echo(f"outputs/{study}/{path.name}: what was erased, and what stays")
        return
    workspace = open_workspace(study)
    for path in private_files(workspace, code):
        typer.echo(path.relative_to(workspace.root.folder).as_posix())
    typer.echo("Nothing was erased. Say --yes to erase these files: they do not come back.")
    raise typer.Exit(1)


Key = Annotated[Path, typer.Option(help="The file of the key, outside of the workbench.")]


@app.command("lock-data")
def lock(study: Study, key: Key) -> None:
    """Encrypt a study's private data and its people; the key is made where there is none."""
    from wps_eval.run.encryption import lock_data  # noqa: PLC0415

    close_to_others()
    typer.echo(
        f"{len(lock_data(study, key))} files are locked. Without {key.name} nobody opens them."
    )


@app.command("unlock-data")
def unlock(study: Study, key: Key) -> None:
    """Decrypt what lock-data encrypted."""
    from wps_eval.run.encryption import unlock_data  # noqa: PLC0415

    close_to_others()
    typer.echo(f"{len(unlock_data(study, key))} files can be read again.")


@app.command()
def demo() -> None:
    """Write the demonstration's inputs into data/demo/: made up, nothing in it is a finding."""
    from wps_eval.run.demonstration.write import write_demonstration  # noqa: PLC0415

    close_to_others()
    files = write_demonstration(find_root())
    typer.echo(f"{len(files)} files of demonstration data in data/demo/")


@app.command()
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


@app.command()
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


@app.command("release-microdata")
def release_microdata(
    code: Annotated[str, typer.Argument(metavar="ROUND", help="A survey round of the study.")],
    study: Annotated[str, typer.Option(help="A file in params/, without its ending.")],
    propose: Annotated[bool, typer.Option(help="Only say what would be done.")] = False,  # noqa: FBT002
    language: Annotated[str, typer.Option(help="The language to tell it in.")] = "en",
) -> None:
    """Write the rows of a round that nobody can be recognised by, to be shared."""
    from wps_eval.run.fault_table import check_language, faults_in_language  # noqa: PLC0415
    from wps_eval.run.microdata import anonymous_rows, lines, write_microdata  # noqa: PLC0415
    from wps_eval.workspace.opened import open_workspace  # noqa: PLC0415

    words = check_language(language)
    with faults_in_language([language]):
        workspace = open_workspace(study)
        microdata = anonymous_rows(workspace, code)
        files = [] if propose else write_microdata(microdata, workspace)
    for line in lines(microdata, words):
        typer.echo(line)
    for path in files:
        typer.echo(path.relative_to(workspace.root.folder).as_posix())
    if propose:
        typer.echo(words.say("microdata.proposed"))


study_app = typer.Typer(help="Studies of universities and research centres.", no_args_is_help=True)
app.add_typer(study_app, name="study")
Code = Annotated[
    str, typer.Argument(metavar="CODE", help="The study's own folder in data/studies/.")
]


@study_app.command("new")
def study_new(code: Code) -> None:
    """Lay the files of a new study: what it is, its protocol, its outcomes, its notebook."""
    from wps_eval.run.new_study import new_study  # noqa: PLC0415

    root = find_root()
    for path in new_study(root, code):
        typer.echo(path.relative_to(root.folder).as_posix())


@study_app.command("declare")
def study_declare(
    code: Code,
    studies: Annotated[str, typer.Option(help="The folder of studies in data/.")] = "studies",
) -> None:
    """Fix a study's protocol and outcomes as they stand, before its data are seen."""
    from wps_eval.run.new_study import declare_study  # noqa: PLC0415

    version, too_late = declare_study(find_root(), code, studies, datetime.now(UTC).date())
    typer.echo(
        f"declared on {version.on}: {len(version.outcomes)} outcomes, protocol {version.protocol[:12]}"
    )
    if too_late:
        typer.echo(
            "The data had been seen by then: what is new in this declaration is exploratory."
        )


@study_app.command("deposit")
def study_deposit(
    code: Code,
    study: Annotated[str, typer.Option(help="The evaluation that released its numbers.")],
    language: Annotated[str, typer.Option(help="The language to tell it in.")] = "en",
) -> None:
    """Pack a study for an archive: cited, described, and able to be rebuilt."""
    from wps_eval.run.deposit import deposit_study  # noqa: PLC0415
    from wps_eval.run.fault_table import check_language, faults_in_language  # noqa: PLC0415
    from wps_eval.workspace.opened import open_workspace  # noqa: PLC0415

    close_to_others()
    words = check_language(language)
    with faults_in_language([language]):
        workspace = open_workspace(study)
        deposit = deposit_study(workspace, code, datetime.now(UTC).date())
    typer.echo(deposit.path.relative_to(workspace.root.folder).as_posix())
    for name, access in deposit.data:
        what = words.say(f"deposit.access_short.{access}")
        typer.echo(words.say("deposit.file", name=name, what=what))
    typer.echo(words.say("deposit.numbers", number=deposit.numbers))
    typer.echo(words.say("deposit.hidden", number=deposit.hidden))


@study_app.command("rebuild")
def study_rebuild(
    folder: Annotated[Path, typer.Argument(help="An unpacked deposit.")],
    language: Annotated[str, typer.Option(help="The language to tell it in.")] = "en",
) -> None:
    """Make the numbers of a deposit again from what lies in it, and say what differs."""
    from wps_eval.errors import SurveyFaults  # noqa: PLC0415
    from wps_eval.run.fault_table import check_language, faults_in_language  # noqa: PLC0415
    from wps_eval.run.rebuild import rebuild  # noqa: PLC0415

    words = check_language(language)
    with faults_in_language([language]):
        compared, differing = rebuild(folder)
        if differing:
            raise SurveyFaults(differing, folder.resolve().name)
    typer.echo(words.say("deposit.equal", number=compared))


@app.command("next-round")
def next_round(
    code: Annotated[str, typer.Argument(metavar="ROUND", help="A survey round of the study.")],
    study: Annotated[str, typer.Option(help="A file in params/, without its ending.")],
    change: Annotated[float, typer.Option(help="The change not to miss, in points.")] = 5.0,
    language: Annotated[str, typer.Option(help="The language to tell it in.")] = "en",
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


@app.command()
def schema() -> None:
    """Print the JSON Schema of a params file, for an editor that completes its keys."""
    from wps_eval.study import study_schema  # noqa: PLC0415

    typer.echo(json.dumps(study_schema(), indent=2))


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
