"""The hidden output that says what a notebook is made from; without it nothing leaves."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from wps_eval.errors import ExportRefused

MIME = "application/vnd.wps-eval+json"


class SealWords(BaseModel):
    """The few words that an exporter prints itself, in the report's language."""

    model_config = ConfigDict(frozen=True)

    contents: str
    page: str
    demonstration: str
    draft: str


class Seal(BaseModel):
    """Edition, place, language, released or not, demonstration or not."""

    model_config = ConfigDict(frozen=True)

    edition: str
    study: str
    title: str
    subtitle: str
    place: str
    language: str
    direction: str
    released: bool
    demonstration: bool
    state: str
    words: SealWords

    @property
    def html_lang(self) -> str:
        """The BCP 47 form of the language."""
        return self.language.replace("_", "-")


def read_seal(notebook: Any, name: str = "notebook") -> Seal:
    """Read a notebook's seal.

    Args:
        notebook: The notebook.
        name: What to call it in a refusal.

    Raises:
        ExportRefused: If a cell failed, if there is no seal, or if what it shows is not released.
    """
    outputs = [out for cell in notebook.cells for out in cell.get("outputs", [])]
    if any(out.output_type == "error" for out in outputs):
        raise ExportRefused(
            f"{name}: found a cell that failed; expected a notebook that ran to its end. Put the fault right and run it again."
        )
    sealed = [out.data[MIME] for out in outputs if MIME in out.get("data", {})]
    if not sealed:
        raise ExportRefused(
            f"{name}: found no seal; expected a notebook that was opened with open_bench and run. Run it, then export."
        )
    try:
        seal = Seal.model_validate(sealed[0])
    except ValidationError as error:
        raise ExportRefused(
            f"{name}: its seal does not hold what an export needs. Run it again with this version."
        ) from error
    if not seal.released:
        raise ExportRefused(
            f"{name}: shows measured results, which are internal; expected released ones. Export the report notebooks instead."
        )
    return seal
