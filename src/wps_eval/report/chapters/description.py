"""The plan and its context: pillars, objectives, commitments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.report import html
from wps_eval.report import plan as plan_tables
from wps_eval.report.chapter import Chapter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wps_eval.report.edition import Edition
    from wps_eval.report.fragment import Fragment


def parts(edition: Edition) -> list[Fragment]:
    """Say how far the plan could be read, and show what it consists of."""
    commitments = plan_tables.commitments_table(
        edition.plan, edition.released["commitments"], edition.writer
    )
    return [
        *(html.paragraph(sentence) for sentence in _reading_sentences(edition)),
        plan_tables.plan_table(edition.plan, edition.writer),
        plan_tables.objectives_table(edition.plan, edition.writer),
        *([commitments] if edition.plan.commitments else []),
    ]


def _reading_sentences(edition: Edition) -> Iterator[str]:
    """Say from which translation the plan was read, if from one, and how surely its rows."""
    translation, language = edition.plan.head.translation, edition.words.language
    if translation:
        note = translation.in_language(language, "note")
        citation = translation.in_language(language, "citation")
        yield edition.say(f"plan.translation.{translation.status}", note=note)
        if citation:
            yield edition.say("plan.citation", citation=citation)
    counts = plan_tables.reading_counts(edition.plan)
    doubtful = counts.get("uncertain", 0) + counts.get("unreadable", 0)
    yield edition.say(
        "plan.read" if doubtful else "plan.read_clearly",
        annex=edition.say("annex.readings"),
        **_reading_counts_text(edition, counts),
    )


def _reading_counts_text(edition: Edition, counts: dict[str, int]) -> dict[str, str]:
    """Write how many rows were read clearly, uncertainly, or not at all."""
    readings = ("clear", "uncertain", "unreadable")
    return {name: edition.writer.count(counts.get(name, 0)) for name in readings}


CHAPTER = Chapter(code="description", order=30, text="description", parts=parts)
