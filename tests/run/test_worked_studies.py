"""The worked studies of notebooks/studies, run as their reader would, and the planted truth found again."""

import json
from pathlib import Path

import matplotlib as mpl
import pytest

from wps_eval.plan import load_plan
from wps_eval.run.demonstration import studies, write
from wps_eval.run.demonstration.study_answers import KNOWN, MAN, WOMAN
from wps_eval.sources.partner_studies import read_partner_study

mpl.use("Agg")
HOUSE = Path(__file__).parents[2]
NOTEBOOKS = sorted((HOUSE / "notebooks" / "studies").glob("*.ipynb"))


@pytest.fixture
def workbench(tmp_path, monkeypatch):
    """A workbench that holds the demonstration's study alone."""
    (tmp_path / "params").mkdir()
    folder = tmp_path / "data" / "demo" / "studies"
    write._write_study(folder, load_plan(HOUSE / "data" / "plan"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(path):
    """Run the cells of a notebook in order, in one process."""
    names = {}
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), names)  # noqa: S102 - the notebook's own lines
    return names


def test_the_study_on_demonstration_data_finds_what_was_planted(workbench):
    made = run(HOUSE / "notebooks" / "studies" / "demo-university.ipynb")
    low, high = made["gap"].interval()
    # planted: women know 54 of 100 items, men 46
    assert low[0] < 100 * (KNOWN[WOMAN] - KNOWN[MAN]) < high[0]
    assert low[0] > 0
    faults = []
    own = workbench / "data" / "demo" / "studies" / studies.STUDY
    study = read_partner_study(own, faults)
    assert faults == []
    assert {row.group for _, row in study.estimates} == {"", "sex=1", "sex=2"}
    assert "Made-up" not in repr(made["design"])


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_worked_studies_are_cleared_and_say_that_they_are_made_up(path):
    notebook = json.loads(path.read_text(encoding="utf-8"))
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert not any(cell["outputs"] or cell["execution_count"] for cell in cells)
    assert not any("def " in "".join(cell["source"]) for cell in cells)
    assert "made up" in "".join(notebook["cells"][0]["source"])
