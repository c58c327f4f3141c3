"""What one number is."""

from __future__ import annotations

from dataclasses import dataclass

from wps_eval.values import EVERYBODY, Group


@dataclass(frozen=True, slots=True, order=True)
class Label:
    """What one number is: which statistic of which item in which group.

    Attributes:
        column: The column that the item was made of, where it is one of its answers.
        answer: That answer, or several parted by a bar.
    """

    statistic: str
    item: str
    group: Group = EVERYBODY
    column: str = ""
    answer: str = ""

    def __str__(self) -> str:
        """Name it for a person."""
        return f"{self.statistic} of {self.item}" + (f" [{self.group}]" if self.group.parts else "")
