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

SALT_BYTES = 32
MARK_LENGTH = 24  #: hexadecimal digits of a mark, 96 bits
NEVER_KEPT = (Role.IDENTIFIER, Role.MATCH, Role.ENUMERATOR, Role.DURATION, Role.DATE)
_CELL_PATTERNS = {
    "an e-mail address": re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}", re.IGNORECASE),
    "a telephone number": re.compile(r"(?:\+|00)?\d[\d\s-]{8,}\d"),
    "a position": re.compile(r"^-?\d{1,3}\.\d{3,}[ ,]+-?\d{1,3}\.\d{3,}"),
}
_IDENTIFYING_NAME = re.compile(
    r"(^|_)(name|phone|mobile|tel|email|address|gps|geopoint|latitude|longitude|deviceid|imei|"
    r"username|national_id|passport)(_|$)|اسم|هاتف|ناو|مۆبایل",
    re.IGNORECASE,
)


def identifying_columns(frame: pd.DataFrame, instrument: Instrument) -> dict[str, str]:
    """Say which columns name people, and why each is thought to.

    Args:
        frame: The answers.
        instrument: The form, whose roles come first.

    Returns:
        Reason by column: its role, what its name says, or what its cells look like.
    """
    role_by_question = {question.name: question.role for question in instrument.questions}
    reason_by_column: dict[str, str] = {}
    for column in map(str, frame.columns):
        role = role_by_question.get(column)
        if column.startswith("_") or role in NEVER_KEPT:
            reason_by_column[column] = f"role {role}" if role else "metadata of the export"
        elif role is None and "/" not in column and _IDENTIFYING_NAME.search(column):
            reason_by_column[column] = "its name"
        elif frame[column].dtype == object:
            likeness = _looks_like(frame[column])
            if likeness:
                reason_by_column[column] = f"cells that look like {likeness}"
    return reason_by_column


def _looks_like(column: pd.Series[str]) -> str:
    """Say what a column's cells look like, such as ``a telephone number``; empty where like nothing that names people."""
    text = column.dropna().astype(str)
    for likeness, pattern in _CELL_PATTERNS.items():
        if text.map(lambda cell, p=pattern: bool(p.search(cell))).any():
            return likeness
    return ""


def read_salt(path: Path) -> bytes:
    """Read the workbench's secret for hashing, making it on first use; for its owner only."""
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_bytes(secrets.token_bytes(SALT_BYTES))
    return path.read_bytes()


def person_marks(frame: pd.DataFrame, instrument: Instrument, salt: bytes) -> pd.DataFrame:
    """Make marks of the self-made code: of the whole, and leaving out one part each.

    Args:
        frame: The answers, the parts of the code among them.
        instrument: The form; the questions of the role ``match`` are the code's parts.
        salt: The workbench's secret.

    Returns:
        Columns ``mark`` and, of a code of several parts, ``mark_1`` ... (n rows); empty where a part is missing. Without a code
        there are no columns. The parts cannot be read back without the secret.
    """
    parts = [question.name for question in instrument.of_role(Role.MATCH)]
    if not parts:
        return pd.DataFrame(index=frame.index)
    text = frame[parts].map(lambda cell: "" if pd.isna(cell) else f"{cell}".removesuffix(".0"))
    parts_by_mark = {"mark": parts}
    if len(parts) > 1:
        parts_by_mark |= {
            f"mark_{number + 1}": [kept_part for kept_part in parts if kept_part != part]
            for number, part in enumerate(parts)
        }
    return pd.DataFrame(
        {
            name: [
                _hashed_mark(cells, name, salt) for cells in text[columns].itertuples(index=False)
            ]
            for name, columns in parts_by_mark.items()
        },
        index=frame.index,
        dtype=object,
    )


def _hashed_mark(cells: tuple[str, ...], name: str, salt: bytes) -> str | None:
    """Hash one person's parts of the code under the mark's name; None where a part is missing."""
    if not all(cells):
        return None
    return hmac.new(salt, "\x1f".join((name, *cells)).encode(), hashlib.sha256).hexdigest()[
        :MARK_LENGTH
    ]
