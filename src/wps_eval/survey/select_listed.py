"""Draw households or people from lists: of each drawn unit, or of each stratum."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from wps_eval.survey.arguments import refuse_absent_columns
from wps_eval.survey.codes import codes_of
from wps_eval.survey.frame_check import numbers_to_take, refuse_faulty_frame

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd


def select_listed(
    listing: pd.DataFrame, take: int | Mapping[str, int], *, seed: int, within: str
) -> pd.DataFrame:
    """Draw the same chance for everybody on a list, part by part: systematically, from a random start.

    Args:
        listing: Households or people, one row each, in the order in which they were listed.
        take: How many of each part: one number, or numbers by part. A part that holds fewer is refused.
        seed: Where the random stream starts; the same seed and listing give the same rows.
        within: The column of parts: sampling units of a second stage, or strata of a sample of people.

    Returns:
        The rows drawn, in the listing's order, with two columns more: ``probability`` (n / N of the part) and
        ``weight`` (N / n). It is the list for the field. Weights of a part sum to its N.

    Raises:
        DesignFaults: The listing is faulty, or more is to be taken than there is.

    Source: Cochran (1977), section 8.1 (systematic sampling; with a fractional step, so that N need be no multiple
    of n) and section 5.3 (stratified sampling).

    Examples:
        A made-up list of four households in one unit; two are drawn:

        >>> import pandas as pd
        >>> from wps_eval import survey
        >>> listing = pd.DataFrame({"household": [1, 2, 3, 4], "unit": "a"})
        >>> survey.select_listed(listing, 2, seed=1325, within="unit")["weight"].tolist()
        [2.0, 2.0]
    """
    refuse_absent_columns(listing, ())
    refuse_faulty_frame(listing, codes=(within,))
    parts = codes_of(listing[within])
    wanted = numbers_to_take(take, parts.tolist())
    stream = np.random.Generator(np.random.PCG64(seed))
    chance = np.zeros(len(listing))
    for name, number in wanted.items():
        rows = np.flatnonzero((parts == name).to_numpy())
        steps = (stream.random() + np.arange(number)) * len(rows) / number
        chance[rows[np.floor(steps).astype(np.intp)]] = number / len(rows)
    is_drawn = chance > 0
    return listing[is_drawn].assign(probability=chance[is_drawn], weight=1 / chance[is_drawn])
