"""Places beside one another: one indicator a column in a table, and one a chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from wps_eval.codes import State
from wps_eval.report.change import dated_value, plan_verdicts
from wps_eval.report.charts.dumbbell import dumbbell_chart
from wps_eval.report.numbers import NO_NUMBER
from wps_eval.report.own import rows_of_other_places
from wps_eval.report.tables import Head, table
from wps_eval.results.rows import each

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wps_eval.plan import Plan
    from wps_eval.report.fragment import Fragment
    from wps_eval.report.numbers import Writer
    from wps_eval.values import Domain

LEAST_PLACES = 3  # of fewer there is nothing to be seen side by side
INDICATORS_A_TABLE = 4


def places_beside(
    verdicts: pd.DataFrame, plan: Plan, domain: Domain, writer: Writer
) -> list[Fragment]:
    """Put the places that make the report's place side by side, indicator by indicator.

    Args:
        verdicts: The released verdicts of all domains.
        plan: The plan, for the names of places and indicators.
        domain: The place reported on, and everybody there.
        writer: Writes the numbers.

    Returns:
        Tables of current values, a row a place, and a chart an indicator with its baseline; of an
        indicator of which one place is hidden nothing, and nothing where fewer than three places
        have a value.
    """
    rows = _shown_rows(plan_verdicts(verdicts), plan, domain)
    counts = rows.groupby("indicator", sort=False)["place"].transform("size")
    rows = rows[counts >= LEAST_PLACES]
    codes = list(dict.fromkeys(rows["indicator"]))
    chunks = [codes[i : i + INDICATORS_A_TABLE] for i in range(0, len(codes), INDICATORS_A_TABLE)]
    return [
        *(_places_table(rows, chunk, plan, writer) for chunk in chunks),
        *_place_charts(rows, codes, plan, writer),
    ]


def _shown_rows(verdicts: pd.DataFrame, plan: Plan, domain: Domain) -> pd.DataFrame:
    """Give the places' rows with a value that was returned, of indicators of which no cell is hidden.

    Estimates of surveys have intervals, and a table and figures of their own.
    """
    parts = {
        p for each_one in plan.partitions if each_one.whole == domain.place for p in each_one.parts
    }
    rows = rows_of_other_places(verdicts, domain)
    rows = rows[rows["place"].isin(parts)]
    hidden = set(rows.loc[rows["state"] == State.SUPPRESSED, "indicator"])
    returned = rows["current"].notna() & (rows["current_round"] == "")
    return rows[returned & ~rows["indicator"].isin(hidden)]


def _places_table(rows: pd.DataFrame, codes: list[str], plan: Plan, writer: Writer) -> Fragment:
    """Give one table: a row a place, a column an indicator."""
    words = writer.words
    printed = plan.printed
    texts = {(r.place, r.indicator): dated_value(r, "current", writer) for r in each(rows)}
    places = [p for p in plan.places if any((p.code, code) in texts for code in codes)]
    shown = pd.DataFrame(
        [
            {"place": place.in_language(words.language)}
            | {code: texts.get((place.code, code), NO_NUMBER) for code in codes}
            for place in places
        ]
    )
    heads = [
        Head("place", words.say("table.place"), width=1.6),
        *(Head(code, printed[code], numeric=True, width=1.2, isolated=True) for code in codes),
    ]
    titles = words.joined(
        f"\u2066{printed[code]}\u2069 {plan.title(code, words.language).text}" for code in codes
    )
    return table(shown, heads, words.say("places_beside.caption", indicators=titles))


def _place_charts(
    rows: pd.DataFrame, codes: list[str], plan: Plan, writer: Writer
) -> Iterator[Fragment]:
    """Draw baseline and current value of each place, for indicators of which places have both."""
    words = writer.words
    names = {place.code: place.in_language(words.language) for place in plan.places}
    for code in codes:
        both = rows[(rows["indicator"] == code) & rows["baseline"].notna()]
        if len(both) >= LEAST_PLACES:
            drawn = both.assign(label=both["place"].map(names))
            title = plan.title(code, words.language).text
            yield dumbbell_chart(
                drawn, writer, words.say("places_beside.figure", indicator=title), title
            )
