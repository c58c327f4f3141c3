"""What adds up, as anybody knows: places, groups, spans, and steps of a count."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from wps_eval.disclosure.audit_puzzle import Key, Knowledge, Puzzle


def sum_places(puzzle: Puzzle, partitions: Iterable[tuple[str, Sequence[str]]]) -> None:
    """A place is the sum of those that make it; one without a row is taken for nought."""
    for whole, parts in partitions:
        for key in [key for key in puzzle.known if key[-4] == whole]:
            there = [(*key[:-4], part, *key[-3:]) for part in parts]
            there = [part for part in there if part in puzzle.known]
            if there:
                puzzle.sums.append({key: 1.0} | dict.fromkeys(there, -1.0))


def sum_groups(puzzle: Puzzle) -> None:
    """Everybody, or a group, is the sum of the categories that part it."""
    parts: defaultdict[tuple[Key, str], list[Key]] = defaultdict(list)
    for key in puzzle.known:
        for pair in key[-3]:
            parts[(*key[:-3], key[-3] - {pair}, *key[-2:]), pair[0]].append(key)
    for (whole, _), found in parts.items():
        if whole in puzzle.known:
            puzzle.sums.append({whole: 1.0} | dict.fromkeys(found, -1.0))


def sum_spans(puzzle: Puzzle, flows: frozenset[str]) -> None:
    """What happened in a year is the sum of its months, quarters or half-years."""
    for key in [key for key in puzzle.known if key[0] in flows]:
        for months in (1, 2, 3, 4, 6, 12):
            pieces = _pieces(key[-2], key[-1], months)
            there = [(*key[:-2], *piece) for piece in pieces]
            if len(there) > 1 and all(part in puzzle.known for part in there):
                puzzle.sums.append({key: 1.0} | dict.fromkeys(there, -1.0))


def _pieces(start: date, end: date, months: int) -> list[tuple[date, date]]:
    """Cut a span into pieces of some months; nothing where they do not fill it."""
    edges = pd.date_range(
        start, pd.Timestamp(end) + pd.Timedelta(days=1), freq=pd.DateOffset(months=months)
    )
    if len(edges) == 0 or edges[-1] != pd.Timestamp(end) + pd.Timedelta(days=1):
        return []
    return [(one.date(), (two - pd.Timedelta(days=1)).date()) for one, two in pairwise(edges)]


def sum_steps(puzzle: Puzzle, knowledge: Knowledge) -> None:
    """What a count since a start grew by is a count too."""
    series: defaultdict[Key, list[Key]] = defaultdict(list)
    for key in puzzle.known:
        if key[0] in knowledge.totals:
            series[key[:-2]].append(key)
    for keys in series.values():
        for before, after in pairwise(sorted(keys, key=lambda key: key[-1])):
            step = ("step", before, after, *after[-4:])
            puzzle.put(step, None, knowledge.limits.get(after[0], 0.0))
            puzzle.sums.append({after: 1.0, before: -1.0, step: -1.0})
