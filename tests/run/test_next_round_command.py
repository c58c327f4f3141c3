"""``wps-eval next-round``: its lines, its table, its picture, and what it refuses."""

import shutil
import stat
from types import SimpleNamespace

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from in_memory import HOUSE
from wps_eval.errors import SurveyFaults
from wps_eval.indicators.next_round import ScalePlan
from wps_eval.report.charts.detectable import detectable_chart
from wps_eval.report.numbers import Writer
from wps_eval.run import next_round
from wps_eval.run.next_round import detectable_rows, lines, open_planned_round, write_next_round
from wps_eval.survey.fieldwork import Fieldwork, SampleSize
from wps_eval.survey.power import RoundPair
from wps_eval.words.catalogue import Words
from wps_eval.workspace.opened import open_workspace

STUDY = """
kind: midterm
demonstration: true
current: {start: 2021-01-01, end: 2022-12-31}
places: [IQ]
rounds: [r1]
"""
PLAN = ScalePlan(
    construct="attitudes_early_warning", n=480, sd=24.0, icc=0.26, pair=RoundPair(),
    fieldwork=Fieldwork(people_per_unit=8, icc=0.26, strata=4), detectable=7.04,
    size=SampleSize(answers=1234, selected=1234, units=155, effect=2.8),
)  # fmt: skip
ENDLESS = ScalePlan(
    construct="knowledge_early_warning", n=480, sd=24.0, icc=0.0, pair=RoundPair(),
    fieldwork=Fieldwork(), detectable=4.4, size=None,
)  # fmt: skip
INSTRUMENTS = HOUSE / "data/instruments"


@pytest.fixture
def workspace(bench_folder):
    shutil.copytree(INSTRUMENTS, bench_folder / "data/instruments")
    (bench_folder / "params/small.yml").write_text(STUDY, encoding="utf-8")
    return open_workspace("small", bench_folder)


def test_a_line_a_scale_says_what_is_found_and_what_is_needed():
    said = list(lines((PLAN, ENDLESS), 5.0, Words("en"), INSTRUMENTS))
    assert said[0] == (
        "Attitudes to gender in early warning: 480 answers find a change of 7.0 points; "
        "a change of 5.0 needs 1,234 answers in 155 units, each round"
    )
    assert said[1].endswith("no sample finds a change of 5.0")
    (nothing,) = lines((), 5.0, Words("en"), INSTRUMENTS)
    assert "Nothing can be planned" in nothing


@pytest.mark.parametrize("language", ["en", "ar_IQ", "ckb_IQ"])
def test_the_page_is_its_owners_and_says_that_data_are_made_up(workspace, monkeypatch, language):
    monkeypatch.setattr(next_round, "plan_next_round", lambda *_, **__: (PLAN, ENDLESS))
    people, words = SimpleNamespace(round=SimpleNamespace(code="r1")), Words(language)
    workspace.root.outputs("small").mkdir(parents=True)
    plans, path = write_next_round(workspace, people, 5.0, words)
    assert plans == (PLAN, ENDLESS)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    assert (page.html["dir"], page.html["lang"]) == (words.direction, words.html_lang)
    mark = words.say("seal.demonstration")
    assert mark in page.get_text()
    assert page.img["alt"].startswith(mark)
    first, second = [
        [td.get_text() for td in tr.find_all(["td", "th"])] for tr in page.find_all("tr")[1:]
    ]
    assert first[1:] == ["480", "24.0", "0.260", "7.0", "1,234", "155"]
    assert second[-2:] == ["–", "–"]


def test_a_round_that_tells_nothing_writes_no_page(workspace, monkeypatch):
    monkeypatch.setattr(next_round, "plan_next_round", lambda *_, **__: ())
    people = SimpleNamespace(round=SimpleNamespace(code="r1"))
    assert write_next_round(workspace, people, 5.0, Words("en")) == ((), None)


@pytest.mark.parametrize(
    ("code", "fault"), [("r2", "round_not_named"), ("r1", "round_not_taken_in")]
)
def test_a_round_that_is_not_there_is_refused(workspace, code, fault):
    with pytest.raises(SurveyFaults) as caught:
        open_planned_round(workspace, code)
    assert [f.code for f in caught.value.faults] == [fault]


def test_the_picture_tells_in_words_where_each_line_begins_and_ends():
    rows = detectable_rows(PLAN, 0.8)
    assert set(rows["people_per_unit"]) == {5, 10, 20}
    # more people in a unit find less: at 3,000 answers in every way of drawing
    last = rows[rows["answers"] == 3000].set_index("people_per_unit")["detectable"]
    assert last[5] < last[10] < last[20]
    drawn = pd.DataFrame(
        {"people_per_unit": [5, 5], "answers": [100, 200], "detectable": [9.04, 5.96]}
    )
    image = BeautifulSoup(
        detectable_chart(drawn, 5.0, Writer(Words("en")), "What is found"), "html.parser"
    )
    assert (
        image.img["alt"]
        == "5 people a sampling unit: 100 answers find 9.0 points, 200 answers find 6.0 points"
    )
    assert image.figcaption.get_text() == "What is found"
