"""Find numbers among estimates by item, group and statistic, and say what was meant where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.errors import DesignFaults, Fault, Where
from wps_eval.survey.codebook import NO_LABELS, Codebook
from wps_eval.survey.codes import code_of
from wps_eval.values import EVERYBODY, Group

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wps_eval.survey.label import Label

Named = str | Group | tuple[str | Group, ...]
WHOLE_SAMPLE = (
    "",
    "Everybody",
)  #: how the whole sample is named: as in find(), and as in the table


def positions_named(
    labels: Sequence[Label], named: Named, codebook: Codebook = NO_LABELS
) -> list[int]:
    """Find the numbers that a name, or several together, mean.

    Args:
        labels: What each number is.
        named: An item, a column of answers, an answer, a statistic or a group (``sex=f``; the empty text or
            ``Everybody`` for the whole sample), or several of them in any order.
        codebook: What columns and answers are called; a label is as good as a code.

    Returns:
        The positions of all numbers that every name fits.

    Raises:
        DesignFaults: Nothing is called so; the nearest name is told, and of groups all that there are.
    """
    names = named if isinstance(named, tuple) else (named,)
    faults = [
        _absent(labels, name, codebook)
        for name in names
        if not any(_fits(label, name, codebook) for label in labels)
    ]
    found = [
        k for k, label in enumerate(labels) if all(_fits(label, name, codebook) for name in names)
    ]
    if not faults and not found:
        together = " / ".join(map(str, names))
        faults = [Fault("no_such_number", Where(), together, known=tuple(map(str, labels[:10])))]
    if faults:
        raise DesignFaults(faults, "estimates")
    return found


def group_named(labels: Sequence[Label], name: str, codebook: Codebook = NO_LABELS) -> Group:
    """Read the spelling of a group, by codes or labels; the empty text is everybody.

    Raises:
        DesignFaults: It spells none; the groups that there are are told.
    """
    group = _group(name, codebook)
    if group is None:
        raise DesignFaults([_absent(labels, name, codebook)], "estimates")
    return group


def _fits(label: Label, name: str | Group, codebook: Codebook) -> bool:
    """Say whether a name is the item, the column, the answer, the statistic or the group of a number."""
    if not isinstance(name, str):
        return label.group == name
    if name in WHOLE_SAMPLE:
        return label.group == EVERYBODY
    if "=" in name and _is_group_or_answer(label, name, codebook):
        return True
    answers = (label.answer, codebook.answer(label.column, label.answer)) if label.answer else ()
    return name in (label.item, label.column, label.statistic, *answers)


def _is_group_or_answer(label: Label, name: str, codebook: Codebook) -> bool:
    """Say whether ``column=code`` or ``column=label`` is the group of a number, or the answer it is a share of."""
    group = _group(name, codebook)
    return group is not None and (
        label.group == group
        or (bool(label.answer) and group.parts == ((label.column, label.answer),))
    )


def _group(name: str, codebook: Codebook) -> Group | None:
    """Read a group with its codes in their one spelling; nothing where the name is none."""
    if name in WHOLE_SAMPLE:
        return EVERYBODY
    try:
        read = Group.read(name)
    except ValueError:
        return None
    return Group.of(
        (column, "|".join(_code(codebook, column, each) for each in value.split("|")))
        for column, value in read.parts
    )


def _code(codebook: Codebook, column: str, value: str) -> str:
    """Give the code of an answer that is named by its label or its code."""
    codes = {label: code for code, label in codebook.answers.get(column, {}).items()}
    return codes.get(value.strip()) or code_of(value)


def _absent(labels: Sequence[Label], name: str | Group, codebook: Codebook) -> Fault:
    """Say that nothing is called so: of a group all that are made by the same columns, else the nearest name."""
    spelled = str(name)
    group = _group(spelled, codebook)
    dimensions = group.dimensions if group else ()
    alike = tuple(
        dict.fromkeys(
            codebook.spelled(label.group)
            for label in labels
            if label.group.parts and (not dimensions or label.group.dimensions == dimensions)
        )
    )
    if "=" in spelled and alike:
        return Fault("no_such_group", Where(), spelled, alike)
    return Fault("no_such_number", Where(), spelled, known=tuple(sorted(_known(labels, codebook))))


def _known(labels: Sequence[Label], codebook: Codebook) -> set[str]:
    """Give every name that is there."""
    return {
        name
        for label in labels
        for name in (
            label.item,
            label.column,
            label.statistic,
            codebook.spelled(label.group),
            codebook.answer(label.column, label.answer) if label.answer else "",
        )
        if name
    }
