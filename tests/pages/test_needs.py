"""A notebook opened before what it needs was run makes that here, says so, and keeps nothing of people."""

import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from in_memory import HOUSE, lay_figures, measure
from wps_eval.pages import data_quality, indicator_change, needs, training
from wps_eval.pages.bench import open_bench
from wps_eval.pages.scales import knowledge
from wps_eval.paths import Root
from wps_eval.results.store import frame
from wps_eval.run.demonstration.write import write_demonstration
from wps_eval.workspace.opened import RUNNER_VARIABLE

FIGURES = "indicator,place,date,value,status,source\nI1.1.1-03-a,IQ,2020,100,final,Made up\nI1.1.1-03-a,IQ,2022,130,final,Made up\n"
NOTICE = "has not been run for this study"


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    for name in ("data/plan", "data/figures", "data/instruments", "params", "notebooks"):
        shutil.copytree(HOUSE / name, folder / name)
    write_demonstration(Root(folder))
    return folder


@pytest.fixture
def opened(monkeypatch):
    """Open a bench in a folder; give it with all that it shows."""

    def open_in(folder, study):
        shown = []
        monkeypatch.chdir(folder)
        monkeypatch.setattr("wps_eval.pages.bench.display", lambda data, **_: shown.append(data))
        return open_bench(study), shown

    return open_in


def text_of(shown):
    html = "\n".join(str(each.get("text/html", "")) for each in shown)
    return " ".join(BeautifulSoup(html, "html.parser").get_text(" ").split())


def test_a_survey_notebook_by_hand_takes_the_rounds_in_itself(demo, opened, monkeypatch):
    monkeypatch.delenv(RUNNER_VARIABLE, raising=False)
    bench, shown = opened(demo, "demo-midterm")
    rounds = knowledge.design(bench)
    found = knowledge.measure(bench, rounds)
    assert text_of(shown).count(NOTICE) == 1
    assert len(found["knowledge"]) > 100
    knowledge.functioning(bench, rounds, found)
    assert "Questions of class C" in text_of(shown)
    outputs = demo / "outputs/demo-midterm"
    assert {p.parent.name for p in outputs.rglob("*.parquet")} == {"scratch"}
    assert not list(outputs.rglob("people"))


def test_what_a_run_measured_is_read_and_nothing_said(demo, opened, monkeypatch):
    monkeypatch.setenv(RUNNER_VARIABLE, "1")
    bench, shown = opened(demo, "demo-midterm")
    data_quality.survey_intake(bench)
    rounds = training.design(bench)
    monkeypatch.setattr(needs, "take_in_rounds", lambda _: pytest.fail("taken in twice"))
    training.measure(bench, rounds)
    knowledge.measure(bench, knowledge.design(bench))
    assert NOTICE not in text_of(shown)
    shutil.rmtree(bench.root.people("demo-midterm"))
    with pytest.raises(pytest.fail.Exception, match="twice"):
        knowledge.design(bench)


def test_a_round_taken_in_and_one_from_its_file_give_the_same(demo, opened, monkeypatch):
    monkeypatch.setenv(RUNNER_VARIABLE, "1")
    bench, _ = opened(demo, "demo-midterm")
    data_quality.survey_intake(bench)
    kept = needs.survey_estimates(bench, needs.rounds(bench).people, "satisfaction")
    fresh = measure(bench.workspace).surveys["satisfaction"]
    for name, one, two in (
        ("satisfaction", kept.scales, fresh.scales),
        ("satisfaction_indicators", kept.indicators, fresh.indicators),
        ("satisfaction_differences", kept.differences, fresh.differences),
    ):
        assert frame(name, one).equals(frame(name, two))


def test_people_of_a_round_that_is_no_longer_named_do_not_stay(demo, opened, monkeypatch):
    monkeypatch.setenv(RUNNER_VARIABLE, "1")
    bench, _ = opened(demo, "demo-midterm")
    folder = bench.root.people("demo-midterm")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "population-2018.parquet").write_text("people", encoding="utf-8")
    data_quality.survey_intake(bench)
    assert {path.stem for path in folder.glob("*")} == set(bench.study.rounds)


def test_judging_by_hand_makes_all_that_it_needs(tmp_path, opened, monkeypatch):
    monkeypatch.delenv(RUNNER_VARIABLE, raising=False)
    bench, shown = opened(lay_figures(tmp_path, FIGURES), "midterm-2022")
    found = indicator_change.measure(bench)
    row = found["verdicts"].query("indicator == 'I1.1.1-03-a' and place == 'IQ'").iloc[0]
    assert (row["current"], row["change"]) == (130, "increased")
    assert "data_quality " + NOTICE in text_of(shown)
    for call in (
        "evaluability", "coverage", "owing_bodies", "tally", "surveys", "groups_and_places",
        "context_figures",
    ):  # fmt: skip
        getattr(indicator_change, call)(bench, found)


def test_every_need_of_the_pipeline_is_made_by_somebody_before():
    from wps_eval.run.pipeline import INPUT_NEEDS, read_pipeline  # noqa: PLC0415

    made = set(INPUT_NEEDS)
    for entry in read_pipeline(Root(Path(HOUSE))):
        assert set(entry.needs) <= made, entry.name
        made |= set(entry.writes)
