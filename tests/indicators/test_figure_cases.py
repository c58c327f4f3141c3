"""Time, places, groups, units and targets of figures: small inputs with the outcome that is right.

The study, unless a case says otherwise: the mid-term of 2021 and 2022 of Iraq's plan. All numbers are
made up. M is the milestone on the straight line from baseline to target, R the on-track ratio.
"""

import pytest

from in_english import english
from in_memory import HOUSE, lay_figures, measure, verdict_of
from wps_eval.workspace.opened import open_workspace

CASES = HOUSE / "tests/cases/figures"
TARGETS = (CASES / "targets.csv").read_text(encoding="utf-8").partition("\n")[2]


@pytest.fixture(scope="module")
def workbench(tmp_path_factory):
    """One workbench with the targets of the cases; each case lays its own figures into it."""
    return lay_figures(
        tmp_path_factory.mktemp("cases"), "", targets=padded(TARGETS), places="[IQ, IQG11, IQG15]"
    )


def padded(targets):
    return "".join(line + ",,,,\n" for line in targets.splitlines())


@pytest.fixture
def case(workbench):
    """Lay the figures of a case and measure."""

    def laid(name):
        (file,) = CASES.glob(f"{name}-*.csv")
        return of_text(workbench, file.read_text(encoding="utf-8"))

    return laid


def of_text(workbench, text):
    (workbench / "data/figures/f.csv").write_text(text, encoding="utf-8")
    return measure(open_workspace("midterm-2022", workbench))


def told(got, code):
    """Give the one fault of a code in English, and whether it blocks."""
    (fault,) = [fault for fault in got.register.faults if fault.code == code]
    return english(fault), fault.blocks


def blocking(got):
    return [fault.code for fault in (*got.register.faults, *got.faults) if fault.blocks]


NUMBERS = [
    # indicator, place, group; baseline, current, its date, difference, change, status, reason
    ("F01", ("I1.1.1-01-a", "IQ", ""), (10, 24, "2022", 14, "increased", "achieved", "")),
    ("F02", ("I1.1.2-04-a", "IQ", ""), (10, 24, "2022", 14, "increased", "not_assessable", "no_target")),
    ("F05", ("I1.1.2-01-a", "IQ", ""), (8, 12, "2022", 4, "increased", "on_track", "")),
    ("F07", None, (120, 170, "2022", 50, "increased", "not_assessable", "no_target")),
    ("F09", ("I1.1.2-02-a", "IQ", ""), (0, 6, "2022", 6, "increased", "not_assessable", "no_target")),
    ("F10", ("I1.1.1-03-a", "IQ", ""), (100, 130, "2022", 30, "increased", "on_track", "")),
    ("F10", ("I1.1.1-03-a", "IQG11", ""), (30, 40, "2022", 10, "increased", "not_assessable", "out_of_scope")),
    ("F12", ("I1.1.3-a", "IQG15", ""), (50, 30, "2022", -20, "decreased", "not_assessable", "no_target")),
    ("F14", ("I2.2.2-02-a", "IQG11", ""), (45, 47, "2022", 2, "increased", "not_assessable", "out_of_scope")),
    ("F15", ("I1.1.3-07-b", "IQG11", ""), (30, 40, "2022", 10, "increased", "acceleration_needed", "")),
    ("F15", ("I1.1.3-07-b", "IQ", ""), None),
    ("F18", ("I3.1.1-01-b", "IQ", "sex=f"), (60, 80, "2022", 20, "increased", "not_assessable", "no_target")),
    ("F19", ("I2.1.3-04-a", "IQ", ""), (10, 20, "2022", 10, "increased", "not_assessable", "no_target")),
    ("F25", ("I2.2.2-02-b", "IQ", ""), (26, 35, "2022", 9, "increased", "on_track", "")),
]  # fmt: skip


def only_indicator(name):
    (file,) = CASES.glob(f"{name}-*.csv")
    return file.read_text(encoding="utf-8").splitlines()[1].partition(",")[0]


@pytest.mark.parametrize(("name", "key", "wanted"), NUMBERS)
def test_the_right_value_is_compared_with_the_right_target(case, name, key, wanted):
    got = case(name)
    assert blocking(got) == []
    row = verdict_of(got, *(key or (only_indicator(name), "IQ", "")))
    if wanted is None:
        assert (row["status"], row["reason"]) == ("not_assessable", "out_of_scope")
        return
    baseline, current, day, difference, *codes = wanted
    assert [row["change"], row["status"], row["reason"]] == codes
    assert row["current_date"] == day
    assert [row["baseline"], row["current"], row["difference"]] == [
        pytest.approx(number) for number in (baseline, current, difference)
    ]


@pytest.mark.parametrize(
    ("name", "place", "milestone", "ratio"),
    [
        ("F05", "IQ", 12, 1.0),  # M = 8 + 8 x 2/4; R = 4/4
        ("F10", "IQ", 125, 1.2),  # M = 100 + 50 x 2/4; R = 30/25
        ("F14", "IQ", 33, 9 / 7),  # M = 26 + 14 x 2/4; R = 9/7
        ("F15", "IQG11", 45, 2 / 3),  # M = 30 + 30 x 2/4; R = 10/15
        ("F25", "IQ", 34, 9 / 8),  # M = 26 + 16 x 2/4; R = 9/8
    ],
)
def test_milestones_and_ratios_by_hand(case, name, place, milestone, ratio):
    row = verdict_of(case(name), only_indicator(name), place)
    assert (row["milestone"], row["progress_ratio"]) == pytest.approx((milestone, ratio))


def test_f01_twelve_months_are_told_as_what_they_are(case):
    row = verdict_of(case("F01"), "I1.1.1-01-a")
    assert (row["current_sum"], row["baseline_sum"]) == ("12 month", "")


def test_f03_five_months_are_no_year(case):
    row = verdict_of(case("F03"), only_indicator("F03"))
    assert (row["difference"], row["change"]) == (None, "cannot_tell")
    assert (row["status"], row["reason"]) == ("not_assessable", "period_incomplete")
    assert (row["lacking_of"], row["lacking"]) == ("12 month", "2022-06-01/2022-12-31")


def test_f04_a_month_is_not_held_against_a_year(case):
    row = verdict_of(case("F04"), only_indicator("F04"))
    assert (row["difference"], row["change"]) == (None, "cannot_tell")
    assert (row["status"], row["reason"]) == ("not_assessable", "span_differs")


def test_f06_months_that_make_more_than_their_year_are_a_fault(case):
    worded, blocks = told(case("F06"), "parts_above_whole")
    assert blocks
    assert "make 24, more than 22 for '2022', in f.csv, rows 3 to 15" in worded.found
    assert "row 15" in worded.where


def test_f08_two_values_of_one_last_day_are_a_conflict(case):
    got = case("F08")
    worded, blocks = told(got, "two_final_values")
    assert blocks
    assert "rows 3 to 4" in worded.found
    assert verdict_of(got, only_indicator("F08"))["reason"] == "conflicting_values"


def test_f09_totals_by_month_and_year_are_asked_about_and_hold_nothing_up(case):
    worded, blocks = told(case("F09"), "total_or_own")
    assert not blocks
    assert "rows 3 to 4" in worded.found
    assert "row 2" not in worded.found  # 2021 begins at the plan's start


def test_f12_two_governorates_are_not_the_country(case):
    row = verdict_of(case("F12"), "I1.1.3-a")
    assert (row["baseline"], row["current"]) == (None, None)
    assert (row["status"], row["reason"]) == ("not_assessable", "parts_missing")
    assert row["lacking_of"] == "18 IQ-18"
    assert len(row["lacking"].split(";")) == 16
    assert not {"IQG02", "IQG15"} & set(row["lacking"].split(";"))  # Basra and Ninewa are there


def test_f13_women_alone_are_not_everybody(case):
    got = case("F13")
    code = only_indicator("F13")
    row = verdict_of(got, code)
    assert (row["baseline"], row["current"], row["status"]) == (None, None, "not_assessable")
    women = verdict_of(got, code, group="sex=f")
    assert (women["baseline"], women["current"]) == (60, 70)


@pytest.mark.parametrize(
    ("name", "code", "blocks", "found", "where"),
    [
        ("F16", "places_above_whole", True, ("400", "130", "row 5", "row 3"), "row 3"),
        ("F17", "groups_above_whole", True, ("170", "100"), ""),
        ("F20", "fraction_or_percentage", False, ("0.35",), "row 3"),
        ("F21", "percent_on_a_count", True, ("35%",), "row 3, column value"),
        ("F22", "not_whole", True, ("1.234", "women"), "row 3"),
    ],
)
def test_doubtful_numbers_are_told_by_file_and_row(case, name, code, blocks, found, where):
    worded, holds_up = told(case(name), code)
    assert holds_up is blocks
    assert [text for text in found if text not in worded.found] == []
    assert where in worded.where
    assert worded.remedy


def test_f20_the_percentage_that_was_probably_meant_is_named(case):
    worded, _ = told(case("F20"), "fraction_or_percentage")
    assert "write 35;" in worded.remedy


def test_f23_yes_and_no_are_one_and_nought(case):
    got = case("F23")
    faults = [fault for fault in got.register.faults if fault.code == "not_yes_or_no"]
    assert [fault.where.row for fault in faults] == [3, 4, 5]
    assert {fault.where.file for fault in got.register.faults} == {"f.csv"}
    assert "yes (1) or no (0)" in english(faults[0]).expected


def test_f24_yes_and_no_are_read_in_three_languages(case):
    got = case("F24")
    assert blocking(got) == []
    for code in ("I2.1.2-01-b", "I2.2.3-01-a", "I2.1.4-03-a"):
        row = verdict_of(got, code)
        assert (row["baseline"], row["current"], row["change"]) == (0, 1, "increased")
