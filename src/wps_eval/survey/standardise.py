"""Direct standardisation: groups compared as if each had the same composition."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from wps_eval.errors import DesignFaults, Fault, Where
from wps_eval.survey.arguments import (
    names_given,
    refuse_absent_columns,
    refuse_no_design,
    refuse_no_mapping,
)
from wps_eval.survey.calibration import calibrate
from wps_eval.survey.codes import code_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wps_eval.survey.design import Design
    from wps_eval.survey.table import Value

_CELL = "_standard"


def standardise(
    design: Design,
    by: str,
    population: Mapping[Value, float],
    over: str | Sequence[str] = (),
) -> Design:
    """Give every group the same composition, so that groups or rounds can be compared.

    Args:
        design: A design of rows, neither calibrated nor with replicate weights that cannot be.
        by: The column whose composition is made the same, ages say.
        population: The standard population: a count or share of each of its values.
        over: The columns whose groups are compared. Each group keeps its own sum of weights.

    Returns:
        The design with the new weights, post-stratified to ``by`` within ``over``; the variance knows of it.

    Raises:
        DesignFaults: A value without a count in the standard population or without a row, or without a row in one of
            the groups (nobody knows what it would be there), a missing value of ``by`` or ``over``, or a design that
            cannot be calibrated.

    Source: Breslow and Day (1987), Statistical Methods in Cancer Research II, section 2.3; R survey
    ``svystandardize``.

    Examples:
        Made-up answers: men are older; both as if half were old:

        >>> import pandas as pd
        >>> from wps_eval import survey
        >>> rows = pd.DataFrame({"y": [1, 1, 5, 1, 5, 5], "age": [1, 1, 2, 1, 2, 2], "sex": list("fffmmm")})
        >>> drawn = {"weight": "equal", "stratum": "unstratified", "psu": "each row"}
        >>> design = survey.open(rows, kind="probability", **drawn)
        >>> even = survey.standardise(design, "age", {1: 50, 2: 50}, "sex")
        >>> survey.mean(even, "y", "sex").estimate.round(6).tolist()
        [3.0, 3.0]
    """
    refuse_no_mapping(population, "population")
    refuse_no_design(design)
    refuse_absent_columns(design.frame, (by, *names_given(over)))
    rows = design.memory().rows
    columns = [over] if isinstance(over, str) else list(over)
    frame = rows.frame.reset_index(drop=True)
    missing = [name for name in (by, *columns) if frame[name].isna().any()]
    if missing:
        faults = [
            Fault("margin_missing", Where(column=name), found=int(frame[name].isna().sum()))
            for name in missing
        ]
        raise DesignFaults(faults, "standardisation")
    share_by_code = _standard_shares(by, rows.distinct(by), design.codebook.by_code(by, population))
    weight = pd.Series(design.weights, index=frame.index)
    group = (
        frame[columns].astype(object).map(code_of).agg("\u241f".join, axis=1)
        if columns
        else (pd.Series("", index=frame.index))
    )
    code = frame[by].map(code_of)
    cell = group + "\u241e" + code
    group_of_cell = dict(zip(cell, group, strict=True))
    _refuse_empty(by, len(share_by_code) * group.nunique(), code, group)
    code_of_cell = dict(zip(cell, code, strict=True))
    weight_by_group = weight.groupby(group).sum()
    counts: dict[Value, float] = {
        each: float(weight_by_group[group_of_cell[each]] * share_by_code[code_of_cell[each]])
        for each in group_of_cell
    }
    made = design.with_columns({_CELL: cell.to_numpy(object)})
    return calibrate(made, margins={_CELL: counts}, method="linear")


def _standard_shares(
    by: str, values: Sequence[Value], by_code: Mapping[str, float]
) -> dict[str, float]:
    """Give the share of each code in the standard population; refuse what does not fit."""
    codes = {code_of(value) for value in values}
    faults = []
    if not codes <= by_code.keys():
        unknown = tuple(sorted(codes - by_code.keys()))
        faults.append(Fault("no_count", Where(column=by), found=unknown))
    if not by_code.keys() <= codes:
        faults.append(
            Fault("no_row_of", Where(column=by), found=tuple(sorted(by_code.keys() - codes)))
        )
    if faults:
        raise DesignFaults(faults, "standardisation")
    total = sum(by_code.values())
    return {code: count / total for code, count in by_code.items()}


def _refuse_empty(by: str, cells: int, code: pd.Series, group: pd.Series) -> None:
    """Refuse a value that a group does not have: its standard would be another one."""
    if len(set(zip(code, group, strict=True))) == cells:
        return
    per_value = group.groupby(code).nunique()
    faults = [
        Fault("empty_group", Where(column=by), value)
        for value in per_value.index[per_value < group.nunique()]
    ]
    raise DesignFaults(faults, "standardisation")
