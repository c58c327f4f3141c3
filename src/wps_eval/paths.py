"""The only module that spells a folder's name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from wps_eval.errors import Fault, InputFaults, Where, WpsEvalError

NAME = r"[\w-]+"  #: of a study, a round, a questionnaire
FOLDER = rf"{NAME}(/{NAME})*"  #: of inputs below ``data/``
PATTERN_OF_NAME, PATTERN_OF_FOLDER = rf"^{NAME}$", rf"^{FOLDER}$"  #: as records ask for them


@dataclass(frozen=True, slots=True)
class Root:
    """The folder of one workbench, and where each thing in it lies."""

    folder: Path

    @property
    def params(self) -> Path:
        """The studies' choices."""
        return self.folder / "params"

    @property
    def locale(self) -> Path:
        """Catalogues of further languages."""
        return self.params / "locale"

    @property
    def notebooks(self) -> Path:
        """The notebooks as they are in git: cleared."""
        return self.folder / "notebooks"

    @property
    def pipeline(self) -> Path:
        """The list of notebooks."""
        return self.notebooks / "pipeline.yml"

    def data(self, name: str) -> Path:
        """Give one input folder, such as ``plan`` or ``figures``.

        Raises:
            InputFaults: If its name is no name of a folder, or it leads out of ``data/`` by a link.
        """
        if not re.fullmatch(FOLDER, name):
            raise InputFaults([Fault("not_a_folder_name", Where("data/"), found=name)], "asked")
        path = self.folder / "data" / name
        if not inside_workbench(path):
            raise InputFaults([Fault("leads_outside", Where(f"data/{name}"))], "asked")
        return path

    def study(self, name: str) -> Path:
        """Give a study's params file.

        Raises:
            InputFaults: If its name is no name.
        """
        return self.params / f"{_checked(name)}.yml"

    def judgement(self, study: str) -> Path:
        """Give the folder of what a study's evaluators entered.

        Raises:
            InputFaults: If the study's name is no name.
        """
        return self.params / _checked(study)

    def outputs(self, study: str) -> Path:
        """Give the folder of everything that a study's runs made.

        Raises:
            InputFaults: If the study's name is no name.
        """
        return self.folder / "outputs" / _checked(study)

    def measured(self, study: str) -> Path:
        """Internal tables; never exported."""
        return self.outputs(study) / "measured"

    def people(self, study: str) -> Path:
        """Give the folder of people without identities; for its owner only, never exported."""
        return self.measured(study) / "people"

    def microdata(self, study: str) -> Path:
        """Give the folder of anonymous rows to be shared; for its owner, who hands them on."""
        return self.outputs(study) / "microdata"

    def deposit(self, study: str) -> Path:
        """Give the folder of studies packed for an archive; for their owner, who hands them on."""
        return self.outputs(study) / "deposit"

    def released(self, study: str) -> Path:
        """Tables that disclosure let out: the only way to a reader."""
        return self.outputs(study) / "released"

    def ledger(self, figures: str) -> Path:
        """Give the folder of what editions on some figures let out; for its owner only."""
        return self.folder / "outputs" / "ledger" / figures.replace("/", "-")

    def work(self, study: str) -> Path:
        """Give the folder of the work list's own notes."""
        return self.outputs(study) / ".work"

    def faults(self, study: str) -> Path:
        """Marked copies of workbooks that hold faults."""
        return self.outputs(study) / "faults"

    def scratch(self, study: str) -> Path:
        """What a notebook run by hand saves."""
        return self.outputs(study) / "scratch"

    def executed(self, study: str) -> Path:
        """Executed notebooks of the measuring stage."""
        return self.outputs(study) / "notebooks"

    def edition(self, study: str, place: str, language: str) -> Path:
        """Reports of one place in one language."""
        return self.outputs(study) / place / language


def find_root(start: Path | None = None) -> Root:
    """Find the workbench by walking up from a folder until ``params/`` is met.

    Args:
        start: Where to begin; the current folder if not given.

    Raises:
        WpsEvalError: If no folder on the way up holds ``params/`` and ``data/``.
    """
    beginning = (start or Path.cwd()).resolve()
    for folder in (beginning, *beginning.parents):
        if _is_workbench(folder):
            return Root(folder)
    raise WpsEvalError(
        f"{beginning}: found no folder params/ beside a folder data/ here or above; expected to be "
        "inside a workbench. Change into the folder that holds both and run again."
    )


def nearest_workbench() -> Path:
    """Give the workbench's folder: from the current folder upwards, else from this package upwards.

    A notebook that papermill runs from elsewhere finds so the workbench whose environment runs it.

    Raises:
        WpsEvalError: If neither the current folder nor the package lies in a workbench.
    """
    try:
        return find_root().folder
    except WpsEvalError:
        own = Path(__file__).resolve()
        if not any(_is_workbench(folder) for folder in own.parents):
            raise
        return find_root(own.parent).folder


def _is_workbench(folder: Path) -> bool:
    """Whether a folder is a workbench."""
    return (folder / "params").is_dir() and (folder / "data").is_dir()


def inside_workbench(path: Path) -> bool:
    """Whether a path stays in its folder of the workbench, links followed: in ``data/`` or ``params/``.

    A file that lies in no workbench, such as one named on the command line, is nobody's to bound.

    Args:
        path: A file or folder, which need not exist.
    """
    whole = Path(path).absolute()
    for folder in whole.parents:
        if _is_workbench(folder):
            top = folder / whole.relative_to(folder).parts[0]
            return whole.resolve().is_relative_to(top.resolve())
    return True


def _checked(name: str) -> str:
    """Give a study's name back if it is one."""
    if not re.fullmatch(NAME, name):
        raise InputFaults([Fault("not_a_name", Where("params/"), found=name)], "asked")
    return name
