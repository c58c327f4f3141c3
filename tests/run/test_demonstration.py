"""The demonstration: the same bytes every time, and its planted truth found again."""

import hashlib
import json
import re
import shutil
import stat
from pathlib import Path

import numpy as np
import pytest

from in_memory import measure, verdict_of
from wps_eval.change.survey_results import survey_results
from wps_eval.disclosure.release import Policy, release
from wps_eval.disclosure.small_counts import SmallCounts
from wps_eval.indicators.constructs import TABLES, Scoring
from wps_eval.indicators.round_estimates import estimate_round
from wps_eval.indicators.round_rows import round_rows
from wps_eval.indicators.rules import rules_of
from wps_eval.indicators.subject import subjects
from wps_eval.indicators.subject_rows import subject_rows
from wps_eval.paths import Root
from wps_eval.plan import load_plan
from wps_eval.results.columns import SCALES
from wps_eval.results.rows import known
from wps_eval.results.store import frame
from wps_eval.run.check import check_study
from wps_eval.run.demonstration.groups import GROUPS
from wps_eval.run.demonstration.stream import Stream
from wps_eval.run.demonstration.write import write_demonstration
from wps_eval.values import EVERYBODY, Group
from wps_eval.workspace.intake import people_of, take_in_rounds
from wps_eval.workspace.opened import open_workspace

HOUSE = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    for name in ("data/plan", "data/figures", "data/instruments", "params", "notebooks"):
        shutil.copytree(HOUSE / name, folder / name)
    write_demonstration(Root(folder))
    return folder


@pytest.fixture(scope="module")
def measured(home):
    return measure(open_workspace("demo-midterm", home))


def scores(measured, code):
    """Estimate all scales of a round."""
    found = estimate_round(measured.people[code], tuple(Scoring), measured.rules.scales)
    return {name: construct.score for name, construct in found.constructs.items()}


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


def test_what_is_private_is_closed_to_others_here_too(home):
    private = home / "data/demo/private"
    modes = {path.is_dir(): set() for path in private.rglob("*")}
    for path in (private, *private.rglob("*")):
        modes[path.is_dir()].add(stat.S_IMODE(path.stat().st_mode))
    assert modes == {True: {0o700}, False: {0o600}}


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
    # it numbers its units anew in each round, which check cannot know: it asks, and blocks nothing
    asked = check_study("demo-midterm", start=home)[1]
    assert {(fault.code, fault.blocks) for fault in asked} == {("units_shared", False)}


def near(estimates, wanted, group=""):
    at = estimates.find(group=group)
    off = abs(estimates.estimate[at] - wanted) / estimates.se[at]
    assert off < 3.3, (estimates.estimate[at], wanted)


@pytest.mark.parametrize("year", [2020, 2022])
def test_planted_levels_are_inside_their_margin(measured, truth, year):
    adults, staff = (scores(measured, f"{kind}-{year}") for kind in ("population", "staff"))
    near(adults["awareness_protection_mechanisms"], truth["knowledge_mean_pct"][str(year)])
    near(adults["attitudes_stereotypes_women"], truth["attitude_mean_0_100"][str(year)])
    near(staff["satisfaction_work_environment_security"], truth["satisfied_pct"][str(year)])


@pytest.mark.parametrize("year", [2020, 2022])
@pytest.mark.parametrize("form", sorted(GROUPS))
def test_planted_levels_of_the_other_groups_are_inside_their_margin(measured, truth, form, year):
    found = scores(measured, f"{form}-{year}")
    assert found
    for construct, score in found.items():
        near(score, truth["group_mean_0_100"][construct][str(year)])


@pytest.fixture(scope="module")
def trends(home):
    """The trends of three rounds of the population, whose comparisons link them."""
    params = home / "params/demo-final.yml"
    text = params.read_text(encoding="utf-8")
    kept = re.sub(
        r"\n  - (?:staff|feedback|training|armed|early|service|community|youth|bread)\S+", "", text
    )
    kept = re.sub(r"\n  - \{baseline: (?!population)[^\n]+", "", kept)
    (home / "params/three-rounds.yml").write_text(kept, encoding="utf-8")
    workspace = open_workspace("three-rounds", home)
    rules, known_subjects = (
        rules_of(workspace.study, workspace.plan),
        subjects(workspace.plan, workspace.sheets),
    )
    people = people_of(take_in_rounds(workspace))
    assert sorted(people) == ["population-2020", "population-2022", "population-2024"]
    found = [
        survey_results(people, TABLES[name], known_subjects, rules).trends
        for name in ("knowledge", "attitudes")
    ]
    (home / "params/three-rounds.yml").unlink()
    return {(row["indicator"], row["rounds"]): row for rows in found for row in rows}


def test_planted_trends_are_found_and_a_bent_one_is_told(trends, truth):
    three = "population-2020;population-2022;population-2024"
    knowledge, attitude = trends["I2.1.2-08-b", three], trends["I3.1.1-02-b", three]
    # planted: as many points in the first two years as in the next two
    planted = (truth["knowledge_mean_pct"]["2024"] - truth["knowledge_mean_pct"]["2020"]) / 4
    assert knowledge["ci_low"] < planted < knowledge["ci_high"]
    assert knowledge["p"] < 1e-6
    assert knowledge["departure_p"] > 0.01
    # planted: nothing moved until 2022
    assert attitude["difference"] > 0
    assert attitude["departure_p"] < 0.01
    for year in ("2022", "2024"):
        since = trends["I2.1.2-08-b", f"population-2020;population-{year}"]
        planted = truth["knowledge_mean_pct"][year] - truth["knowledge_mean_pct"]["2020"]
        assert since["ci_low"] < planted < since["ci_high"]
        assert since["level"] == pytest.approx(0.975)
    assert knowledge["test"] == "independent"


def test_the_question_that_is_planted_harder_in_one_language_is_found_and_no_other(measured, truth):
    planted = truth["hard_item"]
    rows = frame("item_functioning", measured.surveys["knowledge"].functioning)
    rows = rows[rows["round"].isin(["population-2020", "population-2022"])]
    hard = rows[rows["item_class"] == "C"]
    assert set(hard["item"]) == {planted["item"]}
    assert set(hard["focal"]) == {planted["interview_language"]}
    assert set(hard["round"]) == {"population-2020", "population-2022"}
    assert (hard["delta"] < 0).all()
    assert (hard["p_adjusted"] < 0.001).all()
    assert set(rows["trait"]) == {"interview_language", "sex"}


def test_no_survey_indicator_of_the_plan_is_without_a_value(measured):
    plan = load_plan(HOUSE / "data/plan")
    asked = [i.code for i in plan.indicators if i.survey_construct]
    assert len(asked) == 29
    told = {code: verdict_of(measured, code) for code in asked}
    assert [code for code, verdict in told.items() if not known(verdict["current"])] == []


def test_planted_changes_are_found_and_what_did_not_move_is_not(measured, truth):
    codes = ("I2.1.2-08-b", "I3.1.1-02-b", "I1.1.3-08-b")
    knowledge, attitude, staff = (verdict_of(measured, code) for code in codes)
    assert (knowledge["change"], staff["change"]) == ("increased", "increased")
    assert attitude["change"] == "cannot_tell"
    moved = truth["knowledge_mean_pct"]["2022"] - truth["knowledge_mean_pct"]["2020"]
    assert knowledge["ci_low"] < moved < knowledge["ci_high"]
    assert knowledge["p_adjusted"] >= knowledge["p"]
    assert knowledge["robustness"] == "5/5"
    assert knowledge["test"] == "independent rounds"


def test_the_effect_of_a_made_up_programme_is_found_by_its_comparison_group(measured, truth):
    (row,) = measured.surveys["knowledge"].groups
    planted = truth["programme_effect_points"]["2022"] - truth["programme_effect_points"]["2020"]
    assert planted == pytest.approx(10)
    assert row["ci_low"] < planted < row["ci_high"]
    assert (row["change"], row["word"], row["lacking"]) == (
        "increased", "difference_in_change", "parallel_trends",
    )  # fmt: skip
    assert (row["clusters_treated"], row["clusters_comparison"], row["test"]) == (8, 11, "wild_bootstrap")  # fmt: skip
    assert abs(row["treated_change"] - row["comparison_change"] - row["difference"]) < 1e-9
    # attitudes did not move anywhere, and no groups were declared to be compared in them
    assert (measured.surveys["attitudes"].groups, measured.surveys["attitudes"].balance) == ((), ())
    balance = measured.surveys["knowledge"].balance
    assert {r["item"] for r in balance} == {"sex", "age_group", "area"}
    assert max(abs(r["standardised_after"]) for r in balance) < 1e-6
    assert max(abs(r["standardised_before"]) for r in balance) > 0.1


def test_an_indicator_of_women_is_measured_among_women_alone(measured):
    """The plan speaks of women's awareness, and the round asked men too."""
    own = [r for r in measured.verdicts if r["indicator"] == "I2.1.2-08-b" and r["current"]]
    assert [(r["place"], r["group"]) for r in own] == [("IQ", "")]  # nobody is crossed by place
    for end, year in (("baseline", 2020), ("current", 2022)):
        score = scores(measured, f"population-{year}")["awareness_protection_mechanisms"]
        women, all_ = (
            score.estimate[score.find(group=g)] for g in (Group.read("sex=f"), EVERYBODY)
        )
        assert own[0][end] == pytest.approx(float(women))
        assert own[0][end] != pytest.approx(float(all_), abs=1)


def test_what_was_not_declared_beforehand_gets_no_verdict_words(measured):
    own = [r for r in measured.verdicts if r["indicator"] == "I3.1.1-02-b" and r["current"]]
    rows = [r for r in own if r["place"] != "IQ"]
    assert len(rows) >= 19
    assert {r["change"] for r in rows} == {"cannot_tell"}
    assert {r["reason"] for r in rows} == {"exploratory"}
    assert all(r["p"] == r["p"] for r in rows)  # the numbers stand


def test_the_course_is_compared_person_by_person(measured, truth):
    rows = {(r["construct"], r["waves"]): r for r in measured.surveys["training"].scales}
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


def test_every_planted_figure_is_found_again_in_its_place(measured, truth):
    """Sums of months and quarters, of governorates and of the Region, and of years since the start."""
    verdicts = {(r["indicator"], r["place"]): r for r in measured.verdicts if r["group"] == ""}
    found = 0
    for code, places in truth["figures"].items():
        for place, by_year in places.items():
            row = verdicts[code, place]
            for end, year in (("baseline", "2020"), ("current", "2022")):
                if year in by_year:
                    assert row["state"] == "shown"
                    assert row[end] == pytest.approx(by_year[year]), (code, place, year)
                    found += 1
    of_region = {code for code, places in truth["figures"].items() if "IQ-KR" in places}
    assert len(of_region) == 5
    assert found > 300


def test_the_change_of_a_scale_that_is_not_firm_carries_the_caveat(measured):
    alphas = {
        r["period_end"].year: r["estimate"]
        for r in measured.surveys["satisfaction"].scales
        if r["statistic"] == "alpha" and r["indicator"] == "satisfaction_work_environment_security"
    }
    assert alphas[2022] < 0.60
    staff, knowledge = (verdict_of(measured, code) for code in ("I1.1.3-08-b", "I2.1.2-08-b"))
    assert "unreliable_scale" in staff["warnings"]
    assert "unreliable_scale" not in knowledge["warnings"]


def test_feedback_enters_as_counts_and_small_ones_are_hidden(measured, truth):
    feedback = [f for f in measured.values if f.evidence == "feedback"]
    national = {
        f.indicator: f for f in feedback if f.domain.place == "IQ" and str(f.span) == "2022"
    }
    hotline = national["I2.1.4-03-c"]
    assert hotline.value == pytest.approx(100 * hotline.numerator / hotline.denominator)
    p = truth["feedback_satisfied_pct"]["hotline"] / 100
    assert abs(hotline.value / 100 - p) < 3.3 * np.sqrt(p * (1 - p) / hotline.denominator)
    rows = subject_rows(measured.subjects, measured.values)
    assert {f.indicator for f in feedback} <= {r["indicator"] for r in rows if r["sensitive"]}


def test_no_person_is_in_any_results_table(measured):
    scales = {
        name: frame(name, survey.scales)
        for name, survey in measured.surveys.items()
        if name in SCALES
    }
    for table in release(scales, Policy(SmallCounts())).values():
        shown = table[table["estimate"].notna() & table["n"].notna()]
        assert (shown["n"] >= 25).all()
        assert shown["group"].str.count("=").max() == 1


def test_lost_coverage_is_on_record(measured):
    rows = {(r["round"], r["part"], r["item"]): r for r in round_rows("x", measured.taken)}
    assert rows["population-2020", "coverage", "IQG01"]["pct"] == pytest.approx(12.5)
    assert rows["population-2022", "design", "pretest"]["value"] == ""
    assert rows["population-2022", "design", "kind"]["value"] == "probability"
    response = rows["population-2022", "design", "response"]
    assert 1480 <= response["count"] < response["whole"]
