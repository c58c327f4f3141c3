"""The people of two groups in two rounds: four cells, three of them weighted to be like the first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wps_eval.errors import DesignFaults, Fault, Where
from wps_eval.survey.arguments import numbers_given
from wps_eval.survey.balance_moments import BalanceMoments, balance_moments
from wps_eval.survey.balance_table import Balance, balance_table
from wps_eval.survey.codes import codes_of
from wps_eval.survey.entropy_balance import entropy_balance
from wps_eval.values.row_holder import RowHolder

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from wps_eval.survey.design import Design

    Floats = NDArray[np.float64]

_WAVE = "_round"
_RANK_TOLERANCE = 1e-12  #: relative; smaller singular values count as zero
#: a group of people in a round: of the treated or of the comparison group, before or after
CELLS = (
    ("treated", "baseline"),
    ("treated", "current"),
    ("comparison", "baseline"),
    ("comparison", "current"),
)


@dataclass(frozen=True, repr=False)
class GroupCells(RowHolder):
    """The people of both rounds, one round after the other.

    Attributes:
        outcome: The outcome (n,); 0 where it is missing, for those take no part.
        cell: Which of ``CELLS`` each is of (n,); -1 for those who take no part.
        weight: The weights of the design (n,).
        ratio: What balancing multiplies them with (n,); 1 in the first cell, and where nothing is balanced.
        moments: What is balanced, of those who take part (m, J).
    """

    outcome: Floats
    cell: NDArray[np.intp]
    weight: Floats
    ratio: Floats
    moments: BalanceMoments

    @property
    def takes_part(self) -> NDArray[np.bool_]:
        """Say who is of a cell (n,)."""
        return self.cell >= 0

    @property
    def balanced_weight(self) -> Floats:
        """Give the weights that the means rest on (n,)."""
        return self.weight * self.ratio

    def balance(self, number: int) -> tuple[Balance, ...]:
        """Hold a cell against the first, before and after."""
        part = self.takes_part
        return balance_table(
            self.moments, self.cell[part] == 0, self.cell[part] == number, self.weight[part],
            self.balanced_weight[part],
        )  # fmt: skip

    def linearised(self) -> tuple[Floats, Floats]:
        """Give the four means (4,) and their linearised variables, without the design's weights (n, 4).

        A balanced cell moves with its own residuals from what is balanced, and, by their slope, with the means of
        the cell that it was made like.
        """
        weight, first = self.balanced_weight, self.cell == 0
        values = np.zeros((len(weight), self.moments.columns.shape[1]))
        values[self.takes_part] = self.moments.columns
        values -= np.average(values[first], axis=0, weights=weight[first])
        estimate, linearised = np.zeros(len(CELLS)), np.zeros((len(weight), len(CELLS)))
        for number in range(len(CELLS)):
            own = self.cell == number
            total, apart = weight[own].sum(), values[own]
            estimate[number] = weight[own] @ self.outcome[own] / total
            residual = self.outcome[own] - estimate[number]
            if number and apart.shape[1]:
                gram = apart.T @ (weight[own][:, None] * apart)
                slope = np.linalg.lstsq(
                    gram, apart.T @ (weight[own] * residual), rcond=_RANK_TOLERANCE
                )[0]
                residual = residual - apart @ slope
                linearised[first, number] = values[first] @ slope / weight[first].sum()
            linearised[own, number] += self.ratio[own] * residual / total
        return estimate, linearised


def group_cells(
    designs: Sequence[Design],
    outcome: str,
    group: str,
    codes: Mapping[str, Sequence[str]],
    balance_on: Sequence[str],
) -> GroupCells:
    """Part the people of two rounds into four cells and make three of them like the first.

    Args:
        designs: The earlier round and the later one.
        outcome: The column of numbers that is compared.
        group: The column that says who belongs to which group.
        codes: Its codes, by ``treated`` and ``comparison``.
        balance_on: The columns in which the cells are made alike.

    Raises:
        DesignFaults: A code in both groups or of nobody, an empty cell, a column that a cell never answered, or means
            that a cell cannot be weighted to.

    Source: Stuart and others (2014), Health Services and Outcomes Research Methodology 14, 166-182, on four cells
    made like the treated at baseline; the weights: Hainmueller (2012), Political Analysis 20, 25-46.
    """
    _refuse_both(codes, group)
    frame = pd.concat(
        [design.frame.assign(**{_WAVE: wave}) for wave, design in enumerate(designs)],
        ignore_index=True,
    )
    weight = np.concatenate([design.weights for design in designs])
    values = np.concatenate([numbers_given(design.frame[outcome], outcome) for design in designs])
    cell = _cells(frame, codes, group, values)
    _refuse_empty(cell, frame, balance_on, group)
    part = cell >= 0
    moments = balance_moments(frame.loc[part, list(balance_on)], balance_on, cell[part] == 0)
    ratio = np.ones(len(weight))
    ratio[part] = _balanced(moments.columns, weight[part], cell[part], group)
    return GroupCells(np.nan_to_num(values), cell, weight, ratio, moments)


def _refuse_both(codes: Mapping[str, Sequence[str]], group: str) -> None:
    """Refuse a code that stands in both groups."""
    both = sorted(set(codes["treated"]) & set(codes["comparison"]))
    if both:
        raise DesignFaults([Fault("code_in_both", Where(column=group), tuple(both))], "groups")


def _cells(
    frame: pd.DataFrame, codes: Mapping[str, Sequence[str]], group: str, values: Floats
) -> NDArray[np.intp]:
    """Give each person's cell (n,); -1 for those who take no part. A code that nobody has is refused."""
    held = codes_of(frame[group])
    known = tuple(sorted(set(held.dropna())))
    unknown = [code for arm in codes.values() for code in arm if code not in known]
    if unknown:
        faults = [Fault("nobody_gave", Where(column=group), code, known=known) for code in unknown]
        raise DesignFaults(faults, group)
    cell = np.full(len(frame), -1, dtype=np.intp)
    for number, (arm, wave) in enumerate(CELLS):
        in_wave = frame[_WAVE].to_numpy() == (wave == "current")
        cell[held.isin(codes[arm]).to_numpy() & in_wave] = number
    cell[np.isnan(values)] = -1
    return cell


def _refuse_empty(
    cell: NDArray[np.intp], frame: pd.DataFrame, balance: Sequence[str], group: str
) -> None:
    """Refuse groups without anybody in a round, and columns to balance on that a cell never answered."""
    faults = [
        Fault("group_without_people", Where(column=group), f"{arm}, {wave}")
        for number, (arm, wave) in enumerate(CELLS)
        if not (cell == number).any()
    ]
    faults += [
        Fault("balance_missing", Where(column=name), f"{arm}, {wave}")
        for name in balance
        for number, (arm, wave) in enumerate(CELLS)
        if (cell == number).any() and frame.loc[cell == number, name].isna().all()
    ]
    if faults:
        raise DesignFaults(faults, "groups")


def _balanced(moments: Floats, weight: Floats, cell: NDArray[np.intp], group: str) -> Floats:
    """Give what each weight is multiplied with, so that every cell is like the first (n,)."""
    ratio, faults = np.ones(len(weight)), []
    first = cell == 0
    target = np.average(moments[first], axis=0, weights=weight[first])
    for number, (arm, wave) in enumerate(CELLS):
        own = cell == number
        if not number or not moments.shape[1]:
            continue
        try:
            ratio[own] = entropy_balance(moments[own], weight[own], target)
        except DesignFaults:
            faults.append(Fault("not_balanced", Where(column=group), f"{arm}, {wave}"))
    if faults:
        raise DesignFaults(faults, "balance")
    return ratio
