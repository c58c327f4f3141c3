"""Executive summary: what can be assessed, what is missing, what the context shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.report import html, sentences
from wps_eval.report.chapter import Chapter
from wps_eval.report.implementation_tables import in_short_sentences
from wps_eval.report.judgement import ratings_and_recommendations

if TYPE_CHECKING:
    from wps_eval.report.edition import Edition
    from wps_eval.report.fragment import Fragment


def parts(edition: Edition) -> list[Fragment]:
    """Give the report in sentences, and the evaluators' ratings and recommendations."""
    evaluability, writer = edition.own_rows("evaluability"), edition.writer
    verdicts, place = edition.own_rows("verdicts"), edition.place_names[edition.domain.place]
    headlines = sentences.headline_sentences(evaluability, edition.plan, writer)
    return [
        *map(html.paragraph, headlines),
        html.item_list(sentences.missing_sentences(evaluability, writer)),
        html.paragraph(sentences.most_owing_sentence(evaluability, edition.plan, writer)),
        *map(html.paragraph, _progress_sentences(edition)),
        *sentences.context_parts(verdicts, place, writer),
        *ratings_and_recommendations(edition.judgement, edition.plan, writer),
    ]


def _progress_sentences(edition: Edition) -> list[str]:
    """Say where the rated indicators stand, what is overdue and how much money was spent."""
    verdicts, released, writer = edition.own_rows("verdicts"), edition.released, edition.writer
    until = edition.study.current.end
    return [
        sentences.tally_sentence(verdicts, writer),
        *filter(None, [sentences.tally_words(verdicts, writer)]),
        *in_short_sentences(released["activities"], released["budget"], until, writer),
    ]


CHAPTER = Chapter(code="summary", order=10, text="summary", owed=True, parts=parts)
