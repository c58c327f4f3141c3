"""Executive summary: what can be assessed, what is missing, what the context shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.report import html, sentences
from wps_eval.report.chapter import Chapter
from wps_eval.report.implementation_tables import in_short_sentences
from wps_eval.report.judgement import ratings_and_recommendations

if TYPE_CHECKING:
    from wps_eval.report.edition import Edition


def parts(edition: Edition) -> list[str]:
    """Give the report in sentences, and the evaluators' ratings and recommendations."""
    evaluability = edition.own_rows("evaluability")
    verdicts = edition.own_rows("verdicts")
    return [
        *map(
            html.paragraph,
            sentences.headline_sentences(evaluability, edition.plan, edition.writer),
        ),
        html.item_list(sentences.missing_sentences(evaluability, edition.writer)),
        html.paragraph(sentences.most_owing_sentence(evaluability, edition.plan, edition.writer)),
        html.paragraph(sentences.tally_sentence(verdicts, edition.writer)),
        *map(html.paragraph, filter(None, [sentences.tally_words(verdicts, edition.writer)])),
        *map(
            html.paragraph,
            in_short_sentences(
                edition.released["activities"],
                edition.released["budget"],
                edition.study.current.end,
                edition.writer,
            ),
        ),
        *sentences.context_parts(
            verdicts, edition.place_names[edition.domain.place], edition.writer
        ),
        *ratings_and_recommendations(edition.judgement, edition.plan, edition.writer),
    ]


CHAPTER = Chapter(code="summary", order=10, text="summary", owed=True, parts=parts)
