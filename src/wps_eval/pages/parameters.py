"""Parameters that somebody gives a notebook past our runner, held against those that it declares."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from IPython import get_ipython

from wps_eval.errors import Fault, InputFaults, Where

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

INJECTED = (
    "# Parameters"  #: the first line of the cell that papermill puts behind the one that declares
)


def cells_run() -> tuple[str, ...]:
    """Give the source of every cell that this kernel has run, in order; none outside of a notebook."""
    shell = get_ipython()
    return () if shell is None else tuple(map(str, shell.user_ns.get("In", ())))


def refuse_undeclared(cells: Sequence[str]) -> None:
    """Refuse parameters that papermill was given and no cell before declares.

    papermill only warns of them, and goes on with the notebook's own: ``-p studdy x`` would give the
    results of another study.

    Args:
        cells: The source of every cell that was run, in order.

    Raises:
        InputFaults: With every parameter that is not declared, and the nearest that is.
    """
    injected = [number for number, cell in enumerate(cells) if cell.startswith(INJECTED)]
    if not injected:
        return
    declared = [name for cell in cells[: injected[-1]] for name in _assigned(cell)]
    if not declared:  # a notebook without a cell that declares any
        return
    known = tuple(dict.fromkeys(declared))
    faults = [
        Fault("unknown_parameter", Where(name), found=name, expected=known, known=known)
        for name in _assigned(cells[injected[-1]])
        if name not in known
    ]
    if faults:
        raise InputFaults(faults, "asked")


def _assigned(cell: str) -> Iterator[str]:
    """Name what a cell of plain assignments assigns; a cell that does something else assigns nothing here."""
    try:
        lines = ast.parse(cell).body
    except SyntaxError:  # a cell of magics
        return
    for line in lines:
        targets = line.targets if isinstance(line, ast.Assign) else [getattr(line, "target", None)]
        yield from (target.id for target in targets if isinstance(target, ast.Name))
