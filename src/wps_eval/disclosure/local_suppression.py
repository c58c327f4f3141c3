"""Single keys of single people are hidden until enough others share what is left."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from wps_eval.disclosure.key_frequencies import MISSING, key_patterns, matching

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wps_eval.disclosure.key_frequencies import Codes, Counts, Truths


def suppress_locally(codes: Codes, smallest: int, may_hide: Truths) -> Codes:
    """Hide as few cells of each person as it takes for ``smallest`` people to share the rest.

    People with the same keys are treated alike, the rarest first. Of the ways that hide the fewest cells
    the one is taken after which most people match, of equals the one that hides later keys.
    What was hidden for one helps the next, so that the whole is little but need not be the least.

    Args:
        codes: The keys (n, m); ``MISSING`` where a key is not known.
        smallest: How many people have to share the keys.
        may_hide: Which keys may be hidden (m,).

    Returns:
        The keys (n, m) with ``MISSING`` where one was hidden. People for whom no hiding is enough keep theirs.
    """
    patterns, belongs = key_patterns(codes)
    sizes = np.bincount(belongs, minlength=len(patterns))
    shared = [_count(patterns, sizes, pattern) for pattern in patterns]
    rare = [each for each in np.argsort(shared, kind="stable") if shared[each] < smallest]
    for each in rare:
        if _count(patterns, sizes, patterns[each]) < smallest:
            patterns[each] = _least_hidden(patterns, sizes, each, smallest, may_hide)
    return patterns[belongs]


def _least_hidden(
    patterns: Codes, sizes: Counts, each: int, smallest: int, may_hide: Truths
) -> Codes:
    """Give one combination of keys with the fewest hidden that are enough, or as it is where none are."""
    for ways in _ways(patterns[each], may_hide):
        shared = [_count(patterns, sizes, way) for way in ways]
        best = int(np.argmax(shared))
        if shared[best] >= smallest:
            return ways[best]
    kept: Codes = patterns[each]
    return kept


def _ways(pattern: Codes, may_hide: Truths) -> Iterator[list[Codes]]:
    """Give the ways to hide one key, then those to hide two, and so on; later keys first."""
    keys = np.flatnonzero(may_hide & (pattern != MISSING))[::-1].tolist()
    for number in range(1, len(keys) + 1):
        yield [_hidden(pattern, hidden) for hidden in combinations(keys, number)]


def _hidden(pattern: Codes, keys: tuple[int, ...]) -> Codes:
    """Hide some keys of a combination."""
    hidden = pattern.copy()
    hidden[list(keys)] = MISSING
    return hidden


def _count(patterns: Codes, sizes: Counts, pattern: Codes) -> int:
    """Count the people whose keys may be the same as some combination."""
    return int(sizes[matching(patterns, pattern)].sum())
