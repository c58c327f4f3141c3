"""The three tasks of a run: a measuring notebook, the release, a report with its files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wps_eval.errors import NotebookFailed
from wps_eval.files.permissions import open_file, open_way

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class MeasuringTask:
    """Execute a notebook that takes in or measures.

    Attributes:
        source: The notebook as it is in git.
        executed: Where the executed one goes.
        study: The study's name.
    """

    source: Path
    executed: Path
    study: str

    def perform(self) -> None:
        """Execute it."""
        from wps_eval.run.execute import execute_notebook  # noqa: PLC0415 - only a worker needs it

        execute_notebook(self.source, self.executed, {"study": self.study}, about_people=True)


@dataclass(frozen=True, slots=True)
class ReleaseTask:
    """Let measured tables out.

    Attributes:
        folder: The folder of the workbench.
        study: The study's name.
    """

    folder: Path
    study: str

    def perform(self) -> None:
        """Release them."""
        from wps_eval.paths import Root  # noqa: PLC0415
        from wps_eval.run.release import release_study  # noqa: PLC0415 - only a worker needs it
        from wps_eval.study import load_study  # noqa: PLC0415

        root = Root(self.folder)
        release_study(root, load_study(root.study(self.study)))


@dataclass(frozen=True, slots=True)
class ReportTask:
    """Execute a report's notebook in one place and language, and write its files.

    Attributes:
        source: The notebook as it is in git.
        executed: Where the executed one goes.
        parameters: Study, place and language.
        exports: The files to write, by format.
        outputs: The folder of all outputs, from which the way to the report is opened.
    """

    source: Path
    executed: Path
    parameters: Mapping[str, str]
    exports: Mapping[str, Path]
    outputs: Path

    def perform(self) -> None:
        """Execute and write; the files of an earlier run stay until the new ones are whole.

        Raises:
            NotebookFailed: If a cell of the notebook raises. Files of an earlier run are taken away then: they
                do not say what the data say now.
            RunFailed: If it was stopped in any other way; files of an earlier run stay.
        """
        from wps_eval.publish.all_formats import export_formats  # noqa: PLC0415
        from wps_eval.run.execute import execute_notebook  # noqa: PLC0415 - only a worker needs it

        open_way(self.executed.parent, self.outputs)
        try:
            execute_notebook(self.source, self.executed, self.parameters)
        except NotebookFailed:
            for older_report in self.executed.parent.glob(f"{self.executed.stem}.*"):
                if older_report.suffix != ".ipynb":
                    older_report.unlink()
            raise
        export_formats(self.executed, self.exports)
        for target in self.exports.values():
            open_file(target)
