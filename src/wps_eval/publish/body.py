"""A notebook's fragments as one tree that the HTML and the PDF are both made from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bs4 import BeautifulSoup

from wps_eval.publish.foreign_words import mark_english
from wps_eval.publish.fragment_policy import refuse_unfit
from wps_eval.publish.fragments import fragments
from wps_eval.words.numbers import write_number

if TYPE_CHECKING:
    from wps_eval.report.seal import Seal

ARROWS = "→←"


def body_of(notebook: Any, seal: Seal, *, cards: bool = False) -> BeautifulSoup:
    """Give the fragments of a notebook as one tree.

    Args:
        notebook: The notebook.
        seal: Its seal; a cover is printed from it.
        cards: Whether numbers keep the cards behind them, which only a screen can open.

    Raises:
        ExportRefused: If a fragment holds what may not leave.
    """
    soup = BeautifulSoup("\n".join(fragments(notebook, seal.edition)), "html.parser")
    refuse_unfit(soup, seal.edition)
    if not cards:
        _cards_to_numbers(soup)
    _drop_cover(soup, {seal.title, seal.subtitle, seal.place, seal.edition, seal.remark})
    _isolate_numbers(soup)
    _number_captions(soup, seal)
    if seal.direction == "rtl":
        mark_english(soup)
    return soup


def _drop_cover(soup: BeautifulSoup, printed: set[str]) -> None:
    """Take away what the cover says already; anything else on it stays."""
    for cover in soup.find_all("section", class_="cover"):
        for tag in cover.find_all(["h1", "p"]):
            if tag.get_text(" ", strip=True) in printed:
                tag.decompose()
        cover.unwrap()
    for title in soup.find_all("h1"):
        if title.get_text(" ", strip=True) in printed:
            title.decompose()
        else:
            title.name = "h2"  # a page has one title, and pandoc would drop the others


def _cards_to_numbers(soup: BeautifulSoup) -> None:
    """Put in place of every card the number that it stands behind."""
    for card in soup.find_all("details", class_="card"):
        card.replace_with(card.summary.get_text() if card.summary else "")


def _number_captions(soup: BeautifulSoup, seal: Seal) -> None:
    """Give figures and tables their numbers, the same in every format."""
    for kind, caption_tag, wording in (
        ("figure", "figcaption", seal.words.figure),
        ("table", "caption", seal.words.table),
    ):
        captions = [
            found for block in soup.find_all(kind) if (found := block.find(caption_tag)) is not None
        ]
        for number, caption in enumerate(captions, start=1):
            number_text = write_number(number, seal.language, decimals=0, numbering=seal.numerals)
            caption.insert(0, f"{wording.replace('{n}', number_text)}. ")


def _isolate_numbers(soup: BeautifulSoup) -> None:
    """Keep a sign on its number's left where the line runs from right to left.

    A cell with an arrow runs the way of its line.
    """
    for cell in soup.find_all("td", class_="num"):
        holder = cell.find("summary") or cell
        text = holder.get_text()
        if text.strip() and not any(letter.isalpha() or letter in ARROWS for letter in text):
            isolate = soup.new_tag("bdi", attrs={"dir": "ltr"})
            isolate.extend(list(holder.contents))
            holder.append(isolate)
