"""``wps-eval matrix``: take a new version of the matrix of targets into the plan."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from wps_eval.errors import Data, Fault, PlanFaults, Where
from wps_eval.files.open_table import open_table
from wps_eval.files.safe_file import file_is_there
from wps_eval.files.spreadsheet_text import guarded
from wps_eval.files.whole_file import write_whole
from wps_eval.indicators.register import lists_of
from wps_eval.indicators.subject import subjects
from wps_eval.plan import load_plan
from wps_eval.plan.target_versions import target_changes, versions
from wps_eval.plan.yaml_record import read_yaml_record
from wps_eval.sources.matrix import MatrixMapping, MatrixReader, read_matrix

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from wps_eval.paths import Root
    from wps_eval.plan.models import Target
    from wps_eval.plan.target_versions import TargetChange
    from wps_eval.words.catalogue import Words

MAPPING = "matrix.yml"


def take_in_matrix(
    root: Root, book: Path, plan_name: str
) -> tuple[int, tuple[TargetChange, ...], list[Fault]]:
    """Add the targets of a workbook to a plan's ``targets.csv``, beside those of earlier versions.

    Args:
        root: The workbench.
        book: The workbook, as its owner made it.
        plan_name: The plan's folder; its ``matrix.yml`` says what the columns are.

    Returns:
        How many targets were added, what they change from the version before, and what is only
        asked about.

    Raises:
        PlanFaults: With every fault found; nothing is written then.
    """
    folder = root.data(plan_name)
    plan = load_plan(folder)
    faults: list[Fault] = []
    if not file_is_there(book):
        faults.append(Fault("missing_file", Where(book.name), expected=(book.name,)))
    no_mapping = Fault("no_matrix_mapping", Where(f"{plan_name}/{MAPPING}"))
    mapping = read_yaml_record(folder / MAPPING, MatrixMapping, no_mapping, faults)
    if faults or mapping is None:
        raise PlanFaults(sorted(faults), "plan", f"{plan_name}/")
    all_known = (*plan.targets, *plan.earlier_targets)
    faults.extend(_version_faults(mapping.version, versions(all_known), plan_name))
    lists = lists_of(plan, subjects(plan, ()))
    reader = MatrixReader(mapping, lists, plan.indicator_code, plan.head.national_place)
    added = read_matrix(book, reader, faults)
    if not added and not faults:
        faults.append(Fault("no_rows", Where(book.name)))
    if any(fault.blocks for fault in faults):
        raise PlanFaults(sorted(faults), "plan", book.name)
    _append(folder / "targets.csv", added)
    return len(added), target_changes((*all_known, *added)), faults


def change_lines(changes: Iterable[TargetChange], words: Words) -> Iterator[str]:
    """Say each change of a new version on a line, or that there is none.

    Args:
        changes: The changes.
        words: The language.
    """
    lines = [
        words.say(
            "matrix.change",
            code=" ".join(filter(None, (change.indicator, change.place))),
            kind=words.say(f"target_kind.{change.kind}"),
            date=change.date,
            before=_number_text(change.before),
            after=_number_text(change.after),
        )
        for change in changes
    ]
    yield from lines or [words.say("matrix.no_change")]


def _number_text(value: float | None) -> str:
    return "–" if value is None else f"{value:.15g}"


def _version_faults(version: str, known: tuple[str, ...], plan_name: str) -> Iterable[Fault]:
    """Find that a version is not newer than all those that the plan holds."""
    if known and version <= known[0]:
        where = Where(f"{plan_name}/{MAPPING}", column="version")
        yield Fault("version_not_newer", where, version, Data(newest=known[0]))


def _append(path: Path, targets: Iterable[Target]) -> None:
    """Add rows to the table of targets; the rows that stand there stay as they are."""
    lines: list[dict[str, str]] = []
    columns: list[str] = []
    for table in open_table(path, path.name, []) if path.is_file() else ():  # the plan was read
        (_, head), *rows = table.rows
        columns = [name.strip() for name in head]
        lines = [dict(zip(columns, cells, strict=False)) for _, cells in rows]
    added = [
        {
            name: f"{cell:.15g}" if isinstance(cell, float) else str(cell)
            for name, cell in row.items()
        }
        for row in (target.model_dump(exclude_defaults=True) for target in targets)
    ]
    columns += [name for row in added for name in row if name not in columns]
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(dict.fromkeys(columns)), restval="", lineterminator="\n")
    writer.writeheader()
    for row in (*lines, *added):
        writer.writerow({name: guarded(cell) for name, cell in row.items()})
    write_whole(path, text.getvalue().encode())
