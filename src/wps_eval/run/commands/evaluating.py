"""Commands of evaluators: what is wrong with a study, what is untold, its keys, data to try things on."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from wps_eval.files.permissions import close_to_others
from wps_eval.paths import find_root
from wps_eval.run.commands.options import Study  # noqa: TC001 - typer reads the annotations


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


def texts(study: Study) -> None:
    """List what people typed into data, to be told in the other languages of the reports."""
    from wps_eval.run.text_table import list_texts  # noqa: PLC0415

    added, empty = list_texts(study)
    typer.echo(f"params/{study}/texts.csv: {added} rows added, {empty} cells to fill in")


def schema() -> None:
    """Print the JSON Schema of a params file, for an editor that completes its keys."""
    from wps_eval.study import study_schema  # noqa: PLC0415

    typer.echo(json.dumps(study_schema(), indent=2))


def demo() -> None:
    """Write the demonstration's inputs into data/demo/: made up, nothing in it is a finding."""
    from wps_eval.run.demonstration.write import write_demonstration  # noqa: PLC0415

    close_to_others()
    files = write_demonstration(find_root())
    typer.echo(f"{len(files)} files of demonstration data in data/demo/")
