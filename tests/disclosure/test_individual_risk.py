"""The risk of a person, held against the distribution that it is the expectation of."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import nbinom

from wps_eval.disclosure.individual_risk import FEW, HALF, global_risk, individual_risk

COUNTS = (1, 2, 3, FEW - 1, FEW, 150)
SHARES = (1e-6, 0.01, HALF - 1e-9, HALF, 0.9, 1 - 1e-9)


def risk(count, share):
    return float(individual_risk(np.array([count]), np.array([count / share]))[0])


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("share", [0.05, HALF - 1e-9, HALF, 0.9])
def test_it_is_the_expectation_of_one_in_f_under_the_negative_binomial(count, share):
    others = np.arange(40_000)  # of the population, beyond those of the sample
    expected = (nbinom.pmf(others, count, share) / (others + count)).sum()
    assert risk(count, share) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("share", SHARES)
def test_it_is_the_integral_that_its_docstring_gives(count, share):
    # with u = p t / (1 - q t), which keeps the integrand smooth
    found = quad(
        lambda u: u ** (count - 1) * share / (share + (1 - share) * u),
        0, 1, epsabs=0, epsrel=1e-12, limit=500, points=[min(0.5, 10 * share)],
    )  # fmt: skip
    assert risk(count, share) == pytest.approx(found[0], rel=1e-9)


@pytest.mark.parametrize("share", [0.001, 0.1, 0.6])
def test_the_closed_forms_of_one_and_two(share):
    rest = 1 - share
    assert risk(1, share) == pytest.approx(-np.log(share) * share / rest)
    assert risk(2, share) == pytest.approx((share * np.log(share) + rest) * share / rest**2)


def test_by_hand_one_person_of_ten():
    # p = 0.1: 0.1 / 0.9 * ln 10 = 0.2558
    assert risk(1, 0.1) == pytest.approx(0.2558, abs=5e-5)


@pytest.mark.parametrize("count", COUNTS)
def test_where_everybody_was_asked_it_is_one_in_f(count):
    assert risk(count, 1) == pytest.approx(1 / count)


def test_a_population_smaller_than_the_sample_is_taken_for_the_sample():
    assert individual_risk(np.array([4]), np.array([3.0])).tolist() == [0.25]


@given(st.integers(1, 400), st.floats(1e-6, 0.999), st.floats(1e-6, 0.999))
def test_it_grows_with_the_share_that_was_asked(count, one, other):
    low, high = sorted((one, other))
    assert risk(count, low) <= risk(count, high) * (1 + 1e-12)


@given(st.integers(1, 400), st.floats(1e-6, 1))
def test_it_falls_with_those_who_share_the_keys_and_stays_below_one_in_f(count, share):
    assert 0 < risk(count + 1, share) < risk(count, share) <= 1 / count * (1 + 1e-12)


def test_the_global_risk_is_the_mean():
    assert global_risk(np.array([0.1, 0.2, 0.6])) == pytest.approx(0.3)
