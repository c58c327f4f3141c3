"""Which version of a matrix of targets is in force, and what it changed from the one before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wps_eval.plan.models import Target

TargetKey = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class TargetChange:
    """One number that a version of the matrix says otherwise than the version before.

    Attributes:
        indicator: The indicator's code.
        kind: Target, milestone or floor.
        date: By when.
        place: Of which place; empty for the country.
        before: The number in the version before; None where it had none.
        after: The number now; None where it was taken out.
    """

    indicator: str
    kind: str
    date: str
    place: str
    before: float | None
    after: float | None


def versions(targets: Iterable[Target]) -> tuple[str, ...]:
    """Name the versions that targets come from, the newest first; a version is a date."""
    return tuple(sorted({target.version for target in targets if target.version}, reverse=True))


def in_force(targets: Iterable[Target]) -> tuple[Target, ...]:
    """Give the targets of the newest version, and those of no version that it does not say anew."""
    known = tuple(targets)
    newest = (*versions(known), "")[0]
    said_anew = set(_values_of(known, newest)) if newest else set()
    return tuple(
        target
        for target in known
        if target.version == newest or (not target.version and _key(target) not in said_anew)
    )


def target_changes(targets: Iterable[Target]) -> tuple[TargetChange, ...]:
    """Say what the newest version changed, added and took out.

    Args:
        targets: The targets of all versions.

    Returns:
        The changes, by indicator and date. The first version is held against the targets of no version,
        of which only those that it says anew are changes; there are none without a version.
    """
    known = tuple(targets)
    newest, before_it = (*versions(known), "", "")[:2]
    if not newest:
        return ()
    after, before = _values_of(known, newest), _values_of(known, before_it)
    keys = {*before, *after} if before_it else {*before} & {*after}
    return tuple(
        TargetChange(*key, before=before.get(key), after=after.get(key))
        for key in sorted(keys)
        if before.get(key) != after.get(key)
    )


def _key(target: Target) -> TargetKey:
    """Give what a target is for: its indicator, kind, date and place."""
    return target.indicator, target.kind, target.date, target.place


def _values_of(targets: Iterable[Target], version: str) -> dict[TargetKey, float]:
    """Give the numbers of one version by what they are for."""
    return {_key(target): target.value for target in targets if target.version == version}
