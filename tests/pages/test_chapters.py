"""A chapter is one record: notebooks, texts, guide and final edition know it from there."""

import ast
import re
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest

from wps_eval.codes import EvaluationKind
from wps_eval.errors import WpsEvalError
from wps_eval.pages.report_chapters import chapter
from wps_eval.report import annexes, chapters
from wps_eval.report.annexes import ANNEXES
from wps_eval.report.chapter import Annex, Chapter
from wps_eval.report.chapter_texts import owed_texts, texts_of
from wps_eval.report.chapters import CHAPTERS
from wps_eval.words.catalogue import Words

HOUSE = Path(__file__).parents[2]
GUIDE = (HOUSE / "docs" / "guide-author.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("package", "listed", "kind"), [(chapters, CHAPTERS, Chapter), (annexes, ANNEXES, Annex)]
)
def test_every_file_of_the_folder_holds_the_record_that_it_is_named_for(package, listed, kind):
    (folder,) = package.__path__
    files = {path.stem for path in Path(folder).glob("*.py")} - {"__init__"}
    assert {each.code for each in listed} == files
    assert all(type(each) is kind for each in listed)
    orders = [each.order for each in listed]
    assert orders == sorted(set(orders))


@pytest.mark.parametrize("each", [*CHAPTERS, *ANNEXES], ids=lambda each: each.heading)
def test_what_a_record_says_is_in_the_catalogue(each):
    codes = [code for code in (each.heading, each.opens, each.missing) if code]
    assert [code for code in codes if not Words("en").knows(code)] == []
    assert each.text or not (each.owed or each.missing or each.text_last)


@pytest.mark.parametrize("kind", [EvaluationKind.MIDTERM, EvaluationKind.FINAL])
def test_a_report_s_notebook_calls_every_chapter_of_its_kind_once(kind):
    notebook = nbformat.read(HOUSE / "notebooks" / f"{kind}_report.ipynb", as_version=4)
    calls = [
        node.args[1].value
        for cell in notebook.cells
        if cell.cell_type == "code"
        for node in ast.walk(ast.parse(cell.source))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "chapter"
    ]
    assert Counter(calls) == Counter(each.code for each in CHAPTERS if kind in each.kinds)


def test_a_chapter_of_another_kind_or_none_is_refused_with_the_nearest():
    bench = SimpleNamespace(study=SimpleNamespace(kind=EvaluationKind.MIDTERM))
    for code in ("results", "sumary"):
        with pytest.raises(WpsEvalError, match="no chapter of this kind"):
            chapter(bench, code)
    with pytest.raises(WpsEvalError, match="Did you mean 'summary'"):
        chapter(bench, "sumary")


@pytest.mark.parametrize(
    ("record", "order"),
    [
        ({"text": "a"}, ["<h2>", "words of a", "parts"]),
        ({"text": "a", "text_last": True, "level": 3}, ["<h3>", "parts", "words of a"]),
        ({"text": "", "opens": "chapter.findings"}, ["<h2>Findings", "<h2>", "parts"]),
        ({"text": "b", "missing": "missing.barriers"}, ["<h2>", "notice", "parts"]),
        ({"text": "b"}, ["<h2>", "parts"]),
        ({"applies": lambda _: False}, []),
    ],
)
def test_heading_text_and_parts_come_in_one_way(monkeypatch, record, order):
    written = {"a": ["<p>words of a</p>"]}
    monkeypatch.setattr("wps_eval.report.chapter.prose", lambda _, text: written.get(text, []))
    bench = SimpleNamespace(say=Words("en").say)
    made = Chapter(code="summary", order=1, parts=lambda _: ["<p>parts</p>"], **record)
    shown = made.fragments(bench)
    assert len(shown) == len(order)
    assert all(part in fragment for part, fragment in zip(order, shown, strict=True))


def guide_rows():
    """The texts of the guide's table, with the reports that have them."""
    for line in GUIDE.splitlines():
        if line.startswith("| `") and ".md`" in line:
            files, _, midterm, final = (cell.strip() for cell in line.strip("|").split("|"))
            for text in re.findall(r"`(\w+)\.md`", files):
                yield text, (midterm, final)


def test_the_authors_guide_lists_every_text_with_the_reports_that_have_it():
    midterm, final = texts_of(EvaluationKind.MIDTERM), texts_of(EvaluationKind.FINAL)
    known = dict.fromkeys((*midterm, *final))
    owed = {t: ("yes" * (t in midterm), "yes" * (t in final)) for t in known}
    assert dict(guide_rows()) == owed


def test_the_authors_guide_names_the_texts_that_a_final_edition_owes():
    (line,) = re.findall(r"^- no (`summary\.md`.*);$", GUIDE, re.MULTILINE)
    named = re.findall(r"`(\w+)\.md`", line)
    for kind in (EvaluationKind.MIDTERM, EvaluationKind.FINAL):
        assert set(named) == set(owed_texts(kind))
