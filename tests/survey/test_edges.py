"""Edges at which a wrong number came without a word: codes of another type, yes and no, gaps, no variance."""

import duckdb
import numpy as np
import pandas as pd
import pytest

from wps_eval import survey
from wps_eval.change.comparison_group import baseline_balance, difference_in_differences
from wps_eval.change.paired import answer_change, paired_change
from wps_eval.errors import DesignFaults
from wps_eval.survey import duck_rows
from wps_eval.survey.codes import as_flag, code_of, held_values
from wps_eval.survey.models import fit_model

DRAWN = {
    "kind": "probability", "weight": survey.EQUAL, "stratum": survey.UNSTRATIFIED, "psu": "id",
}  # fmt: skip
ANSWERS = [4.0, 5, 1, 2, 3, 4, 5, 1, 2, 3] * 4  # of 40, 16 are 4 or 5, 16 are 1 or 2


def design(**columns):
    rows = pd.DataFrame(columns)
    return survey.Design.from_rows(rows.assign(id=range(len(rows))), **DRAWN)


def faults_of(call, *words, **named):
    with pytest.raises(DesignFaults) as caught:
        call(*words, **named)
    return [(f.code, f.where.column, f.found) for f in caught.value.faults]


@pytest.mark.parametrize("value", [2, 2.0, "2", "2.0", " 2 ", np.int64(2), np.float64(2)])
def test_a_code_has_one_spelling(value):
    assert code_of(value) == "2"


@pytest.mark.parametrize("kind", [float, str, "Int64", "Float64", "category", "string", object])
@pytest.mark.parametrize("engine", ["memory", "duckdb"])
def test_chosen_answers_are_found_whatever_the_type_of_the_column(tmp_path, kind, engine):
    answers = pd.Series(ANSWERS)
    column = answers.astype(int).astype(str) if kind in (str, "string") else answers
    rows = pd.DataFrame({"q": column.astype(kind)}).assign(id=range(40))
    if engine == "duckdb":
        path = tmp_path / "rows.parquet"
        duckdb.from_df(rows.assign(q=rows["q"].astype(object))).write_parquet(str(path))
        rows = path
    made = survey.Design.from_rows(rows, **DRAWN)
    for among in ((4, 5), (4.0, 5.0), ("4", "5")):
        assert survey.proportion(made, "q", among).estimate == pytest.approx([16 / 40], abs=1e-12)
    if kind != "category":  # categories have no mean
        found = survey.satisfaction(made, ["q"])
        assert found.estimate == pytest.approx([40, 40, 0, 3], abs=1e-12)


def test_s01_a_key_as_text_meets_answers_as_numbers():
    """2 = 2.0 = "2". Person 4: one right, one don't know: 1/2; person 5: one of two is missing, under 80 %."""
    rows = pd.DataFrame({"k1": [2.0, 2, 1, 98, 99], "k2": [1.0, 3, 1, 1, 98]})
    scores = survey.score_knowledge(rows, {"k1": "2", "k2": "1"}, unsure=["98"], missing=["99"])
    np.testing.assert_equal(scores.score_pct, [100, 50, 50, 50, np.nan])


def test_s03_an_answer_that_is_not_there_is_refused_with_the_nearest():
    made = design(q=["Yes"] * 30 + ["No"] * 10)
    assert survey.proportion(made, "q", "Yes").estimate.tolist() == [0.75]
    with pytest.raises(DesignFaults, match="Did you mean 'Yes'"):
        survey.proportion(made, "q", ["yes"])
    assert faults_of(survey.proportion, made, "q", ["Agre"]) == [("nobody_gave", "q", "Agre")]
    assert faults_of(survey.proportion, made, "q", [4, 5]) == [
        ("nobody_gave", "q", "4"), ("nobody_gave", "q", "5"),
    ]  # fmt: skip


def test_a_point_that_nobody_chose_has_the_share_nought():
    assert held_values((4, 5), (1.0, 2.0, 4.0), "q") == (4.0,)
    assert survey.proportion(design(q=[0.0] * 30), "q", (1,)).estimate.tolist() == [0]
    assert survey.satisfaction(design(q=[1.0, 2, 3] * 10), ["q"]).estimate[0] == 0


def test_s04_the_sign_of_a_logit_does_not_turn_with_the_type():
    """ln(4/6) and ln(8/2) - ln(4/6); standard errors as R's svyglm gives them."""
    x, y = [1] * 10 + [0] * 10, [1] * 8 + [0] * 2 + [1] * 4 + [0] * 6
    made = design(x=x, n=y, b=[v == 1 for v in y], t=["Yes" if v else "No" for v in y])
    for name in ("n", "b"):
        found = fit_model(made, f"{name} ~ x", family="binomial")
        assert found.estimate == pytest.approx([-0.405465, 1.791759], abs=1e-6)
        assert found.se == pytest.approx([0.662266, 1.047135], abs=1e-6)
    assert faults_of(fit_model, made, "t ~ x", family="binomial") == [
        ("no_flag", "t", ("No", "Yes"))
    ]


def test_s05_what_has_no_finite_answer_is_refused():
    made = design(
        x=range(20), z=[2.0 * v for v in range(20)], one_two=[1, 2] * 10, split=[0] * 10 + [1] * 10, y=np.arange(20.0) % 7
    )  # fmt: skip
    for formula, family, told in (
        ("one_two ~ x", "binomial", ("no_flag", "one_two")),
        ("split ~ x", "binomial", ("parted_perfectly", "split")),
        ("y ~ x + z", "gaussian", ("says_the_same", "z")),
    ):
        assert [f[:2] for f in faults_of(fit_model, made, formula, family=family)] == [told]


def test_a_model_of_rows_whose_numbers_repeat():
    rows = pd.DataFrame({"x": [0.0, 1, 2, 3], "y": [1.0, 3, 5, 7], "id": range(4)})
    both = pd.concat([rows, rows.assign(id=lambda part: part["id"] + 4)])
    made = survey.Design.from_rows(both, **DRAWN)
    assert fit_model(made, "y ~ x").estimate == pytest.approx([1, 2])


def test_s06_a_missing_group_is_no_group_in_either_engine(monkeypatch):
    n = 400
    rows = pd.DataFrame({"id": np.arange(n) // 4, "g": np.tile(["a", "b"], n // 2),
                         "h": np.where(np.arange(n) * 7 % 11 < 4, "u", "v"), "y": np.tile([1.0, 3.0], n // 2)})  # fmt: skip
    rows.loc[::50, "g"] = None
    in_memory = survey.Design.from_rows(rows, **DRAWN)
    monkeypatch.setattr(duck_rows, "FEW_ROWS", 0)
    made = survey.Design.from_rows(rows, **DRAWN)
    assert type(made.source) is not type(in_memory.source)
    found = survey.mean(made, "y", "g")
    assert [(str(label.group), value, base) for label, value, base in zip(found.labels, found.estimate, found.n, strict=True)] == [
        ("g=a", 1.0, 192), ("g=b", 3.0, 200),
    ]  # fmt: skip
    tests = [survey.chi_square(each, "g", "h").p for each in (made, in_memory)]
    assert tests[0] == pytest.approx(tests[1], rel=1e-12)


def test_s07_nan_in_parquet_is_missing_everywhere(tmp_path):
    path = tmp_path / "rows.parquet"
    duckdb.sql(
        "SELECT i // 4 AS id, CASE WHEN i % 4 = 3 THEN 'nan'::DOUBLE ELSE (i % 4)::DOUBLE END AS y "
        "FROM range(400) t(i)"
    ).write_parquet(str(path))
    made = survey.Design.from_rows(path, **DRAWN)
    for found, value in ((survey.mean(made, "y"), 1), (survey.proportion(made, "y", [1]), 1 / 3)):
        assert found.estimate == pytest.approx([value], abs=1e-12)
        assert (found.n[0], found.n_missing[0]) == (300, 100)
    assert survey.distribution(made, "y").estimate == pytest.approx([1 / 3] * 3, abs=1e-12)


def test_s08_one_and_two_are_no_yes_and_no():
    assert faults_of(answer_change, [1, 2, 9], [1, 1, 9]) == [("no_flag", "before", ("2", "9"))]
    found = answer_change([1, 1, 1, 0, 0, 0, 0, np.nan], [1, 1, 1, 1, 1, 1, 0, np.nan])
    assert (found.gained, found.lost, found.both, found.p) == (3, 0, 3, 0.25)  # 2 x 0.5^3


@pytest.mark.parametrize(
    "values", [[1, 0, None], [True, False, None], ["1", "0", None], [1.0, 0.0, np.nan], pd.array([1, 0, pd.NA])]
)  # fmt: skip
def test_a_flag_is_read_in_every_type(values):
    np.testing.assert_equal(as_flag(values, "x"), [1, 0, np.nan])


def test_s09_a_spread_that_is_the_machines_is_none():
    found = paired_change([0.1, 0.2, 0.3, 0.7], [0.2, 0.3, 0.4, 0.8])
    assert found.difference == pytest.approx(0.1)
    assert np.isnan([found.se, found.p, found.d_z, found.low, found.high]).all()
    assert not np.isnan(paired_change([0.1, 0.2, 0.3, 0.7], [0.2, 0.3, 0.4, 0.8001]).p)


@pytest.mark.parametrize("how", ["student", "logit", "beta", "wilson"])
def test_s13_a_group_in_one_unit_has_no_interval(how):
    rows = pd.DataFrame({"id": [1] * 10 + [2] * 10 + [3] * 10, "g": ["one"] * 10 + ["two"] * 20, "y": [1, 0, 1, 1, 0] * 6})  # fmt: skip
    found = survey.proportion(survey.Design.from_rows(rows, **DRAWN), "y", (1,), "g")
    low, high = found.interval(how=how)
    assert np.isnan([low[0], high[0]]).all()
    assert found.estimate[0] == 0.6


def test_s15_98_is_no_point():
    made = design(q1=[4.0, 5, 98, 98] * 10, q2=[4.0, 5, 3, 99] * 10)
    rows = made.frame[["q1", "q2"]]
    assert faults_of(survey.satisfaction, made, ["q1"]) == [("code_among_points", "q1", ("98",))]
    assert faults_of(survey.reliability, made, ["q1", "q2"]) == [
        ("code_among_points", "q1", ("98",)), ("code_among_points", "q2", ("99",)),
    ]  # fmt: skip
    assert [f[:2] for f in faults_of(survey.scale_score, rows, 1, 5)] == [
        ("not_a_point", "q1"), ("not_a_point", "q2"),
    ]  # fmt: skip


def test_a_measure_of_many_values_may_be_98():
    made = design(q1=np.arange(80.0, 120), q2=np.arange(80.0, 120) + np.arange(40) % 3)
    assert survey.reliability(made, ["q1", "q2"]).alpha > 0.9


def test_s16_an_arm_that_nobody_knows_takes_no_part():
    change, arm = [1.0, 2, 3, 4, 5, 6, 7, 8, 100, 100, 100], [0] * 4 + [1] * 4 + [np.nan] * 3
    found = difference_in_differences(change, arm)
    assert (found.difference, found.n_treated, found.n_control, found.n_left_out) == (4.0, 4, 4, 3)
    assert faults_of(difference_in_differences, change[:4], [1, 1, 2, 2]) == [("no_flag", "treated", ("2",))]  # fmt: skip
    balance = baseline_balance(pd.DataFrame({"y": change}), arm, ["y"])
    assert balance[["treated", "control"]].to_numpy().tolist() == [[6.5, 2.5]]
