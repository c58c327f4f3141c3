"""Rows of files that a value was made of, and their one spelling in a column."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from wps_eval.errors import Where

if TYPE_CHECKING:
    from collections.abc import Iterable


def spell_places(places: Iterable[Where]) -> str:
    """Spell rows of files, such as ``[["figures.csv","",2]]``; none is empty."""
    cells = [[place.file, place.sheet, place.row] for place in places]
    return json.dumps(cells, ensure_ascii=False, separators=(",", ":")) if cells else ""


def read_places(text: str) -> tuple[Where, ...]:
    """Read the spelling again."""
    return tuple(Where(file, sheet, row) for file, sheet, row in json.loads(text or "[]"))
