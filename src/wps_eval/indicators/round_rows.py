"""What a reader must know of a survey round: the items that AAPOR and PRICSSA ask for, and intake."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.indicators.response_facts import response_facts
from wps_eval.results.columns import ROUND_ITEMS, UNKNOWN_COLUMNS
from wps_eval.survey.linear import method_of
from wps_eval.values import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wps_eval.sources.intake import Intake
    from wps_eval.survey.build_weights import BuiltWeights
    from wps_eval.workspace.intake import RoundIntake

Fact = dict[str, object]  # columns of one row: value, or count and whole, or pct


def round_rows(edition: str, rounds: Mapping[str, RoundIntake]) -> Iterator[Fact]:
    """Give the rows of the rounds table.

    Args:
        edition: The study's name.
        rounds: The study's rounds, as they were taken in.

    Returns:
        For each round its design items (an empty value is missing, and is listed as such), its form, the
        form's languages, each with its place there, how many submissions each step of the intake left, what was flagged, what was dropped
        (questions by name, columns that the form does not know by their number), what of the sample list does not match, the
        coverage lost by stratum, how even response was, and what unequal weights cost.
    """
    for code, taken in rounds.items():
        for part, facts in _facts_by_part(taken).items():
            for item, fact in facts.items():
                yield {"edition": edition, "round": code, "part": part, "item": item} | fact


def _facts_by_part(taken: RoundIntake) -> dict[str, Mapping[str, Fact]]:
    """Give a round's facts by part of the table and item."""
    intake, built = taken.intake, taken.drawn.weights
    flags = {str(row["check"]): row["n"] for row in intake.flags.to_dict("records")}
    return {
        "design": _design_facts(taken),
        "form": {intake.round.instrument: {"value": intake.instrument.version}},
        "languages": {
            name: {"count": count}
            for count, name in enumerate(intake.instrument.languages, start=1)
        },
        "steps": {str(row["step"]): {"count": row["n"]} for row in intake.steps.to_dict("records")},
        "flags": {
            name: {"count": count}
            for name, count in (flags | {"corrected": intake.corrections}).items()
        },
        "dropped": _dropped_facts(intake),
        "matching": {} if built is None else _matching_faults(built),
        "coverage": {} if built is None else _coverage_lost(built),
        "nonresponse": response_facts(taken),
    }


def _dropped_facts(intake: Intake) -> Mapping[str, Fact]:
    """Name the questions that were dropped, with the reason; columns that the form does not know are counted."""
    facts: dict[str, Fact] = {
        str(row["column"]): {"value": str(row["reason"])}
        for row in intake.dropped.to_dict("records")
    }
    return facts | ({UNKNOWN_COLUMNS: {"count": intake.unknown}} if intake.unknown else {})


def _design_facts(taken: RoundIntake) -> Mapping[str, Fact]:
    """Give the items of ``ROUND_ITEMS`` but the languages; what was not said is empty."""
    intake, people = taken.intake, taken.people
    survey_round, stated_design = intake.round, intake.round.design
    surveyed = not (people.is_course or people.is_feedback)
    units = people.design.units if surveyed else None
    stated = {
        "title": survey_round.title,
        "population": survey_round.population,
        "dates": str(Span(survey_round.start, survey_round.end)),
        "mode": survey_round.mode,
        "sponsor": survey_round.sponsor,
        "conductor": survey_round.conductor,
        "recruitment": survey_round.recruitment,
        "instrument": f"{survey_round.instrument} {intake.instrument.version}".strip(),
        "kind": str(stated_design.kind),
        "stratum": stated_design.stratum,
        "psu": stated_design.psu,
        "weight": stated_design.weight,
        "variance": method_of(people.design) if surveyed and intake.instrument.constructs else "",
        "missing": "item_by_item" if surveyed else "",
        "weighting": "from_sample_list" if taken.drawn.weights else stated_design.weight,
        "ethics": survey_round.ethics.approval
        if survey_round.ethics
        else survey_round.public_dataset,
        "referral": survey_round.ethics.referral_pathway if survey_round.ethics else "",
        "pretest": survey_round.pretest,
        "processing": survey_round.processing,
        "limitations": survey_round.limitations,
        "checksum": intake.checksum,
    }
    counted: dict[str, Fact] = {
        "units": {"count": None if units is None else len(units.stratum)},
        "people": {"count": len(intake.frame)},
        "response": {"value": survey_round.response}
        if survey_round.response
        else _response_fact(intake),
    }
    return {
        item: counted.get(item) or {"value": stated[item]}
        for item in ROUND_ITEMS
        if item != "languages"
    }


def _response_fact(intake: Intake) -> Fact:
    """Give completed of selected households, from the sample list; empty without one."""
    if intake.sample is None or not intake.sample["selected"].sum():
        return {"value": ""}
    completed, selected = (int(intake.sample[name].sum()) for name in ("completed", "selected"))
    return {"count": completed, "whole": selected}


def _matching_faults(built: BuiltWeights) -> Mapping[str, Fact]:
    """Count what of the sample list and of the people does not match; nothing where all does."""
    counts = {
        "unknown_psus": len(built.unknown_psus),
        "silent_psus": len(built.silent_psus),
        "miscounted_psus": len(built.miscounted),
    }
    return {name: {"count": count} for name, count in counts.items() if count}


def _coverage_lost(built: BuiltWeights) -> Mapping[str, Fact]:
    """Give the percent lost, with the reasons, of every stratum that has units nobody could reach."""
    lost = built.coverage[built.coverage["inaccessible"] > 0]
    return {
        str(row["stratum"]): {"pct": row["lost_pct"], "value": str(row["reasons"])}
        for row in lost.to_dict("records")
    }
