"""Read ``notebooks/pipeline.yml``: each notebook, its stage, its question, what it needs."""

from __future__ import annotations

import ast
import json
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from wps_eval.codes import EvaluationKind  # noqa: TC001 - pydantic reads the annotations
from wps_eval.errors import Fault, InputFaults, Where
from wps_eval.files.yaml_file import read_yaml
from wps_eval.plan.complaints import fault_of
from wps_eval.results.columns import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wps_eval.paths import Root

# what a notebook may need beside results tables; the params file and the plan are needed by all
INPUT_NEEDS = ("exports", "figure_files", "people", "returns", "study_files")
PARAMETERS_OF_STAGE = {
    "intake": ("study",),
    "measure": ("study",),
    "report": ("study", "place", "language"),
}


class Entry(BaseModel):
    """One notebook of the pipeline.

    Attributes:
        slides: Whether a report is also made into slides, a slide a chapter.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    name: str
    stage: Literal["intake", "measure", "report"]
    question: str
    needs: tuple[str, ...] = ()
    writes: tuple[str, ...] = ()
    kinds: tuple[EvaluationKind, ...]
    slides: bool = False


def read_pipeline(root: Root) -> tuple[Entry, ...]:
    """Read the list of notebooks and check it against the folder.

    Args:
        root: The workbench.

    Raises:
        InputFaults: With every fault: an unknown key, a missing notebook, a table that is not
            one, a notebook whose parameters cell does not declare what it is given.
    """
    faults: list[Fault] = []
    entries = [
        read_entry
        for record in _listed_notebooks(root, faults)
        if (read_entry := _read_entry(record, faults)) is not None
    ]
    for entry in entries:
        faults.extend(_entry_faults(entry, root))
    if faults:
        raise InputFaults(sorted(faults), "notebooks/pipeline.yml")
    return tuple(entries)


def _listed_notebooks(root: Root, faults: list[Fault]) -> list[dict[str, object]]:
    """Read the list's records; none where the file is no such list."""
    where = Where("notebooks/pipeline.yml")
    before = len(faults)
    listed = read_yaml(root.pipeline, where.file, faults)
    if len(faults) > before:
        return []
    entries = listed.get("notebooks") if isinstance(listed, dict) else None
    if not isinstance(entries, list) or not all(isinstance(record, dict) for record in entries):
        faults.append(Fault("no_list", where))
        return []
    return entries


def _read_entry(record: dict[str, object], faults: list[Fault]) -> Entry | None:
    """Read one notebook's record; None where it holds faults, which are collected."""
    where = Where("notebooks/pipeline.yml", str(record.get("name", "")))
    try:
        return Entry.model_validate(record)
    except ValidationError as error:
        faults.extend(fault_of(detail, Entry, where) for detail in error.errors())
        return None


def _entry_faults(entry: Entry, root: Root) -> Iterator[Fault]:
    """Find a notebook that is not there, tables and needs that are none, parameters it does not declare."""
    where = Where("notebooks/pipeline.yml", entry.name)
    path = root.notebooks / f"{entry.name}.ipynb"
    if not path.is_file():
        known = tuple(sorted(notebook.stem for notebook in root.notebooks.glob("*.ipynb")))
        yield Fault("no_notebook", where, found=path.stem, known=known)
        return
    for table in entry.writes:
        if table not in TABLES:
            yield Fault("unknown_table", where, found=table, known=tuple(TABLES))
    for need in entry.needs:
        if need not in (*TABLES, *INPUT_NEEDS):
            yield Fault("unknown_need", where, need, INPUT_NEEDS, (*TABLES, *INPUT_NEEDS))
    declared = declared_parameters(path.read_text(encoding="utf-8"))
    for parameter in PARAMETERS_OF_STAGE[entry.stage]:
        if parameter not in declared:
            parameters = PARAMETERS_OF_STAGE[entry.stage]
            yield Fault(
                "undeclared_parameter", Where(path.name), parameter, parameters, tuple(declared)
            )


def declared_parameters(notebook: str) -> tuple[str, ...]:
    """Name the parameters that a notebook's tagged cell declares, read as Python and not guessed.

    Args:
        notebook: The notebook's text.
    """
    cells = json.loads(notebook)["cells"]
    tagged_cells = (
        cell for cell in cells if "parameters" in cell.get("metadata", {}).get("tags", [])
    )
    source = "".join(next((cell["source"] for cell in tagged_cells), ""))  # a text, or its lines
    names = []
    for node in ast.parse(source).body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        names += [target.id for target in targets if isinstance(target, ast.Name)]
    return tuple(names)
