"""From a raw export to a tidy table without people in it, in one fixed order."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from wps_eval.errors import Fault, SurveyFaults, Where
from wps_eval.sources.corrections import read_corrections
from wps_eval.sources.exports import Answers, read_export
from wps_eval.sources.identifiers import person_marks, read_salt
from wps_eval.sources.instrument import Instrument, Role, read_instrument
from wps_eval.sources.instrument_safety import safety_faults
from wps_eval.sources.kept_answers import answer_faults, dropped_questions
from wps_eval.sources.round_facts import Round, load_round
from wps_eval.sources.sample_list import read_sample_list
from wps_eval.sources.survey_quality import (
    enumerator_differences,
    interview_minutes,
    straight_lines,
)
from wps_eval.values.row_holder import RowHolder

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

ADULT_AGE = 18  # years
SAMPLE_FILE = "sample.csv"


@dataclass(frozen=True)
class Folders:
    """Where the parts of a round lie.

    Attributes:
        surveys: Folders of rounds, each with its ``round.yml``.
        private: Raw exports, one folder a round; never in git.
        instruments: The questionnaires.
    """

    surveys: Path
    private: Path
    instruments: Path


@dataclass(frozen=True, repr=False)
class Intake(RowHolder):
    """A round, read and made safe.

    Attributes:
        round: What the round is.
        instrument: Its questionnaire.
        frame: One row a person: answers as codes, ages and numbers as floats, ``month`` instead of
            dates, ``mark`` instead of the self-made code. Nothing else is left: no text, and nothing
            that the form does not declare.
        sample: The sample list, or None.
        steps: How many submissions each step left: ``step``, ``n``.
        dropped: Questions that were left out, and why: ``column``, ``reason``.
        unknown: How many columns were left out of which the form knows nothing; they have no name here.
        corrections: How many answers were corrected.
        flags: How many interviews were short or answered in a straight line: ``check``, ``n``.
        enumerators: How enumerators differ.
        checksum: SHA-256 of the raw export, so that anybody who holds it can tell that it is this one.
    """

    round: Round
    instrument: Instrument
    frame: pd.DataFrame
    sample: pd.DataFrame | None
    steps: pd.DataFrame
    dropped: pd.DataFrame
    unknown: int
    corrections: int
    flags: pd.DataFrame
    enumerators: pd.DataFrame
    checksum: str


def take_in(code: str, folders: Folders) -> Intake:
    """Read one round and make it safe.

    The order is fixed: read, correct, drop duplicates and tests, keep those who consented, are of
    age and could speak in private, check durations and straight lines, hash the self-made code, drop
    all but answers that can name nobody, coarsen dates to the month.

    Args:
        code: The round's code, the name of its folder.
        folders: Where its parts lie.

    Raises:
        SurveyFaults: The round, its questionnaire, its corrections or its answers hold faults; the
            questionnaire is unsafe; answers that would be kept may name people; nobody is left.
    """
    facts = load_round(folders.surveys / code)
    instrument = read_instrument(folders.instruments / facts.instrument)
    unsafe = safety_faults(instrument, asked_by_others=facts.is_of_others)
    if unsafe:
        raise SurveyFaults(sorted(unsafe), "instrument", instrument.name)
    private = folders.private / code
    _restrict_to_owner(private)
    file = folders.surveys / code / "corrections.csv"
    corrections = read_corrections(file)
    answers = read_export(private / facts.data, instrument, corrections, f"{code}/{file.name}")
    kept, steps = _kept_submissions(answers.frame, instrument)
    if kept.empty:
        raise SurveyFaults([Fault("nobody", Where(facts.data))], "round", code)
    return _safe_intake(facts, instrument, answers, kept, steps, len(corrections), folders)


def _safe_intake(
    facts: Round,
    instrument: Instrument,
    answers: Answers,
    kept: pd.DataFrame,
    steps: pd.DataFrame,
    corrections: int,
    folders: Folders,
) -> Intake:
    """Check how the interviews went, hash the self-made code and drop what is not kept of those who are."""
    design = facts.design
    design_columns = {design.weight, design.stratum, design.psu, design.fpc}
    short = np.asarray(interview_minutes(kept) < facts.shortest_minutes)
    straight_lined = straight_lines(kept, instrument)
    by_enumerator = enumerator_differences(kept, instrument, short)
    dropped = dropped_questions(kept, instrument, design_columns)
    without_people = kept.drop(columns=list(dropped))
    numbered = without_people.set_axis([answers.rows[row] for row in kept.index], axis=0)
    faults = answer_faults(numbered, instrument, design_columns, facts.data)
    if faults:
        raise SurveyFaults(sorted(faults), "answers", facts.data)
    month = _interview_months(kept)
    if instrument.of_role(Role.MATCH):
        without_people = without_people.join(
            person_marks(kept, instrument, read_salt(folders.private / "salt"))
        )
    frame = without_people.assign(month=month) if month is not None else without_people
    return Intake(
        round=facts,
        instrument=instrument,
        frame=frame.reset_index(drop=True),
        sample=read_sample_list(folders.surveys / facts.code / SAMPLE_FILE),
        steps=steps,
        dropped=pd.DataFrame(sorted(dropped.items()), columns=["column", "reason"]),
        unknown=answers.unknown,
        corrections=corrections,
        flags=pd.DataFrame(
            {
                "check": ["short", "straight_line"],
                "n": [int(short.sum()), int(straight_lined.sum())],
            }
        ),
        enumerators=by_enumerator,
        checksum=sha256((folders.private / facts.code / facts.data).read_bytes()).hexdigest(),
    )


def _restrict_to_owner(folder: Path) -> None:
    """Close a folder of raw exports to everybody but its owner."""
    if folder.is_dir() and folder.stat().st_mode & 0o077:
        folder.chmod(0o700)


def _kept_submissions(
    frame: pd.DataFrame, instrument: Instrument
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give the submissions that stay, and how many each step left."""
    steps = [("received", len(frame))]
    if "_uuid" in frame:
        frame = frame[~frame["_uuid"].duplicated() | frame["_uuid"].isna()]
        steps.append(("without_duplicates", len(frame)))
    if "_validation_status" in frame:
        not_approved = (
            frame["_validation_status"].astype(str).str.contains("not_approved", na=False)
        )
        frame = frame[~not_approved]
        steps.append(("approved", len(frame)))
    for role, step in (
        (Role.CONSENT, "consented"),
        (Role.AGE, "of_age"),
        (Role.PRIVACY, "in_private"),
    ):
        questions = instrument.of_role(role)
        if questions:
            column = frame[questions[0].name]
            frame = frame[_passes_opening(column, role)]
            steps.append((step, len(frame)))
    return frame, pd.DataFrame(steps, columns=["step", "n"])


def _passes_opening(column: pd.Series[Any], role: Role) -> NDArray[np.bool_]:
    """Say who passes an opening question (n,): of age, or answered 1, which is yes."""
    if role is Role.AGE:
        return np.asarray(pd.to_numeric(column, errors="coerce").to_numpy(np.float64) >= ADULT_AGE)
    return (column == "1").to_numpy()


def _interview_months(frame: pd.DataFrame) -> pd.Series[str] | None:
    """Give the month of each interview, ``2024-09``; missing where it has no date, None where no column tells one."""
    name = next((question for question in ("month", "today", "start") if question in frame), None)
    if name is None:
        return None
    return frame[name].astype(str).str.slice(0, 7).where(frame[name].notna())
