"""What of a survey may be shown, cell by cell."""

import numpy as np
import pytest

from wps_eval.disclosure.release import Policy, release
from wps_eval.disclosure.small_counts import SmallCounts
from wps_eval.disclosure.small_courses import hide_small_courses
from wps_eval.results.store import frame


def row(group="", place="IQ", n=100, estimate=50.0, half=5.0, df=40, **more):
    return {
        "edition": "x", "indicator": "scale", "item": "", "statistic": "value", "group": group,
        "place": place, "period_start": "2022-01-01", "period_end": "2022-01-31", "unit": "score 0-100",
        "evidence": "survey", "estimate": estimate, "se": 1.0, "ci_low": estimate - half,
        "ci_high": estimate + half, "n": n, "df": df, "state": "shown", "reason": "",
    } | more  # fmt: skip


PLACES = (("IQ", ("IQG01", "IQG02", "IQG03", "IQG04")),)


def hidden(*rows, partitions=PLACES):
    policy = Policy(SmallCounts(), partitions)
    out = release({"knowledge": frame("knowledge", rows)}, policy)["knowledge"]
    return out.set_index(["group", "place"])


@pytest.mark.parametrize(
    ("n", "state"), [(24, "suppressed"), (25, "flagged"), (49, "flagged"), (50, "shown")]
)
def test_bases_by_the_published_limits(n, state):
    out = hidden(row(group="sex=f", n=n))
    assert out.loc[("sex=f", "IQ"), "state"] == state
    assert np.isnan(out.loc[("sex=f", "IQ"), "estimate"]) == (state == "suppressed")


def test_a_lone_hidden_cell_takes_the_next_smallest_with_it():
    # 170 people: of age 20 + 60 + 90, of sex 80 + 90
    out = hidden(row(n=170), row(group="age=a", n=20), row(group="age=b", n=60),
                 row(group="age=c", n=90), row(group="sex=f", n=80), row(group="sex=m", n=90))  # fmt: skip
    states = out["state"].to_dict()
    assert states["age=a", "IQ"] == states["age=b", "IQ"] == "suppressed"
    assert states["age=c", "IQ"] == states["sex=f", "IQ"] == "shown"


def test_places_are_a_margin_too():
    out = hidden(
        row(n=180), row(place="IQG01", n=10), row(place="IQG02", n=80), row(place="IQG03", n=90)
    )
    assert out["state"].tolist() == ["shown", "suppressed", "suppressed", "shown"]


@pytest.mark.parametrize("estimate", [0.0, 100.0])
def test_nobody_or_everybody_in_a_small_group_tells_of_each(estimate):
    out = hidden(
        row(group="sex=f", n=40, estimate=estimate, half=2),
        row(group="sex=m", n=40, estimate=estimate, half=2),
    )
    assert set(out["state"]) == {"suppressed"}


@pytest.mark.parametrize(
    ("half", "state", "reason"), [(14.9, "shown", ""), (15.0, "imprecise", "too_wide")]
)
def test_an_interval_of_thirty_points_is_imprecise_and_shown(half, state, reason):
    out = hidden(row(half=half))
    assert (out["state"].iloc[0], out["reason"].iloc[0]) == (state, reason)
    assert out["n"].notna().all()


@pytest.mark.parametrize(("df", "state", "reason"), [(7, "imprecise", "few_df"), (8, "shown", "")])
def test_few_degrees_of_freedom_are_imprecise(df, state, reason):
    out = hidden(row(df=df))
    assert (out["state"].iloc[0], out["reason"].iloc[0]) == (state, reason)


def test_precision_takes_no_other_value_along():
    """A place whose interval is wide is shown; its neighbours need no protection."""
    out = hidden(row(), row(place="IQG01", half=20.0), row(place="IQG02"), row(place="IQG03"))
    assert out["state"].tolist() == ["shown", "imprecise", "shown", "shown"]


def test_the_cause_that_holds_is_named():
    out = hidden(
        row(n=189),
        row(place="IQG01", n=10),  # to protect
        row(place="IQG02", n=60),
        row(place="IQG03", n=70, df=7),
        row(place="IQG04", n=49, df=7),  # the cheapest, because the first would show
    )
    assert out["reason"].to_dict() == {
        ("", "IQ"): "", ("", "IQG01"): "suppressed", ("", "IQG02"): "",
        ("", "IQG03"): "few_df", ("", "IQG04"): "complementary",
    }  # fmt: skip


def test_rows_that_are_no_survey_are_left_alone():
    assert hidden(row(evidence="register", n=60, df=3, half=20))["state"].tolist() == ["shown"]


def test_an_empty_table_stays_empty():
    assert hidden().empty


def test_small_courses_are_hidden_and_few_classes_flagged():
    common = {
        "edition": "x",
        "round": "r",
        "construct": "k",
        "state": "shown",
        "difference": 5.0,
        "n_before": 90,
        "match_rate_pct": 80.0,
    }
    table = frame("training", [common | {"waves": w, "n": n, "few_classes": few}
                               for w, n, few in (("a", 24, "no"), ("b", 60, "yes"), ("c", 60, "no"))])  # fmt: skip
    out = hide_small_courses(table, SmallCounts()).set_index("waves")
    assert out["state"].to_dict() == {"a": "suppressed", "b": "imprecise", "c": "shown"}
    assert out.loc["b", "reason"] == "few_df"
    assert np.isnan(out.loc["a", "difference"])
    assert out.loc["a", "n_before"] == 90
    assert np.isnan(
        out.loc["a", "match_rate_pct"]
    )  # 90 forms less the share not matched would be the base
    assert out.loc["c", "match_rate_pct"] == 80


@pytest.mark.parametrize(("n", "told"), [(65, True), (66, False)])
def test_those_who_were_lost_are_not_told_of_where_they_are_few(n, told):
    """90 came before: 25 lost ones have a mean, the mean of 24 is hidden."""
    row = {"edition": "x", "round": "r", "construct": "k", "waves": "pre-post", "state": "shown",
           "n_before": 90, "n": n, "few_classes": "no", "lost_before": 41.5, "lost_p": 0.2}  # fmt: skip
    (out,) = hide_small_courses(frame("training", [row]), SmallCounts()).to_dict("records")
    assert out["state"] == "shown"
    assert (out["lost_before"] == 41.5) is told
    assert (out["lost_p"] == 0.2) is told


def test_no_row_keeps_the_weight_by_which_a_hidden_mean_could_be_had():
    out = hidden(row(n_weighted=1234.5), row(place="IQG01", n=60, n_weighted=10.0))
    assert out["n_weighted"].isna().all()


def test_a_base_cannot_be_had_from_another_scale_of_the_same_people():
    """Halabja's 20 are hidden with one partner in both scales: n and n_missing are all who were asked."""
    rows = [
        row(place=place, n=n - lost, n_missing=lost, indicator=scale)
        for scale, lost in (("scale", 0), ("other", 3))
        for place, n in (("IQ", 240), ("IQG01", 20), ("IQG02", 70), ("IQG03", 71), ("IQG04", 79))
        if not (place == "IQ" and lost)
    ]
    rows.append(row(place="IQ", n=228, n_missing=12, indicator="other"))
    out = hidden(*rows).reset_index()
    hidden_places = out[out["state"] == "suppressed"].groupby("indicator")["place"].agg(set)
    assert hidden_places["scale"] == hidden_places["other"] == {"IQG01", "IQG02"}
    assert out.loc[out["state"] == "suppressed", ["n", "n_missing"]].isna().all().all()
