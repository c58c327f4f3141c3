"""``wps-eval init``: a workbench in an empty folder, from what the package carries."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from wps_eval.errors import Fault, InputFaults, Where
from wps_eval.files.safe_file import file_is_there
from wps_eval.files.whole_file import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator

_PACKAGE = Path(__file__).parents[1]
_CARRIED = _PACKAGE / "begin"  # laid there by the wheel; pyproject.toml names the same files
_CHECKOUT = _PACKAGE.parents[1]
#: what a workbench begins with: nothing of it is a figure, an answer or a result
LAID = (
    ".gitignore",
    ".jupyter/*.py",
    ".jupyter/settings/*.json",
    "data/instruments/*.csv",
    "data/instruments/*.md",
    "data/instruments/*/*.csv",
    "data/plan/*.csv",
    "data/plan/plan.yml",
    "docs/*.csv",
    "docs/*.md",
    "docs/decisions/*.md",
    "docs/images/*.png",
    "notebooks/*.ipynb",
    "notebooks/pipeline.yml",
    "notebooks/studies/*.ipynb",
    "params/schema/*.json",
)


def new_workbench(folder: Path) -> list[Path]:
    """Lay a workbench: the plan, notebooks, questionnaires, JupyterLab's settings, schema and guides.

    Args:
        folder: Where; it is made if it is not there.

    Returns:
        The files. Notebooks are laid without what they once showed.

    Raises:
        InputFaults: Something lies there already, or the package carries nothing to begin with; nothing
            is written.
    """
    if file_is_there(folder) and not (folder.is_dir() and not any(folder.iterdir())):
        raise InputFaults([Fault("folder_not_empty", Where(str(folder)))], "asked")
    source = source_of_workbench()
    folder.mkdir(parents=True, exist_ok=True)
    return [_laid(path, folder / path.relative_to(source)) for path in files_to_lay(source)]


def source_of_workbench() -> Path:
    """Give the folder that a workbench is copied from: the wheel's own, or the checkout that is worked in.

    Raises:
        InputFaults: There is neither.
    """
    for folder in (_CARRIED, _CHECKOUT):
        if (folder / "notebooks" / "pipeline.yml").is_file():
            return folder
    raise InputFaults([Fault("nothing_to_lay", Where("wps_eval"))], "asked")


def files_to_lay(source: Path) -> Iterator[Path]:
    """Name the files that a workbench begins with, and no other that may lie beside them."""
    for pattern in LAID:
        yield from (path for path in sorted(source.glob(pattern)) if path.is_file())


def _laid(path: Path, target: Path) -> Path:
    """Lay one file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    content = path.read_bytes()
    return write_whole(target, _cleared(content) if path.suffix == ".ipynb" else content)


def _cleared(content: bytes) -> bytes:
    """Give a notebook without outputs; one that has none stays as it is, byte by byte."""
    notebook = json.loads(content)
    shown = [cell for cell in notebook["cells"] if cell.get("outputs")]
    for cell in shown:
        cell.update(outputs=[], execution_count=None)
    if not shown:
        return content
    return (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode()
