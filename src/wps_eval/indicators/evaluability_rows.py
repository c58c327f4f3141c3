"""Whether an indicator can be assessed at all, asked before anything is computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.codes import Direction, Evidence, Reason
from wps_eval.results.columns import EVALUABILITY_CHECKS
from wps_eval.values import spell_codes
from wps_eval.words.letters import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wps_eval.indicators.pairing import Pair
    from wps_eval.sources.figure import Figure

MUST_HAVE: dict[str, Reason] = {
    "has_direction": Reason.NO_DIRECTION,
    "has_unit": Reason.NO_UNIT,
    "has_baseline": Reason.NO_BASELINE,
    "has_baseline_in_window": Reason.BASELINE_TOO_OLD,
    "has_baseline_source": Reason.SOURCE_MISSING,
    "has_current": Reason.NO_CURRENT,
    "same_definition": Reason.DEFINITION_CHANGED,
    "has_target": Reason.NO_TARGET,
}
#: what a step must have: what it was before the plan need not be known
WITHOUT_START = {
    name: reason
    for name, reason in MUST_HAVE.items()
    if "baseline" not in name and name != "same_definition"
}


def evaluability_rows(
    edition: str, pairs: Iterable[Pair], *, rounds: bool
) -> Iterator[dict[str, object]]:
    """Ask fourteen yes-or-no questions of every indicator of the plan, in every place.

    Args:
        edition: The study's name.
        pairs: The pairs of the plan's own indicators; context figures are passed over.
        rounds: Whether the study has survey rounds.

    Returns:
        One row an indicator and place, of everybody there: the answers, whether it is assessable, the
        first reason why not, and what is missing. Nothing is raised; an indicator that fails is never
        left out.

    Source: UNEG, Norms and Standards for Evaluation (2016), standard 4.2, evaluability.
    """
    planned_pairs = [pair for pair in pairs if not pair.subject.is_context]
    broken_down = {
        (p.subject.code, p.domain.place) for p in planned_pairs if not p.domain.everybody
    }
    for pair in planned_pairs:
        if pair.domain.everybody:
            has_groups = (pair.subject.code, pair.domain.place) in broken_down
            yield _evaluability_row(edition, pair, has_rounds=rounds, has_groups=has_groups)


def _evaluability_row(
    edition: str, pair: Pair, *, has_rounds: bool, has_groups: bool
) -> dict[str, object]:
    """Give the answers of one indicator in one place, with the first reason why it cannot be assessed."""
    answers = _check_answers(pair, has_groups=has_groups)
    missing = [name for name in EVALUABILITY_CHECKS if not answers[name]]
    reason = _first_failed_reason(pair, answers, has_rounds=has_rounds)
    return {
        "edition": edition,
        "indicator": pair.subject.code,
        "place": pair.domain.place,
        "title": pair.subject.title,
        "pillar": pair.subject.pillar,
        "level": pair.subject.level,
        "kind": str(pair.subject.kind),
        "owners": spell_codes(pair.subject.owners),
        "construct": pair.subject.construct,
        **answers,
        "assessable": reason == "",
        "reason": reason,
        "missing": spell_codes(missing),
    }


def _check_answers(pair: Pair, *, has_groups: bool) -> dict[str, bool]:
    """Answer each question of ``EVALUABILITY_CHECKS``; ``has_groups`` says whether any group there has a value."""
    subject, baseline, current = pair.subject, pair.baseline, pair.current
    target = pair.target or pair.every
    step = subject.due is not None  # yes is what is to be reached, by a day that the plan gives
    return {
        "has_definition": bool(subject.definition),
        "has_unit": bool(subject.unit.text),
        "has_direction": subject.direction is not Direction.NONE,
        "has_baseline": baseline is not None and pair.marked is not Reason.BASELINE_AFTER_START,
        "has_baseline_in_window": baseline is not None and pair.marked is None,
        "has_baseline_source": baseline is not None and _has_source(baseline),
        "has_milestone": pair.milestone is not None,
        "has_target": target is not None or step,
        "has_target_date": step or (target is not None and bool(target.date)),
        "has_current": current is not None,
        "has_current_in_period": current is not None,
        "same_definition": bool(baseline and current and _same_definition(baseline, current)),
        "has_disaggregation": has_groups,
        "has_owner": bool(subject.owners),
    }


def _has_source(value: Figure) -> bool:
    """Whether a value says where it comes from, or needs no source since it is 0 by definition."""
    return bool(value.source) or value.evidence is Evidence.BY_DEFINITION


def _same_definition(baseline: Figure, current: Figure) -> bool:
    """Whether neither definition nor coverage is known to have changed."""
    stated = (
        (baseline.definition, current.definition),
        (baseline.coverage, current.coverage),
    )
    return not any(before and after and fold(before) != fold(after) for before, after in stated)


def _first_failed_reason(pair: Pair, answers: dict[str, bool], *, has_rounds: bool) -> str:
    """Give the code of the first reason why an indicator cannot be assessed; empty where it can."""
    if pair.subject.needs_round and not has_rounds:
        return str(Reason.NO_ROUND)
    if pair.refused is not None:
        return str(pair.refused)
    needed = WITHOUT_START if pair.subject.due else MUST_HAVE
    failed = (reason for name, reason in needed.items() if not answers[name])
    first = next(failed, None)
    if first is Reason.NO_TARGET and pair.elsewhere:
        return str(Reason.OUT_OF_SCOPE)
    return str(first or "")
