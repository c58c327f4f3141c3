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
    known = subjects(plan, read_indicator_sheets(folder, faults))
    measures = {code: Known(subject.unit, subject.data_type) for code, subject in known.items()}
    figures = read_figures(folder, measures, PlaceNames.of(plan.places), faults)
    faults.extend(rival_values(figures, windows_of(study, plan)))
    faults.extend(_unknown_targets(plan, known))
    return Register(figures, tuple(sorted(faults)), tuple(_inputs(folder, figures)))


def windows_of(study: Study, plan: Plan) -> Windows:
    """Give the stretches of time that a study looks at."""
    months = study.baseline.months_before_start
    return Windows.of(plan.head.period.start, months, study.current.start, study.current.end)


def _unknown_targets(plan: Plan, known: Mapping[str, Subject]) -> Iterator[Fault]:
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
