"""Groups of people, and other places, beside a report's own values: labelled, and never in their stead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.codes import State
from wps_eval.indicators.since_start import BY_DEFINITION
from wps_eval.report.change import dated_value, plan_verdicts, row_remarks
from wps_eval.report.groups import group_name
from wps_eval.report.html import isolated_text, notice
from wps_eval.report.own import rows_of_groups, rows_of_other_places
from wps_eval.report.tables import Head, status_writer, table
from wps_eval.results.rows import each
from wps_eval.values import Group

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    import pandas as pd

    from wps_eval.plan import Plan
    from wps_eval.report.fragment import Fragment
    from wps_eval.report.numbers import Writer
    from wps_eval.sources.wordings import Wordings
    from wps_eval.values import Domain


def groups_apart_table(
    verdicts: pd.DataFrame, plan: Plan, domain: Domain, wordings: Wordings, writer: Writer
) -> list[Fragment]:
    """A row an indicator and group of people in the report's place; nothing where none has a value.

    Args:
        verdicts: The released verdicts of all domains.
        plan: The plan.
        domain: The place reported on, and everybody there.
        wordings: What groups are called.
        writer: Writes the numbers.
    """

    def name_of_row(row: Any) -> str:
        return group_name(Group.read(str(row.group)), wordings, writer)

    rows = rows_of_groups(plan_verdicts(verdicts), domain)
    return _apart_table(rows, plan, name_of_row, "groups", writer)


def places_apart_table(
    verdicts: pd.DataFrame, plan: Plan, domain: Domain, names: dict[str, str], writer: Writer
) -> list[Fragment]:
    """A row an indicator and other place; nothing where no other place has a value.

    Args:
        verdicts: The released verdicts of all domains.
        plan: The plan.
        domain: The place reported on, and everybody there.
        names: What places are called.
        writer: Writes the numbers.
    """

    def name_of_row(row: Any) -> str:
        return names.get(str(row.place), str(row.place))

    rows = rows_of_other_places(plan_verdicts(verdicts), domain)
    return _apart_table(rows, plan, name_of_row, "places", writer)


def shown_apart(rows: pd.DataFrame) -> tuple[pd.DataFrame, set[str]]:
    """Give the rows that have a value, and the indicators that are left out whole as one cell is hidden.

    Args:
        rows: Verdicts apart from the report's own.
    """
    hidden = set(rows.loc[rows["state"] == State.SUPPRESSED, "indicator"])
    before = rows["baseline"].notna() & (rows["baseline_item"] != BY_DEFINITION)
    valued = rows[before | rows["current"].notna()]
    return valued[~valued["indicator"].isin(hidden)], hidden


def _apart_table(
    rows: pd.DataFrame,
    plan: Plan,
    name_of_row: Callable[[Any], str],
    who_apart: str,
    writer: Writer,
) -> list[Fragment]:
    """Print the rows that have a value; an indicator of which one cell is hidden is left out whole.

    Args:
        rows: Verdicts apart from the report's own.
        plan: The plan.
        name_of_row: Gives what a row's group or place is called.
        who_apart: ``groups`` or ``places``.
        writer: Writes the numbers.
    """
    words = writer.words
    shown, hidden = shown_apart(rows)
    remarks = [notice(words.say("apart.hidden", n=writer.count(len(hidden))))] if hidden else []
    if shown.empty:
        return remarks
    printed_codes = plan.printed
    cells = shown.assign(
        number=[isolated_text(printed_codes.get(str(c), str(c))) for c in shown["indicator"]],
        name=[plan.title(str(c), words.language).text for c in shown["indicator"]],
        who=[name_of_row(r) for r in each(shown)],
        before=[dated_value(r, "baseline", writer) for r in each(shown)],
        now=[dated_value(r, "current", writer) for r in each(shown)],
        why=[row_remarks(r, plan, writer) for r in each(shown)],
    )
    heads = [
        Head("number", words.say("table.code"), write=str, width=1.2),
        Head("name", words.say("table.indicator"), width=4),
        Head(
            "who", words.say("table.group" if who_apart == "groups" else "table.place"), width=1.6
        ),
        Head("before", words.say("table.baseline"), numeric=True, width=1.2),
        Head("now", words.say("table.current"), numeric=True, width=1.2),
        Head("status", words.say("table.status"), write=status_writer(words), width=1.6),
        Head("why", words.say("table.remark"), width=2.4),
    ]
    return [*remarks, table(cells, heads, words.say(f"apart.{who_apart}"))]
