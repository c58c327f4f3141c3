"""A second plan is a second folder: published results of a training programme, recomputed."""

from pathlib import Path

import pytest

from in_memory import measure
from wps_eval.disclosure.release import Policy, release
from wps_eval.disclosure.small_counts import SmallCounts
from wps_eval.indicators.subject_rows import subject_rows
from wps_eval.indicators.value_rows import value_rows
from wps_eval.results.store import frame
from wps_eval.workspace.opened import open_workspace

GOT = measure(open_workspace("harmonia-2023", Path(__file__).parents[2]))
ROWS = GOT.verdicts


def test_the_published_means_come_out():
    # unweighted mean of ten areas: 66.366 to 78.136
    row = next(r for r in ROWS if r["indicator"] == "I1.2.1-b" and r["place"] == "ALL")
    assert row["baseline"] == pytest.approx(66.366, abs=5e-4)
    assert row["current"] == pytest.approx(78.136, abs=5e-4)
    assert row["difference"] == pytest.approx(11.770, abs=5e-4)
    areas = [
        r
        for r in ROWS
        if r["indicator"] == "I1.2.1-b" and r["place"].startswith("A") and r["place"] != "ALL"
    ]
    assert [r["change"] for r in areas] == ["increased"] * 10


def test_a_baseline_inside_the_programme_is_computed_and_not_rated():
    row = next(r for r in ROWS if r["indicator"] == "I1.2.1-b" and r["place"] == "ALL")
    assert (row["status"], row["reason"]) == ("not_assessable", "baseline_after_start")


def test_six_and_sixteen_providers_are_too_few_to_show():
    tables = {
        "estimates": frame("estimates", value_rows("h", GOT.values, GOT.subjects)),
        "subjects": frame("subjects", subject_rows(GOT.subjects, GOT.values)),
    }
    out = release(tables, Policy(SmallCounts()))["estimates"]
    few = out[out["indicator"] == "I1.3.1-a"]
    assert list(few["state"]) == ["suppressed", "suppressed"]
    assert few["estimate"].isna().all()


def test_nothing_was_found_wrong():
    assert GOT.register.faults == GOT.faults == ()
