"""The reference samples and designs, as `tests/reference/samples.R` makes them."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from wps_eval import survey

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
        one=1.0,
        api00_gap=frame["api00"].where(row % 7 != 0),
        enroll_gap=frame["enroll"].where(row % 5 != 0),
        five=np.searchsorted([500, 600, 700, 800], frame["api00"], side="right") + 1,
        wide=(frame["sch.wide"] == "Yes").astype(float),
        rare=np.isin(row, [3, 60, 120]).astype(float),
        never=0.0,
        uneven=frame["pw"] * (1 + (row % 4) / 2),
    )


def place(frame):
    return frame.groupby("stype").cumcount()


STRAT, CLUS1, CLUS2 = (prepared(name) for name in ("apistrat", "apiclus1", "apiclus2"))
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
    wave_stratum=lambda d: d["wave"].astype(str) + d["stype"]
)
STYPE = {"E": 4421.0, "H": 755.0, "M": 1018.0}
API99 = {"api99": 3914069.0}


def design(rows, **columns):
    named = {"weight": "pw", "stratum": survey.UNSTRATIFIED, "psu": survey.EACH_ROW} | columns
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


@pytest.fixture(scope="session")
def made():
    return {name: make() for name, make in MAKE.items()}
