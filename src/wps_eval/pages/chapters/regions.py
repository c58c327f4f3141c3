"""Findings on places: the federal governorates and the Kurdistan Region, where surveys reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.pages.chapter import FINAL, Chapter
from wps_eval.pages.chapters.survey import SCALES
from wps_eval.report import html
from wps_eval.report.places import places_figures, places_table

if TYPE_CHECKING:
    from wps_eval.pages.bench import Bench


def parts(bench: Bench) -> list[str]:
    """Show the scales place by place, or that no survey reaches so far."""
    national, words, writer = bench.plan.head.national_place, bench.wordings, bench.writer
    shown = [
        fragment
        for name in SCALES
        for fragment in (
            *places_figures(
                bench.released[name], bench.plan.places, bench.place_names, words, writer
            ),
            places_table(bench.released[name], bench.place_names, national, words, writer),
        )
        if fragment
    ]
    return shown or [html.notice(bench.say("missing.regions"))]


CHAPTER = Chapter(code="regions", order=130, kinds=FINAL, level=3, text="regions", parts=parts)
