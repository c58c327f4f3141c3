"""Reference sheets of the context figures: what each means, who publishes it, its limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from wps_eval.report.tables import Head, table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wps_eval.report.numbers import Writer
    from wps_eval.sources.sheets import IndicatorSheet


def sheets_table(sheets: Iterable[IndicatorSheet], writer: Writer) -> str:
    """A row a figure: definition, unit, direction, collection and limits, from its sheet."""
    words = writer.words
    columns = ["title", "definition", "unit", "direction", "collection", "limits"]
    rows = pd.DataFrame(
        [
            {
                "title": sheet.title,
                "definition": sheet.definition,
                "unit": sheet.unit,
                "direction": words.say(f"direction.{sheet.direction}"),
                "collection": sheet.collection,
                "limits": sheet.limits,
            }
            for sheet in sheets
        ],
        columns=columns,
    )
    widths = {"title": 1.6, "definition": 2.2, "limits": 2.6}
    heads = [Head(n, words.say(f"sheet.{n}"), width=widths.get(n, 1.0)) for n in columns]
    return table(rows, heads, words.say("sheet.caption"))
