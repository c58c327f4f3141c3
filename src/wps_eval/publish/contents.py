"""The list of contents: a report's headings, numbered so that links find them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bs4 import BeautifulSoup


@dataclass(frozen=True, slots=True)
class Head:
    """A heading that the contents list, and the headings under it."""

    id: str
    text: str
    under: list[Head] = field(default_factory=list)


def contents(soup: BeautifulSoup) -> list[Head]:
    """Give every h2 and h3 an id, and list them as chapters and sections.

    Args:
        soup: The report's body; its headings get their ids here.
    """
    chapters: list[Head] = []
    for number, tag in enumerate(soup.find_all(["h2", "h3"]), start=1):
        tag["id"] = f"s{number}"
        head = Head(f"s{number}", tag.get_text(" ", strip=True))
        siblings = chapters[-1].under if tag.name == "h3" and chapters else chapters
        siblings.append(head)
    return chapters
