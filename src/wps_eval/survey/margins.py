"""What a model says of everybody: predictive margins, and effects averaged over those who were asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wps_eval.errors import DesignFaults, Fault, Where
from wps_eval.survey.arguments import refuse_no_design
from wps_eval.survey.codes import code_of, held_values
from wps_eval.survey.label import Label
from wps_eval.survey.models import fit_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from wps_eval.survey.design import Design
    from wps_eval.survey.estimates import Estimates
    from wps_eval.survey.models import Fit
    from wps_eval.survey.table import Value

    Floats = NDArray[np.float64]

_STEP = 1e-4  #: of a standard deviation, by which a measured variable is moved to either side


def predictive_margins(
    design: Design,
    formula: str,
    variable: str,
    values: Sequence[Value] = (),
    *,
    family: str = "binomial",
) -> Estimates:
    """Predict what the mean would be if everybody had one value of a variable and kept all others.

    Args:
        design: A design of rows.
        formula: The model, as in ``fit_model``.
        variable: The column that is set.
        values: What it is set to; unsaid, every value that rows of the model hold.
        family: As in ``fit_model``.

    Returns:
        The weighted mean of the predictions by value, shares for ``binomial``. Their covariance holds both the
        error of the coefficients and that of the people over whom predictions are averaged, and how the
        two move together; ``difference`` gives adjusted differences. Rows that miss a variable of
        the formula take no part.

    Raises:
        DesignFaults: As ``fit_model``; a value that no row holds, or a variable that the model does not use.

    Source: Graubard and Korn (1999), Biometrics 55, 652-659; point estimates as R survey ``svypredmeans``,
    whose variance leaves out how the two errors move together.

    Examples:
        Made-up answers: of those who had not heard 5 of 20 said yes, of the others 15 of 20:

        >>> import pandas as pd
        >>> from wps_eval import survey
        >>> rows = pd.DataFrame({"heard": [0] * 20 + [1] * 20, "yes": [1, 0, 0, 0] * 5 + [1, 1, 1, 0] * 5})
        >>> drawn = {"weight": "equal", "stratum": "unstratified", "psu": "each row"}
        >>> design = survey.open(rows, kind="probability", **drawn)
        >>> found = survey.predictive_margins(design, "yes ~ heard", "heard")
        >>> [round(float(number), 2) for number in found.estimate]
        [0.25, 0.75]
    """
    refuse_no_design(design)
    fit = fit_rows(design, formula, family)
    _refuse_unused(fit, variable)
    held = tuple(sorted(pd.unique(fit.rows[variable].dropna()).tolist()))
    kept = held_values(values, held, variable) if len(values) else held
    predicted = [_prediction(fit, fit.rows.assign(**{variable: value})) for value in kept]
    labels = [
        Label("margin", f"{variable}={code_of(value)}", column=variable, answer=code_of(value))
        for value in kept
    ]
    return _averaged(fit, labels, predicted, whole=1.0 if family == "binomial" else np.nan)


def average_effect(
    design: Design, formula: str, variable: str, *, family: str = "binomial"
) -> Estimates:
    """Average over everybody how far the prediction moves with a measured variable.

    Args:
        design: A design of rows.
        formula: The model, as in ``fit_model``.
        variable: A column of numbers that are measured; of answers, take the ``difference`` of ``predictive_margins``.
        family: As in ``fit_model``.

    Returns:
        The weighted mean of the derivative of the prediction, in units of the outcome (of ``binomial``: of 1)
        for one unit of the variable, with the variance of ``predictive_margins``.

    Raises:
        DesignFaults: As ``fit_model``; a variable that the model does not use, or of words.

    Source: Graubard and Korn (1999), Biometrics 55, 652-659, with the delta method for the derivative.

    Examples:
        Made-up points near a line that rises by 2 a year:

        >>> import pandas as pd
        >>> from wps_eval import survey
        >>> rows = pd.DataFrame({"year": [1, 2, 3, 4, 5], "points": [3, 5, 8, 9, 11]})
        >>> drawn = {"weight": "equal", "stratum": "unstratified", "psu": "each row"}
        >>> design = survey.open(rows, kind="probability", **drawn)
        >>> found = survey.average_effect(design, "points ~ year", "year", family="gaussian")
        >>> round(float(found.estimate[0]), 2)
        2.0
    """
    refuse_no_design(design)
    fit = fit_rows(design, formula, family)
    _refuse_unused(fit, variable)
    numbers = pd.to_numeric(fit.rows[variable], errors="coerce").astype(float)
    if numbers.isna().any():
        raise DesignFaults([Fault("not_measured", Where(column=variable))], formula)
    step = _STEP * float(numbers.std())
    (above, slopes_above), (below, slopes_below) = (
        _prediction(fit, fit.rows.assign(**{variable: numbers + side})) for side in (step, -step)
    )
    effect = ((above - below) / (2 * step), (slopes_above - slopes_below) / (2 * step))
    return _averaged(fit, [Label("average effect", variable)], [effect])


def _refuse_unused(fit: Fit, variable: str) -> None:
    """Refuse a variable that moves no prediction: its margins would all be alike, a plausible nothing."""
    names = tuple(sorted(map(str, fit.rows.columns)))
    if variable not in names:
        raise DesignFaults([Fault("no_column", Where(), variable, known=names)], variable)
    if not _moves(fit, fit.rows[variable]):
        raise DesignFaults([Fault("not_in_model", Where(column=variable))], variable)


def _moves(fit: Fit, column: pd.Series) -> bool:
    """Whether a prediction changes where a column is set to its lowest value, or to its highest."""
    as_is = np.asarray(fit.fitted.fittedvalues)
    values = sorted(pd.unique(column.dropna()).tolist())
    return any(
        not np.allclose(
            _prediction(fit, fit.rows.assign(**{str(column.name): value}))[0],
            as_is,
            rtol=1e-12,
        )
        for value in (values[0], values[-1])
    )


def _prediction(fit: Fit, rows: pd.DataFrame) -> tuple[Floats, Floats]:
    """Give the means that a model predicts (n,), and how each moves with the coefficients (n, k)."""
    regressors = fit.read.regressors_of(rows)
    score = regressors @ np.asarray(fit.fitted.params)
    link = fit.fitted.model.family.link
    return np.asarray(link.inverse(score)), link.inverse_deriv(score)[:, None] * regressors


def _averaged(
    fit: Fit,
    labels: Sequence[Label],
    predicted: Sequence[tuple[Floats, Floats]],
    whole: float = np.nan,
) -> Estimates:
    """Average predictions over the rows of a model, with the linearised variables of the averages."""
    total = fit.weight.sum()
    averages = np.array([fit.weight @ each / total for each, _ in predicted])
    slopes = np.stack([fit.weight @ moves / total for _, moves in predicted])
    linearised = fit.linearised @ slopes.T
    own = np.stack([each for each, _ in predicted], axis=1) - averages
    linearised[fit.takes_part] += own / total
    return fit.estimates(labels, averages, linearised, whole)
