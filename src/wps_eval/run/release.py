"""The release step: read all measured tables, apply disclosure, write what may be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.pages.bench import disclose, load_bench
from wps_eval.results.store import SHARED, read_tables, write_table

if TYPE_CHECKING:
    from pathlib import Path


def release_study(folder: Path, study: str) -> list[Path]:
    """Release a study's measured tables.

    Args:
        folder: The workbench's folder.
        study: The study's name.

    Returns:
        The files written into ``released/``.

    Raises:
        NotReleased: If nothing was measured.
    """
    bench = load_bench(study, start=folder)
    measured = read_tables(bench.root.measured(study))
    out = disclose(bench.study, bench.gathered, measured)
    target = bench.root.released(study)
    return [write_table(table, name, target, mode=SHARED) for name, table in out.items()]
