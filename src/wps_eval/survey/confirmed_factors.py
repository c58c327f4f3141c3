"""Whether items hang together as the questionnaire says: confirmatory factors under the design."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy import linalg, special

from wps_eval.errors import DesignFaults, Fault, Where
from wps_eval.survey.arguments import (
    refuse_absent_columns,
    refuse_no_design,
    refuse_no_mapping,
)
from wps_eval.survey.codes import refuse_codes_of_no_answer
from wps_eval.survey.estimate_rows import RowStatistic, estimate_rows
from wps_eval.survey.factor_model import FactorModel
from wps_eval.survey.label import Label
from wps_eval.survey.mean import item_names
from wps_eval.values.row_holder import RowHolder

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from wps_eval.survey.design import Design
    from wps_eval.survey.estimates import Estimates

    Floats = NDArray[np.float64]

_FEWEST_ITEMS = 3  #: with fewer a factor's loadings are undetermined
_MOST_STEPS, _MOST_HALVINGS = 500, 40
_SETTLED = 1e-12  #: a step of parameters, in standard deviations of the items


@dataclass(frozen=True, slots=True)
class FactorFit:
    """How well factors reproduce the covariances of the items.

    Attributes:
        chi_square: The scaled statistic of Satorra and Bentler; NaN where the sample gives no sampling error.
        df: Covariances less parameters.
        p: Its p-value; NaN too where the design has fewer degrees of freedom than the model.
        cfi: Comparative fit index, of scaled statistics.
        tli: Tucker-Lewis index, of scaled statistics.
        rmsea: Root mean square error of approximation, of the scaled statistic.
        srmr: Standardised root mean square residual.
    """

    chi_square: float
    df: int
    p: float
    cfi: float
    tli: float
    rmsea: float
    srmr: float


@dataclass(frozen=True, repr=False)
class ConfirmedFactors(RowHolder):
    """Factors that a questionnaire declares, as the answers show them.

    Attributes:
        loadings: Standardised loadings, one an item of a factor, named ``factor: item``.
        correlations: Correlations of the factors, named ``factor, factor``.
        fit: How well they fit.
    """

    loadings: Estimates
    correlations: Estimates
    fit: FactorFit


def confirm_factors(design: Design, factors: Mapping[str, Sequence[str]]) -> ConfirmedFactors:
    """Fit the factors that a questionnaire declares, and say how well they fit.

    Args:
        design: A design of rows.
        factors: The items of each factor, three or more; an item may belong to several. Items are points in the
            order of their meaning, five or more of them, taken as numbers.

    Returns:
        Standardised loadings and correlations of the factors by maximum likelihood from the weighted covariances, each
        factor pointing where most of its items point, with standard errors from the design's own covariance of these; persons who miss an item take no part. The
        test and the indices are of the statistic that is scaled by the same covariance.

    Raises:
        DesignFaults: A factor has fewer than three items, there is no such column, the rows were grouped elsewhere, a
            code such as 98 stands among the points, or the items allow no such factors.

    Source: Oberski (2014), Journal of Statistical Software 57(1), equations 3-8; Satorra and Bentler (1994), in von Eye
    and Clogg, Latent Variables Analysis, 399-419; R ``lavaan`` with ``NACOV`` from ``svyvar``.

    Examples:
        Made-up points of two scales of three items each:

        >>> import numpy as np
        >>> import pandas as pd
        >>> from wps_eval import survey
        >>> chance = np.random.default_rng(1)
        >>> trust, safety = chance.normal(0, 1, (2, 300))
        >>> made = {f"t{k}": trust + chance.normal(0, 1, 300) for k in range(3)}
        >>> made |= {f"s{k}": safety + chance.normal(0, 1, 300) for k in range(3)}
        >>> drawn = {"weight": "equal", "stratum": "unstratified", "psu": "each row"}
        >>> design = survey.open(pd.DataFrame(made), kind="probability", **drawn)
        >>> found = survey.confirm_factors(design, {"trust": ["t0", "t1", "t2"], "safety": ["s0", "s1", "s2"]})
        >>> len(found.loadings), found.fit.df
        (6, 8)
    """
    refuse_no_design(design)
    refuse_no_mapping(factors, "factors")
    items_of = {name: item_names(items) for name, items in factors.items()}
    few = [name for name, items in items_of.items() if len(items) < _FEWEST_ITEMS]
    if few or not items_of:
        found = (str(sum(len(items_of[name]) for name in few)), str(len(few)))
        raise DesignFaults([Fault("few_items", Where(), found)], "factors")
    names = list(dict.fromkeys(item for items in items_of.values() for item in items))
    refuse_absent_columns(design.frame, names)
    refuse_codes_of_no_answer(design.frame[names])
    lower = np.tril_indices(len(names))
    moments = estimate_rows(
        design, names, None, _second_moments,
        names=[f"{names[i]}*{names[j]}" for i, j in zip(*lower, strict=True)], statistic="covariance",
    )  # fmt: skip
    model = FactorModel(
        np.array([[item in items for items in items_of.values()] for item in names], dtype=bool)
    )
    observed = np.zeros((len(names), len(names)))
    observed[lower] = moments.estimate
    observed = observed + np.tril(observed, -1).T
    if not np.isfinite(observed).all() or np.linalg.eigvalsh(observed)[0] <= 0:
        raise DesignFaults([Fault("no_factors", Where())], "factors")
    parameters = _fitted(model, observed)
    moves = _moves(model, parameters)  # how the moments move the parameters (q, moments)
    labels = [
        Label("loading", f"{[*items_of][factor]}: {names[item]}")
        for item, factor in np.argwhere(model.free)
    ]
    pairs = [f"{[*items_of][j]}, {[*items_of][i]}" for i, j in zip(*model.pairs, strict=True)]
    standardised, scaling = _standardised(model, parameters)
    count = len(labels)
    between = slice(count, count + len(pairs))
    correlations = [Label("correlation", pair) for pair in pairs]
    return ConfirmedFactors(
        loadings=_estimates(moments, labels, standardised, scaling @ moves),
        correlations=_estimates(moments, correlations, parameters[between], moves[between]),
        fit=_fit(model, parameters, observed, moments),
    )


def _estimates(
    moments: Estimates, labels: Sequence[Label], estimate: Floats, moves: Floats
) -> Estimates:
    """Give numbers that the moments move, with their covariance; the base is that of the moments."""
    if not labels:
        return moments.select([])
    found = moments.contrast(moves, [label.item for label in labels])
    return replace(
        found,
        labels=tuple(labels),
        estimate=estimate,
        n_missing=np.full(len(labels), moments.n_missing[0]),
    )


def _second_moments(values: Floats, weight: Floats) -> RowStatistic:
    """Give the variances and covariances of items, the lower triangle row by row."""
    centred = values - np.average(values, axis=0, weights=weight)
    first, second = np.tril_indices(values.shape[1])
    products = centred[:, first] * centred[:, second]
    correction = len(values) / max(len(values) - 1, 1)
    moments = correction * np.average(products, axis=0, weights=weight)
    return RowStatistic(moments, (correction * products - moments) / weight.sum())


def _fitted(model: FactorModel, observed: Floats) -> Floats:
    """Find the parameters of greatest likelihood by scoring, each step halved until it helps."""
    variance = np.diag(observed)
    parameters = np.concatenate(
        [
            _first_loadings(model, observed),
            np.zeros(len(model.pairs[0])),
            variance / 2,
        ]
    )
    spread = np.sqrt(variance)
    size = np.concatenate(
        [spread[np.argwhere(model.free)[:, 0]], np.ones(len(model.pairs[0])), variance]
    )
    distance = _distance(model.implied(parameters), observed)
    for _ in range(_MOST_STEPS):
        step = _scoring_step(model, parameters, observed)
        for _ in range(_MOST_HALVINGS):
            reached = _distance(model.implied(parameters + step), observed)
            if reached <= distance * (1 + _SETTLED) + _SETTLED:
                break
            step = step / 2
        else:
            break
        parameters, distance = parameters + step, reached
        if np.abs(step / size).max() < _SETTLED**0.75:
            break
    else:
        distance = np.inf
    together, unique = model.parts(parameters)[1:]
    if not np.isfinite(distance) or (unique <= 0).any() or np.linalg.eigvalsh(together)[0] <= 0:
        raise DesignFaults([Fault("no_factors", Where())], "factors")
    return _turned(model, parameters)


def _turned(model: FactorModel, parameters: Floats) -> Floats:
    """Point each factor where most of its items point."""
    spread = np.sqrt(np.diag(model.implied(parameters)))
    loadings, together, unique = model.parts(parameters)
    sign = np.where((loadings / spread[:, None]).sum(axis=0) < 0, -1.0, 1.0)
    turned = (together * np.outer(sign, sign))[model.pairs]
    return np.concatenate([(loadings * sign)[model.free], turned, unique])


def _first_loadings(model: FactorModel, observed: Floats) -> Floats:
    """Guess loadings: half of each item's variance, signed as the item goes with the first of its factor."""
    first = [int(np.flatnonzero(model.free[:, factor])[0]) for factor in range(model.free.shape[1])]
    return np.array(
        [
            np.sqrt(observed[item, item] / 2) * (-1 if observed[item, first[factor]] < 0 else 1)
            for item, factor in np.argwhere(model.free)
        ]
    )


def _distance(implied: Floats, observed: Floats) -> float:
    """Give the discrepancy of maximum likelihood; infinite where the implied covariances are none."""
    sign, log_determinant = np.linalg.slogdet(implied)
    if sign <= 0 or np.linalg.eigvalsh(implied)[0] <= 0:
        return np.inf
    return float(
        log_determinant
        - np.linalg.slogdet(observed)[1]
        + np.trace(np.linalg.solve(implied, observed))
        - len(observed)
    )


def _weighed(implied: Floats, slopes: Floats) -> Floats:
    """Weigh slopes by the normal theory, so that products with symmetric matrices are sums over the lower triangle."""
    inverse = np.linalg.inv(implied)
    both = np.einsum("ij,jkq,kl->ilq", inverse, slopes, inverse)
    first, second = np.tril_indices(len(implied))
    return np.asarray(both[first, second] * np.where(first == second, 0.5, 1.0)[:, None])


def _scoring_step(model: FactorModel, parameters: Floats, observed: Floats) -> Floats:
    """Give the step of Fisher's scoring."""
    implied, slopes = model.implied(parameters), model.slopes(parameters)
    lower = np.tril_indices(len(implied))
    weighed = _weighed(implied, slopes)
    information = weighed.T @ slopes[lower]
    return np.asarray(
        linalg.lstsq(information, weighed.T @ (observed - implied)[lower])[0], dtype=np.float64
    )


def _moves(model: FactorModel, parameters: Floats) -> Floats:
    """Give how each observed moment moves each parameter (q, moments); refuse what the items leave undetermined."""
    implied, slopes = model.implied(parameters), model.slopes(parameters)
    weighed = _weighed(implied, slopes)
    information = weighed.T @ slopes[np.tril_indices(len(implied))]
    scale = np.sqrt(np.diag(information))
    if np.linalg.matrix_rank(information / np.outer(scale, scale)) < len(information):
        raise DesignFaults([Fault("no_factors", Where())], "factors")
    return np.asarray(np.linalg.solve(information, weighed.T), dtype=np.float64)


def _standardised(model: FactorModel, parameters: Floats) -> tuple[Floats, Floats]:
    """Give loadings over the implied deviations of their items, and how the parameters move them."""
    implied, slopes = model.implied(parameters), model.slopes(parameters)
    items = np.argwhere(model.free)[:, 0]
    spread = np.sqrt(np.diag(implied))[items]
    loadings = parameters[: len(items)]
    of_variance = slopes[items, items]  # (loadings, q)
    own = np.eye(len(items), len(parameters)) / spread[:, None]
    return loadings / spread, own - (loadings / (2 * spread**3))[:, None] * of_variance


def _fit(model: FactorModel, parameters: Floats, observed: Floats, moments: Estimates) -> FactorFit:
    """Say how well the factors fit."""
    n = float(moments.n[0])
    implied = model.implied(parameters)
    lower = np.tril_indices(len(implied))
    deviation = np.sqrt(np.diag(observed))
    residual = ((observed - implied) / np.outer(deviation, deviation))[lower]
    chi_square, df = _scaled(implied, model.slopes(parameters), observed, moments)
    apart = np.diag(np.diag(observed))
    unrelated = np.stack([np.diag(row) for row in np.eye(len(observed))], axis=2)
    apart_chi_square, apart_df = _scaled(apart, unrelated, observed, moments)
    excess, apart_excess = chi_square - df, apart_chi_square - apart_df
    has_test = df > 0 and moments.units is not None and moments.degrees([0]) >= df
    return FactorFit(
        chi_square=chi_square,
        df=df,
        p=float(special.chdtrc(df, chi_square)) if has_test else np.nan,
        cfi=float(1 - np.maximum(excess, 0) / np.maximum(np.maximum(apart_excess, excess), _SETTLED)),
        tli=1 - excess / apart_excess * apart_df / df if df else np.nan,
        rmsea=float(np.sqrt(np.maximum(excess, 0) / (df * n))) if df else np.nan,
        srmr=float(np.sqrt(np.mean(residual**2))),
    )  # fmt: skip


def _scaled(
    implied: Floats, slopes: Floats, observed: Floats, moments: Estimates
) -> tuple[float, int]:
    """Give n times the discrepancy over its mean under the design, times the degrees of freedom; and these.

    The mean of the statistic is the trace of U Gamma: U the normal-theory weight less what the parameters take up.
    """
    lower = np.tril_indices(len(implied))
    count = len(lower[0])
    df = count - slopes.shape[2]
    n = float(moments.n[0])
    units = np.zeros((len(implied), len(implied), count))
    units[lower[0], lower[1], np.arange(count)] = 1
    units[lower[1], lower[0], np.arange(count)] = 1
    weight = _weighed(implied, units)
    weighed = _weighed(implied, slopes)
    taken = weighed @ np.linalg.solve(weighed.T @ slopes[lower], weighed.T)
    expected = float(np.trace((weight - taken) @ (n * moments.covariance)))
    statistic = n * _distance(implied, observed)
    return (statistic * df / expected if expected > 0 else np.nan), df
