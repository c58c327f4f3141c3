"""The annexes that are papers rather than results: terms of reference, who was heard, what was read.

Each is there, or says in a sentence that nobody has entered it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.report import html
from wps_eval.report.authors_text import prose
from wps_eval.report.consulted import consulted_table, documents_table, heard
from wps_eval.report.instruments import instrument_table
from wps_eval.sources.instrument import read_instrument

if TYPE_CHECKING:
    from wps_eval.pages.bench import Bench


def papers(bench: Bench) -> list[str]:
    """Give the annexes in the order that evaluation offices list them."""
    return [
        *_written(bench, "terms_of_reference", prose(bench, "terms_of_reference")),
        *_consulted(bench),
        *_documents(bench),
        *_instruments(bench),
        *_written(bench, "conduct", prose(bench, "conduct")),
    ]


def _written(bench: Bench, name: str, text: list[str]) -> list[str]:
    """A paper that authors write or paste: its text, or that it is missing."""
    missing = html.notice(bench.say(f"missing.{name}"))
    return [html.heading(bench.say(f"annex.{name}"), 3), *(text or [missing])]


def _consulted(bench: Bench) -> list[str]:
    told = bench.judgement
    return [
        html.heading(bench.say("annex.consulted"), 3),
        consulted_table(told, bench.writer)
        if heard(told)
        else html.notice(bench.say("missing.consulted")),
    ]


def _documents(bench: Bench) -> list[str]:
    told = bench.judgement
    return [
        html.heading(bench.say("annex.documents"), 3),
        documents_table(told, bench.writer)
        if told.documents
        else html.notice(bench.say("missing.documents")),
    ]


def _instruments(bench: Bench) -> list[str]:
    """The questionnaires of the study's rounds, each once."""
    rows = bench.released["rounds"]
    names = dict.fromkeys(map(str, rows.loc[rows["part"] == "form", "item"]))
    folder = bench.root.data("instruments")
    tables = [instrument_table(read_instrument(folder / name), bench.writer) for name in names]
    return [
        html.heading(bench.say("annex.instruments"), 3),
        *(tables or [html.notice(bench.say("survey.no_rounds"))]),
    ]
