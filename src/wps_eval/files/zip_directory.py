"""What a workbook's archive says of itself, read before anything in it is unpacked."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.parsers import expat
from zipfile import ZipFile

from wps_eval.errors import Fault, InputFaults, Where

if TYPE_CHECKING:
    from pathlib import Path
    from zipfile import ZipInfo

MEGABYTE = 1_000_000
LARGEST_UNPACKED = 256  # megabytes of a whole workbook
LARGEST_RATIO = 100  # bytes out of one; sheets that people filled give some 20
SMALL_PART = 10 * MEGABYTE  # below it a part of any ratio is read
ENCRYPTED_FLAG = 0x1
OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # how .xls begins, and an .xlsx with a password
PASSWORD_STREAM = "EncryptedPackage".encode("utf-16-le")
MANIFEST = "META-INF/manifest.xml"  # of an .ods
ODS_ENCRYPTION = b"manifest:encryption-data"
CHUNK = 65_536  # bytes


def refuse_unsafe_archive(path: Path, file: str) -> None:
    """Stop before a workbook is unpacked that has a password, is a bomb or points to entities.

    Args:
        path: A workbook that is a zip archive: ``.xlsx``, ``.xlsm``, ``.xlsb`` or ``.ods``.
        file: What it is called in faults.

    Raises:
        InputFaults: The archive has a password, is damaged, unpacks to more than
            ``LARGEST_UNPACKED`` megabytes or to more than ``LARGEST_RATIO`` times its size, or a
            part of it declares a document type, through which XML loads files and unfolds.
    """
    where = Where(file)
    if _is_locked_container(path):
        raise InputFaults([Fault("encrypted_file", where)], file)
    try:
        with ZipFile(path) as archive:
            fault = _archive_fault(archive, where)
    except Exception as error:
        raise InputFaults([Fault("unreadable", where)], file) from error
    if fault is not None:
        raise InputFaults([fault], file)


def _archive_fault(archive: ZipFile, where: Where) -> Fault | None:
    """Give what keeps an archive from being unpacked; None where nothing does."""
    if _is_bomb(archive.infolist()):
        return Fault("too_large", where, expected=LARGEST_UNPACKED)
    if _is_scrambled(archive):
        return Fault("encrypted_file", where)
    if any(_declares_type(archive, name) for name in archive.namelist()):
        return Fault("entities", where)
    return None


def _is_locked_container(path: Path) -> bool:
    """Say whether the archive lies scrambled in a container, as a workbook with a password does."""
    with path.open("rb") as handle:
        return handle.read(len(OLE_MARK)) == OLE_MARK and PASSWORD_STREAM in handle.read()


def _is_scrambled(archive: ZipFile) -> bool:
    """Say whether parts of an archive are scrambled, or its list of parts says so."""
    if any(part.flag_bits & ENCRYPTED_FLAG for part in archive.infolist()):
        return True
    if MANIFEST not in archive.namelist():
        return False
    with archive.open(MANIFEST) as stream:
        return ODS_ENCRYPTION in stream.read(SMALL_PART)


def _is_bomb(parts: list[ZipInfo]) -> bool:
    """Say whether an archive unpacks to more than anybody wrote."""
    if sum(part.file_size for part in parts) > LARGEST_UNPACKED * MEGABYTE:
        return True
    return any(
        part.file_size > SMALL_PART and part.file_size > LARGEST_RATIO * part.compress_size
        for part in parts
    )


def _declares_type(archive: ZipFile, name: str) -> bool:
    """Say whether a part is an XML text that declares a document type before its first element."""
    if not name.endswith((".xml", ".rels")):
        return False
    parser = expat.ParserCreate()
    met: list[str] = []
    parser.StartDoctypeDeclHandler = lambda *_: met.append("type")
    parser.StartElementHandler = lambda *_: met.append("element")
    with archive.open(name) as stream:
        while not met and (chunk := stream.read(CHUNK)):
            try:
                parser.Parse(chunk, False)  # noqa: FBT003 - expat takes no names
            except expat.ExpatError:  # the workbook's reader will say so
                break
    return met[:1] == ["type"]
