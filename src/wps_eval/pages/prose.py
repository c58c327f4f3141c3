"""The authors' own text of a chapter, with what is wrong in it beside it until the final edition."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wps_eval.errors import Fault, ProseFaults
from wps_eval.evaluation.binding import Results
from wps_eval.evaluation.prose import Prose, read_prose
from wps_eval.report import html
from wps_eval.words.faults import worded

if TYPE_CHECKING:
    from wps_eval.pages.bench import Bench

CHAPTERS = (
    "summary", "introduction", "scope", "description", "framework", "approach", "progress",
    "management", "carried", "sustainability", "survey", "context", "criteria", "regions", "gender",
    "conclusions", "terms_of_reference", "conduct",
)  # fmt: skip

FINAL_ONLY = ("scope", "approach", "carried", "regions", "gender")


def prose(bench: Bench, chapter: str) -> list[str]:
    """Give a chapter's text, or nothing where its file does not exist.

    Raises:
        ProseFaults: The edition is final and something in the text is not borne out.
    """
    told = chapter_prose(bench, chapter)
    if told is None:
        return []
    if told.faults and bench.study.state == "final":
        raise ProseFaults(told.faults, "chapter", chapter)
    if not told.faults:
        return [told.html]
    listed = [
        f"{said.where}: {bench.say(f'prose.{fault.code}')} ({said.found})"
        for fault in told.faults
        for said in (worded(fault, bench.words),)
    ]
    return [told.html, html.notice(bench.say("prose.faults")), html.items(listed)]


def chapter_prose(bench: Bench, chapter: str) -> Prose | None:
    """Read a chapter's text against the released results."""
    language = bench.words.language
    path = bench.root.judgement(bench.study.name) / language / f"{chapter}.md"
    name = f"params/{bench.study.name}/{language}/{chapter}.md"
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


def prose_faults(bench: Bench) -> list[Fault]:
    """List what the released results do not bear out in the texts of every language and place."""
    faults: dict[Fault, None] = {}
    for language in bench.study.languages:
        for place in bench.study.places:
            page = replace(bench.speaking(language), place=place)
            for chapter in CHAPTERS:
                told = chapter_prose(page, chapter)
                faults |= dict.fromkeys(told.faults if told else ())
    return list(faults)


def _written(bench: Bench, number: float, unit: str, statistic: str) -> str:
    writer = bench.writer
    changed = statistic.startswith("change")
    return writer.difference(number, unit) if changed else writer.value(number, unit)
