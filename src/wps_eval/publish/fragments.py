"""What leaves of a notebook: the HTML that its calls displayed, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


def fragments(notebook: Any) -> Iterator[str]:
    """Give the displayed HTML in order; code, text cells, printed lines and notes are dropped."""
    for cell in notebook.cells:
        if cell.cell_type != "code" or "note" in cell.metadata.get("tags", []):
            continue
        for output in cell.get("outputs", []):
            if (
                output.output_type in ("display_data", "execute_result")
                and "text/html" in output.data
            ):
                yield str(output.data["text/html"])
