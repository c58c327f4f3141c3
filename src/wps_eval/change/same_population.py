"""Two rounds as if they had reached the same population: weights of both raked to the composition between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from wps_eval.codes import DesignKind
from wps_eval.errors import DesignFaults
from wps_eval.sources.instrument import Role
from wps_eval.survey.calibration import calibrate
from wps_eval.survey.codes import codes_of
from wps_eval.workspace.regions import PLACE_QUESTION

if TYPE_CHECKING:
    import pandas as pd

    from wps_eval.survey.design import Design
    from wps_eval.survey.table import Value
    from wps_eval.workspace.people import People


def designs_of_same_population(earlier: People, later: People) -> tuple[Design, Design] | None:
    """Give both rounds' designs with weights that make their composition one.

    Args:
        earlier: The earlier round.
        later: The later round.

    Returns:
        The designs, raked so that of each demographic question both have the shares that lie midway between
        them; the place is left out, since samples are laid by it. Nothing where the rounds share no
        question that everybody in both answered, or that both gave the same answers to, and where either is no
        probability sample or cannot be raked.

    Source: direct standardisation, Kitagawa (1955); raking, Deming and Stephan (1940).
    """
    if any(people.design.kind is not DesignKind.PROBABILITY for people in (earlier, later)):
        return None
    asked = [
        {q.name for q in people.instrument.questions if q.role is Role.DEMOGRAPHIC and q.name in people.frame}
        for people in (earlier, later)
    ]  # fmt: skip
    middle = {
        name: shares
        for name in sorted((asked[0] & asked[1]) - {PLACE_QUESTION})
        if (shares := _midway(name, earlier, later))
    }
    if not middle:
        return None
    try:
        return _raked(earlier, middle), _raked(later, middle)
    except DesignFaults:  # weights that are calibrated already, or no weights that do it
        return None


def _midway(name: str, earlier: People, later: People) -> dict[str, float]:
    """Give the shares of a question's answers midway between two rounds; nothing where they cannot be held together."""
    codes = [codes_of(people.frame[name]) for people in (earlier, later)]
    if any(each.isna().any() for each in codes) or set(codes[0]) != set(codes[1]):
        return {}
    shares = [_shares(each, people) for each, people in zip(codes, (earlier, later), strict=True)]
    return {code: (shares[0][code] + shares[1][code]) / 2 for code in sorted(set(codes[0]))}


def _shares(codes: pd.Series[str], people: People) -> dict[str, float]:
    """Give the weighted share of each answer."""
    weights = people.design.weights
    kinds, position = np.unique(codes.to_numpy(str), return_inverse=True)
    sums = np.bincount(position, weights)
    return dict(zip(kinds.tolist(), (sums / sums.sum()).tolist(), strict=True))


def _raked(people: People, middle: dict[str, dict[str, float]]) -> Design:
    """Rake one round to the shares, keeping the sum of its weights."""
    total = float(people.design.weights.sum())
    margins: dict[str, dict[Value, float]] = {
        name: {code: share * total for code, share in shares.items()}
        for name, shares in middle.items()
    }
    return calibrate(people.design, margins=margins)
