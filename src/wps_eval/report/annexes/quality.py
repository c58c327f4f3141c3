"""What the values rest on, which are in doubt or hidden, and the files they came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.report import html
from wps_eval.report.chapter import Annex
from wps_eval.report.quality import inputs_table, quality_table

if TYPE_CHECKING:
    from wps_eval.report.edition import Edition
    from wps_eval.report.fragment import Fragment


def parts(edition: Edition) -> list[Fragment]:
    """Show the values by what they rest on, and the files that were read."""
    values, files = edition.own_rows("estimates"), edition.released["inputs"]
    return [
        quality_table(values, edition.writer)
        if len(values)
        else html.notice(edition.say("quality.none")),
        *([inputs_table(files, edition.writer)] if len(files) else []),
    ]


CHAPTER = Annex(code="quality", order=90, parts=parts)
