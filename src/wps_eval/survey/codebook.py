"""What a survey's columns and answers are called, carried from the file into results."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wps_eval.survey.codes import code_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from wps_eval.survey.table import Value
    from wps_eval.values import Group


@dataclass(frozen=True, slots=True)
class Codebook:
    """The labels of a survey.

    Attributes:
        columns: What each column is called, such as the question.
        answers: What each code of a column means, by the code's one spelling.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def column(self, name: str) -> str:
        """Give what a column is called; its name where nobody said."""
        return self.columns.get(name) or name

    def answer(self, column: str, code: str) -> str:
        """Give what a code means; several parted by a bar each by itself; the code where nobody said."""
        labels = self.answers.get(column, {})
        return " | ".join(labels.get(code_of(each)) or each for each in code.split("|"))

    def group(self, group: Group) -> str:
        """Give what a group is called: each of its parts by column and answer; empty for everybody."""
        return "; ".join(
            f"{self.column(name)}: {self.answer(name, value)}" for name, value in group.parts
        )

    def codes(self, column: str, asked: Iterable[Value]) -> tuple[Value, ...]:
        """Put codes in the place of labels; what is no label stays as it is.

        Args:
            column: The column.
            asked: Codes or labels.
        """
        code_by_label: dict[str, list[str]] = {}
        for code, label in self.answers.get(column, {}).items():
            code_by_label.setdefault(label, []).append(code)
        return tuple(
            code
            for each in asked
            for code in (
                code_by_label[each] if isinstance(each, str) and each in code_by_label else [each]
            )
        )

    def joined(self, other: Codebook) -> Codebook:
        """Give both together; where both know a column, the first says what it is called."""
        return Codebook({**other.columns, **self.columns}, {**other.answers, **self.answers})


NO_LABELS = Codebook()
