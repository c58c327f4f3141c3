"""Files as JupyterLab opens and saves them: a run by hand dirties nothing, and is not lost."""

import asyncio
import json
import shutil
from pathlib import Path

import nbformat
import pytest
from nbformat.sign import NotebookNotary
from nbformat.v4 import new_code_cell, new_notebook, new_output
from tornado.web import HTTPError

from wps_eval.lab.contents import OTHER_PROGRAMS, WorkbenchContents

HOUSE = Path(__file__).parents[2]
NOTEBOOKS = sorted(each.name for each in (HOUSE / "notebooks").glob("*.ipynb"))
KNOWLEDGE = "notebooks/knowledge.ipynb"


@pytest.fixture
def files(tmp_path):
    shutil.copytree(HOUSE / "notebooks", tmp_path / "notebooks")
    return server(tmp_path)


def server(folder):
    """A server's files, which know no signature of this computer's user."""
    return WorkbenchContents(root_dir=str(folder), notary=NotebookNotary(db_file=":memory:"))


def open_file(files, path, **options):
    return asyncio.run(files.get(path, **options))


def run_and_save(files, path, shown="seen"):
    """What JupyterLab sends when somebody has run a notebook and saves it."""
    notebook = open_file(files, path)["content"]
    notebook.metadata["language_info"] = {"name": "python", "version": "3.11.7", "nbconvert": "x"}
    notebook.metadata["kernelspec"]["display_name"] = "Python 3 (ipykernel)"
    notebook.metadata["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": {}}}
    for number, cell in enumerate(notebook.cells):
        cell.metadata["trusted"] = True
        if cell.cell_type == "code":
            cell.execution_count = number
            cell.metadata["execution"] = {"started": "now"}
            cell.outputs = [new_output("stream", text=shown)]
    model = {"type": "notebook", "format": "json", "content": json.loads(json.dumps(notebook))}
    return asyncio.run(files.save(model, path))


def outputs(model):
    return [each.text for cell in model["content"].cells for each in cell.get("outputs", [])]


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_run_and_saved_by_hand_is_the_same_file_as_before(files, name):
    path = Path(files.root_dir) / "notebooks" / name
    before = path.read_bytes()
    run_and_save(files, f"notebooks/{name}")
    assert path.read_bytes() == before


def test_what_was_run_is_there_when_the_notebook_is_opened_again(files):
    run_and_save(files, KNOWLEDGE)
    again = open_file(files, KNOWLEDGE)
    assert set(outputs(again)) == {"seen"}  # so finds the export menu, which reads by the same call
    fresh = server(files.root_dir)
    assert outputs(open_file(fresh, KNOWLEDGE)) == []  # another server knows nothing of it


def test_what_was_run_is_not_shown_under_other_cells(files):
    run_and_save(files, KNOWLEDGE)
    path = Path(files.root_dir) / KNOWLEDGE
    changed = path.read_text(encoding="utf-8").replace("midterm-2022", "demo-midterm")
    path.write_text(changed, encoding="utf-8")
    assert outputs(open_file(files, KNOWLEDGE)) == []


def test_a_changed_cell_is_saved(files):
    notebook = open_file(files, KNOWLEDGE)["content"]
    notebook.cells[1].source = 'study: str = "demo-midterm"'
    model = {"type": "notebook", "format": "json", "content": json.loads(json.dumps(notebook))}
    asyncio.run(files.save(model, KNOWLEDGE))
    saved = nbformat.read(Path(files.root_dir) / KNOWLEDGE, as_version=4)
    assert saved.cells[1].source == 'study: str = "demo-midterm"'


@pytest.mark.parametrize(
    ("path", "kept"),
    [("notebooks/studies/uni.ipynb", False), ("outputs/x/notebooks/knowledge.ipynb", True), ("own.ipynb", True)],
)  # fmt: skip
def test_only_notebooks_that_stand_in_git_are_cleared(files, path, kept):
    (Path(files.root_dir) / path).parent.mkdir(parents=True, exist_ok=True)
    notebook = new_notebook(cells=[new_code_cell("1", outputs=[new_output("stream", text="1")])])
    model = {"type": "notebook", "format": "json", "content": json.loads(json.dumps(notebook))}
    asyncio.run(files.save(model, path))
    saved = nbformat.read(Path(files.root_dir) / path, as_version=4)
    assert bool(saved.cells[0].outputs) is kept


@pytest.mark.parametrize("ending", sorted(OTHER_PROGRAMS))
def test_what_is_no_text_is_refused_with_what_to_do(files, ending):
    (Path(files.root_dir) / f"report{ending.upper()}").write_bytes(b"\xff\x00PK")
    with pytest.raises(HTTPError, match="choose Download, then open it with") as refused:
        open_file(files, f"report{ending.upper()}", type="file", format="text")
    assert refused.value.status_code == 400
    # how a download asks
    model = open_file(files, f"report{ending.upper()}", type="file", format="base64")
    assert model["content"] == "/wBQSw==\n"


def test_a_text_is_opened_as_ever(files):
    model = open_file(files, "notebooks/pipeline.yml", type="file", format="text")
    assert model["content"] == (HOUSE / "notebooks/pipeline.yml").read_text(encoding="utf-8")


def trusted(files, path):
    cells = open_file(files, path)["content"].cells
    return [cell.metadata.trusted for cell in cells if cell.cell_type == "code"]


def test_the_start_page_is_trusted_as_it_stands_and_no_other_notebook_is(files):
    assert trusted(files, "notebooks/start.ipynb") == [True, True]
    assert not any(trusted(files, KNOWLEDGE))


def test_a_start_page_that_brings_outputs_is_not_trusted(files):
    path = Path(files.root_dir) / "notebooks/start.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[1].outputs = [
        new_output("display_data", data={"text/html": "<script></script>"})
    ]
    nbformat.write(notebook, path)
    assert not any(trusted(files, "notebooks/start.ipynb"))
