"""What a disk refuses, in a sentence for whoever has to mend it."""

from __future__ import annotations

import errno
from pathlib import PurePath

NO_ROOM = "No space left on device"  #: as programs of others say it
_FULL = {errno.ENOSPC, errno.EDQUOT}
_CLOSED = {errno.EACCES, errno.EPERM, errno.EROFS}
FULL_SENTENCE = (
    "The disk is full. Free some room, then run again: nothing that was finished is lost."
)


def disk_sentence(error: OSError) -> str:
    """Say what the disk refused and what to do.

    Args:
        error: What was raised; of the file that it names only the last parts are told.
    """
    at = "/".join(PurePath(str(error.filename)).parts[-3:]) if error.filename else "outputs/"
    if error.errno in _FULL:
        return FULL_SENTENCE
    if error.errno in _CLOSED:
        return f"{at}: found a place where this user may not write; expected one where it may. Change its permissions, or the folder of the workbench, then run again."
    return f"{at}: {error.strerror or type(error).__name__}. Nothing that was finished is lost; run again."
