"""Regression on survey rows: statsmodels fits, the design gives the covariance."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import statsmodels.api as sm
from statsmodels.tools.sm_exceptions import PerfectSeparationWarning

from wps_eval.errors import DesignFaults, Fault, Where
from wps_eval.survey.arguments import numbers_given, refuse_no_design
from wps_eval.survey.codes import as_flag, one_of
from wps_eval.survey.estimates import Estimates
from wps_eval.survey.formula import ReadFormula, read_formula
from wps_eval.survey.label import Label
from wps_eval.survey.linear import influence_of_rows, method_of
from wps_eval.values.row_holder import RowHolder

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from wps_eval.survey.design import Design

    Floats = NDArray[np.float64]

FAMILIES = {
    "gaussian": sm.families.Gaussian,
    "binomial": sm.families.Binomial,
    "poisson": sm.families.Poisson,
}
#: what a coefficient is, by family
STATISTIC_OF = {"gaussian": "coefficient", "binomial": "log odds", "poisson": "log rate"}
#: so near to 0 or 1 a fitted share is that itself, since a coefficient has no end, as R's ``glm`` warns
CERTAIN = 10 * np.finfo(float).eps
_SETTLED = 1e-12  #: relative; coefficients that move less have settled
_FIT_TOLERANCE, _MOST_ITERATIONS = 1e-14, 100  #: of the deviance, absolute; of steps


@dataclass(frozen=True, repr=False)
class Fit(RowHolder):
    """A model fitted to survey rows, and what its design-based covariance is made of.

    Attributes:
        design: The design.
        fitted: What statsmodels fitted.
        read: The formula's columns, and how to make them of other rows.
        rows: The rows that take part.
        takes_part: Which of the design's rows they are (n,).
        weight: The weights of those that take part.
        linearised: Unweighted linearised variables of the coefficients (n, k), 0 for rows that take no part.
        df: Degrees of freedom of the units that take part, less the coefficients besides the first.
    """

    design: Design
    fitted: Any
    read: ReadFormula
    rows: pd.DataFrame
    takes_part: NDArray[np.bool_]
    weight: Floats
    linearised: Floats
    df: float

    def estimates(
        self, labels: Sequence[Label], estimate: Floats, linearised: Floats, whole: float = np.nan
    ) -> Estimates:
        """Make estimates of numbers that rest on the rows of the model.

        Args:
            labels: What the k numbers are.
            estimate: The numbers (k,).
            linearised: Their unweighted linearised variables (n, k).
            whole: What the whole counts as, where they lie between nothing and it.
        """
        count, has_units = len(labels), self.design.units is not None
        return Estimates(
            labels=tuple(labels),
            estimate=estimate,
            influence=influence_of_rows(self.design, linearised) if has_units else None,
            n=np.full(count, self.takes_part.sum(), dtype=np.float64),
            n_missing=np.full(count, (~self.takes_part).sum(), dtype=np.float64),
            n_weighted=np.full(count, self.weight.sum()),
            method=method_of(self.design),
            fixed_df=self.df,
            whole=np.full(count, whole),
            codebook=self.design.codebook,
        )


def fit_model(
    design: Design,
    formula: str,
    *,
    family: Literal["gaussian", "binomial", "poisson"] = "gaussian",
) -> Estimates:
    """Fit a generalised linear model by pseudo-likelihood.

    Args:
        design: A design of rows.
        formula: The model, ``outcome ~ one + other``; the outcome of ``binomial`` is 0 or 1, false or true.
        family: ``gaussian`` (identity), ``binomial`` (logit) or ``poisson`` (log).

    Returns:
        The coefficients with their design-based covariance; ``binomial`` on the scale of log odds,
        ``poisson`` of log counts. Rows that miss a variable of the formula are left out; their
        count is ``n_missing``. Degrees of freedom are those of the units that take part, less the
        coefficients besides the first.

    Raises:
        DesignFaults: The rows were grouped elsewhere; the outcome of ``binomial`` is something else than yes or no, or the
            variables part it perfectly; two variables say the same; a variable is no column, the outcome holds words, or the
            formula cannot be read.

    Source: Binder (1983), International Statistical Review 51, 279-292; R survey ``svyglm``, which with replicate
    weights fits the model again with each of them.

    Examples:
        Made-up rows on the line y = 1 + 2 x, but for the last:

        >>> import pandas as pd
        >>> from wps_eval import survey
        >>> rows = pd.DataFrame({"x": [0, 1, 2, 3], "y": [1, 3, 5, 8]})
        >>> drawn = {"weight": "equal", "stratum": "unstratified", "psu": "each row"}
        >>> design = survey.open(rows, kind="probability", **drawn)
        >>> found = survey.fit_model(design, "y ~ x")
        >>> {label.item: round(float(number), 2) for label, number in zip(found.labels, found.estimate)}
        {'Intercept': 0.8, 'x': 2.3}
    """
    refuse_no_design(design)
    fit = fit_rows(design, formula, family)
    model, coefficients = fit.fitted.model, np.asarray(fit.fitted.params, dtype=np.float64)
    labels = [Label(STATISTIC_OF[family], name) for name in fit.read.names]
    found = fit.estimates(labels, coefficients, fit.linearised)
    if design.replicates is None:
        return found
    factors = design.replicates.factors[:, design.memory().unit[fit.takes_part]]
    refitted = np.array([_refitted(model, fit.weight * each, coefficients) for each in factors])
    return replace(found, influence=design.replicates.spread(refitted, coefficients[None, :]))


def fit_rows(design: Design, formula: str, family: str) -> Fit:
    """Fit a model as ``fit_model`` does, and keep what predictions of it need.

    Args:
        design: A design of rows.
        formula: The model.
        family: ``gaussian``, ``binomial`` or ``poisson``.

    Raises:
        DesignFaults: As ``fit_model``.
    """
    one_of(family, tuple(FAMILIES), "family")
    source = design.memory()
    rows, outcome = source.rows.frame.reset_index(drop=True), formula.partition("~")[0].strip()
    if family == "binomial" and outcome in rows:
        rows = rows.assign(**{outcome: as_flag(rows[outcome], outcome)})
    elif outcome in rows:
        rows = rows.assign(**{outcome: numbers_given(rows[outcome], outcome)})
    read = read_formula(formula, rows)
    if family == "binomial":
        as_flag(read.outcome, outcome)
    takes_part, regressors = read.takes_part, read.regressors
    weight = source.weight[takes_part]
    model = sm.GLM(read.outcome, regressors, family=FAMILIES[family](), var_weights=weight)
    fitted = _fitted(model, outcome, refuse_parted=family == "binomial")
    fitted_means = np.asarray(fitted.fittedvalues)
    inverse_information = np.linalg.inv(
        regressors.T @ (regressors * (weight * model.family.variance(fitted_means))[:, None])
    )
    linearised = np.zeros((len(takes_part), regressors.shape[1]))
    linearised[takes_part] = (
        (read.outcome - fitted_means)[:, None] * regressors @ inverse_information
    )
    return Fit(
        design=design,
        fitted=fitted,
        read=read,
        rows=rows[takes_part],
        takes_part=takes_part,
        weight=weight,
        linearised=linearised,
        df=degrees_of_model(design, takes_part, regressors.shape[1]),
    )


def degrees_of_model(
    design: Design, takes_part: NDArray[np.bool_], coefficient_count: int
) -> float:
    """Count the degrees of freedom of a model: of the units of its rows, less the coefficients besides the first.

    Args:
        design: A design of rows.
        takes_part: Which of its rows take part (n,).
        coefficient_count: How many coefficients there are.

    Returns:
        The count; NaN where there are no sampling units.
    """
    if design.units is None:
        return np.nan
    source = design.memory()
    present = np.zeros(source.units, bool)
    present[source.unit[takes_part]] = True
    return float(design.units.degrees(present) - (coefficient_count - 1))


def _fitted(model: Any, outcome: str, *, refuse_parted: bool) -> Any:
    """Fit a model; refuse a yes or no that the variables part perfectly, since there is no finite answer."""
    with warnings.catch_warnings():
        warnings.simplefilter("error" if refuse_parted else "ignore", PerfectSeparationWarning)
        try:
            fitted = model.fit(tol=_FIT_TOLERANCE, maxiter=_MOST_ITERATIONS)
        except PerfectSeparationWarning as error:
            raise _parted(outcome) from error
    means = np.asarray(fitted.fittedvalues)
    if refuse_parted and (np.minimum(means, 1 - means) < CERTAIN).any():
        raise _parted(outcome)
    return fitted


def _refitted(model: Any, weight: Floats, start: Floats) -> Floats:
    """Fit again with other weights, by Newton's method from the coefficients of before; NaN where that has no end.

    The links are canonical, so that the derivative of the log likelihood is that of the mean's residuals.
    """
    regressors, outcome = np.asarray(model.exog), np.asarray(model.endog)
    coefficients = start
    for _ in range(_MOST_ITERATIONS):
        means = model.family.fitted(regressors @ coefficients)
        slopes = weight * model.family.variance(means)
        information = regressors.T @ (regressors * slopes[:, None])
        if not np.isfinite(information).all() or np.linalg.matrix_rank(information) < len(start):
            break
        step = np.linalg.solve(information, regressors.T @ (weight * (outcome - means)))
        coefficients = coefficients + step
        if np.max(np.abs(step)) <= _SETTLED * max(np.max(np.abs(coefficients)), 1.0):
            return np.asarray(coefficients, dtype=np.float64)
    return np.full(len(start), np.nan)


def _parted(outcome: str) -> DesignFaults:
    """Say that the variables part an outcome."""
    return DesignFaults([Fault("parted_perfectly", Where(column=outcome))], outcome)
