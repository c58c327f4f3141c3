"""Do the intervals cover, and do the tests err as often as they say? The long run is in benchmarks/."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
from simulation import DESIGNS, covered, family

SAMPLES = 150
# of 150 samples at 95 %: 3 standard errors are 5.3 points; rare shares are covered more often
LEAST, MOST = 0.895, 1.0


@pytest.mark.parametrize("name", DESIGNS)
def test_intervals_cover_near_their_level(name):
    found = covered(DESIGNS[name], SAMPLES, seed=7)
    assert set(found) >= {"mean", "domain mean", "share .30, logit", "share .03, beta", "change"}
    assert {k: v for k, v in found.items() if not LEAST <= v <= MOST and "logit" not in k} == {}
    assert found["share .30, logit"] >= LEAST


def test_a_family_in_which_nothing_moved_seldom_finds_something():
    assert family(60, 3, DESIGNS["clusters"], changed=False) <= 0.05 + 3 * (0.05 * 0.95 / 60) ** 0.5


def test_a_change_of_the_detectable_size_is_found_as_often_as_promised():
    # power .80 at the strictest step of Holm; 3 standard errors of 60 samples are 15 points
    assert family(60, 4, DESIGNS["clusters"], changed=True) >= 0.65
