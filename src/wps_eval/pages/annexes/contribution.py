"""How changes may hang together with the plan, and what else may explain them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.pages.chapter import Annex
from wps_eval.report import html
from wps_eval.report.contribution import contribution_table

if TYPE_CHECKING:
    from wps_eval.pages.bench import Bench


def parts(bench: Bench) -> list[str]:
    """Say what can be claimed, and show what evaluators entered."""
    claimed = html.paragraph(bench.say("introduction.contribution"))
    if not bench.judgement.contributions:
        return [claimed, html.notice(bench.say("missing.contribution"))]
    return [claimed, contribution_table(bench.judgement, bench.writer)]


CHAPTER = Annex(code="contribution", order=60, parts=parts)
