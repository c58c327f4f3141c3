"""Weights that make a group like another: by hand, beside a minimiser of their entropy, and refused."""

import numpy as np
import pytest
from scipy.optimize import minimize

from wps_eval import survey
from wps_eval.errors import DesignFaults


def test_shares_by_hand():
    # women 1 of 4, to be half: each woman's weight doubled, each man's times 2/3
    sex = np.array([[1, 0], [0, 1], [0, 1], [0, 1]], dtype=float)
    ratio = survey.entropy_balance(sex, np.ones(4), np.array([0.5, 0.5]))
    assert ratio.tolist() == pytest.approx([2, 2 / 3, 2 / 3, 2 / 3])


def test_it_is_the_minimum_of_the_dual_and_the_maximum_of_entropy():
    # Hainmueller (2012), equation 6: the multipliers minimise log sum q exp(-x'z), solved here by scipy alone
    stream = np.random.Generator(np.random.PCG64(8))
    columns = np.column_stack([stream.normal(size=80), stream.random(80) < 0.3]).astype(float)
    weight, mark = stream.uniform(0.5, 3, 80), np.array([0.4, 0.5])
    ratio = survey.entropy_balance(columns, weight, mark)
    base = weight / weight.sum()

    def dual(multipliers):
        return np.log(base @ np.exp((columns - mark) @ multipliers))

    solved = minimize(dual, np.zeros(2), method="BFGS", options={"gtol": 1e-10}).x
    wanted = base * np.exp((columns - mark) @ solved)
    wanted /= wanted.sum()
    assert weight * ratio / weight.sum() == pytest.approx(wanted, rel=1e-5)
    # any other weights with the same means are further from the first ones
    null = np.linalg.svd(np.column_stack([np.ones(80), columns]).T)[2][3:]
    other = wanted + 0.2 * wanted.min() * null[0] / np.abs(null[0]).max()
    distances = [(p * np.log(p / base)).sum() for p in (wanted, other)]
    assert distances[0] < distances[1]


def test_weights_add_up_to_what_they_did_also_where_some_people_drop_out():
    kinds = np.eye(3)[[0, 0, 1, 2, 2]]
    weight = np.array([1.0, 2, 3, 4, 5])
    ratio = survey.entropy_balance(kinds, weight, np.array([0.25, 0.75, 0.0]))
    assert (weight * ratio).sum() == pytest.approx(15)
    assert ratio.tolist() == pytest.approx([1.25, 1.25, 3.75, 0, 0])


def test_nothing_to_balance_leaves_every_weight():
    assert (
        survey.entropy_balance(np.zeros((3, 0)), np.arange(1.0, 4), np.zeros(0)).tolist() == [1] * 3
    )


def test_a_mean_at_the_edge_leaves_the_weight_to_those_who_stand_there():
    ratio = survey.entropy_balance(np.array([[20.0], [30.0]]), np.ones(2), np.array([30.0]))
    assert ratio.tolist() == pytest.approx([0, 2], abs=1e-9)


@pytest.mark.parametrize(
    ("columns", "mark"),
    [
        ([[20.0], [30.0]], [31.0]),  # beyond all of them
        ([[1.0, 0.0], [1.0, 0.0]], [0.5, 0.5]),  # an answer that none of them gave
        ([[1.0, 0.0], [1.0, 0.0]], [0.0, 1.0]),  # and no answer that the others gave
    ],
)
def test_means_outside_of_what_people_span_are_refused(columns, mark):
    with pytest.raises(DesignFaults) as caught:
        survey.entropy_balance(np.array(columns), np.ones(2), np.array(mark))
    assert [fault.code for fault in caught.value.faults] == ["not_balanced"]
