"""Public context figures over the years, with their sources; apart from the plan's tally."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wps_eval.plan.units import unit_name, unit_of
from wps_eval.report.charts.timeline import timeline_chart
from wps_eval.report.fragment import NOTHING, Fragment
from wps_eval.report.html import link
from wps_eval.report.own import rows_of_domain
from wps_eval.report.tables import Head, table
from wps_eval.results.keys import span_of_row
from wps_eval.results.rows import each, known

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from wps_eval.plan import Plan
    from wps_eval.report.numbers import Writer
    from wps_eval.sources.indicator_sheets import IndicatorSheet
    from wps_eval.values import Domain
    from wps_eval.words.catalogue import Words

ELECTION_EVENT = "election"  # to the chamber whose members are counted


def timeline_figures(
    estimates: pd.DataFrame,
    sheets: Iterable[IndicatorSheet],
    plan: Plan,
    domain: Domain,
    writer: Writer,
) -> list[Fragment]:
    """Context figures over the years, the report's place beside the countries of comparison.

    Args:
        estimates: The released estimates.
        sheets: The reference sheets, which say what is drawn over the years.
        plan: The plan, for its events and the names of places.
        domain: The place reported on; of what it has no value there is no figure.
        writer: Writes the numbers.
    """
    drawn = [sheet for sheet in sheets if sheet.chart == "timeline"]
    figures = (_timeline_figure(estimates, sheet, plan, domain, writer) for sheet in drawn)
    return [figure for figure in figures if figure]


def _timeline_figure(
    estimates: pd.DataFrame, sheet: IndicatorSheet, plan: Plan, domain: Domain, writer: Writer
) -> Fragment:
    """Draw one context figure over the years; nothing where the report's place has no value of it."""
    rows = estimates[(estimates["indicator"] == sheet.code) & estimates["estimate"].notna()]
    if rows_of_domain(rows, domain).empty:
        return NOTHING
    words = writer.words
    names = {p.code: p.in_language(words.language) for p in plan.places}
    places_in_order = [domain.place, *sorted(set(rows["place"]) - {domain.place})]
    shown = rows.assign(
        label=rows["place"].map(names), rank=rows["place"].map(places_in_order.index)
    )
    return timeline_chart(
        shown.sort_values(["rank", "period_end"]),
        (plan.head.period.start, plan.head.period.end),
        [event for event in plan.head.events if event.kind == ELECTION_EVENT],
        writer,
        caption=_timeline_caption(sheet, rows, names[domain.place], writer),
        axis=_axis_title(sheet, plan, words),
    )


def _axis_title(sheet: IndicatorSheet, plan: Plan, words: Words) -> str:
    """Say what the values of a sheet are counted in."""
    if unit_of(plan, sheet.unit, sheet.data_type).percent:
        return words.say("axis.percent")
    return words.tell(unit_name(plan, sheet.unit, words.language))


def _timeline_caption(sheet: IndicatorSheet, rows: pd.DataFrame, place: str, writer: Writer) -> str:
    """Say what is drawn over the years, of how many, and where it comes from."""
    words = writer.words
    return words.say(
        "context.timeline",
        title=words.tell(sheet.definition or sheet.title),
        place=place,
        base=words.tell(sheet.denominator) or words.say("base.not_stated"),
        source=words.joined(dict.fromkeys(words.tell(str(text)) for text in rows["source"])),
    )


def sources_table(
    estimates: pd.DataFrame, titles: dict[str, str], domain: Domain, writer: Writer
) -> Fragment:
    """Every context value of a domain with its date, status and source.

    Args:
        estimates: The released estimates.
        titles: What the figures to list are called, by their codes; those drawn over the years are not
            listed.
        domain: The place reported on.
        writer: Writes the numbers.
    """
    words, domain_rows = writer.words, rows_of_domain(estimates, domain)
    rows = domain_rows[domain_rows["indicator"].isin(list(titles))]
    shown = rows.assign(
        title=[words.tell(titles[str(code)]) for code in rows["indicator"]],
        date=[writer.date(str(span_of_row(r))) for r in each(rows)],
        value=[_value_with_counts(r, writer) for r in each(rows)],
        definition=[words.tell(str(text)) for text in rows["definition"]],
        kind=[words.say(f"figure.{s}") for s in rows["figure_status"]],
        origin=[link(words.tell(str(r.source)), str(r.link)) for r in each(rows)],
    )
    heads = [
        Head("title", words.say("table.figure"), width=1.8),
        Head("date", words.say("table.date")),
        Head("value", words.say("table.value"), numeric=True, width=1.2),
        Head("kind", words.say("table.figure_status")),
        Head("definition", words.say("table.definition")),
        Head("origin", words.say("table.source"), write=str, width=2),
    ]
    return table(shown, heads, words.say("sources.caption"))


def _value_with_counts(row: object, writer: Writer) -> str:
    """Write a value in its unit, and of how many where both counts are known."""
    if getattr(row, "state", "") == "suppressed":
        return writer.words.say("state.suppressed")
    estimate, unit = float(getattr(row, "estimate", 0.0)), str(getattr(row, "unit", ""))
    part: Any = getattr(row, "numerator", None)
    whole: Any = getattr(row, "denominator", None)
    written = writer.value(estimate, unit)
    if known(part) and known(whole):
        return writer.words.say(
            "number.of", value=written, part=writer.count(part), whole=writer.count(whole)
        )
    return written
