"""What else is hidden: enough that nothing can be found, and no more than that costs least."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from wps_eval.disclosure.cells import NO_ROW, Cells
from wps_eval.disclosure.ranges import range_of
from wps_eval.disclosure.suppression import suppress, unprotected

LIMIT = 5.0


def table(inner, limit=LIMIT, public=()):
    """A table with its margins as cells, a row each; what counts 1 to 4 is small."""
    inner = np.asarray(inner, dtype=float)
    full = np.zeros((inner.shape[0] + 1, inner.shape[1] + 1))
    full[:-1, :-1] = inner
    full[-1, :-1], full[:, -1] = inner.sum(0), full.sum(1)
    full[-1, -1] = inner.sum()
    at = np.arange(full.size).reshape(full.shape)
    lines = [(line[-1], line[:-1]) for line in (*at, *at.T)]
    sums = np.zeros((len(lines), full.size))
    for number, (total, parts) in enumerate(lines):
        sums[number, total], sums[number, parts] = 1, -1
    value = full.ravel()
    margin = np.zeros(full.shape, dtype=bool)
    margin[-1, :], margin[:, -1] = True, True
    return Cells(
        value=value,
        row=np.arange(value.size),
        protection=np.full(value.size, limit),
        sums=csr_array(sums),
        small=(value > 0) & (value < limit),
        cost=np.where(margin.ravel(), 10.0, 1.0) + np.log10(1 + value),
        public=np.isin(np.arange(value.size), public),
    )


def cheapest(cells):
    """Try every choice of rows, and give the cost of the cheapest that protects all."""
    free = np.flatnonzero(~cells.small)
    costs = []
    for choice in product((False, True), repeat=len(free)):
        hidden = cells.small.copy()
        hidden[free] = choice
        if next(unprotected(cells, hidden), None) is None:
            costs.append(cells.cost[hidden].sum())
    return min(costs)


# the most that can be tried: 2 x 2 cells with margins are 9 rows, so 512 choices
@pytest.mark.parametrize(
    "inner",
    [
        [[3, 20], [30, 40]],
        [[3, 2], [30, 40]],
        [[1, 20], [30, 4]],
        [[3, 0], [30, 40]],
        [[4, 6], [0, 7]],
        [[3, 20]],
    ],
)
def test_what_is_hidden_costs_as_little_as_any_choice_that_protects(inner):
    cells = table(inner)
    hidden = suppress(cells)
    assert next(unprotected(cells, hidden), None) is None
    assert cells.cost[hidden].sum() == pytest.approx(cheapest(cells))


def test_two_by_two_by_hand():
    """3 is hidden; in its row and column one more each, and the one that closes the square."""
    cells = table([[3, 20, 90], [30, 40, 80], [50, 60, 70]])
    hidden = suppress(cells).reshape(4, 4)
    assert hidden.sum() == 4
    rows, columns = np.nonzero(hidden)
    assert len(set(rows)) == len(set(columns)) == 2
    assert not hidden[-1].any()
    assert not hidden[:, -1].any()  # no margin is hidden where the inside does


def test_nothing_small_hides_nothing():
    assert not suppress(table([[10, 20], [30, 40]])).any()


@pytest.mark.parametrize(("other", "enough"), [(1, False), (2, True)])
def test_a_range_is_as_wide_as_its_protection_to_the_unit(other, enough):
    # 3 and its partner make 3 + other: the range of the 3 is from 0 to that, 4 or 5 wide
    cells = table([[3, other, 50], [40, 60, 70]])
    hidden = np.zeros(cells.value.size, dtype=bool)
    hidden[[0, 1, 4, 5]] = True  # the square of 3, other, 40 and 60
    assert range_of(cells, 0, cells.free(hidden)).width == 3 + other
    assert (next(unprotected(cells, hidden), None) is None) is enough


def test_what_an_earlier_release_let_out_is_no_partner():
    inner = [[3, 20, 90], [30, 40, 80]]
    first = suppress(table(inner))
    assert first[1]  # 20, the cheapest beside the 3
    second = suppress(table(inner, public=[1]))
    assert not second[1]
    assert second[2]


def test_where_all_others_are_public_nothing_can_be_done_and_nothing_else_is_hidden():
    cells = table([[3, 20]], public=[1, 2, 3, 4, 5])
    assert suppress(cells).tolist() == cells.small.tolist()


def test_a_number_that_no_row_shows_is_protected_by_hiding_what_makes_it():
    """103, 106 and 130 since a start: the step of 3 is small, so one of its two ends goes."""
    cells = Cells(
        value=np.array([103.0, 106, 130, 3, 24]),
        row=np.array([0, 1, 2, NO_ROW, NO_ROW]),
        protection=np.array([5.0, 5, 5, 5, 0]),
        sums=csr_array(np.array([[-1.0, 1, 0, -1, 0], [0, -1, 1, 0, -1]])),
        small=np.zeros(3, dtype=bool),
        cost=np.ones(3),
        public=np.zeros(5, dtype=bool),
    )
    hidden = suppress(cells)
    assert hidden.sum() == 1
    assert hidden[0] or hidden[1]


counts = st.integers(0, 30)
tables = st.tuples(st.integers(1, 4), st.integers(2, 4)).flatmap(
    lambda size: st.lists(
        st.lists(counts, min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0]
    )
)


@settings(max_examples=60, deadline=None)
@given(tables)
def test_no_hidden_number_is_left_with_too_narrow_a_range(inner):
    cells = table(inner)
    hidden = suppress(cells)
    assert (hidden >= cells.small).all()
    assert list(unprotected(cells, hidden)) == []
