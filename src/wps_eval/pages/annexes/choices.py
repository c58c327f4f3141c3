"""What was chosen anew after the data were first read; nobody has to remember to tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.pages.chapter import Annex
from wps_eval.report import html
from wps_eval.report.choices import choices_table

if TYPE_CHECKING:
    from wps_eval.pages.bench import Bench


def parts(bench: Bench) -> list[str]:
    """Show the choices that were changed, or say that none was."""
    changed = bench.choices_changed
    return [
        choices_table(changed, bench.judgement.explanations, bench.writer)
        if changed
        else html.paragraph(bench.say("choices.none")),
    ]


CHAPTER = Annex(code="choices", order=100, parts=parts)
