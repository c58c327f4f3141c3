"""The Typst that stands before a report's text: page, heads, cover and contents."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wps_eval.publish.seal import Seal

COUNTERS = {
    "{page}": "counter(page).display()",
    "{pages}": "str(counter(page).final().first())",
}


def opening(seal: Seal) -> str:
    """Fill the Typst opening in; texts travel as Typst strings, never as markup.

    Args:
        seal: What the report says of itself.
    """
    text = (files("wps_eval.publish") / "templates" / "report.typ").read_text(encoding="utf-8")
    values = {
        "TITLE": quoted(seal.title),
        "SUBTITLE": quoted(seal.subtitle),
        "PLACE": quoted(seal.place),
        "EDITION": quoted(seal.edition),
        "REMARK": quoted(seal.remark),
        "DEMONSTRATION": quoted(seal.words.demonstration if seal.demonstration else ""),
        "CONTENTS": quoted(seal.words.contents),
        "LANG": quoted(seal.language.partition("_")[0]),
        "DIR": seal.direction,
        "PAGE": _page(seal.words.page),
    }
    # one pass, so that a title that looks like a name is not filled in again
    return re.sub(r"@([A-Z]+)@", lambda found: values[found[1]], text)


def quoted(text: str) -> str:
    """Give a text as a Typst string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _page(words: str) -> str:
    """Say "Page 1 of 3" in the order of the language."""
    parts = [part for part in re.split(r"(\{pages?\})", words) if part]
    return " + ".join(COUNTERS.get(part) or quoted(part) for part in parts)
