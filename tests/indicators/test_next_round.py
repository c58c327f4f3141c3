"""What a round tells of the next one, from people with a planted likeness."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from wps_eval import survey
from wps_eval.indicators.constructs import ScaleRules
from wps_eval.indicators.next_round import plan_next_round
from wps_eval.sources.instrument import read_instrument
from wps_eval.workspace.people import People

FORM = read_instrument(Path(__file__).parents[2] / "data/instruments/early_warning")
UNITS, PEOPLE = 60, 8
SCALES = ("knowledge_early_warning", "attitudes_early_warning", "behaviour_early_warning")


def rules(**changes):
    declared = {
        "level": 0.95,
        "power": 0.80,
        "correct": True,
        "primary": frozenset("abc"),
        "scales": ScaleRules(),
    }
    return SimpleNamespace(**declared | changes)  # fmt: skip


def people(kind="probability", units=UNITS, spread=1.0):
    stream = np.random.Generator(np.random.PCG64(11))
    unit = np.repeat(np.arange(units), PEOPLE)
    lean = spread * (0.6 * stream.normal(0, 1, units)[unit] + stream.normal(0, 1, len(unit)))
    columns = {"unit": unit, "stratum": unit % 4}
    for name in SCALES:
        for item in FORM.construct(name):
            if item.key:
                right = stream.random(len(unit)) < 0.5 + 0.2 * np.tanh(lean)
                columns[item.name] = np.where(right, item.key, "98")
            else:
                point = np.clip(np.round(3 + lean), 1, 5)
                columns[item.name] = (6 - point if item.reverse else point).astype(int).astype(str)
    design = survey.Design.from_rows(
        pd.DataFrame(columns), kind=kind, weight=survey.EQUAL, stratum="stratum", psu="unit"
    )
    return People(SimpleNamespace(code="r1"), FORM, design)


def plans(one=None, change=5.0, smallest_base=25, **changes):
    found = plan_next_round(
        one or people(), rules(**changes), change=change, smallest_base=smallest_base
    )
    return {plan.construct: plan for plan in found}


def test_a_round_tells_its_likeness_its_spread_and_what_a_change_needs():
    found = plans()
    assert tuple(found) == SCALES
    plan = found["attitudes_early_warning"]
    # .36 of 1.36 of the lean is the unit's: .26
    assert plan.icc == pytest.approx(0.26, abs=0.08)
    assert (plan.n, plan.fieldwork.people_per_unit, plan.fieldwork.strata) == (480, 8, 4)
    assert (plan.pair.alpha, plan.pair.tests) == (pytest.approx(0.05), 3)
    assert plan.size == survey.size_for_mean_change(5, plan.sd, plan.fieldwork, plan.pair)
    again = survey.power_of_mean_change(plan.detectable, plan.sd, plan.n, plan.fieldwork, plan.pair)
    assert again == pytest.approx(0.80, abs=1e-6)


def test_the_spread_is_that_of_the_scores():
    one = people()
    scores = [one.points("behaviour_early_warning")]
    turned = scores[0].assign(eb_only=6 - scores[0]["eb_only"])
    by_hand = (100 * (turned.mean(axis=1) - 1) / 4).std(ddof=0)
    assert plans(one)["behaviour_early_warning"].sd == pytest.approx(by_hand)


def test_unequal_weights_and_units_are_planned_with():
    one = people()
    frame = one.frame.iloc[np.r_[0:240, 240:480:2]]  # units of 8 and of 4
    frame = frame.assign(w=np.where(np.arange(len(frame)) % 2, 1.0, 3.0))
    uneven = survey.Design.from_rows(
        frame, kind="probability", weight="w", stratum="stratum", psu="unit"
    )
    fieldwork = plans(replace(one, design=uneven))["attitudes_early_warning"].fieldwork
    # weights 1 and 3: sd 1 of 2; units of 8 and 4: sd 2 of 6
    assert fieldwork.weight_cv == pytest.approx(0.5)
    assert fieldwork.unit_cv == pytest.approx(1 / 3)
    assert fieldwork.people_per_unit == pytest.approx(6)


def test_without_correction_every_test_stands_alone():
    assert plans(correct=False)["attitudes_early_warning"].pair.tests == 1
    assert plans(primary=frozenset())["attitudes_early_warning"].pair.tests == 1


def test_the_smallest_base_is_an_edge():
    assert plans(smallest_base=480)
    assert plans(smallest_base=481) == {}


@pytest.mark.parametrize("kind", ["convenience", "training_intake"])
def test_a_round_that_is_no_probability_sample_tells_nothing(kind):
    other = people()
    assert plans(replace(other, design=replace(other.design, kind=kind))) == {}


def test_a_scale_on_which_all_are_alike_tells_nothing():
    assert "attitudes_early_warning" not in plans(people(spread=0.0))


def test_a_change_that_no_sample_finds_is_told_without_a_size():
    found = plans(change=1e-6)["attitudes_early_warning"]
    assert found.size is None
    assert found.detectable > 0
