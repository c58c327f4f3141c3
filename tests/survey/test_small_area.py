"""Estimates of areas that lean on a model: hand arithmetic, the likelihood's own equation, a planted truth."""

import numpy as np
import pytest

from conftest import MAKE
from wps_eval import survey
from wps_eval.errors import DesignFaults


def areas(numbers, errors):
    count = len(numbers)
    return survey.Estimates(
        labels=tuple(survey.Label("mean", f"area {k}") for k in range(count)),
        estimate=np.array(numbers, dtype=float), influence=np.diag(np.array(errors, dtype=float)),
        n=np.full(count, 40.0), n_missing=np.zeros(count), n_weighted=np.full(count, 40.0), method="linearisation",
    )  # fmt: skip


def test_four_areas_by_hand():
    # mean 16, variance (36 + 4 + 4 + 36) / 3 = 80/3; with D = 4 in each, restricted likelihood gives A = 80/3 - 4
    # g = A / (A + D) = 0.85; first area 0.85 x 10 + 0.15 x 16 = 10.9
    # g1 = 0.85 x 4 = 3.4; g2 = 0.15^2 x (80/3) / 4 = 0.15; g3 = D^2 / (A + D)^3 x 2 (A + D)^2 / 4 = 0.3; 3.4 + 0.15 + 0.6
    found = survey.small_areas(areas([10, 14, 18, 22], [2] * 4), {})
    assert found.area_variance == pytest.approx(80 / 3 - 4, rel=1e-10)
    assert found.coefficients == pytest.approx([16])
    assert found.table["modelled"].tolist() == pytest.approx([10.9, 14.3, 17.7, 21.1])
    assert found.table["modelled_se"].tolist() == pytest.approx([np.sqrt(4.15)] * 4)
    assert found.table["weight_of_direct"].tolist() == pytest.approx([0.85] * 4)
    assert found.table["direct"].tolist() == [10, 14, 18, 22]
    assert set(found.table["method"]) == {"modelled (Fay-Herriot), not a direct estimate"}


def test_areas_that_differ_no_more_than_their_errors_are_all_the_model():
    # variance 80/3 again, but D = 36: A would be below nothing, so it is 0 and every area is the mean
    found = survey.small_areas(areas([10, 14, 18, 22], [6] * 4), {})
    assert found.area_variance == 0
    assert found.table["modelled"].tolist() == pytest.approx([16] * 4)


def planted(seed, count=300):
    stream = np.random.Generator(np.random.PCG64(seed))
    x, errors = stream.normal(0, 1, count), stream.uniform(0.5, 4, count)
    truth = 50 + 3 * x + stream.normal(0, 2, count)
    return x, truth, areas(truth + stream.normal(0, errors), errors)


def test_a_planted_truth_is_found_again_and_the_model_is_nearer_to_it():
    x, truth, direct = planted(1)
    found = survey.small_areas(direct, {"x": x})
    assert found.area_variance == pytest.approx(4, abs=1.5)
    assert found.coefficients == pytest.approx([50, 3], abs=0.5)
    missed = (found.table["modelled"] - truth) ** 2
    assert missed.mean() < 0.75 * ((direct.estimate - truth) ** 2).mean()
    # the errors that are told are those that are made
    assert (found.table["modelled_se"] ** 2).mean() == pytest.approx(missed.mean(), rel=0.2)


def test_the_area_variance_solves_the_equation_of_restricted_likelihood():
    # y'PPy = trace P, with P = V^-1 - V^-1 X (X'V^-1 X)^-1 X'V^-1 laid out in full
    x, _, direct = planted(2, 20)
    found = survey.small_areas(direct, {"x": x})
    v = np.diag(1 / (found.area_variance + direct.se**2))
    design = np.column_stack([np.ones(20), x])
    p = v - v @ design @ np.linalg.inv(design.T @ v @ design) @ design.T @ v
    assert found.area_variance > 0
    assert direct.estimate @ p @ p @ direct.estimate == pytest.approx(np.trace(p), rel=1e-8)


def test_areas_of_a_survey_keep_their_names():
    direct = survey.mean(MAKE["strat_group"](), "api00", "stype")
    found = survey.small_areas(direct, {})
    assert found.table["area"].tolist() == ["stype=E", "stype=H", "stype=M"]
    assert "api00" not in repr(found)


@pytest.mark.parametrize(
    ("count", "errors", "known", "codes"),
    [
        (2, [1, 1], {}, ["few_areas"]),
        (3, [1] * 3, {"x": [1, 2, 4]}, ["few_areas"]),
        (4, [1, 1, 0, 1], {}, ["no_area_error"]),
        (4, [1] * 4, {"x": [1, 2, 4]}, ["no_number_an_area"]),
        (4, [1] * 4, {"x": [1, 2, 4, np.nan]}, ["no_number_an_area"]),
        (5, [1] * 5, {"x": [1, 2, 4, 8, 9], "z": [2, 4, 8, 16, 18]}, ["says_the_same"]),
    ],
)
def test_what_allows_no_model_is_refused(count, errors, known, codes):
    with pytest.raises(DesignFaults) as caught:
        survey.small_areas(areas(np.arange(count) * 5.0, errors), known)
    assert [fault.code for fault in caught.value.faults] == codes


def test_three_areas_are_enough_for_a_mean_and_four_for_one_column():
    assert len(survey.small_areas(areas([0, 5, 9], [1] * 3), {}).table) == 3
    assert len(survey.small_areas(areas([0, 5, 9, 2], [1] * 4), {"x": [1, 2, 4, 5]}).table) == 4
