"""The people of a partner study that rests on survey rounds are some of those whom the rounds asked."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from wps_eval.disclosure.additive import Number, NumberKey, Sums
from wps_eval.disclosure.cells import NO_ROW
from wps_eval.values import EVERYBODY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from wps_eval.values import Group

    Asked = dict[tuple[str, str, Group], NumberKey]  # by round, place and group

ASKED = "asked"  #: all whom a round asked somewhere, whether they answered or not


@dataclass(frozen=True, slots=True)
class StudyBase:
    """The base of a number that a study found.

    Attributes:
        key: Which base.
        rounds: The rounds whose people they are; none where the study asked its own.
    """

    key: NumberKey
    rounds: tuple[str, ...]


def add_study_bases(sums: Sums, studies: Sequence[StudyBase]) -> None:
    """Add that a study's people of a place and group are among those whom its rounds asked there.

    Who is asked by a round and not in the study is a number of its own, unless it is little (``Sums.add``): whoever
    takes a study for one of the whole round comes close to what the round hides. A group that the rounds tell and
    the study does not has what its other groups leave of everybody. Where a study says nothing of everybody, and
    its rounds nothing of its groups, all of its groups are among everybody who was asked.

    Args:
        sums: Numbers and sums; the rounds' numbers are there already. Nothing is added where one of the rounds is
            not reported on for a place and group, or where a study has more people than its rounds.
        studies: The bases of studies.
    """
    asked: Asked = {
        (key.what[0], key.place, key.group): key
        for key in sums.numbers
        if isinstance(key, NumberKey) and key.what[1:] == (ASKED,)
    }
    for base in (*studies, *_untold_groups(sums, studies, asked)):
        _add_among(sums, _asked_of(base, asked), [base.key], base.key)
    for (everybody, dimension), parts in _groups_by_question(studies).items():
        if everybody.key not in sums.numbers and not _groups_asked(everybody, dimension, asked):
            _add_among(sums, _asked_of(everybody, asked), parts, (everybody.key, dimension))


def _asked_of(base: StudyBase, asked: Asked) -> list[NumberKey]:
    """Give the numbers of all who were asked of a base's place and group; nothing where a round does not tell it."""
    found = [asked.get((code, base.key.place, base.key.group)) for code in base.rounds]
    there = [key for key in found if key is not None]
    return there if len(there) == len(found) else []


def _add_among(sums: Sums, asked: list[NumberKey], parts: list[NumberKey], name: object) -> None:
    """Add that people are among all whom some rounds asked; nothing where there is no such round."""
    if asked:
        pooled: Any = ("pooled", name)
        sums.numbers[pooled] = Number(sum(sums.numbers[key].value for key in asked), NO_ROW)
        sums.add(pooled, asked)
        sums.add(pooled, parts)


def _groups_by_question(
    studies: Iterable[StudyBase],
) -> dict[tuple[StudyBase, str], list[NumberKey]]:
    """Give the bases of the groups of one question, by everybody's base and the question."""
    found: defaultdict[tuple[StudyBase, str], list[NumberKey]] = defaultdict(list)
    for base in studies:
        if len(base.key.group.dimensions) == 1:
            (dimension,) = base.key.group.dimensions
            found[replace(base, key=base.key.of(EVERYBODY)), dimension].append(base.key)
    return found


def _groups_asked(base: StudyBase, dimension: str, asked: Asked) -> list[Group]:
    """Give the groups of a question that a base's rounds tell in its place."""
    groups = (
        group
        for code, place, group in asked
        if code in base.rounds and place == base.key.place and group.dimensions == (dimension,)
    )
    return list(dict.fromkeys(groups))


def _untold_groups(sums: Sums, studies: Iterable[StudyBase], asked: Asked) -> Iterator[StudyBase]:
    """Put in the groups that a study leaves out of everybody, and its rounds tell: at most as many as were asked."""
    for (everybody, dimension), parts in _groups_by_question(studies).items():
        if everybody.key not in sums.numbers:
            continue
        left = sums.numbers[everybody.key].value - sum(sums.numbers[key].value for key in parts)
        for group in _groups_asked(everybody, dimension, asked):
            base = replace(everybody, key=everybody.key.of(group))
            if base.key not in sums.numbers:
                most = sum(sums.numbers[key].value for key in _asked_of(base, asked))
                sums.numbers[base.key] = Number(max(min(left, most), 0.0), NO_ROW)
                left -= sums.numbers[base.key].value
                yield base
