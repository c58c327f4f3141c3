"""Open the reports that `make report` made: they exist, and hold the chapters and figures."""

import json
import sys
from pathlib import Path

from bs4 import BeautifulSoup
from pypdf import PdfReader

CHAPTERS = (
    "Executive summary",
    "Introduction",
    "The plan and its context",
    "Findings",
    "Strategy and results framework",
    "Progress towards results",
    "Implementation and adaptive management",
    "Risks to sustainability",
    "Public context figures",
    "Conclusions and recommendations",
    "Annexes",
)
FIGURES, TABLES = 4, 10
SURVEYS = ("Survey results", "Reliability: good", "Holds in 4 of 4", "Demonstration data: not findings")


def check(condition: object, what: str) -> None:
    """Stop with a sentence where something is missing."""
    if not condition:
        sys.exit(f"check_reports: {what}")


def main(study: str) -> None:
    """Check one study's English national report, and its run record."""
    outputs = Path(__file__).parents[1] / "outputs" / study
    record = json.loads((outputs / "run.json").read_text(encoding="utf-8"))
    check(record["status"] == "complete", f"the run ended {record['status']}")
    folder = outputs / "IQ" / "en"
    soup = BeautifulSoup(
        (folder / "midterm_report.html").read_text(encoding="utf-8"), "html.parser"
    )
    heads = [head.get_text(strip=True) for head in soup.find_all(["h2", "h3"])]
    pages = PdfReader(folder / "midterm_report.pdf").pages
    text = " ".join("\n".join(page.extract_text() for page in pages).split())
    for chapter in CHAPTERS:
        check(chapter in heads, f"no chapter {chapter!r} in the HTML")
        check(chapter in text, f"no chapter {chapter!r} in the PDF")
    check(len(soup.select("figure img[alt]")) >= FIGURES, "figures are missing in the HTML")
    check(len(soup.find_all("table")) >= TABLES, "tables are missing in the HTML")
    if study.startswith("demo"):
        for said in SURVEYS:
            check(said in text, f"{said!r} is missing in the demonstration's PDF")
    else:
        check("none can be assessed" in text, "the headline on evaluability is missing in the PDF")
        check("26.4" in text and "28.9" in text, "women in the Council of Representatives are missing")
    sys.stdout.write(f"check_reports: {len(heads)} headings, {len(pages)} pages: well\n")


if __name__ == "__main__":
    main(sys.argv[1])
