"""Every indicator's verdict: the plan's own by pillar, and those of other places that may stand beside them."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import pandas as pd

from wps_eval.report.apart import shown_apart
from wps_eval.report.change import dated_value, plan_verdicts, row_remarks
from wps_eval.report.evaluability_tables import by_pillar, pillar_names
from wps_eval.report.fragment import Fragment
from wps_eval.report.html import isolated_text
from wps_eval.report.own import rows_of_domain, rows_of_other_places
from wps_eval.report.tables import Head, status_writer, table
from wps_eval.results.rows import each

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wps_eval.plan import Plan
    from wps_eval.report.numbers import Writer
    from wps_eval.values import Domain


def verdicts_shown(verdicts: pd.DataFrame, domain: Domain) -> pd.DataFrame:
    """Give the verdicts on the plan's indicators that may stand in one table.

    Args:
        verdicts: The disclosed verdicts of all domains.
        domain: Of whom the table speaks first: every indicator, with a value or a reason. Of other
            places only those with a value, and none of an indicator of which a cell is hidden.

    Returns:
        Rows of verdicts, those of the domain first.
    """
    of_plan = plan_verdicts(verdicts)
    apart, _ = shown_apart(rows_of_other_places(of_plan, domain))
    return pd.concat([rows_of_domain(of_plan, domain), apart], ignore_index=True)


def indicators_table(
    rows: pd.DataFrame, plan: Plan, place_names: Mapping[str, str], writer: Writer
) -> Fragment:
    """A row a verdict: indicator, place, baseline, current value, status, remark.

    Args:
        rows: Verdicts of the plan's indicators.
        plan: The plan.
        place_names: What places are called, by code.
        writer: Writes the numbers.
    """
    words, printed = writer.words, plan.printed
    cells = rows.assign(
        number=[isolated_text(printed.get(str(c), str(c))) for c in rows["indicator"]],
        name=[plan.title(str(c), words.language).text for c in rows["indicator"]],
        where=[place_names.get(str(c), str(c)) for c in rows["place"]],
        before=[dated_value(r, "baseline", writer) for r in each(rows)],
        now=[dated_value(r, "current", writer) for r in each(rows)],
        why=[row_remarks(r, plan, writer) for r in each(rows)],
    )
    heads = [
        Head("number", words.say("table.code"), write=str, width=1.2),
        Head("name", words.say("table.indicator"), width=4),
        Head("where", words.say("table.place"), width=1.4),
        Head("before", words.say("table.baseline"), numeric=True, width=1.2),
        Head("now", words.say("table.current"), numeric=True, width=1.2),
        Head("status", words.say("table.status"), write=status_writer(words), width=1.6),
        Head("why", words.say("table.remark"), width=2.4),
    ]
    return table(cells, heads, words.say("indicators.caption"))


def indicators_by_pillar(
    rows: pd.DataFrame, plan: Plan, place_names: Mapping[str, str], writer: Writer
) -> list[Fragment]:
    """A folded table a pillar, opened by a click and without a script.

    Args:
        rows: Verdicts of the plan's indicators, as for ``indicators_table``.
        plan: The plan.
        place_names: What places are called, by code.
        writer: Writes the numbers.
    """
    names = pillar_names(plan, writer.words.language)
    folded = []
    for code, part in by_pillar(rows, plan):
        head = writer.words.say(
            "indicators.pillar", pillar=names.get(code, code), n=writer.count(len(part))
        )
        made = indicators_table(part, plan, place_names, writer)
        folded.append(Fragment(f"<details><summary>{escape(head)}</summary>{made}</details>"))
    return folded
