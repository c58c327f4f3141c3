"""Begin a partner study, and fix what it declares before its data are seen."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING

from wps_eval.errors import Fault, SurveyFaults, Where
from wps_eval.files.whole_file import write_whole
from wps_eval.paths import NAME
from wps_eval.sources.declared_outcomes import declare
from wps_eval.sources.partner_studies import OUTCOMES, STUDY, read_partner_study
from wps_eval.sources.partner_study import Outcome
from wps_eval.words.translated import record_columns

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from wps_eval.paths import Root
    from wps_eval.sources.declared_outcomes import DeclaredVersion

TEMPLATE = "study_template"
NOTEBOOK = "study.ipynb"
_CODE_OF_TEMPLATE = b'\\"CODE\\"'


def new_study(root: Root, code: str) -> list[Path]:
    """Write the files of a new study: what it is, its protocol, its outcomes, and its notebook.

    Args:
        root: The workbench.
        code: The study's code: letters, digits, - and _.

    Returns:
        The files, all to be filled in.

    Raises:
        SurveyFaults: The code is no name, or there is such a study or notebook already; nothing is written.
    """
    if not re.fullmatch(NAME, code):
        raise SurveyFaults([Fault("not_a_name", Where("data/studies/"), found=code)], "asked")
    folder = root.data("studies") / code
    notebook = root.notebooks / "studies" / f"{code}.ipynb"
    if folder.exists() or notebook.exists():
        raise SurveyFaults([Fault("study_there", Where("data/studies/"), found=code)], "asked")
    folder.mkdir(parents=True)
    notebook.parent.mkdir(exist_ok=True)
    template = files("wps_eval.run") / TEMPLATE
    content = {
        entry.name: entry.read_bytes()
        for entry in sorted(template.iterdir(), key=lambda e: e.name)
        if entry.is_file()
    }
    written = [
        write_whole(
            notebook, content.pop(NOTEBOOK).replace(_CODE_OF_TEMPLATE, f'\\"{code}\\"'.encode())
        )
    ]
    content[OUTCOMES] = (",".join(record_columns(Outcome)) + "\n").encode()
    return [*(write_whole(folder / name, text) for name, text in content.items()), *written]


def declare_study(root: Root, code: str, studies: str, today: date) -> tuple[DeclaredVersion, bool]:
    """Fix a study's protocol and outcomes as they stand today.

    Args:
        root: The workbench.
        code: The study's code.
        studies: The folder of studies in ``data/``.
        today: The day of the declaration.

    Returns:
        The version, and whether it comes too late: the data had been seen before today or on it.

    Raises:
        SurveyFaults: There is no such study, something in its files cannot be read, or it has no outcome.
    """
    folder = root.data(studies) / code
    faults: list[Fault] = []
    study = read_partner_study(folder, faults)
    if study is not None and not study.outcomes:
        faults.append(Fault("missing", Where(f"{code}/{OUTCOMES}", row=2, column="code")))
    if faults or study is None:
        raise SurveyFaults(sorted(faults), f"{code}/{STUDY}")
    seen = study.facts.data_seen
    return declare(folder, study.outcomes, today), seen is not None and seen <= today
