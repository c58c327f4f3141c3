"""How changes may hang together with the plan, and what else may explain them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.report import html
from wps_eval.report.chapter import Annex
from wps_eval.report.contribution import contribution_table

if TYPE_CHECKING:
    from wps_eval.report.edition import Edition
    from wps_eval.report.fragment import Fragment


def parts(edition: Edition) -> list[Fragment]:
    """Say what can be claimed, and show what evaluators entered."""
    claimed = html.paragraph(edition.say("introduction.contribution"))
    if not edition.judgement.contributions:
        return [claimed, html.notice(edition.say("missing.contribution"))]
    return [claimed, contribution_table(edition.judgement, edition.writer)]


CHAPTER = Annex(code="contribution", order=60, parts=parts)
