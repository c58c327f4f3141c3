"""Groups that are compared leave only where all their bases, and all that they are made of, may be shown."""

import pytest

from wps_eval.disclosure.audit import exposed
from wps_eval.disclosure.audit_lists import undeclared
from wps_eval.disclosure.audit_puzzle import Knowledge
from wps_eval.disclosure.release import Policy, release
from wps_eval.disclosure.small_counts import SmallCounts
from wps_eval.results.store import frame
from wps_eval.values import Span

LIMITS = SmallCounts()
KNOWLEDGE = Knowledge((), {}, LIMITS.smallest_base)
YEARS = {"r20": Span.year(2020), "r22": Span.year(2022)}
BASES = ("n_treated_baseline", "n_treated_current", "n_comparison_baseline", "n_comparison_current")


def scale(place, n, code="r20", group="", state="shown"):
    return {"edition": "e", "indicator": "k", "item": "", "statistic": "value", "group": group, "place": place,
            "period_start": YEARS[code].start, "period_end": YEARS[code].end, "round": code, "estimate": 50.0 + n,
            "ci_low": 45.0, "ci_high": 60.0, "df": 60.0, "n": float(n), "n_missing": 0.0, "unit": "score 0-100",
            "evidence": "survey", "state": state}  # fmt: skip


def groups(**more):
    bases = {"n_treated_baseline": 90.0, "n_treated_current": 90.0, "n_comparison_baseline": 60.0, "n_comparison_current": 60.0}  # fmt: skip
    bases |= {name: float(value) for name, value in more.items() if name in BASES}
    others = {name: value for name, value in more.items() if name not in BASES}
    return {"edition": "e", "comparison": "c", "indicator": "k", "place": "IQ", "column": "governorate",
            "baseline_round": "r20", "baseline_date": "2020", "current_round": "r22", "current_date": "2022",
            "treated": "A;B", "comparison_group": "C", "unit": "score 0-100", "difference": 7.0, "ci_low": 2.0,
            "ci_high": 12.0, "df": 40.0, "change": "increased", "word": "difference_in_change", "lacking": "balance",
            "n": min(bases.values()), "state": "shown", **bases} | others  # fmt: skip


def balance(**more):
    return {"edition": "e", "comparison": "c", "indicator": "k", "place": "IQ", "arm": "comparison", "wave": "baseline",
            "item": "sex", "answer": "f", "column": "governorate", "target": 0.5, "before": 0.4, "after": 0.5,
            "standardised_before": -0.2, "n": 60.0, "n_target": 90.0, "state": "shown"} | more  # fmt: skip


def parts(a=45, b=45, c=60):
    return [
        scale(place, n, code)
        for code in YEARS
        for place, n in (("IQ", a + b + c), ("A", a), ("B", b), ("C", c))
    ]


def released(row, scales=None, *rows):
    measured = {"knowledge": frame("knowledge", parts() if scales is None else scales),
                "knowledge_groups": frame("knowledge_groups", [row]),
                "knowledge_balance": frame("knowledge_balance", rows or [balance()])}  # fmt: skip
    return release(measured, Policy(LIMITS))


def state_of(tables):
    (row,) = tables["knowledge_groups"].to_dict("records")
    return row["state"], row["reason"]


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize(("n", "is_hidden"), [(24, True), (25, False)])
def test_each_of_the_four_bases_hides(base, n, is_hidden):
    tables = released(groups(**{base: n}))
    assert (state_of(tables) == ("suppressed", "suppressed")) is is_hidden
    (row,) = tables["knowledge_groups"].to_dict("records")
    assert (row["difference"] != row["difference"]) is is_hidden
    assert (tables["knowledge_balance"]["state"] == "suppressed").all() == is_hidden


def test_a_hidden_comparison_keeps_its_key_and_no_number_or_claim():
    tables = released(groups(n_treated_current=10))
    table = tables["knowledge_groups"]
    assert table.select_dtypes("number").isna().all(axis=None)
    (row,) = table.to_dict("records")
    assert (row["change"], row["word"], row["column"]) == ("cannot_tell", "", "governorate")
    assert tables["knowledge_balance"].select_dtypes("number").isna().all(axis=None)


@pytest.mark.parametrize(
    ("more", "state"),
    [
        ({"n_comparison_baseline": 49}, ("flagged", "small_base")),
        ({"n_comparison_baseline": 50}, ("shown", "")),
        ({"df": 7.0}, ("imprecise", "few_df")),
        ({"df": 8.0}, ("shown", "")),
        ({"ci_low": -18.0}, ("imprecise", "too_wide")),
        ({"ci_low": -17.9}, ("shown", "")),
    ],
)
def test_what_is_flagged(more, state):
    assert state_of(released(groups(**more))) == state


def test_a_group_that_would_give_a_hidden_place_back_is_hidden():
    """80 people reached in A and B, 60 of them shown in A: the 20 in B would follow."""
    few = parts(a=60, b=20)
    tables = released(groups(n_treated_baseline=80, n_treated_current=80), few)
    assert state_of(tables) == ("suppressed", "complementary")
    assert exposed({name: tables[name] for name in ("knowledge", "knowledge_groups")}, KNOWLEDGE) == []  # fmt: skip
    naive = tables | {"knowledge_groups": frame("knowledge_groups", [groups(n_treated_baseline=80, n_treated_current=80)])}  # fmt: skip
    # where A is shown and B is hidden, the attacker's programme finds B
    only_b = frame("knowledge", few)
    only_b.loc[only_b["place"].isin(["B", "IQ"]), ["estimate", "n"]] = float("nan")
    only_b.loc[only_b["place"].isin(["B", "IQ"]), "state"] = "suppressed"
    found = exposed({"knowledge": only_b, "knowledge_groups": naive["knowledge_groups"]}, KNOWLEDGE)
    assert {each.place for each in found} == {"B"}
    assert {each.period for each in found} == {"2020-12-31", "2022-12-31"}


def test_answers_of_a_question_are_parts_too():
    rows = [scale("IQ", n, code, group) for code in YEARS for group, n in (("", 150), ("area=urban", 130), ("area=rural", 20))]  # fmt: skip
    asked = groups(column="area", treated="urban", comparison_group="camp")
    assert state_of(released(asked, rows)) == ("suppressed", "complementary")  # with the 20
    wide = [scale("IQ", n, code, group) for code in YEARS for group, n in (("", 150), ("area=urban", 90), ("area=camp", 60))]  # fmt: skip
    assert state_of(released(asked, wide)) == ("shown", "")


@pytest.mark.parametrize("scales", [[], parts()[:4]])
def test_a_group_whose_parts_nobody_can_look_up_is_hidden(scales):
    assert state_of(released(groups(), scales)) == ("suppressed", "complementary")


@pytest.mark.parametrize(
    ("more", "is_hidden"),
    [
        ({"before": 0.0, "n": 49.0}, True),
        ({"before": 1.0, "n": 49.0}, True),
        ({"before": 0.0, "n": 50.0}, False),
        ({"target": 1.0, "n_target": 49.0}, True),
        ({"answer": "", "before": 0.0, "n": 30.0}, False),  # a mean, not a share
    ],
)
def test_a_share_of_nobody_or_everybody_of_few_is_hidden(more, is_hidden):
    tables = released(groups(), None, balance(**more))
    assert (tables["knowledge_balance"]["state"] == "suppressed").all() == is_hidden


def test_every_number_of_both_tables_is_declared_to_the_audit():
    assert undeclared(released(groups())) == []
    assert undeclared({"attitudes_groups": frame("attitudes_groups", [groups()]).assign(new=1.0)}) == [("attitudes_groups", "new")]  # fmt: skip
