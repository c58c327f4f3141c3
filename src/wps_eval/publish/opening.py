"""The Typst that stands before a report's text: page, heads, cover and contents."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING

from wps_eval.publish.fonts import PDF_FAMILY
from wps_eval.words.language import tag_of

if TYPE_CHECKING:
    from wps_eval.report.seal import Seal

NUMBERING_PATTERNS = {"latn": "1", "arab": "١"}


def typst_opening(seal: Seal, emblem: str = "", shape: str = "") -> str:
    """Fill the Typst opening in; texts travel as Typst strings, never as markup.

    Args:
        seal: What the report says of itself.
        emblem: The file of the emblem, beside the Typst file; empty where there is none.
        shape: ``slides``, or what the seal says: a report with cover and contents, or a brief.
    """
    templates = files("wps_eval.publish") / "templates"
    text = "".join(
        (templates / f"{name}.typ").read_text(encoding="utf-8")
        for name in ("look", shape or seal.shape)
    )
    values = {
        "FONT": quoted(PDF_FAMILY),
        "TITLE": quoted(seal.title),
        "SUBTITLE": quoted(seal.subtitle),
        "PLACE": quoted(seal.place),
        "EDITION": quoted(seal.edition),
        "REMARK": quoted(seal.remark),
        "DEMONSTRATION": quoted(seal.words.demonstration if seal.demonstration else ""),
        "CONTENTS": quoted(seal.words.contents),
        "FIGURES": quoted(seal.words.figures),
        "TABLES": quoted(seal.words.tables),
        "FACTS": _facts_array(seal),
        "EMBLEM": quoted(emblem),
        "ALT": quoted(seal.emblem_alt),
        "LANG": quoted(tag_of(seal.language)),
        "DIR": seal.direction,
        "PAGE": _page_counter(seal),
        "DIGITS": quoted(NUMBERING_PATTERNS[seal.numerals]),
    }
    # one pass, so that a title that looks like a name is not filled in again
    return re.sub(r"@([A-Z]+)@", lambda found: values[found[1]], text)


def quoted(text: str) -> str:
    """Give a text as a Typst string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _page_counter(seal: Seal) -> str:
    """Say "Page 1 of 3" in the order and the digits of the language."""
    digits = quoted(NUMBERING_PATTERNS[seal.numerals])
    counters = {"{page}": f"counter(page).display({digits})",
                "{pages}": f"numbering({digits}, counter(page).final().first())"}  # fmt: skip
    parts = [part for part in re.split(r"(\{pages?\})", seal.words.page) if part]
    return " + ".join(counters.get(part) or quoted(part) for part in parts)


def _facts_array(seal: Seal) -> str:
    """Give the cover's facts as a Typst array of pairs."""
    return "(" + "".join(f"({quoted(label)}, {quoted(text)})," for label, text in seal.facts) + ")"
