"""How the interviews went: speed, straight lines, and what differs between enumerators."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wps_eval.sources.instrument import Instrument, Meaning, Role

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

STRAIGHT_LINE_ITEMS = 5  # as many items of one scale, all answered alike


def interview_minutes(frame: pd.DataFrame) -> Floats:
    """Give the length of each interview in minutes (n,), NaN where it is not known."""
    if not {"start", "end"} <= set(frame.columns):
        return np.full(len(frame), np.nan)
    started, ended = (
        pd.to_datetime(frame[name], errors="coerce", utc=True) for name in ("start", "end")
    )
    return np.asarray((ended - started).dt.total_seconds() / 60, dtype=np.float64)


def straight_lines(frame: pd.DataFrame, instrument: Instrument) -> NDArray[np.bool_]:
    """Say who gave one and the same answer to every item of a scale of five items or more (n,).

    Only scales with reversed items count: on others one answer to all may be meant.
    """
    straight = np.zeros(len(frame), bool)
    for construct in instrument.constructs:
        items = instrument.construct(construct)
        if len(items) < STRAIGHT_LINE_ITEMS or not any(question.reverse for question in items):
            continue
        answers = frame[[question.name for question in items]]
        all_alike = answers.eq(answers.iloc[:, 0], axis=0).all(axis=1)
        straight |= (all_alike & answers.notna().all(axis=1)).to_numpy()
    return straight


def do_not_know_pct(frame: pd.DataFrame, instrument: Instrument) -> Floats:
    """Give the share of items that each person did not know, in percent (n,)."""
    items = [
        question
        for question in instrument.of_role(Role.ITEM)
        if instrument.codes(question, Meaning.DONT_KNOW)
    ]
    if not items:
        return np.full(len(frame), np.nan)
    did_not_know = [
        frame[question.name].isin(instrument.codes(question, Meaning.DONT_KNOW))
        for question in items
    ]
    table = np.stack([item.to_numpy(np.float64) for item in did_not_know])
    return np.asarray(100 * table.mean(axis=0), dtype=np.float64)


def enumerator_differences(
    frame: pd.DataFrame, instrument: Instrument, short: NDArray[np.bool_]
) -> pd.DataFrame:
    """Compare enumerators, who stand under numbers and not under their names.

    Args:
        frame: The answers.
        instrument: The form; a question of the role ``enumerator`` tells them apart.
        short: Interviews that were too short (n,).

    Returns:
        One row an enumerator: ``enumerator``, ``n``, ``minutes`` (median), ``short_pct``,
        ``straight_pct`` and ``dont_know_pct``; no rows where the form does not ask.
    """
    enumerator_questions = instrument.of_role(Role.ENUMERATOR)
    if not enumerator_questions:
        return pd.DataFrame(
            columns=["enumerator", "n", "minutes", "short_pct", "straight_pct", "dont_know_pct"]
        )
    enumerator, _ = pd.factorize(frame[enumerator_questions[0].name], sort=True)
    table = pd.DataFrame(
        {"enumerator": enumerator + 1, "minutes": interview_minutes(frame), "short": short,
         "straight": straight_lines(frame, instrument), "unsure": do_not_know_pct(frame, instrument)}
    )  # fmt: skip
    grouped = table[table["enumerator"] > 0].groupby("enumerator")
    return pd.DataFrame(
        {"n": grouped.size(), "minutes": grouped["minutes"].median(),
         "short_pct": 100 * grouped["short"].mean(), "straight_pct": 100 * grouped["straight"].mean(),
         "dont_know_pct": grouped["unsure"].mean()}
    ).reset_index()  # fmt: skip
