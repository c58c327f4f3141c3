"""The worked studies of notebooks/studies, run as their reader would, and the planted truth found again."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pytest

from wps_eval.plan import load_plan
from wps_eval.run.demonstration import studies, write
from wps_eval.run.demonstration.secondary_answers import REFUSED_SHARE, SAFE, UNSURE_SHARE
from wps_eval.run.demonstration.study_answers import KNOWN, MAN, WOMAN
from wps_eval.sources.partner_studies import read_partner_study

mpl.use("Agg")
HOUSE = Path(__file__).parents[2]
NOTEBOOKS = sorted((HOUSE / "notebooks" / "studies").glob("*.ipynb"))


@pytest.fixture
def workbench(tmp_path, monkeypatch):
    """A workbench that holds the demonstration's studies alone."""
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


def test_the_study_on_a_file_of_others_finds_what_was_planted(workbench):
    made = run(HOUSE / "notebooks" / "studies" / "demo-secondary.ipynb")
    low, high = made["gap"].interval()
    # planted: 55 of 100 women feel safe, 70 of 100 men
    assert low[0] < SAFE[WOMAN] - SAFE[MAN] < high[0] < 0
    rows = made["design"].frame
    # user-missing codes are missing: 7 of 100 are planted
    assert made["design"].codebook.missing == {"q_safe": ("98", "99")}
    assert rows["q_safe"].isna().mean() == pytest.approx(UNSURE_SHARE + REFUSED_SHARE, abs=0.02)
    there = rows[rows["q_safe"].notna()]
    share = np.average(there["q_safe"] == 1, weights=there["wt"])
    assert made["safe"].estimate[0] == pytest.approx(share)
    faults = []
    own = workbench / "data" / "demo" / "studies" / studies.SECONDARY
    study = read_partner_study(own, faults)
    assert faults == []
    assert study.facts.ethics is None
    assert study.declared_on("S1")
    found = {(row.statistic, row.group): row for _, row in study.estimates}
    assert found["proportion", ""].estimate == pytest.approx(100 * share)


@pytest.fixture
def public(tmp_path, monkeypatch):
    """A workbench with the study of public figures, whose file was brought as the notebook says."""
    (tmp_path / "params").mkdir()
    shutil.copytree(HOUSE / "data" / "studies", tmp_path / "data" / "studies")
    shutil.copytree(HOUSE / "data" / "figures", tmp_path / "data" / "figures")
    monkeypatch.chdir(tmp_path)
    path = HOUSE / "notebooks" / "studies" / "parliament-series.ipynb"
    first = "".join(json.loads(path.read_text(encoding="utf-8"))["cells"][0]["source"])
    (lines,) = re.findall(r"```sh\n(.*?)```", first, re.DOTALL)
    subprocess.run(lines, shell=True, check=True, cwd=tmp_path)  # noqa: S602 - the notebook's own lines
    return tmp_path, path


def test_the_study_on_public_figures_gives_what_is_published(public):
    folder, path = public
    made = run(path)
    assert made["women"].tolist() == [87, 95]
    # as the World Bank prints them: 26.44377 and 28.87538; 95/329 - 87/329 is 2.43 points
    faults = []
    study = read_partner_study(folder / "data" / "studies" / "parliament-series", faults)
    assert faults == []
    found = {(row.statistic, row.group): row for _, row in study.estimates}
    assert found["proportion", "year=2020"].estimate == pytest.approx(26.44377, abs=1e-5)
    assert found["proportion", "year=2024"].estimate == pytest.approx(28.87538, abs=1e-5)
    assert found["contrast", ""].estimate == pytest.approx(100 * 8 / 329)
    assert found["contrast", ""].n == 329
    assert study.declared_on("O1") is None
    # 3 of 6.4 and 3 of 7.6
    assert made["levels"].iloc[0] == pytest.approx(7.0)
    assert made["series"]["IQ"].loc[2003:2005].isna().all()


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_worked_studies_are_cleared_and_say_what_their_data_are(path):
    notebook = json.loads(path.read_text(encoding="utf-8"))
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert not any(cell["outputs"] or cell["execution_count"] for cell in cells)
    assert not any("def " in "".join(cell["source"]) for cell in cells)
    first = "".join(notebook["cells"][0]["source"])
    is_made_up = path.stem.startswith("demo-")
    assert ("made up" in first) is is_made_up
    assert ("The figures are public" in first and "CC BY 4.0" in first) is not is_made_up
