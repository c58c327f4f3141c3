"""Numbers of partner studies leave under the rule of survey bases: the small ones, and what gives them away, stay."""

import pytest

from wps_eval.disclosure.audit import Knowledge, exposed, undeclared
from wps_eval.disclosure.release import Policy, release
from wps_eval.disclosure.small_counts import SmallCounts
from wps_eval.results.store import frame
from wps_eval.values import Span

LIMITS = SmallCounts()
KNOWLEDGE = Knowledge((), {}, LIMITS.smallest_base)
YEAR = Span.year(2022)


def row(group, n, statistic="mean", item=""):
    return {"edition": "e", "indicator": "uni:O1", "item": item, "statistic": statistic, "group": group, "place": "IQ",
            "period_start": YEAR.start, "period_end": YEAR.end, "round": "uni", "estimate": 50.0 + n, "se": 1.0,
            "ci_low": 40.0, "ci_high": 60.0 + n, "df": 60.0, "n": float(n), "unit": "points", "evidence": "survey",
            "state": "shown", "source": "A study", "mark": "exploratory"}  # fmt: skip


def released(rows):
    measured = {"study_estimates": frame("study_estimates", rows)}
    return release(measured, Policy(LIMITS))["study_estimates"]


def hidden(table):
    return set(table.loc[table["state"] == "suppressed", "group"])


@pytest.mark.parametrize(("n", "is_hidden"), [(24, True), (25, False)])
def test_a_base_below_25_is_hidden(n, is_hidden):
    table = released([row("", n)])
    assert (hidden(table) == {""}) is is_hidden
    assert table["estimate"].isna()[0] == is_hidden


def test_a_hidden_row_keeps_no_number_and_no_words():
    (kept,) = released([row("", 10)]).to_dict("records")
    assert all(
        kept[name] != kept[name] for name in ("estimate", "se", "ci_low", "ci_high", "df", "n")
    )
    assert (kept["source"], kept["mark"], kept["unit"]) == ("", "", "points")


@pytest.mark.parametrize(
    ("statistic", "item"), [("mean", ""), ("proportion", "q=1"), ("coefficient", "age")]
)
def test_what_would_give_a_small_group_away_is_hidden_too(statistic, item):
    """40 people, 30 women: 40 - 30 are 10 men, whoever hides the men alone."""
    rows = [row(g, n, statistic, item) for g, n in (("", 40), ("sex=f", 30), ("sex=m", 10))]
    table = released(rows)
    assert {"sex=m"} < hidden(table)
    assert exposed({"study_estimates": table}, KNOWLEDGE) == []
    naive = frame("study_estimates", rows)
    naive.loc[naive["group"] == "sex=m", ["estimate", "se", "n"]] = float("nan")
    naive.loc[naive["group"] == "sex=m", "state"] = "suppressed"
    assert [each.group for each in exposed({"study_estimates": naive}, KNOWLEDGE)] == ["sex=m"]


def test_statistics_of_other_people_do_not_hide_each_other():
    """The men of one outcome are few; those of another, asked of more people, are not."""
    rows = [row("", 400), row("sex=f", 200), row("sex=m", 200), row("", 20, "difference")]
    assert hidden(released(rows)) == {""}
    assert len(released(rows)[released(rows)["state"] == "suppressed"]) == 1


def test_the_audit_knows_every_number_of_the_table():
    assert [*undeclared({"study_estimates": released([row("", 40)])})] == []


def scale_row(group, n, missing=0.0, code="r", place="IQ"):
    """A row of a round's scale."""
    return row(group, n) | {"indicator": "scale", "statistic": "value", "round": code, "estimate": 50.0,
                            "n_missing": missing, "unit": "score 0-100", "mark": "", "place": place}  # fmt: skip


def beside(scale, study, rounds="r"):
    """Release a round's scale and a study whose people are the round's."""
    rows = [each | {"rounds": rounds} for each in study]
    measured = {
        "knowledge": frame("knowledge", scale),
        "study_estimates": frame("study_estimates", rows),
    }
    return release(measured, Policy(LIMITS))


def told(tables, rounds):
    """Say of which groups the audit finds a number, if it knows that the study rests on some rounds."""
    table = tables["study_estimates"].assign(rounds=rounds)
    found = exposed(tables | {"study_estimates": table}, KNOWLEDGE)
    return {(each.what, each.group) for each in found}


#: 40 were asked, 30 of them women: the round hides 10 men, and the women or everybody with them
FORTY = [scale_row("", 40), scale_row("sex=f", 30), scale_row("sex=m", 10)]
#: a study of the same people that has nothing to hide itself
WITHOUT_MEN = [row("", 40), row("sex=f", 30)]


def test_a_study_does_not_give_away_whom_its_round_hides():
    apart = beside(FORTY, WITHOUT_MEN, rounds="")
    assert hidden(apart["knowledge"]) > {"sex=m"}
    assert hidden(apart["study_estimates"]) == set()
    assert ("scale", "sex=m") in told(apart, "r")
    together = beside(FORTY, WITHOUT_MEN)
    assert hidden(together["study_estimates"]) == {"sex=f"}  # 40 - 30 would be the men
    assert "sex=m" in hidden(together["knowledge"])
    assert told(together, "r") == set()


def test_a_round_does_not_give_away_whom_a_study_hides():
    """The study tells women and hides men, and everybody not at all; the round tells everybody: 40 - 30 are 10."""
    study = [row("sex=f", 30), row("sex=m", 10)]
    apart = beside([scale_row("", 40)], study, rounds="")
    assert hidden(apart["study_estimates"]) == {"sex=m"}
    assert told(apart, "r") == {("uni:O1", "sex=m")}
    together = beside([scale_row("", 40)], study)
    assert told(together, "r") == set()
    assert hidden(together["study_estimates"]) | hidden(together["knowledge"]) > {"sex=m"}


def test_a_study_hides_nothing_where_its_round_hides_nothing():
    scale = [scale_row("", 400), scale_row("sex=f", 200), scale_row("sex=m", 200)]
    study = [row("", 390), row("sex=f", 195), row("sex=m", 195)]
    tables = beside(scale, study)
    assert [hidden(table) for table in tables.values()] == [set(), set()]
    assert told(tables, "r") == set()


def test_a_round_that_is_not_reported_hides_nothing_of_a_study():
    tables = beside(FORTY, WITHOUT_MEN, rounds="another")
    assert hidden(tables["study_estimates"]) == set()
    assert told(tables, "another") == told(tables, "") == set()


def test_a_study_of_two_rounds_is_among_the_people_of_both():
    """40 in each, 30 women in each, and 60 of the 80 in the study are women: 20 men in both together."""
    scale = [each | {"round": code} for code in ("r", "s") for each in FORTY]
    study = [row("", 80), row("sex=f", 60)]
    assert told(beside(scale, study, rounds=""), "r;s") != set()
    assert told(beside(scale, study, rounds="r;s"), "r;s") == set()


def test_whoever_is_in_no_study_keeps_a_number_open():
    """Of 4000 asked the study has 65, 60 of them women: how many men the round asked, it does not tell."""
    scale = [scale_row("", 4000), scale_row("sex=f", 3990), scale_row("sex=m", 10)]
    tables = beside(scale, [row("", 65), row("sex=f", 60)])
    assert hidden(tables["study_estimates"]) == set()
    assert told(tables, "r") == set()


def test_a_study_with_more_people_than_its_round_says_nothing_of_it():
    """What contradicts the round is no sum: the audit still finds what the round alone gives away."""
    tables = beside(FORTY, [row("", 90), row("sex=f", 60)])
    assert told(tables, "r") == set()
    scale = frame("knowledge", FORTY)
    scale.loc[scale["group"] == "sex=m", ["n", "n_missing", "estimate"]] = float("nan")
    scale.loc[scale["group"] == "sex=m", "state"] = "suppressed"
    assert ("scale", "sex=m") in told(tables | {"knowledge": scale}, "r")


def test_places_are_kept_apart():
    """The round hides ten men of the country; the study speaks of one place, where the round shows all."""
    there = [
        scale_row("", 200, place="N"),
        scale_row("sex=f", 100, place="N"),
        scale_row("sex=m", 100, place="N"),
    ]
    study = [row("", 40) | {"place": "N"}, row("sex=f", 30) | {"place": "N"}]
    tables = beside([*FORTY, *there], study)
    assert hidden(tables["study_estimates"]) == set()


def test_who_is_left_out_of_everybody_is_told_by_no_row_and_by_no_subtraction():
    """The round hides the women of 40 too: neither it nor the study may show both everybody and women."""
    together = beside(FORTY, WITHOUT_MEN)
    for table in together.values():
        assert {"", "sex=f"} & hidden(table)
    shown = {g for table in together.values() for g in set(table["group"]) - hidden(table)}
    assert not {"", "sex=f"} <= shown
