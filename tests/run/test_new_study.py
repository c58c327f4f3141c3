"""A study from its first command to a number in the report."""

import json
import re
import subprocess
import sys

import pytest

from wps_eval.errors import SurveyFaults
from wps_eval.paths import Root
from wps_eval.run.new_study import declare_study, new_study
from wps_eval.sources.partner_studies import read_partner_study

from datetime import date  # isort: skip


@pytest.fixture
def root(tmp_path):
    for name in ("params", "data", "notebooks"):
        (tmp_path / name).mkdir()
    return Root(tmp_path)


def filled(root, code):
    """Fill in a new study as its researcher would."""
    folder = root.data("studies") / code
    answers = {"title": "What women know", "question": "Why?", "institution": "A university",
               "design": "review", "population": "Women", "sample": "Forty papers", "owner": "Head"}  # fmt: skip
    text = (folder / "study.yml").read_text(encoding="utf-8")
    for key, answer in answers.items():
        text, found = re.subn(rf"^{key}:$", f"{key}: {answer}", text, flags=re.MULTILINE)
        assert found == 1
    (folder / "study.yml").write_text(f"{text}secondary: Published papers\n", encoding="utf-8")
    head = (folder / "outcomes.csv").read_text(encoding="utf-8").strip()
    cells = {
        "code": "O1",
        "text": "Knowledge",
        "measure": "Share",
        "test": "None",
        "primary": "yes",
    }
    row = ",".join(cells.get(column, "") for column in head.split(","))
    (folder / "outcomes.csv").write_text(f"{head}\n{row}\n", encoding="utf-8")
    return folder


def test_a_new_study_is_laid_and_says_what_is_missing(root):
    made = {path.relative_to(root.folder).as_posix() for path in new_study(root, "uni-1")}
    assert made == {
        "data/studies/uni-1/study.yml", "data/studies/uni-1/protocol.md", "data/studies/uni-1/outcomes.csv",
        "notebooks/studies/uni-1.ipynb",
    }  # fmt: skip
    faults = []
    assert read_partner_study(root.data("studies") / "uni-1", faults) is None
    asked = {fault.where.column for fault in faults}
    assert {"title", "question", "institution", "design", "population", "sample", "owner"} <= asked
    notebook = json.loads((root.notebooks / "studies" / "uni-1.ipynb").read_text(encoding="utf-8"))
    assert 'code = "uni-1"' in "".join(notebook["cells"][1]["source"])


@pytest.mark.parametrize("code", ["", "../x", "a b", "a/b"])
def test_a_code_that_is_no_name_writes_nothing(root, code):
    with pytest.raises(SurveyFaults):
        new_study(root, code)
    assert not root.data("studies").exists()


def test_a_study_that_is_there_is_left_alone(root):
    new_study(root, "uni-1")
    path = root.data("studies") / "uni-1" / "protocol.md"
    path.write_text("Ours", encoding="utf-8")
    with pytest.raises(SurveyFaults) as refused:
        new_study(root, "uni-1")
    assert refused.value.faults[0].code == "study_there"
    assert path.read_text(encoding="utf-8") == "Ours"


def test_what_was_declared_in_time_is_said_so(root):
    new_study(root, "uni-1")
    folder = filled(root, "uni-1")
    version, too_late = declare_study(root, "uni-1", "studies", date(2022, 8, 19))
    assert (list(version.outcomes), too_late) == (["O1"], False)
    with (folder / "study.yml").open("a", encoding="utf-8") as facts:
        facts.write("data_seen: 2022-08-20\n")
    assert declare_study(root, "uni-1", "studies", date(2022, 8, 20))[1] is True


def test_nothing_is_declared_without_an_outcome(root):
    new_study(root, "uni-1")
    folder = filled(root, "uni-1")
    head = (folder / "outcomes.csv").read_text(encoding="utf-8").splitlines()[0]
    (folder / "outcomes.csv").write_text(f"{head}\n", encoding="utf-8")
    with pytest.raises(SurveyFaults):
        declare_study(root, "uni-1", "studies", date(2022, 8, 19))
    assert not (folder / "declared.json").exists()


def test_the_commands_do_it_and_tell_faults_as_sentences(root):
    def say(*words):
        return subprocess.run(
            [sys.executable, "-c", "from wps_eval.run.command import main; main()", "study", *words],
            cwd=root.folder, capture_output=True, text=True, check=False,
        )  # fmt: skip

    assert say("new", "uni-1").returncode == 0
    again = say("new", "uni-1")
    assert again.returncode == 1
    assert "Traceback" not in again.stderr
    filled(root, "uni-1")
    done = say("declare", "uni-1")
    assert (done.returncode, "1 outcomes" in done.stdout) == (0, True), done.stderr
