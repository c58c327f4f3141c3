"""How the interviews went: speed, straight lines, and what differs between enumerators."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wps_eval.sources.instrument import Instrument, Meaning, Role

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

STRAIGHT = 5  # as many items of one scale, all answered alike


def minutes(frame: pd.DataFrame) -> Floats:
    """Give the length of each interview in minutes (n,), NaN where it is not known."""
    if not {"start", "end"} <= set(frame.columns):
        return np.full(len(frame), np.nan)
    first, last = (
        pd.to_datetime(frame[name], errors="coerce", utc=True) for name in ("start", "end")
    )
    return np.asarray((last - first).dt.total_seconds() / 60, dtype=np.float64)


def straight_lines(frame: pd.DataFrame, instrument: Instrument) -> NDArray[np.bool_]:
    """Say who gave one and the same answer to every item of a scale of five items or more (n,).

    Only scales with reversed items count: on others one answer to all may be meant.
    """
    out = np.zeros(len(frame), bool)
    for construct in instrument.constructs:
        items = instrument.construct(construct)
        if len(items) < STRAIGHT or not any(q.reverse for q in items):
            continue
        answers = frame[[q.name for q in items]]
        same = answers.eq(answers.iloc[:, 0], axis=0).all(axis=1)
        out |= (same & answers.notna().all(axis=1)).to_numpy()
    return out


def do_not_know_pct(frame: pd.DataFrame, instrument: Instrument) -> Floats:
    """Give the share of items that each person did not know, in percent (n,)."""
    items = [q for q in instrument.of_role(Role.ITEM) if instrument.codes(q, Meaning.DONT_KNOW)]
    if not items:
        return np.full(len(frame), np.nan)
    unsure = [frame[q.name].isin(instrument.codes(q, Meaning.DONT_KNOW)) for q in items]
    table = np.stack([each.to_numpy(np.float64) for each in unsure])
    return np.asarray(100 * table.mean(axis=0), dtype=np.float64)


def enumerators(
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
    asked = instrument.of_role(Role.ENUMERATOR)
    if not asked:
        return pd.DataFrame(
            columns=["enumerator", "n", "minutes", "short_pct", "straight_pct", "dont_know_pct"]
        )
    code, _ = pd.factorize(frame[asked[0].name], sort=True)
    table = pd.DataFrame(
        {"enumerator": code + 1, "minutes": minutes(frame), "short": short,
         "straight": straight_lines(frame, instrument), "unsure": do_not_know_pct(frame, instrument)}
    )  # fmt: skip
    grouped = table[table["enumerator"] > 0].groupby("enumerator")
    return pd.DataFrame(
        {"n": grouped.size(), "minutes": grouped["minutes"].median(),
         "short_pct": 100 * grouped["short"].mean(), "straight_pct": 100 * grouped["straight"].mean(),
         "dont_know_pct": grouped["unsure"].mean()}
    ).reset_index()  # fmt: skip
