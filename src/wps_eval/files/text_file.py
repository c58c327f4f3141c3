"""The text of a file in UTF-8; one in another encoding is named and not guessed at."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from wps_eval.errors import Fault, InputFaults, Where
from wps_eval.files.letters import without_direction_controls
from wps_eval.files.safe_file import refuse_unsafe

if TYPE_CHECKING:
    from pathlib import Path

ARABIC_ENCODING = "Windows-1256"
ARABIC_WORD = re.compile("[\u0621-\u064a]{2}")
#: the longer mark first: UTF-32 begins as UTF-16 does
MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
SAMPLE = 4096  # bytes that tell an encoding without a mark
LEAST_ZEROS = 0.25  # share of zero bytes above which a text without a mark is UTF-16


def read_text_file(path: Path, file: str) -> str:
    """Read a text file, without the characters that turn a line's direction.

    Args:
        path: The file.
        file: What it is called in faults.

    Raises:
        InputFaults: It may not be opened, or is not in UTF-8.
    """
    refuse_unsafe(path, file)
    data = path.read_bytes()
    if name := _other_encoding(data):
        raise InputFaults([Fault("encoding_named", Where(file), found=name)], file)
    try:
        return without_direction_controls(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise InputFaults([Fault("encoding", Where(file))], file) from None


def _other_encoding(data: bytes) -> str:
    """Name the encoding of a file that is not in UTF-8; nothing where it is, or nobody can tell."""
    for mark, name in MARKS:
        if data.startswith(mark):
            return name
    sample = data[:SAMPLE]
    if sample and sample.count(0) > LEAST_ZEROS * len(sample):
        return "UTF-16"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return ARABIC_ENCODING if ARABIC_WORD.search(data.decode(ARABIC_ENCODING)) else ""
        except UnicodeDecodeError:
            return ""
    return ""
