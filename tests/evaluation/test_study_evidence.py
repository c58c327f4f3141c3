"""A study as evidence: its appraisal feeds the printed strength."""

import pytest

from wps_eval.evaluation.load import judgement_faults, read_judgement
from wps_eval.evaluation.strength import Strength, strength_of
from wps_eval.plan.body_names import BodyNames
from wps_eval.plan.load import load_plan
from wps_eval.sources.partner_studies import EnteredStudy
from wps_eval.sources.partner_study import PartnerStudy

from pathlib import Path  # isort: skip

PLAN = load_plan(Path(__file__).parents[2] / "data" / "plan")
FINDING = "code,criterion,text,questions\nF1,relevance,A finding,Q1\n"
SOUND = dict.fromkeys(("design", "sample", "measurement", "independence"), "fair")


def study(made_as="cross_section", appraised=None):
    appraisal = (
        SOUND | (appraised or {}) | {"by": "Statistician", "note": "Because"} if appraised else None
    )
    return EnteredStudy(
        PartnerStudy.model_validate(
            {"code": "uni", "title": "Study", "question": "Why?", "institution": "A university", "design": made_as,
             "population": "Women", "sample": "Many", "owner": "Head", "secondary": "Open data",
             "appraisal": appraisal}
        )
    )  # fmt: skip


@pytest.fixture
def judged(tmp_path):
    """Give the judgement with one piece of evidence, of a type and a study."""

    def judge(entered, kind="study", named="uni"):
        (tmp_path / "findings.csv").write_text(FINDING, encoding="utf-8")
        (tmp_path / "evidence.csv").write_text(
            f"code,type,producer,finding,stance,study\nE1,{kind},A university,F1,supports,{named}\n",
            encoding="utf-8",
        )
        faults = []
        judgement = read_judgement(tmp_path, faults, BodyNames.of(PLAN), entered)
        assert faults == []
        return judgement

    return judge


def codes(judgement, entered):
    found = judgement_faults(
        judgement, name="x", kind="midterm", bodies=(), indicators=(), studies=entered
    )
    return {fault.code for fault in found if fault.where.column in ("study", "type")}


@pytest.mark.parametrize(
    ("appraised", "strength"),
    [
        # one quantitative source of good quality
        ({"design": "strong"}, "moderate"),
        ({"design": "weak"}, "weak"),
        ({"sample": "weak"}, "weak"),
        ({"measurement": "weak"}, "weak"),
        # the implementing body's own: self-report
        ({"independence": "weak"}, "weak"),
        # nobody appraised it
        ({}, "weak"),
    ],
)
def test_the_appraisal_feeds_the_strength(judged, appraised, strength):
    judgement = judged([study(appraised=appraised)])
    assert strength_of(judgement.findings[0], judgement.evidence) is Strength(strength)


def test_a_study_without_numbers_is_one_source(judged):
    entered = [study("qualitative", {"design": "strong"})]
    judgement = judged([EnteredStudy(entered[0].facts)], "qualitative_study")
    assert strength_of(judgement.findings[0], judgement.evidence) is Strength.WEAK
    assert codes(judgement, entered) == set()


@pytest.mark.parametrize(
    ("kind", "named", "design", "code"),
    [
        ("study", "uny", "cross_section", "dangling_code"),
        ("study", "", "cross_section", "dangling_code"),
        ("survey", "uny", "cross_section", "dangling_code"),
        ("study", "uni", "qualitative", "study_type"),
        ("qualitative_study", "uni", "panel", "study_type"),
        ("document", "uni", "review", "study_type"),
    ],
)
def test_evidence_of_a_study_is_what_it_says(judged, kind, named, design, code):
    entered = [study(design)]
    assert codes(judged(entered, kind, named), entered) == {code}


def test_evidence_of_a_study_that_fits_is_no_fault(judged):
    entered = [study()]
    assert codes(judged(entered), entered) == set()
    assert codes(judged(entered, "survey", ""), entered) == set()
