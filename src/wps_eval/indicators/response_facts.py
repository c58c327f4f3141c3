"""What a round's sample list and weights tell of response: its evenness, and what unequal weights cost."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from wps_eval.codes import DesignKind
from wps_eval.survey.build_weights import NEEDED_COLUMNS
from wps_eval.survey.representativity import representativity
from wps_eval.survey.weight_spread import weight_spread

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from wps_eval.workspace.intake import RoundIntake

MOST_CATEGORIES = 25  #: of a column of the sample list that is taken for a variable
_NO_VARIABLES = frozenset({*NEEDED_COLUMNS, "reason"} - {"stratum"})
_ANSWERED, _WEIGHT = "_answered", "_weight"


def response_facts(taken: RoundIntake) -> Mapping[str, dict[str, object]]:
    """Give what is told of a round's response and weights, as facts of the rounds table.

    Args:
        taken: The round.

    Returns:
        ``representativity``: 100 times the adjusted R-indicator, with the columns that it rests on: the strata and
        every further column of the sample list with at most ``MOST_CATEGORIES`` values; ``weights``: by how many
        percent unequal weights raise the variance of a mean. Nothing of a round that is no probability sample; no
        R-indicator without a sample list, or where all of those selected answered.
    """
    design = taken.people.design
    if design.kind is not DesignKind.PROBABILITY or not len(design.weights):
        return {}
    facts: dict[str, dict[str, object]] = {}
    if taken.intake.sample is not None:
        sample = taken.intake.sample
        variables = [
            str(name)
            for name in sample.columns
            if name not in _NO_VARIABLES
            and 1 < sample[name].nunique(dropna=False) <= MOST_CATEGORIES
        ]
        selected = selected_households(sample)
        if variables and len(selected):
            r = representativity(selected, _ANSWERED, variables, _WEIGHT).r_adjusted
            if not isnan(r):
                facts["representativity"] = {"pct": 100 * r, "value": ", ".join(variables)}
    cost = weight_spread(design.weights).effect - 1
    return facts | {"weights": {"pct": 100 * cost}}


def selected_households(sample: pd.DataFrame) -> pd.DataFrame:
    """Give a row a selected household: whether it answered itself, its design weight, and its unit's columns.

    A household that replaced another is no answer of those selected. Its unit's chance is that of ``build_weights``.
    """
    drawn = sample.groupby("stratum")["psu"].transform("size")
    chance = (drawn * sample["frame_size"] / sample["stratum_size"]).clip(upper=1.0)
    selected = sample["selected"].astype(int)
    units = sample.assign(**{_WEIGHT: sample["listed"] / selected.where(selected > 0) / chance})
    answered = (sample["completed"] - sample["replaced"]).clip(lower=0)
    rows = units.loc[units.index.repeat(selected)]
    place = rows.groupby(level=0).cumcount()
    return rows.assign(
        **{_ANSWERED: (place < answered.reindex(rows.index)).to_numpy()}
    ).reset_index(drop=True)
