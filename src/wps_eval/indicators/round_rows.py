"""What a reader must know of a survey round: the items that AAPOR and PRICSSA ask for, and intake."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wps_eval.indicators.rounds import Rounds
    from wps_eval.indicators.survey import RoundResult
    from wps_eval.sources.intake import Intake

DESIGN = (
    "title", "population", "dates", "mode", "sponsor", "conductor", "recruitment", "instrument",
    "languages", "kind", "stratum", "psu", "weight", "units", "people", "response", "variance",
    "missing", "weighting", "ethics", "referral", "pretest", "processing", "limitations",
    "checksum",
)  # fmt: skip


def round_rows(edition: str, rounds: Rounds) -> Iterator[dict[str, object]]:
    """Give the rows of the rounds table.

    Args:
        edition: The study's name.
        rounds: The study's rounds.

    Returns:
        For each round its design items (an empty value is missing, and is listed as such), how many
        submissions each step of the intake left, what was flagged, what was dropped, what of the sample
        list does not match, and the coverage lost by stratum.
    """
    for code, intake in rounds.intakes.items():
        parts = {
            "design": _design(intake, rounds.surveys.get(code)),
            "steps": {str(r["step"]): str(r["n"]) for r in intake.steps.to_dict("records")},
            "flags": {str(r["check"]): str(r["n"]) for r in intake.flags.to_dict("records")}
            | {"corrected": str(intake.corrections)},
            "dropped": {
                str(r["column"]): str(r["reason"]) for r in intake.dropped.to_dict("records")
            },
            "matching": _matching(rounds.surveys.get(code)),
            "coverage": _coverage(rounds.surveys.get(code)),
        }
        for part, values in parts.items():
            for item, value in values.items():
                yield {
                    "edition": edition,
                    "round": code,
                    "part": part,
                    "item": item,
                    "value": value,
                }


def _design(intake: Intake, result: RoundResult | None) -> Mapping[str, str]:
    about, facts = intake.round, intake.round.design
    made = result.drawn if result else None
    units = made.design.units if made else None
    known = {
        "title": about.title,
        "population": about.population,
        "dates": f"{about.start} / {about.end}",
        "mode": about.mode,
        "sponsor": about.sponsor,
        "conductor": about.conductor,
        "recruitment": about.recruitment,
        "instrument": f"{about.instrument} {intake.instrument.version}".strip(),
        "languages": ", ".join(intake.instrument.languages),
        "kind": str(facts.kind),
        "stratum": facts.stratum,
        "psu": facts.psu,
        "weight": facts.weight,
        "units": "" if units is None else str(len(units.stratum)),
        "people": str(len(intake.frame)),
        "response": about.response or _answered(intake),
        "variance": "" if result is None else _method(result),
        "missing": "item_by_item" if result else "",
        "weighting": "from_sample_list" if made and made.weights else facts.weight,
        "ethics": about.ethics.approval if about.ethics else about.public_dataset,
        "referral": about.ethics.referral_pathway if about.ethics else "",
        "pretest": about.pretest,
        "processing": about.processing,
        "limitations": about.limitations,
        "checksum": intake.checksum,
    }
    return {item: known[item] for item in DESIGN}


def _answered(intake: Intake) -> str:
    """Give completed of selected households, from the sample list."""
    if intake.sample is None or not intake.sample["selected"].sum():
        return ""
    done, asked = int(intake.sample["completed"].sum()), int(intake.sample["selected"].sum())
    return f"{done} / {asked} ({100 * done / asked:.1f} %)"


def _method(result: RoundResult) -> str:
    return next(iter(result.constructs.values())).score.method if result.constructs else ""


def _matching(result: RoundResult | None) -> Mapping[str, str]:
    """Count what of the sample list and of the people does not match; nothing where all does."""
    built = result.drawn.weights if result else None
    if built is None:
        return {}
    counts = {
        "unknown_psus": len(built.unknown_psus),
        "silent_psus": len(built.silent_psus),
        "miscounted_psus": len(built.miscounted),
    }
    return {name: str(count) for name, count in counts.items() if count}


def _coverage(result: RoundResult | None) -> Mapping[str, str]:
    built = result.drawn.weights if result else None
    if built is None:
        return {}
    lost = built.coverage[built.coverage["inaccessible"] > 0]
    return {
        str(row["stratum"]): f"{row['lost_pct']:.1f} % ({row['reasons']})"
        for row in lost.to_dict("records")
    }
