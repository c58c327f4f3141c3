"""Turn figures and pairs into rows of the estimates table."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from wps_eval.codes import FigureStatus, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wps_eval.indicators.register import Pair
    from wps_eval.indicators.subject import Subject
    from wps_eval.sources.figures import Figure


def estimate_rows(
    edition: str, figures: Iterable[Figure], known: dict[str, Subject], pairs: Iterable[Pair]
) -> Iterator[dict[str, object]]:
    """Give one row a figure; the ones chosen as baseline and current say so in ``role``.

    Values that share a date are kept apart by ``item``: the final value has none, others carry
    their status, and a second one of a kind its number.

    Args:
        edition: The study's name.
        figures: All figures.
        known: The indicators, by code.
        pairs: The chosen pairs.

    Returns:
        Rows of the estimates table. Missing counts stay empty.
    """
    chosen = {
        id(figure): role
        for pair in pairs
        for figure, role in ((pair.baseline, "baseline"), (pair.current, "current"))
        if figure is not None
    }
    seen: Counter[tuple[object, ...]] = Counter()
    for figure in figures:
        mark = "" if figure.status is FigureStatus.FINAL else str(figure.status)
        key = (figure.indicator, figure.place, figure.group, figure.period, mark)
        seen[key] += 1
        item = mark if seen[key] == 1 else f"{mark or 'final'}-{seen[key]}"
        yield {
            "edition": edition,
            "indicator": figure.indicator,
            "item": item,
            "statistic": "value",
            "group": figure.group,
            "place": figure.place,
            "period_start": figure.period.start,
            "period_end": figure.period.end,
            "precision": str(figure.period.precision),
            "role": chosen.get(id(figure), ""),
            "estimate": figure.value,
            "numerator": figure.numerator,
            "denominator": figure.denominator,
            "n": figure.base,
            "unit": known[figure.indicator].unit,
            "method": "published_survey" if figure.evidence == "survey" else "register",
            "evidence": figure.evidence,
            "figure_status": str(figure.status),
            "definition": figure.definition,
            "coverage": figure.coverage,
            "source": figure.source,
            "link": figure.link,
            "note": figure.note,
            "state": str(State.SHOWN),
            "reason": "",
        }
