"""How strong the evidence for a finding is, by the rule that the report prints."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from wps_eval.codes import EvidenceType, Stance

if TYPE_CHECKING:
    from collections.abc import Collection

    from wps_eval.evaluation.models import Evidence, Finding

LEAST_BASE = 25  # people asked; evidence from fewer does not count
SMALL_BASE = 50  # people asked; evidence from fewer is not of good quality
QUANTITATIVE = frozenset({EvidenceType.ADMINISTRATIVE, EvidenceType.SURVEY, EvidenceType.STUDY})
WEAK_ALONE = frozenset({EvidenceType.SELF_REPORT, EvidenceType.INTERVIEW, EvidenceType.GROUP})


class Strength(StrEnum):
    """The four levels."""

    STRONG = "strong"
    MODERATE = "moderate"
    WEAK = "weak"
    INSUFFICIENT = "insufficient"


def strength_of(finding: Finding, evidence: Collection[Evidence]) -> Strength:
    """Say how strong the evidence for a finding is.

    Evidence from a survey base under 25 does not count. A study whose design, sample or measurement is weak, or
    that nobody appraised, is flagged; one that is not independent is self-report. Kinds are independent where their producers
    differ; what the implementing body says of itself is self-report, whatever its form.

    Args:
        finding: The finding; ``explained`` says why evidence against it does not stand.
        evidence: All evidence of the evaluation.

    Returns:
        ``strong``: two or more independent kinds support it, none of them self-report, flagged or
        with a base under 50, and nothing unexplained stands against it. ``moderate``: two kinds that
        support it at least partly, or one quantitative source of good quality that supports it
        fully. ``weak``: one source, self-report or recall alone, or an unexplained contradiction.
        ``insufficient``: nothing that counts.
    """
    usable = [e for e in evidence if e.finding == finding.code and not _base_too_small(e)]
    in_favour = [e for e in usable if e.stance is not Stance.DISPROVES]
    if not in_favour:
        return Strength.INSUFFICIENT
    if any(e.stance is Stance.DISPROVES for e in usable) and not finding.explained.strip():
        return Strength.WEAK
    good_in_favour = [e for e in in_favour if _of_good_quality(e)]
    good_and_full = [e for e in good_in_favour if e.stance is Stance.SUPPORTS]
    if _independent_kinds(good_and_full) > 1:
        return Strength.STRONG
    if all(_kind_of_evidence(e) in WEAK_ALONE for e in in_favour):
        return Strength.WEAK
    if _independent_kinds(in_favour) > 1 or any(
        _kind_of_evidence(e) in QUANTITATIVE for e in good_and_full
    ):
        return Strength.MODERATE
    return Strength.WEAK


def _base_too_small(evidence: Evidence) -> bool:
    """Whether evidence rests on so few people that it does not count."""
    return evidence.base is not None and evidence.base < LEAST_BASE


def _of_good_quality(evidence: Evidence) -> bool:
    """Whether evidence has no small base, is not flagged and is no self-report."""
    small = evidence.base is not None and evidence.base < SMALL_BASE
    return (
        not small
        and evidence.flagged == "no"
        and _kind_of_evidence(evidence) is not EvidenceType.SELF_REPORT
    )


def _kind_of_evidence(evidence: Evidence) -> EvidenceType:
    """Give the kind of evidence; whatever an implementing body says is self-report."""
    return EvidenceType.SELF_REPORT if evidence.implementer == "yes" else evidence.type


def _independent_kinds(evidence: Collection[Evidence]) -> int:
    """Count kinds of evidence that do not share a producer."""
    producers_by_kind: dict[EvidenceType, set[str]] = {}
    for each in evidence:
        producers_by_kind.setdefault(_kind_of_evidence(each), set()).add(
            each.producer.strip().lower()
        )
    producers = {producer for of_kind in producers_by_kind.values() for producer in of_kind}
    return min(len(producers_by_kind), len(producers))


def weakest_of(findings: Collection[Finding], evidence: Collection[Evidence]) -> Strength:
    """Give the strength of the weakest of several findings; what rests on none is insufficient."""
    levels = list(Strength)
    ranks = [levels.index(strength_of(finding, evidence)) for finding in findings]
    return levels[max(ranks, default=len(levels) - 1)]
