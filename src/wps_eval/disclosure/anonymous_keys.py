"""Keys made coarser, and then hidden where that was not enough, until nobody stands out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from wps_eval.disclosure.individual_risk import global_risk, individual_risk
from wps_eval.disclosure.key_frequencies import MISSING, key_frequencies
from wps_eval.disclosure.local_suppression import suppress_locally
from wps_eval.values.row_holder import RowHolder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wps_eval.disclosure.key_frequencies import Codes, Floats

LARGEST_RISK = 0.03  #: share of people expected to be recognised from which on nothing leaves
ROUNDING = 1e-9  #: of a mean of risks
MOST_HIDDEN = (
    0.05  #: share of people of whom single cells are hidden before categories are merged instead
)


@dataclass(frozen=True, repr=False)
class Key(RowHolder):
    """One key by which somebody could be recognised.

    Attributes:
        name: Its name.
        codes: Each person's category (n,), from 0; ``MISSING`` where it is not known.
        ordered: Whether categories that follow one another may be merged.
        coarser: Coarser categories, the finest first: for each category its coarser one, as a code.
        may_leave: Whether the key may be left out.
        may_hide: Whether the key of one person may be hidden.
    """

    name: str
    codes: Codes
    ordered: bool = False
    coarser: tuple[Codes, ...] = ()
    may_leave: bool = True
    may_hide: bool = True

    @property
    def count(self) -> int:
        """How many categories it has."""
        return int(self.codes.max(initial=MISSING)) + 1


@dataclass(frozen=True)
class Safety:
    """How safe some keys are.

    Attributes:
        below: How many people share their keys with too few.
        risk: The global risk, as a share.
        expected: How many people are expected to be recognised.
    """

    below: int
    risk: float
    expected: float

    def holds(self) -> bool:
        """Whether nobody stands out and the risk is below the limit."""
        return self.below == 0 and self.risk < LARGEST_RISK - ROUNDING


@dataclass(frozen=True, repr=False)
class Anonymous(RowHolder):
    """Keys as they may leave.

    Attributes:
        merged: Of each key the coarser code of each category; all the same where the key is left out.
        codes: The keys of everybody (n, m), coarser and hidden.
        hidden: How many cells of each key were hidden (m,).
        before: How safe the keys were.
        after: How safe they are.
    """

    merged: tuple[Codes, ...]
    codes: Codes
    hidden: tuple[int, ...]
    before: Safety
    after: Safety


def make_anonymous(keys: tuple[Key, ...], weights: Floats, smallest: int) -> Anonymous:
    """Make keys coarser and hide single cells until enough people share them and the risk is below 3 %.

    As long as more than 5 % of people share their keys with too few, or hiding cells of theirs is not
    enough, one step is taken: of two categories that follow one another to one, or to the next coarser
    categories. Of all such steps the one that makes most people safe for each bit of information
    lost; where there is none left, a key is left out. Then single cells are hidden.

    Args:
        keys: The keys, of the same people.
        weights: How many people of the population each stands for (n,).
        smallest: How many people have to share their keys.

    Returns:
        The keys. Whether they hold is for the caller to ask: of too few people none do.

    Source: the order of steps of the guidelines of sdcMicro (recode, then suppress locally); HDX for the 3 %.
    """
    merged = tuple(np.arange(key.count, dtype=np.intp) for key in keys)
    before = safety(_coded(keys, merged, len(weights)), weights, smallest)
    while True:
        codes = _coded(keys, merged, len(weights))
        hidden = _with_hidden(keys, codes, weights, smallest)
        after = safety(hidden, weights, smallest)
        steps = [] if after.holds() else list(_steps(keys, merged))
        if not steps:
            counts = tuple(int(n) for n in ((hidden == MISSING) & (codes != MISSING)).sum(axis=0))
            return Anonymous(merged, hidden, counts, before, after)
        merged = max(steps, key=lambda step: _worth(keys, merged, step, weights, smallest))


def safety(codes: Codes, weights: Floats, smallest: int) -> Safety:
    """Say how safe the keys of some people (n, m) are."""
    counts, sums = key_frequencies(codes, weights)
    risks = individual_risk(counts, sums)
    return Safety(int((counts < smallest).sum()), global_risk(risks), float(risks.sum()))


def _coded(keys: tuple[Key, ...], merged: tuple[Codes, ...], people: int) -> Codes:
    """Give everybody's keys (n, m) in the coarser categories."""
    codes = np.empty((people, len(keys)), dtype=np.intp)
    for at, (key, groups) in enumerate(zip(keys, merged, strict=True)):
        codes[:, at] = np.append(groups, MISSING)[key.codes]
    return codes


def _with_hidden(keys: tuple[Key, ...], codes: Codes, weights: Floats, smallest: int) -> Codes:
    """Hide single cells, if it is few people who need it."""
    if safety(codes, weights, smallest).below > MOST_HIDDEN * len(codes):
        return codes
    return suppress_locally(codes, smallest, np.array([key.may_hide for key in keys]))


def _steps(keys: tuple[Key, ...], merged: tuple[Codes, ...]) -> Iterator[tuple[Codes, ...]]:
    """Give each way to make one key one step coarser; if there is none, each way to leave one out."""
    found = False
    for at, (key, groups) in enumerate(zip(keys, merged, strict=True)):
        for coarser in _coarser(key, groups):
            found = True
            yield (*merged[:at], coarser, *merged[at + 1 :])
    if not found:
        for at, (key, groups) in enumerate(zip(keys, merged, strict=True)):
            if key.may_leave and groups.any():
                yield (*merged[:at], np.zeros_like(groups), *merged[at + 1 :])


def _coarser(key: Key, groups: Codes) -> Iterator[Codes]:
    """Give the next coarser categories of one key that still tell people apart."""
    if key.ordered and groups.max(initial=0) > 1:
        for last in range(int(groups.max())):
            yield np.where(groups > last, groups - 1, groups)
    for level in key.coarser:
        if level.any() and len(set(level.tolist())) < len(set(groups.tolist())):
            yield level
            break


def _worth(
    keys: tuple[Key, ...],
    merged: tuple[Codes, ...],
    step: tuple[Codes, ...],
    weights: Floats,
    smallest: int,
) -> tuple[float, float]:
    """Give how much is won by a step for each bit lost, then how few bits are lost."""
    now, then = (_coded(keys, each, len(weights)) for each in (merged, step))
    won = _unsafe(now, weights, smallest) - _unsafe(then, weights, smallest)
    lost = sum(_bits(column) for column in now.T) - sum(_bits(column) for column in then.T)
    return (won / lost if lost > 0 else np.inf), -lost


def _unsafe(codes: Codes, weights: Floats, smallest: int) -> float:
    """Count people who stand out and people expected to be recognised."""
    found = safety(codes, weights, smallest)
    return found.below + found.expected


def _bits(column: Codes) -> float:
    """Give the entropy of one key, in bits."""
    _, counts = np.unique(column, return_counts=True)
    shares = counts / counts.sum()
    return float(-(shares * np.log2(shares)).sum())
