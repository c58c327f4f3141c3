"""The attacker: what somebody can work out who has the released tables, and knows what adds up.

It shares no code with the rest of the room (the files ``audit...`` are its own): it reads released tables as anybody
could, makes its own equations, and asks of every hidden number how far it can be narrowed down.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from wps_eval.disclosure.audit_lists import GROUPS, OF_ITEMS, OF_STUDIES
from wps_eval.disclosure.audit_puzzle import ROUNDING, Exposed, Puzzle, traits_of, where_of
from wps_eval.disclosure.audit_ranges import narrow
from wps_eval.disclosure.audit_readings import (
    read_bases,
    read_counts,
    read_earlier,
    read_groups,
    read_people_with_every_item,
    read_study_bases,
    rest_on_rounds,
)
from wps_eval.disclosure.audit_sums import sum_groups, sum_places, sum_spans, sum_steps
from wps_eval.values import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from wps_eval.disclosure.audit_puzzle import Knowledge

BY_DEFINITION = "by_definition"  #: a start of nought that nobody counted


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
        (row["indicator"], row["item"], row["round"], *where_of(row)): row["estimate"]
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
            at = (row["place"], traits_of(row), span.start, span.end)
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
    puzzle = Puzzle()
    for name, table in tables.items():
        if name == OF_STUDIES:
            read_study_bases(puzzle, table, knowledge)
            continue
        if name in GROUPS:
            read_groups(puzzle, table)
            continue
        if name == OF_ITEMS:
            continue
        read_counts(puzzle, table, knowledge)
        read_bases(puzzle, table, knowledge)
    for table in earlier:
        read_earlier(puzzle, table)
    if OF_STUDIES in tables:
        rest_on_rounds(puzzle, tables[OF_STUDIES])
    if OF_ITEMS in tables:
        read_people_with_every_item(puzzle, tables[OF_ITEMS], knowledge)
    sum_places(puzzle, knowledge.partitions)
    sum_groups(puzzle)
    sum_spans(puzzle, knowledge.flows)
    sum_steps(puzzle, knowledge)
    return sorted(narrow(puzzle, knowledge.sensitive), key=str)
