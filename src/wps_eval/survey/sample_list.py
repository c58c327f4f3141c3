"""The sample list of a round, as the field fills it in and as weights are made from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from wps_eval.survey.arguments import refuse_absent_columns
from wps_eval.survey.planning_guards import refuse_outside

if TYPE_CHECKING:
    import pandas as pd


def sample_list(units: pd.DataFrame, per_unit: int) -> pd.DataFrame:
    """Make ``sample.csv`` of units that were drawn.

    Args:
        units: As ``select_units`` gives them.
        per_unit: Households or people to select in each; of a smaller unit all.

    Returns:
        One row a unit, in the columns of ``build_weights``: ``listed`` is the frame's size until the field has listed
        the unit, ``completed`` and ``replaced`` are 0 until interviews are in, ``inaccessible`` is 0, ``reason`` is
        empty. Weights that are made of it when all is completed sum to the frame's size.

    Raises:
        DesignFaults: Less than one is to be selected.

    Examples:
        Two of four made-up units, ten households in each:

        >>> import pandas as pd
        >>> from wps_eval import survey
        >>> frame = pd.DataFrame({"psu": list("abcd"), "stratum": "north", "size": [100] * 4})
        >>> survey.sample_list(survey.select_units(frame, 2, seed=1325), 10)["selected"].tolist()
        [10, 10]
    """
    refuse_absent_columns(units, ("psu", "stratum", "stratum_size", "frame_size"))
    refuse_outside(per_unit=(per_unit, 1, np.inf))
    sizes = units["frame_size"].to_numpy(np.float64)
    return units[["psu", "stratum", "stratum_size", "frame_size"]].assign(
        listed=sizes, selected=np.minimum(per_unit, sizes).astype(int), completed=0, replaced=0,
        inaccessible=0, reason="",
    )  # fmt: skip
