"""Choices changed after data were seen: old, new, in whose role and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from wps_eval.report.html import isolated_text
from wps_eval.report.tables import Head, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wps_eval.evaluation.models import Explanation
    from wps_eval.report.fragment import Fragment
    from wps_eval.report.numbers import Writer
    from wps_eval.results.history import ChoiceChanged


def choices_table(
    changed: Sequence[ChoiceChanged], explained: Sequence[Explanation], writer: Writer
) -> Fragment:
    """A row a change; one that nobody explained says so."""
    words = writer.words
    explanations = {(e.choice, e.value): e for e in explained}
    changes_and_reasons = [(c, explanations.get((c.choice, c.after))) for c in changed]
    unexplained = words.say("choices.unexplained")
    rows = pd.DataFrame(
        {
            "when": [writer.date(c.when[:10]) for c, _ in changes_and_reasons],
            "choice": [_choice_name(c.choice, writer) for c, _ in changes_and_reasons],
            "before": [isolated_text(c.before) for c, _ in changes_and_reasons],
            "after": [isolated_text(c.after) for c, _ in changes_and_reasons],
            "role": [words.tell(e.role) if e else unexplained for _, e in changes_and_reasons],
            "why": [
                e.in_language(words.language) if e else unexplained for _, e in changes_and_reasons
            ],
        }
    )
    heads = [
        Head("when", words.say("choices.when"), width=1.1),
        Head("choice", words.say("choices.choice"), width=2),
        Head("before", words.say("choices.before"), write=str, width=1.3),
        Head("after", words.say("choices.after"), write=str, width=1.3),
        Head("role", words.say("choices.role"), width=1.2),
        Head("why", words.say("choices.why"), width=2.4),
    ]
    return table(rows, heads, words.say("choices.caption"))


def _choice_name(choice: str, writer: Writer) -> str:
    """Name a choice such as ``rating.on_track`` in words; by its code where there are none."""
    words = writer.words
    group, _, criterion = choice.partition(".")
    if group == "rated":
        return f"{words.say('table.rating')}: {words.say(f'criterion.{criterion}')}"
    return words.say(f"choice.{choice}") if words.knows(f"choice.{choice}") else choice
