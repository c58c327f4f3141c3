"""Which value is the baseline and which is current: the traps of real series."""

from dataclasses import replace
from datetime import date

import pytest

from in_english import english
from wps_eval.change.judging import judge_pairs
from wps_eval.codes import Direction, Evidence, FigureStatus, MeasureType, Reason, Rule, Topic
from wps_eval.errors import Where
from wps_eval.indicators.constructs import ScaleRules
from wps_eval.indicators.goals import Scopes
from wps_eval.indicators.pairing import pair_values
from wps_eval.indicators.place_sums import missing_places
from wps_eval.indicators.rivals import falling_values, rival_values
from wps_eval.indicators.rules import Rules
from wps_eval.indicators.subject import Subject
from wps_eval.indicators.windows import Windows
from wps_eval.plan.lists import Partition
from wps_eval.plan.models import Target
from wps_eval.sources.figure import Figure
from wps_eval.values import Domain, Group, Unit
from wps_eval.words.dates import parse_date

RULES = Rules(
    edition="x", national="IQ", tests={}, primary=frozenset(), level=0.95, power=0.8, correct=True,
    smallest=0.0, scales=ScaleRules(), rule=Rule.DEFAULT, cuts=(0.95, 0.6, 0.6), at_end=False,
    until=date(2022, 12, 31),
)  # fmt: skip
WINDOWS = Windows.of(date(2021, 1, 1), 24, date(2021, 1, 1), date(2022, 12, 31))
SUBJECT = Subject(
    code="C-x", title="x", unit=Unit.read("women"), kind=Topic.COUNT, data_type=MeasureType.STOCK,
    direction=Direction.UP, pillar="context",
)  # fmt: skip

SUBJECTS, SCOPES = {"C-x": SUBJECT}, Scopes("IQ")


def figure(when, value, status="final", place="IQ", row=2):
    return Figure(
        indicator="C-x", domain=Domain(place), span=parse_date(when), value=value,
        status=FigureStatus(status), source="A", where=Where("f.csv", "", row),
    )  # fmt: skip


def pair(*figures, subject=SUBJECT):
    return pair_values(subject, figures, [], WINDOWS, ["IQ"], SCOPES)[0]


def test_the_window_reaches_24_months_back():
    assert WINDOWS.baseline_from == date(2019, 1, 1)


def test_the_latest_final_value_in_each_window_is_chosen():
    got = pair(figure("2019", 1), figure("2020", 2), figure("2021-10", 3), figure("2025", 9))
    assert (got.baseline.value, got.current.value, got.marked) == (2, 3, None)


def test_a_preliminary_value_is_never_chosen():
    got = pair(figure("2020", 2), figure("2021-10", 97, "preliminary"), figure("2021-10", 95))
    assert got.current.value == 95


def test_a_baseline_after_the_start_is_marked():
    got = pair(figure("2021", 95), figure("2022", 95))
    assert (got.baseline.span.end.year, got.marked) == (2021, Reason.BASELINE_AFTER_START)


def test_a_single_value_is_not_its_own_baseline():
    got = pair(figure("2021", 95))
    assert got.baseline is None
    assert got.current.value == 95


def test_an_older_baseline_is_marked_too_old():
    got = pair(figure("2018-09-30", 36), figure("2021", 40))
    assert got.marked is Reason.BASELINE_TOO_OLD


def test_20_months_before_the_start_is_inside_the_rule():
    assert pair(figure("2019-04-30", 1), figure("2021-12-31", 2)).marked is None


def test_a_cumulative_series_that_falls_is_refused():
    subject = Subject(
        **{f: getattr(SUBJECT, f) for f in SUBJECT.__slots__}
        | {"data_type": MeasureType.CUMULATIVE}
    )
    got = pair(figure("2020", 2228), figure("2021", 2216), figure("2022", 2481), subject=subject)
    assert got.refused is Reason.FALLING_CUMULATIVE
    assert [
        (a.value, b.value) for a, b in falling_values([figure("2020", 5), figure("2021", 4)])
    ] == [(5, 4)]


def test_a_conflicting_value_at_a_chosen_date_stops_the_verdict():
    got = pair(figure("2020", 2), figure("2022", 3), figure("2022", 8, "conflict"))
    assert got.refused is Reason.CONFLICTING_VALUES


def test_two_final_baselines_are_a_fault_and_rounding_is_not():
    faults = list(rival_values([figure("2020", 2), figure("2020", 3, row=9)], SUBJECTS, WINDOWS))
    assert [f.code for f in faults] == ["two_final_baselines"]
    assert "row 9" in english(faults[0]).found
    assert list(rival_values([figure("2020", 2.0), figure("2020", 2.04)], SUBJECTS, WINDOWS)) == []


def test_an_indicator_without_figures_has_one_pair_that_says_so():
    assert pair_values(SUBJECT, [], [], WINDOWS, ["IQ"], SCOPES)[0].refused is Reason.NO_BASELINE


def target(kind, value, when, place=""):
    return Target(
        code="T", indicator="C-x", kind=kind, value=value, date=when, status="proposed", place=place
    )


def test_the_milestone_due_by_now_and_the_last_target_are_chosen():
    goals = [
        target("milestone", 40, "2024"),
        target("milestone", 30, "2022"),
        target("target", 50, "2024"),
    ]
    got = pair_values(
        SUBJECT, [figure("2020", 20), figure("2022", 25)], goals, WINDOWS, [], SCOPES
    )[0]
    assert (got.milestone.value, got.target.value) == (30, 50)


def test_a_places_own_target_goes_before_one_for_every_part_of_the_country():
    parts = Partition(code="P", whole="IQ", parts=("IQG02", "IQG11"), name="governorates")
    every = {"code": "T", "indicator": "C-x", "kind": "target", "date": "2024", "scope": "every"}
    goals = [
        target("target", 50, "2024", "IQG11"),
        Target(value=60, status="proposed", **every),
    ]
    scopes = Scopes("IQ", (parts,))
    values = [figure("2022", 25, place=place) for place in ("IQG02", "IQG11")]
    basra, erbil = pair_values(SUBJECT, values, goals, WINDOWS, [], scopes)
    assert (basra.target.value, erbil.target.value) == (60, 50)


def test_which_places_of_a_whole_lack_is_told_by_its_own_parts():
    country = Partition(code="P1", whole="IQ", parts=("IQG01", "IQG02"), name="country")
    region = Partition(code="P2", whole="KR", parts=("IQG02", "IQG04", "IQG05"), name="region")
    there = [figure("2022", 1, place=place) for place in ("IQG02", "IQG04", "IQG05")]
    both = (country, region)
    assert missing_places(there, SUBJECT, both, Domain("IQ")) == (country, ("IQG01",))
    assert missing_places(there, SUBJECT, both, Domain("KR")) == (region, ())
    # of nobody in the group, of no part, and of what cannot be added there is nothing to say
    assert missing_places(there, SUBJECT, both, Domain("IQ", Group.read("sex=f"))) is None
    assert missing_places(there[1:], SUBJECT, (country,), Domain("IQ")) is None
    assert (
        missing_places(there, replace(SUBJECT, data_type=MeasureType.INDEX), both, Domain("IQ"))
        is None
    )


def test_a_preliminary_value_does_not_make_a_series_fall():
    subject = Subject(
        **{f: getattr(SUBJECT, f) for f in SUBJECT.__slots__}
        | {"data_type": MeasureType.CUMULATIVE}
    )
    got = pair(
        figure("2020", 90), figure("2021", 97, "preliminary"), figure("2022", 95), subject=subject
    )
    assert got.refused is None


def test_two_final_values_in_the_current_period_are_a_fault():
    assert [
        f.code for f in rival_values([figure("2022", 2), figure("2022", 3)], SUBJECTS, WINDOWS)
    ] == ["two_final_values"]
    assert list(rival_values([figure("2010", 2), figure("2010", 3)], SUBJECTS, WINDOWS)) == []


def test_an_indicator_that_the_plan_s_text_does_not_let_read_has_no_verdict_whatever_was_entered():
    unread = replace(SUBJECT, readable=False, direction=Direction.NONE)
    assert pair(subject=unread).refused is Reason.UNREADABLE
    got = pair(figure("2020", 2), figure("2021", 3), subject=unread)
    assert got.refused is Reason.UNREADABLE
    (row,) = judge_pairs([got], [], RULES)
    assert (row["status"], row["reason"]) == ("not_assessable", "unreadable")  # no context either


@pytest.mark.parametrize(
    ("evidence", "data_type"),
    [(Evidence.SURVEY, MeasureType.STOCK), (Evidence.REGISTER, MeasureType.SURVEY)],
)
def test_an_estimate_without_an_interval_moves_nothing_whoever_says_that_it_is_one(
    evidence, data_type
):
    estimates = [
        replace(figure(when, v), evidence=evidence) for when, v in (("2020", 2), ("2021", 3))
    ]
    (row,) = judge_pairs(
        [pair(*estimates, subject=replace(SUBJECT, data_type=data_type))], [], RULES
    )
    assert (row["change"], row["reason"]) == ("cannot_tell", "no_interval")


def test_no_place_takes_anothers_values():
    erbil = [figure("2020", 30, place="IQG11"), figure("2022", 40, place="IQG11")]
    women = replace(figure("2022", 9), domain=Domain("IQ", Group.read("sex=f")))
    pairs = pair_values(SUBJECT, [*erbil, women], [], WINDOWS, ["IQ", "IQG02", "IQG11"], SCOPES)
    found = {pair.domain: pair for pair in pairs}
    assert found[Domain("IQG11")].current.value == 40
    for empty in (Domain("IQ"), Domain("IQG02")):
        assert (found[empty].baseline, found[empty].current) == (None, None)
        assert found[empty].refused is Reason.NO_BASELINE
    assert found[Domain("IQ", Group.read("sex=f"))].current.value == 9


def test_an_indicator_that_waits_for_a_round_says_so_only_where_nobody_was_asked():
    asked = replace(SUBJECT, pillar="P1", construct="attitude")
    assert {p.refused for p in pair_values(asked, [], [], WINDOWS, ["IQ", "IQG11"], SCOPES)} == {
        Reason.NO_ROUND
    }
    erbil, country = pair_values(asked, [figure("2022", 5)], [], WINDOWS, ["IQ", "IQG11"], SCOPES)[
        ::-1
    ]
    assert erbil.refused is Reason.NO_BASELINE
    assert country.current.value == 5


def test_two_rounds_of_one_time_that_say_otherwise_are_a_conflict():
    one, two = (
        replace(figure("2022", value), round=code) for value, code in ((50, "a"), (60, "b"))
    )
    assert pair(figure("2020", 2), one, two).refused is Reason.CONFLICTING_VALUES
    assert pair(figure("2020", 2), one, replace(two, value=50.04)).refused is None


def test_a_place_is_held_against_no_other_places_target():
    goals = [target("target", 50, "2024", "IQG11"), target("milestone", 30, "2022", "IQG11")]
    erbil, country = pair_values(SUBJECT, [], goals, WINDOWS, ["IQ", "IQG11"], SCOPES)[::-1]
    assert (erbil.target.value, erbil.milestone.value) == (50, 30)
    assert (country.target, country.milestone) == (None, None)
