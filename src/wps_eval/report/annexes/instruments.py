"""The questionnaires of the study's rounds, each once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.report import html
from wps_eval.report.chapter import Annex
from wps_eval.report.instruments import instrument_table
from wps_eval.sources.instrument import read_instrument

if TYPE_CHECKING:
    from wps_eval.report.edition import Edition
    from wps_eval.report.fragment import Fragment


def parts(edition: Edition) -> list[Fragment]:
    """Show the questionnaires, or that the study has no round."""
    rows = edition.released["rounds"]
    names = dict.fromkeys(map(str, rows.loc[rows["part"] == "form", "item"]))
    folder = edition.root.data("instruments")
    tables = [instrument_table(read_instrument(folder / name), edition.writer) for name in names]
    return tables or [html.notice(edition.say("survey.no_rounds"))]


CHAPTER = Annex(code="instruments", order=190, parts=parts)
