"""Drawing a sample: chances in proportion, weights that sum to the frame, the same units for the same seed."""

from math import nan

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wps_eval import survey
from wps_eval.errors import DesignFaults
from wps_eval.survey.build_weights import build_weights

FRAME = pd.DataFrame(
    {
        "psu": [f"v{i:02}" for i in range(12)],
        "stratum": ["north"] * 6 + ["south"] * 6,
        "size": [100, 50, 150, 60, 40, 200, 80, 80, 80, 80, 80, 100],
    }
)


def test_chances_by_hand():
    drawn = survey.select_units(FRAME, 2, seed=1)
    # north has 600 households and south 500: a unit of 100 is drawn with 2 x 100 / 600
    by_code = drawn.set_index("psu")
    assert by_code["stratum"].value_counts().to_dict() == {"north": 2, "south": 2}
    for code, row in by_code.iterrows():
        size = FRAME.set_index("psu").loc[code, "size"]
        total = 600 if row["stratum"] == "north" else 500
        assert row["probability"] == pytest.approx(2 * size / total)
        assert (row["stratum_size"], row["frame_size"]) == (total, size)
        assert row["psu_weight"] == pytest.approx(1 / row["probability"])
    assert not drawn["certain"].any()


def test_the_same_seed_gives_the_same_units_and_another_gives_others():
    one, two = (survey.select_units(FRAME, 2, seed=7) for _ in range(2))
    pd.testing.assert_frame_equal(one, two)
    drawn = {tuple(survey.select_units(FRAME, 2, seed=seed)["psu"]) for seed in range(20)}
    assert len(drawn) > 5


def test_the_seed_of_today_draws_what_it_will_draw_tomorrow():
    """PCG64's stream is fixed; seed 20 starts at .9012... of a step: a written sample can be drawn again."""
    start = np.random.Generator(np.random.PCG64(20)).random()
    ends = np.cumsum(FRAME["size"][:6])
    by_hand = [int(np.searchsorted(ends, (start + k) * 300, side="right")) for k in range(2)]
    drawn = survey.select_units(FRAME, 2, seed=20)
    assert drawn["psu"][:2].tolist() == FRAME["psu"].iloc[by_hand].tolist()


def test_how_often_a_unit_is_drawn_is_its_probability():
    counts = pd.Series(0.0, index=FRAME["psu"])
    times = 400
    for seed in range(times):
        counts[survey.select_units(FRAME, {"north": 3, "south": 2}, seed=seed)["psu"]] += 1
    total = FRAME.groupby("stratum")["size"].transform("sum")
    wanted = np.minimum(
        FRAME["stratum"].map({"north": 3, "south": 2}) * FRAME["size"] / total, 1
    ).to_numpy()
    off = np.abs(counts.to_numpy() / times - wanted)
    assert (off <= 4 * np.sqrt(wanted * (1 - wanted) / times) + 1e-12).all()


def test_a_unit_as_large_as_the_step_is_certain_and_a_stratum_of_its_own():
    # 3 of 600: the step is 200, and v05 holds 200; the others share 2 of 400
    drawn = survey.select_units(FRAME, {"north": 3, "south": 1}, seed=3).set_index("psu")
    large = drawn.loc["v05"]
    assert (large["stratum"], large["probability"], large["stratum_size"]) == ("north/v05", 1, 200)
    assert large["certain"]
    others = drawn[drawn["stratum"] == "north"]
    assert len(others) == 2
    assert others["probability"].tolist() == pytest.approx(
        (2 * others["frame_size"] / 400).tolist()
    )


def test_certainty_is_looked_for_again_as_the_step_shrinks():
    # 3 of 90 + 40 + 30 + 20: the step is 60, so 90 is certain; then 2 of 90, step 45, none; 4 of 180 would be 45
    frame = pd.DataFrame({"psu": list("abcd"), "stratum": "s", "size": [90, 46, 24, 20]})
    drawn = survey.select_units(frame, 3, seed=1).set_index("psu")
    # 46 lies below the first step of 60 and above the second of 45
    assert drawn.loc[["a", "b"], "certain"].all()
    assert drawn["certain"].sum() == 2
    everything = survey.select_units(frame, 4, seed=1)
    assert everything["certain"].all()
    assert everything["psu_weight"].tolist() == [1] * 4


@given(
    sizes=st.lists(st.integers(20, 500), min_size=3, max_size=12),
    take=st.integers(1, 3),
    seed=st.integers(0, 10**6),
    per_unit=st.integers(1, 25),
)
def test_weights_made_of_the_sample_list_sum_to_the_frame(sizes, take, seed, per_unit):
    frame = pd.DataFrame(
        {"psu": [f"u{i}" for i in range(len(sizes))], "stratum": "s", "size": sizes}
    )
    units = survey.select_units(frame, take, seed=seed)
    listed = survey.sample_list(units, per_unit)
    done = listed.assign(completed=listed["selected"])
    people = pd.DataFrame({"psu": np.repeat(done["psu"], done["completed"])})
    built = build_weights(done, people)
    assert built.weights["weight"].sum() == pytest.approx(sum(sizes))
    assert built.weights["psu_weight"].to_numpy() == pytest.approx(
        np.repeat(units["psu_weight"], done["completed"]).to_numpy()
    )
    assert built.unknown_psus == built.silent_psus == ()


def test_the_sample_list_selects_all_of_a_unit_that_is_smaller():
    units = survey.select_units(FRAME.assign(size=[5] * 6 + [50] * 6), 1, seed=1)
    assert survey.sample_list(units, 12)["selected"].tolist() == [5, 12]


def test_strata_are_found_however_their_codes_are_written():
    villages = pd.DataFrame({"psu": range(20), "stratum": [1.0, 2.0] * 10, "households": 50})
    numbers = survey.allocate(8, {1: 500, 2: 500})
    drawn = survey.select_units(villages, numbers, seed=1, size="households")
    assert len(drawn) == 8


def test_people_of_a_list_are_drawn_with_one_chance_a_part():
    listing = pd.DataFrame(
        {"unit": ["a"] * 10 + ["b"] * 7, "line": range(17)}, index=range(100, 117)
    )
    drawn = survey.select_listed(listing, {"a": 4, "b": 7}, seed=5, within="unit")
    assert drawn["unit"].value_counts().to_dict() == {"b": 7, "a": 4}
    assert drawn.groupby("unit")["weight"].sum().to_dict() == pytest.approx({"a": 10, "b": 7})
    assert drawn["probability"].unique().tolist() == pytest.approx([0.4, 1.0])
    # one in each step of 2.5 lines
    assert (drawn["line"][:4] // 2.5).tolist() == [0, 1, 2, 3]
    assert drawn.index.isin(listing.index).all()
    pd.testing.assert_frame_equal(
        drawn, survey.select_listed(listing, {"a": 4, "b": 7}, seed=5, within="unit")
    )


def test_everybody_on_a_list_is_drawn_equally_often():
    listing = pd.DataFrame({"unit": ["a"] * 7})
    counts = np.zeros(7)
    for seed in range(400):
        counts[survey.select_listed(listing, 3, seed=seed, within="unit").index] += 1
    assert np.abs(counts / 400 - 3 / 7).max() < 4 * np.sqrt(3 / 7 * 4 / 7 / 400)


def test_allocation_by_hand():
    # 100 of 500, 300, 200: 50, 30, 20; with spreads 10, 20, 5 the products are 5000, 6000, 1000
    sizes = {"a": 500, "b": 300, "c": 200}
    assert survey.allocate(100, sizes) == {"a": 50, "b": 30, "c": 20}
    # 41.67, 50, 8.33: floors 41, 50, 8, and the one left to the largest remainder
    assert survey.allocate(100, sizes, {"a": 10, "b": 20, "c": 5}) == {"a": 42, "b": 50, "c": 8}
    # a stratum of 1 in 1,000 keeps its two, and the others share 98
    assert survey.allocate(100, {"a": 599, "b": 400, "c": 1}) == {"a": 59, "b": 39, "c": 2}
    assert survey.allocate(6, sizes) == {"a": 2, "b": 2, "c": 2}


@given(st.lists(st.integers(1, 10_000), min_size=1, max_size=8), st.integers(16, 900))
def test_an_allocation_sums_to_the_total_and_leaves_no_stratum_below_its_least(sizes, total):
    found = survey.allocate(total, {f"s{i}": size for i, size in enumerate(sizes)})
    assert sum(found.values()) == total
    assert min(found.values()) >= 2


def faults(call):
    with pytest.raises(DesignFaults) as caught:
        call()
    str(caught.value)
    return [(f.code, f.where.row, f.where.column) for f in caught.value.faults]


@pytest.mark.parametrize(
    ("frame", "found"),
    [
        (FRAME.drop(columns="size"), [("no_column", 0, "size")]),
        (FRAME.iloc[:0], [("no_rows", 0, "")]),
        (FRAME.assign(psu=["v00", "v00", *FRAME["psu"][2:]]), [("unit_twice", 3, "psu")]),
        (FRAME.assign(stratum=[" ", *FRAME["stratum"][1:]]), [("no_code", 2, "stratum")]),
        (FRAME.assign(size=[0, nan, "many", *FRAME["size"][3:]]), [("not_positive", row, "size") for row in (2, 3, 4)]),
    ],
)  # fmt: skip
def test_a_faulty_frame_is_told_whole(frame, found):
    assert faults(lambda: survey.select_units(frame, 1, seed=1)) == found


@pytest.mark.parametrize(
    ("take", "found"),
    [
        (7, ["cannot_take", "cannot_take"]),
        (0, ["cannot_take", "cannot_take"]),
        ({"north": 6, "south": 7}, ["cannot_take"]),
        ({"north": 2}, ["stratum_not_said"]),
        ({"north": 2, "south": 2, "east": 1}, ["no_such_stratum"]),
        ({"north": 1.5, "south": 1}, ["cannot_take"]),
    ],
)
def test_what_cannot_be_taken_is_refused(take, found):
    assert [
        code for code, _, _ in faults(lambda: survey.select_units(FRAME, take, seed=1))
    ] == found


def test_all_of_a_stratum_can_be_taken():
    assert len(survey.select_units(FRAME, 6, seed=1)) == 12


def test_an_allocation_below_the_least_is_refused():
    assert faults(lambda: survey.allocate(5, {"a": 1, "b": 2, "c": 3}))[0][0] == "too_few_to_share"
    assert faults(lambda: survey.allocate(9, {"a": 1, "b": 0}))[0] == (
        "not_positive",
        0,
        "size of b",
    )
    found = faults(lambda: survey.allocate(9, {"a": 1, "b": 2}, {"a": 3}))
    assert found == [("not_positive", 0, "standard deviation of b")]
    units = survey.select_units(FRAME, 1, seed=1)
    assert faults(lambda: survey.sample_list(units, 0)) == [("below_least", 0, "per_unit")]
