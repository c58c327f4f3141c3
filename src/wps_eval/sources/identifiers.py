"""Hash what finds a person again, under the workbench's own secret."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from contextlib import suppress
from typing import TYPE_CHECKING

import pandas as pd

from wps_eval.files.permissions import OWNER_ONLY
from wps_eval.files.whole_file import write_whole
from wps_eval.sources.instrument import Role

if TYPE_CHECKING:
    from pathlib import Path

    from wps_eval.sources.instrument import Instrument

SALT_BYTES = 32
MARK_LENGTH = 24  #: hexadecimal digits of a mark, 96 bits


def read_salt(path: Path) -> bytes:
    """Read the workbench's secret for hashing, making it on first use; for its owner only.

    Of several processes that make it at one time the first one's holds, for all.
    """
    if not path.is_file():
        path.parent.mkdir(0o700, parents=True, exist_ok=True)
        own = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        write_whole(own, secrets.token_bytes(SALT_BYTES), OWNER_ONLY)
        try:
            with suppress(FileExistsError):
                path.hardlink_to(own)
        finally:
            own.unlink()
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
