"""Walk a results table row by row."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, Any, TypeGuard

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd


def each(table: pd.DataFrame) -> Iterator[Any]:
    """Give each row as a named tuple, its values typed by the table's columns."""
    yield from table.itertuples(index=False)


def records(table: pd.DataFrame) -> Iterator[dict[str, object]]:
    """Give each row as a record, as a results table is made of them."""
    for row in table.to_dict("records"):
        yield {str(name): value for name, value in row.items()}


def known(value: float | None) -> TypeGuard[float]:
    """Whether a cell holds a number; both None and NaN are missing."""
    return value is not None and not isnan(value)
