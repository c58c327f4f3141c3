"""Keys made coarser until nobody stands out: which step is taken, when cells are hidden, when it does not hold."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wps_eval.disclosure.anonymous_keys import LARGEST_RISK, Key, Safety, make_anonymous, safety
from wps_eval.disclosure.key_frequencies import MISSING, key_frequencies


def key(codes, **more):
    return Key("key", np.array(codes, dtype=np.intp), **more)


def made(*keys, smallest=3, weight=100.0):
    return make_anonymous(keys, np.full(len(keys[0].codes), weight), smallest)


def merged(anonymous):
    return [groups.tolist() for groups in anonymous.merged]


def test_safe_keys_stay_as_they_are():
    found = made(key([0] * 3 + [1] * 3))
    assert merged(found) == [[0, 1]]
    assert found.hidden == (0,)
    assert found.before == found.after


def test_neighbours_of_an_ordered_key_are_merged_and_not_more_than_it_takes():
    found = made(key([0] * 20 + [1] * 20 + [2] * 2 + [3] * 2, ordered=True))
    assert merged(found) == [[0, 1, 2, 2]]
    assert found.hidden == (0,)


def test_of_the_steps_the_one_that_costs_least_for_what_it_wins_is_taken():
    found = made(key([0] * 3 + [1] * 4 + [2] * 40, ordered=True), smallest=5)
    assert merged(found) == [[0, 0, 1]]  # not the two large ones


def test_places_go_to_the_places_they_lie_in():
    where = [0] * 2 + [1] * 2 + [2] * 30
    assert merged(made(key(where, coarser=(np.array([0, 0, 1]),)))) == [[0, 0, 1]]


def test_a_key_without_order_is_not_left_out_while_another_can_be_made_coarser():
    sex, age = [0, 1] * 20, [0, 0, 1, 1, 2, 2, 3, 3] * 5
    assert merged(made(key(sex), key(age, ordered=True), smallest=6)) == [[0, 1], [0, 0, 1, 1]]


def test_a_key_is_left_out_when_nothing_else_is_left():
    found = made(key([0, 1, 1, 0, 1, 0]), key([0, 0, 1, 1, 1, 1], ordered=True))
    assert merged(found) == [[0, 1], [0, 0]]


def test_a_key_that_may_not_leave_stays_whatever_happens():
    found = made(key([0] * 5 + [1], may_leave=False, may_hide=False))
    assert merged(found) == [[0, 1]]
    assert found.after.below == 1
    assert not found.after.holds()


@pytest.mark.parametrize(("others", "expected"), [(19, [0, 1]), (18, [0, 0])])
def test_cells_are_hidden_for_one_in_twenty_and_keys_left_out_for_more(others, expected):
    found = made(key([0] * others + [1]))
    assert merged(found) == [expected]
    assert found.hidden == (int(others == 19),)


def test_where_hiding_is_not_enough_a_step_is_taken():
    found = made(key([0] * 19 + [1], may_hide=False))
    assert merged(found) == [[0, 0]]


def test_the_risk_alone_is_reason_enough():
    sex = key([0] * 50 + [1] * 50)
    assert merged(made(sex, weight=1)) == [[0, 1]]  # risk 2 / 100
    three = key([0] * 34 + [1] * 33 + [2] * 33, ordered=True)
    assert merged(made(three, weight=1)) != [[0, 1, 2]]  # risk 3 / 100, on the limit
    assert merged(made(three, weight=1.1)) == [[0, 1, 2]]


@pytest.mark.parametrize(
    ("below", "risk", "holds"),
    [(0, 0.0299, True), (0, LARGEST_RISK, False), (1, 0.001, False), (0, float("nan"), False)],
)
def test_what_holds(below, risk, holds):
    assert Safety(below, risk, 1.0).holds() is holds


def test_too_few_people_do_not_hold_whatever_is_done():
    found = made(key([0, 1]), smallest=3)
    assert found.after.below == 2


def test_cells_that_were_missing_are_not_counted_as_hidden():
    found = made(key([0] * 40 + [1] + [MISSING]))
    assert found.hidden == (1,)
    assert found.codes[:, 0].tolist() == [0] * 40 + [MISSING] * 2


def test_people_without_keys_are_safe_if_there_are_enough():
    assert make_anonymous((), np.ones(40), 3).after == Safety(0, pytest.approx(1 / 40), 1.0)


def test_expected_people_are_the_sum_of_the_risks():
    found = safety(np.array([[0], [0], [1]]), np.ones(3), 2)
    assert (found.below, found.expected) == (1, 2.0)
    assert found.risk == pytest.approx(2 / 3)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 3)] * 3), min_size=40, max_size=60))
def test_whatever_the_people_it_ends_and_enough_share_the_keys(rows):
    columns = np.array(rows).T
    keys = [key(codes, ordered=i == 0) for i, codes in enumerate(columns)]
    found = made(*keys, weight=50)
    assert found.after.holds()
    assert key_frequencies(found.codes, np.ones(len(rows)))[0].min() >= 3
