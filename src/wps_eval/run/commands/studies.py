"""Commands of universities and research centres: `wps-eval study ...`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import Annotated

import typer

from wps_eval.files.permissions import close_to_others
from wps_eval.paths import find_root
from wps_eval.run.commands.options import Language  # noqa: TC001 - as above

study_app = typer.Typer(help="Studies of universities and research centres.", no_args_is_help=True)
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
    language: Language = "en",
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
    language: Language = "en",
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
