"""The attacker: what somebody can work out who has the released tables, and knows what adds up.

This file shares no code with the rest of the room: it reads released tables as anybody could, makes its
own equations, and asks of every hidden number how far it can be narrowed down.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy.optimize import linprog
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components

from wps_eval.values import Span, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

#: the numbers of every table that may leave: of those below it is said here how they add up or what they
#: repeat, the others count files, days, activities, money or questions, and nobody
_OF_ESTIMATES = frozenset(
    [
        "estimate",
        "se",
        "ci_low",
        "ci_high",
        "level",
        "df",
        "n",
        "n_missing",
        "n_weighted",
        "deff",
        "numerator",
        "denominator",
    ]
)
_OF_VERDICTS = frozenset(
    [
        "baseline",
        "current",
        "milestone",
        "target_value",
        "difference",
        "relative_pct",
        "annual_pct",
        "ci_low",
        "ci_high",
        "level",
        "p",
        "p_adjusted",
        "mdc",
        "achievement_prop",
        "progress_ratio",
        "expected_end",
    ]
)
_OF_COURSES = frozenset(
    [
        "kirkpatrick",
        "before",
        "after",
        "difference",
        "se",
        "ci_low",
        "ci_high",
        "level",
        "df",
        "p",
        "p_wilcoxon",
        "d_z",
        "gain",
        "gain_each",
        "n",
        "n_before",
        "n_after",
        "n_near",
        "n_ambiguous",
        "n_no_class",
        "match_rate_pct",
        "classes",
        "lost_before",
        "lost_p",
    ]
)
_OF_TRENDS = frozenset(
    ["difference", "se", "df", "ci_low", "ci_high", "level", "p", "departure_p", "n"]
)
#: of groups that are compared: their bases are sums of those of the answers or places that make them
_BASES_OF_GROUPS = {
    "n_treated_baseline": ("treated", "baseline"),
    "n_treated_current": ("treated", "current"),
    "n_comparison_baseline": ("comparison_group", "baseline"),
    "n_comparison_current": ("comparison_group", "current"),
}
_OF_GROUPS = frozenset(
    [
        *_BASES_OF_GROUPS,
        "treated_baseline",
        "treated_current",
        "comparison_baseline",
        "comparison_current",
        "n",
        "treated_change",
        "treated_low",
        "treated_high",
        "comparison_change",
        "comparison_low",
        "comparison_high",
        "difference",
        "se",
        "df",
        "ci_low",
        "ci_high",
        "level",
        "p",
        "mdc",
        "clusters_treated",
        "clusters_comparison",
    ]
)
_OF_BALANCE = frozenset(
    [
        "target",
        "before",
        "after",
        "standardised_before",
        "standardised_after",
        "n",
        "n_target",
        "effective_n",
        "largest_pct",
    ]
)
GROUPS = frozenset(["knowledge_groups", "attitudes_groups", "satisfaction_groups"])
_QUESTIONS_OF_PLACES = ("governorate", "region")
_OF_ITEMS_IN_GROUPS = frozenset(
    ["log_odds", "se", "df", "delta", "p", "p_adjusted", "n_focal", "n_reference"]
)
OF_STUDIES = "study_estimates"  #: of which every statistic may be told by group
OF_ITEMS = "item_functioning"  #: whose people are some of their group's base
DECLARED: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(
        ("estimates", "knowledge", "attitudes", "satisfaction", OF_STUDIES), _OF_ESTIMATES
    ),
    **dict.fromkeys(GROUPS, _OF_GROUPS),
    **dict.fromkeys(
        ("knowledge_balance", "attitudes_balance", "satisfaction_balance"), _OF_BALANCE
    ),
    "verdicts": _OF_VERDICTS,
    OF_ITEMS: _OF_ITEMS_IN_GROUPS,
    "training": _OF_COURSES,
    **dict.fromkeys(("knowledge_trends", "attitudes_trends", "satisfaction_trends"), _OF_TRENDS),
    "evaluability": frozenset(),
    "inputs": frozenset({"rows"}),
    "rounds": frozenset({"count", "whole", "pct"}),
    "activities": frozenset(),
    "commitments": frozenset({"promised", "returned"}),
    "budget": frozenset({"needed", "pledged", "spent"}),
}
BY_DEFINITION = "by_definition"  #: a start of nought that nobody counted
ROUNDING = 1e-6
NEAR = 1e-3  #: of two widths that are taken for one
Key = tuple[Any, ...]  # what, place, group as a set of pairs, first and last day


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the attacker knows besides the tables, all of it public.

    Attributes:
        partitions: Which places make which.
        limits: By indicator the smallest count that may be shown.
        base: The smallest survey base that may be shown.
        sensitive: Indicators of which nought is hidden too.
        flows: Indicators that count what happens within a span.
        totals: Indicators that count since a start.
    """

    partitions: Sequence[tuple[str, Sequence[str]]]
    limits: Mapping[str, float]
    base: float
    sensitive: frozenset[str] = frozenset()
    flows: frozenset[str] = frozenset()
    totals: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Exposed:
    """A hidden number that is known too well.

    Attributes:
        what: The indicator or scale.
        place: Where.
        group: Of whom, as a column spells it.
        period: Its last day.
        width: How wide a range is left.
        needed: How wide it has to be.
    """

    what: str
    place: str
    group: str
    period: str
    width: float
    needed: float

    def is_no_worse_than(self, other: Exposed) -> bool:
        """Whether it is the same number, of which as much is left open."""
        same = (self.what, self.place, self.group, self.period) == (
            other.what,
            other.place,
            other.group,
            other.period,
        )
        return same and self.width >= other.width - NEAR


@dataclass
class _Puzzle:
    """All numbers of people in released tables: known ones, hidden ones, and sums over both."""

    known: dict[Key, float | None] = field(default_factory=dict)
    needed: dict[Key, float] = field(default_factory=dict)
    sums: list[dict[Key, float]] = field(default_factory=list)

    def put(self, key: Key, value: float | None, needed: float) -> None:
        """Note a number; what any table shows is known."""
        if self.known.get(key) is None:
            self.known[key] = value
        self.needed[key] = needed


def undeclared(tables: Mapping[str, pd.DataFrame]) -> list[tuple[str, str]]:
    """Name what the attacker knows no use for: nobody may say that it gives nothing away.

    Args:
        tables: All tables that are to leave, by name.

    Returns:
        Names of tables, each with a column of numbers that is not declared here; without a column where
        the whole table is not.
    """
    found = []
    for name, table in sorted(tables.items()):
        if name not in DECLARED:
            found.append((name, ""))
            continue
        numbers = {str(column) for column in table.select_dtypes("number").columns}
        found += [(name, column) for column in sorted(numbers - DECLARED[name])]
    return found


def told_by_verdicts(
    verdicts: pd.DataFrame, tables: Mapping[str, pd.DataFrame], knowledge: Knowledge
) -> list[Exposed]:
    """Find counts of people that a verdict shows at one of its ends, and no table of estimates does.

    Args:
        verdicts: The released verdicts.
        tables: The released tables that have estimates.
        knowledge: What else is public.
    """
    shown = {
        (row["indicator"], row["item"], row["round"], *_where(row)): row["estimate"]
        for table in tables.values()
        for row in table.to_dict("records")
        if row["state"] != "suppressed"
    }
    found = []
    for row in verdicts[verdicts["indicator"].isin(knowledge.limits.keys())].to_dict("records"):
        for end in ("baseline", "current"):
            if pd.isna(row[end]) or row[f"{end}_item"] == BY_DEFINITION:
                continue
            span = Span.read(row[f"{end}_date"])
            at = (row["place"], _group(row), span.start, span.end)
            key = (row["indicator"], row[f"{end}_item"], row[f"{end}_round"], *at)
            if shown.get(key) is None or abs(shown[key] - row[end]) > ROUNDING:
                needed = knowledge.limits[row["indicator"]]
                found.append(
                    Exposed(
                        row["indicator"], row["place"], row["group"], str(span.end), 0.0, needed
                    )
                )
    return found


def told_by_trends(
    trends: pd.DataFrame, tables: Mapping[str, pd.DataFrame], knowledge: Knowledge
) -> list[Exposed]:
    """Find trends that are shown though a round behind them is not: the other rounds and the trend give it back.

    Args:
        trends: A released table of trends.
        tables: The released tables that have estimates.
        knowledge: What else is public.
    """
    shown = {
        (row["indicator"], row["round"], row["place"], row["group"])
        for table in tables.values()
        for row in table.to_dict("records")
        if row["state"] != "suppressed" and not pd.isna(row["estimate"])
    }
    return [
        Exposed(row["indicator"], row["place"], row["group"], code, 0.0, knowledge.base)
        for row in trends[trends["difference"].notna()].to_dict("records")
        for code in str(row["rounds"]).split(";")
        if (row["indicator"], code, row["place"], row["group"]) not in shown
    ]


def exposed(
    tables: Mapping[str, pd.DataFrame], knowledge: Knowledge, earlier: Iterable[pd.DataFrame] = ()
) -> list[Exposed]:
    """Find the hidden numbers of released tables that can be narrowed down too far.

    Args:
        tables: The released tables that have estimates: ``estimates``, those of scales, and groups compared in these.
        knowledge: What else is public.
        earlier: Released estimates of earlier editions.

    Returns:
        Every hidden number whose range is narrower than the limit that it is under, and reaches below that
        limit. Ranges are those of linear programmes over numbers that are not below 0; where the released
        numbers contradict a sum it is given up, since then it is not known to hold.

    Source: Hundepool et al., Statistical Disclosure Control (2012), section 4.4, the disclosure audit.
    """
    puzzle = _Puzzle()
    for name, table in tables.items():
        if name == OF_STUDIES:
            _read_study_bases(puzzle, table, knowledge)
            continue
        if name in GROUPS:
            _read_groups(puzzle, table)
            continue
        if name == OF_ITEMS:
            continue
        _read_counts(puzzle, table, knowledge)
        _read_bases(puzzle, table, knowledge)
    for table in earlier:
        _read_earlier(puzzle, table)
    if OF_STUDIES in tables:
        _rest_on_rounds(puzzle, tables[OF_STUDIES])
    if OF_ITEMS in tables:
        _read_people_with_every_item(puzzle, tables[OF_ITEMS], knowledge)
    _sum_places(puzzle, knowledge.partitions)
    _sum_groups(puzzle)
    _sum_spans(puzzle, knowledge.flows)
    _sum_steps(puzzle, knowledge)
    return sorted(_narrow(puzzle, knowledge.sensitive), key=str)


def _read_counts(puzzle: _Puzzle, table: pd.DataFrame, knowledge: Knowledge) -> None:
    """Note counts of people, and of shares whom they count and whom they leave."""
    for row in table[table["indicator"].isin(knowledge.limits.keys())].to_dict("records"):
        if row["evidence"] == "survey":
            continue
        where, needed = _where(row), knowledge.limits[row["indicator"]]
        hidden = row["state"] == "suppressed"
        what = (row["indicator"], row["item"], row["round"])
        if not hidden and pd.isna(row["estimate"]):
            continue
        if Unit.read(str(row["unit"])).percent:
            whole = _first(row["denominator"], row["n"])
            count = _first(
                row["numerator"], None if whole is None else np.round(row["estimate"] * whole / 100)
            )
            rest = None if whole is None or count is None else whole - count
            if hidden or whole is not None:
                puzzle.put((*what, "yes", *where), count, needed)
                puzzle.put((*what, "no", *where), rest, needed)
        else:
            puzzle.put((*what, "count", *where), None if hidden else row["estimate"], needed)


def _read_bases(puzzle: _Puzzle, table: pd.DataFrame, knowledge: Knowledge) -> None:
    """Note how many were asked and answered, scale by scale; together they are all who were asked."""
    surveyed = table[
        (table["evidence"] == "survey") & (table["item"] == "") & (table["statistic"] == "value")
    ]
    for row in surveyed.to_dict("records"):
        hidden, where = row["state"] == "suppressed", _where(row)
        if not hidden and pd.isna(row["n"]):
            continue
        answered = (row["indicator"], row["round"], "answered", *where)
        silent = (row["indicator"], row["round"], "silent", *where)
        asked = (row["round"], "asked", *where)
        puzzle.put(answered, None if hidden else row["n"], knowledge.base)
        puzzle.put(silent, None if hidden else _first(row["n_missing"], 0.0), 0.0)
        puzzle.put(asked, None, 0.0)
        puzzle.sums.append({asked: 1.0, answered: -1.0, silent: -1.0})


def _read_study_bases(puzzle: _Puzzle, table: pd.DataFrame, knowledge: Knowledge) -> None:
    """Note how many people stand behind each number of a study."""
    for row in table.to_dict("records"):
        hidden, where = row["state"] == "suppressed", _where(row)
        if not hidden and pd.isna(row["n"]):
            continue
        what = (row["indicator"], row["item"], row["statistic"], "answered")
        puzzle.put((*what, *where), None if hidden else row["n"], knowledge.base)


def _read_groups(puzzle: _Puzzle, table: pd.DataFrame) -> None:
    """Note that the people of a group are those of the answers or places that make it."""
    for row in table.to_dict("records"):
        for base, (arm, wave) in _BASES_OF_GROUPS.items():
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


def _read_people_with_every_item(
    puzzle: _Puzzle, table: pd.DataFrame, knowledge: Knowledge
) -> None:
    """Know that a group's people with every item are no more than its base, and all groups' than everybody's."""
    numbers: defaultdict[Key, dict[str, float | None]] = defaultdict(dict)
    for row in table.to_dict("records"):
        question = (row["construct"], row["round"], "answered", row["place"], row["trait"])
        for side in ("focal", "reference"):
            n = None if row["state"] == "suppressed" else _first(row[f"n_{side}"])
            numbers[question][row[side]] = _first(numbers[question].get(row[side]), n)
    for (*scale, trait), found in numbers.items():
        for base in [key for key in puzzle.known if key[:4] == tuple(scale)]:
            groups = {frozenset({(trait, code)}): n for code, n in found.items()}
            if base[4] == frozenset():
                there = {
                    ("every item", *base[:4], group, *base[5:]): n for group, n in groups.items()
                }
                for key, n in there.items():
                    puzzle.put(key, n, knowledge.base)
                _no_more_than(puzzle, [base], [*there])
            elif base[4] in groups:
                some = ("every item", *base)
                puzzle.put(some, groups[base[4]], knowledge.base)
                _no_more_than(puzzle, [base], [some])


def _rest_on_rounds(puzzle: _Puzzle, table: pd.DataFrame) -> None:
    """Know that a study's people are no more than its rounds asked: of a group, and of all groups of one question.

    A group that the rounds tell and a study does not is what its other groups leave of everybody. What contradicts
    the numbers of the rounds is not known to hold.
    """
    people: defaultdict[Key, list[Key]] = defaultdict(list)
    for row in table[table["rounds"] != ""].to_dict("records"):
        place, group, *days = _where(row)
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
            _no_more_than(puzzle, there, parts)


def _numbers_of_all_asked(puzzle: _Puzzle) -> Iterator[tuple[Key, float]]:
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


def _no_more_than(puzzle: _Puzzle, wholes: Sequence[Key], parts: Sequence[Key]) -> None:
    """Know that some people are no more than those whom they are among."""
    # of a name of its own, since others of a group are not parts of the others of all
    rest = ("others", tuple(wholes), tuple(parts), *wholes[0][-4:])
    puzzle.put(rest, None, 0.0)
    puzzle.sums.append(dict.fromkeys(wholes, 1.0) | {rest: -1.0} | dict.fromkeys(parts, -1.0))


def _read_earlier(puzzle: _Puzzle, table: pd.DataFrame) -> None:
    """Know what an earlier edition showed of numbers that are hidden now."""
    for row in table.to_dict("records"):
        key = (row["indicator"], row["item"], row["round"], "count", *_where(row))
        if key in puzzle.known and puzzle.known[key] is None and not pd.isna(row["estimate"]):
            puzzle.known[key] = row["estimate"]


def _where(row: Mapping[Any, Any]) -> Key:
    """Give place, group and days of a row."""
    return row["place"], _group(row), row["period_start"].date(), row["period_end"].date()


def _group(row: Mapping[Any, Any]) -> frozenset[tuple[str, ...]]:
    """Give the traits of a row's group."""
    return frozenset(tuple(pair.split("=", 1)) for pair in str(row["group"]).split(";") if pair)


def _first(*numbers: Any) -> float | None:
    """Give the first number that is there."""
    return next((float(n) for n in numbers if n is not None and not pd.isna(n)), None)


def _sum_places(puzzle: _Puzzle, partitions: Iterable[tuple[str, Sequence[str]]]) -> None:
    """A place is the sum of those that make it; one without a row is taken for nought."""
    for whole, parts in partitions:
        for key in [key for key in puzzle.known if key[-4] == whole]:
            there = [(*key[:-4], part, *key[-3:]) for part in parts]
            there = [part for part in there if part in puzzle.known]
            if there:
                puzzle.sums.append({key: 1.0} | dict.fromkeys(there, -1.0))


def _sum_groups(puzzle: _Puzzle) -> None:
    """Everybody, or a group, is the sum of the categories that part it."""
    parts: defaultdict[tuple[Key, str], list[Key]] = defaultdict(list)
    for key in puzzle.known:
        for pair in key[-3]:
            parts[(*key[:-3], key[-3] - {pair}, *key[-2:]), pair[0]].append(key)
    for (whole, _), found in parts.items():
        if whole in puzzle.known:
            puzzle.sums.append({whole: 1.0} | dict.fromkeys(found, -1.0))


def _sum_spans(puzzle: _Puzzle, flows: frozenset[str]) -> None:
    """What happened in a year is the sum of its months, quarters or half-years."""
    for key in [key for key in puzzle.known if key[0] in flows]:
        for months in (1, 2, 3, 4, 6, 12):
            pieces = _pieces(key[-2], key[-1], months)
            there = [(*key[:-2], *piece) for piece in pieces]
            if len(there) > 1 and all(part in puzzle.known for part in there):
                puzzle.sums.append({key: 1.0} | dict.fromkeys(there, -1.0))


def _pieces(start: date, end: date, months: int) -> list[tuple[date, date]]:
    """Cut a span into pieces of some months; nothing where they do not fill it."""
    edges = pd.date_range(
        start, pd.Timestamp(end) + pd.Timedelta(days=1), freq=pd.DateOffset(months=months)
    )
    if len(edges) == 0 or edges[-1] != pd.Timestamp(end) + pd.Timedelta(days=1):
        return []
    return [(one.date(), (two - pd.Timedelta(days=1)).date()) for one, two in pairwise(edges)]


def _sum_steps(puzzle: _Puzzle, knowledge: Knowledge) -> None:
    """What a count since a start grew by is a count too."""
    series: defaultdict[Key, list[Key]] = defaultdict(list)
    for key in puzzle.known:
        if key[0] in knowledge.totals:
            series[key[:-2]].append(key)
    for keys in series.values():
        for before, after in pairwise(sorted(keys, key=lambda key: key[-1])):
            step = ("step", before, after, *after[-4:])
            puzzle.put(step, None, knowledge.limits.get(after[0], 0.0))
            puzzle.sums.append({after: 1.0, before: -1.0, step: -1.0})


def _narrow(puzzle: _Puzzle, sensitive: frozenset[str]) -> Iterator[Exposed]:
    """Give the numbers of which too little is left open; of a step, if it is known to be one."""
    for keys, sums in _pieces_that_touch(puzzle):
        hidden = [key for key in keys if puzzle.known[key] is None]
        asked = [key for key in hidden if puzzle.needed[key]]
        for key, low, high in _ranges(puzzle, hidden, sums, asked):
            needed = puzzle.needed[key]
            of_step = key[0] == "step"
            what = str(key[1][0] if of_step else key[0])
            perhaps_none = of_step and low < 1 and what not in sensitive
            if high - low < needed - ROUNDING and low < needed and not perhaps_none:
                group = ";".join(sorted(f"{name}={value}" for name, value in key[-3]))
                yield Exposed(what, str(key[-4]), group, str(key[-1]), high - low, needed)


def _pieces_that_touch(puzzle: _Puzzle) -> Iterator[tuple[list[Key], list[dict[Key, float]]]]:
    """Part the hidden numbers into those that share sums, each with its sums."""
    position = {key: i for i, key in enumerate(puzzle.known)}
    open_keys = {key for key, value in puzzle.known.items() if value is None}
    links = [
        (position[one], position[two])
        for equation in puzzle.sums
        for one, two in pairwise([key for key in equation if key in open_keys])
    ]
    rows, columns = zip(*links, strict=True) if links else ((), ())
    graph = csr_array(coo_array((np.ones(len(links)), (rows, columns)), shape=(len(position),) * 2))
    _, label = connected_components(graph, directed=False)
    keys_of: defaultdict[int, list[Key]] = defaultdict(list)
    sums_of: defaultdict[int, list[dict[Key, float]]] = defaultdict(list)
    for key in open_keys:
        keys_of[label[position[key]]].append(key)
    for equation in puzzle.sums:
        first = next((key for key in equation if key in open_keys), None)
        if first is not None:
            sums_of[label[position[first]]].append(equation)
    for name, keys in keys_of.items():
        yield sorted(keys, key=str), sums_of[name]


def _ranges(
    puzzle: _Puzzle, hidden: Sequence[Key], sums: Sequence[dict[Key, float]], asked: Sequence[Key]
) -> Iterator[tuple[Key, float, float]]:
    """Give the range of each number that is asked about, by the sums that can hold together."""
    at = {key: i for i, key in enumerate(hidden)}
    matrix, right = np.zeros((len(sums), len(hidden))), np.zeros(len(sums))
    for row, equation in enumerate(sums):
        for key, sign in equation.items():
            value = puzzle.known[key]
            if value is None:
                matrix[row, at[key]] += sign
            else:
                right[row] -= sign * value
    equal = {"A_eq": matrix, "b_eq": right} if len(sums) else {}
    if linprog(np.zeros(len(hidden)), **equal, method="highs").status != 0:
        # some sum does not hold, so that an attacker only knows that the parts are no more than the whole
        equal = {"A_ub": -matrix, "b_ub": -right}
    for key in asked:
        aim = np.zeros(len(hidden))
        aim[at[key]] = 1
        low = linprog(aim, **equal, method="highs")
        high = linprog(-aim, **equal, method="highs")
        yield key, low.fun if low.status == 0 else 0.0, -high.fun if high.status == 0 else np.inf
