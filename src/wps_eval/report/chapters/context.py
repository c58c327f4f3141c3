"""Public context figures, in a chapter of their own and outside every tally."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.report import html
from wps_eval.report.change import change_figure, change_table, context_verdicts
from wps_eval.report.chapter import Chapter
from wps_eval.report.context import ELECTION_EVENT, timeline_figures

if TYPE_CHECKING:
    from wps_eval.report.edition import Edition
    from wps_eval.report.fragment import Fragment


def parts(edition: Edition) -> list[Fragment]:
    """Show the figures with what keeps them apart, or that none has been entered."""
    verdicts = edition.own_rows("verdicts")
    elections = any(event.kind == ELECTION_EVENT for event in edition.plan.head.events)
    if context_verdicts(verdicts).empty:
        return [html.notice(edition.say("context.none_entered"))]
    return [
        html.notice(edition.say("context.apart", place=edition.place_names[edition.domain.place])),
        change_table(verdicts, edition.plan, edition.writer),
        change_figure(verdicts, edition.writer),
        *timeline_figures(
            edition.released["estimates"],
            edition.sheets,
            edition.plan,
            edition.domain,
            edition.writer,
        ),
        html.paragraph(edition.say("note.unrounded")),
        *([html.paragraph(edition.say("context.elections"))] if elections else []),
    ]


CHAPTER = Chapter(code="context", order=160, text="context", parts=parts)
