"""Does an answer have the distribution that was known beforehand?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from wps_eval.errors import Data, DesignFaults, Fault, Where
from wps_eval.survey.arguments import refuse_no_design, refuse_no_mapping
from wps_eval.survey.codes import code_of
from wps_eval.survey.linear import estimate, label_by_domain
from wps_eval.survey.t_and_wald import FTest
from wps_eval.survey.table import Item

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from wps_eval.survey.design import Design
    from wps_eval.survey.table import Value

    Floats = NDArray[np.float64]


#: relative to the population; a design that fixes the shares (strata of that answer) leaves no more variance
_ROUNDING = 1e-12


def goodness_of_fit(design: Design, item: str, expected: Mapping[Value, float]) -> FTest:
    """Test whether a categorical answer has known shares, by Rao and Scott's second correction.

    Args:
        design: The design.
        item: A column of categories.
        expected: The known share (or count) of every category, each above 0.

    Returns:
        The test: Pearson's statistic of the weighted shares and the base over its mean design effect, an F on as many
        degrees of freedom as Satterthwaite gives the numerator, and infinite ones for the denominator, as in R.
        Missing answers are left out. NaN without sampling error, and where the design fixes the shares.

    Raises:
        DesignFaults: There is no such column; The categories that are expected and those that are there are not the same, or a share is not
            above 0.

    Source: Rao and Scott (1981), Journal of the American Statistical Association 76, 221-230; R survey
    ``svygofchisq``, which linearises the totals, and whose statistic counts the population.

    Examples:
        Made-up answers of four people, held against one half each:

        >>> import pandas as pd
        >>> from wps_eval import survey
        >>> rows = pd.DataFrame({"vote": ["yes", "yes", "yes", "no"]})
        >>> drawn = {"weight": "equal", "stratum": "unstratified", "psu": "each row"}
        >>> design = survey.open(rows, kind="probability", **drawn)
        >>> found = survey.goodness_of_fit(design, "vote", {"yes": 0.5, "no": 0.5})
        >>> round(found.statistic, 4), found.ndf
        (1.0, 1.0)
    """
    refuse_no_mapping(expected, "expected")
    refuse_no_design(design)
    values = design.source.distinct(item)
    known = _known_shares(item, values, design.codebook.by_code(item, expected))
    items = [Item(item, among=(value,)) for value in values]
    totals = estimate(
        design,
        items,
        ((),),
        value=lambda sums: sums.total,
        scores=lambda sums: sums.total,
        labels=label_by_domain("total"),
        base=range(len(items)),
    )
    population = float(totals.estimate.sum())
    gap = totals.estimate - known * population
    root = np.sqrt(known * population)
    # X_i = (T_i - p_i N) / sqrt(p_i N), and N is the sum of the T
    slopes = (np.eye(len(known)) - known[:, None]) / root[:, None] - (
        gap / root / (2 * population)
    )[:, None]
    covariance = slopes @ totals.covariance @ slopes.T
    effects = covariance.diagonal() * np.nan
    if np.isfinite(covariance).all():
        effects = np.asarray(np.linalg.eigvalsh(covariance), dtype=np.float64)
    pearson, trace = float((gap**2 / root**2).sum()), float(effects.sum())
    if not trace > _ROUNDING * population:
        return FTest(np.nan, np.nan, np.nan, np.nan, "Rao-Scott goodness of fit")
    ndf = trace**2 / float((effects**2).sum())
    f = pearson / trace
    return FTest(f, ndf, np.inf, float(special.chdtrc(ndf, f * ndf)), "Rao-Scott goodness of fit")


def _known_shares(item: str, values: tuple[Value, ...], by_code: Mapping[str, float]) -> Floats:
    """Give the known shares in the order of the values; refuse what does not fit."""
    codes = [code_of(value) for value in values]
    faults = [
        Fault("no_count", Where(column=item), found=tuple(c for c in codes if c not in by_code))
    ] * (not set(codes) <= by_code.keys())
    faults += [
        Fault("no_row_of", Where(column=item), found=tuple(c for c in by_code if c not in codes))
    ] * (not by_code.keys() <= set(codes))
    faults += [
        Fault("share_not_above_nought", Where(column=item), Data(value=code, share=share))
        for code, share in by_code.items()
        if not share > 0
    ]
    if faults:
        raise DesignFaults(faults, "goodness of fit")
    shares = np.array([by_code[code] for code in codes])
    return np.asarray(shares / shares.sum(), dtype=np.float64)
