"""The rows of a round as they may leave: keys made coarser or hidden, answers, and what of the design is safe."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wps_eval.codes import DesignKind, State
from wps_eval.disclosure.key_frequencies import MISSING, key_frequencies
from wps_eval.run.microdata_codebook import UNIT, WEIGHT
from wps_eval.run.microdata_keys import unit_column
from wps_eval.values.row_holder import RowHolder

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wps_eval.disclosure.anonymous_keys import Anonymous
    from wps_eval.run.microdata_keys import KeyColumn
    from wps_eval.sources.microdata_columns import MicrodataColumns
    from wps_eval.workspace.people import People

FEWEST_UNITS = 3  #: sampling units that must share what is known of one, or none is numbered


@dataclass(frozen=True, repr=False)
class Microdata(RowHolder):
    """A round's rows as they may leave, and what was done for that.

    Attributes:
        people: The round.
        columns: The form's questions, by what becomes of them.
        keys: Its keys.
        anonymous: What was done to them.
        smallest: How many people share their keys at least.
        secret: The workbench's secret, which orders and numbers what leaves.
    """

    people: People
    columns: MicrodataColumns
    keys: tuple[KeyColumn, ...]
    anonymous: Anonymous
    smallest: int
    secret: bytes = field(repr=False)

    @property
    def left_out(self) -> tuple[str, ...]:
        """Name the keys that were left out."""
        return tuple(
            key.key.name
            for key, groups in zip(self.keys, self.anonymous.merged, strict=True)
            if key.key.count > 1 and not groups.any()
        )

    @property
    def merged(self) -> dict[str, tuple[str, ...]]:
        """Give the categories that are left of each key of which some were merged."""
        return {
            key.key.name: key.names(groups)
            for key, groups in zip(self.keys, self.anonymous.merged, strict=True)
            if key.key.name not in self.left_out and len(set(groups.tolist())) < key.key.count
        }

    @property
    def hidden(self) -> dict[str, int]:
        """Count the hidden cells of each key that leaves."""
        return {
            key.key.name: number
            for key, number in zip(self.keys, self.anonymous.hidden, strict=True)
            if key.key.name not in self.left_out
        }

    @cached_property
    def rows(self) -> pd.DataFrame:
        """Give the rows that leave, all texts, in an order that only the workbench's secret tells."""
        frame, code = self.people.frame, self.people.round.code
        columns = _key_texts(self)
        columns |= {q.name: frame[q.name] for q in self.columns.answers if q.name in frame}
        columns |= _design_texts(self)
        order = np.argsort([_mark(self.secret, code, "row", str(i)) for i in range(len(frame))])
        rows = pd.DataFrame({name: list(texts) for name, texts in columns.items()}, dtype=object)
        return rows.where(rows.notna(), "").astype(str).iloc[order].reset_index(drop=True)


def _key_texts(microdata: Microdata) -> dict[str, Iterable[object]]:
    """Give the keys that leave, in the coarser categories; what was hidden is told from what is missing."""
    texts: dict[str, Iterable[object]] = {}
    for at, (key, groups) in enumerate(
        zip(microdata.keys, microdata.anonymous.merged, strict=True)
    ):
        if key.key.name not in microdata.left_out:
            names = np.array([*key.names(groups), ""], dtype=object)
            shown = names[microdata.anonymous.codes[:, at]]
            was_there = key.key.codes != MISSING
            texts[key.key.name] = np.where(
                was_there & (microdata.anonymous.codes[:, at] == MISSING),
                str(State.SUPPRESSED),
                shown,
            )
    return texts


def _design_texts(microdata: Microdata) -> dict[str, Iterable[object]]:
    """Give the weights, and new numbers for sampling units where none of them can be told by its place.

    A weight says from which unit a person is; in its place stands the mean of those who share the keys.
    """
    people = microdata.people
    weights = people.design.weights
    texts: dict[str, Iterable[object]] = {}
    if np.ptp(weights) > 0:
        counts, sums = key_frequencies(microdata.anonymous.codes, weights)
        means = sums / counts
        texts[WEIGHT] = [f"{each:.6g}" for each in means * (weights.sum() / means.sum())]
    unit = unit_column(people)
    if unit and people.round.design.kind is DesignKind.PROBABILITY and _units_are_alike(microdata):
        marks = {
            name: _mark(microdata.secret, people.round.code, "unit", name)
            for name in people.frame[unit].unique()
        }
        number = {
            name: str(i + 1) for i, name in enumerate(sorted(marks, key=lambda name: marks[name]))
        }
        texts[UNIT] = people.frame[unit].map(number)
    return texts


def _units_are_alike(microdata: Microdata) -> bool:
    """Whether at least three sampling units share each combination of what leaves of the units."""
    of_unit = np.array([key.of_unit for key in microdata.keys])
    unit = microdata.people.frame[unit_column(microdata.people)]
    known = pd.Series(map(tuple, microdata.anonymous.codes[:, of_unit].tolist()))
    return bool((unit.groupby(known).nunique() >= FEWEST_UNITS).all())


def _mark(secret: bytes, *parts: str) -> str:
    """Give a mark of some parts that only the workbench's secret tells."""
    return hmac.new(secret, "\x1f".join(("microdata", *parts)).encode(), "sha256").hexdigest()
