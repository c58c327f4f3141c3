"""Bring plan, study and figures together: everything measured in one study, with its faults."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wps_eval.errors import Fault, Where
from wps_eval.indicators.feedback import FEEDBACK, feedback_figures
from wps_eval.indicators.register import (
    Pair,
    Windows,
    pair_figures,
    rival_values,
    worse_targets,
)
from wps_eval.indicators.subject import Subject, subjects
from wps_eval.indicators.survey_rows import survey_figures
from wps_eval.places import PlaceNames
from wps_eval.sources.figures import Figure, Known, read_figures
from wps_eval.sources.sheets import IndicatorSheet, read_indicator_sheets

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from wps_eval.indicators.rounds import Rounds
    from wps_eval.plan import Plan
    from wps_eval.study import Study

# units that count things or public offices; whatever is not listed counts people
NOT_PEOPLE = frozenset(
    [
        "yes",
        "no",
        "score",
        "0",
        "1",
        "100",
        "seats",
        "interviews",
        "facilities",
        "reports",
        "workshops",
        "meetings",
        "assessment",
        "centres",
        "bodies",
        "institutions",
        "projects",
        "laws",
        "materials",
        "surveys",
        "programmes",
        "policies",
        "courses",
        "shelters",
        "activities",
        "agencies",
        "manuals",
        "events",
        "decisions",
        "sessions",
        "recommendations",
        "publications",
        "regulations",
        "documents",
        "partnerships",
        "conferences",
        "memoranda",
        "studies",
        "branches",
        "campaigns",
        "safe",
        "spaces",
        "clinics",
        "teams",
        "procedures",
        "trainings",
        "proposals",
        "services",
        "statements",
        "visits",
        "curricula",
        "weapons",
        "opportunities",
        "of",
        "and",
    ]
)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What one study has to work with."""

    subjects: dict[str, Subject]
    sheets: tuple[IndicatorSheet, ...]
    figures: tuple[Figure, ...]
    pairs: tuple[Pair, ...]
    faults: tuple[Fault, ...]
    inputs: tuple[dict[str, object], ...]

    def person_counts(self) -> set[str]:
        """Indicators whose values count people who could be recognised by a small number."""
        return self._feedback() | {
            code
            for code, subject in self.subjects.items()
            if subject.sensitive or counts_people(subject.unit)
        }

    def sensitive(self) -> set[str]:
        """Indicators about survivors and cases, and all feedback on services to them."""
        return self._feedback() | {
            code for code, subject in self.subjects.items() if subject.sensitive
        }

    def _feedback(self) -> set[str]:
        return {figure.indicator for figure in self.figures if figure.evidence == FEEDBACK}


def counts_people(unit: str) -> bool:
    """Whether a unit counts people; one that is not known to count things does."""
    words = set(re.findall(r"\w+", unit)) - {"of", "and"}
    return not words or not words <= NOT_PEOPLE


def gather(study: Study, plan: Plan, folder: Path, rounds: Rounds | None = None) -> Gathered:
    """Read a study's figures and choose baseline and current for every indicator.

    Args:
        study: The study's choices.
        plan: The plan.
        folder: The folder of figures; a folder that does not exist holds none.
        rounds: The study's survey rounds, estimated; their mean scores are values like any other.

    Returns:
        Indicators, figures, pairs, every fault found and the files read. A faulty row is left out
        of the figures and named among the faults; nothing is raised.
    """
    faults: list[Fault] = []
    sheets = read_indicator_sheets(folder, faults)
    known = subjects(plan, sheets)
    kinds = {code: Known(subject.unit, subject.data_type) for code, subject in known.items()}
    figures = read_figures(folder, kinds, PlaceNames.of(plan.places), faults)
    surveyed = tuple(_surveyed(rounds, known, plan.head.national_place)) if rounds else ()
    windows = Windows.of(
        plan.head.period.start,
        study.baseline.months_before_start,
        study.current.start,
        study.current.end,
    )
    faults.extend(rival_values(figures, windows))
    faults.extend(_unknown_targets(plan, known))
    pairs = tuple(_pairs(known, (*figures, *surveyed), plan, windows))
    faults.extend(worse_targets(pairs, "targets.csv"))
    counted = tuple(f for f in surveyed if f.evidence == FEEDBACK)
    return Gathered(
        known,
        sheets,
        (*figures, *counted),
        pairs,
        tuple(sorted(faults)),
        tuple(_inputs(folder, figures)),
    )


def _surveyed(rounds: Rounds, known: dict[str, Subject], national: str) -> Iterator[Figure]:
    """Give what people and feedback said as values; courses are compared person by person."""
    asked = {code: subject.asked for code, subject in known.items()}
    surveys = (
        f for result in rounds.surveys.values() for f in survey_figures(result, national, asked)
    )
    counts = (f for intake in rounds.feedback.values() for f in feedback_figures(intake, national))
    yield from (figure for figure in (*surveys, *counts) if figure.indicator in known)


def _pairs(
    known: dict[str, Subject], figures: tuple[Figure, ...], plan: Plan, windows: Windows
) -> Iterator[Pair]:
    by_code: defaultdict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        by_code[figure.indicator].append(figure)
    for code, subject in known.items():
        goals = [target for target in plan.targets if target.indicator == code]
        yield from pair_figures(subject, by_code[code], goals, windows)


def _unknown_targets(plan: Plan, known: dict[str, Subject]) -> Iterator[Fault]:
    for row, target in enumerate(plan.targets, start=2):
        if target.indicator not in known:
            where = Where("targets.csv", "", row, "indicator")
            names = tuple(sorted(known))
            yield Fault("unknown_indicator", where, found=target.indicator, known=names)


def _inputs(folder: Path, figures: tuple[Figure, ...]) -> Iterator[dict[str, object]]:
    for path in sorted(folder.glob("*.[cx]*")):
        rows = sum(figure.where.file == path.name for figure in figures)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        yield {"file": path.name, "checksum": digest, "rows": rows, "dropped_columns": ""}
