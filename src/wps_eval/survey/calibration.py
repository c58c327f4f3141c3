"""Weights that reproduce known totals of the population, and the variance that knows of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from wps_eval.errors import Data, DesignFaults, Fault, Where
from wps_eval.survey.arguments import refuse_no_design, refuse_no_mapping
from wps_eval.survey.codes import code_of, one_of
from wps_eval.survey.distances import Distance, cut_off, linear, logit, raking
from wps_eval.survey.linear import divided
from wps_eval.survey.row_sources import MemorySource
from wps_eval.survey.table import Sums, spell
from wps_eval.values.row_holder import RowHolder

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from wps_eval.survey.design import Design
    from wps_eval.survey.memory_rows import MemoryRows
    from wps_eval.survey.replicates import Replicates
    from wps_eval.survey.table import By, Item, Value

    Floats = NDArray[np.float64]
    Codes = NDArray[np.intp]

_MOST_STEPS = 100  #: of Newton's method
_MOST_HALVINGS = 30  #: of one step
_SOLVED = 1e-11  #: relative; the equations are solved to here
_MARGIN_TOLERANCE = 1e-6  #: relative; margins of one population must add up to the same
_RIDGES = range(-8, 3)  #: powers of ten of the size of the equations
_RANK_TOLERANCE = 1e-12  #: relative; smaller singular values count as zero


@dataclass(frozen=True, repr=False)
class Calibration(RowHolder):
    """What the weights of a design were calibrated to.

    Attributes:
        columns: The auxiliary variables of each row (n, J).
        before: The weights before (n,).
        totals: PSU totals of the auxiliary variables under the new weights (U, J).
        names: What the variables are called.
        method: The name of the distance.
        known: The known totals of the auxiliary variables (J,).
        distance: The distance itself.
        ridge: What lets totals stay off the known ones, on the diagonal of the equations (J,); 0 where they are met.
        trimmed: What trimming afterwards multiplied each calibrated weight with (n,); None where it was not done.
    """

    columns: Floats
    before: Floats
    totals: Floats
    names: tuple[str, ...]
    method: str
    known: Floats
    distance: Distance
    ridge: Floats
    trimmed: Floats | None = None

    def replicated(self, design: Design, replicates: Replicates) -> Replicates:
        """Calibrate each replicate anew, to the same totals by the same distance.

        Args:
            design: The calibrated design.
            replicates: Replicates of its sampling units or of its rows, before calibration.

        Returns:
            Replicates of the calibrated weights, row by row.

        Raises:
            DesignFaults: Some replicates cannot meet the totals, one that leaves a category without a row, say; they
                are of neither the units nor the rows; or the weights were trimmed after calibration.

        Source: Rao, Wu and Yue (1992), Survey Methodology 18, 209-217; R survey ``calibrate`` of a design with
        replicate weights.
        """
        if self.trimmed is not None:
            raise _calibration_refused(Fault("trimmed_replicates", Where()))
        source = design.memory()
        by_row = replicates.factors
        if by_row.shape[1] == source.units:
            by_row = by_row[:, source.unit]
        if by_row.shape[1] != len(source.unit):
            raise _calibration_refused(Fault("bad_replicates", Where()))
        factors = np.array([self._calibrated_factor(source.weight, factor) for factor in by_row])
        faulty = int(np.isnan(factors).any(axis=1).sum())
        if faulty:
            found = Data(count=faulty, all=len(factors))
            raise _calibration_refused(Fault("replicate_not_calibrated", Where(), found))
        return replace(replicates, factors=factors)

    def _calibrated_factor(self, weight: Floats, factor: Floats) -> Floats:
        """Give what multiplies each calibrated weight in one replicate (n,); NaN where it cannot be calibrated."""
        before = self.before * factor
        try:
            ratio = weight_ratios(self.columns, before, self.known, self.distance, self.ridge)
        except DesignFaults:
            return np.full(len(weight), np.nan)
        return divided(before * ratio, weight)

    def moments(self, design: Design, items: Sequence[Item], by: By) -> Sums:
        """Sum each auxiliary variable times every item, in every domain: (J, D, K)."""
        source = design.memory()
        one_unit = np.zeros(len(self.before), np.intp)
        sums_by_auxiliary = [
            source.rows.table(items, by, one_unit, self.weight_of_rows * self.columns[:, j], 1).sums
            for j in range(self.columns.shape[1])
        ]
        return Sums(
            np.concatenate([sums.weight for sums in sums_by_auxiliary]),
            np.concatenate([sums.total for sums in sums_by_auxiliary]),
        )

    @property
    def weight_of_rows(self) -> Floats:
        """Give the weights with which values are regressed on the auxiliary variables (n,)."""
        return self.before if self.trimmed is None else self.before * self.trimmed

    def residuals(self, scores: Floats, moments: Floats) -> Floats:
        """Take out of PSU scores what the auxiliary variables explain.

        Args:
            scores: Totals of the linearised variables (U, k), under the new weights.
            moments: Their sums times each auxiliary variable (J, k), under the old weights.

        Returns:
            PSU totals of the residuals (U, k).

        Source: Deville and Särndal (1992), Journal of the American Statistical Association 87,
        section 3: residuals of a regression with the weights before calibration, expanded with
        those after. R survey's ``calibrate``; its ``rake`` averages residuals without weights, and
        differs by several percent where weights are unequal.
        """
        gram = self.columns.T @ (self.before[:, None] * self.columns) + np.diag(self.ridge)
        slope = np.linalg.lstsq(gram, moments, rcond=_RANK_TOLERANCE)[0]
        return np.asarray(scores - self.totals @ slope, dtype=np.float64)


def calibrate(
    design: Design,
    *,
    margins: Mapping[str, Mapping[Value, float]] | None = None,
    totals: Mapping[str, float] | None = None,
    method: Literal["linear", "raking", "logit"] = "raking",
    bounds: tuple[float, float] | None = None,
    slack: float = 0.0,
) -> Design:
    """Calibrate the weights of a design to known totals.

    One margin by any method is post-stratification; several by ``raking`` are raking.

    Args:
        design: A probability sample of rows.
        margins: Known counts of the population by the values of a column, for each column.
        totals: Known totals of columns of numbers.
        method: ``linear`` (regression; weights may turn negative), ``raking`` (always positive) or
            ``logit`` (new over old weight stays inside ``bounds``).
        bounds: Least and greatest ratio of new to old weight: for ``logit``, and for ``linear`` and ``raking`` to cut
            ratios off that would lie beyond.
        slack: How far a total may stay from the known one, a share of it: where bounds and totals cannot both be had,
            the totals give way as little as they must, and no further than this.

    Returns:
        The design with the new weights. Its estimates' variance is that of residuals from the
        auxiliary variables; with replicate weights, made before or after, each replicate is calibrated
        anew. A missing auxiliary value is a fault, not a category.

    Raises:
        DesignFaults: A category without a known count or without a row, margins of different
            sums, missing values, a design that cannot be calibrated, or equations without a
            solution.

    Source: Deville and Särndal (1992); raking: Deming and Stephan (1940); logit: their case 6, bounds of the others
    their case 7; slack: Rao and Singh (1997), Proceedings of the Survey Research Methods Section, 57-65 (ridge
    shrinkage).

    Examples:
        Made-up answers; a census counted 60 women and 40 men:

        >>> import pandas as pd
        >>> from wps_eval import survey
        >>> rows = pd.DataFrame({"y": [1, 2, 4, 5], "sex": ["f", "m", "m", "m"], "village": [1, 1, 2, 2]})
        >>> drawn = {"weight": "equal", "stratum": "unstratified", "psu": "village"}
        >>> design = survey.open(rows, kind="probability", **drawn)
        >>> known = survey.calibrate(design, margins={"sex": {"f": 60, "m": 40}})
        >>> known.weights.round(6).tolist()
        [60.0, 13.333333, 13.333333, 13.333333]
    """
    for given, name in ((margins, "margins"), (totals, "totals")):
        refuse_no_mapping({} if given is None else given, name)
    for column, known in (margins or {}).items():
        refuse_no_mapping(known, column)
    refuse_no_design(design)
    source = design.memory()
    _refuse_uncalibratable(design)
    counts = {name: design.codebook.by_code(name, known) for name, known in (margins or {}).items()}
    auxiliary, known_totals, names = _auxiliary_columns(source.rows, counts, totals or {})
    distance = _distance_of_method(method, bounds)
    ratio, ridge = _ratios_within_slack(auxiliary, source.weight, known_totals, distance, slack)
    weight = source.weight * ratio
    psu_totals = np.zeros((source.units, auxiliary.shape[1]))
    np.add.at(psu_totals, source.unit, weight[:, None] * auxiliary)
    calibrated = replace(
        design,
        source=MemorySource(source.rows, source.unit, weight, source.units),
        calibration=Calibration(
            auxiliary, source.weight, psu_totals, names, method, known_totals, distance, ridge
        ),
        replicates=None,
    )
    return (
        calibrated if design.replicates is None else calibrated.with_replicates(design.replicates)
    )


def _ratios_within_slack(
    columns: Floats, weight: Floats, known: Floats, distance: Distance, slack: float
) -> tuple[Floats, Floats]:
    """Give the ratios of new to old weights (n,) and the ridge (J,): none if the totals can be met.

    Else the smallest ridge of a list, each ten times the one before, with which every total is within the slack.
    """
    none = np.zeros(len(known))
    try:
        return weight_ratios(columns, weight, known, distance, none), none
    except DesignFaults:
        if not 0 < slack < 1:
            raise
    size = (columns**2 * weight[:, None]).sum(0)
    for power in _RIDGES:
        try:
            ratio = weight_ratios(columns, weight, known, distance, size * 10.0**power)
        except DesignFaults:
            continue
        gap = np.abs(columns.T @ (weight * ratio) - known)
        if (gap <= slack * np.abs(known)).all():
            return ratio, size * 10.0**power
    raise _calibration_refused(Fault("no_solution", Where()))


def _distance_of_method(method: str, bounds: tuple[float, float] | None) -> Distance:
    """Give the distance that a method measures by; ``logit`` needs its bounds."""
    one_of(method, ("linear", "raking", "logit"), "method")
    if method != "logit" and bounds is None:
        return raking if method == "raking" else linear
    low, high = bounds or (np.nan, np.nan)
    if not 0 <= low < 1 < high:
        raise _calibration_refused(Fault("bounds", Where(), Data(low=float(low), high=float(high))))
    if method == "logit":
        return logit(low, high)
    return cut_off(raking if method == "raking" else linear, low, high)


def _refuse_uncalibratable(design: Design) -> None:
    """Refuse a design without sampling units, or one that is calibrated already."""
    if design.units is None or design.calibration is not None:
        raise _calibration_refused(Fault("calibrate", Where()))


def _auxiliary_columns(
    rows: MemoryRows,
    margins: Mapping[str, Mapping[str, float]],
    totals: Mapping[str, float],
) -> tuple[Floats, Floats, tuple[str, ...]]:
    """Give the auxiliary variables (n, J), their known totals (J,) and their names."""
    faults: list[Fault] = []
    columns: list[Floats] = []
    known_totals: list[float] = []
    names: list[str] = []
    for name, counts in margins.items():
        level_codes, levels = rows.levels(name)
        faults += _margin_faults(name, level_codes, levels, counts)
        for position, level in enumerate(levels):
            columns.append((level_codes == position).astype(np.float64))
            known_totals.append(float(counts.get(code_of(level), np.nan)))
            names.append(f"{name}={spell(level)}")
    for name, known_total in totals.items():
        values = rows.numbers(name)
        if np.isnan(values).any():
            faults.append(_missing_fault(name, int(np.isnan(values).sum())))
        columns.append(values)
        known_totals.append(float(known_total))
        names.append(name)
    faults += _margin_sum_faults(margins)
    if not columns:
        faults.append(Fault("no_totals", Where()))
    if faults:
        raise DesignFaults(faults, "calibration")
    return np.stack(columns, axis=1), np.array(known_totals), tuple(names)


def _margin_faults(
    name: str, level_codes: Codes, levels: Sequence[Value], counts: Mapping[str, float]
) -> list[Fault]:
    """Name what does not fit between a column's values in the rows and its known counts."""
    faults = []
    if (level_codes < 0).any():
        faults.append(_missing_fault(name, int((level_codes < 0).sum())))
    codes = [code_of(level) for level in levels]
    unknown = [code for code in codes if code not in counts]
    if unknown:
        faults.append(Fault("no_count", Where(column=name), found=tuple(unknown)))
    empty = [code for code in counts if code not in codes]
    if empty:
        faults.append(Fault("no_row_of", Where(column=name), found=tuple(empty)))
    return faults


def _margin_sum_faults(margins: Mapping[str, Mapping[str, float]]) -> list[Fault]:
    """Say that margins of one population add up to different sums, if they do."""
    sum_by_margin = {name: sum(counts.values()) for name, counts in margins.items()}
    sums = list(sum_by_margin.values())
    if len(sums) < 2 or max(sums) - min(sums) <= _MARGIN_TOLERANCE * max(sums):  # noqa: PLR2004 - one margin alone agrees
        return []
    sums_told = tuple(f"{name}={total:.0f}" for name, total in sum_by_margin.items())
    return [Fault("margins_differ", Where(), sums_told)]


def _missing_fault(name: str, count: int) -> Fault:
    return Fault("margin_missing", Where(column=name), found=count)


def _calibration_refused(fault: Fault) -> DesignFaults:
    return DesignFaults([fault], "calibration")


def weight_ratios(
    columns: Floats, weight: Floats, known_totals: Floats, distance: Distance, ridge: Floats
) -> Floats:
    """Solve the calibration equations by Newton's method.

    Args:
        columns: The auxiliary variables of each row (n, J).
        weight: The weights before (n,).
        known_totals: What the weighted totals must become (J,).
        distance: How far a weight may move.
        ridge: What lets totals stay off the known ones (J,); 0 where they are met. With it the totals and the
            ridge times the multipliers add up to the known totals.

    Returns:
        The ratio of new to old weights (n,).

    Raises:
        DesignFaults: The equations have no solution.

    Source: Deville and Särndal (1992), equation 2.5.
    """
    scale = np.maximum(np.abs(known_totals), 1.0)
    multiplier = np.zeros(columns.shape[1])
    for _ in range(_MOST_STEPS):
        ratio, slope = distance(columns @ multiplier)
        missing_from_totals = known_totals - columns.T @ (weight * ratio) - ridge * multiplier
        if np.max(np.abs(missing_from_totals) / scale) < _SOLVED:
            return ratio
        gram = columns.T @ ((weight * slope)[:, None] * columns) + np.diag(ridge)
        step = np.asarray(
            np.linalg.lstsq(gram, missing_from_totals, rcond=_RANK_TOLERANCE)[0], dtype=np.float64
        )
        multiplier = multiplier + _shortened_step(
            columns, weight, known_totals, multiplier, step, distance, ridge
        )
        if not np.isfinite(multiplier).all():
            break
    raise _calibration_refused(Fault("no_solution", Where()))


def _shortened_step(
    columns: Floats,
    weight: Floats,
    known_totals: Floats,
    multiplier: Floats,
    step: Floats,
    distance: Distance,
    ridge: Floats,
) -> Floats:
    """Halve a step that leads away from the solution."""

    def distance_from_totals(tried: Floats) -> float:
        """Sum how far all totals are from the known ones."""
        with np.errstate(over="ignore", invalid="ignore"):
            reached = columns.T @ (weight * distance(columns @ tried)[0]) + ridge * tried
            return float(np.sum(np.abs(reached - known_totals)))

    distance_now = distance_from_totals(multiplier)
    for _ in range(_MOST_HALVINGS):
        if distance_from_totals(multiplier + step) <= distance_now:
            return step
        step = step / 2
    return step
