"""Response as the sample list tells it: households by hand, and what is told of a round."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from wps_eval import survey
from wps_eval.indicators.response_facts import response_facts, selected_households

SAMPLE = pd.DataFrame(
    {
        "psu": ["a1", "a2", "b1", "b2"], "stratum": ["a", "a", "b", "b"],
        "stratum_size": [1000, 1000, 400, 400], "frame_size": [100, 50, 40, 20],
        "listed": [100, 50, 40, 20], "selected": [10, 10, 10, 10], "completed": [9, 9, 6, 6],
        "replaced": [1, 1, 0, 0], "inaccessible": [0, 0, 0, 0], "reason": ["", "", "", ""],
    }
)  # fmt: skip


def taken(sample=SAMPLE, kind="probability", weights=(1.0, 1.0, 2.0)):
    rows = pd.DataFrame({"w": weights, "id": range(len(weights))})
    design = survey.Design.from_rows(
        rows, kind=kind, weight="w", stratum=survey.UNSTRATIFIED, psu="id"
    )
    return SimpleNamespace(
        intake=SimpleNamespace(sample=sample), people=SimpleNamespace(design=design)
    )


def test_a_row_a_selected_household_and_a_replacement_is_no_answer():
    rows = selected_households(SAMPLE)
    assert len(rows) == 40
    # 9 completed, of which 1 replaced another
    assert rows.groupby("psu")["_answered"].sum().to_dict() == {"a1": 8, "a2": 8, "b1": 6, "b2": 6}
    # a1: chance 2 x 100 / 1000 = .2, 100 / 10 / .2 = 50; the weights sum to the frame's 1,400 households
    assert rows["_weight"].iloc[0] == pytest.approx(50)
    assert rows["_weight"].sum() == pytest.approx(1400)


def test_what_is_told_by_hand():
    facts = response_facts(taken())
    # weights 1, 1, 2: 12.5 percent more
    assert facts["weights"] == {"pct": pytest.approx(12.5)}
    found = facts["representativity"]
    assert found["value"] == "stratum"
    # chances .8 (1,000) and .6 (400): variance (5/7)(2/7).04 = .00816, less than sampling puts in: 1
    assert found["pct"] == pytest.approx(100)


def test_further_columns_of_the_sample_list_are_variables():
    many = pd.concat([SAMPLE] * 20, ignore_index=True).assign(psu=[f"u{i}" for i in range(80)])
    many["stratum_size"] = many["stratum_size"] * 20
    many["area"] = np.where(np.arange(80) % 2, "rural", "urban")
    many["completed"] = np.where(many["area"] == "rural", 10, 2)
    many["replaced"] = 0
    many["mayor"] = [f"m{i}" for i in range(80)]  # too many values to be a variable
    many["country"] = "IQ"  # one value tells nothing
    found = response_facts(taken(many))["representativity"]
    assert found["value"] == "stratum, area"
    # half of the units are rural, with chances of 1 and .2; where households weigh alike R is 1 - 2 x .4 = .2
    assert found["pct"] == pytest.approx(20, abs=1)
    # large units are rural: three in four households answer 1, one in four .2, a spread of .346
    sizes = np.where(many["area"] == "rural", 150, 50)
    uneven = many.assign(frame_size=sizes, listed=sizes, stratum_size=4000.0)
    rows = selected_households(uneven)
    by_area = rows.groupby("area")["_weight"].sum()
    share = by_area["rural"] / by_area.sum()
    told = response_facts(taken(uneven))["representativity"]["pct"]
    assert told == pytest.approx(100 * (1 - 2 * 0.8 * np.sqrt(share * (1 - share))), abs=1.5)


def test_nothing_is_told_where_nothing_can_be():
    assert response_facts(taken(kind="convenience")) == {}
    assert set(response_facts(taken(None))) == {"weights"}
    everybody = SAMPLE.assign(completed=10, replaced=0)
    assert set(response_facts(taken(everybody))) == {"weights"}
    one_stratum = SAMPLE.assign(stratum="a")
    assert set(response_facts(taken(one_stratum))) == {"weights"}
    none_selected = SAMPLE.assign(selected=0, completed=0, replaced=0)
    assert set(response_facts(taken(none_selected))) == {"weights"}
