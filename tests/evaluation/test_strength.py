"""The printed rule on the strength of evidence, case by case."""

import pytest

from wps_eval.evaluation.models import Evidence, Finding
from wps_eval.evaluation.strength import Strength, strength_of

FINDING = Finding(code="F1", criterion="relevance", text="A finding", questions=("Q1",))


def piece(kind, producer="a", stance="supports", **more):
    return Evidence(code=f"E{kind}{producer}{stance}", type=kind, producer=producer, finding="F1",
                    stance=stance, **more)  # fmt: skip


@pytest.mark.parametrize(
    ("evidence", "strength"),
    [
        ([], "insufficient"),
        ([piece("survey", base=24)], "insufficient"),
        ([piece("survey", base=400)], "moderate"),
        ([piece("survey", base=49)], "weak"),
        ([piece("document")], "weak"),
        # two kinds of recall by two producers are independent kinds that agree
        ([piece("interview"), piece("group_discussion", "b")], "strong"),
        ([piece("self_report")], "weak"),
        ([piece("self_report"), piece("self_report", "b")], "weak"),
        ([piece("administrative", implementer="yes")], "weak"),
        ([piece("survey", base=400), piece("administrative", "b")], "strong"),
        ([piece("survey", base=400), piece("administrative", "a")], "moderate"),
        ([piece("survey", base=400), piece("administrative", "b", flagged="yes")], "moderate"),
        ([piece("survey", base=400), piece("document", "b", "partly")], "moderate"),
        ([piece("survey", base=400), piece("self_report", "b", implementer="yes")], "moderate"),
        ([piece("survey", base=400), piece("document", "b", "disproves")], "weak"),
    ],
)  # fmt: skip
def test_each_case_of_the_rule(evidence, strength):
    assert strength_of(FINDING, evidence) is Strength(strength)


def test_an_explained_contradiction_does_not_weaken():
    explained = FINDING.model_copy(update={"explained": "Its sample was another population."})
    pieces = [piece("survey", base=400), piece("document", "b", "disproves")]
    assert strength_of(explained, pieces) is Strength.MODERATE


def test_evidence_of_other_findings_does_not_count():
    other = piece("survey", base=400).model_copy(update={"finding": "F2"})
    assert strength_of(FINDING, [other]) is Strength.INSUFFICIENT
