"""Single keys hidden: as few as it takes, of those that may be."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wps_eval.disclosure.key_frequencies import MISSING, key_frequencies
from wps_eval.disclosure.local_suppression import suppress_locally

BOTH = np.array([True, True])


def hidden(codes, smallest, may_hide=BOTH):
    return suppress_locally(np.array(codes), smallest, may_hide).tolist()


def test_one_key_is_hidden_where_one_is_enough_and_nothing_of_the_others():
    codes = [[0, 0]] * 3 + [[0, 1]]
    assert hidden(codes, 3) == [[0, 0]] * 3 + [[0, MISSING]]


@pytest.mark.parametrize(("smallest", "expected"), [(3, [0, 0]), (4, [0, MISSING])])
def test_the_limit_itself_is_enough(smallest, expected):
    codes = [[0, 0]] * 3 + [[0, 1]] * 4
    assert hidden(codes, smallest)[0] == expected


def test_of_ways_with_one_cell_the_one_that_more_people_match_is_taken():
    codes = [[0, 1]] + [[1, 1]] * 5 + [[0, 0]] * 3
    assert hidden(codes, 3)[0] == [MISSING, 1]  # 6 have the second key, 4 the first


def test_of_equal_ways_the_later_key_is_hidden():
    codes = [[0, 1]] + [[1, 1]] * 3 + [[0, 0]] * 3
    assert hidden(codes, 3)[0] == [0, MISSING]


def test_two_keys_are_hidden_where_one_is_not_enough():
    codes = [[1, 1]] + [[0, 0]] * 3
    assert hidden(codes, 3) == [[MISSING, MISSING]] + [[0, 0]] * 3


def test_a_key_that_may_not_be_hidden_stays():
    codes = [[0, 1]] + [[1, 1]] * 5 + [[0, 0]] * 3
    assert hidden(codes, 3, np.array([False, True]))[0] == [0, MISSING]


def test_people_for_whom_nothing_is_enough_keep_theirs():
    codes = [[1, 1]] + [[0, 0]] * 3
    assert hidden(codes, 3, np.array([False, True])) == codes


def test_what_was_hidden_for_one_helps_the_next():
    # hiding the second key of one of the two makes three alike of either
    codes = [[0, 0], [0, 1], [0, 2], [0, 2], [0, 2]]
    found = hidden(codes, 2)
    assert found == [[0, MISSING], [0, 1], *codes[2:]]


@given(st.lists(st.tuples(*[st.integers(-1, 2)] * 3), min_size=4, max_size=30), st.integers(2, 4))
def test_afterwards_enough_share_the_keys_and_nothing_was_changed_but_hidden(rows, smallest):
    codes = np.array(rows)
    found = suppress_locally(codes, smallest, np.array([True] * 3))
    counts, _ = key_frequencies(found, np.ones(len(rows)))
    assert counts.min() >= smallest
    assert ((found == codes) | (found == MISSING)).all()
