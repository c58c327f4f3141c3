"""Archives without the time of their making, so that the same content has the same bytes."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FIXED_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest date that the format knows


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
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(office)) as old_file,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new_file,
    ):
        for part in old_file.infolist():
            content = change(part.filename, old_file.read(part))
            new_file.writestr(_undated(part.filename), content)
        for part_name, text in (added or {}).items():
            new_file.writestr(_undated(part_name), text)
    return buffer.getvalue()


def _undated(name: str) -> zipfile.ZipInfo:
    """Describe a part of the file under a date that is always the same."""
    fixed = zipfile.ZipInfo(name, FIXED_DATE)
    fixed.compress_type = zipfile.ZIP_DEFLATED
    return fixed


def packed(contents: Mapping[str, bytes]) -> bytes:
    """Pack files into an archive: sorted by name, all of one date, so that the same files give the same bytes.

    Args:
        contents: The files by their path in the archive.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(contents):
            archive.writestr(_undated(name), contents[name])
    return buffer.getvalue()
