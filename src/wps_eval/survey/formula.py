"""A model's formula over rows: what is explained, what explains it, and the same columns of other rows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import patsy
import patsy.builtins

from wps_eval.errors import DesignFaults, Fault, Where
from wps_eval.values.row_holder import RowHolder

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

#: how the reader of formulas says that a variable is no column
_ABSENT = re.compile(r"name '(\w+)' is not defined")


@dataclass(frozen=True, repr=False)
class ReadFormula(RowHolder):
    """What a formula makes of some rows.

    Attributes:
        outcome: What is explained (n,), for the rows that miss no variable of the formula.
        regressors: The columns that explain it (n, k).
        names: What these are called (k,).
        takes_part: Which of the N rows they are (N,).
        columns: How the columns are made, as ``patsy`` keeps it.
        formula: The formula.
        levels: The categories of each column that is taken as such.
    """

    outcome: Floats
    regressors: Floats
    names: tuple[str, ...]
    takes_part: NDArray[np.bool_]
    columns: Any
    formula: str
    levels: Mapping[str, Any]

    def regressors_of(self, rows: pd.DataFrame) -> Floats:
        """Make the same columns of other rows (m, k): of the same rows with another value, say."""
        (made,) = patsy.build_design_matrices(
            [self.columns], _columns_of(self.formula, rows, self.levels), NA_action="raise"
        )
        return np.asarray(made, dtype=np.float64)


class _Noted(patsy.NAAction):  # type: ignore[misc]
    """Leaves rows out that miss a variable, and keeps which."""

    def __init__(self) -> None:
        super().__init__("drop")
        self.missing: NDArray[np.bool_] = np.zeros(0, bool)

    def handle_NA(self, values: Any, is_NAs: Any, origins: Any) -> Any:  # noqa: N802, N803 - patsy's names
        """Note the rows, then leave them out."""
        self.missing = np.any(is_NAs, axis=0)
        return super().handle_NA(values, is_NAs, origins)


def read_formula(formula: str, rows: pd.DataFrame) -> ReadFormula:
    """Read a formula over rows.

    Args:
        formula: The model, ``outcome ~ one + other``; ``C(one)`` takes numbers as categories, ``np`` is numpy.
        rows: The rows that it speaks of.

    Returns:
        The columns that it asks for, of the rows that miss none.

    Raises:
        DesignFaults: A variable is no column (by its name, with the nearest), the formula cannot be read, or one
            variable says the same as those before it.
    """
    refuse_no_formula(formula)
    noted, categories = _Noted(), _Categories()
    columns_of = _columns_of(formula, rows, {})
    try:
        outcome, regressors = patsy.dmatrices(
            formula,
            columns_of,
            eval_env=patsy.EvalEnvironment([{"C": categories, "np": np}]),
            NA_action=noted,
        )
    except Exception as error:  # formulas are read by a library that raises what it likes
        if absent := _ABSENT.search(str(error)):
            known = tuple(map(str, rows.columns))
            fault = Fault("no_column", Where(), absent[1], known=known)
        else:
            fault = Fault("bad_formula", Where(), formula)
        raise DesignFaults([fault], "model") from error
    if outcome.shape[1] != 1:
        raise DesignFaults([Fault("bad_formula", Where(), formula)], "model")
    categories.is_reading = False
    names = tuple(regressors.design_info.column_names)
    columns = np.asarray(regressors, dtype=np.float64)
    refuse_collinear(columns, names, formula)
    return ReadFormula(
        outcome=np.asarray(outcome, dtype=np.float64)[:, 0],
        regressors=columns,
        names=names,
        takes_part=~noted.missing,
        columns=regressors.design_info,
        formula=formula,
        levels={
            name: column.categories
            for name, column in columns_of.items()
            if isinstance(column, pd.Categorical)
        },
    )


def _columns_of(formula: str, rows: pd.DataFrame, levels: Mapping[str, Any]) -> dict[str, Any]:
    """Give the columns that a formula may name, each as the reader takes it without looking at every cell."""
    in_categories = re.findall(r"\bC\(\s*(\w+)\s*[,)]", formula)
    found = {}
    for name in rows:
        if str(name) not in formula:
            continue
        met = len(re.findall(rf"\b{re.escape(str(name))}\b", formula))
        alone = 0 < met == in_categories.count(str(name))
        found[str(name)] = _values(rows[name], levels.get(str(name)), alone=alone)
    return found


def _values(column: pd.Series, levels: Any, *, alone: bool) -> Any:
    """Give numbers as numbers, yes or no as such, and as categories all else and what ``C`` alone takes."""
    if alone:
        return pd.Categorical(column, categories=levels)
    if pd.api.types.is_bool_dtype(column) and not column.isna().any():
        return column.to_numpy(bool)
    if pd.api.types.is_numeric_dtype(column):
        whole = pd.api.types.is_integer_dtype(column) and not column.isna().any()
        return column.to_numpy() if whole else column.to_numpy(np.float64, na_value=np.nan)
    return pd.Categorical(column, categories=levels)


class _Categories:
    """Takes a column as categories, as ``C`` does in a formula; other rows keep the categories that were read."""

    def __init__(self) -> None:
        self.is_reading = True

    def __call__(self, column: Any, contrast: Any = None, levels: Any = None) -> Any:
        is_plain = contrast is None and levels is None
        if is_plain and (self.is_reading or isinstance(column, pd.Categorical)):
            return pd.Categorical(column)
        return patsy.builtins.C(column, contrast, levels)


def refuse_no_formula(formula: str) -> None:
    """Stop where a formula has no outcome and variables.

    Args:
        formula: What was given.

    Raises:
        DesignFaults: It has no ``~``.
    """
    if "~" not in formula:
        raise DesignFaults([Fault("bad_formula", Where(), formula)], "model")


def refuse_collinear(regressors: Floats, names: Sequence[str], formula: str) -> None:
    """Refuse variables of which one follows from those before it.

    Args:
        regressors: The columns (n, k).
        names: What they are called (k,).
        formula: The model, for the fault.

    Raises:
        DesignFaults: By the columns that say the same as those before them.
    """
    scaled = regressors / np.maximum(
        np.abs(regressors).max(axis=0, initial=0), np.finfo(float).tiny
    )
    if np.linalg.matrix_rank(scaled) == scaled.shape[1]:
        return
    faults = [
        Fault("says_the_same", Where(column=names[k]))
        for k in range(1, scaled.shape[1])
        if np.linalg.matrix_rank(scaled[:, : k + 1]) == np.linalg.matrix_rank(scaled[:, :k])
    ]
    if faults:
        raise DesignFaults(faults, formula)
