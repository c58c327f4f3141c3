"""``wps-eval lock-data`` and ``unlock-data``: people's data at rest, encrypted with a key kept elsewhere."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING, Any

from wps_eval.errors import Fault, InputFaults, Where
from wps_eval.files.locked_files import LOCKED_ENDING, locked_files
from wps_eval.files.permissions import OWNER_ONLY
from wps_eval.files.whole_file import write_whole
from wps_eval.paths import find_root
from wps_eval.study import load_study

if TYPE_CHECKING:
    from pathlib import Path

    from wps_eval.paths import Root

OTHERS = stat.S_IRWXG | stat.S_IRWXO


def lock_data(study: str, key: Path, *, start: Path | None = None) -> list[Path]:
    """Encrypt a study's private folder, and its people, with age.

    Each file is encrypted beside itself, written to the disk, read back, decrypted and compared; only then
    is the plain one removed. What stops in the middle leaves each file in one of its two forms.

    Args:
        study: A study; others that read the same private folder find it locked too.
        key: The file of the key, outside of the workbench; made where there is none.
        start: Where to look for the workbench from.

    Returns:
        The locked files, those of before among them.

    Raises:
        InputFaults: The study has faults, the key lies in the workbench, others may read it or it is no
            key, a file is locked already with another key, or the extra is not installed.
    """
    root = find_root(start)
    folders = _folders(root, study)
    identity = _read_key(key, root, make=True)
    age = _age()
    for folder in folders:
        for locked in locked_files(folder):
            _opened(
                locked, identity, root
            )  # whoever locks the rest with another key could not open all
        for path in _plain_files(folder):
            target = path.with_name(path.name + LOCKED_ENDING)
            content = path.read_bytes()
            write_whole(target, age.encrypt(content, [identity.to_public()]), OWNER_ONLY)
            if age.decrypt(target.read_bytes(), [identity]) != content:
                raise InputFaults([Fault("not_written_whole", Where(_name(target, root)))], study)
            path.unlink()
    return [path for folder in folders for path in locked_files(folder)]


def unlock_data(study: str, key: Path, *, start: Path | None = None) -> list[Path]:
    """Decrypt what ``lock_data`` encrypted; a locked file is removed when its plain one stands there.

    Args:
        study: The study.
        key: The file of the key.
        start: Where to look for the workbench from.

    Returns:
        The files that can be read again.

    Raises:
        InputFaults: The study has faults, the key is missing, lies in the workbench, others may read it,
            or it is not the one; a plain file beside its locked one says something else. Nothing is
            unlocked then. Or the extra is not installed.
    """
    root = find_root(start)
    found = [path for folder in _folders(root, study) for path in locked_files(folder)]
    identity = _read_key(key, root, make=False)
    for path in found:
        stands_for, content = _plain_of(path), _opened(path, identity, root)
        if stands_for.is_file() and stands_for.read_bytes() != content:
            raise InputFaults([Fault("both_forms", Where(_name(path, root)))], study)
    plain = []
    for path in found:
        plain.append(write_whole(_plain_of(path), _opened(path, identity, root), OWNER_ONLY))
        path.unlink()
    return plain


def _plain_of(locked: Path) -> Path:
    """Give the file that a locked one stands for."""
    return locked.with_name(locked.name.removesuffix(LOCKED_ENDING))


def _folders(root: Root, study: str) -> tuple[Path, Path]:
    """Give the folders that hold people of a study: its private one, and its people without identities."""
    choices = load_study(root.study(study))
    return root.data(choices.private), root.people(study)


def _plain_files(folder: Path) -> list[Path]:
    """Name the files of a folder that are not locked."""
    return sorted(
        path for path in folder.rglob("*") if path.is_file() and path.suffix != LOCKED_ENDING
    )


def _age() -> Any:
    """Give the library that encrypts, which is an extra.

    Raises:
        InputFaults: It is not installed.
    """
    try:
        import pyrage  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise InputFaults([Fault("no_encryption", Where("pyrage"))], "asked") from error
    return pyrage


def _read_key(key: Path, root: Root, *, make: bool) -> Any:
    """Read a key, or make one where there is none."""
    path, where, age = key.expanduser().resolve(), Where(key.name), _age()
    if path.is_relative_to(root.folder.resolve()):
        raise InputFaults([Fault("key_in_workbench", where)], "asked")
    if not path.is_file():
        if not make:
            raise InputFaults([Fault("no_key", where)], "asked")
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, f"{age.x25519.Identity.generate()}\n".encode(), OWNER_ONLY)
    if path.stat().st_mode & OTHERS:
        raise InputFaults([Fault("key_open_to_others", where)], "asked")
    try:
        return age.x25519.Identity.from_str(path.read_text(encoding="utf-8").strip())
    except (ValueError, age.IdentityError) as error:
        raise InputFaults([Fault("not_a_key", where)], "asked") from error


def _opened(path: Path, identity: Any, root: Root) -> bytes:
    """Decrypt a locked file."""
    age = _age()
    try:
        content: bytes = age.decrypt(path.read_bytes(), [identity])
    except age.DecryptError as error:
        raise InputFaults([Fault("other_key", Where(_name(path, root)))], "asked") from error
    return content


def _name(path: Path, root: Root) -> str:
    """Name a file as it stands in the workbench."""
    return path.relative_to(root.folder).as_posix()
