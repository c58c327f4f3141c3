"""Find and drop what names a person, and hash what matches one."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from typing import TYPE_CHECKING

import pandas as pd

from wps_eval.sources.instrument import Instrument, Role

if TYPE_CHECKING:
    from pathlib import Path

NEVER_KEPT = (Role.IDENTIFIER, Role.MATCH, Role.ENUMERATOR, Role.DURATION, Role.DATE)
_PATTERNS = {
    "an e-mail address": re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}", re.IGNORECASE),
    "a telephone number": re.compile(r"(?:\+|00)?\d[\d\s-]{8,}\d"),
    "a position": re.compile(r"^-?\d{1,3}\.\d{3,}[ ,]+-?\d{1,3}\.\d{3,}"),
}
_NAMES = re.compile(
    r"(^|_)(name|phone|mobile|tel|email|address|gps|geopoint|latitude|longitude|deviceid|imei|"
    r"username|national_id|passport)(_|$)|اسم|هاتف|ناو|مۆبایل",
    re.IGNORECASE,
)


def identifying(frame: pd.DataFrame, instrument: Instrument) -> dict[str, str]:
    """Say which columns name people, and why each is thought to.

    Args:
        frame: The answers.
        instrument: The form, whose roles come first.

    Returns:
        Reason by column: its role, what its name says, or what its cells look like.
    """
    roles = {q.name: q.role for q in instrument.questions}
    out: dict[str, str] = {}
    for column in map(str, frame.columns):
        role = roles.get(column)
        if column.startswith("_") or role in NEVER_KEPT:
            out[column] = f"role {role}" if role else "metadata of the export"
        elif role is None and "/" not in column and _NAMES.search(column):
            out[column] = "its name"
        elif frame[column].dtype == object:
            likeness = _looks_like(frame[column])
            if likeness:
                out[column] = f"cells that look like {likeness}"
    return out


def _looks_like(column: pd.Series[str]) -> str:
    text = column.dropna().astype(str)
    for likeness, pattern in _PATTERNS.items():
        if text.map(lambda cell, p=pattern: bool(p.search(cell))).any():
            return likeness
    return ""


def read_salt(path: Path) -> bytes:
    """Read the workbench's secret for hashing, making it on first use; for its owner only."""
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_bytes(secrets.token_bytes(32))
    return path.read_bytes()


def marks(frame: pd.DataFrame, instrument: Instrument, salt: bytes) -> pd.DataFrame:
    """Make marks of the self-made code: of the whole, and leaving out one part each.

    Args:
        frame: The answers, the parts of the code among them.
        instrument: The form; the questions of the role ``match`` are the code's parts.
        salt: The workbench's secret.

    Returns:
        Columns ``mark`` and, of a code of several parts, ``mark_1`` ... (n rows); empty where a part is missing. Without a code
        there are no columns. The parts cannot be read back without the secret.
    """
    parts = [q.name for q in instrument.of_role(Role.MATCH)]
    if not parts:
        return pd.DataFrame(index=frame.index)
    text = frame[parts].map(lambda cell: "" if pd.isna(cell) else f"{cell}".removesuffix(".0"))
    kept = {"mark": parts}
    if len(parts) > 1:
        kept |= {f"mark_{i + 1}": [p for p in parts if p != part] for i, part in enumerate(parts)}
    return pd.DataFrame(
        {
            name: [_hashed(cells, name, salt) for cells in text[columns].itertuples(index=False)]
            for name, columns in kept.items()
        },
        index=frame.index,
        dtype=object,
    )


def _hashed(cells: tuple[str, ...], name: str, salt: bytes) -> str | None:
    if not all(cells):
        return None
    return hmac.new(salt, "\x1f".join((name, *cells)).encode(), hashlib.sha256).hexdigest()[:24]
