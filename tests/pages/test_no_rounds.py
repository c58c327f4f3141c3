"""A study without survey rounds: one sentence, and no empty table."""

import pytest

from wps_eval.pages import bench as module
from wps_eval.pages import training
from wps_eval.pages.bench import open_bench
from wps_eval.pages.scales import attitudes, knowledge, satisfaction
from wps_eval.report.fragment import MIME
from wps_eval.words.catalogue import Words


@pytest.fixture
def bench(bench_folder, monkeypatch):
    shown = []
    monkeypatch.delenv("WPS_EVAL_RUNNER", raising=False)
    monkeypatch.setattr(module, "display", lambda data, **_: shown.append(data))
    monkeypatch.chdir(bench_folder)
    return open_bench("midterm-2022"), shown


def sentences(shown):
    """Give what was shown, but for the remark that a notebook before was not run."""
    texts = [data["text/html"] for data in shown if MIME in data]
    return [text for text in texts if "data_quality" not in text]


@pytest.mark.parametrize("page", [knowledge, attitudes, satisfaction], ids=lambda p: p.table)
def test_a_scale_s_notebook_says_it_once(bench, page):
    opened, shown = bench
    rounds = page.design(opened)
    found = page.measure(opened, rounds)
    page.items(opened, found)
    if page is knowledge:
        page.functioning(opened, rounds, found)
    page.scale(opened, found)
    page.groups(opened, found)
    page.compared(opened, found)
    (said,) = sentences(shown)
    assert Words("en").say("survey.no_rounds") in said


def test_the_notebook_of_courses_says_it_once(bench):
    opened, shown = bench
    rounds = training.design(opened)
    found = training.measure(opened, rounds)
    training.learning(opened, found)
    training.levels(opened, found)
    (said,) = sentences(shown)
    assert Words("en").say("survey.no_rounds") in said
