"""A study opened: its choices, its plan, and where its parts lie."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from wps_eval.errors import StudyFaults
from wps_eval.files.locked_files import refuse_locked
from wps_eval.paths import Root, find_root
from wps_eval.plan.load import load_plan
from wps_eval.results.columns import (
    ITEM_FUNCTIONING,
    SCALES,
    STUDY_ESTIMATES,
    balance_of,
    groups_of,
)
from wps_eval.results.store import frame, read_table, read_tables, write_table
from wps_eval.sources.indicator_sheets import IndicatorSheet, read_indicator_sheets
from wps_eval.sources.intake import Folders
from wps_eval.study import Study, load_study
from wps_eval.study.load import check_against_plan
from wps_eval.words.catalogue import languages

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import pandas as pd

    from wps_eval.plan.whole_plan import Plan

#: tables that earlier versions did not make
LATER_TABLES = (
    STUDY_ESTIMATES, ITEM_FUNCTIONING, *map(groups_of, SCALES), *map(balance_of, SCALES),
)  # fmt: skip
RUNNER_VARIABLE = "WPS_EVAL_RUNNER"  # of the environment; set by our runner in its kernels: says where to save, never a number


@dataclass(frozen=True)
class Workspace:
    """One study with its plan, as whoever measures, releases or reports it opens it."""

    root: Root
    study: Study
    plan: Plan

    @property
    def national(self) -> str:
        """Give the code of the country."""
        return self.plan.head.national_place

    @property
    def folders(self) -> Folders:
        """Say where the parts of the survey rounds lie."""
        root, study = self.root, self.study
        return Folders(root.data(study.surveys), root.data(study.private), root.data("instruments"))

    @cached_property
    def sheets(self) -> tuple[IndicatorSheet, ...]:
        """Give the reference sheets of figures; they hold words, no data.

        What is wrong in them is told where the figures themselves are read.
        """
        return read_indicator_sheets(self.root.data(self.study.figures), [])

    @property
    def measured(self) -> Path:
        """Give the folder of what was measured."""
        return self.root.measured(self.study.name)

    def holds(self, *names: str) -> bool:
        """Whether a run has measured all of some tables."""
        return all((self.measured / f"{name}.parquet").is_file() for name in names)

    def table(self, name: str) -> pd.DataFrame:
        """Read a measured table; whether there is one is asked first."""
        return read_table(self.measured, name)

    @cached_property
    def released(self) -> dict[str, pd.DataFrame]:
        """The tables that disclosure let out; of one that an earlier version did not make there are no rows."""
        tables = read_tables(self.root.released(self.study.name))
        return {name: frame(name, ()) for name in LATER_TABLES if name not in tables} | tables

    def save(self, name: str, rows: Iterable[Mapping[str, object]]) -> pd.DataFrame:
        """Write a measured table and give it back; by hand it goes into a folder that no run reads."""
        table = frame(name, rows)
        write_table(
            table, name, self.measured if in_a_run() else self.root.scratch(self.study.name)
        )
        return table


def in_a_run() -> bool:
    """Whether this process belongs to a run."""
    return bool(os.environ.get(RUNNER_VARIABLE))


def open_workspace(study: str, start: Path | None = None) -> Workspace:
    """Read a study and its plan and check the one against the other.

    Args:
        study: The name of a file in ``params/``, without its ending.
        start: Where to look for the workbench from.

    Raises:
        InputFaults: With every fault of the params file or the plan folder, or if the people of the study
            are locked.
    """
    root = find_root(start)
    choices = load_study(root.study(study))
    refuse_locked(root.data(choices.private), f"data/{choices.private}/")
    refuse_locked(root.people(study), f"outputs/{study}/measured/people/")
    plan = load_plan(root.data(choices.plan))
    faults = check_against_plan(choices, plan, languages())
    if faults:
        raise StudyFaults(sorted(faults), f"params/{study}.yml")
    return Workspace(root, choices, plan)
