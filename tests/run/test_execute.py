"""Our runner judges for itself: papermill's file says 'completed' where nothing was."""

import os
import tempfile
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from wps_eval.errors import NotebookFailed, RunFailed, WpsEvalError
from wps_eval.run.execute import KERNEL_LOG_ARGUMENT, execute_notebook
from wps_eval.run.pipeline import declared_parameters
from wps_eval.run.tasks import ReportTask


def notebook(folder, *sources):
    cells = [new_code_cell('study = "x"', metadata={"tags": ["parameters"]})]
    cells += [new_code_cell(source) for source in sources]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    path = folder / "page.ipynb"
    nbformat.write(new_notebook(cells=cells, metadata=kernel), path)
    return path


def failed(source, target, **options):
    with pytest.raises(RunFailed) as caught:
        execute_notebook(source, target, {"study": "007"}, **options)
    left = nbformat.read(target.with_suffix(".failed.ipynb"), as_version=4)
    assert not target.exists()
    return str(caught.value), left


def states(left):
    """Give the status of every cell that papermill knows, in order."""
    return [c.metadata.papermill.status for c in left.cells if "papermill" in c.metadata]


def test_a_parameter_stays_the_text_it_was(tmp_path):
    source = notebook(tmp_path, "print(repr(study))")
    done = nbformat.read(
        execute_notebook(source, tmp_path / "out.ipynb", {"study": "007"}), as_version=4
    )
    assert "'007'" in done.cells[-1].outputs[0].text


def test_an_unknown_parameter_is_refused_before_a_kernel_starts(tmp_path):
    source = notebook(tmp_path, "open('started', 'w')")
    with pytest.raises(RunFailed, match="study"):
        execute_notebook(source, tmp_path / "out.ipynb", {"sudy": "x"})
    assert not (tmp_path / "started").exists()


def test_a_failing_cell_is_marked_and_told_plainly(tmp_path):
    source = notebook(tmp_path, "1 + 1", "raise ValueError('no figures')", "2 + 2")
    message, left = failed(source, tmp_path / "out.ipynb")
    assert "no figures" in message
    assert "Traceback" not in message
    marks = [n for n, c in enumerate(left.cells) if "wps-eval-fault" in c.metadata.get("tags", [])]
    assert "raise ValueError" in left.cells[marks[0] + 1].source
    assert "papermill-error-cell-tag" not in str(left)
    # its parameters twice, as written and as given, and one cell before it
    assert states(left) == ["completed"] * 3 + ["failed", "pending"]


PLANTED = "07700000000 Made-Up Person"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (f"ValueError('no number: {PLANTED}')", "what it says is left out"),
        ("__import__('wps_eval.errors').errors.RunFailed('no figures')", "RunFailed: no figures"),
    ],
)
def test_what_an_error_says_of_an_answer_stands_in_no_message_and_no_notebook(
    tmp_path, error, said
):
    warns = "import sys; _ = sys.stderr.write(study and '0770' + '0000000')"
    source = notebook(
        tmp_path, warns, f"study = {error}", "try:\n    1 / 0\nexcept Exception:\n    raise study"
    )
    message, left = failed(source, tmp_path / "out.ipynb", about_people=True)
    assert said in message
    assert "07700000000" not in message
    assert [c.outputs for c in left.cells if c.get("outputs")] == []
    assert "07700000000" not in str([c for c in left.cells if "study = " not in c.source])
    assert "Made-Up" not in str(left.metadata)


def test_a_dead_kernel_is_told_as_what_it_is_and_nothing_is_called_completed(tmp_path):
    source = notebook(tmp_path, "1 + 1", "import os; os._exit(1)", "2 + 2")
    message, left = failed(source, tmp_path / "out.ipynb")
    assert "the kernel died" in message
    assert states(left)[-1] == "pending"
    assert "failed" in states(left)


def test_a_cell_that_takes_too_long_is_told_as_what_it_is(tmp_path):
    source = notebook(tmp_path, "import time; time.sleep(60)")
    message, _ = failed(source, tmp_path / "out.ipynb", timeout_s=2)
    assert "longer than 2 seconds" in message


def test_parameters_are_read_as_python_and_not_guessed():
    page = new_notebook(
        cells=[new_code_cell('a: str | None = "x#y"\nb = 1', metadata={"tags": ["parameters"]})]
    )
    assert declared_parameters(nbformat.writes(page)) == ("a", "b")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no sockets that are files")
def test_a_kernel_talks_through_files_that_only_this_user_may_open(tmp_path):
    code = """
import json, os
from pathlib import Path
from ipykernel.connect import get_connection_file
said = json.loads(Path(get_connection_file()).read_text())
folder = Path(said["ip"]).parent
print(said["transport"], oct(os.stat(folder).st_mode)[-3:], folder)
"""
    source = notebook(tmp_path, code)
    done = nbformat.read(
        execute_notebook(source, tmp_path / "out.ipynb", {"study": "x"}), as_version=4
    )
    transport, mode, folder = done.cells[-1].outputs[0].text.split()
    assert (transport, mode) == ("ipc", "700")
    assert not Path(folder).exists()


def test_a_folder_whose_name_is_too_long_for_a_socket_runs_all_the_same(tmp_path, monkeypatch):
    deep = tmp_path / ("d" * 120)
    deep.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(deep))
    source = notebook(tmp_path, "print(study)")
    assert execute_notebook(source, tmp_path / "out.ipynb", {"study": "x"}).is_file()
    assert not list(deep.iterdir())


def test_a_kernel_is_told_to_keep_the_interrupt_of_its_end_to_itself(tmp_path, capfd):
    source = notebook(tmp_path, "import sys; print(sys.orig_argv)")
    done = execute_notebook(source, tmp_path / "out.ipynb", {"study": "x"})
    assert KERNEL_LOG_ARGUMENT in nbformat.read(done, as_version=4).cells[-1].outputs[0].text
    assert "ERROR" not in capfd.readouterr().err


def report_with_an_older_one(folder, *sources):
    """Give a report's task whose notebook runs some cells, and the files that an earlier run left."""
    task = ReportTask(
        notebook(folder, *sources), folder / "IQ/en/page.ipynb", {"study": "x"},
        {"html": folder / "IQ/en/page.html"}, folder,
    )  # fmt: skip
    older = [
        folder / "IQ/en" / f"page{ending}" for ending in (".html", ".pdf", ".slides.pdf", ".ipynb")
    ]
    other = folder / "IQ/en/pages.html"
    other.parent.mkdir(parents=True)
    for path in (*older, other):
        path.write_text("before", encoding="utf-8")
    return task, older, other


def test_a_report_whose_cell_fails_takes_the_older_one_away(tmp_path):
    task, older, other = report_with_an_older_one(tmp_path, "raise ValueError('no figures')")
    with pytest.raises(NotebookFailed, match="no figures"):
        task.perform()
    assert [path for path in older if path.exists()] == []
    assert other.read_text(encoding="utf-8") == "before"


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("import os; os._exit(1)", "the kernel died"),
        ("raise OSError(28, 'No space left on device')", "The disk is full"),
    ],
)
def test_what_does_not_speak_of_the_data_leaves_the_older_report(tmp_path, cell, said):
    task, older, _ = report_with_an_older_one(tmp_path, cell)
    with pytest.raises(RunFailed, match=said):
        task.perform()
    assert {path.read_text(encoding="utf-8") for path in older} == {"before"}


def test_a_report_that_cannot_be_exported_leaves_the_older_one(tmp_path):
    task, older, _ = report_with_an_older_one(tmp_path, "1 + 1")
    with pytest.raises(WpsEvalError):  # no seal
        task.perform()
    assert {path.read_text(encoding="utf-8") for path in older[:-1]} == {"before"}
