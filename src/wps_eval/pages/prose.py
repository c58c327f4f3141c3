"""The authors' own text of a chapter, with what is wrong in it beside it until the final edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.errors import ProseFaults
from wps_eval.evaluation.binding import Results
from wps_eval.evaluation.prose import Prose, read_prose
from wps_eval.report import html

if TYPE_CHECKING:
    from wps_eval.pages.bench import Bench


def prose(bench: Bench, text: str) -> list[str]:
    """Give a text of authors, or nothing where its file does not exist.

    Raises:
        ProseFaults: The edition is final and something in the text is not borne out.
    """
    read = read_text(bench, text)
    if read is None:
        return []
    if read.faults and bench.study.state == "final":
        raise ProseFaults(read.faults, f"the text of the chapter {text}")
    if not read.faults:
        return [read.html]
    listed = [
        f"{fault.where}: {bench.say(f'prose.{fault.code}')} ({fault.found})"
        for fault in read.faults
    ]
    return [read.html, html.notice(bench.say("prose.faults")), html.items(listed)]


def read_text(bench: Bench, text: str) -> Prose | None:
    """Read a text of authors against the released results."""
    language = bench.words.language
    path = bench.root.judgement(bench.study.name) / language / f"{text}.md"
    name = f"params/{bench.study.name}/{language}/{text}.md"
    return read_prose(path, _results(bench), name)


def _results(bench: Bench) -> Results:
    """Give what a text may bind to, cite and quote; the edition before has its own plan's codes."""
    earlier = bench.earlier
    return Results(
        estimates=bench.released["estimates"],
        verdicts=bench.released["verdicts"],
        place=bench.place,
        resolve=bench.plan.indicator_code,
        write=lambda number, unit, statistic: _written(bench, number, unit, statistic),
        editions={earlier.study.name: _results(earlier)} if earlier else {},
        evidence=bench.judgement.evidence,
        documents={document.code for document in bench.judgement.documents},
    )


def _written(bench: Bench, number: float, unit: str, statistic: str) -> str:
    writer = bench.writer
    changed = statistic.startswith("change")
    return writer.difference(number, unit) if changed else writer.value(number, unit)
