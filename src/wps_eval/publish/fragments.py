"""What leaves of a notebook: the fragments that its bench showed, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wps_eval.errors import ExportRefused
from wps_eval.report.fragment import MIME, uncarried

if TYPE_CHECKING:
    from collections.abc import Iterator

HTML = "text/html"


def fragments(notebook: Any, name: str) -> Iterator[str]:
    """Give the fragments in order; code, text cells, printed lines and notes are dropped.

    Args:
        notebook: The notebook.
        name: What to call it in a refusal.

    Raises:
        ExportRefused: If a cell displays HTML that ``bench.show`` did not: nothing says that it was
            released.
    """
    for number, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type != "code" or "note" in cell.metadata.get("tags", []):
            continue
        for shown in (output.get("data", {}) for output in cell.get("outputs", [])):
            if MIME in shown:
                yield uncarried(str(shown[HTML]))
            elif HTML in shown:
                raise ExportRefused(
                    f"{name}, cell {number}: found something displayed past bench.show; expected tables, figures and sentences of wps_eval.report alone. Take it away, or give the cell the tag note, and run it again."
                )
