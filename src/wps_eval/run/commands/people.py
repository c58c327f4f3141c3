"""Commands of whoever keeps people's data: locked, shared, erased."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from wps_eval.files.permissions import close_to_others
from wps_eval.run.commands.options import Language, Round, Study, StudyOption  # noqa: TC001 - typer reads the annotations

Key = Annotated[Path, typer.Option(help="The file of the key, outside of the workbench.")]


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


def lock(study: Study, key: Key) -> None:
    """Encrypt a study's private data and its people; the key is made where there is none."""
    from wps_eval.run.encryption import lock_data  # noqa: PLC0415

    close_to_others()
    typer.echo(
        f"{len(lock_data(study, key))} files are locked. Without {key.name} nobody opens them."
    )


def unlock(study: Study, key: Key) -> None:
    """Decrypt what lock-data encrypted."""
    from wps_eval.run.encryption import unlock_data  # noqa: PLC0415

    close_to_others()
    typer.echo(f"{len(unlock_data(study, key))} files can be read again.")


def release_microdata(
    code: Round,
    study: StudyOption,
    propose: Annotated[bool, typer.Option(help="Only say what would be done.")] = False,  # noqa: FBT002
    language: Language = "en",
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
