"""The reference samples and designs, as `tests/reference/samples.R` makes them."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from wps_eval import survey
from wps_eval.survey import duck_rows

REFERENCE = Path(__file__).parents[1] / "reference"
STATISTICS = {
    entry["id"]: entry
    for file in ("survey.json", "further.json")
    for entry in json.loads((REFERENCE / file).read_text(encoding="utf-8"))["statistics"]
}


def prepared(name):
    frame = pd.read_csv(REFERENCE / "data" / f"{name}.csv", dtype={"dnum": str, "snum": str})
    row = np.arange(1, len(frame) + 1)
    return frame.assign(
        row=row,
        each=row,
        one=1.0,
        api00_gap=frame["api00"].where(row % 7 != 0),
        enroll_gap=frame["enroll"].where(row % 5 != 0),
        five=np.searchsorted([500, 600, 700, 800], frame["api00"], side="right") + 1,
        smooth=frame["api00"] + row / 1000,
        now=np.searchsorted([600, 700], frame["api00"], side="right") + 1,
        then=np.searchsorted([600, 700], frame["api99"], side="right") + 1,
        wide=(frame["sch.wide"] == "Yes").astype(float),
        rare=np.isin(row, [3, 60, 120]).astype(float),
        never=0.0,
        uneven=frame["pw"] * (1 + (row % 4) / 2),
    )


def place(frame):
    return frame.groupby("stype").cumcount()


STRAT, CLUS1, CLUS2 = (prepared(name) for name in ("apistrat", "apiclus1", "apiclus2"))
STRAT["of_mean_one"] = STRAT["uneven"] / STRAT["uneven"].mean()
STRAT["group"] = STRAT["stype"] + (place(STRAT) // 5).astype(str)
PAIRS = STRAT[place(STRAT) < 10].assign(half=lambda d: d["stype"] + (place(d) // 5).astype(str))
LONE = STRAT[(STRAT["stype"] != "H") | (STRAT.index == STRAT.index[STRAT["stype"] == "H"][0])]
SECOND = STRAT.assign(wave=2, api00=STRAT["api00"] + (STRAT["row"] % 11) * 3)
LONE = LONE.assign(
    dom=np.where(
        LONE["row"] == LONE.loc[LONE["stype"] == "M", "row"].iloc[0],
        "a",
        np.where((LONE["stype"] != "M") & (LONE["row"] % 3 == 0), "a", "b"),
    )
)
ORDER = CLUS1["dnum"].astype(int).rank(method="dense").astype(int)
CLUS1["part"] = np.select([ORDER <= 2, ORDER <= 5], ["few", "some"], "rest")
WAVES = pd.concat([STRAT.assign(wave=1), SECOND], ignore_index=True).assign(
    wave_stratum=lambda d: d["wave"].astype(str) + d["stype"], each=lambda d: d.index
)
STYPE = {"E": 4421.0, "H": 755.0, "M": 1018.0}
WIDE = {"Yes": 5122.0, "No": 1072.0}
API99 = {"api99": 3914069.0}


#: DuckDB groups by a column, so that there each row must be named
ROW_AS_UNIT = {"psu": survey.EACH_ROW}


def design(rows, **columns):
    named = {"weight": "pw", "stratum": survey.UNSTRATIFIED} | ROW_AS_UNIT | columns
    return survey.Design.from_rows(rows, kind="probability", **named)


def clus1(weight="uneven"):
    return design(CLUS1, weight=weight, psu="dnum", fpc="fpc")


def grouped():
    return design(STRAT, weight="uneven", stratum="stype", psu="group")


def replicated(made, replicates, **options):
    return made.with_replicates(replicates(made.units, **options))


def given():
    """Take 24 replicates that were made elsewhere; two parts of the sample lack a row in some of them."""
    made = clus1("pw")
    row, replicate = np.meshgrid(ORDER, np.arange(1, 25), indexing="ij")
    factor = np.where((row + replicate) % 5 < 2, 0.0, 1 + (row * replicate) % 3 / 2)
    first = np.unique(made.memory().unit, return_index=True)[1]
    return made.with_replicates(
        survey.Replicates(factor[first].T, 1 / 24, np.ones(24), "given", 24)
    )


MAKE = {
    "strat_fpc": lambda: design(STRAT, stratum="stype", fpc="fpc"),
    "strat_plain": lambda: design(STRAT, stratum="stype"),
    "strat_group": grouped,
    "srs": lambda: design(STRAT),
    "clus1_fpc": lambda: clus1("pw"),
    "clus1_plain": lambda: design(CLUS1, weight="uneven", psu="dnum"),
    "clus2_fpc": lambda: design(CLUS2, psu="dnum", ssu="snum", fpc="fpc1", fpc_ssu="fpc2"),
    "clus2_plain": lambda: design(CLUS2, psu="dnum"),
    "pairs": lambda: design(PAIRS, stratum="stype", psu="half"),
    "waves_apart": lambda: design(WAVES, stratum="wave_stratum"),
    "waves_panel": lambda: design(WAVES, stratum="stype", psu="row"),
    "jk1": lambda: replicated(clus1("pw"), survey.jackknife),
    "jkn": lambda: replicated(grouped(), survey.jackknife),
    "brr": lambda: replicated(MAKE["pairs"](), survey.brr),
    "fay": lambda: replicated(MAKE["pairs"](), survey.brr, fay=0.3),
    "linear": lambda: survey.calibrate(
        clus1(), margins={"stype": STYPE}, totals=API99, method="linear"
    ),
    "raking": lambda: survey.calibrate(
        clus1(), margins={"stype": STYPE, "sch.wide": {"Yes": 5122.0, "No": 1072.0}}
    ),
    "logit": lambda: survey.calibrate(
        clus1("pw"), margins={"stype": STYPE}, totals=API99, method="logit", bounds=(0.6, 1.6)
    ),
    "poststrat": lambda: survey.calibrate(clus1(), margins={"stype": STYPE}),
    "linear_group": lambda: survey.calibrate(
        grouped(),
        margins={"sch.wide": {"Yes": 5122.0, "No": 1072.0}},
        totals=API99,
        method="linear",
    ),
    "given": given,
    "jk1_calibrated": lambda: replicated(
        survey.calibrate(
            design(CLUS1, psu="dnum"), margins={"stype": STYPE}, totals=API99, method="linear"
        ),
        survey.jackknife,
    ),
    "jkn_raked": lambda: survey.calibrate(
        MAKE["jkn"](), margins={"stype": STYPE, "sch.wide": {"Yes": 5122.0, "No": 1072.0}}
    ),
}


MAKE |= {
    "mean_one": lambda: design(STRAT, weight="of_mean_one", stratum="stype", psu="group"),
    "cut_raking": lambda: survey.calibrate(
        clus1(), margins={"stype": STYPE, "sch.wide": WIDE}, bounds=(0.2, 1.05)
    ),
    "cut_linear": lambda: survey.calibrate(
        clus1("pw"), margins={"stype": STYPE}, totals=API99, method="linear", bounds=(0.5, 1.6)
    ),
    "trim_raking": lambda: survey.trim(MAKE["raking"](), low=20, high=55),
    "trim_linear": lambda: survey.trim(MAKE["linear"](), high=60),
}
#: designs that need each row: weights made from rows, replicates by row
MEMORY_ONLY = {
    *("linear", "raking", "logit", "poststrat", "linear_group", "given"),
    *("jk1_calibrated", "jkn_raked", "cut_raking", "cut_linear", "trim_raking", "trim_linear"),
}


@pytest.fixture(scope="session")
def made_in_memory():
    return {name: make() for name, make in MAKE.items()}


@pytest.fixture(scope="session")
def made(made_in_memory):
    return made_in_memory


@pytest.fixture(scope="session")
def both_engines(made_in_memory):
    """The designs with their rows in memory, and again with DuckDB grouping them."""
    grouped_by_duckdb = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(duck_rows, "FEW_ROWS", 0)
        patch.setitem(ROW_AS_UNIT, "psu", "each")
        for name, make in MAKE.items():
            made_there = make()
            if name in MEMORY_ONLY:  # DuckDB gives the rows back, in their order
                weights = made_in_memory[name].weights
                np.testing.assert_allclose(made_there.weights, weights, rtol=1e-12)
            else:
                grouped_by_duckdb[name] = made_there
                assert isinstance(made_there.source, duck_rows.DuckSource), name
    return {"memory": made_in_memory, "duckdb": grouped_by_duckdb}


def pytest_collection_modifyitems(items):
    """Leave out what cannot be: DuckDB under a design that needs each row."""
    items[:] = [item for item in items if not _needs_rows_that_duckdb_keeps(item)]


def _needs_rows_that_duckdb_keeps(item):
    chosen = getattr(getattr(item, "callspec", None), "params", {})
    return chosen.get("made") == "duckdb" and chosen.get("name") in MEMORY_ONLY
