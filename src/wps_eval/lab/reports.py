"""The reports that the last run of a study made."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from wps_eval.lab.studies import last_record

if TYPE_CHECKING:
    from wps_eval.paths import Root

#: endings of reports, the longer first; each has its words in the catalogue
ENDINGS = (".slides.pdf", ".html", ".pdf", ".docx", ".pptx")
DEPTH = 5  #: parts of outputs/<study>/<place>/<language>/<file>


@dataclass(frozen=True, slots=True, order=True)
class ReportFile:
    """One file of a report.

    Attributes:
        place: The code of its place.
        language: Its language.
        name: The notebook that it was made from.
        ending: Its ending, of ``ENDINGS``.
        path: Where it lies, from the workbench on.
    """

    place: str
    language: str
    name: str
    ending: str
    path: str


def report_files(root: Root, study: str) -> tuple[ReportFile, ...]:
    """Give the reports that the last run's record lists and that are still there.

    Args:
        root: The workbench.
        study: The study's name.
    """
    found = []
    for path in last_record(root, study).get("files", {}):
        parts = PurePosixPath(path).parts
        ending = next((each for each in ENDINGS if path.endswith(each)), "")
        if ending and len(parts) == DEPTH and (root.folder / path).is_file():
            _, _, place, language, file = parts
            found.append(ReportFile(place, language, file.removesuffix(ending), ending, path))
    return tuple(sorted(found))
