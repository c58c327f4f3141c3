"""How every round stands to one of them: the differences with one covariance, and one test of all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from wps_eval.errors import DesignFaults, Fault, Where
from wps_eval.survey.arguments import refuse_no_positions
from wps_eval.survey.find import positions_named

if TYPE_CHECKING:
    from wps_eval.survey.estimates import Estimates
    from wps_eval.survey.find import Named
    from wps_eval.survey.t_and_wald import FTest


@dataclass(frozen=True)
class ChangeSince:
    """Differences of rounds from a base round.

    Attributes:
        differences: One a round other than the base, in order, with one covariance.
        together: The test that none of them moved, which many single tests cannot stand for.
    """

    differences: Estimates
    together: FTest


def change_since(found: Estimates, base: int | Named) -> ChangeSince:
    """Hold the numbers of several rounds against those of a base round.

    Args:
        found: One number a round, with one covariance: a mean ``by`` rounds of one design of all rows, the margins
            of a model by round, or separate samples put together with ``combine_independent``.
        base: Position or name of the base round: 0, or ``"round=0"``.

    Returns:
        The differences, and the Wald test of all of them together.

    Raises:
        DesignFaults: The base means nothing, or several numbers.

    Source: Korn and Graubard, Analysis of Health Surveys (1999), chapter 3.

    Examples:
        Made-up points of two rounds, whose means are 2 and 5:

        >>> import pandas as pd
        >>> from wps_eval import survey
        >>> rows = pd.DataFrame({"points": [1, 2, 3, 4, 5, 6], "round": [1, 1, 1, 2, 2, 2]})
        >>> drawn = {"weight": "equal", "stratum": "unstratified", "psu": "each row"}
        >>> design = survey.open(rows, kind="probability", **drawn)
        >>> means = survey.mean(design, "points", "round")
        >>> since = survey.change_since(means, "round=1")
        >>> [round(float(number), 2) for number in since.differences.estimate]
        [3.0]
    """
    if isinstance(base, int):
        refuse_no_positions([base], len(found))
    positions = (
        [range(len(found))[base]] if isinstance(base, int) else positions_named(found.labels, base)
    )
    if len(positions) > 1:
        there = tuple(str(found.labels[position]) for position in positions)
        raise DesignFaults([Fault("several_numbers", Where(), there)], "estimates")
    start = positions[0]
    called = _called(found)
    others = [k for k in range(len(found)) if k != start]
    weights = np.eye(len(found))[others] - np.eye(len(found))[start]
    differences = found.contrast(weights, [f"{called[k]} less {called[start]}" for k in others])
    return ChangeSince(differences, differences.wald(range(len(differences))))


def _called(found: Estimates) -> list[str]:
    """Name rounds by their group; by their position where separate samples are all called the same."""
    names = [str(label.group) or label.item for label in found.labels]
    alike = len(set(names)) < len(names)
    return [f"{name} ({k})" if alike else name for k, name in enumerate(names)]
