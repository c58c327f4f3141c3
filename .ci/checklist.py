"""What a report must hold: the rows of docs/checklist.csv, and what became of each in a page."""

import csv
from pathlib import Path
from typing import Any, Literal, NamedTuple

from finders import FINDERS, sentence
from html_report import Page

TABLE = Path(__file__).parents[1] / "docs" / "checklist.csv"
LISTS = ("heads", "kinds", "look_for", "gap", "nothing")


class Item(NamedTuple):
    """A row of the checklist.

    Attributes:
        code: Its name.
        heads: The heads of checklists that it belongs to.
        what: What must be there.
        kinds: The kinds of report that must have it.
        checked_by: Whether a machine or a person finds it; nobody, where there is no room for it.
        chapter: Where it stands: ``cover``, ``contents``, or a heading's code in the catalogue.
        look_for: What is looked for there; the word before the first colon names a finder.
        gap: Sentences by which a report on real data may say that it is not there yet.
        nothing: Sentences that are an answer of their own, in a demonstration too.
        place: Where it is written.
    """

    code: str
    heads: tuple[str, ...]
    what: str
    kinds: tuple[str, ...]
    checked_by: Literal["machine", "person", "nobody"]
    chapter: str
    look_for: tuple[str, ...]
    gap: tuple[str, ...]
    nothing: tuple[str, ...]
    place: str


class Verdict(NamedTuple):
    """What became of an item: there, declared as a gap, or missing; and how that was seen."""

    state: Literal["there", "gap", "missing"]
    why: str = ""


def read_items(path: Path = TABLE) -> tuple[Item, ...]:
    """Read the checklist."""
    with path.open(encoding="utf-8", newline="") as handle:
        return tuple(Item(**_parted(row)) for row in csv.DictReader(handle))


def _parted(row: dict[str, Any]) -> dict[str, Any]:
    return row | {name: tuple(filter(None, row[name].split(";"))) for name in LISTS}


def verdict(item: Item, page: Page, *, demonstration: bool) -> Verdict:
    """Look for an item in a page; a demonstration may not say that something is not there yet."""
    inside = page.inside(item.chapter)
    if inside is None:
        return Verdict("missing", f"no heading {page.says(item.chapter)!r}")
    if any(not sentence(page, inside, code) for code in item.nothing):
        return Verdict("there")
    declared = [code for code in item.gap if not sentence(page, inside, code)]
    if declared and demonstration:
        return Verdict("missing", f"it only says so ({declared[0]}), and a demonstration is full")
    if declared:
        return Verdict("gap", declared[0])
    lacks = [FINDERS[name](page, inside, *codes) for name, codes in map(_wanted, item.look_for)]
    why = "; ".join(filter(None, lacks))
    return Verdict("missing" if why else "there", why)


def _wanted(look_for: str) -> tuple[str, list[str]]:
    name, *codes = look_for.split(":")
    return name, codes
