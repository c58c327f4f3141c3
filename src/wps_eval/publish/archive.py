"""An office file packed again, so that the same report has the same bytes."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FIXED = (1980, 1, 1, 0, 0, 0)  # the earliest date that the format knows


def repacked(
    office: bytes,
    change: Callable[[str, bytes], bytes],
    added: Mapping[str, str] | None = None,
) -> bytes:
    """Pack an office file again without the time of its making.

    Args:
        office: The file.
        change: Takes a part's name and content, and gives the content to keep.
        added: Further parts, by name.
    """
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(office)) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for entry in before.infolist():
            kept = change(entry.filename, before.read(entry))
            after.writestr(_undated(entry.filename), kept)
        for name, text in (added or {}).items():
            after.writestr(_undated(name), text)
    return out.getvalue()


def _undated(name: str) -> zipfile.ZipInfo:
    fixed = zipfile.ZipInfo(name, FIXED)
    fixed.compress_type = zipfile.ZIP_DEFLATED
    return fixed
