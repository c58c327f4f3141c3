"""Designs that come of designs: unweighted, stacked, kept in a file; nothing is lost on the way."""

import stat

import duckdb
import numpy as np
import pandas as pd
import pytest

from wps_eval import survey
from wps_eval.errors import DesignFaults
from wps_eval.survey.design_file import read_design, write_design
from wps_eval.survey.stack import stack


def rows(seed, fpc=40):
    draw = np.random.default_rng(seed)
    psu = np.repeat(np.arange(12), 5)
    return pd.DataFrame({
        "y": draw.normal(50, 10, 60), "psu": [f"u{i}" for i in psu], "stratum": [f"s{i // 4}" for i in psu],
        "w": draw.uniform(1, 3, 60), "N": fpc, "sex": draw.choice(["f", "m"], 60),
        "note": np.where(psu == 3, None, "x"),
    })  # fmt: skip


def design(frame, **changed):
    named = {"weight": "w", "stratum": "stratum", "psu": "psu", "fpc": "N"} | changed
    return survey.Design.from_rows(frame, kind="probability", **named)


def same(one, two):
    np.testing.assert_allclose(one.estimate, two.estimate, rtol=1e-14)
    np.testing.assert_allclose(one.covariance, two.covariance, rtol=1e-12)
    np.testing.assert_array_equal(one.df, two.df)
    assert one.labels == two.labels


def test_a_stack_keeps_weights_strata_units_and_population_counts():
    first, second = rows(1), rows(2)
    both = pd.concat([first.assign(wave=0), second.assign(wave=1)], ignore_index=True)
    stacked = stack([design(first), design(second)], "wave")
    same(
        survey.mean(stacked, "y", ["wave", ("wave", "sex")]),
        survey.mean(design(both), "y", ["wave", ("wave", "sex")]),
    )
    # without the population counts the error is greater: 12 of 40 units were drawn in each stratum
    bare = stack([design(first, fpc=""), design(second, fpc="")], "wave")
    assert (survey.mean(bare, "y").se > 1.02 * survey.mean(stacked, "y").se).all()


def test_columns_may_be_called_otherwise_in_each_round():
    first, second = (
        rows(1),
        rows(2).rename(columns={"psu": "cluster", "stratum": "layer", "w": "weight"}),
    )
    plain = stack([design(first), design(rows(2))], "wave")
    named = stack(
        [design(first), design(second, psu="cluster", stratum="layer", weight="weight")], "wave"
    )
    same(survey.mean(named, "y", "wave"), survey.mean(plain, "y", "wave"))


def test_weights_that_were_changed_since_are_stacked_as_they_are():
    trimmed = survey.trim(design(rows(1)), high=2.0)
    stacked = stack([trimmed, design(rows(2))], "wave")
    np.testing.assert_array_equal(stacked.weights[:60], trimmed.weights)


@pytest.mark.parametrize(
    "take", [lambda t: t.sample(frac=1, random_state=3), lambda t: t[t.index % 2 == 0]]
)
def test_each_row_keeps_its_weight_whatever_the_table_s_index(take):
    first, second = take(rows(1)), take(rows(2))
    plain = [design(table.reset_index(drop=True)) for table in (first, second)]
    same(
        survey.mean(stack([design(first), design(second)], "wave"), "y", "wave"),
        survey.mean(stack(plain, "wave"), "y", "wave"),
    )


@pytest.mark.parametrize(
    "other",
    [
        lambda: design(rows(2), fpc=""),
        lambda: design(rows(2), psu=survey.EACH_ROW),
        lambda: survey.Design.from_rows(rows(2), kind="convenience"),
    ],
)
def test_designs_that_cannot_be_one_are_refused(other):
    with pytest.raises(DesignFaults, match="parts of their design"):
        stack([design(rows(1)), other()], "wave")


def test_unweighted_keeps_strata_units_and_population_counts():
    one = design(rows(1)).unweighted()
    same(survey.mean(one, "y", "sex"), survey.mean(design(rows(1).assign(w=1.0)), "y", "sex"))
    assert survey.mean(one, "y").estimate[0] == pytest.approx(rows(1)["y"].mean())


def test_a_design_comes_back_from_its_file_and_only_its_owner_reads_it(tmp_path):
    kept = design(rows(1).assign(empty=None))
    path = write_design(kept, tmp_path / "private" / "round.parquet")
    back = read_design(path)
    same(
        survey.mean(back, "y", ["sex", ("sex", "stratum")]),
        survey.mean(kept, "y", ["sex", ("sex", "stratum")]),
    )
    pd.testing.assert_frame_equal(back.frame.isna(), kept.frame.isna())
    assert back.frame["psu"].tolist() == kept.frame["psu"].tolist()
    assert (back.kind, back.units.single_psu) == (kept.kind, kept.units.single_psu)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_bytes() == write_design(back, tmp_path / "again.parquet").read_bytes()


@pytest.mark.parametrize(
    ("kind", "psu"), [("census", ""), ("convenience", ""), ("training_intake", "psu")]
)
def test_designs_without_sampling_error_come_back_too(tmp_path, kind, psu):
    kept = survey.Design.from_rows(rows(1), kind=kind, weight=survey.EQUAL, psu=psu)
    back = read_design(write_design(kept, tmp_path / "r.parquet"))
    one, two = survey.mean(back, "y"), survey.mean(kept, "y")
    assert (one.estimate[0], one.method) == (two.estimate[0], two.method)
    assert np.isnan(one.se[0]) == np.isnan(two.se[0])


def test_weights_that_rest_on_more_than_the_rows_are_not_kept(tmp_path):
    with pytest.raises(DesignFaults, match="replicate or calibrated"):
        write_design(
            design(rows(1)).with_replicates(survey.jackknife(design(rows(1)).units)),
            tmp_path / "r.parquet",
        )


def test_a_plain_table_is_no_design(tmp_path):
    duckdb.from_df(rows(1)).write_parquet(str(tmp_path / "t.parquet"))
    with pytest.raises(DesignFaults, match="without a design"):
        read_design(tmp_path / "t.parquet")


@pytest.mark.parametrize("spell", [float, str, lambda u: f"{u}.0"])
def test_a_unit_is_shared_however_its_number_is_written(spell):
    numbered = [rows(seed).assign(psu=lambda t: t["psu"].str[1:].astype(int)) for seed in (1, 2)]
    plain = stack([design(each) for each in numbered], "wave")
    otherwise = numbered[1].assign(psu=[spell(u) for u in numbered[1]["psu"]])
    stacked = stack([design(numbered[0]), design(otherwise)], "wave")
    same(survey.mean(stacked, "y", "wave"), survey.mean(plain, "y", "wave"))
    assert len(stacked.units) == 12
