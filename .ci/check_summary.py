"""The summary and its slides: four pages at most, every chapter on a slide, and what the data are."""

from collections.abc import Iterator
from pathlib import Path

from html_report import Page, text_of, tidy
from pptx import Presentation
from pypdf import PdfReader

PAGES = 4
FORMS = (".html", ".pdf", ".docx", ".slides.pdf", ".pptx")


def summary_lacks(summary: Path, page: Page, *, demonstration: bool) -> Iterator[str]:
    """Say what a summary lacks in any of its formats.

    Args:
        summary: Its path without an ending.
        page: Its HTML.
        demonstration: Whether every slide has to say that the data are made up.
    """
    pages = len(PdfReader(summary.with_suffix(".pdf")).pages)
    if pages > PAGES:
        yield f"PDF: {pages} pages, and {PAGES} are a summary"
    chapters = [text_of(head) for head in page.soup.select("main h2")]
    mark = page.says("seal.demonstration") if demonstration else ""
    for form, slides in (
        (".slides.pdf", outline(summary.with_suffix(".slides.pdf"))),
        (".pptx", titles(summary.with_suffix(".pptx"))),
    ):
        yield from (f"{form}: no slide {head!r}" for head in chapters if head not in slides)
    silent = [n for n, text in enumerate(slide_texts(summary), start=1) if mark not in text]
    if silent:
        yield f".pptx: slides {silent} do not say that the data are made up"


def outline(slides: Path) -> list[str]:
    """Give the chapters of slides as PDF."""
    return [tidy(str(e.title)) for e in PdfReader(slides).outline if not isinstance(e, list)]


def titles(slides: Path) -> list[str]:
    """Give the titles of slides that can be edited."""
    return [tidy(slide.shapes.title.text_frame.text) for slide in Presentation(str(slides)).slides]


def slide_texts(summary: Path) -> list[str]:
    """Give the text of every slide."""
    show = Presentation(str(summary.with_suffix(".pptx")))
    return [
        tidy(" ".join(s.text_frame.text for s in slide.shapes if s.has_text_frame))
        for slide in show.slides
    ]
