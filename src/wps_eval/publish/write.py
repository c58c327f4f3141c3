"""A finished file put in its place whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def write_whole(target: Path, content: bytes) -> Path:
    """Write a file beside its place and rename it, so that nobody opens half a report.

    Args:
        target: The file to write; an older one is replaced.
        content: All of it.
    """
    part_file = target.with_name(f".{target.name}.part")
    try:
        part_file.write_bytes(content)
        part_file.replace(target)
    finally:
        part_file.unlink(missing_ok=True)
    return target
