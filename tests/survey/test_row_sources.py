"""The same numbers from memory, from DuckDB, and from sums that were grouped elsewhere."""

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pytest

from conftest import CLUS1, design
from wps_eval import survey
from wps_eval.errors import DesignFaults
from wps_eval.survey import duck_rows
from wps_eval.survey.chisquare import chi_square
from wps_eval.survey.models import fit_model
from wps_eval.survey.row_sources import MemorySource

HERE = design(CLUS1, weight="uneven", psu="dnum", fpc="fpc")
BY = [(), "stype", ("stype", "awards")]
ITEMS = ["api00", "api00_gap", "enroll_gap"]


@pytest.fixture
def many(monkeypatch):
    """Let DuckDB group even a small table."""
    monkeypatch.setattr(duck_rows, "FEW_ROWS", 0)


def parquet(tmp_path, frame):
    path = tmp_path / "rows of the survey's file.parquet"
    connection = duckdb.connect()
    connection.register("frame", frame)
    literal = str(path).replace("'", "''")
    connection.execute(f"COPY (SELECT * FROM frame) TO '{literal}' (FORMAT parquet)")
    return path


def same(one, two):
    assert one.labels == two.labels
    np.testing.assert_allclose(one.estimate, two.estimate, rtol=1e-13)
    np.testing.assert_allclose(one.covariance, two.covariance, rtol=1e-10, atol=1e-12)
    np.testing.assert_array_equal(one.df, two.df)
    np.testing.assert_array_equal([one.n, one.n_missing], [two.n, two.n_missing])


def columns():
    return {"weight": "uneven", "psu": "dnum", "fpc": "fpc"}


@pytest.mark.parametrize("how", ["pandas", "polars", "parquet", "relation"])
@pytest.mark.usefixtures("many")
def test_duckdb_groups_to_the_same_numbers(tmp_path, how):
    rows = {
        "pandas": lambda: CLUS1,
        "polars": lambda: pl.DataFrame({name: CLUS1[name].to_numpy() for name in CLUS1}),
        "parquet": lambda: parquet(tmp_path, CLUS1),
        "relation": lambda: duckdb.from_df(CLUS1),
    }[how]()
    there = design(rows, **columns())
    assert isinstance(there.source, duck_rows.DuckSource)
    assert isinstance(HERE.source, MemorySource)
    here = HERE
    same(survey.mean(there, ITEMS, BY), survey.mean(here, ITEMS, BY))
    same(survey.total(there, ITEMS, BY), survey.total(here, ITEMS, BY))
    same(
        survey.ratio(there, "api00_gap", "enroll_gap", BY),
        survey.ratio(here, "api00_gap", "enroll_gap", BY),
    )
    same(
        survey.distribution(there, ["stype", "five"]), survey.distribution(here, ["stype", "five"])
    )
    deff = [survey.mean(each, ITEMS, BY, deff=True).deff for each in (there, here)]
    np.testing.assert_allclose(deff[0], deff[1], rtol=1e-10)
    one, two = (survey.quantile(each, "api00_gap", (0.2, 0.5), BY) for each in (there, here))
    same(one, two)
    assert chi_square(there, "stype", "awards").p == pytest.approx(
        chi_square(here, "stype", "awards").p
    )


@pytest.mark.usefixtures("many")
def test_many_domains_are_grouped_one_set_at_a_time(monkeypatch):
    whole = survey.mean(design(CLUS1, **columns()), ITEMS, BY)
    monkeypatch.setattr(duck_rows, "MOST_CELLS", 1)
    same(survey.mean(design(CLUS1, **columns()), ITEMS, BY), whole)


@pytest.mark.usefixtures("many")
def test_duckdb_finds_the_same_faults():
    frame = CLUS1.assign(
        half=np.where(CLUS1["row"] % 2 == 0, "a", "b"), pw=CLUS1["pw"].where(CLUS1["row"] != 3)
    )
    with pytest.raises(DesignFaults) as caught:
        design(frame, stratum="half", psu="dnum")
    assert {fault.code for fault in caught.value.faults} == {"psu_in_two_strata", "bad_weight"}


@pytest.mark.usefixtures("many")
def test_a_closed_connection_reads_nothing_else(tmp_path):
    made = design(parquet(tmp_path, CLUS1), **columns())
    other = parquet(tmp_path / "..", CLUS1)
    with pytest.raises(duckdb.Error):
        made.source.connection.execute(f"SELECT * FROM read_csv('{other.parent}/x.csv')")
    assert not made.source.connection.execute(
        "SELECT current_setting('autoinstall_known_extensions')"
    ).fetchone()[0]


def test_a_file_that_is_not_parquet_is_told_so(tmp_path):
    path = tmp_path / "rows.parquet"
    path.write_text("no", encoding="utf-8")
    with pytest.raises(DesignFaults, match="cannot be read as Parquet"):
        design(path, psu="dnum")
    with pytest.raises(DesignFaults, match="no file"):
        design(tmp_path / "other.parquet", psu="dnum")


def test_sums_that_were_grouped_elsewhere():
    parts = []
    for item in ITEMS:
        held = CLUS1.assign(
            item=item, n=CLUS1[item].notna().astype(int), missing=CLUS1[item].isna().astype(int),
            weight=CLUS1["uneven"].where(CLUS1[item].notna(), 0.0),
            total=(CLUS1["uneven"] * CLUS1[item]).fillna(0.0),
            square=(CLUS1["uneven"] * CLUS1[item] ** 2).fillna(0.0), stratum="all",
        )  # fmt: skip
        keys = ["stratum", "dnum", "stype", "awards", "fpc", "item"]
        parts.append(
            held.groupby(keys)[["n", "missing", "weight", "total", "square"]].sum().reset_index()
        )
    table = pd.concat(parts, ignore_index=True)
    there = survey.Design.from_psu_table(table, psu="dnum", fpc="fpc")
    same(survey.mean(there, ITEMS, BY), survey.mean(design(CLUS1, **columns()), ITEMS, BY))
    with pytest.raises(DesignFaults, match="grouped elsewhere"):
        survey.quantile(there, "api00")
    with pytest.raises(DesignFaults, match="no column 'square'"):
        survey.Design.from_psu_table(table.drop(columns="square"), psu="dnum")


ROW_BY_ROW = {
    "logit": lambda d: fit_model(d, "wide ~ api99", family="binomial").estimate,
    "calibration": lambda d: (
        survey.calibrate(d, margins={"stype": {"E": 4421.0, "H": 755.0, "M": 1018.0}}).weights
    ),
    "reliability": lambda d: [survey.reliability(d, ["api99", "api00"]).alpha],
    "weights": lambda d: d.weights,
    "another column": lambda d: (
        survey.mean(d.with_columns({"made": np.arange(len(CLUS1))}), "made", "stype").se
    ),
    "unweighted": lambda d: survey.mean(d.unweighted(), "api00", "awards").estimate,
}


@pytest.mark.parametrize("what", ROW_BY_ROW)
@pytest.mark.parametrize("how", ["pandas", "parquet", "words"])
@pytest.mark.usefixtures("many")
def test_how_many_rows_there_are_never_changes_what_can_be_done(tmp_path, how, what):
    words = CLUS1.assign(dnum="village " + CLUS1["dnum"].astype(str).str.zfill(4))
    rows = {
        "pandas": lambda: CLUS1,
        "parquet": lambda: parquet(tmp_path, CLUS1),
        "words": lambda: words.astype({"dnum": "category"}),
    }[how]()
    there = design(rows, **columns())
    assert isinstance(there.source, duck_rows.DuckSource)
    np.testing.assert_allclose(ROW_BY_ROW[what](there), ROW_BY_ROW[what](HERE), rtol=1e-12)


@pytest.mark.parametrize("how", ["pandas", "parquet"])
@pytest.mark.usefixtures("many")
def test_each_row_may_be_a_unit_of_many_rows_too(tmp_path, how):
    rows = CLUS1 if how == "pandas" else parquet(tmp_path, CLUS1)
    there = survey.mean(design(rows, weight="uneven"), "api00", "stype")
    same(there, survey.mean(design(CLUS1, weight="uneven"), "api00", "stype"))
    # hand: 183 rows, each a unit of one stratum
    assert survey.mean(design(rows, weight="uneven"), "api00").df[0] == 182
