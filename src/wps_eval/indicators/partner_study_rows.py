"""What partner studies found, as rows of a results table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.codes import Evidence, FigureStatus, State
from wps_eval.values import Span, spell_codes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wps_eval.sources.partner_studies import EnteredStudy

EXPLORATORY = (
    "exploratory"  #: the mark of a number whose outcome was not declared before the data were seen
)


def outcome_key(study: str, outcome: str) -> str:
    """Spell under which name a study's outcome stands in results, and is bound in prose: ``CODE:OUTCOME``."""
    return f"{study}:{outcome}"


def study_rows(
    edition: str, studies: Iterable[EnteredStudy], national: str
) -> Iterator[dict[str, object]]:
    """Give one row a number that a study found.

    Args:
        edition: The evaluation's name.
        studies: The studies.
        national: The code of the country, of which a number speaks that names no place.

    Returns:
        Rows of the estimates table, with the base of each as ``n``. What was not declared before the data
        were seen carries the mark ``exploratory``; each names the rounds that its study rests on.
    """
    for study in studies:
        source = study.facts.publication.citation if study.facts.publication else study.facts.title
        for _, row in study.estimates:
            yield {
                "edition": edition,
                "indicator": outcome_key(study.facts.code, row.outcome),
                "item": row.item,
                "statistic": row.statistic,
                "group": row.group,
                "place": row.place or national,
                "period_start": row.start,
                "period_end": row.end,
                "round": study.facts.code,
                "precision": str(Span(row.start, row.end).precision),
                "estimate": row.estimate,
                "se": row.se,
                "ci_low": row.ci_low,
                "ci_high": row.ci_high,
                "level": row.level,
                "df": row.df,
                "n": float(row.n),
                "unit": row.unit,
                "method": row.method,
                "evidence": str(Evidence.SURVEY),
                "figure_status": str(FigureStatus.FINAL),
                "source": source,
                "link": study.facts.publication.link if study.facts.publication else "",
                "mark": "" if study.declared_on(row.outcome) else EXPLORATORY,
                "state": str(State.SHOWN),
                "reason": "",
                "rounds": spell_codes(study.facts.rounds),
            }
