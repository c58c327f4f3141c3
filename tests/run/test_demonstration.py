"""The demonstration: the same bytes every time, and its planted truth found again."""

import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from wps_eval.change.course_rows import course_rows
from wps_eval.disclosure.survey_bases import hide_survey_cells
from wps_eval.indicators.constructs import Scoring
from wps_eval.pages import rounds
from wps_eval.pages.bench import load_bench
from wps_eval.paths import Root
from wps_eval.results.store import frame
from wps_eval.run.check import check_study
from wps_eval.run.demonstration.stream import Stream
from wps_eval.run.demonstration.write import write_demonstration

HOUSE = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    for name in ("data/plan", "data/figures", "data/instruments", "params", "notebooks"):
        shutil.copytree(HOUSE / name, folder / name)
    write_demonstration(Root(folder))
    return folder


@pytest.fixture(scope="module")
def bench(home):
    return load_bench("demo-midterm", start=home)


@pytest.fixture(scope="module")
def truth(home):
    return json.loads((home / "data/demo/truth.json").read_text(encoding="utf-8"))


def digest(folder):
    made = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        made.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return made.hexdigest()


def test_the_same_bytes_every_time(home):
    before = digest(home / "data/demo")
    write_demonstration(Root(home))
    assert digest(home / "data/demo") == before


def test_the_stream_is_frozen():
    # SHA-256 of "x:0", its first eight bytes as a number, over 2^64
    first = int.from_bytes(hashlib.sha256(b"x:0").digest()[:8], "big") >> 11
    assert Stream("x").one() == first / 2**53
    assert abs(Stream("y").uniform(20_000).mean() - 0.5) < 0.01


def test_everything_says_that_it_is_demonstration(home):
    for path in (home / "data/demo").rglob("*.yml"):
        if "plan" not in path.parts:
            assert "DEMONSTRATION" in path.read_text(encoding="utf-8"), path.name
    assert "demonstration: true" in (home / "params/demo-midterm.yml").read_text(encoding="utf-8")


def test_the_demonstration_holds_no_fault(home):
    assert check_study("demo-midterm", start=home)[1] == []


def near(estimates, wanted, group=""):
    at = estimates.find(group=group)
    off = abs(estimates.estimate[at] - wanted) / estimates.se[at]
    assert off < 3.3, (estimates.estimate[at], wanted)


@pytest.mark.parametrize("year", [2020, 2022])
def test_planted_levels_are_inside_their_margin(bench, truth, year):
    adults = bench.rounds.surveys[f"population-{year}"].constructs
    near(adults["awareness_protection_mechanisms"].score, truth["knowledge_mean_pct"][str(year)])
    near(adults["attitudes_stereotypes_women"].score, truth["attitude_mean_0_100"][str(year)])
    staff = bench.rounds.surveys[f"staff-{year}"].constructs
    near(staff["satisfaction_work_environment_security"].score, truth["satisfied_pct"][str(year)])


def test_planted_changes_are_found_and_what_did_not_move_is_not(bench, truth):
    found = {
        r["indicator"]: r for r in rounds.judged(bench) if r["place"] == "IQ" and not r["group"]
    }
    knowledge, attitude, staff = (found[c] for c in ("I2.1.2-08-b", "I3.1.1-02-b", "I1.1.3-08-b"))
    assert (knowledge["change"], staff["change"]) == ("increased", "increased")
    assert attitude["change"] == "cannot_tell"
    moved = truth["knowledge_mean_pct"]["2022"] - truth["knowledge_mean_pct"]["2020"]
    assert knowledge["ci_low"] < moved < knowledge["ci_high"]
    assert knowledge["p_adjusted"] >= knowledge["p"]
    assert knowledge["robustness"] == "4/4"
    assert knowledge["test"] == "independent rounds"


def test_an_indicator_of_women_is_measured_among_women_alone(bench):
    """The plan speaks of women's awareness, and the round asked men too."""
    rows = [r for r in rounds.judged(bench) if r["indicator"] == "I2.1.2-08-b"]
    assert [(r["place"], r["group"]) for r in rows] == [("IQ", "")]  # nobody is crossed by place
    for end, year in (("baseline", 2020), ("current", 2022)):
        score = (
            bench.rounds.surveys[f"population-{year}"]
            .constructs["awareness_protection_mechanisms"]
            .score
        )
        women, all_ = (score.picked([score.find(group=g)]) for g in ("sex=f", ""))
        assert rows[0][end] == pytest.approx(float(women.estimate[0]))
        assert rows[0][end] != pytest.approx(float(all_.estimate[0]), abs=1)


def test_what_was_not_declared_beforehand_gets_no_verdict_words(bench):
    rows = [
        r for r in rounds.judged(bench) if r["indicator"] == "I3.1.1-02-b" and r["place"] != "IQ"
    ]
    assert len(rows) >= 19
    assert {r["change"] for r in rows} == {"cannot_tell"}
    assert {r["reason"] for r in rows} == {"exploratory"}
    assert all(r["p"] == r["p"] for r in rows)  # the numbers stand


def test_the_course_is_compared_person_by_person(bench, truth):
    (course,) = bench.rounds.courses.values()
    rows = {(r["construct"], r["waves"]): r for r in course_rows("x", course, 0.95)}
    learnt = rows["knowledge_negotiation_conflict_resolution", "pre-post"]
    planted = truth["course_mean_pct"]["post"] - truth["course_mean_pct"]["pre"]
    assert learnt["ci_low"] < planted < learnt["ci_high"]
    assert learnt["classes"] == 12
    assert learnt["few_classes"] == "no"
    # 88 % stay to the end, and codes mistyped in two parts or twice the same are lost
    assert 75 < learnt["match_rate_pct"] < 92
    assert learnt["n_near"] > 0
    later = rows["knowledge_negotiation_conflict_resolution", "pre-follow_up"]
    assert later["n"] < learnt["n"]
    assert rows["reaction_training", "post"]["kirkpatrick"] == 1
    assert rows["behaviour_after_training", "follow_up"]["kirkpatrick"] == 3
    assert ("reaction_training", "pre-post") not in rows


def test_feedback_enters_as_counts_and_small_ones_are_hidden(bench, truth):
    feedback = [f for f in bench.gathered.figures if f.evidence == "feedback"]
    national = {f.indicator: f for f in feedback if f.place == "IQ" and f.period.start.year == 2022}
    hotline = national["I2.1.4-03-c"]
    assert hotline.value == pytest.approx(100 * hotline.numerator / hotline.denominator)
    p = truth["feedback_satisfied_pct"]["hotline"] / 100
    assert abs(hotline.value / 100 - p) < 3.3 * np.sqrt(p * (1 - p) / hotline.denominator)
    assert {f.indicator for f in feedback} <= bench.gathered.sensitive()


def test_no_person_is_in_any_results_table(bench):
    for name, kinds in (("knowledge", Scoring.KNOWLEDGE), ("attitudes", Scoring.ATTITUDE)):
        from wps_eval.indicators.survey_rows import construct_rows  # noqa: PLC0415

        rows = construct_rows("x", bench.rounds.surveys.values(), (kinds,), "IQ", 0.95)
        table = hide_survey_cells(frame(name, rows), limits())
        shown = table[table["estimate"].notna() & table["n"].notna()]
        assert (shown["n"] >= 25).all()
        assert shown["group"].str.count("=").max() == 1


def limits():
    from wps_eval.disclosure.small_counts import SmallCounts  # noqa: PLC0415

    return SmallCounts()


def test_lost_coverage_is_on_record(bench):
    from wps_eval.indicators.round_rows import round_rows  # noqa: PLC0415

    rows = {(r["round"], r["part"], r["item"]): r["value"] for r in round_rows("x", bench.rounds)}
    assert rows["population-2020", "coverage", "IQG01"].startswith("12.5 %")
    assert rows["population-2022", "design", "pretest"] == ""
    assert rows["population-2022", "design", "kind"] == "probability"
    assert "1480" not in rows["population-2022", "design", "response"].split("/")[1]
