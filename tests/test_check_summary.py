"""A summary that is too long, lacks a slide or hides that it is made up is told."""

import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from summary_pages import summary_in
from wps_eval.words.catalogue import Words

CI = str(Path(__file__).parents[1] / ".ci")
sys.path.insert(0, CI)
try:
    from check_summary import summary_lacks
    from html_report import Page
finally:
    sys.path.remove(CI)

HEADS = ["In short", "الاستنتاجات"]
MADE_UP = Words("en").say("seal.demonstration")


def lacks(folder, *, demonstration=False, **made):
    report = summary_in(folder, HEADS, **made)
    html = report.with_suffix(".html").read_text(encoding="utf-8")
    page = Page(Words("en"), BeautifulSoup(html, "html.parser"))
    return list(summary_lacks(report, page, demonstration=demonstration))


def test_a_whole_summary_lacks_nothing(tmp_path):
    assert lacks(tmp_path, pages=4) == []
    assert lacks(tmp_path, demonstration=True, marks=[MADE_UP, MADE_UP]) == []


def test_five_pages_are_no_summary(tmp_path):
    assert lacks(tmp_path, pages=5) == ["PDF: 5 pages, and 4 are a summary"]


def test_a_chapter_without_a_slide_is_told_in_both_formats(tmp_path):
    found = lacks(tmp_path, slides=["In short"])
    assert found == [".slides.pdf: no slide 'الاستنتاجات'", ".pptx: no slide 'الاستنتاجات'"]


@pytest.mark.parametrize("marks", [None, [MADE_UP, ""]])
def test_a_slide_that_does_not_say_that_data_are_made_up_is_told(tmp_path, marks):
    (found,) = lacks(tmp_path, demonstration=True, marks=marks)
    assert "2]" in found
