"""What bodies returned: the figures of a study, read once, with every fault in them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wps_eval.errors import Fault, Where
from wps_eval.indicators.pairing import Windows, rival_values
from wps_eval.indicators.subject import Subject, subjects
from wps_eval.places import PlaceNames
from wps_eval.sources.figures import Figure, Known, read_figures
from wps_eval.sources.indicator_sheets import read_indicator_sheets

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from wps_eval.plan import Plan
    from wps_eval.study import Study
_FIRST_ROW = 2  #: of the targets table in a spreadsheet; the header is row 1


@dataclass(frozen=True, slots=True)
class Register:
    """The figures of one study.

    Attributes:
        figures: Those whose every cell could be read.
        faults: Everything that is wrong in the others.
        inputs: The files that were read, with their checksums.
    """

    figures: tuple[Figure, ...] = field(repr=False)
    faults: tuple[Fault, ...]
    inputs: tuple[dict[str, object], ...]


def read_register(study: Study, plan: Plan, folder: Path) -> Register:
    """Read a study's figures.

    Args:
        study: The study's choices.
        plan: The plan.
        folder: The folder of figures; a folder that does not exist holds none.

    Returns:
        The figures, every fault found and the files read. A faulty row is left out of the figures and
        named among the faults; nothing is raised.
    """
    faults: list[Fault] = []
    known_subjects = subjects(plan, read_indicator_sheets(folder, faults))
    measured = {
        code: Known(subject.unit, subject.data_type) for code, subject in known_subjects.items()
    }
    figures = read_figures(folder, measured, PlaceNames.of(plan.places), faults)
    faults.extend(rival_values(figures, windows_of(study, plan)))
    faults.extend(_unknown_target_faults(plan, known_subjects))
    return Register(figures, tuple(sorted(faults)), tuple(_input_rows(folder, figures)))


def windows_of(study: Study, plan: Plan) -> Windows:
    """Give the stretches of time that a study looks at."""
    months = study.baseline.months_before_start
    return Windows.of(plan.head.period.start, months, study.current.start, study.current.end)


def _unknown_target_faults(plan: Plan, known_subjects: Mapping[str, Subject]) -> Iterator[Fault]:
    """Find targets of indicators that neither the plan nor a reference sheet knows."""
    for row, target in enumerate(plan.targets, start=_FIRST_ROW):
        if target.indicator not in known_subjects:
            where = Where("targets.csv", "", row, "indicator")
            known_codes = tuple(sorted(known_subjects))
            yield Fault("unknown_indicator", where, found=target.indicator, known=known_codes)


def _input_rows(folder: Path, figures: tuple[Figure, ...]) -> Iterator[dict[str, object]]:
    """Give one row a file of the folder: its checksum, and how many figures came out of it."""
    for path in sorted(folder.glob("*.[cx]*")):
        rows = sum(figure.where.file == path.name for figure in figures)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        yield {"file": path.name, "checksum": digest, "rows": rows, "dropped_columns": ""}
