"""Find numbers among estimates by item, group and statistic, and say what was meant where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.errors import DesignFaults, Fault, Where
from wps_eval.survey.codes import code_of
from wps_eval.values import Group

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wps_eval.survey.estimates import Label

Named = str | Group | tuple[str | Group, ...]


def positions_named(labels: Sequence[Label], named: Named) -> list[int]:
    """Find the numbers that a name, or several together, mean.

    Args:
        labels: What each number is.
        named: An item, a column of answers, a statistic or a group (``sex=f``), or several of them in any order.

    Returns:
        The positions of all numbers that every name fits.

    Raises:
        DesignFaults: Nothing is called so; the nearest name is told.
    """
    names = named if isinstance(named, tuple) else (named,)
    faults = [
        Fault("no_such_number", Where(), str(name), known=tuple(sorted(_known(labels))))
        for name in names
        if not any(_fits(label, name) for label in labels)
    ]
    found = [k for k, label in enumerate(labels) if all(_fits(label, name) for name in names)]
    if not faults and not found:
        together = " / ".join(map(str, names))
        faults = [Fault("no_such_number", Where(), together, known=tuple(map(str, labels[:10])))]
    if faults:
        raise DesignFaults(faults, "estimates")
    return found


def group_named(labels: Sequence[Label], name: str) -> Group:
    """Read the spelling of a group; the empty text is everybody.

    Raises:
        DesignFaults: It spells none; the groups that there are are told.
    """
    try:
        return Group.read(name)
    except ValueError:
        known = tuple(dict.fromkeys(str(label.group) for label in labels if label.group.parts))
        raise DesignFaults(
            [Fault("no_such_number", Where(), name, known=known)], "estimates"
        ) from None


def _fits(label: Label, name: str | Group) -> bool:
    """Say whether a name is the item, the column, the statistic or the group of a number."""
    if isinstance(name, Group):
        return label.group == name
    if "=" in name and label.group == _group(name):
        return True
    return name in (label.item, label.column, label.statistic)


def _group(name: str) -> Group | None:
    """Read a group with its codes in their one spelling; nothing where the name is none."""
    try:
        read = Group.read(name)
    except ValueError:
        return None
    return Group.of((dimension, code_of(value)) for dimension, value in read.parts)


def _known(labels: Sequence[Label]) -> set[str]:
    """Give every name that is there."""
    return {
        name
        for label in labels
        for name in (label.item, label.column, label.statistic, str(label.group))
        if name
    }
