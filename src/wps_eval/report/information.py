"""The evaluation at a glance: what was evaluated, over which time, on what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from wps_eval.report.tables import Head, table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wps_eval.report.fragment import Fragment
    from wps_eval.report.numbers import Writer


def information_table(facts: Mapping[str, str], writer: Writer) -> Fragment:
    """A row a fact; the facts are named by their code, and given in the run's language.

    Args:
        facts: What is shown, by the code of its label under ``information``.
        writer: Knows the words.
    """
    say = writer.words.say
    rows = pd.DataFrame(
        {"item": [say(f"information.{code}") for code in facts], "value": list(facts.values())}
    )
    heads = [Head("item", say("table.item"), width=1), Head("value", say("table.said"), width=3)]
    return table(rows, heads, say("information.caption"))
