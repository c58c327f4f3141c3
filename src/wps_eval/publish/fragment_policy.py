"""What a fragment may hold: nothing that runs, nothing from outside, no picture without words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.errors import ExportRefused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bs4 import BeautifulSoup, Tag

# these run, load or ask; svg stands here because the PDF's writer would drop it without a word
BARRED_TAGS = frozenset(
    [
        "audio",
        "base",
        "button",
        "canvas",
        "embed",
        "form",
        "iframe",
        "input",
        "link",
        "math",
        "meta",
        "object",
        "script",
        "select",
        "svg",
        "textarea",
        "video",
    ]
)
ADDRESS_SHOWN = 40  # letters of an address named in a refusal
LOADING_ATTRIBUTES = ("src", "srcset", "poster", "background")


def refuse_unfit(soup: BeautifulSoup, name: str) -> None:
    """Stop a report that would need a network or a script, or that hides a picture's meaning.

    Args:
        soup: The report's fragments.
        name: What to call the report in a refusal.

    Raises:
        ExportRefused: At the first thing that may not leave.
    """
    for tag in soup.find_all():
        for found in _unfit_things(tag):
            raise ExportRefused(
                f"{name}: found {found}; expected headings, text, tables and described pictures that need no network. Display it with wps_eval.report instead."
            )


def _unfit_things(tag: Tag) -> Iterator[str]:
    """Name what of a tag may not leave."""
    if tag.name in BARRED_TAGS:
        yield f"<{tag.name}>"
    for key, value in tag.attrs.items():
        if key.lower().startswith("on"):
            yield f"a script in {key}"
        if key in LOADING_ATTRIBUTES and not str(value).startswith("data:image/"):
            yield f"<{tag.name}> that loads {value}"
    yield from _unfit_addresses(tag)
    if tag.name == "img" and not str(tag.get("alt", "")).strip():
        yield "a picture without alternative text"


def _unfit_addresses(tag: Tag) -> Iterator[str]:
    """Name a style that loads a file, and a link to anywhere but the report, the web or mail."""
    style = str(tag.get("style", "")) + (tag.get_text() if tag.name == "style" else "")
    if "url(" in style.lower() or "@import" in style.lower():
        yield "a style that loads a file"
    target = str(tag.get("href", "#")).strip().lower()
    if not target.startswith(("#", "http://", "https://", "mailto:")):
        yield f"a link to {target[:ADDRESS_SHOWN]}"
