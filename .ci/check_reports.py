"""Hold the reports that `make report` and `make demo` made against docs/checklist.csv.

Every format in every language; all that is missing is told, not the first thing alone.
"""

import json
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from bs4 import BeautifulSoup
from check_summary import FORMS, summary_lacks
from checklist import Item, Verdict, read_items, verdict
from html_report import Page, captioned, tidy
from pypdf import PdfReader

from wps_eval.codes import EvaluationKind
from wps_eval.paths import Root
from wps_eval.study import Study, load_study
from wps_eval.words.catalogue import Words
from wps_eval.words.glossary import read_terms

ROOT = Root(Path(__file__).parents[1])
FORMATS = (".html", ".pdf", ".docx")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SURVEYS = ("Reliability: good", "Holds in 5 of 5", "Demonstration data: not findings")
AS_TYPED = "stand as they were typed"  # what is typed in English is told in every language
PUBLIC = ("none can be assessed", "26.4", "28.9")


def main(name: str, outputs: Path) -> int:
    """Check every report of a study; give the number of things that are missing."""
    study = load_study(ROOT.study(name))
    reports = {
        f"{place} {language}": (outputs / place / language / f"{study.kind}_report", language)
        for place in study.places
        for language in study.languages
    }
    lacks = [
        f"{label}: no {path.name}"
        for label, (report, _) in reports.items()
        for path in (
            *map(report.with_suffix, FORMATS),
            *map(report.with_name("summary").with_suffix, FORMS),
        )
        if not path.is_file()
    ] or [*study_lacks(study, outputs), *_opened(study, reports)]
    print("".join(f"check_reports: {name}: MISSING: {lack}\n" for lack in lacks), end="")
    return len(lacks)


def _opened(study: Study, reports: dict[str, tuple[Path, str]]) -> Iterator[str]:
    terms = read_terms(ROOT.judgement(study.name) / "terms.csv", [])
    for label, (report, language) in reports.items():
        page = page_of(report, Words(language, terms.get(language, {})))
        seen = looked(page, study)
        gaps = sum(found.state == "gap" for _, found in seen)
        print(f"check_reports: {study.name}: {label}: {len(seen)} items, {gaps} declared missing")
        yield from (f"{label}: {lack}" for lack in report_lacks(report, page, seen))
        brief = report.with_name("summary")
        lacks = summary_lacks(brief, page_of(brief, page.words), demonstration=study.demonstration)
        yield from (f"{label}: summary: {lack}" for lack in lacks)


def page_of(report: Path, words: Words) -> Page:
    """Open a report's HTML."""
    html = report.with_suffix(".html").read_text(encoding="utf-8")
    return Page(words, BeautifulSoup(html, "html.parser"))


def looked(page: Page, study: Study) -> list[tuple[Item, Verdict]]:
    """Look for every item of the checklist that a machine can find."""
    return [
        (item, verdict(item, page, demonstration=study.demonstration))
        for item in read_items()
        if item.checked_by == "machine" and study.kind in item.kinds
    ]


def report_lacks(report: Path, page: Page, seen: list[tuple[Item, Verdict]]) -> Iterator[str]:
    """Say what one report lacks in any of its formats."""
    attributes = page.soup.html.attrs if page.soup.html else {}
    if (attributes.get("dir"), attributes.get("lang")) != (
        page.words.direction,
        page.words.html_lang,
    ):
        yield "HTML: wrong direction or language"
    for item, found in seen:
        if found.state == "missing":
            yield f"{item.code}: {item.what}: {found.why}. Written in: {item.place}"
    for form, heads in (("PDF", pdf_heads(report)), ("Word", word_heads(report))):
        gone = [head for head in page.chapters if head not in heads]
        yield from (f"{form}: no heading {head!r}" for head in gone)
    tables, pictures = word_blocks(report)
    if tables < len(page.soup("table")) or pictures < len(page.soup("figure")):
        yield f"Word: {tables} tables and {pictures} pictures, fewer than in the HTML"


def study_lacks(study: Study, outputs: Path) -> Iterator[str]:
    """Say what the run record and the English report lack of what this repository's data give."""
    record = json.loads((outputs / "run.json").read_text(encoding="utf-8"))
    if record["status"] != "complete":
        yield f"the run ended {record['status']}"
    yield from (
        f"the run warns: {warning}" for warning in record["warnings"] if AS_TYPED in warning
    )
    report = outputs / "IQ" / "en" / f"{study.kind}_report"
    text = pdf_words(report)
    for word in SURVEYS if study.demonstration else PUBLIC:
        if word not in text:
            yield f"PDF: {word!r} is not in it"
    if study.kind is EvaluationKind.FINAL and "On track" in own_words(report):
        yield "HTML: a final evaluation says that something is on track"
    if study.kind is EvaluationKind.FINAL and "On track → " not in text:
        yield "PDF: the mid-term review's own statuses are not in it"


def own_words(report: Path) -> str:
    """Give a report's text without the table that tells what the edition before said."""
    page = page_of(report, Words("en"))
    for table in captioned(page, page.soup("main"), "table", "moved.caption"):
        table.decompose()
    return page.soup.get_text(" ")


def pdf_words(report: Path) -> str:
    """Give a PDF's text on one line."""
    pages = PdfReader(report.with_suffix(".pdf")).pages
    return " ".join("\n".join(page.extract_text() for page in pages).split())


def pdf_heads(report: Path) -> set[str]:
    """Give the headings of a PDF, from its outline."""
    return set(_flat(PdfReader(report.with_suffix(".pdf")).outline))


def _flat(outline: list[Any]) -> Iterator[str]:
    for entry in outline:
        if isinstance(entry, list):
            yield from _flat(entry)
        else:
            yield tidy(str(entry.title))


def word_heads(report: Path) -> set[str]:
    """Give the headings of a Word file."""
    return {
        tidy("".join(text.text or "" for text in line.iter(f"{WORD}t")))
        for line in _word(report).iter(f"{WORD}p")
        if (style := line.find(f"{WORD}pPr/{WORD}pStyle")) is not None
        and style.attrib[f"{WORD}val"].startswith("Heading")
    }


def word_blocks(report: Path) -> tuple[int, int]:
    """Count the tables and the pictures of a Word file."""
    body = _word(report)
    return sum(1 for _ in body.iter(f"{WORD}tbl")), sum(1 for _ in body.iter(f"{WORD}drawing"))


def _word(report: Path) -> ET.Element:
    with zipfile.ZipFile(report.with_suffix(".docx")) as book:
        return ET.fromstring(book.read("word/document.xml"))  # noqa: S314 - a file of our own


if __name__ == "__main__":
    asked, *elsewhere = sys.argv[1:]
    sys.exit(main(asked, Path(*elsewhere) if elsewhere else ROOT.outputs(asked)) > 0)
