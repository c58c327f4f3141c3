"""Regression on survey rows: statsmodels fits, the design gives the covariance."""

from __future__ import annotations

import re
import warnings
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import statsmodels.api as sm
from statsmodels.formula.api import glm
from statsmodels.tools.sm_exceptions import PerfectSeparationWarning

from wps_eval.errors import DesignFaults, Fault, Where
from wps_eval.survey.arguments import numbers_given, refuse_no_design
from wps_eval.survey.codes import as_flag, one_of
from wps_eval.survey.estimates import Estimates, Label
from wps_eval.survey.linear import influence_of_rows, method_of

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
#: so near to 0 or 1 a fitted share is that itself, since a coefficient has no end, as R's ``glm`` warns
CERTAIN = 10 * np.finfo(float).eps
_SETTLED = 1e-12  #: relative; coefficients that move less have settled
#: how the readers of formulas say that a variable is no column
_ABSENT = re.compile(r"name '(\w+)' is not defined|`(\w+)` is not present")
_FIT_TOLERANCE, _MOST_ITERATIONS = 1e-14, 100  #: of the deviance, absolute; of steps


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
    one_of(family, tuple(FAMILIES), "family")
    source = design.memory()
    rows, outcome = source.rows.frame.reset_index(drop=True), formula.partition("~")[0].strip()
    if family == "binomial" and outcome in rows:
        rows = rows.assign(**{outcome: as_flag(rows[outcome], outcome)})
    elif outcome in rows:
        rows = rows.assign(**{outcome: numbers_given(rows[outcome], outcome)})
    model = _model_of(formula, rows, FAMILIES[family](), source.weight)
    if family == "binomial":
        as_flag(np.asarray(model.endog, dtype=np.float64), outcome)
    _refuse_collinear(model.exog, model.exog_names, formula)
    takes_part = np.zeros(len(source.rows), bool)
    takes_part[rows.index.get_indexer(model.data.row_labels)] = True
    fitted = _fitted(model, outcome, refuse_parted=family == "binomial")
    regressors, fitted_means = np.asarray(model.exog), np.asarray(fitted.fittedvalues)
    weight = source.weight[takes_part]
    inverse_information = np.linalg.inv(
        regressors.T @ (regressors * (weight * model.family.variance(fitted_means))[:, None])
    )
    linearised = np.zeros((len(takes_part), regressors.shape[1]))
    linearised[takes_part] = (
        (np.asarray(model.endog) - fitted_means)[:, None] * regressors @ inverse_information
    )
    coefficient_count = regressors.shape[1]
    present = np.zeros(source.units, bool)
    present[source.unit[takes_part]] = True
    has_units = design.units is not None
    df = (
        design.units.degrees(present) - (coefficient_count - 1)
        if design.units is not None
        else np.nan
    )
    coefficients = np.asarray(fitted.params, dtype=np.float64)
    influence = None
    if has_units and design.replicates is not None:
        factors = design.replicates.factors[:, source.unit[takes_part]]
        refitted = np.array([_refitted(model, weight * each, coefficients) for each in factors])
        influence = design.replicates.spread(refitted, coefficients[None, :])
    elif has_units:
        influence = influence_of_rows(design, linearised)
    return Estimates(
        labels=tuple(Label("coefficient", name) for name in model.exog_names),
        estimate=coefficients,
        influence=influence,
        n=np.full(coefficient_count, takes_part.sum(), dtype=np.float64),
        n_missing=np.full(coefficient_count, (~takes_part).sum(), dtype=np.float64),
        n_weighted=np.full(coefficient_count, weight.sum()),
        method=method_of(design),
        fixed_df=float(df),
    )


def _model_of(formula: str, rows: pd.DataFrame, family: Any, weight: Floats) -> Any:
    """Read a formula; a variable that is no column, or a formula that is none, is told."""
    if "~" not in formula:
        raise DesignFaults([Fault("bad_formula", Where(), formula)], "model")
    try:
        return glm(formula, rows, family=family, var_weights=weight, missing="drop")
    except Exception as error:  # formulas are read by libraries that raise what they like
        if absent := _ABSENT.search(str(error)):
            known = tuple(map(str, rows.columns))
            fault = Fault("no_column", Where(), next(filter(None, absent.groups())), known=known)
        else:
            fault = Fault("bad_formula", Where(), formula)
        raise DesignFaults([fault], "model") from error


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


def _refuse_collinear(regressors: Floats, names: Sequence[str], formula: str) -> None:
    """Refuse variables of which one follows from those before it."""
    scaled = regressors / np.maximum(np.abs(regressors).max(axis=0), np.finfo(float).tiny)
    faults = [
        Fault("says_the_same", Where(column=names[k]))
        for k in range(1, scaled.shape[1])
        if np.linalg.matrix_rank(scaled[:, : k + 1]) == np.linalg.matrix_rank(scaled[:, :k])
    ]
    if faults:
        raise DesignFaults(faults, formula)
