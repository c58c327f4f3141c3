"""Find every printed number of the demonstration's reports again, in each format.

python benchmarks/printed_numbers.py demo-midterm --places IQ IQ-KR IQG11 IQG15 IQG02 --languages en ar_IQ

Runs the study for the places and languages, then asks of each report:

* does every value that was planted (`data/demo/truth.json`: sums of months, quarters and
  governorates among them) stand in its indicator's row of the matrix of results;
* does every cell of every table of the page stand in the same cell of the Word file;
* does every number of every table stand in the PDF, as often as on the page.

The PDF is read by poppler's `pdftotext`, which keeps cells apart in lines from right to left too.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET

from bs4 import BeautifulSoup

from wps_eval.paths import Root
from wps_eval.plan import load_plan
from wps_eval.study import load_study
from wps_eval.words.numbers import parse_number

ROOT = Root(Path(__file__).parents[1])
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NUMBER = re.compile(r"\d[\d,.٬٫]*\d|\d")
MARKS = re.compile("[\u2066-\u2069\u200e\u200f\u00ad\u200b]")
SHOWN_DECIMALS = 1

Rows = list[list[str]]


@dataclass
class Found:
    """What was found again of a report, and what was not."""

    planted: int = 0
    hidden: int = 0
    cells: int = 0
    numbers: int = 0
    lost: list[str] = field(default_factory=list)


def main() -> int:
    """Run the study, look at each report, and give the number of reports that lost something."""
    asked = _arguments()
    study = load_study(ROOT.study(asked.study))
    subprocess.run(
        [sys.executable, "-c", "from wps_eval.run.cli import main; main()", "run", asked.study]
        + [word for place in asked.places for word in ("--place", place)]
        + [word for language in asked.languages for word in ("--language", language)],
        check=True,
        cwd=ROOT.folder,
        stdout=subprocess.DEVNULL,
    )
    bad = 0
    print("| report | planted values | hidden | cells in Word | numbers in PDF | lost |")
    print("| --- | --- | --- | --- | --- | --- |")
    for place in asked.places:
        for language in asked.languages:
            folder = ROOT.outputs(asked.study) / place / language
            found = look(folder / f"{study.kind}_report", study.plan, place, study.current.end.year)
            row = (found.planted, found.hidden, found.cells, found.numbers, len(found.lost))
            print(f"| {place} {language} | " + " | ".join(map(str, row)) + " |")
            for lost in found.lost[: asked.show]:
                print(f"  lost: {lost}")
            bad += bool(found.lost)
    return bad


def look(report: Path, plan: str, place: str, year: int) -> Found:
    """Look for a report's numbers in its three formats."""
    page = BeautifulSoup(report.with_suffix(".html").read_text(encoding="utf-8"), "html.parser")
    for card in page.find_all("details", class_="card"):
        card.replace_with(card.summary.get_text() if card.summary else "")
    tables = [_rows(table) for table in page.find_all("table")]
    found = Found()
    _look_for_planted(tables, plan, place, year, found)
    _look_in_word(tables, report.with_suffix(".docx"), found)
    _look_in_pdf(tables, report.with_suffix(".pdf"), found)
    return found


def _look_for_planted(tables: list[Rows], plan: str, place: str, year: int, found: Found) -> None:
    """Hold the values of the matrix against those that were planted."""
    truth = json.loads((ROOT.data("demo") / "truth.json").read_text(encoding="utf-8"))["figures"]
    printed = {form: code for code, form in load_plan(ROOT.data(plan)).printed.items()}
    width = 8  # code, title, baseline, milestone, target, current, status, remark
    for row in (row for rows in tables for row in rows if len(row) == width and row[0] in printed):
        planted = truth.get(printed[row[0]], {}).get(place, {})
        for cell, when in ((row[2], "2020"), (row[5], str(year))):
            if when not in planted:
                continue
            numbers = [parse_number(text)[0] for text in NUMBER.findall(cell)]
            if not numbers:
                found.hidden += 1
            elif round(numbers[0], SHOWN_DECIMALS) == round(planted[when], SHOWN_DECIMALS):
                found.planted += 1
            else:
                found.lost.append(f"{row[0]} {when}: {cell!r}, planted {planted[when]}")


def _look_in_word(tables: list[Rows], path: Path, found: Found) -> None:
    """Hold every cell against the same cell of the Word file."""
    with zipfile.ZipFile(path) as book:
        body = ET.fromstring(book.read("word/document.xml"))  # noqa: S314 - a file of our own
    in_word = [
        [
            [
                _plain("".join(text.text or "" for text in cell.iter(f"{WORD}t")))
                for cell in row.iter(f"{WORD}tc")
            ]
            for row in table.iter(f"{WORD}tr")
        ]
        for table in body.iter(f"{WORD}tbl")
    ]
    if len(in_word) != len(tables):
        found.lost.append(f"{len(tables)} tables on the page, {len(in_word)} in Word")
        return
    for number, (rows, word_rows) in enumerate(zip(tables, in_word, strict=True), start=1):
        for row, word_row in zip(rows, word_rows, strict=False):
            for cell, word_cell in zip(row, word_row, strict=False):
                if NUMBER.findall(cell) == NUMBER.findall(word_cell):
                    found.cells += 1
                else:
                    found.lost.append(f"table {number}: {cell!r}, in Word {word_cell!r}")
        if [len(row) for row in rows] != [len(row) for row in word_rows]:
            found.lost.append(f"table {number}: rows or cells are not as many in Word")


def _look_in_pdf(tables: list[Rows], path: Path, found: Found) -> None:
    """Ask whether each number of a table stands in the PDF as often as on the page."""
    read = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"],  # noqa: S607 - wherever poppler is installed
        check=True,
        capture_output=True,
        text=True,
    )
    in_pdf = Counter(NUMBER.findall(MARKS.sub("", read.stdout)))
    wanted = Counter(
        n for rows in tables for row in rows for cell in row for n in NUMBER.findall(cell)
    )
    for number, times in wanted.items():
        if in_pdf[number] >= times:
            found.numbers += times
        else:
            found.lost.append(f"{number}: {times} times on the page, {in_pdf[number]} in the PDF")


def _rows(table: BeautifulSoup) -> Rows:
    """Give the cells of a table as plain text."""
    return [
        [_plain(cell.get_text("", strip=False)) for cell in row.find_all(["td", "th"])]
        for row in table.find_all("tr")
    ]


def _plain(text: str) -> str:
    """Leave out marks that nobody sees."""
    return " ".join(MARKS.sub("", text).split())


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("study")
    parser.add_argument("--places", nargs="+", required=True)
    parser.add_argument("--languages", nargs="+", default=["en"])
    parser.add_argument("--show", type=int, default=5, help="how many lost numbers to print")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
