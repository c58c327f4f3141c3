"""What was chosen anew after the data were first read; nobody has to remember to tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.report import html
from wps_eval.report.chapter import Annex
from wps_eval.report.choices import choices_table

if TYPE_CHECKING:
    from wps_eval.report.edition import Edition
    from wps_eval.report.fragment import Fragment


def parts(edition: Edition) -> list[Fragment]:
    """Show the choices that were changed, or say that none was."""
    changed = edition.choices_changed
    return [
        choices_table(changed, edition.judgement.explanations, edition.writer)
        if changed
        else html.paragraph(edition.say("choices.none")),
    ]


CHAPTER = Annex(code="choices", order=100, parts=parts)
