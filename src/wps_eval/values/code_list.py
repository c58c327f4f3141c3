"""Several codes in one cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

SEPARATOR = ";"


def spell_codes(codes: Iterable[str]) -> str:
    """Spell codes as one cell holds them: ``moi;mop``."""
    return SEPARATOR.join(codes)


def read_codes(text: str) -> tuple[str, ...]:
    """Read the codes of one cell, in its order; an empty cell has none."""
    return tuple(code.strip() for code in text.split(SEPARATOR) if code.strip())
