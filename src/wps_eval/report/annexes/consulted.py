"""Who was heard: bodies, groups and sites; no person is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.report import html
from wps_eval.report.chapter import Annex
from wps_eval.report.consulted import consulted_table, people_heard

if TYPE_CHECKING:
    from wps_eval.report.edition import Edition
    from wps_eval.report.fragment import Fragment


def parts(edition: Edition) -> list[Fragment]:
    """Show whom evaluators heard, or that nobody has been entered."""
    judgement = edition.judgement
    return [
        consulted_table(judgement, edition.writer)
        if people_heard(judgement)
        else html.notice(edition.say("missing.consulted")),
    ]


CHAPTER = Annex(code="consulted", order=170, parts=parts)
