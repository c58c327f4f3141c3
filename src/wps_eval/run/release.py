"""The release step: read all measured tables, apply disclosure, write what may be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.disclosure.release import release
from wps_eval.disclosure.small_counts import SmallCounts
from wps_eval.results.store import READABLE_BY_ALL, read_tables, write_table

if TYPE_CHECKING:
    from pathlib import Path

    from wps_eval.paths import Root
    from wps_eval.study import Study


def release_study(root: Root, study: Study) -> list[Path]:
    """Release a study's measured tables; nothing else is read.

    Args:
        root: The workbench.
        study: The study.

    Returns:
        The files written into ``released/``.

    Raises:
        NotReleased: If nothing was measured.
    """
    measured = read_tables(root.measured(study.name))
    released = release(measured, SmallCounts(**dict(study.disclosure)))
    target = root.released(study.name)
    written = [
        write_table(table, name, target, mode=READABLE_BY_ALL) for name, table in released.items()
    ]
    for outdated in {*target.glob("*.parquet")} - {*written}:  # of a version that had other tables
        outdated.unlink()
    return written
