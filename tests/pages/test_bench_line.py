"""The line on top of a notebook."""

import re

import pytest

from wps_eval.pages import bench as module
from wps_eval.pages.bench import open_bench
from wps_eval.publish.fragments import fragments
from wps_eval.report.seal import MIME
from wps_eval.words.catalogue import Words


@pytest.fixture
def opened(bench_folder, monkeypatch):
    """Opens a bench and gives what it displayed, and the texts of its line."""
    monkeypatch.chdir(bench_folder)

    def open_it(*asked, **options):
        shown = []
        monkeypatch.setattr(module, "display", lambda data, **_: shown.append(data))
        open_bench(*asked, **options)
        (data,) = shown
        return data, re.findall("<bdi>(.*?)</bdi>", data["text/markdown"])

    return open_it


def test_the_line_names_study_place_period_data_and_state(opened):
    _, told = opened("midterm-2022", "IQ", "en")
    period = "from 1 January 2021 to 31 December 2022"
    assert told == ["Study midterm-2022", "Iraq", period, "released results", "Draft"]
    _, told = opened("midterm-2022")
    assert told[1:4:2] == ["Iraq and all places", "measured results, internal"]


def test_made_up_data_are_named_and_real_ones_are_not(opened, bench_folder):
    made_up = Words("en").say("seal.demonstration")
    assert made_up not in opened("midterm-2022")[1]
    path = bench_folder / "params/midterm-2022.yml"
    path.write_text(path.read_text(encoding="utf-8") + "demonstration: true\n", encoding="utf-8")
    assert opened("midterm-2022")[1][-1] == made_up


def test_the_line_runs_its_language_s_way(opened):
    data, _ = opened("midterm-2022", "IQ", "ar_IQ")
    assert data["text/markdown"].startswith('<div lang="ar-IQ" dir="rtl"><p><bdi>الدراسة')
    assert "\n" not in data["text/markdown"]  # one block of HTML, in which Markdown reads nothing


@pytest.mark.parametrize(
    ("asked", "said"),
    [(("midterm-2022",), "outputs/midterm-2022/scratch/"), (("midterm-2022", "IQ"), "what the last run of midterm-2022 released")],
)  # fmt: skip
def test_by_hand_it_says_what_stays_as_it_is_and_in_a_run_it_does_not(
    opened, monkeypatch, asked, said
):
    monkeypatch.delenv("WPS_EVAL_RUNNER", raising=False)
    assert said in opened(*asked)[0]["text/markdown"]
    monkeypatch.setenv("WPS_EVAL_RUNNER", "1")
    assert said not in opened(*asked)[0]["text/markdown"]


def test_no_export_takes_it(opened):
    data, _ = opened("midterm-2022", "IQ", "en")
    assert MIME in data
    output = type("Cell", (), {"cell_type": "code", "metadata": {}, "get": lambda *_: [{"data": data}]})()  # fmt: skip
    notebook = type("Notebook", (), {"cells": [output]})
    assert list(fragments(notebook, "x")) == []
