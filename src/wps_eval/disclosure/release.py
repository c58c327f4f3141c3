"""Let results out: every measured table passes the rules here, or it does not leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from wps_eval.codes import Certainty, Change, Reason, State, Status
from wps_eval.disclosure.small_counts import SmallCounts, hide_small_counts
from wps_eval.disclosure.small_courses import hide_small_courses
from wps_eval.disclosure.survey_bases import hide_survey_cells
from wps_eval.results.columns import SCALES
from wps_eval.results.keys import ENDS, end_key, value_key
from wps_eval.results.rows import each

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

PUBLIC = (  # about indicators, files, methods, activities and money, not people
    "evaluability",
    "inputs",
    "rounds",
    "activities",
    "budget",
    "commitments",
)
RELEASED = (*PUBLIC, *SCALES, "training", "estimates", "verdicts")
_VERDICT_NUMBERS = (
    "baseline",
    "current",
    "difference",
    "relative_pct",
    "annual_pct",
    "ci_low",
    "ci_high",
    "achievement_prop",
    "progress_ratio",
    "expected_end",
    "milestone",
)


def release(measured: Mapping[str, pd.DataFrame], limits: SmallCounts) -> dict[str, pd.DataFrame]:
    """Apply disclosure to every measured table.

    Args:
        measured: The measured tables, by name; ``subjects`` says what the estimates count.
        limits: The study's limits.

    Returns:
        The tables that may be shown. A verdict that rests on a hidden value loses its numbers and
        its words. A table that no rule covers is not released. Nothing is raised.

    Source: DESIGN of wps-eval: one place, applied last, to every table.
    """
    released = {name: measured[name].copy() for name in PUBLIC if name in measured}
    if "estimates" in measured:
        subjects = measured["subjects"]
        without_small_counts = hide_small_counts(
            measured["estimates"],
            limits,
            person_counts=set(subjects.loc[subjects["counts_people"], "indicator"]),
            sensitive=set(subjects.loc[subjects["sensitive"], "indicator"]),
        )
        released["estimates"] = hide_survey_cells(without_small_counts, limits)
    for name in SCALES:
        if name in measured:
            released[name] = hide_survey_cells(measured[name], limits)
    if "training" in measured:
        released["training"] = hide_small_courses(measured["training"], limits)
    if "verdicts" in measured and "estimates" in released:
        released["verdicts"] = _hide_verdicts(measured["verdicts"], released["estimates"])
    return released


def _hide_verdicts(verdicts: pd.DataFrame, estimates: pd.DataFrame) -> pd.DataFrame:
    """Take numbers and words from verdicts that rest on a hidden value; context stays context."""
    hidden_keys = set(map(value_key, each(estimates[estimates["state"] == State.SUPPRESSED])))
    table = verdicts.copy()
    rests_on_hidden = [
        any(end_key(verdict, end) in hidden_keys for end in ENDS) for verdict in each(table)
    ]
    table.loc[rests_on_hidden, list(_VERDICT_NUMBERS)] = np.nan
    table.loc[rests_on_hidden, "change"] = str(Change.CANNOT_TELL)
    table.loc[rests_on_hidden, "certainty"] = str(Certainty.NOT_APPLICABLE)
    table.loc[rests_on_hidden, "reason"] = str(Reason.SUPPRESSED)
    table.loc[rests_on_hidden, "state"] = str(State.SUPPRESSED)
    rated_and_hidden = [
        hides and status != Status.CONTEXT
        for hides, status in zip(rests_on_hidden, table["status"], strict=True)
    ]
    table.loc[rated_and_hidden, "status"] = str(Status.NOT_ASSESSABLE)
    return table
