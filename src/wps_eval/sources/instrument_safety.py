"""Is a questionnaire safe to ask? What every form must open with, and what none may ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.errors import Fault, Where
from wps_eval.sources.incident_form import incident_faults
from wps_eval.sources.instrument import Instrument, Question, Role
from wps_eval.sources.kept_answers import type_faults
from wps_eval.sources.never_below_country import never_below_country

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
OPENING_ROLES = (Role.CONSENT, Role.AGE, Role.PRIVACY)


def safety_faults(instrument: Instrument, *, asked_by_others: bool = False) -> list[Fault]:
    """Find what makes a questionnaire unsafe.

    Args:
        instrument: The questionnaire.
        asked_by_others: Whether it describes a public data set: others asked, with an opening and a referral of
            their own that are no columns of their file, so none is looked for here.

    Returns:
        Faults: a form for people that does not open with consent, age and privacy, in that order;
        no referral note; satisfaction with services to survivors asked of single people; a
        breakdown by presumed affiliation or birth; an interview language, ethnicity or religion
        that is not marked sensitive; a form that records incidents or asks about children; questions
        that ask who somebody is, or whose answers could say it.
    """
    shared = [*incident_faults(instrument), *type_faults(instrument)]
    if instrument.of_role(Role.COUNT):
        return [*_person_among_counts_faults(instrument), *shared]
    return [
        *shared,
        *(() if asked_by_others else _opening_faults(instrument)),
        *_survivor_faults(instrument),
        *_breakdown_faults(instrument),
    ]


def _opening_faults(instrument: Instrument) -> Iterator[Fault]:
    """Find a form that does not open with consent, age and privacy, or has no referral note."""
    roles_in_order = [
        question.role
        for question in instrument.questions
        if question.role in (*OPENING_ROLES, Role.ITEM)
    ]
    if tuple(roles_in_order[:3]) != OPENING_ROLES:
        yield Fault("no_opening", _question_place(instrument))
    if not any(question.name == "referral" for question in instrument.of_role(Role.NOTE)):
        yield Fault("no_referral", _question_place(instrument))


def _survivor_faults(instrument: Instrument) -> Iterator[Fault]:
    """Find items that ask single people about services to survivors."""
    for question in instrument.of_role(Role.ITEM):
        if question.construct in COUNTS_ONLY:
            yield Fault(
                "names_a_survivor", _question_place(instrument, question), found=question.construct
            )


def _breakdown_faults(instrument: Instrument) -> Iterator[Fault]:
    """Find breakdowns that no form may have, and questions that must be marked sensitive and are not."""
    for question in instrument.questions:
        name = question.name.lower()
        if question.disaggregate and any(word in name for word in NEVER_A_BREAKDOWN):
            yield Fault(
                "never_a_breakdown", _question_place(instrument, question), found=question.name
            )
        must_be_sensitive = never_below_country(question.name) or question.role is Role.LANGUAGE
        if must_be_sensitive and not question.sensitive:
            yield Fault(
                "not_marked_sensitive", _question_place(instrument, question), found=question.name
            )


def _person_among_counts_faults(instrument: Instrument) -> Iterator[Fault]:
    """Find questions about people in a form of counts."""
    allowed = {Role.COUNT, Role.DATE, Role.NOTE, Role.DEMOGRAPHIC, Role.DURATION}
    for question in instrument.questions:
        if question.role not in allowed or (
            question.role is Role.DEMOGRAPHIC and not question.type.startswith("select")
        ):
            yield Fault(
                "person_among_counts",
                _question_place(instrument, question),
                found=str(question.role),
            )


def _question_place(instrument: Instrument, question: Question | None = None) -> Where:
    return Where(f"{instrument.name}/survey.csv", row=question.row if question else 0)
