"""Draw primary units with probability proportional to size, one stratum at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wps_eval.survey.arguments import refuse_absent_columns
from wps_eval.survey.codes import codes_of
from wps_eval.survey.frame_check import numbers_to_take, refuse_faulty_frame

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

#: so near to 1, a probability is that itself
_CERTAIN = 1 - 1e-12


def select_units(
    frame: pd.DataFrame,
    take: int | Mapping[str, int],
    *,
    seed: int,
    psu: str = "psu",
    stratum: str = "stratum",
    size: str = "size",
) -> pd.DataFrame:
    """Draw units systematically with probability proportional to size.

    Args:
        frame: All units, one row each; in a stratum their order is kept, so that neighbours in the list are not
            drawn together: sort it by place first.
        take: Units of each stratum: one number, or numbers by stratum.
        seed: Where the random stream starts; the same seed and frame give the same units.
        psu: The column of the unit's code.
        stratum: The column of strata.
        size: The column of sizes, such as households.

    Returns:
        One row a unit drawn, in the frame's order: ``psu``, ``stratum``, ``stratum_size``, ``frame_size``,
        ``probability``, ``psu_weight`` (its inverse) and ``certain``. A unit as large as the step or larger is taken
        for certain and is a stratum of its own, ``<stratum>/<unit>``; the others share what is left. Its variance
        cannot be seen (``single_psu: certainty`` in the round's design): better cut it into parts in the frame.

    Raises:
        DesignFaults: The frame is faulty, a code stands twice, or more is to be taken than there is.

    Source: Madow (1949), Annals of Mathematical Statistics 20, 333-354 (systematic selection with unequal
    probabilities); certainty units: Särndal, Swensson and Wretman (1992), section 3.6.

    Examples:
        Four made-up units of one size; two are drawn:

        >>> import pandas as pd
        >>> from wps_eval import survey
        >>> frame = pd.DataFrame({"psu": list("abcd"), "stratum": "north", "size": [100] * 4})
        >>> survey.select_units(frame, 2, seed=1325)["psu_weight"].tolist()
        [2.0, 2.0]
    """
    refuse_absent_columns(frame, ())
    refuse_faulty_frame(frame, codes=(psu, stratum), unique=psu, size=size)
    strata, units = codes_of(frame[stratum]), codes_of(frame[psu])
    wanted = numbers_to_take(take, strata.tolist())
    stream = np.random.Generator(np.random.PCG64(seed))
    sizes = pd.to_numeric(frame[size]).to_numpy(np.float64)
    parts = []
    for name, number in wanted.items():
        rows = np.flatnonzero((strata == name).to_numpy())
        certain, rest = _certain_units(sizes[rows], number)
        left = sizes[rows][rest]
        drawn = _systematic(left, number - len(certain), stream.random()) if len(rest) else rest
        parts += [
            _drawn(units, rows[certain], sizes, [f"{name}/{code}" for code in units.iloc[rows[certain]]]),
            _drawn(units, rows[rest[drawn]], sizes, [name] * len(drawn), left.sum(), len(drawn)),
        ]  # fmt: skip
    return pd.concat(parts).sort_index().reset_index(drop=True)


def _certain_units(sizes: Floats, number: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Part units into those as large as the step, taken again as the step shrinks, and the others."""
    rest = np.arange(len(sizes))
    certain: NDArray[np.intp] = np.zeros(0, np.intp)
    while len(rest) and number > len(certain):
        chance = (number - len(certain)) * sizes[rest] / sizes[rest].sum()
        large = chance >= _CERTAIN
        if not large.any():
            break
        certain, rest = np.concatenate([certain, rest[large]]), rest[~large]
    return certain, rest


def _systematic(sizes: Floats, number: int, start: float) -> NDArray[np.intp]:
    """Draw a number of units at equal steps along their sizes laid end to end, from a start of 0 to 1 step."""
    ends = np.cumsum(sizes)
    points = (start + np.arange(number)) * ends[-1] / max(number, 1)
    return np.asarray(np.searchsorted(ends, points, side="right"), dtype=np.intp)


def _drawn(
    units: pd.Series[str],
    rows: NDArray[np.intp],
    sizes: Floats,
    strata: list[str],
    stratum_size: float = 0.0,
    number: int = 0,
) -> pd.DataFrame:
    """Give the rows of units; of certain ones, which are strata of their own, where no number is given."""
    chance = number * sizes[rows] / stratum_size if number else np.ones(len(rows))
    return pd.DataFrame(
        {
            "psu": units.iloc[rows].to_numpy(),
            "stratum": strata,
            "stratum_size": np.full(len(rows), stratum_size) if number else sizes[rows],
            "frame_size": sizes[rows],
            "probability": chance,
            "psu_weight": 1 / chance,
            "certain": np.full(len(rows), not number),
        },
        index=rows,
    )
