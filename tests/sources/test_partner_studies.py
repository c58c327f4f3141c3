"""Studies of universities: what is read, what is refused, and what counts as declared."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from wps_eval import survey
from wps_eval.errors import SurveyFaults
from wps_eval.plan import load_plan
from wps_eval.plan.body_names import BodyNames
from wps_eval.sources.declared_outcomes import DECLARED, declare, declared_on, read_declared
from wps_eval.sources.partner_studies import (
    KnownCodes,
    read_partner_studies,
    read_partner_study,
)
from wps_eval.sources.partner_study import Outcome
from wps_eval.workspace.partner_study import open_partner_study

HOUSE = Path(__file__).parents[2]
FACTS = """\
title: What women know
question: Do women know more?
institution: A university
design: cross_section
population: Adults
sample: 1,200 people in 100 villages
owner: Head of research
data_seen: 2022-08-20
ethics: {approval: Board 7, date: 2022-01-01, referral_pathway: A hotline}
"""
OUTCOMES = "code,text,measure,test,primary\nO1,Knowledge,Percent right,t test,yes\nO2,Attitudes,Mean point,t test,no\n"
HEAD = "outcome,statistic,item,group,place,start,end,estimate,se,ci_low,ci_high,level,df,n,unit,method\n"
ROW = "O1,mean,,sex=f,IQ,2022-09-01,2022-09-30,54,1.5,51,57,0.95,60,640,points,linearisation\n"
MEMORANDA = "code,text,institution,body,signed,document,counts_towards\nM1,Studies,A university,COMSEC-WED,2021-06-15,Letter 1,I2.1.2-07-a\n"


@pytest.fixture(scope="module")
def known():
    plan = load_plan(HOUSE / "data" / "plan")
    indicators, places = {i.code for i in plan.indicators}, {p.code for p in plan.places}
    return KnownCodes(indicators, places, BodyNames.of(plan), demonstration=False)


@pytest.fixture
def studies(tmp_path):
    """A folder of studies with one in it."""
    folder = tmp_path / "data" / "studies"
    (folder / "uni").mkdir(parents=True)
    (tmp_path / "params").mkdir()
    (folder / "memoranda.csv").write_text(MEMORANDA, encoding="utf-8")
    for name, text in {
        "study.yml": FACTS,
        "outcomes.csv": OUTCOMES,
        "estimates.csv": HEAD + ROW,
        "protocol.md": "# Protocol\n",
    }.items():
        (folder / "uni" / name).write_text(text, encoding="utf-8")
    return folder


def codes(studies, known, named=("uni",)):
    return [fault.code for fault in read_partner_studies(studies, named, known).faults]


def test_a_study_is_read_with_all_that_its_folder_holds(studies, known):
    entered = read_partner_studies(studies, ["uni"], known)
    assert entered.faults == ()
    [study] = entered.studies
    assert (study.facts.code, len(study.outcomes), len(study.estimates)) == ("uni", 2, 1)
    assert entered.memoranda[0].signed == date(2021, 6, 15)


def test_without_a_folder_there_is_nothing(tmp_path, known):
    entered = read_partner_studies(tmp_path / "nowhere", [], known)
    assert (entered.studies, entered.memoranda, entered.faults) == ((), (), ())


@pytest.mark.parametrize(
    ("file", "before", "after", "code"),
    [
        ("uni/study.yml", "ethics: {", "# ethics: {", "study_not_approved"),
        ("uni/study.yml", "design: cross_section", "design: survey", "bad_value.choice"),
        ("uni/study.yml", "owner: Head", "ovner: Head", "unknown_name"),
        ("uni/study.yml", "data_seen: 2022-08-20", "", "data_not_seen"),
        ("uni/study.yml", "owner:", "memorandum: M2\nowner:", "dangling_code"),
        ("uni/study.yml", "owner:", "indicators: [I9.9.9-99-z]\nowner:", "dangling_code"),
        ("uni/study.yml", "owner:", "counts_towards: [I9.9.9-99-z]\nowner:", "dangling_code"),
        ("uni/study.yml", "owner:", "demonstration: true\nowner:", "made_up_study"),
        ("uni/outcomes.csv", "O2,Att", "O1,Att", "code_twice"),
        ("uni/estimates.csv", "O1,mean", "O7,mean", "dangling_code"),
        ("uni/estimates.csv", ",IQ,", ",Atlantis,", "dangling_code"),
        ("uni/estimates.csv", ROW, ROW + ROW, "estimate_twice"),
        ("uni/estimates.csv", "sex=f", "women", "bad_value.group"),
        ("uni/estimates.csv", ",640,", ",,", "missing"),
        ("uni/estimates.csv", ",51,57,", ",55,57,", "interval_misses"),
        ("uni/estimates.csv", "2022-09-30", "2022-08-31", "end_before_start"),
        ("memoranda.csv", "COMSEC-WED", "Nobody at all", "dangling_code"),
        ("memoranda.csv", "I2.1.2-07-a", "I9.9.9-99-z", "dangling_code"),
        ("memoranda.csv", "Letter 1,", ",", "missing"),
    ],
)
def test_what_is_wrong_is_a_fault(studies, known, file, before, after, code):
    path = studies / file
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")
    assert code in codes(studies, known)


def test_a_study_that_is_not_there_is_told_with_the_nearest(studies, known):
    entered = read_partner_studies(studies, ["uny"], known)
    assert [fault.code for fault in entered.faults] == ["no_partner_study"]
    assert entered.faults[0].known == ("uni",)


def test_data_of_others_need_no_ethics_record_of_their_own(studies, known):
    path = studies / "uni" / "study.yml"
    text = path.read_text(encoding="utf-8").partition("ethics:")[0]
    path.write_text(text + "secondary: World Bank, open data\n", encoding="utf-8")
    assert codes(studies, known) == []


def read(studies):
    faults = []
    study = read_partner_study(studies / "uni", faults)
    assert not faults
    return study


@pytest.mark.parametrize(
    ("day", "declared"),
    # the data were seen on 20 August: the day before is in time, the day itself is not
    [(date(2022, 8, 19), True), (date(2022, 8, 20), False), (date(2022, 9, 1), False)],
)
def test_what_was_declared_before_the_data_were_seen_is_declared(studies, day, declared):
    declare(studies / "uni", read(studies).outcomes, day)
    assert (read(studies).declared_on("O1") == day) is declared
    assert (read(studies).declared_on("O1") is None) is not declared


def test_an_outcome_that_was_changed_or_added_later_is_exploratory(studies):
    declare(studies / "uni", read(studies).outcomes, date(2022, 7, 1))
    outcomes = studies / "uni" / "outcomes.csv"
    changed = OUTCOMES.replace("Percent right", "Mean of four items") + "O3,Third,Share,none,no\n"
    outcomes.write_text(changed, encoding="utf-8")
    declare(studies / "uni", read(studies).outcomes, date(2022, 12, 1))
    study = read(studies)
    days = {code: study.declared_on(code) for code in ("O1", "O2", "O3", "O9")}
    assert days == {"O1": None, "O2": date(2022, 7, 1), "O3": None, "O9": None}
    assert len(read_declared(studies / "uni", [])) == 2


def test_a_declaration_without_a_change_writes_nothing(studies):
    first = declare(studies / "uni", read(studies).outcomes, date(2022, 7, 1))
    again = declare(studies / "uni", read(studies).outcomes, date(2022, 12, 1))
    assert again == first
    assert len(read_declared(studies / "uni", [])) == 1


def test_a_translation_may_be_added_after_the_declaration(studies):
    declare(studies / "uni", read(studies).outcomes, date(2022, 7, 1))
    told = Outcome.model_validate(
        {"code": "O1", "text": "Knowledge", "text_ar": "المعرفة", "measure": "Percent right",
         "test": "t test", "primary": "yes"}
    )  # fmt: skip
    versions = read_declared(studies / "uni", [])
    assert declared_on(told, versions, date(2022, 8, 20)) == date(2022, 7, 1)


def test_a_declaration_that_was_changed_by_hand_is_told(studies, known):
    (studies / "uni" / DECLARED).write_text("[{}]", encoding="utf-8")
    assert codes(studies, known) == ["declared_unreadable"]


def test_a_researcher_opens_a_study_and_sees_what_is_exploratory(studies):
    declare(studies / "uni", read(studies).outcomes[:1], date(2022, 7, 1))
    shown = repr(open_partner_study("uni", studies))
    assert shown.splitlines() == [
        "uni: What women know", "Do women know more?",
        "O1: Knowledge (declared 2022-07-01)", "O2: Attitudes (exploratory)",
    ]  # fmt: skip


def test_a_difference_beside_its_shares_is_written_in_points(studies):
    rows = pd.DataFrame({"y": [1, 0, 1, 1], "z": [2.0, 4.0, 6.0, 8.0], "sex": list("fmfm")})
    design = survey.Design.from_rows(rows, kind="census")
    shares = survey.proportion(design, "y", 1, "sex")
    gap = shares.difference("sex=m", "sex=f", "women less men")
    mean = survey.mean(design, "z")
    study = open_partner_study("uni", studies)
    days = {"start": "2022-09-01", "end": "2022-09-30", "unit": "points"}
    # hand: both women, one of two men: 100 and 50 percent, 50 points apart
    study.write_estimates({"O1": survey.combine([shares, gap])}, **days)
    assert {(r.estimate, r.unit) for _, r in read(studies).estimates} == {(100.0, "%"), (50.0, "%")}
    # a mean is no share: what stands beside it stays as it is
    study.write_estimates({"O1": survey.combine([gap, mean])}, **days)
    assert {(r.estimate, r.unit) for _, r in read(studies).estimates} == {
        (0.5, "points"),
        (5.0, "points"),
    }


def test_numbers_are_handed_in_and_read_again(studies, known):
    rows = pd.DataFrame({"y": [1, 0, 1, 1], "z": [2.0, 4.0, 6.0, 8.0], "sex": list("fmfm")})
    design = survey.Design.from_rows(
        rows, kind="probability", weight=survey.EQUAL, stratum=survey.UNSTRATIFIED, psu=survey.EACH_ROW
    )  # fmt: skip
    study = open_partner_study("uni", studies)
    written = study.write_estimates(
        {"O1": survey.proportion(design, "y", 1, [(), "sex"]), "O2": survey.mean(design, "z")},
        start="2022-09-01", end="2022-09-30", unit="points",
    )  # fmt: skip
    assert written == 4
    assert (studies / "uni" / "estimates.csv").stat().st_mode & 0o777 == 0o600
    assert codes(studies, known) == []
    found = {(r.outcome, r.group): (r.estimate, r.n, r.unit) for _, r in read(studies).estimates}
    # hand: 3 of 4 people; both women, one of two men; the mean of 2, 4, 6 and 8
    assert found == {("O1", ""): (75.0, 4, "%"), ("O1", "sex=f"): (100.0, 2, "%"),
                     ("O1", "sex=m"): (50.0, 2, "%"), ("O2", ""): (5.0, 4, "points")}  # fmt: skip
    with pytest.raises(SurveyFaults) as refused:
        study.write_estimates(
            {"O9": survey.mean(design, "z")}, start="2022-09-01", end="2022-09-30"
        )
    assert refused.value.faults[0].code == "dangling_code"
    assert len(read(studies).estimates) == 4  # what was there stays
