"""Whether those who share their keys gave different answers."""

import numpy as np

from wps_eval.disclosure.answer_diversity import Diversity, answer_diversity
from wps_eval.disclosure.key_frequencies import MISSING


def test_people_who_all_answered_the_same_are_counted():
    codes = np.array([[0], [0], [1], [1], [1]])
    assert answer_diversity(codes, np.array([2, 2, 0, 1, 2])) == Diversity(1, 2)
    assert answer_diversity(codes, np.array([2, 0, 0, 1, 2])) == Diversity(2, 0)


def test_not_to_have_answered_is_an_answer():
    assert answer_diversity(np.array([[0], [0]]), np.array([2, -1])) == Diversity(2, 0)


def test_a_hidden_key_may_be_any():
    codes = np.array([[0], [0], [MISSING]])
    assert answer_diversity(codes, np.array([2, 2, 3])) == Diversity(2, 0)
