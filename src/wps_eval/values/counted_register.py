"""The source of a value that was counted from the register of memoranda and studies."""

from __future__ import annotations

COUNTED_REGISTER = (
    "counted: register of memoranda and studies"  #: as ``source`` holds it; a report words it
)
