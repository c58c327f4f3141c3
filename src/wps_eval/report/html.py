"""Semantic HTML fragments: the only carrier from a notebook to every format."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from wps_eval.report.fragment import Fragment

if TYPE_CHECKING:
    from collections.abc import Iterable


def heading(text: str, level: int = 2) -> Fragment:
    """A heading; level 1 is the report's title."""
    return Fragment(f"<h{level}>{escape(text)}</h{level}>")


def paragraph(text: str) -> Fragment:
    """A paragraph of plain text."""
    return Fragment(f"<p>{escape(text)}</p>")


def notice(text: str) -> Fragment:
    """A remark that stands out: what is missing, or how to read what follows."""
    return Fragment(f'<aside class="notice"><p>{escape(text)}</p></aside>')


def item_list(texts: Iterable[str]) -> Fragment:
    """A list, an item a text."""
    return Fragment("<ul>" + "".join(f"<li>{escape(text)}</li>" for text in texts) + "</ul>")


def link(text: str, address: str) -> str:
    """A link to a source; the text alone where there is no address."""
    return (
        f'<a href="{escape(address, quote=True)}">{escape(text)}</a>' if address else escape(text)
    )


def isolated_text(text: str, language: str = "") -> str:
    """Text whose direction must not mix with the line around it, such as a code.

    Args:
        text: The text.
        language: Its language as the web names it, where that may be another than the report's.
    """
    lang = f' lang="{escape(language, quote=True)}"' if language else ""
    return f"<bdi{lang}>{escape(text)}</bdi>"
