"""Whether baseline and current measure the same thing in the same way."""

from __future__ import annotations

from dataclasses import dataclass

from wps_eval.codes import Comparability, Reason
from wps_eval.words.letters import fold

#: the note on a change of a scale whose items hang together too loosely in either round
UNRELIABLE = "unreliable_scale"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """How one of the two values was measured; an empty text means that nothing was said."""

    unit: str = ""
    definition: str = ""
    coverage: str = ""
    evidence: str = ""
    denominator: float | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The grade of a comparison, why it is broken, and what a reader must be told."""

    grade: Comparability
    reason: Reason | None = None
    notes: tuple[str, ...] = ()


def _letters(text: str) -> str:
    """Give a text without what is no difference: capitals, spaces and other spellings of a letter."""
    return fold(text) or text


def compare(baseline: Measurement, current: Measurement) -> Comparison:
    """Grade how far two measurements can be compared.

    A changed definition, unit or coverage breaks the comparison: no difference is computed. A
    changed denominator, kind of evidence or source is noted beside the difference.

    Args:
        baseline: How the baseline was measured.
        current: How the current value was measured.

    Returns:
        The grade, the breaking reason if any, and codes of notes. Where one side says nothing,
        that is noted and nothing is refused. Nothing is raised.

    Source: USAID ADS 201maf (2022), same definition at every collection; OECD/DAC quality
    standards (2010).
    """
    breaks = (
        (baseline.unit, current.unit, Reason.UNIT_MISMATCH),
        (baseline.definition, current.definition, Reason.DEFINITION_CHANGED),
        (baseline.coverage, current.coverage, Reason.COVERAGE_CHANGED),
    )
    for before, after, reason in breaks:
        if before and after and _letters(before) != _letters(after):
            return Comparison(Comparability.BROKEN, reason)
    notes = []
    if any(bool(before) != bool(after) for before, after, _ in breaks):
        notes.append("not_stated")
    if None not in (baseline.denominator, current.denominator) and (
        baseline.denominator != current.denominator
    ):
        notes.append("denominator_changed")
    if baseline.evidence != current.evidence:
        notes.append("evidence_changed")
    if baseline.source != current.source:
        notes.append("source_changed")
    grade = Comparability.NOTED if notes else Comparability.SAME
    return Comparison(grade, None, tuple(notes))
