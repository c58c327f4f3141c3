"""The questionnaires of the study's rounds, each once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.pages.chapter import Annex
from wps_eval.report import html
from wps_eval.report.instruments import instrument_table
from wps_eval.sources.instrument import read_instrument

if TYPE_CHECKING:
    from wps_eval.pages.bench import Bench


def parts(bench: Bench) -> list[str]:
    """Show the questionnaires, or that the study has no round."""
    rows = bench.released["rounds"]
    used = rows[(rows["part"] == "design") & (rows["item"] == "instrument")]["value"]
    names = dict.fromkeys(str(value).partition(" ")[0] for value in used)
    folder = bench.root.data("instruments")
    tables = [instrument_table(read_instrument(folder / name), bench.writer) for name in names]
    return tables or [html.notice(bench.say("survey.no_rounds"))]


CHAPTER = Annex(code="instruments", order=190, parts=parts)
