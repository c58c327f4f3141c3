"""Run one notebook by papermill, and judge ourselves how it ended.

papermill writes ``completed`` into every cell when a kernel dies, a cell times out or somebody
presses Ctrl-C, so what it wrote is never believed: the raised exception is.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from typing import TYPE_CHECKING, Any

import nbformat

from wps_eval import errors
from wps_eval.errors import NotebookFailed, RunFailed, nearest
from wps_eval.files.disk_errors import FULL_SENTENCE, NO_ROOM
from wps_eval.files.whole_file import write_whole
from wps_eval.run.channel import private_channel
from wps_eval.run.forked_kernel import waiting
from wps_eval.run.pipeline import declared_parameters
from wps_eval.workspace.opened import RUNNER_VARIABLE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

TIMEOUT_S = 600
CELL_RAISED = "PapermillExecutionError"  #: papermill's name for it
ENGINE = "wps-eval"  #: of papermill
FORKED_KERNEL = "wps-eval-forked"  #: of jupyter_client: our provisioner, by its entry point
#: errors that are raised on purpose, whose words repeat nothing about a person
OWN_ERRORS = frozenset(
    name
    for name, error in vars(errors).items()
    if isinstance(error, type) and issubclass(error, errors.WpsEvalError)
)
# a kernel that is shut down logs an interrupt as an error; what really fails is raised
KERNEL_LOG_ARGUMENT = "--IPKernelApp.log_level=CRITICAL"
#: of the cell that papermill puts before a failed one, in English
PAPERMILL_ERROR_TAG = "papermill-error-cell-tag"


def execute_notebook(
    source: Path,
    target: Path,
    parameters: Mapping[str, str],
    *,
    timeout_s: int = TIMEOUT_S,
    about_people: bool = False,
) -> Path:
    """Execute a notebook with parameters.

    Args:
        source: The cleared notebook.
        target: Where the executed one goes, written beside and renamed when it is whole.
        parameters: Texts; one that the notebook does not declare is refused before a kernel
            starts.
        timeout_s: Longest time that one cell may take, in seconds.
        about_people: Whether the notebook reads answers of people. What an unforeseen error says may
            repeat one of them, so of such an error only its kind is told.

    Returns:
        The executed notebook.

    Raises:
        NotebookFailed: If a cell raises; the executed notebook of the run before is taken away then.
        RunFailed: If the kernel dies, a cell takes too long or the disk is full; what the run before made stays.
            The notebook so far is left as ``<name>.failed.ipynb`` with the fault marked at its cell, but for a
            full disk.
    """
    _check_parameters(source, parameters)
    target.parent.mkdir(parents=True, exist_ok=True)
    failed = target.with_suffix(".failed.ipynb")
    failed.unlink(missing_ok=True)
    reached: list[Any] = []
    try:
        notebook = _run_papermill(source, parameters, timeout_s, reached)
    except Exception as error:  # noqa: BLE001 - whatever it was, the run goes on and tells it
        if NO_ROOM in str(error):  # the notebook of the run before stays
            raise RunFailed(FULL_SENTENCE) from None
        message = _plain_sentence(error, source.name, timeout_s, about_people=about_people)
        if reached:
            _write_failed_notebook(reached[0].nb, failed, message, about_people=about_people)
        raised = type(error).__name__ == CELL_RAISED
        if raised:
            target.unlink(missing_ok=True)
        raise (NotebookFailed if raised else RunFailed)(
            f"{message} The notebook so far, with the fault marked, is {failed.name} in {target.parent.name}/."
        ) from (None if about_people else error)
    return write_whole(target, nbformat.writes(notebook).encode())


def _check_parameters(source: Path, parameters: Mapping[str, str]) -> None:
    """Refuse a parameter that the notebook does not declare."""
    declared = declared_parameters(source.read_text(encoding="utf-8"))
    for name in parameters:
        if name not in declared:
            raise RunFailed(
                f"{source.name}: found a parameter {name!r} that its parameters cell does not declare; expected one of {', '.join(declared)}. {nearest(name, declared)}"
            )


def _run_papermill(
    source: Path, parameters: Mapping[str, str], timeout_s: int, reached: list[Any]
) -> Any:
    """Run the notebook and give it executed; ``reached`` holds papermill's manager of it from the start on."""
    # a grammar compiled at import, one second, that only URI format checks would use
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    import papermill  # noqa: PLC0415 - heavy, and only a run needs it

    os.environ[RUNNER_VARIABLE] = "1"
    if waiting:  # a worker of a run
        os.environ["JUPYTER_DEFAULT_PROVISIONER_NAME"] = FORKED_KERNEL
    _register_engine()
    with private_channel() as config:
        config.NotebookClient.extra_arguments = [KERNEL_LOG_ARGUMENT]
        return papermill.execute_notebook(
            str(source),
            None,
            parameters=dict(parameters),
            engine_name=ENGINE,
            cwd=str(source.parent),
            progress_bar=False,
            execution_timeout=timeout_s,
            log_output=False,
            config=config,
            reached=reached,
        )


@cache
def _register_engine() -> None:
    """Give papermill its own engine under another name, which hands over the notebook as far as it got.

    papermill writes the whole notebook twice a cell so that nothing is lost by a failure; a report of
    ten megabytes is written once here, when it is whole or where it failed.
    """
    from papermill.engines import NBClientEngine, papermill_engines  # noqa: PLC0415

    class Engine(NBClientEngine):  # type: ignore[misc]
        @classmethod
        def execute_managed_notebook(
            cls, nb_man: Any, kernel_name: str, *, reached: list[Any], **options: Any
        ) -> Any:
            reached.append(nb_man)
            return super().execute_managed_notebook(nb_man, kernel_name, **options)

    papermill_engines.register(ENGINE, Engine)


def _plain_sentence(error: Exception, name: str, timeout_s: int, *, about_people: bool) -> str:
    """Say what happened in a sentence for a person who does not write Python."""
    kind = type(error).__name__
    if kind == CELL_RAISED:
        ename = str(getattr(error, "ename", kind))
        message = str(getattr(error, "evalue", error)).strip()
        if about_people and ename not in OWN_ERRORS:
            message = "what it says is left out, as it may repeat an answer of a person."
        return f"{name}: cell {getattr(error, 'exec_count', '?')} failed: {ename}: {message}"
    if kind == "DeadKernelError":
        return f"{name}: the kernel died (out of memory, or stopped from outside). Run again; if it dies again, run with --jobs 1."
    if kind == "CellTimeoutError":
        return f"{name}: a cell took longer than {timeout_s} seconds and was stopped."
    return f"{name}: {kind}" if about_people else f"{name}: {kind}: {error}"


def _write_failed_notebook(
    notebook: Any, failed: Path, message: str, *, about_people: bool
) -> None:
    """Keep what ran, put the fault at its cell, and take back papermill's false 'completed'."""
    notebook.cells = [
        cell for cell in notebook.cells if PAPERMILL_ERROR_TAG not in cell.metadata.get("tags", [])
    ]
    cells_run = [index for index, cell in enumerate(notebook.cells) if cell.get("execution_count")]
    last_run = cells_run[-1] if cells_run else 0
    for number, cell in enumerate(notebook.cells):
        _set_cell_status(
            cell,
            "failed" if number == last_run else "pending" if number > last_run else "completed",
        )
        if about_people:
            _forget_errors(cell)
    fault_cell = nbformat.v4.new_markdown_cell(f"**The run stopped here.** {message}")
    fault_cell.metadata["tags"] = ["note", "wps-eval-fault"]
    notebook.cells.insert(last_run, fault_cell)
    notebook.metadata["wps_eval"] = {"status": "failed", "message": message}
    write_whole(failed, nbformat.writes(notebook).encode())


def _forget_errors(cell: Any) -> None:
    """Leave of a cell's outputs what it displays: no error, and no warning, which may repeat an answer."""
    if cell.cell_type == "code":
        cell.outputs = [
            output for output in cell.outputs if output.output_type not in ("error", "stream")
        ]


def _set_cell_status(cell: Any, status: str) -> None:
    """Write a status over papermill's; a cell that papermill does not know stays as it is."""
    if "papermill" in cell.metadata:
        cell.metadata.papermill["status"] = status
