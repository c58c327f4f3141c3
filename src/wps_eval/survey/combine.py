"""Put estimates side by side: of one sample with all their covariance, of two with none."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from wps_eval.errors import DesignFaults, Fault, Where
from wps_eval.survey.codebook import Codebook
from wps_eval.survey.estimates import Estimates
from wps_eval.survey.units import Units

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def combine(parts: Sequence[Estimates]) -> Estimates:
    """Put estimates of one sample side by side; how they move together is kept.

    Args:
        parts: Estimates made from the same design (its units are the same object).

    Returns:
        All their numbers, in order.

    Raises:
        DesignFaults: They come from different designs, or there are none.

    Examples:
        Two numbers of the same made-up sample, and their difference:

        >>> import pandas as pd
        >>> from wps_eval import survey
        >>> rows = pd.DataFrame({"y": [1, 2, 4, 5, 3, 3], "village": [1, 1, 2, 2, 3, 3]})
        >>> drawn = {"weight": "equal", "stratum": "unstratified", "psu": "village"}
        >>> design = survey.open(rows, kind="probability", **drawn)
        >>> both = survey.combine([survey.mean(design, "y"), survey.proportion(design, "y", among=5)])
        >>> [label.statistic for label in both.labels]
        ['mean', 'proportion']
    """
    _refuse_none(parts)
    first = parts[0]
    if any(part.units is not first.units or part.method != first.method for part in parts):
        raise DesignFaults([Fault("other_design", Where())], "estimates")
    influences = [part.influence for part in parts if part.influence is not None]
    presences = [part.present for part in parts if part.present is not None]
    return _joined_estimates(
        parts,
        influence=np.concatenate(influences, axis=1) if len(influences) == len(parts) else None,
        fixed_df=first.fixed_df,
        units=first.units,
        present=np.concatenate(presences, axis=1) if len(presences) == len(parts) else None,
        method=first.method,
    )


def combine_independent(parts: Sequence[Estimates]) -> Estimates:
    """Put estimates of separate samples side by side; their covariance is zero.

    Args:
        parts: Estimates of samples drawn independently of each other.

    Returns:
        All their numbers, in order. The degrees of freedom of a contrast are the sum of those of
        its parts, or the smallest of them where one has replicate weights; a full count has none
        and adds no error. Without a standard error in one part there is none in any.

    Source: Korn and Graubard (1999), chapter 3: independent samples as strata of one.

    Examples:
        A number of two made-up samples; their variances add up:

        >>> import pandas as pd
        >>> from wps_eval import survey
        >>> rows = pd.DataFrame({"y": [1, 2, 4, 5, 3, 3], "village": [1, 1, 2, 2, 3, 3]})
        >>> drawn = {"weight": "equal", "stratum": "unstratified", "psu": "village"}
        >>> design = survey.open(rows, kind="probability", **drawn)
        >>> one = survey.mean(design, "y")
        >>> two = survey.combine_independent([one, one]).difference(0, 1)
        >>> round(float(two.se[0] ** 2 / one.se[0] ** 2), 6)
        2.0
    """
    _refuse_none(parts)
    influences = [part.influence for part in parts if part.influence is not None]
    drawn = [part for part in parts if not part.full_count]
    units = [part.units for part in drawn if part.units is not None]
    all_known = (
        bool(units) and len(units) == len(drawn) and all(u.replicates is None for u in units)
    )
    methods = list(dict.fromkeys(part.method for part in parts))
    return _joined_estimates(
        parts,
        influence=_block_diagonal(influences) if len(influences) == len(parts) else None,
        fixed_df=_smallest_df(drawn),
        units=_stacked_units(units) if all_known else None,
        present=_block_diagonal([_presence(part) for part in parts]).astype(bool)
        if all_known
        else None,
        method="; ".join(methods),
    )


def _refuse_none(parts: Sequence[Estimates]) -> None:
    """Refuse to put nothing together."""
    if not len(parts):
        raise DesignFaults([Fault("nothing_to_combine", Where())], "estimates")


def _joined_estimates(
    parts: Sequence[Estimates],
    *,
    influence: Floats | None,
    fixed_df: float,
    units: Units | None,
    present: NDArray[np.bool_] | None,
    method: str,
) -> Estimates:
    """Lay estimates end to end; what the joined covariance rests on is given."""
    return Estimates(
        labels=tuple(label for part in parts for label in part.labels),
        estimate=np.concatenate([part.estimate for part in parts]),
        influence=influence,
        n=np.concatenate([part.n for part in parts]),
        n_missing=np.concatenate([part.n_missing for part in parts]),
        n_weighted=np.concatenate([part.n_weighted for part in parts]),
        method=method,
        units=units,
        present=present,
        fixed_df=fixed_df,
        deff=np.concatenate([part.deff for part in parts])
        if all(len(part.deff) == len(part) for part in parts)
        else np.zeros(0),
        intervals=_joined_intervals(parts),
        intervals_level=parts[0].intervals_level,
        codebook=reduce(Codebook.joined, (part.codebook for part in parts)),
        whole=np.concatenate(
            [part.whole if len(part.whole) else np.full(len(part), np.nan) for part in parts]
        ),
    )


def _joined_intervals(parts: Sequence[Estimates]) -> tuple[Floats, Floats] | None:
    """Lay intervals that were made with the estimates end to end; None where one part has none of that level."""
    made = [part.intervals for part in parts if part.intervals is not None]
    if len(made) < len(parts) or len({part.intervals_level for part in parts}) > 1:
        return None
    return np.concatenate([low for low, _ in made]), np.concatenate([high for _, high in made])


def _smallest_df(drawn: Sequence[Estimates]) -> float:
    """Give the smallest degrees of freedom of some samples; NaN where one has none, or there is no sample."""
    return float(np.min([part.df.min() for part in drawn])) if drawn else float("nan")


def _presence(part: Estimates) -> NDArray[np.bool_]:
    """Give which units hold a case of each number (U, k); a full count has no units."""
    return np.zeros((0, len(part)), bool) if part.present is None else part.present


def _block_diagonal(parts: Sequence[NDArray[np.generic]]) -> NDArray[np.float64]:
    """Lay matrices along the diagonal, zero elsewhere."""
    rows, columns = (sum(part.shape[axis] for part in parts) for axis in (0, 1))
    blocks = np.zeros((rows, columns))
    row = column = 0
    for part in parts:
        blocks[row : row + part.shape[0], column : column + part.shape[1]] = part
        row, column = row + part.shape[0], column + part.shape[1]
    return blocks


def _stacked_units(parts: Sequence[Units]) -> Units:
    """Number the units and strata of separate samples through; they are asked for degrees of freedom alone."""
    psu, stratum, strata_before, psus_before = [], [], 0, 0
    for part in parts:
        psu.append(part.psu + psus_before)
        stratum.append(part.stratum + strata_before)
        psus_before += len(part.stratum)
        strata_before += int(part.stratum.max()) + 1
    return Units(
        np.concatenate(psu),
        np.concatenate(stratum),
        np.concatenate([part.fraction for part in parts]),
    )
