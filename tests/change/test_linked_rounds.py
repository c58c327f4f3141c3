"""Which rounds make one trend: those that declared comparisons of one kind link."""

from types import SimpleNamespace

import pytest

from wps_eval.change.round_trend import _linked_rounds


def linked(*pairs, there="abcdef"):
    rules = SimpleNamespace(tests={(one, two): test for one, two, test in pairs})
    return [("".join(sorted(codes)), test) for codes, test in _linked_rounds(there, rules)]


@pytest.mark.parametrize(
    ("pairs", "found"),
    [
        ([("a", "b", "i"), ("b", "c", "i")], [("abc", "i")]),
        ([("a", "c", "i"), ("b", "c", "i"), ("a", "b", "i")], [("abc", "i")]),
        ([("a", "b", "i"), ("c", "d", "i")], []),  # two pairs, no three rounds
        ([("a", "b", "i"), ("c", "d", "i"), ("b", "c", "i")], [("abcd", "i")]),
        ([("a", "b", "i"), ("b", "c", "same_units")], []),  # no one covariance
        ([("a", "b", "i"), ("b", "c", "i"), ("d", "e", "p"), ("e", "f", "p")], [("abc", "i"), ("def", "p")]),
        ([], []),
    ],
)  # fmt: skip
def test_rounds_that_are_linked(pairs, found):
    assert linked(*pairs) == found


def test_a_round_that_is_not_there_links_nothing():
    assert linked(("a", "z", "i"), ("z", "b", "i"), ("a", "b", "i")) == []
