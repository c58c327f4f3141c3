"""One value made of several: counts added, percentages made of their added counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.codes import Evidence, FigureStatus
from wps_eval.sources.figure import Figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wps_eval.indicators.subject import Subject
    from wps_eval.values import Domain, Span
    from wps_eval.values.sum_of import SumOf

SUM = "sum"  # the item of a value that was added up


def add_up(
    parts: Sequence[Figure], subject: Subject, domain: Domain, span: Span, sum_of: SumOf
) -> Figure | None:
    """Add values up to one.

    Args:
        parts: The values; none gives nothing.
        subject: The indicator.
        domain: Of whom the sum speaks.
        span: The days that it speaks of.
        sum_of: What it is made of.

    Returns:
        The sum; for a percentage 100 times the added numerators over the added denominators, and nothing
        where a part lacks its counts. It is preliminary where a part is; what the parts say of their
        definition, coverage and source is said once each.

    Source: DOMAIN of wps-eval, sections 3 and 14.1: percentages are made again of summed counts, never
    averaged.
    """
    if not parts:
        return None
    numerator, denominator = (_total(parts, name) for name in ("numerator", "denominator"))
    value: float | None = sum(part.value for part in parts)
    if subject.unit.percent:
        counted = numerator is not None and denominator
        value = (
            100 * numerator / denominator
            if counted and numerator is not None and denominator
            else None
        )
    if value is None:
        return None
    evidence = {part.evidence for part in parts}
    final = all(part.is_final for part in parts)
    return Figure(
        indicator=subject.code,
        domain=domain,
        span=span,
        value=value,
        status=FigureStatus.FINAL if final else FigureStatus.PRELIMINARY,
        source=_once(part.source for part in parts),
        where=parts[0].where,
        item=SUM if final else f"{SUM}-{FigureStatus.PRELIMINARY}",
        numerator=numerator,
        denominator=denominator,
        definition=_once(part.definition for part in parts),
        coverage=_once(part.coverage for part in parts),
        evidence=evidence.pop() if len(evidence) == 1 else Evidence.NOT_STATED,
        body=_once(part.body for part in parts),
        sum_of=str(sum_of),
        made_of=tuple(where for part in parts for where in part.made_of or (part.where,)),
    )


def _total(parts: Iterable[Figure], name: str) -> float | None:
    """Add a count of all parts; None where one of them lacks it."""
    counts = [getattr(part, name) for part in parts]
    return None if None in counts else float(sum(counts))


def _once(texts: Iterable[str]) -> str:
    """Say each text once, in the order of the parts."""
    return "; ".join(dict.fromkeys(text for text in texts if text))
