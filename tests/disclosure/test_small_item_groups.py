"""Items in two groups: nothing leaves of few people, and no number that tells how many are hidden."""

from math import isnan

import pytest

from wps_eval.disclosure.audit import Knowledge, exposed, undeclared
from wps_eval.disclosure.release import Policy, release
from wps_eval.disclosure.small_counts import SmallCounts
from wps_eval.results.store import frame
from wps_eval.values import Span

YEAR = Span.year(2022)
FUNCTIONING = "item_functioning"


def scale_row(group, n):
    return {"edition": "e", "indicator": "scale", "item": "", "statistic": "value", "group": group, "place": "IQ",
            "period_start": YEAR.start, "period_end": YEAR.end, "round": "r", "estimate": 50.0, "se": 1.0, "df": 60.0,
            "n": float(n), "n_missing": 0.0, "unit": "score 0-100", "evidence": "survey", "state": "shown"}  # fmt: skip


def item_row(focal, n_focal, n_reference, trait="language", reference="ar", item="k1"):
    return {"edition": "e", "round": "r", "construct": "scale", "item": item, "place": "IQ", "trait": trait,
            "focal": focal, "reference": reference, "log_odds": -1.0, "se": 0.2, "df": 60.0, "delta": -2.35, "p": 0.01,
            "p_adjusted": 0.02, "item_class": "C", "n_focal": n_focal, "n_reference": n_reference, "state": "shown"}  # fmt: skip


def too_small(focal, trait="language", reference="ar"):
    return {"edition": "e", "round": "r", "construct": "scale", "item": "", "place": "IQ", "trait": trait,
            "focal": focal, "reference": reference, "item_class": "cannot_tell", "state": "not_available",
            "reason": "base_too_small"}  # fmt: skip


def released(scale, items, limits=None):
    measured = {"knowledge": frame("knowledge", scale), FUNCTIONING: frame(FUNCTIONING, items)}
    return release(measured, Policy(limits or SmallCounts()))


def found(tables, base=25):
    return [each.group for each in exposed(tables, Knowledge((), {}, base))]


@pytest.mark.parametrize(("n", "state"), [(59, "suppressed"), (60, "shown")])
@pytest.mark.parametrize("side", ["focal", "reference"])
def test_a_base_under_the_smallest_of_the_study_hides_the_row(n, state, side):
    numbers = {"n_focal": 500.0, "n_reference": 500.0} | {f"n_{side}": float(n)}
    rows = [item_row("ckb", **numbers)]
    table = released([scale_row("", 2000)], rows, SmallCounts(smallest_base=60, flagged_base=80))
    (row,) = table[FUNCTIONING].to_dict("records")
    assert row["state"] == state
    hidden = [isnan(row[name]) for name in ("log_odds", "delta", "p", "n_focal")]
    assert set(hidden) == {state == "suppressed"}
    assert (row["item_class"] == "") == (state == "suppressed")


def test_a_group_whose_base_is_hidden_tells_no_people_with_every_item():
    """Of 1000 asked, 20 are hidden and 280 with them. 280 with every item would leave 20 at most."""
    bases = {"": 1000, "language=ar": 700, "language=ckb": 280, "language=kmr": 20}
    scale, rows = [scale_row(*each) for each in bases.items()], [item_row("ckb", 280.0, 700.0)]
    tables = released(scale, rows)
    (row,) = tables[FUNCTIONING].to_dict("records")
    assert (row["state"], row["reason"]) == ("suppressed", "complementary")
    assert found(tables) == []
    assert found(tables | {FUNCTIONING: frame(FUNCTIONING, rows)}) == ["language=kmr"]


def test_beside_a_group_that_is_too_small_no_number_of_people_is_told():
    """Of 1000 asked, 700 and 290 have every item in two languages: no more than 10 were asked in the third."""
    scale, rows = [scale_row("", 1000)], [item_row("ckb", 290.0, 700.0), too_small("kmr")]
    table = released(scale, rows)[FUNCTIONING]
    compared = table[table["item"] == "k1"]
    assert compared["delta"].tolist() == [-2.35]
    assert compared["n_focal"].isna().all()
    assert compared["n_reference"].isna().all()
    assert found(released(scale, rows)) == []
    naive = released(scale, rows) | {FUNCTIONING: frame(FUNCTIONING, rows)}
    assert found(naive) == ["language=kmr"]


def test_numbers_stay_where_every_group_is_large_and_in_other_questions():
    rows = [
        item_row("ckb", 290.0, 700.0),
        item_row("m", 500.0, 500.0, "sex", "f"),
        too_small("kmr"),
    ]
    table = released([scale_row("", 1000)], rows)[FUNCTIONING].set_index("focal")
    assert table.loc["m", "n_focal"] == 500
    assert isnan(table.loc["ckb", "n_focal"])
    rows = [item_row("ckb", 290.0, 700.0)]
    assert released([scale_row("", 1000)], rows)[FUNCTIONING]["n_focal"].tolist() == [290.0]


def test_without_its_scales_the_table_does_not_leave():
    items = {FUNCTIONING: frame(FUNCTIONING, [item_row("ckb", 290.0, 700.0)])}
    assert release(items, Policy(SmallCounts())) == {}


def test_the_audit_knows_every_number_of_the_table():
    tables = released([scale_row("", 1000)], [item_row("ckb", 290.0, 700.0)])
    assert undeclared(tables) == []
