"""Fill in missing answers several times over, so that what nobody knows is in the error: chained equations."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wps_eval.errors import DesignFaults, Fault, Where
from wps_eval.survey.arguments import refuse_no_design
from wps_eval.survey.mean import item_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wps_eval.survey.design import Design

_CYCLES = 5  #: of the chain before each completed data set
_WEIGHT = "_weight"
_DONORS = 5  #: alike, of whom one lends its value; more bias where those who answered are few (van Buuren 2018, 3.4.3)
_FEWEST = 2


def impute(
    design: Design, columns: Sequence[str], *, seed: int, count: int = 20
) -> tuple[Design, ...]:
    """Complete a data set several times by chained equations.

    An imputed answer is nobody's: it serves estimates of all, put together with ``combine_imputations``, and is no
    row to publish or to look up.

    Args:
        design: A design of rows.
        columns: Columns of numbers that are measured, points of a scale, or yes and no as 1 and 0: those that miss
            answers, and those that help to guess them. The weight and the strata help always.
        seed: Where chance begins; the same seed gives the same data.
        count: How many completed data sets.

    Returns:
        Designs of the same sample, each with the missing values of the columns filled in. A value is one that
        somebody gave who is predicted alike (predictive mean matching). It is right only if whether an answer is
        missing depends on nothing but the columns; that people of one sampling unit are alike is not used.

    Raises:
        DesignFaults: A column is not there, holds words, or nobody answered it; fewer than two data sets are asked
            for; the rows were grouped elsewhere; statsmodels is older than 0.15 and cannot be seeded.

    Source: Rubin, Multiple Imputation for Nonresponse in Surveys (1987), chapter 5; van Buuren, Flexible Imputation
    of Missing Data (2018), sections 3.4 and 4.5; statsmodels ``MICEData``.

    Examples:
        Made-up answers, of which five are missing; each completed design has all of them:

        >>> import pandas as pd
        >>> from wps_eval import survey
        >>> rows = pd.DataFrame({"trust": [1.0, 2.0, 3.0, None, 2.0, 4.0] * 5, "age": [20.0 + k for k in range(30)]})
        >>> drawn = {"weight": "equal", "stratum": "unstratified", "psu": "each row"}
        >>> design = survey.open(rows, kind="probability", **drawn)
        >>> filled = survey.impute(design, ["trust", "age"], seed=1, count=2)
        >>> [int(survey.mean(each, "trust").n[0]) for each in filled]
        [30, 30]
    """
    refuse_no_design(design)
    # statsmodels draws its imputation in with much else; only who imputes waits for it
    from statsmodels.imputation.mice import MICEData  # noqa: PLC0415

    names = item_names(columns)
    if "rng" not in inspect.signature(MICEData.__init__).parameters:
        raise DesignFaults([Fault("no_seed", Where())], "statsmodels")
    if count < _FEWEST:
        raise DesignFaults([Fault("few_imputations", Where(), str(count))], "count")
    table = _numbers(design, names)
    short = {name: f"c{k}" for k, name in enumerate(names)}  # a name may hold what a formula reads
    chain = MICEData(
        pd.concat([table.rename(columns=short), _design_columns(design)], axis=1),
        k_pmm=_DONORS,
        rng=np.random.Generator(np.random.PCG64(seed)),
    )
    completed = []
    for _ in range(count):
        chain.update_all(_CYCLES)
        filled = {name: chain.data[short[name]].to_numpy(copy=True) for name in names}
        completed.append(design.with_columns(filled))
    return tuple(completed)


def _numbers(design: Design, names: Sequence[str]) -> pd.DataFrame:
    """Read the columns as numbers (n, k), and refuse what cannot be guessed."""
    rows = design.frame.reset_index(drop=True)
    known = tuple(map(str, rows.columns))
    missing = [Fault("no_column", Where(), name, known=known) for name in names if name not in rows]
    if missing:
        raise DesignFaults(missing, "design")
    table = pd.DataFrame(
        {name: pd.to_numeric(rows[name], errors="coerce").astype(float) for name in names}
    )
    faults = [
        Fault("no_numbers_to_guess", Where(column=name))
        for name in names
        if (table[name].isna() & rows[name].notna()).any() or table[name].isna().all()
    ]
    if faults:
        raise DesignFaults(faults, "imputation")
    return table


def _design_columns(design: Design) -> pd.DataFrame:
    """Give the weight of each row and a column a stratum besides the first (n, s), but for what follows from others."""
    columns = {_WEIGHT: design.weights}
    if design.units is not None:
        stratum = design.units.unit_stratum[design.memory().unit]
        columns |= {f"_stratum{k}": (stratum == k).astype(float) for k in np.unique(stratum)[1:]}
    kept = {
        "": np.ones(len(design.weights))
    }  # what is constant, or follows from others, guesses nothing
    for name, column in columns.items():
        scaled = np.stack([*kept.values(), column / np.abs(column).max()], axis=1)
        if np.linalg.matrix_rank(scaled) == scaled.shape[1]:
            kept[name] = column
    return pd.DataFrame(kept).drop(columns="")
