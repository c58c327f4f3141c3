"""Arguments and options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

Study = Annotated[str, typer.Argument(help="A file in params/, without its ending.")]
StudyOption = Annotated[str, typer.Option("--study", help="A file in params/, without its ending.")]
Round = Annotated[str, typer.Argument(metavar="ROUND", help="A survey round of the study.")]
Language = Annotated[str, typer.Option(help="The language to tell it in.")]
