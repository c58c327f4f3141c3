"""Items in two groups: Mantel-Haenszel and logistic regression, by hand and by R, with planted differences."""

import json
from math import log, nan, sqrt
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from wps_eval import survey
from wps_eval.errors import DesignFaults
from wps_eval.survey.dif_mantel_haenszel import dif_mantel_haenszel
from wps_eval.survey.item_functioning import ItemClass, item_class

FOLDER = Path(__file__).parents[1] / "reference"
REFERENCE = {
    entry["call"]: entry["value"]
    for entry in json.loads((FOLDER / "planning.json").read_text(encoding="utf-8"))
}
ITEMS = ["reason.4", "letter.34"]


def r(item, part):
    return next(v for call, v in REFERENCE.items() if f"x${item}" in call and part in call)


def design(rows, **columns):
    named = {"weight": survey.EQUAL, "stratum": survey.UNSTRATIFIED, "psu": "id"} | columns
    return survey.Design.from_rows(rows.assign(id=range(len(rows))), kind="probability", **named)


@pytest.fixture(scope="module")
def test_items():
    """As the R script makes them: rows in turn, every third of the second group wrong on the first item."""
    answers = pd.read_csv(FOLDER / "data/iqitems.csv").dropna()
    key = pd.read_csv(FOLDER / "data/iqitems-key.csv").set_index("item")["correct"]
    right = (answers[key.index] == key).astype(float).reset_index(drop=True)
    row = np.arange(1, len(right) + 1)
    right.loc[(row % 2 == 1) & (row % 3 == 0), "reason.4"] = 0.0
    return right.assign(group=np.where(row % 2 == 1, "f", "r"))


def found_of(result, item):
    return result.items.set_index("item").loc[item]


def test_mantel_haenszel_is_that_of_r(test_items):
    items = [name for name in test_items if name != "group"]
    result = dif_mantel_haenszel(design(test_items), items, "group", focal="f", reference="r")
    for item in ITEMS:
        found = found_of(result, item)
        assert found["log_odds"] == pytest.approx(log(r(item, "$estimate")), rel=1e-9)
        # R's interval is Robins, Breslow and Greenland's; ours is linearised from the same counts
        assert found["se"] == pytest.approx(r(item, "conf.int"), rel=0.03)
        assert found["delta"] == pytest.approx(2.35 * found["log_odds"])
    assert found_of(result, "reason.4")["class"] == "C"
    assert found_of(result, "letter.34")["class"] == "A"
    assert result.n_focal + result.n_reference == len(test_items)
    assert found_of(result, "reason.4")["df"] == len(test_items) - 1


def test_logistic_regression_is_that_of_r(test_items):
    items = [name for name in test_items if name != "group"]
    result = survey.dif_logistic(design(test_items), items, "group", focal="f", reference="r")
    growing = result.growing.set_index("item")
    for item in ITEMS:
        assert found_of(result.uniform, item)["log_odds"] == pytest.approx(
            r(item, "s + g"), rel=1e-6
        )
        assert growing.loc[item, "slope"] == pytest.approx(r(item, "s * g"), rel=1e-4, abs=1e-7)
    assert growing.loc["reason.4", "p_either"] < 1e-6
    assert growing.loc["letter.34", "p_either"] > 0.05
    assert found_of(result.uniform, "reason.4")["class"] == "C"
    assert found_of(result.uniform, "letter.34")["class"] == "A"


def made(stream, people=1200, harder=0.0, items=8):
    """Two groups of one ability each; the first item is harder for one of them by some log odds."""
    ability, group = stream.normal(0, 1, people), np.where(np.arange(people) % 2, "f", "r")
    columns = {}
    for k in range(items):
        line = ability - 0.2 * (k - 4) - (harder * (group == "f") if k == 0 else 0)
        columns[f"i{k}"] = (stream.random(people) < 1 / (1 + np.exp(-line))).astype(float)
    return pd.DataFrame(columns).assign(group=group, w=np.where(np.arange(people) % 3, 1.0, 3.0))


def test_by_hand_of_one_score():
    # among people with one right of two: focal 30 right and 30 wrong, reference 40 and 20 on the first item
    rows = [("f", 1, 0)] * 30 + [("f", 0, 1)] * 30 + [("r", 1, 0)] * 40 + [("r", 0, 1)] * 20
    frame = pd.DataFrame(rows, columns=["group", "a", "b"])
    result = dif_mantel_haenszel(design(frame), ["a", "b"], "group", focal="f", reference="r")
    found = found_of(result, "a")
    # odds 1 over odds 2
    assert found["log_odds"] == pytest.approx(log(0.5))
    # of one table: 1/30 + 1/30 + 1/40 + 1/20
    assert found["se"] == pytest.approx(sqrt(1 / 30 + 1 / 30 + 1 / 40 + 1 / 20), rel=0.01)
    assert found_of(result, "b")["log_odds"] == pytest.approx(-found["log_odds"])
    swapped = dif_mantel_haenszel(design(frame), ["a", "b"], "group", focal="r", reference="f")
    assert found_of(swapped, "a")["log_odds"] == pytest.approx(log(2))


def test_weights_count_as_people():
    stream = np.random.Generator(np.random.PCG64(5))
    frame = made(stream)
    weighted = dif_mantel_haenszel(
        design(frame, weight="w"), ["i0", "i1", "i2"], "group", focal="f", reference="r"
    )
    copied = frame.loc[frame.index.repeat(frame["w"].astype(int))].reset_index(drop=True)
    counted = dif_mantel_haenszel(
        design(copied), ["i0", "i1", "i2"], "group", focal="f", reference="r"
    )
    assert weighted.items["log_odds"].tolist() == pytest.approx(counted.items["log_odds"].tolist())
    # three copies of one person are not three people
    assert (weighted.items["se"] > 1.15 * counted.items["se"]).all()


def test_the_standard_error_is_that_of_every_persons_own_part():
    """What a little more weight of one person changes, person by person, and Binder's sum over them."""
    frame = made(np.random.Generator(np.random.PCG64(10)), people=160, items=4).assign(w=1.0)
    items = ["i0", "i1", "i2", "i3"]

    def log_odds(rows):
        result = dif_mantel_haenszel(
            design(rows, weight="w"), items, "group", focal="f", reference="r"
        )
        return result.items["log_odds"].to_numpy()

    whole, step = log_odds(frame), 1e-5
    parts = np.array(
        [
            (log_odds(frame.assign(w=1.0 + step * (frame.index == k))) - whole) / step
            for k in frame.index
        ]
    )
    by_hand = np.sqrt(160 / 159 * ((parts - parts.mean(axis=0)) ** 2).sum(axis=0))
    found = dif_mantel_haenszel(design(frame, weight="w"), items, "group", focal="f", reference="r")
    assert found.items["se"].tolist() == pytest.approx(by_hand.tolist(), rel=1e-3)


def test_a_planted_difference_is_found_and_none_is_not():
    stream = np.random.Generator(np.random.PCG64(6))
    items = [f"i{k}" for k in range(8)]
    missed = 0
    for _ in range(25):
        result = dif_mantel_haenszel(
            design(made(stream, harder=0.9)), items, "group", focal="f", reference="r"
        )
        found = result.items.set_index("item")
        missed += int(found.loc["i0", "p"] > 0.05)
        assert found.loc["i0", "log_odds"] < 0
    assert missed <= 2
    calm = [
        dif_mantel_haenszel(design(made(stream)), items, "group", focal="f", reference="r").items
        for _ in range(25)
    ]
    tests = pd.concat(calm)
    # 200 tests at 5 percent: 10, give or take
    assert 1 <= (tests["p"] < 0.05).sum() <= 22
    assert not (tests["class"] == "C").any()


@pytest.mark.parametrize(
    ("delta", "se", "expected"),
    [
        (0.99, 0.1, ItemClass.NEGLIGIBLE),  # below 1 in size
        (1.2, 0.7, ItemClass.NEGLIGIBLE),  # 1.2 / .7 = 1.71: not other than 0
        (-1.0, 0.1, ItemClass.MODERATE),
        (1.49, 0.1, ItemClass.MODERATE),  # below 1.5
        (-1.5, 0.1, ItemClass.LARGE),
        (1.6, 0.4, ItemClass.MODERATE),  # (1.6 - 1) / .4 = 1.5: not above 1
        (1.6, 0.36, ItemClass.LARGE),  # .6 / .36 = 1.67
        (1.6, 0.0, ItemClass.CANNOT_TELL),
        (nan, 0.1, ItemClass.CANNOT_TELL),
    ],
)
def test_classes_on_their_edges(delta, se, expected):
    assert item_class(delta, se, 1e6) is expected


def test_a_class_without_a_degree_of_freedom_cannot_be_told():
    assert item_class(3.0, 0.1, 0.0) is ItemClass.CANNOT_TELL


def test_an_item_that_all_get_right_cannot_be_told_apart():
    frame = made(np.random.Generator(np.random.PCG64(7))).assign(i0=1.0)
    result = dif_mantel_haenszel(
        design(frame), ["i0", "i1", "i2"], "group", focal="f", reference="r"
    )
    found = found_of(result, "i0")
    assert np.isnan(found["log_odds"])
    assert found["class"] == "cannot_tell"
    convenience = survey.Design.from_rows(frame, kind="convenience")
    told = dif_mantel_haenszel(convenience, ["i1", "i2"], "group", focal="f", reference="r").items
    assert told["log_odds"].notna().all()
    assert told["se"].isna().all()
    assert set(told["class"]) == {"cannot_tell"}


def test_people_who_miss_an_item_or_are_of_neither_group_take_no_part():
    frame = made(np.random.Generator(np.random.PCG64(8)))
    frame.loc[:9, "i1"] = nan
    frame.loc[10:29, "group"] = "other"
    result = dif_mantel_haenszel(design(frame), ["i0", "i1"], "group", focal="f", reference="r")
    assert (result.n_left_out, result.n_focal + result.n_reference) == (10, 1170)
    cut = design(frame.iloc[30:])
    again = dif_mantel_haenszel(cut, ["i0", "i1"], "group", focal="f", reference="r")
    assert result.items["log_odds"].tolist() == pytest.approx(again.items["log_odds"].tolist())


def faults(frame, items=("i0", "i1"), group="group", focal="f", reference="r"):
    with pytest.raises(DesignFaults) as caught:
        dif_mantel_haenszel(design(frame), list(items), group, focal=focal, reference=reference)
    str(caught.value)
    return [f.code for f in caught.value.faults]


def test_what_cannot_be_compared_is_refused():
    frame = made(np.random.Generator(np.random.PCG64(9)), people=100)
    # 50 people a group: the least
    assert (
        len(
            dif_mantel_haenszel(
                design(frame), ["i0", "i1"], "group", focal="f", reference="r"
            ).items
        )
        == 2
    )
    assert faults(frame.iloc[1:]) == ["group_too_small"]
    assert faults(frame, focal="x") == ["group_too_small"]
    assert faults(frame, items=("i0",)) == ["nothing_to_compare"]
    assert faults(frame, focal="r") == ["nothing_to_compare"]
    assert faults(frame, group="sex") == ["no_column"]
    assert faults(frame.assign(i0=2.0)) == ["no_flag"]
