"""What the attacker reads off released tables: counts, bases, and who is among whom."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wps_eval.disclosure.audit_lists import BASES_OF_GROUPS
from wps_eval.disclosure.audit_puzzle import first_of, no_more_than, where_of
from wps_eval.values import Span, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wps_eval.disclosure.audit_puzzle import Key, Knowledge, Puzzle

_QUESTIONS_OF_PLACES = ("governorate", "region")


def read_counts(puzzle: Puzzle, table: pd.DataFrame, knowledge: Knowledge) -> None:
    """Note counts of people, and of shares whom they count and whom they leave."""
    for row in table[table["indicator"].isin(knowledge.limits.keys())].to_dict("records"):
        if row["evidence"] == "survey":
            continue
        where, needed = where_of(row), knowledge.limits[row["indicator"]]
        hidden = row["state"] == "suppressed"
        what = (row["indicator"], row["item"], row["round"])
        if not hidden and pd.isna(row["estimate"]):
            continue
        if Unit.read(str(row["unit"])).percent:
            whole = first_of(row["denominator"], row["n"])
            count = first_of(
                row["numerator"], None if whole is None else np.round(row["estimate"] * whole / 100)
            )
            rest = None if whole is None or count is None else whole - count
            if hidden or whole is not None:
                puzzle.put((*what, "yes", *where), count, needed)
                puzzle.put((*what, "no", *where), rest, needed)
        else:
            puzzle.put((*what, "count", *where), None if hidden else row["estimate"], needed)


def read_bases(puzzle: Puzzle, table: pd.DataFrame, knowledge: Knowledge) -> None:
    """Note how many were asked and answered, scale by scale; together they are all who were asked."""
    surveyed = table[
        (table["evidence"] == "survey") & (table["item"] == "") & (table["statistic"] == "value")
    ]
    for row in surveyed.to_dict("records"):
        hidden, where = row["state"] == "suppressed", where_of(row)
        if not hidden and pd.isna(row["n"]):
            continue
        answered = (row["indicator"], row["round"], "answered", *where)
        silent = (row["indicator"], row["round"], "silent", *where)
        asked = (row["round"], "asked", *where)
        puzzle.put(answered, None if hidden else row["n"], knowledge.base)
        puzzle.put(silent, None if hidden else first_of(row["n_missing"], 0.0), 0.0)
        puzzle.put(asked, None, 0.0)
        puzzle.sums.append({asked: 1.0, answered: -1.0, silent: -1.0})


def read_study_bases(puzzle: Puzzle, table: pd.DataFrame, knowledge: Knowledge) -> None:
    """Note how many people stand behind each number of a study."""
    for row in table.to_dict("records"):
        hidden, where = row["state"] == "suppressed", where_of(row)
        if not hidden and pd.isna(row["n"]):
            continue
        what = (row["indicator"], row["item"], row["statistic"], "answered")
        puzzle.put((*what, *where), None if hidden else row["n"], knowledge.base)


def read_groups(puzzle: Puzzle, table: pd.DataFrame) -> None:
    """Note that the people of a group are those of the answers or places that make it."""
    for row in table.to_dict("records"):
        for base, (arm, wave) in BASES_OF_GROUPS.items():
            if row["state"] == "suppressed" or pd.isna(row[base]):
                continue
            span, survey_round = Span.read(row[f"{wave}_date"]), row[f"{wave}_round"]
            codes, column = str(row[arm]), row["column"]
            days = (span.start, span.end)
            parts = [
                (row["indicator"], survey_round, "answered", code, frozenset(), *days)
                if column in _QUESTIONS_OF_PLACES
                else (row["indicator"], survey_round, "answered", row["place"],
                      frozenset([(column, code)]), *days)
                for code in codes.split(";")
            ]  # fmt: skip
            whole = (row["indicator"], survey_round, "compared", row["place"],
                     frozenset([(column, codes)]), *days)  # fmt: skip
            puzzle.put(whole, float(row[base]), 0.0)
            for part in parts:  # one without a row is taken for nought
                puzzle.known.setdefault(part, 0.0)
                puzzle.needed.setdefault(part, 0.0)
            puzzle.sums.append({whole: 1.0} | dict.fromkeys(parts, -1.0))


def read_people_with_every_item(puzzle: Puzzle, table: pd.DataFrame, knowledge: Knowledge) -> None:
    """Know that a group's people with every item are no more than its base, and all groups' than everybody's."""
    numbers: defaultdict[Key, dict[str, float | None]] = defaultdict(dict)
    for row in table.to_dict("records"):
        question = (row["construct"], row["round"], "answered", row["place"], row["trait"])
        for side in ("focal", "reference"):
            n = None if row["state"] == "suppressed" else first_of(row[f"n_{side}"])
            numbers[question][row[side]] = first_of(numbers[question].get(row[side]), n)
    for (*scale, trait), found in numbers.items():
        for base in [key for key in puzzle.known if key[:4] == tuple(scale)]:
            groups = {frozenset({(trait, code)}): n for code, n in found.items()}
            if base[4] == frozenset():
                there = {
                    ("every item", *base[:4], group, *base[5:]): n for group, n in groups.items()
                }
                for key, n in there.items():
                    puzzle.put(key, n, knowledge.base)
                no_more_than(puzzle, [base], [*there])
            elif base[4] in groups:
                some = ("every item", *base)
                puzzle.put(some, groups[base[4]], knowledge.base)
                no_more_than(puzzle, [base], [some])


def rest_on_rounds(puzzle: Puzzle, table: pd.DataFrame) -> None:
    """Know that a study's people are no more than its rounds asked: of a group, and of all groups of one question.

    A group that the rounds tell and a study does not is what its other groups leave of everybody. What contradicts
    the numbers of the rounds is not known to hold.
    """
    people: defaultdict[Key, list[Key]] = defaultdict(list)
    for row in table[table["rounds"] != ""].to_dict("records"):
        place, group, *days = where_of(row)
        what = (row["indicator"], row["item"], row["statistic"], "answered", place)
        key = (*what, group, *days)
        if key in puzzle.known:
            rounds = tuple(str(row["rounds"]).split(";"))
            people[rounds, key].append(key)
            if len(group) == 1:
                (pair,) = group
                people[rounds, (*what, frozenset(), *days), pair[0]].append(key)
    asked_in = {(key[0], *key[-4:-2]): key for key in puzzle.known if _is_of_all_asked(key)}
    for rounds, whole, dimension in [key for key in people if len(key) > 2]:  # noqa: PLR2004 - of groups of a question
        for code, place, group in asked_in:
            untold = (*whole[:-3], group, *whole[-2:])
            if (
                code in rounds and place == whole[-4] and {pair[0] for pair in group} == {dimension}
            ) and untold not in puzzle.known:
                puzzle.put(untold, None, 0.0)
                people[rounds, untold].append(untold)
    told = dict(_numbers_of_all_asked(puzzle))
    for (rounds, whole, *_), parts in people.items():
        asked = [asked_in.get((code, *whole[-4:-2])) for code in rounds]
        there = [key for key in asked if key is not None]
        most = sum(told.get(each, np.inf) for each in there)
        if len(there) == len(asked) and sum(puzzle.known[part] or 0.0 for part in parts) <= most:
            no_more_than(puzzle, there, parts)


def _numbers_of_all_asked(puzzle: Puzzle) -> Iterator[tuple[Key, float]]:
    """Give how many a round asked, where those who answered a scale and those who did not are both told."""
    for asked, *parts in puzzle.sums:
        values = [puzzle.known[part] for part in parts]
        if _is_of_all_asked(asked) and None not in values:
            yield asked, sum(filter(None, values))


def _is_of_all_asked(key: Key) -> bool:
    """Whether a number is that of all whom a round asked somewhere."""
    return (
        len(key) == len(("round", "asked", "place", "group", "start", "end")) and key[1] == "asked"
    )


def read_earlier(puzzle: Puzzle, table: pd.DataFrame) -> None:
    """Know what an earlier edition showed of numbers that are hidden now."""
    for row in table.to_dict("records"):
        key = (row["indicator"], row["item"], row["round"], "count", *where_of(row))
        if key in puzzle.known and puzzle.known[key] is None and not pd.isna(row["estimate"]):
            puzzle.known[key] = row["estimate"]
