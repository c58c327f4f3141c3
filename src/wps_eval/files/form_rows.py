"""The rows of an XLSForm's survey sheet, each with its type and the groups around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

BEGINNINGS = ("begin_group", "begin_repeat", "begin group", "begin repeat")
ENDS = ("end_group", "end_repeat", "end group", "end repeat")


@dataclass(frozen=True, slots=True)
class FormRow:
    """A question of a form.

    Attributes:
        number: Where it stands in the sheet.
        cells: Its cells by column.
        type: The first word of its type, such as ``select_one``.
        argument: What follows, such as the name of a list of answers.
        groups: The groups around it, outermost first, each with the condition under which it is asked.
    """

    number: int
    cells: Mapping[str, str]
    type: str
    argument: str
    groups: tuple[tuple[str, str], ...]


def form_rows(rows: Iterable[tuple[int, Mapping[str, str]]]) -> tuple[list[FormRow], str]:
    """Give the questions of a survey sheet, and the name of a group that does not close, if one does not.

    Args:
        rows: The rows in order, each with its number in the sheet.
    """
    around: list[tuple[str, str]] = []
    questions = []
    for number, cells in rows:
        kind = cells["type"]
        question_type, _, argument = kind.partition(" ")
        if kind.startswith(BEGINNINGS):
            around.append((cells["name"], cells.get("relevant", "")))
        elif kind.startswith(ENDS):
            if around:
                around.pop()
        else:
            questions.append(FormRow(number, cells, question_type, argument, tuple(around)))
    return questions, around[-1][0] if around else ""
