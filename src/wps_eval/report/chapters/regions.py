"""Findings on places: parts of the country beside each other, where surveys reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.report import html
from wps_eval.report.chapter import FINAL, Chapter
from wps_eval.report.places import places_figures, places_table
from wps_eval.results.columns import SCALES

if TYPE_CHECKING:
    from wps_eval.report.edition import Edition
    from wps_eval.report.fragment import Fragment


def parts(edition: Edition) -> list[Fragment]:
    """Show the scales place by place, or that no survey reaches so far."""
    domain, wordings, writer = edition.domain, edition.wordings, edition.writer
    shown = [
        fragment
        for name in SCALES
        for fragment in (
            *places_figures(
                edition.released[name], edition.plan.places, edition.place_names, wordings, writer
            ),
            places_table(edition.released[name], edition.place_names, domain, wordings, writer),
        )
        if fragment
    ]
    return shown or [html.notice(edition.say("missing.regions"))]


CHAPTER = Chapter(code="regions", order=130, kinds=FINAL, level=3, text="regions", parts=parts)
