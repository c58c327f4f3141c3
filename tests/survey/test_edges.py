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
def test_chosen_answers_are_found_whatever_the_type_of_the_column(
    tmp_path, monkeypatch, kind, engine
):
    monkeypatch.setattr(duck_rows, "FEW_ROWS", 0 if engine == "duckdb" else 10**9)
    answers = pd.Series(ANSWERS)
    column = answers.astype(int).astype(str) if kind in (str, "string") else answers
    rows = pd.DataFrame({"q": column.astype(kind)}).assign(id=range(40))
    if engine == "duckdb":
        path = tmp_path / "rows.parquet"
        duckdb.from_df(rows.assign(q=rows["q"].astype(object))).write_parquet(str(path))
        rows = path
    made = survey.Design.from_rows(rows, **DRAWN)
    assert isinstance(made.source, duck_rows.DuckSource) is (engine == "duckdb")
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


@pytest.mark.parametrize("few", [0, 10**9])
def test_s07_nan_in_parquet_is_missing_everywhere(tmp_path, monkeypatch, few):
    monkeypatch.setattr(
        duck_rows, "FEW_ROWS", few
    )  # 0: DuckDB itself, else the file read into memory
    path = tmp_path / "rows.parquet"
    duckdb.sql(
        "SELECT i // 4 AS id, CASE WHEN i % 4 = 3 THEN 'nan'::DOUBLE ELSE (i % 4)::DOUBLE END AS y "
        "FROM range(400) t(i)"
    ).write_parquet(str(path))
    made = survey.Design.from_rows(path, **DRAWN)
    assert isinstance(made.source, duck_rows.DuckSource) is (few == 0)
    assert survey.ratio(made, "y", "id").n_missing[0] == 100
    for found, value in ((survey.mean(made, "y"), 1), (survey.proportion(made, "y", [1]), 1 / 3)):
        assert found.estimate == pytest.approx([value], abs=1e-12)
        assert (found.n[0], found.n_missing[0]) == (300, 100)
    assert survey.distribution(made, "y").estimate == pytest.approx([1 / 3] * 3, abs=1e-12)


@pytest.mark.parametrize("kind", ["BIGINT", "DOUBLE", "VARCHAR", "DATE", "BOOLEAN"])
def test_a_group_that_is_missing_in_a_file_is_no_group_in_any_type(tmp_path, monkeypatch, kind):
    monkeypatch.setattr(duck_rows, "FEW_ROWS", 0)
    one, two = {"DATE": ("'2022-01-01'", "'2023-01-01'")}.get(kind, ("0", "1"))
    path = tmp_path / "rows.parquet"
    duckdb.sql(
        f"SELECT i AS id, i::DOUBLE AS y, (CASE i % 3 WHEN 0 THEN {one} WHEN 1 THEN {two} END)::{kind} AS g "
        "FROM range(30) t(i)"
    ).write_parquet(str(path))
    found = survey.mean(survey.Design.from_rows(path, **DRAWN), "y", "g")
    assert found.n.tolist() == [10, 10]
    assert found.estimate.tolist() == [13.5, 14.5]  # of 0, 3 ... 27 and of 1, 4 ... 28


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
    assert [f[:2] for f in faults_of(survey.satisfaction, made, ["q1"])] == [("not_a_point", "q1")]
    nine = design(q=[1.0, 5, 9] * 10)  # 9 is in no list of codes; it lies beyond the points
    assert [f[:2] for f in faults_of(survey.satisfaction, nine, ["q"])] == [("not_a_point", "q")]
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


def test_one_code_in_several_spellings_is_one_answer():
    made = design(q=["2", "2.0", " 2", 2, 1] * 4)
    assert survey.proportion(made, "q", 2).estimate.tolist() == [0.8]


def test_a_flag_is_chosen_as_1():
    assert survey.proportion(design(q=[True, False, False, False]), "q", 1).estimate.tolist() == [
        0.25
    ]


@pytest.mark.parametrize(
    ("key", "answers", "slip"),
    [("yes", ["Yes", "No"], True), ("22", [1.0, 2], True), ("a", [1.0, 2], True), (2, ["a", "b"], True),
     ("3", [1.0, 2], False), ("a", ["b", "c"], False), ("2", [2.0, 1], False)],
)  # fmt: skip
def test_a_key_that_is_written_otherwise_is_refused_and_one_that_nobody_knew_is_not(
    key, answers, slip
):
    rows = pd.DataFrame({"k": answers})
    if slip:
        assert [f[:2] for f in faults_of(survey.score_knowledge, rows, {"k": key}, unsure=())] == [
            ("nobody_gave", "k")
        ]
    else:
        assert survey.score_knowledge(rows, {"k": key}, unsure=()).score_pct.min() == 0


def test_a_word_for_a_list_is_a_list_of_one():
    rows = pd.DataFrame({"k": ["2", "98", "9", "8"]})
    found = survey.score_knowledge(rows, {"k": "2"}, unsure="98", missing="9")
    np.testing.assert_equal(found.unsure["k"].to_numpy(), [0, 1, np.nan, 0])


@pytest.mark.parametrize("others", [10, 11, 12])
def test_how_many_values_make_a_measure_and_no_scale(others):
    """0 to 10 are the most points of a scale in use: 98 beside 11 values is a code, beside 12 one of many."""
    made = design(a=[*range(others), 98.0] * 3, b=[*range(others), 50.0] * 3)
    if others <= 11:
        assert faults_of(survey.reliability, made, ["a", "b"]) == [
            ("code_among_points", "a", ("98",))
        ]
    else:
        assert survey.reliability(made, ["a", "b"]).n == 39


@pytest.mark.parametrize("code", [88, 97, 98, 99, -9])
def test_the_codes_of_no_answer(code):
    made = design(a=[1.0, 2, 3, code], b=[1.0, 2, 3, 3])
    assert faults_of(survey.reliability, made, ["a", "b"]) == [
        ("code_among_points", "a", (str(code),))
    ]


def test_what_is_reversed_is_a_column_and_points_are_numbers():
    rows = pd.DataFrame({"a": [1.0, 5], "b": ["Agree", "1"]})
    assert faults_of(survey.reverse_items, rows, ["a"], ["aa"], 1, 5) == [
        ("unknown_item", "aa", "")
    ]
    assert faults_of(survey.reverse_items, rows, ["b"], [], 1, 5) == [("words_for_points", "b", "")]


def test_a_model_that_has_no_end_is_refused_too():
    """x = 1 always means yes: the coefficient has no end, though yes and no meet at x = 0."""
    made = design(x=[0.0] * 10 + [1] * 10, y=[0, 1] * 5 + [1] * 10, z=[1, 2] * 10)
    assert faults_of(fit_model, made, "y ~ x", family="binomial") == [("parted_perfectly", "y", "")]
    assert faults_of(fit_model, made, "I(z) ~ x", family="binomial") == [
        ("no_flag", "I(z)", ("2",))
    ]
    assert faults_of(fit_model, made, "y ~ x", family="logit") == [
        ("unknown_choice", "family", "logit")
    ]


def test_a_level_of_95_is_no_share():
    made = design(y=[1.0, 2, 3, 4])
    assert faults_of(survey.mean(made, "y").interval, 95) == [("no_share", "level", "95")]
    assert faults_of(survey.quantile, made, "y", (50,)) == [("no_share", "q", "50")]
    assert faults_of(survey.quantile, made, "y", (0.0,)) == [("no_share", "q", "0")]
