"""What a survey's columns and answers are called, carried from the file into results."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pandas as pd

from wps_eval.errors import NAMES_SHOWN, DesignFaults, Fault, Where
from wps_eval.survey.codes import NUMBER, code_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from wps_eval.survey.table import Value
    from wps_eval.values import Group


@dataclass(frozen=True, slots=True)
class Codebook:
    """The labels of a survey.

    Attributes:
        columns: What each column is called, such as the question.
        answers: What each code of a column means, by the code's one spelling.
        missing: The codes of a column that count as no answer, as the file or the caller declared.
        ordered: The columns whose answers go from little to much, as far as the file says.
        constraints: What the form that asked lets be answered, in its own words.
        measured: Columns in which a code that was declared missing for all columns is a number like others.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ordered: frozenset[str] = frozenset()
    measured: tuple[str, ...] = ()
    constraints: Mapping[str, str] = field(default_factory=dict)

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

    def spelled(self, group: Group) -> str:
        """Spell a group as it is asked for: ``sex=Woman``; by the code where an answer has no label."""
        return ";".join(f"{name}={self.answer(name, value)}" for name, value in group.parts)

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

    def by_code(self, column: str, asked: Mapping[Value, float]) -> dict[str, float]:
        """Give numbers that were said by code or label, by code.

        Args:
            column: The column.
            asked: Numbers by code or label of its answers.

        Raises:
            DesignFaults: One answer was named twice, by its code and by its label.
        """
        said = [
            (code_of(code), float(number))
            for name, number in asked.items()
            for code in self.codes(column, [name])
        ]
        found = dict(said)
        if len(found) < len(said):
            twice = [code for code, _ in said if [each for each, _ in said].count(code) > 1]
            faults = [
                Fault("answer_twice", Where(column=column), self.answer(column, code))
                for code in dict.fromkeys(twice)
            ]
            raise DesignFaults(faults, "asked")
        return found

    def answered(self, column: str, asked: Iterable[Value]) -> tuple[Value, ...]:
        """Put codes in the place of labels, as ``codes``; an answer that counts as missing is refused.

        Args:
            column: The column.
            asked: Codes or labels.

        Raises:
            DesignFaults: A word that is neither a label nor a code of a labelled column, with the nearest label; an
                answer that counts as missing, whose share would be 0.
        """
        codes, labels = self.codes(column, asked), self.answers.get(column, {})
        missing = self.missing.get(column, ())
        faults = [
            Fault("counts_as_missing", Where(column=column), self.answer(column, code_of(code)))
            for code in codes
            if code_of(code) in missing
        ]
        faults += [
            Fault("no_label", Where(column=column), code_of(code), known=tuple(labels.values()))
            for code in codes
            if labels
            and code_of(code) not in {*labels, *missing}
            and not NUMBER.fullmatch(code_of(code))
        ]
        if faults:
            raise DesignFaults(faults, "asked")
        return codes

    def joined(self, other: Codebook) -> Codebook:
        """Give both together; where both know a column, the first says what it is called."""
        return Codebook(
            {**other.columns, **self.columns},
            {**other.answers, **self.answers},
            {**other.missing, **self.missing},
            self.ordered | other.ordered,
            tuple(dict.fromkeys([*self.measured, *other.measured])),
            {**other.constraints, **self.constraints},
        )

    def with_missing(
        self, missing: Mapping[str, Iterable[str]], measured: Iterable[str] = ()
    ) -> Codebook:
        """Add codes that count as no answer, by column, and columns where such a code is a number."""
        added = {
            name: tuple(dict.fromkeys([*self.missing.get(name, ()), *codes]))
            for name, codes in missing.items()
        }
        kept = {name: codes for name, codes in added.items() if codes}
        return replace(self, missing={**self.missing, **kept}, measured=tuple(measured))

    def told(self) -> tuple[str, ...]:
        """Say in a line each which codes count as missing, and where a code for all columns is a number."""
        missing = [f"{name} {', '.join(codes)}" for name, codes in self.missing.items()]
        lines = (
            ("missing", missing),
            (
                "numbers like others in spite of missing=, name the column to empty them",
                self.measured,
            ),
        )
        return tuple(f"{what}: {_first_of(names)}" for what, names in lines if names)

    def frame(self) -> pd.DataFrame:
        """Lay the codebook out: ``column``, ``label``, ``code``, ``answer``, ``missing``, one row a code."""
        names = dict.fromkeys([*self.columns, *self.answers, *self.missing])
        rows = [
            (name, self.columns.get(name, ""), code, self.answers.get(name, {}).get(code, ""),
             code in self.missing.get(name, ()))
            for name in names
            for code in dict.fromkeys([*self.answers.get(name, {}), *self.missing.get(name, ())]) or [""]
        ]  # fmt: skip
        return pd.DataFrame(rows, columns=["column", "label", "code", "answer", "missing"])


NO_LABELS = Codebook()


def _first_of(names: Sequence[str]) -> str:
    """Name the first of many, and how many more there are."""
    more = f"; and {len(names) - NAMES_SHOWN} more" if len(names) > NAMES_SHOWN else ""
    return "; ".join(names[:NAMES_SHOWN]) + more
