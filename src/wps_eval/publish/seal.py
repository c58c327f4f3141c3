"""Read the hidden output that says what a notebook is made from; without it nothing leaves."""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter, ValidationError

from wps_eval.errors import ExportRefused
from wps_eval.report.seal import MIME, Seal


def read_seal(notebook: Any, name: str = "notebook") -> Seal:
    """Read a notebook's seal.

    Args:
        notebook: The notebook.
        name: What to call it in a refusal.

    Raises:
        ExportRefused: If a cell failed, if there is no seal or more than one, or if what it shows
            is not released.
    """
    _refuse_failed(notebook, name)
    held_seals = _held_seals(notebook)
    if not held_seals:
        raise ExportRefused(
            f"{name}: found no seal; expected a notebook that was opened with open_bench and run. Run it, then export."
        )
    if any(seal != held_seals[0] for seal in held_seals):
        raise ExportRefused(
            f"{name}: found seals that contradict each other; expected one study, place and language. Call open_bench once, and run it again."
        )
    seal = _validated_seal(held_seals[0], name)
    if not seal.released:
        raise ExportRefused(
            f"{name}: shows measured results, which are internal; expected released ones. Export the report notebooks instead."
        )
    return seal


def _refuse_failed(notebook: Any, name: str) -> None:
    """Stop where a cell ended in an error."""
    for number, cell in enumerate(notebook.cells, start=1):
        if any(output.output_type == "error" for output in cell.get("outputs", [])):
            raise ExportRefused(
                f"{name}, cell {number}: found a cell that failed; expected a notebook that ran to its end. Put the fault right and run it again."
            )


def _held_seals(notebook: Any) -> list[Any]:
    """Give every seal that the notebook's outputs hold, as they stand there."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return [output.data[MIME] for output in outputs if MIME in output.get("data", {})]


def _validated_seal(sealed: Any, name: str) -> Seal:
    """Read a seal field by field."""
    try:
        # strict mode takes nested records from JSON only
        return TypeAdapter(Seal).validate_json(json.dumps(sealed))
    except ValidationError as error:
        wrong_fields = ", ".join(".".join(map(str, fault["loc"])) for fault in error.errors())
        raise ExportRefused(
            f"{name}: found a seal in which these are missing or wrong: {wrong_fields or 'all'}; expected all that an export needs. Run it again with this version."
        ) from error
