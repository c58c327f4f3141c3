"""A questionnaire on paper: PDF and Word files of a page or two, in each language of its wordings."""

from __future__ import annotations

from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pypandoc
from bs4 import BeautifulSoup

from wps_eval.files.whole_file import write_whole
from wps_eval.publish.directions import mark_edges
from wps_eval.publish.fonts import refuse_missing
from wps_eval.publish.markup import prepare_for_typst
from wps_eval.publish.ooxml import TableLook, finish_word_file
from wps_eval.publish.opening import typst_opening
from wps_eval.publish.paper_sheet import paper_sheet
from wps_eval.publish.typst import compile_pdf, typst_markup
from wps_eval.publish.widths import Paper, fit_tables
from wps_eval.publish.word import PANDOC_LANGUAGES
from wps_eval.report.seal import Seal, seal_words
from wps_eval.words.catalogue import Words

if TYPE_CHECKING:
    from wps_eval.sources.instrument import Instrument

#: points between the margins of the sheet, and of its largest table text
SHEET = Paper(540.0, 0.0, 9.0)
WORD_SIZE = 7.5  # points of a Word file's table text, whose margins are those of a report
SOURCE_LANGUAGE = "en"  # in which wordings were first written; all others are translations


def write_paper_forms(instrument: Instrument, folder: Path) -> tuple[Path, ...]:
    """Write a questionnaire as PDF and Word, ``<form>-<language>.pdf`` and ``.docx``.

    Args:
        instrument: The questionnaire.
        folder: Where to; it is made.

    Returns:
        The files, two a language, in the order of the form's languages.

    Raises:
        SurveyFaults: A condition cannot be said on paper, as ``paper_sheet`` says.
        ExportRefused: A letter that the font does not have.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for language in instrument.languages:
        words = Words(language)
        stem = f"{instrument.name}-{words.html_lang}"
        for ending, make in ((".pdf", paper_pdf), (".docx", paper_word)):
            path = folder / f"{stem}{ending}"
            write_whole(path, make(instrument, words))
            files.append(path)
    return tuple(files)


def paper_pdf(instrument: Instrument, words: Words) -> bytes:
    """Give the PDF of a questionnaire in one language."""
    seal = _seal(instrument, words)
    body = BeautifulSoup(paper_sheet(instrument, words), "html.parser")
    refuse_missing(body.get_text() + seal.printed, seal.edition)
    with TemporaryDirectory() as name:
        folder = Path(name)
        prepare_for_typst(body, folder, seal.direction, seal.edition, SHEET)
        main = folder / "form.typ"
        main.write_text(
            f"{typst_opening(seal, shape='form')}\n{typst_markup(str(body))}", encoding="utf-8"
        )
        return compile_pdf(main, seal.edition)


def paper_word(instrument: Instrument, words: Words) -> bytes:
    """Give the Word file of a questionnaire in one language."""
    seal = _seal(instrument, words)
    html = f"<p>{escape(seal.subtitle)}</p>{paper_sheet(instrument, words)}"
    body = BeautifulSoup(html, "html.parser")
    mark_edges(body, seal.direction)
    fit_tables(body, SHEET)
    looks = [
        TableLook(WORD_SIZE, [("", "")] * len(table.find_all(["th", "td"])))
        for table in body.find_all("table")
    ]
    with TemporaryDirectory() as name:
        docx = Path(name) / "form.docx"
        pypandoc.convert_text(
            f"<html><head><title>{escape(seal.title)}</title></head><body>{body}",
            "docx",
            format="html",
            outputfile=str(docx),
            extra_args=[
                "--standalone",
                "-M", f"lang={PANDOC_LANGUAGES[seal.direction]}",
                "-M", f"dir={seal.direction}",
            ],
        )  # fmt: skip
        return finish_word_file(docx.read_bytes(), seal, looks)


def _seal(instrument: Instrument, words: Words) -> Seal:
    """Say what the sheet says of itself: which form, which version, and what must come before its use."""
    is_translation = words.language != SOURCE_LANGUAGE
    before_use = words.say("paper.translated" if is_translation else "paper.before_use")
    return Seal(
        edition=f"{instrument.name} {instrument.version}",
        study="",
        title=words.say("paper.title"),
        subtitle=before_use,
        place="",
        language=words.language,
        direction="rtl" if words.direction == "rtl" else "ltr",
        released=True,
        demonstration=False,
        state="final",
        words=seal_words(words, "final"),
        shape="brief",
    )
