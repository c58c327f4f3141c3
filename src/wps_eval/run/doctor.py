"""``wps-eval doctor``: whether this machine and this folder can do the work, a line a thing, each with what to do."""

from __future__ import annotations

import locale
import re
import shutil
import stat
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, entry_points, metadata, requires, version
from pathlib import Path
from typing import TYPE_CHECKING

from wps_eval.run.unchanged import PRIVATE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from wps_eval.paths import Root

PACKAGE = "wps-eval"
LOCK = "requirements.lock"
EXPORTERS = ("Report_HTML", "Report_PDF", "Report_PowerPoint", "Report_Slides", "Report_Word")
LEAST_FREE, LITTLE_FREE = 200_000_000, 2_000_000_000  #: bytes: a run cannot end; a run may not end
GIGABYTE = 1_000_000_000
NAMES_TOLD = 5
_OPEN_TO_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_LOCKED = re.compile(r"^([\w.-]+)==([^\s;]+)( ;)?", re.MULTILINE)
_NEEDED = re.compile(r"^[\w.-]+")


class Level(StrEnum):
    """How a thing is: as it should be, to be looked at, or in the way of work."""

    GOOD = "good"
    LOOK = "look"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of one thing; its words are ``doctor.<thing>.<level>``.

    Attributes:
        thing: What was looked at.
        level: How it is.
        facts: What its sentence tells.
    """

    thing: str
    level: Level
    facts: Mapping[str, str] = field(default_factory=dict)


def findings(root: Root) -> Iterator[Finding]:
    """Look at everything that work needs.

    Args:
        root: The workbench.

    Returns:
        A finding a thing, as it is found. Nothing is raised and nothing stays changed.
    """
    yield python_version()
    yield packages(root)
    yield writing(root.folder / "outputs")
    yield disk(root.folder)
    yield setting()
    yield exporters({each.name for each in entry_points(group="nbconvert.exporters")})
    yield from hooks(root.folder)
    yield private_modes(root)
    yield encodings((sys.getfilesystemencoding(), locale.getpreferredencoding(do_setlocale=False)))


def python_version() -> Finding:
    """Hold this Python against the least that the package asks for."""
    found = sys.version_info[:3]
    least = metadata(PACKAGE)["Requires-Python"].removeprefix(">=")
    enough = found >= tuple(map(int, least.split(".")))
    facts = {"found": ".".join(map(str, found)), "least": least}
    return Finding("python", Level.GOOD if enough else Level.STOP, facts)


def packages(root: Root) -> Finding:
    """Hold the packages that are installed against the lock; without one, ask only that none is missing.

    A package that the lock wants on some systems alone may be missing; one of another version changes
    results in their last digits, and is told.
    """
    path = root.folder / LOCK
    if not path.is_file():
        missing = sorted(name for name in _needed_names() if not installed(name))
        facts = {"names": ", ".join(missing[:NAMES_TOLD]), "n": str(len(missing))}
        return Finding("packages_without_lock", Level.STOP if missing else Level.GOOD, facts)
    missing, other = _off_lock(path.read_text(encoding="utf-8"))
    if missing:
        facts = {"names": ", ".join(missing[:NAMES_TOLD]), "n": str(len(missing))}
        return Finding("packages_missing", Level.STOP, facts)
    facts = {"names": ", ".join(other[:NAMES_TOLD]), "n": str(len(other))}
    return Finding("packages", Level.LOOK if other else Level.GOOD, facts)


def _off_lock(lock: str) -> tuple[list[str], list[str]]:
    """Name the packages of a lock that are missing, and those that have another version, with both."""
    versions: dict[str, list[str]] = {}
    only_somewhere = set()
    for name, locked, marker in _LOCKED.findall(lock):
        versions.setdefault(name, []).append(locked)
        if marker:
            only_somewhere.add(name)
    missing = [name for name in versions if not installed(name) and name not in only_somewhere]
    other = [
        f"{name} {found} ({' / '.join(locked)})"
        for name, locked in versions.items()
        if (found := installed(name)) and found not in locked
    ]
    return missing, other


def _needed_names() -> Iterator[str]:
    """Name what the package itself needs for the whole workbench."""
    for need in requires(PACKAGE) or ():
        extra = re.search(r"extra == ['\"](\w+)['\"]", need)
        if extra is None or extra[1] == "workbench":
            yield _NEEDED.findall(need)[0]


def installed(name: str) -> str:
    """Give the version of a package; nothing where it is not installed."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def writing(folder: Path) -> Finding:
    """Try to write where runs write, or where that folder would be made."""
    there = folder if folder.is_dir() else folder.parent
    try:
        with tempfile.TemporaryFile(dir=there) as file:
            file.write(b"x")
    except OSError:
        return Finding("writing", Level.STOP, {"folder": folder.name})
    return Finding("writing", Level.GOOD, {"folder": folder.name})


def disk(folder: Path) -> Finding:
    """Say how much room the disk has left."""
    free = shutil.disk_usage(folder).free
    level = Level.STOP if free < LEAST_FREE else Level.LOOK if free < LITTLE_FREE else Level.GOOD
    return Finding("disk", level, {"free": f"{free / GIGABYTE:.1f}"})


def setting() -> Finding:
    """Set one line as a PDF: that asks pandoc, Typst and the report's font at once."""
    try:
        from wps_eval.publish.typst import compile_pdf, typst_markup  # noqa: PLC0415 - heavy, and what is asked about

        with tempfile.TemporaryDirectory() as place:
            source = Path(place) / "line.typ"
            head = '#set document(title: "line")\n#set text(font: "Report Sans Apart")\n'
            source.write_text(head + typst_markup("<p>مرحبا 1325</p>"), encoding="utf-8")
            compile_pdf(source, "line")
    except Exception as error:  # noqa: BLE001 - whatever stops it is told
        return Finding("setting", Level.STOP, {"why": f"{type(error).__name__}: {error}"})
    return Finding("setting", Level.GOOD)


def exporters(known: Iterable[str]) -> Finding:
    """Ask whether JupyterLab finds the exporters that look at what may leave."""
    missing = sorted(set(EXPORTERS) - set(known))
    return Finding(
        "exporters", Level.LOOK if missing else Level.GOOD, {"names": ", ".join(missing)}
    )


def hooks(folder: Path) -> Iterator[Finding]:
    """Ask whether git looks at what is committed; nothing is said where there is no git."""
    if not (folder / ".git").exists():
        return
    try:
        asked = ["git", "rev-parse", "--git-path", "hooks"]
        done = subprocess.run(asked, cwd=folder, capture_output=True, text=True, check=True)  # noqa: S603 - fixed words
    except (OSError, subprocess.CalledProcessError):
        return
    there = (folder / done.stdout.strip() / "pre-commit").is_file()
    yield Finding("hooks", Level.GOOD if there else Level.LOOK)


def private_modes(root: Root) -> Finding:
    """Ask whether anybody but its owner could enter a folder of raw exports.

    What lies in a closed folder is out of reach, whatever its own permissions are.
    """
    data = root.folder / "data"
    folders = [path for path in (data / PRIVATE, *data.glob(f"*/{PRIVATE}")) if path.is_dir()]
    open_ones = [path for path in folders if path.stat().st_mode & _OPEN_TO_OTHERS]
    names = " ".join(path.relative_to(root.folder).as_posix() for path in open_ones)
    return Finding("private", Level.STOP if open_ones else Level.GOOD, {"folders": names})


def encodings(names: Iterable[str]) -> Finding:
    """Ask whether texts and names of files are UTF-8 here."""
    other = [name for name in names if name.lower().replace("-", "") != "utf8"]
    return Finding("encoding", Level.LOOK if other else Level.GOOD, {"found": ", ".join(other)})
