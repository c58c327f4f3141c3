"""The notebook of a study: cleared, its parameters, and its cells run in order."""

from __future__ import annotations

import ast
import json
from typing import TYPE_CHECKING, Any

from wps_eval.errors import Data, Fault, SurveyFaults, Where, WpsEvalError
from wps_eval.files.safe_file import file_is_there

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PARAMETERS = "parameters"  #: the tag of the cell whose names a run may set


def read_study_notebook(path: Path) -> dict[str, Any]:
    """Read the notebook of a study.

    Raises:
        SurveyFaults: There is none, or it is no notebook.
    """
    where = Where(f"notebooks/studies/{path.name}")
    if not file_is_there(path):
        raise SurveyFaults([Fault("missing_file", where, expected=(where.file,))], path.stem)
    try:
        notebook: dict[str, Any] = json.loads(path.read_bytes())
        _sources(notebook)
    except (ValueError, KeyError, TypeError):
        raise SurveyFaults([Fault("not_a_notebook", where)], path.stem) from None
    return notebook


def cleared(notebook: Mapping[str, Any]) -> bytes:
    """Give the notebook as a file without outputs, counts or what a program left in it.

    Args:
        notebook: The notebook.
    """
    cells: list[dict[str, Any]] = []
    for cell in notebook["cells"]:
        tags = cell.get("metadata", {}).get("tags")
        kept = {
            "cell_type": cell["cell_type"],
            "id": cell.get("id", f"cell-{len(cells):02}"),
            "metadata": {"tags": tags} if tags else {},
            "source": cell["source"],
        }
        outputs: dict[str, Any] = (
            {"execution_count": None, "outputs": []} if cell["cell_type"] == "code" else {}
        )
        cells.append(kept | outputs)
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    content = {
        "cells": cells,
        "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    return f"{text}\n".encode()


def parameters(notebook: Mapping[str, Any]) -> dict[str, str]:
    """Give the texts that the cell of parameters sets, by name; none where there is no such cell."""
    found: dict[str, object] = {}
    for tags, source in _sources(notebook):
        if PARAMETERS not in tags:
            continue
        for line in ast.parse(source).body:
            if isinstance(line, (ast.Assign, ast.AnnAssign)) and isinstance(
                line.value, ast.Constant
            ):
                targets = line.targets if isinstance(line, ast.Assign) else [line.target]
                names = [each.id for each in targets if isinstance(each, ast.Name)]
                found |= dict.fromkeys(names, line.value.value)
    return {name: value for name, value in found.items() if isinstance(value, str)}


def run_cells(notebook: Mapping[str, Any], chosen: Mapping[str, str], file: str) -> dict[str, Any]:
    """Run the cells of code in order, in this process and in its current folder.

    Args:
        notebook: The notebook.
        chosen: What parameters are set to, after their cell.
        file: What the notebook is called in faults.

    Returns:
        The names that it made.

    Raises:
        SurveyFaults: A cell stops. The kind of error is told, of the house's own errors the sentence; no value
            of a row.
    """
    from matplotlib import pyplot as plt  # noqa: PLC0415 - heavy, and only here

    plt.switch_backend("Agg")
    names: dict[str, Any] = {"__name__": "__main__"}
    for number, (tags, source) in enumerate(_sources(notebook), start=1):
        try:
            exec(source, names)  # noqa: S102 - the researcher's own lines, which they asked to be run
        except Exception as error:  # noqa: BLE001 - whatever stops a cell is told
            told = str(error) if isinstance(error, WpsEvalError) else type(error).__name__
            fault = Fault("notebook_stops", Where(file), Data(cell=number, error=told))
            raise SurveyFaults([fault], file) from None
        if PARAMETERS in tags:
            names |= chosen
    plt.close("all")  # nobody looks at what was drawn
    return names


def _sources(notebook: Mapping[str, Any]) -> list[tuple[list[str], str]]:
    """Give the tags and the text of each cell of code."""
    return [
        (cell.get("metadata", {}).get("tags", []), "".join(cell["source"]))
        for cell in notebook["cells"]
        if cell["cell_type"] == "code"
    ]
