"""What each indicator counts, as rows that travel with what was measured: release needs nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.codes import Evidence

FLOW = "flow"  #: what happens within a span, counts and percentages alike

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from wps_eval.indicators.subject import Subject
    from wps_eval.sources.figure import Figure


def subject_rows(
    subjects: Mapping[str, Subject], values: Iterable[Figure]
) -> Iterator[dict[str, object]]:
    """Give one row an indicator.

    Args:
        subjects: The indicators, by code.
        values: All values. An indicator with feedback on services to survivors is sensitive, whatever
            else it counts.
    """
    with_feedback = {value.indicator for value in values if value.evidence is Evidence.FEEDBACK}
    for code, subject in subjects.items():
        has_feedback = code in with_feedback
        yield {
            "indicator": code,
            "unit": str(subject.unit),
            "counts_people": has_feedback or subject.counts_people,
            "sensitive": has_feedback or subject.sensitive,
            "measure": FLOW if subject.is_flow else str(subject.data_type),
        }
