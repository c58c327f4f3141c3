"""Open the reports that `make report` and `make demo` made: chapters, figures, languages, formats."""

import json
import sys
import zipfile
from pathlib import Path

from bs4 import BeautifulSoup
from pypdf import PdfReader

from wps_eval.words.catalogue import Words

CHAPTERS = (
    "summary",
    "introduction",
    "description",
    "findings",
    "framework",
    "progress",
    "management",
    "sustainability",
    "survey",
    "context",
    "conclusions",
    "annexes",
)
FINAL = (
    "summary",
    "introduction",
    "description",
    "scope",
    "approach",
    "findings",
    "framework",
    "management",
    "results",
    "criteria",
    "survey",
    "regions",
    "gender",
    "sustainability",
    "context",
    "conclusions",
    "annexes",
)
LANGUAGES = {"en": "ltr", "ar_IQ": "rtl", "ckb_IQ": "rtl"}
FIGURES, TABLES = 4, 10
SURVEYS = ("Reliability: good", "Holds in 4 of 4", "Demonstration data: not findings")


def check(condition: object, what: str) -> None:
    """Stop with a sentence where something is missing."""
    if not condition:
        sys.exit(f"check_reports: {what}")


def main(study: str) -> None:
    """Check one study's national reports in every language, and its run record."""
    outputs = Path(__file__).parents[1] / "outputs" / study
    record = json.loads((outputs / "run.json").read_text(encoding="utf-8"))
    check(record["status"] == "complete", f"the run ended {record['status']}")
    for language in LANGUAGES:
        look(outputs / "IQ" / language, study, language)
    text = words_of(outputs / "IQ" / "en" / f"{report_of(study)}.pdf")
    if study.startswith("demo"):
        for said in SURVEYS:
            check(said in text, f"{said!r} is missing in the demonstration's PDF")
        if "final" in study:
            judged = own_words(outputs / "IQ" / "en" / "final_report.html")
            check("On track" not in judged, "a final evaluation says that something is on track")
            check("On track → " in text, "the mid-term review's own statuses are missing")
    else:
        check("none can be assessed" in text, "the headline on evaluability is missing in the PDF")
        check("26.4" in text and "28.9" in text, "women in the Council are missing")


def look(folder: Path, study: str, language: str) -> None:
    """Check the three formats of one language."""
    words, name = Words(language), f"{study} {language}"
    report = report_of(study)
    chapters = FINAL if report == "final_report" else CHAPTERS
    wanted = [words.say(f"chapter.{chapter}") for chapter in chapters]
    page = (folder / f"{report}.html").read_text(encoding="utf-8")
    soup = BeautifulSoup(page, "html.parser")
    heads = [head.get_text(strip=True) for head in soup.find_all(["h2", "h3"])]
    check(soup.html and soup.html.get("dir") == LANGUAGES[language], f"{name}: wrong direction")
    check(soup.html and soup.html.get("lang") == words.html_lang, f"{name}: wrong language")
    for chapter in wanted:
        check(chapter in heads, f"{name}: no chapter {chapter!r} in the HTML")
    check(
        len(soup.select("figure img[alt]")) >= (1 if study == "demo-final" else FIGURES),
        f"{name}: figures are missing",
    )
    check(len(soup.find_all("table")) >= TABLES, f"{name}: tables are missing")
    pages = len(PdfReader(folder / f"{report}.pdf").pages)
    check(pages >= TABLES, f"{name}: the PDF is short")
    with zipfile.ZipFile(folder / f"{report}.docx") as book:
        told = book.read("word/document.xml").decode("utf-8")
    check(told.count("<w:tbl>") >= TABLES, f"{name}: tables are missing in the Word file")
    sys.stdout.write(f"check_reports: {name}: {len(heads)} headings, {pages} pages: well\n")


def own_words(path: Path) -> str:
    """Give a report's text without the table that tells what the edition before said."""
    soup = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    for table in soup.find_all("table"):
        if Words("en").say("moved.caption") in table.get_text():
            table.decompose()
    return soup.get_text(" ")


def report_of(study: str) -> str:
    """Name the report notebook of a study."""
    return "final_report" if "final" in study else "midterm_report"


def words_of(path: Path) -> str:
    """Give a PDF's text on one line."""
    return " ".join("\n".join(page.extract_text() for page in PdfReader(path).pages).split())


if __name__ == "__main__":
    main(sys.argv[1])
