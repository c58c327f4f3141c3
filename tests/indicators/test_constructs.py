"""Who is scored on a scale, and how, where answers are missing."""

import numpy as np
import pandas as pd
import pytest

from wps_eval.indicators.constructs import _percent_among

NO = np.nan
#: of four items: all answered, half of them, one, none
ANSWERS = [[5, 4, 3, 2], [5, 3, NO, NO], [4, NO, NO, NO], [NO, NO, NO, NO]]


@pytest.mark.parametrize(
    ("valid_prop", "percent"),
    [
        (0, [50, 50, 100, NO]),  # a single answer is enough
        (0.25, [50, 50, 100, NO]),
        (0.26, [50, 50, NO, NO]),  # 1.04 of four: two are needed
        (0.5, [50, 50, NO, NO]),
        (0.8, [50, 50, NO, NO]),  # never more than half: what does not apply is no answer
        (1, [50, 50, NO, NO]),
    ],
)
def test_a_percentage_of_answers_asks_for_no_more_than_half_of_them(valid_prop, percent):
    found = _percent_among(pd.DataFrame(ANSWERS), (4, 5), valid_prop)
    np.testing.assert_array_equal(found, percent)
