"""How strong the evidence for a finding is, by the rule that the report prints."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from wps_eval.codes import EvidenceType, Stance

if TYPE_CHECKING:
    from collections.abc import Collection

    from wps_eval.evaluation.models import Evidence, Finding

LEAST_BASE, SMALL_BASE = 25, 50
QUANTITATIVE = frozenset({EvidenceType.ADMINISTRATIVE, EvidenceType.SURVEY})
ALONE_WEAK = frozenset({EvidenceType.SELF_REPORT, EvidenceType.INTERVIEW, EvidenceType.GROUP})


class Strength(StrEnum):
    """The four levels."""

    STRONG = "strong"
    MODERATE = "moderate"
    WEAK = "weak"
    INSUFFICIENT = "insufficient"


def strength_of(finding: Finding, evidence: Collection[Evidence]) -> Strength:
    """Say how strong the evidence for a finding is.

    Evidence from a survey base under 25 does not count. Kinds are independent where their producers
    differ; what the implementing body says of itself is self-report, whatever its form.

    Args:
        finding: The finding; ``explained`` says why evidence against it does not stand.
        evidence: All evidence of the evaluation.

    Returns:
        ``strong``: two or more independent kinds support it, none of them self-report, flagged or
        with a base under 50, and nothing unexplained stands against it. ``moderate``: two kinds that
        support it at least partly, or one quantitative source of good quality. ``weak``: one source,
        self-report or recall alone, or an unexplained contradiction. ``insufficient``: nothing that
        counts.
    """
    usable = [e for e in evidence if e.finding == finding.code and not _too_small(e)]
    for_it = [e for e in usable if e.stance is not Stance.DISPROVES]
    if not for_it:
        return Strength.INSUFFICIENT
    if any(e.stance is Stance.DISPROVES for e in usable) and not finding.explained.strip():
        return Strength.WEAK
    good = [e for e in for_it if _good(e)]
    full = [e for e in good if e.stance is Stance.SUPPORTS]
    if _independent(full) > 1:
        return Strength.STRONG
    if all(_kind(e) in ALONE_WEAK for e in for_it):
        return Strength.WEAK
    if _independent(for_it) > 1 or any(_kind(e) in QUANTITATIVE for e in full):
        return Strength.MODERATE
    return Strength.WEAK


def _too_small(each: Evidence) -> bool:
    return each.base is not None and each.base < LEAST_BASE


def _good(each: Evidence) -> bool:
    small = each.base is not None and each.base < SMALL_BASE
    return not small and each.flagged == "no" and _kind(each) is not EvidenceType.SELF_REPORT


def _kind(each: Evidence) -> EvidenceType:
    return EvidenceType.SELF_REPORT if each.implementer == "yes" else each.type


def _independent(evidence: Collection[Evidence]) -> int:
    """Count kinds of evidence that do not share a producer."""
    kinds: dict[EvidenceType, set[str]] = {}
    for each in evidence:
        kinds.setdefault(_kind(each), set()).add(each.producer.strip().lower())
    producers = {p for names in kinds.values() for p in names}
    return min(len(kinds), len(producers))


def weakest_of(findings: Collection[Finding], evidence: Collection[Evidence]) -> Strength:
    """Give the strength of the weakest of several findings; what rests on none is insufficient."""
    order = list(Strength)
    ranks = [order.index(strength_of(finding, evidence)) for finding in findings]
    return order[max(ranks, default=len(order) - 1)]
