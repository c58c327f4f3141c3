"""An SPSS file with labels, the same bytes every time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pandas as pd

#: where an SPSS file says when it was made, and what ours says
_MOMENT_AT, _MOMENT = 92, b"01 Jan 2000:00:00"


def write_spss(
    path: Path,
    frame: pd.DataFrame,
    *,
    columns: Mapping[str, str],
    answers: Mapping[str, Mapping[int | float, str]],
    file_label: str,
    ordinal: tuple[str, ...] = (),
    missing: Mapping[str, tuple[float, ...]] | None = None,
) -> Path:
    """Write rows with what their columns and answers are called.

    Args:
        path: The file; its folder is made.
        frame: The rows; numbers and texts, empty where missing.
        columns: What each column is called.
        answers: What each number of a column means.
        file_label: What the file says of itself, at most 64 characters.
        ordinal: The columns whose answers go from little to much.
        missing: The numbers of a column that are declared as user-missing.

    Returns:
        The path. No moment of making is in the file.
    """
    import pyreadstat  # noqa: PLC0415 - heavy, and only here

    numbers = frame.select_dtypes("number").columns
    ranges: dict[str, list[Any]] = {name: [*codes] for name, codes in (missing or {}).items()}
    path.parent.mkdir(parents=True, exist_ok=True)
    pyreadstat.write_sav(
        frame.astype(dict.fromkeys(numbers, np.float64)), str(path), column_labels=dict(columns),
        variable_value_labels={name: dict(labels) for name, labels in answers.items()},
        variable_measure=dict.fromkeys(ordinal, "ordinal"), missing_ranges=ranges, file_label=file_label,
    )  # fmt: skip
    content = bytearray(path.read_bytes())
    content[_MOMENT_AT : _MOMENT_AT + len(_MOMENT)] = _MOMENT
    path.write_bytes(content)
    return path
