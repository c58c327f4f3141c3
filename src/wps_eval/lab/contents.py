"""The files of the workbench as JupyterLab opens and saves them."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Any

import nbformat
from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager
from tornado.web import HTTPError

from wps_eval.lab.cleared import cleared

#: notebooks that stand in git
IN_GIT = re.compile(r"notebooks/([\w-]+|studies/[\w-]+)\.ipynb")
START_PAGE = "notebooks/start.ipynb"
#: files that no editor can show, and what opens them
OTHER_PROGRAMS = {
    ".docx": "Word or LibreOffice",
    ".pptx": "PowerPoint or LibreOffice",
    ".xlsx": "Excel or LibreOffice",
    ".xlsm": "Excel or LibreOffice",
    ".xls": "Excel or LibreOffice",
    ".ods": "LibreOffice",
    ".zip": "a program for archives",
    ".parquet": "wps_eval.survey.open, or DuckDB",
    ".sav": "wps_eval.survey.open, or SPSS",
    ".dta": "wps_eval.survey.open, or Stata",
}


class WorkbenchContents(AsyncLargeFileManager):
    """Files of a folder, with the rules of the house.

    A notebook that stands in git is written to disk without what running it left, so that nobody's
    run by hand changes it, and no measured result lies in a file beside it. What was run is kept in this
    server's memory for as long as the cells are the same: whoever opens the notebook again sees it,
    and JupyterLab's export menu finds it.

    A file that is no text is refused with a sentence that says how to get it, in place of "not UTF-8".
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Begin with nothing run."""
        super().__init__(*args, **kwargs)
        self._run_by_hand: dict[str, Any] = {}

    async def get(
        self,
        path: str,
        content: bool = True,  # noqa: FBT001, FBT002 - as above
        type: str | None = None,  # noqa: A002 - as above
        format: str | None = None,  # noqa: A002 - as above
        require_hash: bool = False,  # noqa: FBT001, FBT002 - as above
    ) -> Any:
        """Give a file or folder; of a notebook that was run, what it was when it was saved.

        Args:
            path: Where it stands, from the workbench on.
            content: Whether to give what is in it.
            type: What it is expected to be.
            format: ``text`` or ``base64``.
            require_hash: Whether to give a checksum of the file.

        Raises:
            HTTPError: As jupyter_server does; and where a text is asked for that is none.
        """
        program = OTHER_PROGRAMS.get(PurePosixPath(path).suffix.lower())
        if program and content and format == "text":
            raise HTTPError(
                400,
                f"{path.strip('/')}: found a file that JupyterLab cannot show; expected a text, a table of text, a picture, a PDF or a web page. Right-click it and choose Download, then open it with {program}.",
            )
        model = await super().get(path, content, type, format, require_hash)  # type: ignore[no-untyped-call]
        run = self._run_by_hand.get(path.strip("/"))
        if content and run is not None and cleared(model["content"]) == cleared(run):
            model["content"] = run
        return model

    def mark_trusted_cells(self, nb: Any, path: str = "") -> None:
        """Trust the start page as it stands, so that its button opens it; of others the signature says.

        Args:
            nb: The notebook as it is on disk.
            path: Where it stands, from the workbench on.
        """
        if path.strip("/") == START_PAGE and nb == cleared(nb):
            self.notary.mark_cells(nb, True)  # noqa: FBT003 - nbformat's own call
        else:
            super().mark_trusted_cells(nb, path)  # type: ignore[no-untyped-call]

    async def save(self, model: Any, path: str = "") -> Any:
        """Write a file; a notebook that stands in git without what running it left.

        Args:
            model: The file, with its content.
            path: Where it stands, from the workbench on.
        """
        path = path.strip("/")
        if model.get("type") == "notebook" and model.get("content") and IN_GIT.fullmatch(path):
            run = nbformat.from_dict(model["content"])
            model = {**model, "content": cleared(run)}
            self._run_by_hand[path] = run
        return await super().save(model, path)  # type: ignore[no-untyped-call]
