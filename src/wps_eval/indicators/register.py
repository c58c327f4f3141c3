"""What bodies returned: the figures of a study, read once, with every fault in them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wps_eval.errors import Fault, Where
from wps_eval.indicators.added_values import added_values
from wps_eval.indicators.figure_faults import figure_faults
from wps_eval.indicators.partner_study_counts import counted_figures
from wps_eval.indicators.subject import Subject, subjects
from wps_eval.indicators.unit_faults import unit_faults
from wps_eval.indicators.windows import Windows
from wps_eval.paths import inside_workbench
from wps_eval.places import PlaceNames
from wps_eval.plan.body_names import BodyNames
from wps_eval.plan.group_names import GroupNames
from wps_eval.sources.figure_row import KnownIndicator, Lists
from wps_eval.sources.figures import figure_files, read_figures
from wps_eval.sources.indicator_sheets import read_indicator_sheets
from wps_eval.sources.partner_studies import PartnerStudies

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from wps_eval.plan import Plan
    from wps_eval.sources.figure import Figure
    from wps_eval.study import Study
_FIRST_ROW = 2  #: of the targets table in a spreadsheet; the header is row 1


@dataclass(frozen=True, slots=True)
class Register:
    """The figures of one study.

    Attributes:
        figures: Those whose every cell could be read.
        added: What could be added up of them.
        faults: Everything that is wrong in the others, and what is only asked about.
        inputs: The files that were read, with their checksums.
    """

    figures: tuple[Figure, ...] = field(repr=False)
    added: tuple[Figure, ...] = field(repr=False)
    faults: tuple[Fault, ...]
    inputs: tuple[dict[str, object], ...]

    @property
    def values(self) -> tuple[Figure, ...]:
        """Give the figures and the sums of them."""
        return (*self.figures, *self.added)


def read_register(
    study: Study, plan: Plan, folder: Path, entered: PartnerStudies | None = None
) -> Register:
    """Read a study's figures.

    Args:
        study: The study's choices.
        plan: The plan.
        folder: The folder of figures; a folder that does not exist holds none.
        entered: The partner studies and memoranda, which are counted where the plan has an indicator of them.

    Returns:
        The figures, every fault found and the files read. A faulty row is left out of the figures and
        named among the faults; nothing is raised.
    """
    faults: list[Fault] = []
    known = subjects(plan, read_indicator_sheets(folder, faults))
    returned = read_figures(folder, lists_of(plan, known), faults)
    figures = (*returned, *_counted(entered or PartnerStudies(), study, plan))
    faults.extend(figure_faults(figures, known, plan.partitions, windows_of(study, plan)))
    faults.extend(_unknown_target_faults(plan, known))
    faults.extend(unit_faults(plan, known.values()))
    added = added_values(figures, known, plan.partitions)
    return Register(figures, added, tuple(sorted(faults)), tuple(_input_rows(folder, returned)))


def _counted(entered: PartnerStudies, study: Study, plan: Plan) -> Iterator[Figure]:
    """Give what is counted from the register of memoranda and studies, of indicators that the plan has."""
    codes = {indicator.code for indicator in plan.indicators}
    counted = counted_figures(
        entered,
        national=plan.head.national_place,
        start=plan.head.period.start,
        until=study.current.end,
    )
    yield from (figure for figure in counted if figure.indicator in codes)


def lists_of(plan: Plan, known: Mapping[str, Subject]) -> Lists:
    """Give the closed lists that the rows of figures are held against."""
    measures = {
        code: KnownIndicator(
            subject.unit,
            subject.data_type,
            subject.is_flow,
            subject.per_starts,
            last_stage=max((s.stage for s in subject.due.stages), default=0) if subject.due else 0,
        )
        for code, subject in known.items()
    }
    return Lists(
        measures,
        PlaceNames.of(plan.places),
        BodyNames.of(plan),
        GroupNames.of(plan.groups),
        plan.head.national_place,
        frozenset(row.code for row in plan.rows()) - frozenset(measures),
    )


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
    """Give one row a file of the folder: its checksum, and how many figures came out of it.

    What is no ordinary file of the workbench is told by its reader, and has no checksum.
    """
    for path in figure_files(folder):
        if not path.is_file() or not inside_workbench(path):
            continue
        rows = sum(figure.where.file == path.name for figure in figures)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        yield {"file": path.name, "checksum": digest, "rows": rows, "dropped_columns": ""}
