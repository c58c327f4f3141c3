"""More figures of the kinds that the cases show: time, bodies, revisions, baselines, scopes, bad input.

The study is the mid-term of 2021 and 2022 of Iraq's plan; all numbers are made up.
"""

import csv
import io

import pytest

from in_english import english
from in_memory import HOUSE, lay_figures, measure, verdict_of
from wps_eval.errors import PlanFaults
from wps_eval.workspace.opened import open_workspace

FLOW, STOCK, CUMULATIVE, SHARE, STEP = (
    "I1.1.1-01-a", "I1.1.1-03-a", "I1.1.2-02-a", "I2.2.2-02-a", "I1.2.1-01-a",
)  # fmt: skip


@pytest.fixture(scope="module")
def workbench(tmp_path_factory):
    return lay_figures(tmp_path_factory.mktemp("kinds"), "", places="[IQ, IQG11]")


@pytest.fixture
def of(workbench):
    """Measure some figures: rows of indicator, date, value and further columns by name."""

    def measured(*rows, targets="", **changed):
        fields = ["indicator", "place", "date", "value", "status", "source"]
        extra = list(dict.fromkeys(name for row in rows for more in row[3:] for name in more))
        extra = [name for name in extra if name not in fields]
        text = io.StringIO()
        writer = csv.DictWriter(text, [*fields, *extra], lineterminator="\n")
        writer.writeheader()
        for indicator, when, value, *more in rows:
            base = {"indicator": indicator, "place": "IQ", "date": when, "value": value}
            further = {k: v for each in more for k, v in each.items()}
            writer.writerow(base | {"status": "final", "source": "Made up"} | further)
        (workbench / "data/figures/f.csv").write_text(text.getvalue(), encoding="utf-8")
        plan = workbench / "data/plan"
        kept = {name: (plan / f"{name}.csv").read_bytes() for name in ("targets", "indicators", "stages")
                if (plan / f"{name}.csv").is_file()}  # fmt: skip
        try:
            if targets:
                with (plan / "targets.csv").open("a", encoding="utf-8") as file:
                    file.write(targets)
            for name, change in changed.items():
                change(plan / f"{name}.csv")
            return measure(open_workspace("midterm-2022", workbench))
        finally:
            for name in ("targets", "indicators", "stages"):
                if name in kept:
                    (plan / f"{name}.csv").write_bytes(kept[name])
                else:
                    (plan / f"{name}.csv").unlink(missing_ok=True)

    return measured


def indicator(code, **cells):
    """Change cells of one indicator of the plan."""

    def change(path):
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
        names = list(dict.fromkeys([*rows[0], *cells]))
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, names, lineterminator="\n")
            writer.writeheader()
            writer.writerows(row | (cells if row["code"] == code else {}) for row in rows)

    return change


def codes(got, *, blocking=True):
    return sorted(fault.code for fault in got.register.faults if fault.blocks is blocking)


def ends(row):
    return row["baseline"], row["current"], row["reason"]


# -- time ------------------------------------------------------------------------------------------


def test_half_years_make_a_year_and_a_mix_of_lengths_is_a_sum_of_parts(of):
    halves = of((FLOW, "2020", 5), (FLOW, "2022-H1", 2), (FLOW, "2022-H2", 4))
    assert verdict_of(halves, FLOW)["current_sum"] == "2 half_year"
    mixed = of((FLOW, "2020", 5), (FLOW, "2022-H1", 2), (FLOW, "2022-Q3", 1), (FLOW, "2022-10", 1),
               (FLOW, "2022-11", 1), (FLOW, "2022-12", 1))  # fmt: skip
    row = verdict_of(mixed, FLOW)
    assert (row["current"], row["current_sum"]) == (6, "5 part")


def test_the_latest_complete_year_is_taken_and_a_later_incomplete_one_is_told(of):
    row = verdict_of(of((FLOW, "2020", 5), (FLOW, "2021", 7), (FLOW, "2022-01", 9)), FLOW)
    assert (row["current"], row["current_date"]) == (7, "2021")
    assert "later_incomplete" in row["warnings"]


def test_a_preliminary_part_makes_a_preliminary_sum_that_is_not_chosen(of):
    quarters = [(FLOW, f"2022-Q{n}", n) for n in (1, 2, 3)]
    got = of((FLOW, "2020", 5), *quarters, (FLOW, "2022-Q4", 4, {"status": "preliminary"}))
    assert verdict_of(got, FLOW)["reason"] == "period_incomplete"
    (total,) = [v for v in got.values if v.sum_of and v.indicator == FLOW]
    assert (total.value, str(total.status)) == (10, "preliminary")


def test_two_years_returned_as_one_are_no_year(of):
    row = verdict_of(of((FLOW, "2019/2020", 9), (FLOW, "2021/2022", 9)), FLOW)
    assert ends(row) == (None, None, "span_differs")


def test_a_school_year_is_compared_with_a_school_year(of):
    school = indicator(FLOW, per_starts="9")
    got = of((FLOW, "2019/2020", 30), (FLOW, "2021/2022", 45), indicators=school)
    row = verdict_of(got, FLOW)
    assert (row["baseline"], row["current"]) == (30, 45)
    assert row["current_date"] == "2021-09-01/2022-08-31"


def test_an_indicator_that_is_counted_by_quarter_is_compared_by_quarter(of):
    by_quarter = indicator(FLOW, per="quarter")
    got = of((FLOW, "2020-Q4", 3), (FLOW, "2022-10", 1), (FLOW, "2022-11", 2), (FLOW, "2022-12", 2),
             indicators=by_quarter)  # fmt: skip
    row = verdict_of(got, FLOW)
    assert (row["baseline"], row["current"], row["current_sum"]) == (3, 5, "3 month")


def test_a_share_of_what_happened_is_made_of_its_added_counts(of):
    """Half-years of 10 of 20 and 30 of 80 are 40 of 100, not the mean of 50 and 37.5."""
    of_flow = indicator(SHARE, of="flow")
    rows = [
        (SHARE, "2022-H1", "", {"numerator": 10, "denominator": 20}),
        (SHARE, "2022-H2", "", {"numerator": 30, "denominator": 80}),
    ]
    got = of((SHARE, "2020", 25), *rows, indicators=of_flow)
    assert verdict_of(got, SHARE)["current"] == pytest.approx(40)
    bare = of(
        (SHARE, "2020", 25), (SHARE, "2022-H1", 50), (SHARE, "2022-H2", 37.5), indicators=of_flow
    )
    assert verdict_of(bare, SHARE)["current"] is None


def test_days_of_a_period_may_be_given_in_place_of_a_date(of):
    days = {"period_start": "2022-01-01", "period_end": "2022-12-31"}
    assert verdict_of(of((FLOW, "2020", 5), (FLOW, "", 8, days)), FLOW)["current_date"] == "2022"
    half = of((FLOW, "2020", 5), (FLOW, "", 8, {"period_start": "2022-01-01"}))
    assert codes(half) == ["half_a_period"]


def test_a_count_since_a_day_of_its_own_needs_a_baseline(of):
    since = indicator(CUMULATIVE, since="2018-01-01")
    got = of((CUMULATIVE, "2020-12-31", 40), (CUMULATIVE, "2022-12-31", 55), indicators=since)
    assert ends(verdict_of(got, CUMULATIVE))[:2] == (40, 55)
    fell = of((CUMULATIVE, "2020-12-31", 40), (CUMULATIVE, "2022-12-31", 35), indicators=since)
    assert verdict_of(fell, CUMULATIVE)["reason"] == "falling_cumulative"


def test_an_old_current_value_is_told(of):
    early = of((STOCK, "2020", 5), (STOCK, "2021-12-30", 8))
    assert "old_current" in verdict_of(early, STOCK)["warnings"]
    later = of((STOCK, "2020", 5), (STOCK, "2021-12-31", 8))
    assert "old_current" not in verdict_of(later, STOCK)["warnings"]


# -- baselines -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("when", "faults", "baseline"),
    [("2021-06-30", [], 5), ("2021-07-01", ["not_late"], None), ("2020-12-31", ["not_late"], 5)],
)
def test_a_late_baseline_ends_up_to_six_months_after_the_start(of, when, faults, baseline):
    late = {"baseline": "late_baseline", "note": "first count"}
    got = of((STOCK, "2022", 8), (STOCK, when, 5, late))
    assert codes(got) == faults
    row = verdict_of(got, STOCK)
    if not faults:
        assert (row["baseline"], row["baseline_mark"]) == (baseline, "late_baseline")
        assert row["change"] == "increased"


def test_a_late_baseline_says_why_and_a_flow_has_none(of):
    assert codes(of((STOCK, "2021", 5, {"baseline": "late_baseline"}))) == ["late_without_reason"]
    late = {"baseline": "late_baseline", "note": "first count"}
    assert codes(of((FLOW, "2021", 5, late))) == ["late_flow"]


def test_a_reconstructed_baseline_carries_its_mark_and_one_from_memory_is_not_rated(of):
    how = {"method": "files counted again", "confidence": "moderate"}
    target = f"T-X,{STOCK},target,20,2024-12-31,official,,made up,clear,\n"
    made = of(
        (STOCK, "2020", 10, {"baseline": "reconstructed"} | how),
        (STOCK, "2022", 16),
        targets=target,
    )
    row = verdict_of(made, STOCK)
    assert (row["status"], row["baseline_mark"]) == ("on_track", "reconstructed")
    recalled = of(
        (STOCK, "2020", 10, {"baseline": "recall"} | how), (STOCK, "2022", 16), targets=target
    )
    row = verdict_of(recalled, STOCK)
    assert (row["status"], row["reason"]) == ("not_assessable", "recalled_baseline")
    assert codes(of((STOCK, "2020", 10, {"baseline": "reconstructed"}))) == [
        "reconstructed_without_method", "unknown_confidence",
    ]  # fmt: skip


def test_a_new_activity_had_nothing_before_it(of):
    new = {"evidence": "new_activity"}
    row = verdict_of(of((FLOW, "2020", 0, new), (FLOW, "2022", 8)), FLOW)
    assert (row["baseline"], row["difference"], row["relative_pct"]) == (0, 8, None)
    assert codes(of((FLOW, "2020", 3, new))) == ["new_activity_not_zero"]
    assert codes(of((STOCK, "2020", 0, new))) == ["new_activity_no_flow"]


# -- revisions and bodies --------------------------------------------------------------------------


def test_a_later_return_of_the_same_body_replaces_the_earlier(of):
    first = {"body": "MOI", "document": "Letter 1", "returned_on": "2023-01-10"}
    second = {"body": "Ministry of Interior", "document": "Letter 2", "returned_on": "2023-02-10"}
    got = of((STOCK, "2020", 5), (STOCK, "2022", 8, first), (STOCK, "2022-12-31", 9, second))
    assert (codes(got), verdict_of(got, STOCK)["current"]) == ([], 9)
    assert [str(v.status) for v in got.values if v.document == "Letter 1"] == ["superseded"]


def test_another_bodys_value_is_replaced_only_by_name(of):
    mine = {"body": "MOD", "document": "Letter 2", "returned_on": "2023-02-10"}
    theirs = {"body": "MOI", "document": "Letter 1", "returned_on": "2023-01-10"}
    got = of((STOCK, "2022", 8, theirs), (STOCK, "2022", 9, mine))
    assert codes(got) == ["two_final_values"]
    named = of((STOCK, "2022", 8, theirs), (STOCK, "2022", 9, mine | {"supersedes": "Letter 1"}))
    assert codes(named) == []
    lost = of((STOCK, "2022", 9, mine | {"supersedes": "Letter 7"}))
    assert codes(lost) == ["supersedes_nothing"]


def test_parts_of_main_bodies_are_added_when_all_are_there(of):
    plan = open_workspace("midterm-2022", HOUSE).plan
    code = next(
        i.code for i in plan.indicators if i.data_type == "flow" and len(plan.owners(i)) == 2
    )
    bodies = plan.owners(next(i for i in plan.indicators if i.code == code))
    rows = [(code, "2022", n, {"body": body, "part": "yes"}) for n, body in enumerate(bodies, 4)]
    both = of(*rows)
    (total,) = [v for v in both.values if v.sum_of == "2 body"]
    assert total.value == 4 + 5
    alone = of(rows[0])
    assert [v for v in alone.values if v.sum_of] == []
    assert verdict_of(alone, code)["current"] is None


# -- targets ---------------------------------------------------------------------------------------


def test_a_target_since_the_start_is_held_against_the_sum_so_far(of):
    """80 by the end: 15 + 25 of them after two of four years, M = 0 + 80 x 2/4 = 40: exactly on track."""
    target = f"T-X,{FLOW},target,80,2024-12-31,official,,made up,clear,,since_start\n"
    row = verdict_of(of((FLOW, "2021", 15), (FLOW, "2022", 25), targets=target), FLOW)
    assert (row["baseline"], row["current"], row["milestone"]) == (0, 40, pytest.approx(40))
    assert (row["progress_ratio"], row["status"]) == (pytest.approx(1), "on_track")
    part = verdict_of(of((FLOW, "2022", 25), targets=target), FLOW)
    assert (part["current"], part["lacking"]) == (25, "2021")


def test_growth_is_rated_on_the_underlying_count(of):
    """20 % more than 50 is 60; at mid-term half of it is due: M = 55, R = (56 - 50) / 5."""
    target = f"T-X,{STOCK},target,20,2024-12-31,official,,made up,clear,,growth_pct\n"
    row = verdict_of(of((STOCK, "2020", 50), (STOCK, "2022", 56), targets=target), STOCK)
    assert (row["milestone"], row["progress_ratio"]) == (pytest.approx(55), pytest.approx(1.2))
    nothing = verdict_of(of((STOCK, "2020", 0), (STOCK, "2022", 56), targets=target), STOCK)
    assert (nothing["status"], nothing["reason"]) == ("not_assessable", "zero_baseline")


@pytest.mark.parametrize(
    ("values", "due", "status", "told"),
    [
        ([1] * 18, "2022-12-31", "achieved", (18, 0, 0)),
        ([1] * 17 + [0], "2022-12-31", "not_achieved", (17, 1, 0)),
        ([1] * 17 + [0], "2024-12-31", "not_assessable", (17, 1, 0)),
        ([1] * 17 + [None], "2022-12-31", "not_assessable", (17, 0, 1)),
    ],
)
def test_a_target_of_every_governorate_is_told_in_the_country_s_row(of, values, due, status, told):
    target = f"T-X,{STOCK},target,1,{due},official,,made up,clear,,per_span,every,IQ-18\n"
    rows = [
        (STOCK, "2022", value, {"place": f"IQG{n:02}"})
        for n, value in enumerate(values, start=1)
        if value is not None
    ]
    row = verdict_of(of(*rows, targets=target), STOCK)
    counts = tuple(
        len(row[name].split(";")) if row[name] else 0
        for name in ("parts_met", "parts_not_met", "parts_not_in_data")
    )
    assert (row["status"], counts) == (status, told)


@pytest.mark.parametrize(
    ("now", "status"), [(3, "achieved"), (2, "on_track"), (1, "not_achieved"), (0, "regressed")]
)
def test_stages_are_held_against_the_stage_due(of, now, status):
    def staged(path):
        path.write_text(
            "code,indicator,stage,words,due\n"
            f"S1,{STEP},1,drafted,2021\nS2,{STEP},2,debated,2022\nS3,{STEP},3,adopted,2024\n",
            encoding="utf-8",
        )

    row = verdict_of(of((STEP, "2020-12-31", 1), (STEP, "2022-12-31", now), stages=staged), STEP)
    assert row["status"] == status
    beyond = of((STEP, "2022-12-31", 4), stages=staged)
    assert codes(beyond) == ["no_such_stage"]


# -- bad input: each a sentence, all at once --------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([(FLOW, "2022-01-01/2022-06-30", 3), (FLOW, "2022-Q2", 1), (FLOW, "2022-03-01/2022-08-31", 2)],
         ["overlapping_parts"]),
        ([(FLOW, "2022-03-31", 3)], ["flow_on_a_day"]),
        ([(STOCK, "2022", 3, {"group": "colour=red"})], ["unknown_group"]),
        ([(STOCK, "2022", 3, {"place": "Total"})], ["total_as_place"]),
        ([(STOCK, "2022", 3, {"place": "المجموع"})], ["total_as_place"]),
        ([(SHARE, "2022", "%%5%%")], ["not_a_number"]),
        ([(SHARE, "2022", "5%")], []),
        ([(STOCK, "1443 هـ", 3), (STOCK, "44926", 3), (STOCK, "12/31/2022", 3), (STOCK, "04/03/2022", 3)],
         ["day_or_month_first", "excel_serial", "hijri_year", "month_first"]),
        ([(STOCK, "2022", 3, {"body": "Ministry of Magic"})], ["unknown_body_name"]),
        ([(STOCK, "2022", 3, {"part": "perhaps"})], ["not_yes_or_no"]),
    ],
)  # fmt: skip
def test_what_cannot_be_is_a_sentence_each_and_all_at_once(of, rows, expected):
    got = of(*rows)
    assert codes(got) == expected
    for fault in got.register.faults:
        worded = english(fault)
        assert "f.csv" in worded.where
        assert worded.found
        assert worded.remedy


def test_a_target_of_a_place_that_there_is_not_is_told_with_its_row(of):
    target = f"T-X,{STOCK},target,80,2024-12-31,official,IQ-99,made up,clear,\n"
    with pytest.raises(PlanFaults) as raised:
        of((STOCK, "2022", 3), targets=target)
    (fault,) = raised.value.faults
    assert (fault.code, fault.where.column, fault.found) == ("dangling_code", "place", "IQ-99")


GOVERNORATES = [f"IQG{n:02}" for n in range(1, 19)]


def steps(answers):
    """Rows of a step that governorates return for themselves, and nobody for the country."""
    return [(STEP, "2022-06-30", value, {"place": place}) for place, value in answers.items()]


def rolled_up(of, answers, place="IQ"):
    row = verdict_of(of(*steps(answers)), STEP, place)
    parts = (row.get(f"parts_{kind}", "") for kind in ("met", "not_met", "not_in_data"))
    counts = tuple(len(cell.split(";")) if cell else 0 for cell in parts)
    return row["status"], row["reason"], counts


def test_a_milestone_that_governorates_alone_returned_is_told_as_n_of_n(of):
    # some of 18: nobody is rated by those who answered
    assert rolled_up(of, {"IQG02": "yes", "IQG11": "no"}) == (
        "not_assessable", "not_in_data", (1, 1, 16),
    )  # fmt: skip
    everybody = dict.fromkeys(GOVERNORATES, "yes")
    assert rolled_up(of, everybody) == ("achieved", "", (18, 0, 0))
    # Erbil, Sulaymaniyah and Dohuk make the Region
    assert rolled_up(of, everybody, "IQ-KR") == ("achieved", "", (3, 0, 0))
    # all 18 answered, one said no, and the activity ended in June 2021
    assert rolled_up(of, everybody | {"IQG15": "no"}) == ("not_achieved", "", (17, 1, 0))


def test_a_milestone_of_the_country_itself_is_not_told_by_its_parts(of):
    rows = [(STEP, "2022-06-30", "yes", {}), *steps({"IQG02": "no"})]
    row = verdict_of(of(*rows), STEP)
    assert (row["status"], row.get("parts_not_met", "")) == ("achieved", "")


def test_nothing_is_told_by_parts_where_no_part_returned(of):
    assert rolled_up(of, {}) == ("not_assessable", "no_current", (0, 0, 0))


@pytest.mark.parametrize(
    ("values", "status", "reason"),
    [
        ([("2022-06-30", "yes")], "achieved", ""),
        ([("2022-06-30", "no")], "not_achieved", ""),  # due in June 2021
        ([("2021-03-31", "yes"), ("2022-06-30", "yes")], "achieved", ""),
        ([("2021-03-31", "yes"), ("2022-06-30", "no")], "not_achieved", ""),
        ([("2012-12-31", "yes"), ("2022-06-30", "yes")], "achieved", ""),
        ([("2020-12-31", "yes")], "not_assessable", "no_current"),
    ],
)
def test_a_step_is_rated_without_knowing_what_it_was_before(of, values, status, reason):
    row = verdict_of(of(*((STEP, when, value) for when, value in values)), STEP)
    assert (row["status"], row["reason"]) == (status, reason)
    told = "start_unknown" in row["warnings"]
    assert told == (status != "not_assessable")
    assert row["state"] == ("shown" if told else "not_available")


def test_a_step_that_is_known_from_memory_only_is_not_rated(of):
    mark = {"baseline": "recall", "method": "interviews", "confidence": "low"}
    row = verdict_of(of((STEP, "2020-12-31", "no", mark), (STEP, "2022-06-30", "yes")), STEP)
    assert (row["status"], row["reason"]) == ("not_assessable", "recalled_baseline")
