"""Trim extreme weights and give what was cut off to the others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from wps_eval.errors import Data, DesignFaults, Fault, Where
from wps_eval.survey.arguments import numbers_given, refuse_no_design
from wps_eval.survey.linear import divided
from wps_eval.survey.row_sources import MemorySource

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from wps_eval.survey.design import Design

    Floats = NDArray[np.float64]

_ROUNDING = 1e-12  #: relative to the sum of weights; less than this is nothing cut off


def _reweighted(design: Design, weight: Floats) -> Design:
    """Give the design other weights; its calibration knows what they are of the calibrated ones."""
    source, calibration = design.memory(), design.calibration
    if calibration is not None:
        already = 1.0 if calibration.trimmed is None else calibration.trimmed
        trimmed = already * divided(weight, source.weight)
        calibration = replace(calibration, trimmed=np.asarray(trimmed))
    return replace(
        design,
        source=MemorySource(source.rows, source.unit, weight, source.units),
        calibration=calibration,
    )


def trim(design: Design, *, low: float = 0.0, high: float = np.inf) -> Design:
    """Trim weights to bounds; the sum of the weights stays.

    What is cut off is shared equally among the weights that were not trimmed, as often as that
    pushes others over a bound.

    Args:
        design: A design of rows. Weights that are calibrated already no longer meet their totals exactly; the
            variance knows of the calibration, and takes the trimming as given.
        low: Least weight.
        high: Greatest weight.

    Returns:
        The design with the new weights.

    Raises:
        DesignFaults: The bounds cannot hold the sum of the weights, or each replicate was calibrated to it.

    Source: Potter (1990), Proceedings of the Survey Research Methods Section, 225-230; R survey
    ``trimWeights(strict = TRUE)``.

    Examples:
        Made-up weights; the greatest is cut to 4 and the others share what was cut off:

        >>> import pandas as pd
        >>> from wps_eval import survey
        >>> rows = pd.DataFrame({"w": [1.0, 1.0, 6.0]})
        >>> design = survey.open(rows, kind="convenience", weight="w")
        >>> survey.trim(design, high=4).weights.tolist()
        [2.0, 2.0, 4.0]
    """
    refuse_no_design(design)
    low, high = (
        float(numbers_given([end], name)[0]) for end, name in ((low, "low"), (high, "high"))
    )
    source = design.memory()
    weight, total = source.weight.copy(), source.weight.sum()
    has_both = design.calibration is not None and design.replicates is not None
    if has_both or not low * len(weight) <= total <= high * len(weight):
        found = Data(low=float(low), high=float(high), count=len(weight), sum=float(total))
        raise DesignFaults([Fault("trim", Where(), found)], "trimming")
    is_trimmed = np.zeros(len(weight), bool)
    while True:
        clipped = np.clip(weight, low, high)
        is_trimmed |= clipped != weight
        cut_off = total - clipped.sum()
        if abs(cut_off) <= _ROUNDING * total or is_trimmed.all():
            return _reweighted(design, clipped)
        weight = np.where(is_trimmed, clipped, clipped + cut_off / (~is_trimmed).sum())
