"""What a reader must know of a survey round: the items that AAPOR and PRICSSA ask for, and intake."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.results.columns import ROUND_ITEMS
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
        form's languages, each with its place there, how many submissions each step of the intake left, what was flagged, what was dropped, what of the
        sample list does not match, and the coverage lost by stratum.
    """
    for code, taken in rounds.items():
        for part, facts in _parts(taken).items():
            for item, fact in facts.items():
                yield {"edition": edition, "round": code, "part": part, "item": item} | fact


def _parts(taken: RoundIntake) -> dict[str, Mapping[str, Fact]]:
    intake, built = taken.intake, taken.drawn.weights
    flags = {str(r["check"]): r["n"] for r in intake.flags.to_dict("records")}
    return {
        "design": _design(taken),
        "form": {intake.round.instrument: {"value": intake.instrument.version}},
        "languages": {n: {"count": c} for c, n in enumerate(intake.instrument.languages, start=1)},
        "steps": {str(r["step"]): {"count": r["n"]} for r in intake.steps.to_dict("records")},
        "flags": {n: {"count": c} for n, c in (flags | {"corrected": intake.corrections}).items()},
        "dropped": {
            str(r["column"]): {"value": str(r["reason"])} for r in intake.dropped.to_dict("records")
        },
        "matching": {} if built is None else _matching(built),
        "coverage": {} if built is None else _coverage(built),
    }


def _design(taken: RoundIntake) -> Mapping[str, Fact]:
    intake, people = taken.intake, taken.people
    about, facts = intake.round, intake.round.design
    surveyed = not (people.is_course or people.is_feedback)
    units = people.design.units if surveyed else None
    known = {
        "title": about.title,
        "population": about.population,
        "dates": str(Span(about.start, about.end)),
        "mode": about.mode,
        "sponsor": about.sponsor,
        "conductor": about.conductor,
        "recruitment": about.recruitment,
        "instrument": f"{about.instrument} {intake.instrument.version}".strip(),
        "kind": str(facts.kind),
        "stratum": facts.stratum,
        "psu": facts.psu,
        "weight": facts.weight,
        "variance": method_of(people.design) if surveyed and intake.instrument.constructs else "",
        "missing": "item_by_item" if surveyed else "",
        "weighting": "from_sample_list" if taken.drawn.weights else facts.weight,
        "ethics": about.ethics.approval if about.ethics else about.public_dataset,
        "referral": about.ethics.referral_pathway if about.ethics else "",
        "pretest": about.pretest,
        "processing": about.processing,
        "limitations": about.limitations,
        "checksum": intake.checksum,
    }
    counted: dict[str, Fact] = {
        "units": {"count": None if units is None else len(units.stratum)},
        "people": {"count": len(intake.frame)},
        "response": {"value": about.response} if about.response else _answered(intake),
    }
    return {
        item: counted.get(item) or {"value": known[item]}
        for item in ROUND_ITEMS
        if item != "languages"
    }


def _answered(intake: Intake) -> Fact:
    """Give completed of selected households, from the sample list."""
    if intake.sample is None or not intake.sample["selected"].sum():
        return {"value": ""}
    done, asked = int(intake.sample["completed"].sum()), int(intake.sample["selected"].sum())
    return {"count": done, "whole": asked}


def _matching(built: BuiltWeights) -> Mapping[str, Fact]:
    """Count what of the sample list and of the people does not match; nothing where all does."""
    counts = {
        "unknown_psus": len(built.unknown_psus),
        "silent_psus": len(built.silent_psus),
        "miscounted_psus": len(built.miscounted),
    }
    return {name: {"count": count} for name, count in counts.items() if count}


def _coverage(built: BuiltWeights) -> Mapping[str, Fact]:
    lost = built.coverage[built.coverage["inaccessible"] > 0]
    return {
        str(row["stratum"]): {"pct": row["lost_pct"], "value": str(row["reasons"])}
        for row in lost.to_dict("records")
    }
