"""Estimates as a plain table for further work: one row a number, names as R's broom has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from wps_eval.survey.estimates import Estimates


def tidy_table(found: Estimates, level: float = 0.95) -> pd.DataFrame:
    """Give estimates with their tests.

    Args:
        found: The estimates.
        level: The level of the intervals.

    Returns:
        Columns ``term`` (the item), ``answer``, ``group``, ``estimate``, ``std_error``, ``statistic`` (t of the
        estimate against 0), ``p_value``, ``conf_low``, ``conf_high``, ``df``, ``n``, ``n_missing``, ``deff`` and
        ``kind`` (mean, proportion ...). Missing numbers are NaN.

    Source: names after Robinson, Hayes and Couch, broom (R package), ``tidy``.
    """
    table, tested = found.frame(level), found.t_test()
    return pd.DataFrame(
        {
            "term": table["item"],
            "answer": [label.answer for label in found.labels],
            "group": table["group"],
            "estimate": table["estimate"],
            "std_error": table["se"],
            "statistic": tested["t"],
            "p_value": tested["p"],
            "conf_low": table["ci_low"],
            "conf_high": table["ci_high"],
            "df": table["df"],
            "n": table["n"],
            "n_missing": table["n_missing"],
            "deff": table["deff"],
            "kind": table["statistic"],
        }
    )
