"""A second plan is a second folder: published results of a training programme, recomputed."""

from pathlib import Path

import pytest

from wps_eval.change.rating_default import Cuts
from wps_eval.change.rows import verdict_rows
from wps_eval.codes import Rule
from wps_eval.disclosure.release import release
from wps_eval.disclosure.small_counts import SmallCounts
from wps_eval.indicators.gather import gather
from wps_eval.indicators.rows import estimate_rows
from wps_eval.plan import load_plan
from wps_eval.results.store import frame
from wps_eval.study import load_study

HOUSE = Path(__file__).parents[2]
STUDY = load_study(HOUSE / "params" / "harmonia-2023.yml")
GOT = gather(STUDY, load_plan(HOUSE / "data" / STUDY.plan), HOUSE / "data" / STUDY.figures)
ROWS = list(verdict_rows("h", GOT.pairs, at_end=True, rule=Rule.DEFAULT, cuts=Cuts(), smallest=0.0))


def test_the_published_means_come_out():
    # unweighted mean of ten areas: 66.366 to 78.136
    row = next(r for r in ROWS if r["indicator"] == "I1.2.1-b" and r["place"] == "ALL")
    assert row["baseline"] == pytest.approx(66.366, abs=5e-4)
    assert row["current"] == pytest.approx(78.136, abs=5e-4)
    assert row["difference"] == pytest.approx(11.770, abs=5e-4)
    areas = [r for r in ROWS if r["indicator"] == "I1.2.1-b" and r["place"] != "ALL"]
    assert [r["change"] for r in areas] == ["increased"] * 10


def test_a_baseline_inside_the_programme_is_computed_and_not_rated():
    row = next(r for r in ROWS if r["indicator"] == "I1.2.1-b" and r["place"] == "ALL")
    assert (row["status"], row["reason"]) == ("not_assessable", "baseline_after_start")


def test_six_and_sixteen_providers_are_too_few_to_show():
    table = frame("estimates", estimate_rows("h", GOT.figures, GOT.subjects, GOT.pairs))
    out = release({"estimates": table}, SmallCounts(), person_counts=(), sensitive=())["estimates"]
    few = out[out["indicator"] == "I1.3.1-a"]
    assert list(few["state"]) == ["suppressed", "suppressed"]
    assert few["estimate"].isna().all()


def test_nothing_was_found_wrong():
    assert GOT.faults == ()
