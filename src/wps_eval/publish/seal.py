"""The hidden output that says what a notebook is made from; without it nothing leaves."""

from __future__ import annotations

import json
from dataclasses import field
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from wps_eval.errors import ExportRefused
from wps_eval.words.language import bcp47

MIME = "application/vnd.wps-eval+json"
STRICT = ConfigDict(strict=True)  # a "yes" is not a release


def _counts(text: str) -> str:
    if "{page}" not in text:
        raise ValueError("expected {page} in it")
    return text


def _numbers(text: str) -> str:
    if "{n}" not in text:
        raise ValueError("expected {n} in it")
    return text


@dataclass(frozen=True, config=STRICT)
class SealWords:
    """The few words that an exporter prints itself, in the report's language."""

    contents: str
    figures: str
    tables: str
    figure: Annotated[str, AfterValidator(_numbers)]
    table: Annotated[str, AfterValidator(_numbers)]
    search: str
    shown: str
    sort: str
    page: Annotated[str, AfterValidator(_counts)]
    demonstration: str
    draft: str


@dataclass(frozen=True, config=STRICT)
class Seal:
    """Edition, place, language, released or not, demonstration or not.

    Attributes:
        shape: A report has a cover and contents; a brief starts with its title and goes on.
        facts: What the cover tells beside the title, label and text: number, date, signatory, who
            evaluated and with which interests.
        emblem: The issuing office's emblem as a data address; empty where none was given.
        emblem_alt: Whose emblem it is.
    """

    edition: str
    study: str
    title: Annotated[str, Field(min_length=1)]
    subtitle: str
    place: str
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(_[A-Za-z]{2,4})*$")]
    direction: Literal["ltr", "rtl"]
    released: bool
    demonstration: bool
    state: Literal["draft", "consultation", "final"]
    words: SealWords
    shape: Literal["report", "brief"] = "report"
    numerals: Literal["latn", "arab"] = "latn"
    facts: list[tuple[str, str]] = field(default_factory=list)
    emblem: str = ""
    emblem_alt: str = ""

    @property
    def html_lang(self) -> str:
        """The BCP 47 form of the language."""
        return bcp47(self.language)

    @property
    def remark(self) -> str:
        """What stands beside the title until the edition is final."""
        return "" if self.state == "final" else self.words.draft

    @property
    def printed(self) -> str:
        """Every word of it that may be printed."""
        words = self.words
        own = (self.title, self.subtitle, self.place, self.edition)
        facts = (part for fact in self.facts for part in fact)
        lists = (words.figures, words.tables, words.figure, words.table)
        tools = (words.search, words.shown, words.sort)
        said = (words.contents, words.page, words.demonstration, words.draft)
        return " ".join((*own, *said, *lists, *tools, *facts))


def read_seal(notebook: Any, name: str = "notebook") -> Seal:
    """Read a notebook's seal.

    Args:
        notebook: The notebook.
        name: What to call it in a refusal.

    Raises:
        ExportRefused: If a cell failed, if there is no seal or more than one, or if what it shows
            is not released.
    """
    _refuse_failed(notebook, name)
    found = _sealed(notebook)
    if not found:
        raise ExportRefused(
            f"{name}: found no seal; expected a notebook that was opened with open_bench and run. Run it, then export."
        )
    if any(seal != found[0] for seal in found):
        raise ExportRefused(
            f"{name}: found seals that contradict each other; expected one study, place and language. Call open_bench once, and run it again."
        )
    seal = _read(found[0], name)
    if not seal.released:
        raise ExportRefused(
            f"{name}: shows measured results, which are internal; expected released ones. Export the report notebooks instead."
        )
    return seal


def _refuse_failed(notebook: Any, name: str) -> None:
    for number, cell in enumerate(notebook.cells, start=1):
        if any(out.output_type == "error" for out in cell.get("outputs", [])):
            raise ExportRefused(
                f"{name}, cell {number}: found a cell that failed; expected a notebook that ran to its end. Put the fault right and run it again."
            )


def _sealed(notebook: Any) -> list[Any]:
    outputs = [out for cell in notebook.cells for out in cell.get("outputs", [])]
    return [out.data[MIME] for out in outputs if MIME in out.get("data", {})]


def _read(raw: Any, name: str) -> Seal:
    try:
        # strict mode takes nested records from JSON only
        return TypeAdapter(Seal).validate_json(json.dumps(raw))
    except ValidationError as error:
        wrong = ", ".join(".".join(map(str, fault["loc"])) for fault in error.errors())
        raise ExportRefused(
            f"{name}: found a seal in which these are missing or wrong: {wrong or 'all'}; expected all that an export needs. Run it again with this version."
        ) from error
