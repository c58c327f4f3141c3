"""The numbers of people in a release's tables, each with the row that shows it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from wps_eval.codes import Evidence
from wps_eval.disclosure.additive import (
    Number,
    NumberKey,
    Partitions,
    Sums,
    add_groups,
    add_places,
    add_spans,
    add_steps,
)
from wps_eval.disclosure.cells import NO_ROW
from wps_eval.disclosure.small_counts import people_counted, too_small
from wps_eval.disclosure.study_bases import ASKED, StudyBase, add_study_bases
from wps_eval.disclosure.survey_bases import too_few_asked
from wps_eval.results.columns import STUDY_ESTIMATES
from wps_eval.results.keys import value_key
from wps_eval.results.rows import each, known
from wps_eval.values import EVERYBODY, read_codes

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Mapping

    import pandas as pd

    from wps_eval.disclosure.cells import Cells
    from wps_eval.disclosure.small_counts import SmallCounts

    TableRow = tuple[str, Hashable]  # a table and the label of one of its rows

CUMULATIVE, FLOW = "cumulative", "flow"
#: what it costs to hide a number of everybody in the country, in a place that others make, in a place; a group's is 1
COST_OF_COUNTRY, COST_OF_WHOLE, COST_OF_PLACE = 1000.0, 100.0, 10.0


@dataclass(frozen=True, slots=True)
class Subjects:
    """What is known of indicators before anything is hidden.

    Attributes:
        people: Those whose values count people.
        sensitive: Those under the stricter limit.
        flows: Those that count what happens within a span.
        totals: Those that count since a start.
    """

    people: frozenset[str] = frozenset()
    sensitive: frozenset[str] = frozenset()
    flows: frozenset[str] = frozenset()
    totals: frozenset[str] = frozenset()

    @classmethod
    def of(cls, table: pd.DataFrame) -> Subjects:
        """Read the table of subjects."""
        return cls(
            people=frozenset(table.loc[table["counts_people"], "indicator"]),
            sensitive=frozenset(table.loc[table["sensitive"], "indicator"]),
            flows=frozenset(table.loc[table["measure"] == FLOW, "indicator"]),
            totals=frozenset(table.loc[table["measure"] == CUMULATIVE, "indicator"]),
        )


@dataclass
class Gathered:
    """The numbers of all tables as they are gathered.

    Attributes:
        limits: The study's limits.
        subjects: What is known of the indicators.
        partitions: Which places make which.
        public: What earlier releases let out: the value of each number by its key.
        sums: The numbers, and how they add up.
        row_of: Which hidden-or-shown row each row of a table belongs to.
        small: Of each such row whether it is hidden whatever else is.
        cost: What it costs to hide it.
        studies: The bases of partner studies, with the rounds whose people they are.
    """

    limits: SmallCounts
    subjects: Subjects
    partitions: Partitions = ()
    public: Mapping[Any, float] = field(default_factory=dict)
    sums: Sums = field(default_factory=Sums)
    row_of: dict[TableRow, int] = field(default_factory=dict)
    small: list[bool] = field(default_factory=list)
    cost: list[float] = field(default_factory=list)
    studies: list[StudyBase] = field(default_factory=list)
    _copies: dict[Any, int] = field(default_factory=dict)

    def cells(self) -> Cells:
        """Give all numbers and their sums as plain arrays."""
        indicators = self.subjects.people
        add_study_bases(self.sums, self.studies)
        add_places(self.sums, self.partitions)
        add_groups(self.sums)
        add_spans(self.sums, self.subjects.flows)
        limits = {
            code: self.limits.of(sensitive=code in self.subjects.sensitive) for code in indicators
        }
        add_steps(self.sums, self.subjects.totals & indicators, limits)
        return self.sums.cells(np.array(self.small, dtype=bool), np.array(self.cost, dtype=float))

    def add_counts(self, name: str, table: pd.DataFrame) -> None:
        """Gather what bodies returned: counts of people, of shares the count and the rest, and bases."""
        counts = table[
            (table["indicator"].isin(self.subjects.people) | table["n"].notna())
            & (table["evidence"] != Evidence.SURVEY)
            & table["estimate"].notna()
        ]
        small = too_small(
            counts, self.limits,
            person_counts=self.subjects.people, sensitive=self.subjects.sensitive,
        )  # fmt: skip
        people, left = people_counted(counts)
        rows = zip(counts.index, each(counts), small, people, left, strict=True)
        for label, row, is_small, count, rest in rows:
            if not known(count):
                continue
            key = value_key(row)
            limit = self._limit(row.indicator)
            number = self._row(name, label, key.domain, count, is_small=bool(is_small))
            public = self.public.get(key) == row.estimate
            what = (row.indicator, row.item, row.round)
            parts = {"people": count} if not known(rest) else {"people": count, "rest": rest}
            for part, value in parts.items():
                at = NumberKey((*what, part), key.domain.place, key.domain.group, key.span)
                self.sums.numbers[at] = Number(float(value), number, limit, public)

    def _limit(self, indicator: str) -> float:
        """Give how wide the range of a hidden count must be; that of a base where it counts no people."""
        if indicator not in self.subjects.people:
            return float(self.limits.smallest_base)
        return self.limits.of(sensitive=indicator in self.subjects.sensitive)[0]

    def add_bases(self, name: str, table: pd.DataFrame) -> None:
        """Gather the bases of survey estimates; that of every scale, and all who were asked in a place."""
        asked = table[(table["evidence"] == Evidence.SURVEY) & table["n"].notna()]
        small = too_few_asked(asked, self.limits)
        for label, row, is_small in zip(asked.index, each(asked), small, strict=True):
            key = value_key(row)
            missing = float(row.n_missing) if known(row.n_missing) else 0.0
            copy = (key.domain, key.round, row.item, row.statistic, row.n, missing, row.estimate)
            number = self._row(name, label, key.domain, row.n, is_small=bool(is_small), copy=copy)
            of_study = name == STUDY_ESTIMATES  # whose every statistic may be told by group
            if not of_study and (row.item or row.statistic != "value"):
                continue  # of items there are only those of everybody, and the coefficients of a scale
            what = (row.indicator, row.item, row.round, *((row.statistic,) if of_study else ()))
            where = (key.domain.place, key.domain.group)
            least = float(self.limits.smallest_base)
            public = self.public.get(key) == row.estimate
            base = NumberKey((*what, "base"), *where, key.span)
            if of_study:  # how many gave no answer is not told
                self.sums.numbers[base] = Number(float(row.n), number, least, public)
                self.studies.append(StudyBase(base, read_codes(str(row.rounds))))
                continue
            lost = NumberKey((*what, "missing"), *where, key.span)
            everyone = NumberKey((row.round, ASKED), *where, key.span)
            self.sums.numbers[base] = Number(float(row.n), number, least, public)
            self.sums.numbers[lost] = Number(missing, number, 0.0, public)
            self.sums.numbers.setdefault(everyone, Number(float(row.n) + missing, NO_ROW))
            self.sums.add(everyone, [base, lost])

    def _row(
        self,
        name: str,
        label: Hashable,
        domain: Any,
        size: float,
        *,
        is_small: bool,
        copy: Any = None,
    ) -> int:
        """Give the number of a row; copies of one estimate are one row, hidden or shown together."""
        number = self._copies.get(copy) if copy is not None else None
        if number is None:
            number = len(self.small)
            self.small.append(is_small)
            self.cost.append(self._cost(domain) * float(1 + np.log10(1 + max(size, 0.0))))
            if copy is not None:
                self._copies[copy] = number
        self.small[number] |= is_small
        self.row_of[name, label] = number
        return number

    def _cost(self, domain: Any) -> float:
        """Give what it costs to hide a number of somebody somewhere."""
        if domain.group != EVERYBODY:
            return 1.0
        wholes = {whole for whole, _ in self.partitions}
        parts = {part for _, parts in self.partitions for part in parts}
        if domain.place in wholes:
            return COST_OF_WHOLE if domain.place in parts else COST_OF_COUNTRY
        return COST_OF_PLACE


def rows_to_hide(
    gathered: Gathered, hidden: Collection[bool], name: str
) -> tuple[list[Any], list[Any]]:
    """Give the labels of a table's rows that are hidden: for themselves, and to protect others."""
    flags = list(hidden)
    own: list[Any] = []
    partners: list[Any] = []
    for (table, label), number in gathered.row_of.items():
        if table == name and flags[number]:
            (own if gathered.small[number] else partners).append(label)
    return own, partners
