"""Is a questionnaire safe to ask? What every form must open with, and what none may ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.errors import Fault, Where
from wps_eval.sources.instrument import Instrument, Question, Role

if TYPE_CHECKING:
    from collections.abc import Iterator

# a survey of people who used these services names a survivor in every row: counts only
COUNTS_ONLY = frozenset(
    {
        "satisfaction_reporting_channels", "satisfaction_hotline", "satisfaction_civil_documents",
        "satisfaction_health_care_survivors", "satisfaction_reunification_mechanisms",
    }
)  # fmt: skip
NEVER_A_BREAKDOWN = ("affiliation", "birth_status", "parentage", "lineage")
NEVER_BELOW_NATIONAL = ("ethnicity", "religion", "language")
OPENING = (Role.CONSENT, Role.AGE, Role.PRIVACY)


def safety_faults(instrument: Instrument) -> list[Fault]:
    """Find what makes a questionnaire unsafe.

    Args:
        instrument: The questionnaire.

    Returns:
        Faults: a form for people that does not open with consent, age and privacy, in that order;
        no referral note; satisfaction with services to survivors asked of single people; a
        breakdown by presumed affiliation or birth; an interview language, ethnicity or religion
        that is not marked sensitive; identifiers among the items.
    """
    if instrument.of_role(Role.COUNT):
        return list(_people_in_counts(instrument))
    return [
        *_opening(instrument),
        *_counts_only(instrument),
        *_breakdowns(instrument),
    ]


def _opening(instrument: Instrument) -> Iterator[Fault]:
    asked = [q.role for q in instrument.questions if q.role in (*OPENING, Role.ITEM)]
    if tuple(asked[:3]) != OPENING:
        yield Fault("no_opening", _at(instrument))
    if not any(q.name == "referral" for q in instrument.of_role(Role.NOTE)):
        yield Fault("no_referral", _at(instrument))


def _counts_only(instrument: Instrument) -> Iterator[Fault]:
    for question in instrument.of_role(Role.ITEM):
        if question.construct in COUNTS_ONLY:
            yield Fault("names_a_survivor", _at(instrument, question), found=question.construct)


def _breakdowns(instrument: Instrument) -> Iterator[Fault]:
    for question in instrument.questions:
        name = question.name.lower()
        if question.disaggregate and any(word in name for word in NEVER_A_BREAKDOWN):
            yield Fault("never_a_breakdown", _at(instrument, question), found=question.name)
        hidden = (
            any(word in name for word in NEVER_BELOW_NATIONAL) or question.role is Role.LANGUAGE
        )
        if hidden and not question.sensitive:
            yield Fault("not_marked_sensitive", _at(instrument, question), found=question.name)


def _people_in_counts(instrument: Instrument) -> Iterator[Fault]:
    allowed = {Role.COUNT, Role.DATE, Role.NOTE, Role.DEMOGRAPHIC, Role.DURATION}
    for question in instrument.questions:
        if question.role not in allowed or (
            question.role is Role.DEMOGRAPHIC and not question.type.startswith("select")
        ):
            yield Fault("person_among_counts", _at(instrument, question), found=str(question.role))


def _at(instrument: Instrument, question: Question | None = None) -> Where:
    return Where(f"{instrument.name}/survey.csv", row=question.row if question else 0)
