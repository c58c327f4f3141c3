"""The keys of a round: what others may know of a person, as codes, and what each could be made coarser to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wps_eval.disclosure.anonymous_keys import Key
from wps_eval.sources.instrument import Meaning, Role
from wps_eval.workspace.regions import PLACE_QUESTION, REGION_COLUMN

if TYPE_CHECKING:
    from wps_eval.disclosure.key_frequencies import Codes
    from wps_eval.sources.instrument import Question
    from wps_eval.sources.microdata_columns import MicrodataColumns
    from wps_eval.workspace.people import People

MONTH = "month"
SPAN = re.compile(r"(\d+)(-\d+|\+)")  # 18-24, 60+
MOST_UNITS = (
    0.5  #: share of units in which a key is the same for all, from which on it is the unit's
)


@dataclass(frozen=True)
class KeyColumn:
    """One key of a round.

    Attributes:
        key: The key, as codes.
        categories: The form's name of each code.
        parents: The place that each code lies in, of a key that is a place.
        question: The question that it is the answer to; None of the month.
        of_unit: Whether it is the sampling unit's rather than the person's.
    """

    key: Key
    categories: tuple[str, ...]
    parents: tuple[str, ...] = ()
    question: Question | None = None
    of_unit: bool = False

    def names(self, groups: Codes) -> tuple[str, ...]:
        """Name each coarser category of ``groups``, which gives the coarser code of each code.

        One that was not merged keeps its name, places have the name of the place they lie in, and
        spans that follow one another the name of the whole span.
        """
        return tuple(
            self._name(np.flatnonzero(groups == each).tolist())
            for each in range(int(groups.max()) + 1)
        )

    def _name(self, members: list[int]) -> str:
        """Name one coarser category by the codes in it."""
        first, last = self.categories[members[0]], self.categories[members[-1]]
        if len(members) == 1:
            return first
        if self.parents:
            return self.parents[members[0]]
        one, other = SPAN.fullmatch(first), SPAN.fullmatch(last)
        return f"{one[1]}{other[2]}" if one and other else f"{first}/{last}"


def unit_column(people: People) -> str:
    """Name the column of primary sampling units; empty where there is none."""
    psu = dict(people.design.described)["psu"]
    return psu if psu in people.frame else ""


def microdata_keys(people: People, columns: MicrodataColumns, national: str) -> list[KeyColumn]:
    """Make the keys of a round: its demographics, the wave of a course, and the month of the interview.

    Who did not answer, or said that they do not know, has a missing key. A key that nobody has is left out.

    Args:
        people: The round.
        columns: The form's questions, by what becomes of them.
        national: The code of the country, where a governorate lies in no region.
    """
    found = [
        _of_question(people, question, national)
        for question in columns.keys
        if question.name in people.frame and people.frame[question.name].notna().any()
    ]
    if MONTH in people.frame and people.frame[MONTH].notna().any():
        found.append(_of_months(people))
    return found


def _of_question(people: People, question: Question, national: str) -> KeyColumn:
    """Make the key that is the answer to a question."""
    no_answers = people.instrument.codes(question, *Meaning)
    texts = people.frame[question.name]
    texts = texts.mask(texts.isin(no_answers))
    there = set(texts.dropna())
    listed = [c.name for c in people.instrument.lists.get(question.choices, ()) if c.name in there]
    categories = tuple(listed or sorted(there, key=_by_number))
    parents = _parents(people, question, categories, national)
    of_unit = _is_of_unit(people, texts)
    key = Key(
        question.name,
        _codes(texts, categories),
        ordered=all(SPAN.fullmatch(name) for name in categories),
        coarser=(_as_codes(parents),) if parents else (),
        may_leave=question.role is not Role.WAVE,
        may_hide=not of_unit and question.role is not Role.WAVE,
    )
    return KeyColumn(key, categories, parents, question, of_unit)


def _of_months(people: People) -> KeyColumn:
    """Make the key that is the month of the interview."""
    months = people.frame[MONTH]
    categories = tuple(sorted(set(months.dropna())))
    of_unit = _is_of_unit(people, months)
    key = Key(MONTH, _codes(months, categories), ordered=True, may_hide=not of_unit)
    return KeyColumn(key, categories, of_unit=of_unit)


def _by_number(name: str) -> tuple[int, str]:
    """Order categories by the number they begin with, others after them by their letters."""
    found = SPAN.fullmatch(name)
    return (int(found[1]), "") if found else (10**9, name)


def _parents(
    people: People, question: Question, categories: tuple[str, ...], national: str
) -> tuple[str, ...]:
    """Give the place that each governorate lies in, the country where it is in no region."""
    if question.name != PLACE_QUESTION or REGION_COLUMN not in people.frame:
        return ()
    region = dict(zip(people.frame[question.name], people.frame[REGION_COLUMN], strict=True))
    return tuple(region[name] or national for name in categories)


def _is_of_unit(people: People, texts: pd.Series[str]) -> bool:
    """Whether a key is the same for everybody in most sampling units: to hide it for one hides nothing."""
    unit = unit_column(people)
    if not unit:
        return False
    different = texts.groupby(people.frame[unit]).nunique()
    return bool((different <= 1).mean() >= MOST_UNITS)


def _codes(texts: pd.Series[str], categories: tuple[str, ...]) -> Codes:
    """Give each person's category as a code."""
    return np.asarray(pd.Categorical(texts, categories=list(categories)).codes, dtype=np.intp)


def _as_codes(names: tuple[str, ...]) -> Codes:
    """Give each name the number of its first mention."""
    number = {name: i for i, name in enumerate(dict.fromkeys(names))}
    return np.array([number[name] for name in names], dtype=np.intp)
