"""A second plan, milestones, and commitments as targets: small inputs with the outcome that is right.

Verania does not exist; its plan has pillar codes of its own. All numbers are made up.
"""

import shutil
from datetime import date

import pytest

from in_english import english
from in_memory import HOUSE, lay_figures, measure, verdict_of
from wps_eval.codes import FigureStatus
from wps_eval.indicators.activity_rows import bodies_by_activity
from wps_eval.indicators.commitment_rows import commitment_rows, promises
from wps_eval.indicators.commitment_targets import spans_passed
from wps_eval.plan import load_plan
from wps_eval.plan.body_names import BodyNames
from wps_eval.plan.models import Commitment
from wps_eval.run.check import check_study
from wps_eval.sources.figure import Figure
from wps_eval.sources.returns import read_returns
from wps_eval.values import Domain, Span
from wps_eval.workspace.opened import open_workspace

CASES = HOUSE / "tests/cases/plan"


UNITS = (
    "code,counts,whole\npolice stations,things,yes\nwomen,people,yes\n%,people,no\n"
    "campaigns,things,yes\nreports,things,yes\n"
)


def lay_verania(folder, **files):
    """Lay the second plan with its figures and returns; further files of its plan by their name."""
    for name in ("params", "notebooks"):
        shutil.copytree(HOUSE / name, folder / name, dirs_exist_ok=True)
    shutil.copytree(CASES / "verania", folder / "data/verania")
    shutil.move(folder / "data/verania/verania-mid.yml", folder / "params/verania-mid.yml")
    for name, text in files.items():
        (folder / f"data/verania/plan/{name}.csv").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def verania(tmp_path_factory):
    folder = lay_verania(tmp_path_factory.mktemp("verania"))
    return folder, measure(open_workspace("verania-mid", folder))


@pytest.fixture(scope="module")
def iraq(tmp_path_factory):
    """The mid-term of Iraq's plan with the figures of the cases on milestones and rhythms."""
    folder = lay_figures(tmp_path_factory.mktemp("iraq"), "")
    for name in ("P09-yes-no", "P10-rhythm"):
        shutil.copy(CASES / f"{name}.csv", folder / "data/figures")
    (folder / "data/figures/f.csv").unlink()
    return measure(open_workspace("midterm-2022", folder))


def test_p01_check_finds_no_fault_in_a_plan_with_pillars_of_its_own(verania):
    folder, got = verania
    _, faults, _ = check_study("verania-mid", start=folder)
    assert [fault for fault in faults if fault.blocks] == []
    by_pillar = {"PEACE": [], "VOICE": []}
    for row in got.verdicts:
        if row["place"] == "VER" and row["group"] == "":
            by_pillar[row["pillar"]].append(row["indicator"])
    assert {pillar: len(codes) for pillar, codes in by_pillar.items()} == {"PEACE": 4, "VOICE": 3}


@pytest.mark.parametrize(
    ("indicator", "baseline", "current", "milestone", "ratio", "status", "reason"),
    [
        ("I1.1.1-01-a", 5.0, 7.2, 7, 2.2 / 2, "on_track", ""),
        # M = 2 + 18 x 2/4 = 11; R = 7/9
        ("I2.1.1-01-a", 2, 9, 11, 7 / 9, "acceleration_needed", ""),
        ("I1.1.1-a", 500, 720, None, None, "not_assessable", "no_target"),
    ],
)
def test_p04_verdicts_of_the_second_plan(
    verania, indicator, baseline, current, milestone, ratio, status, reason
):
    row = verdict_of(verania[1], indicator, "VER")
    assert (row["baseline"], row["current"]) == pytest.approx((baseline, current))
    assert (row["status"], row["reason"]) == (status, reason)
    assert (row["milestone"], row["progress_ratio"]) == (
        (None, None) if milestone is None else pytest.approx((milestone, ratio))
    )


@pytest.mark.parametrize(
    ("units", "people"),
    [("", True), (UNITS, False)],
)
def test_p05_what_a_unit_counts_is_said_by_the_plan(tmp_path, units, people):
    folder = lay_verania(tmp_path, **({"units": units} if units else {}))
    got = measure(open_workspace("verania-mid", folder))
    assert got.subjects["I1.1.1-01-b"].counts_people is people
    asked = [fault for fault in got.register.faults if fault.code == "no_units"]
    assert len(asked) == people  # told once, and only where there is no such file
    assert not any(fault.blocks for fault in asked)


def test_p06_a_milestone_counts_nobody_whatever_its_unit_is_called(verania):
    got = verania[1]
    row = verdict_of(got, "I1.1.1-01-c", "VER")
    assert (row["baseline"], row["current"], row["status"]) == (0, 1, "achieved")
    assert not got.subjects["I1.1.1-01-c"].counts_people


@pytest.mark.parametrize(
    ("last", "ratio", "status"), [(2, 1.0, "on_track"), (1, 0.75, "acceleration_needed")]
)
def test_p07_a_rhythm_is_a_target_since_the_start(tmp_path, last, ratio, status):
    folder = lay_verania(tmp_path)
    file = folder / "data/verania/figures/f.csv"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("I2.1.1-01-b,VER,2023,2,", f"I2.1.1-01-b,VER,2023,{last},"), encoding="utf-8"
    )
    row = verdict_of(measure(open_workspace("verania-mid", folder)), "I2.1.1-01-b", "VER")
    # one each half-year: 4 are due at the end of 2023, 8 at the end of 2025
    assert (row["baseline"], row["current"], row["milestone"]) == (0, 2 + last, 4)
    assert (row["target_value"], row["progress_ratio"], row["status"]) == (8, ratio, status)
    assert row["current_sum"] == "2 year"


@pytest.mark.parametrize(
    ("indicator", "status"),
    [
        ("I2.2.1-05-a", "achieved"),
        ("I2.2.1-05-d", "not_due"),  # due 2024
        ("I1.2.1-01-a", "not_achieved"),  # due June 2021
        ("I2.1.7-01-b", "met_at_baseline"),
        ("I2.2.1-01-a", "regressed"),  # due 2021
    ],
)
def test_p09_a_milestone_needs_no_published_target(iraq, indicator, status):
    row = verdict_of(iraq, indicator)
    assert row["status"] == status
    assert row["reason"] != "no_target"


@pytest.mark.parametrize(
    ("indicator", "so_far", "due", "whole", "ratio", "status"),
    [
        ("I2.1.4-08-b", 4, 4, 8, 1.0, "on_track"),  # one each half-year
        ("I2.1.4-01-a", 1, 2, 4, 0.5, "limited_progress"),  # one a year
    ],
)
def test_p10_the_plan_s_own_numbers_are_targets(iraq, indicator, so_far, due, whole, ratio, status):
    row = verdict_of(iraq, indicator)
    assert (row["current"], row["milestone"], row["target_value"]) == (so_far, due, whole)
    assert (row["progress_ratio"], row["status"]) == (ratio, status)


def test_p08_a_return_counts_for_a_body_that_is_called_by_a_spelling(tmp_path):
    folder = lay_verania(tmp_path)
    shutil.copy(CASES / "P08-activities.csv", folder / "data/verania/returns/activities.csv")
    assert [f for f in check_study("verania-mid", start=folder)[1] if f.blocks] == []
    plan = open_workspace("verania-mid", folder).plan
    names = BodyNames.of(plan)
    read = read_returns(folder / "data/verania/returns", bodies_by_activity(plan), names)
    assert [row.body for row in read.activities] == ["POL"]


def test_p11_a_row_of_the_framework_is_told_that_it_takes_no_figures(tmp_path):
    folder = lay_figures(tmp_path, (CASES / "P11-framework.csv").read_text(encoding="utf-8"))
    (fault,) = measure(open_workspace("midterm-2022", folder)).register.faults
    assert (fault.code, fault.known) == ("takes_no_figures", ())  # no other indicator is proposed
    assert "institutional framework" in english(fault).remedy


def kept_in(got, commitment, until=date(2022, 12, 31)):
    plan = load_plan(HOUSE / "data/plan")
    rows = commitment_rows("x", plan, got.values, got.subjects, until)
    return [
        (str(Span(r["period_start"], r["period_end"])), r["promised"], r["returned"], r["kept"])
        for r in rows
        if r["commitment"] == commitment
    ]


def test_p10_a_promise_is_kept_or_broken_span_by_span(iraq):
    assert kept_in(iraq, "N-08") == [
        ("2021", 1, 1, "kept"),
        ("2022", 1, 0, "broken"),
        ("2023", 1, None, "not_due"),
        ("2024", 1, None, "not_due"),
    ]


def test_p10_a_return_over_several_spans_is_held_against_the_number_of_all_of_them(iraq):
    kept = kept_in(iraq, "N-12")  # one each half-year, returned by year
    assert kept[:2] == [("2021", 2, 2, "kept"), ("2022", 2, 2, "kept")]
    assert [span for span, *_ in kept[2:4]] == ["2023-01-01/2023-06-30", "2023-07-01/2023-12-31"]


@pytest.mark.parametrize(
    ("rhythm", "plan_span", "starts"),
    [
        ("per_month", Span.stretch(2021, 11, 3), [(2021, 11), (2021, 12), (2022, 1)]),
        ("per_quarter", Span.year(2021), [(2021, 1), (2021, 4), (2021, 7), (2021, 10)]),
        ("per_half_year", Span.stretch(2021, 4, 18), [(2021, 4), (2021, 10), (2022, 4)]),
        ("per_year", Span.stretch(2021, 4, 30), [(2021, 4), (2022, 4)]),  # half a year is none
    ],
)
def test_a_rhythm_parts_the_plan_into_whole_spans(rhythm, plan_span, starts):
    promise = Commitment(
        code="N", value=1, comparator="exactly", period=rhythm, text="x", applies_to="I"
    )
    months = {"per_month": 1, "per_quarter": 3, "per_half_year": 6, "per_year": 12}[rhythm]
    found = promises(promise, [], plan_span, plan_span.start)
    assert [each.span for each in found] == [Span.stretch(*start, months) for start in starts]
    # the first span begins on the last day of the current period: it is under way, not to come
    assert [str(each.kept) for each in found] == ["under_way"] + ["not_due"] * (len(starts) - 1)


def test_whole_spans_are_counted_with_the_last_day():
    assert spans_passed(date(2021, 1, 1), date(2021, 3, 31), 1) == 3
    assert spans_passed(date(2021, 1, 1), date(2021, 3, 30), 1) == 2
    assert spans_passed(date(2021, 11, 1), date(2022, 10, 31), 3) == 4
    assert spans_passed(date(2021, 1, 1), date(2021, 1, 30), 1) == 0


def test_spans_without_a_return_are_not_in_the_data_under_way_or_not_due():
    promise = Commitment(
        code="N", value=1, comparator="exactly", period="per_half_year", text="x", applies_to="I"
    )
    found = promises(promise, [], Span.stretch(2021, 1, 24), date(2022, 3, 31))
    assert [str(each.kept) for each in found] == [
        "not_in_data",
        "not_in_data",
        "under_way",
        "not_due",
    ]
    more = Figure(
        indicator="I", domain=Domain("IQ"), span=Span.stretch(2021, 1, 6), value=3,
        status=FigureStatus.FINAL, source="A",
    )  # fmt: skip
    assert promises(promise, [more], Span.stretch(2021, 1, 6), date(2022, 3, 31))[0].kept == "kept"
