"""Read the partner studies that an evaluation names, with their estimates, and the register of memoranda."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import ValidationError

from wps_eval.errors import Data, Fault, Where
from wps_eval.files.safe_file import file_is_there
from wps_eval.files.yaml_file import read_yaml
from wps_eval.plan.complaints import fault_of
from wps_eval.plan.tables import read_numbered_table, read_table
from wps_eval.sources.declared_outcomes import DeclaredVersion, declared_on, read_declared
from wps_eval.sources.partner_study import Memorandum, Outcome, PartnerStudy, StudyEstimate

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from datetime import date
    from pathlib import Path

    from wps_eval.plan.body_names import BodyNames

STUDY, OUTCOMES, ESTIMATES, MEMORANDA = (
    "study.yml",
    "outcomes.csv",
    "estimates.csv",
    "memoranda.csv",
)


@dataclass(frozen=True, slots=True)
class EnteredStudy:
    """A study with all that its folder holds.

    Attributes:
        facts: What it is.
        outcomes: What it looks at.
        declared: What it declared, version by version.
        estimates: What it found, with the row of each in its file.
    """

    facts: PartnerStudy
    outcomes: tuple[Outcome, ...] = ()
    declared: tuple[DeclaredVersion, ...] = ()
    estimates: tuple[tuple[int, StudyEstimate], ...] = ()

    def declared_on(self, code: str) -> date | None:
        """Give the day on which an outcome was declared in time; None where it is exploratory."""
        outcome = next((each for each in self.outcomes if each.code == code), None)
        if outcome is None:
            return None
        return declared_on(outcome, self.declared, self.facts.data_seen)


@dataclass(frozen=True, slots=True)
class PartnerStudies:
    """The studies of one evaluation, the memoranda, and what is wrong with either."""

    studies: tuple[EnteredStudy, ...] = ()
    memoranda: tuple[Memorandum, ...] = ()
    faults: tuple[Fault, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class KnownCodes:
    """What studies may name of the plan.

    Attributes:
        indicators: Codes of indicators.
        places: Codes of places.
        bodies: The bodies by every spelling.
        demonstration: Whether the evaluation is on made-up data.
    """

    indicators: Collection[str]
    places: Collection[str]
    bodies: BodyNames
    demonstration: bool


def read_partner_studies(folder: Path, codes: Iterable[str], known: KnownCodes) -> PartnerStudies:
    """Read studies and memoranda.

    Args:
        folder: The folder of studies, ``data/studies``; without one there is nothing.
        codes: The studies that the evaluation names: folders in it.
        known: What they may name of the plan.

    Returns:
        All that could be read, and every fault; nothing is raised.
    """
    faults: list[Fault] = []
    memoranda = read_table(folder / MEMORANDA, Memorandum, faults)
    faults += _memorandum_faults(memoranda, folder.name, known)
    read = [read_partner_study(folder / code, faults) for code in codes]
    studies = tuple(study for study in read if study is not None)
    for study in studies:
        faults += _study_faults(study, {each.code for each in memoranda}, known)
        faults += _estimate_faults(study, known)
    return PartnerStudies(studies, memoranda, tuple(sorted(faults)))


def read_partner_study(folder: Path, faults: list[Fault]) -> EnteredStudy | None:
    """Read the folder of one study.

    Args:
        folder: Its folder; the folder's name is the study's code.
        faults: Where faults are collected.

    Returns:
        The study; None where what it is cannot be read.
    """
    where = Where(f"{folder.name}/{STUDY}")
    if not file_is_there(folder / STUDY):
        known = sorted(path.parent.name for path in folder.parent.glob(f"*/{STUDY}"))
        faults.append(Fault("no_partner_study", where, found=folder.name, known=tuple(known)))
        return None
    before = len(faults)
    content = read_yaml(folder / STUDY, where.file, faults)
    if len(faults) == before and not isinstance(content or {}, dict):
        faults.append(Fault("not_yaml", where))
    if len(faults) > before:
        return None
    try:
        facts = PartnerStudy.model_validate({"code": folder.name, **(content or {})})
    except ValidationError as error:
        faults.extend(fault_of(detail, PartnerStudy, where) for detail in error.errors())
        return None
    return EnteredStudy(
        facts,
        read_table(folder / OUTCOMES, Outcome, faults),
        read_declared(folder, faults),
        read_numbered_table(folder / ESTIMATES, StudyEstimate, faults),
    )


def _memorandum_faults(
    memoranda: Iterable[Memorandum], folder: str, known: KnownCodes
) -> Iterator[Fault]:
    """Find memoranda of one number, of bodies that the plan does not know, or that count nowhere."""
    memoranda = tuple(memoranda)
    file = f"{folder}/{MEMORANDA}"
    for code, count in Counter(each.code for each in memoranda).items():
        if count > 1:
            yield Fault("code_twice", Where(file, column="code"), Data(code=code, times=count))
    for each in memoranda:
        if len(meant := known.bodies.meant(each.body)) != 1:
            yield Fault("dangling_code", Where(file, column="body"), each.body, known=meant)
        yield from _unknown(
            each.counts_towards, known.indicators, Where(file, column="counts_towards")
        )


def _study_faults(
    study: EnteredStudy, memoranda: Collection[str], known: KnownCodes
) -> Iterator[Fault]:
    """Find what a study names that is not there, outcomes that stand twice, and made-up studies in real reports."""
    facts, folder = study.facts, study.facts.code
    where = f"{folder}/{STUDY}"
    for column in ("indicators", "counts_towards"):
        yield from _unknown(getattr(facts, column), known.indicators, Where(where, column=column))
    if facts.memorandum and facts.memorandum not in memoranda:
        at = Where(where, column="memorandum")
        yield Fault("dangling_code", at, facts.memorandum, known=tuple(sorted(memoranda)))
    if facts.demonstration and not known.demonstration:
        yield Fault("made_up_study", Where(where, column="demonstration"), found=folder)
    for code, count in Counter(outcome.code for outcome in study.outcomes).items():
        if count > 1:
            at = Where(f"{folder}/{OUTCOMES}", column="code")
            yield Fault("code_twice", at, Data(code=code, times=count))
    if study.estimates and facts.data_seen is None:
        yield Fault("data_not_seen", Where(where, column="data_seen"))


def _estimate_faults(study: EnteredStudy, known: KnownCodes) -> Iterator[Fault]:
    """Find numbers of unknown outcomes or places, and two of one key."""
    file, outcomes = f"{study.facts.code}/{ESTIMATES}", [each.code for each in study.outcomes]
    keys = Counter(estimate_key(row) for _, row in study.estimates)
    for line, row in study.estimates:
        yield from _unknown((row.outcome,), outcomes, Where(file, row=line, column="outcome"))
        if row.place:
            yield from _unknown((row.place,), known.places, Where(file, row=line, column="place"))
        if keys[estimate_key(row)] > 1:
            yield Fault("estimate_twice", Where(file, row=line), found=row.outcome)


def estimate_key(row: StudyEstimate) -> tuple[object, ...]:
    """Give what tells one number of a study from another."""
    return (row.outcome, row.statistic, row.item, row.group, row.place, row.start, row.end)


def _unknown(codes: Iterable[str], known: Collection[str], where: Where) -> Iterator[Fault]:
    """Name the codes that are not known, each with the nearest."""
    for code in codes:
        if code not in known:
            yield Fault("dangling_code", where, found=code, known=tuple(sorted(known)))
