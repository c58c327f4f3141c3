"""Two rounds as if they had reached the same population."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from wps_eval import survey
from wps_eval.change.same_population import designs_of_same_population
from wps_eval.sources.instrument import Role

DRAWN = {"weight": "w", "stratum": "unstratified", "psu": "each row"}
ASKED = (("age_group", Role.DEMOGRAPHIC), ("governorate", Role.DEMOGRAPHIC), ("q", Role.ITEM))


def people(young, kind="probability", **columns):
    """A round of eight, of whom some are young; the young score 20, the others 60."""
    frame = pd.DataFrame(
        {"age_group": ["18-24"] * young + ["25+"] * (8 - young), "governorate": "a", "q": 1, "w": 10.0}
        | columns
    )  # fmt: skip
    frame["score"] = np.where(frame["age_group"] == "18-24", 20.0, 60.0)
    drawn = DRAWN if kind == "probability" else {}
    return SimpleNamespace(
        frame=frame,
        design=survey.open(frame, kind=kind, **drawn),
        instrument=SimpleNamespace(
            questions=[SimpleNamespace(name=name, role=role) for name, role in ASKED]
        ),
    )


def test_both_rounds_have_the_shares_midway_between_them():
    # 6 of 8 young, then 2 of 8: midway 1/2, so that both means are 40 and nothing moved
    designs = designs_of_same_population(people(6), people(2))
    means = [survey.mean(design, "score").estimate[0] for design in designs]
    assert means == pytest.approx([40, 40])
    assert [design.weights.sum() for design in designs] == pytest.approx([80, 80])
    # without it the later round is higher by 60 x 3/4 + 20 / 4 - (60 / 4 + 20 x 3/4) = 20
    raw = [survey.mean(each.design, "score").estimate[0] for each in (people(6), people(2))]
    assert raw[1] - raw[0] == pytest.approx(20)


def test_places_are_left_as_they_were_drawn():
    two_places = {"governorate": ["a", "b"] * 4}
    designs = designs_of_same_population(people(4, **two_places), people(4))
    assert designs is not None
    assert designs[0].weights.tolist() == pytest.approx([10] * 8)


@pytest.mark.parametrize(
    "later",
    [
        people(8),  # nobody of the older: no weights make that the same
        people(2, age_group=["18-24"] * 2 + ["25+"] * 5 + [None]),  # somebody did not say
        people(2, age_group=["18-24"] * 2 + ["60+"] * 6),  # other groups were offered
        people(2, kind="convenience"),
    ],
    ids=["one group", "missing", "other answers", "no sample"],
)
def test_where_it_cannot_be_had_there_is_none(later):
    assert designs_of_same_population(people(6), later) is None


def test_weights_that_are_calibrated_already_are_left():
    calibrated = people(6)
    calibrated.design = survey.calibrate(calibrated.design, margins={"age_group": {"18-24": 40, "25+": 40}})  # fmt: skip
    assert designs_of_same_population(calibrated, people(2)) is None
