"""The seal: the hidden output that says what a notebook is made from, spelled once."""

from __future__ import annotations

from dataclasses import asdict, field
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, ConfigDict, Field
from pydantic.dataclasses import dataclass

from wps_eval.report.cover import cover_facts, emblem, plan_title
from wps_eval.words.language import bcp47

if TYPE_CHECKING:
    from wps_eval.report.edition import Edition
    from wps_eval.words.catalogue import Words

MIME = "application/vnd.wps-eval+json"
STRICT = ConfigDict(strict=True)  # a "yes" is not a release


def _with_page_place(text: str) -> str:
    """Refuse the words for a page that have no place for its number."""
    if "{page}" not in text:
        raise ValueError("expected {page} in it")
    return text


def _with_number_place(text: str) -> str:
    """Refuse the words for a figure or table that have no place for its number."""
    if "{n}" not in text:
        raise ValueError("expected {n} in it")
    return text


@dataclass(frozen=True, config=STRICT)
class SealWords:
    """The few words that an exporter prints itself, in the report's language."""

    contents: str
    figures: str
    tables: str
    figure: Annotated[str, AfterValidator(_with_number_place)]
    table: Annotated[str, AfterValidator(_with_number_place)]
    search: str
    shown: str
    sort: str
    page: Annotated[str, AfterValidator(_with_page_place)]
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
        titles = (self.title, self.subtitle, self.place, self.edition)
        cover_words = (part for fact in self.facts for part in fact)
        lists = (words.figures, words.tables, words.figure, words.table)
        tools = (words.search, words.shown, words.sort)
        marks = (words.contents, words.page, words.demonstration, words.draft)
        return " ".join((*titles, *marks, *lists, *tools, *cover_words))

    def as_output(self) -> dict[str, Any]:
        """Give the seal as a notebook keeps it."""
        return asdict(self)


def seal_of(edition: Edition, *, brief: bool = False) -> Seal:
    """Say what a notebook is made from.

    Args:
        edition: The edition that it shows.
        brief: Whether the notebook is a summary.
    """
    say, study = edition.words.say, edition.study
    place = next((p for p in edition.plan.places if p.code == edition.place), None)
    return Seal(
        edition=study.name,
        study=study.name,
        title=say(f"brief.{study.kind}" if brief else f"title.{study.kind}"),
        subtitle=plan_title(edition),
        place=place.in_language(edition.words.language) if place else "",
        language=edition.words.language,
        direction="rtl" if edition.words.direction == "rtl" else "ltr",
        released=bool(edition.place),
        demonstration=study.demonstration,
        state=study.state,
        words=seal_words(edition.words, study.state),
        shape="brief" if brief else "report",
        numerals=study.numerals,
        facts=cover_facts(edition),
        emblem=emblem(edition),
        emblem_alt=say("cover.emblem"),
    )


def seal_words(words: Words, state: str) -> SealWords:
    """Say the exporter's words in a language; what it fills in itself stays in braces.

    Args:
        words: The words of the language.
        state: ``draft``, ``consultation`` or ``final``.
    """
    say = words.say
    return SealWords(
        contents=say("seal.contents"),
        figures=say("seal.figures"),
        tables=say("seal.tables"),
        figure=say("seal.figure", n="{n}"),
        table=say("seal.table", n="{n}"),
        search=say("seal.search"),
        shown=say("seal.shown", shown="{shown}", all="{all}"),
        sort=say("seal.sort"),
        page=say("seal.page", page="{page}", pages="{pages}"),
        demonstration=say("seal.demonstration"),
        draft=say(f"edition.{state}"),
    )
