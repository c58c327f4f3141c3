"""Arguments and options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

from wps_eval.errors import WpsEvalError
from wps_eval.paths import find_root


def study_names(begun: str) -> list[str]:
    """Name the studies that begin so, for a shell that completes words; outside of a workbench none."""
    try:
        params = find_root().params
    except WpsEvalError:
        return []
    return sorted(path.stem for path in params.glob("*.yml") if path.stem.startswith(begun))


Study = Annotated[
    str,
    typer.Argument(help="A file in params/, without its ending.", autocompletion=study_names),
]
StudyOption = Annotated[
    str,
    typer.Option(
        "--study", help="A file in params/, without its ending.", autocompletion=study_names
    ),
]
Round = Annotated[str, typer.Argument(metavar="ROUND", help="A survey round of the study.")]
Language = Annotated[str, typer.Option(help="The language to tell it in.")]
