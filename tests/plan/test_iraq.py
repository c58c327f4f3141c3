"""Iraq's plan as encoded: its rows are counted, its codes walked, its trapdoors shut."""

import csv
import re
import sys
from collections import Counter
from pathlib import Path

import pytest

from wps_eval.codes import Direction, MeasureType, Reading, Sensitivity, Topic
from wps_eval.plan import load_plan

HOUSE = Path(__file__).parents[2]
PLAN = load_plan(HOUSE / "data" / "plan")
FORMS = {
    "pillars": r"P\d",
    "objectives": r"O\d\.\d",
    "outputs": r"R\d\.\d\.\d",
    "activities": r"A\d\.\d\.\d-\d\d",
    "indicators": r"I(K)?\d\.\d\.\d(-\d\d)?-[a-z]",
    "region_activities": r"K\d\.\d\.\d-n?\d\d",
    "institutional": r"E\d(\.\d(-[oip]?\d+)?)?",
    "commitments": r"N-\d\d",
    "follow_up": r"FU-\d\d",
}


def test_the_plan_is_whole():
    counts = {name: len(getattr(PLAN, name)) for name in FORMS}
    assert counts == {
        "pillars": 3,
        "objectives": 9,
        "outputs": 30,
        "activities": 105,
        "indicators": 231,
        "region_activities": 115,
        "institutional": 88,
        "commitments": 50,
        "follow_up": 52,
    }
    levels = Counter(map(PLAN.level_of, PLAN.indicators))
    assert levels["output"] == 32  # two outputs print two pointers
    assert [o.code for o in PLAN.objectives if not o.has_table] == ["O1.3"]


@pytest.mark.parametrize("part", FORMS)
def test_every_code_has_the_form_of_its_kind(part):
    wrong = [row.code for row in getattr(PLAN, part) if not re.fullmatch(FORMS[part], row.code)]
    assert wrong == []


@pytest.mark.parametrize("part", FORMS)
def test_every_row_says_where_it_was_read_and_doubts_give_their_readings(part):
    rows = getattr(PLAN, part)
    assert [row.code for row in rows if not row.source] == []
    doubtful = [row for row in rows if row.reading is not Reading.CLEAR]
    assert [row.code for row in doubtful if not row.readings] == []
    uncertain = [row for row in doubtful if row.reading is Reading.UNCERTAIN]
    two = [row.code for row in uncertain if "||" in row.readings or "can be read" in row.readings]
    assert two == [row.code for row in uncertain]


def test_codes_hang_together_from_indicator_to_pillar():
    outputs = {output.code: output for output in PLAN.outputs}
    for activity in PLAN.activities:
        assert activity.output[1:] == activity.code[1:].split("-")[0]
        assert outputs[activity.output].objective[1:] == activity.output[1:4]
    for indicator in PLAN.indicators:
        assert PLAN.pillar_of(indicator.code) in {pillar.code for pillar in PLAN.pillars}
        assert indicator.code[1:].lstrip("K").startswith(indicator.parent[1:])


def test_every_output_has_an_indicator_and_every_activity_one_or_a_reason():
    measured = {indicator.parent for indicator in PLAN.indicators}
    assert [o.code for o in PLAN.outputs if o.code not in measured] == []
    bare = [a for a in PLAN.activities if a.code not in measured]
    assert [a.code for a in bare if a.reading is Reading.CLEAR] == []


def test_printed_codes_of_prose_find_their_indicator():
    known = {indicator.code for indicator in PLAN.indicators}
    for indicator in PLAN.indicators:
        if indicator.code.startswith("IK"):
            continue
        assert PLAN.indicator_code(indicator.printed) == indicator.code
    assert PLAN.indicator_code("1.1.3/5-a") in known


def test_reported_cases_have_no_direction_and_use_of_services_is_sensitive():
    reported = [i for i in PLAN.indicators if i.kind in (Topic.REPORTED_CASES, Topic.SERVICE_USE)]
    assert len(reported) >= 10
    of_cases = [i for i in reported if i.kind is Topic.REPORTED_CASES]
    assert {i.direction for i in of_cases} == {Direction.NONE}
    assert Sensitivity.NONE not in {i.sensitive for i in reported}


def test_survivors_and_defenders_are_sensitive_whatever_the_direction():
    marked = {i.code: i.sensitive for i in PLAN.indicators}
    assert marked["I3.1.5-03-a"] is marked["I3.1.5-03-b"] is Sensitivity.SURVIVORS
    assert marked["I3.1.5-02-a"] is Sensitivity.DEFENDERS


def test_survey_indicators_name_what_they_ask_about():
    asked = [i for i in PLAN.indicators if i.data_type is MeasureType.SURVEY]
    assert 24 <= len(asked) <= 30
    assert all(i.survey_construct for i in asked)


def test_the_plans_numbers_are_there():
    bound = {(c.value, c.unit) for c in PLAN.commitments}
    assert {(30, "%"), (50, "%"), (25, "%"), (10, "%"), (4, "meetings")} <= bound
    assert len(PLAN.commitments) > 30


def test_one_body_is_one_body_however_it_is_spelt():
    names = Counter(body.name for body in PLAN.bodies)
    assert [name for name, n in names.items() if n > 1] == []
    interior = next(body for body in PLAN.bodies if body.code == "MOI")
    assert {"Ministry of the Interior", "Ministry of Interior Affairs"} <= set(interior.spellings)


def test_federal_activities_never_answer_to_the_region():
    region = {body.code for body in PLAN.bodies if body.tier == "kurdistan"}
    named = {code for a in PLAN.activities for code in (*a.main_bodies, *a.supporting_bodies)}
    assert named & region == set()


def test_dates_of_activities_lie_in_the_plans_period():
    for activity in PLAN.activities:
        for day in (activity.start, activity.end):
            assert day is None or PLAN.head.period.start <= day <= PLAN.head.period.end


def test_endorsement_and_launch_are_on_record():
    dates = {step.date for step in PLAN.head.dates}
    assert {"2020-12-15", "2020-12-18", "2020-12-24", "2020-12-27"} <= dates


def test_the_kurdistan_column_answers_every_federal_activity():
    answered = {row.federal for row in PLAN.region_activities}
    assert [a.code for a in PLAN.activities if a.code not in answered] == []


TITLED = (
    "pillars", "pillar_results", "objectives", "outputs", "activities", "indicators", "bodies",
    "commitments", "region_activities", "institutional", "follow_up",
)  # fmt: skip


def english_titles():
    """What each row of the plan's text says, by its code; a region's empty cell says nothing."""
    rows = (row for part in TITLED for row in getattr(PLAN, part))
    said = {
        row.code: next(getattr(row, n) for n in ("title", "text", "name") if hasattr(row, n))
        for row in rows
    }
    return {code: text for code, text in said.items() if text or not code.startswith("K")}


@pytest.mark.parametrize("language", ["ar_IQ", "ckb_IQ"])
def test_every_row_of_the_plan_has_a_working_title(language):
    english = english_titles()
    assert [code for code, text in english.items() if not text] == []
    titles = {title.code: title for title in PLAN.titles if title.language == language}
    assert sorted(english.keys() - titles.keys()) == []
    assert {title.status for title in titles.values()} == {"working"}


@pytest.mark.parametrize("part", ["pillar_results", "institutional", "follow_up"])
@pytest.mark.parametrize("language", ["ar_IQ", "ckb_IQ"])
def test_a_title_has_the_numbers_of_its_row(part, language):
    titles = {title.code: title.text for title in PLAN.titles if title.language == language}
    english = english_titles()
    for row in getattr(PLAN, part):
        assert sorted(re.findall(r"\d+", titles[row.code])) == sorted(
            re.findall(r"\d+", english[row.code])
        ), row.code


def test_a_translation_is_not_a_copy_of_its_neighbour():
    arabic = {t.code: t.text for t in PLAN.titles if t.language == "ar_IQ"}
    sorani = {t.code: t.text for t in PLAN.titles if t.language == "ckb_IQ"}
    assert arabic.keys() == sorani.keys()
    assert [code for code in arabic if arabic[code] == sorani[code]] == []


def test_arabic_and_sorani_titles_use_their_own_letters():
    foreign = {"ar_IQ": "یکگڤێۆڕڵەپچژ", "ckb_IQ": "يكةىذضطظثصأإآؤ"}
    for title in PLAN.titles:
        assert not set(title.text) & set(foreign[title.language]), title.code


def test_the_plan_page_says_what_the_tables_say():
    sys.path.insert(0, str(HOUSE / ".ci"))
    try:
        from plan_page import page  # noqa: PLC0415
    finally:
        sys.path.pop(0)
    assert (HOUSE / "docs" / "plan.md").read_text(encoding="utf-8") == page(PLAN)


def test_tables_open_in_a_spreadsheet():
    for path in sorted((HOUSE / "data").rglob("*.csv")):
        with path.open(encoding="utf-8", newline="") as handle:
            rows = list(csv.reader(handle))
        assert len({len(row) for row in rows}) == 1, path.name
