"""The light part alone: what a researcher imports needs nothing of the workbench."""

import re
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, packages_distributions, requires
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1]
PROJECT = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ONLY_LIGHT = """
import sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in BLOCKED:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Missing())
"""


def plain(name):
    return re.sub(r"[-_.]+", "-", re.split(r"[\\[<>=~!; (]", name)[0]).lower()


def light_distributions():
    """The names of everything that the light part brings, with what that needs in turn."""
    found, waiting = set(), [plain(need) for need in PROJECT["dependencies"]]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        try:
            needs = requires(name) or []
        except PackageNotFoundError:  # of another system
            continue
        waiting += [plain(need) for need in needs if "extra ==" not in need]
    return found


@pytest.fixture(scope="module")
def alone():
    """Run a few lines in a process that finds the light part alone."""
    light = light_distributions() | {"wps-eval"}
    blocked = {
        module
        for module, distributions in packages_distributions().items()
        if not {plain(each) for each in distributions} & light
    }
    assert {"papermill", "pandera", "pydantic", "jupyterlab", "typer", "docx"} - blocked <= {"docx"}

    def run(lines):
        return subprocess.run(
            [sys.executable, "-c", f"BLOCKED = {blocked!r}\n{ONLY_LIGHT}\n{lines}"],
            capture_output=True, text=True, check=False, cwd=HOUSE,
        )  # fmt: skip

    return run


def test_a_survey_is_estimated_and_compared(alone):
    done = alone("""
import pandas as pd
from wps_eval import Design, survey
from wps_eval.change.rounds import change_between
from wps_eval.change.paired import paired_change
from wps_eval.change.comparison_group import difference_in_differences
from wps_eval.survey.models import fit_model
rows = pd.DataFrame({"y": [0.0, 1, 1, 0, 1, 1], "x": [1, 2, 3, 4, 5, 6]})
design = Design.from_rows(rows, kind="probability", weight="equal", stratum="unstratified", psu="each row")
print(round(survey.mean(design, "y").estimate[0], 4), round(fit_model(design, "y ~ x").estimate[1], 4))
""")
    # hand: 4 of 6; slope: sum (x - 3.5)(y - 2/3) / sum (x - 3.5)^2 = 2 / 17.5
    assert (done.stdout.split(), done.returncode) == (["0.6667", "0.1143"], 0), done.stderr


def test_a_file_is_opened_and_its_estimates_are_shown_drawn_and_written(alone, tmp_path):
    done = alone(f"""
import os
os.chdir({str(tmp_path)!r})
import matplotlib
matplotlib.use("Agg")
import pandas as pd, pyreadstat
from wps_eval import survey
rows = pd.DataFrame({{"y": [1.0, 2, 2, 98], "sex": [1.0, 2, 1, 2]}})
pyreadstat.write_sav(rows, "own.sav", variable_value_labels={{"sex": {{1: "Men", 2: "Women"}}}})
rows.to_excel("own.xlsx", index=False)
rows.to_csv("own.csv", index=False)
for name in ("own.sav", "own.xlsx", "own.csv"):
    design = survey.open(name, kind="convenience", missing={{"y": 98}})
found = survey.distribution(survey.open("own.sav", kind="convenience"), "sex")
found._repr_html_(), found.tidy(), found.plot(), found.to_excel("out.xlsx"), found.to_word("out.docx", "Sex")
print(round(survey.mean(design, "y").estimate[0], 3), *sorted(p for p in os.listdir() if p.startswith("out")))
""")
    assert (done.stdout.split(), done.returncode) == (["1.667", "out.docx", "out.xlsx"], 0), (
        done.stderr
    )


def test_every_name_of_both_rooms_is_there(alone):
    done = alone("""
from wps_eval import change, survey
print([name for room in (change, survey) for name in room.__all__ if not hasattr(room, name)])
""")
    assert (done.stdout.strip(), done.returncode) == ("[]", 0), done.stderr


def test_a_fault_is_a_sentence(alone):
    done = alone("""
import pandas as pd
from wps_eval import Design, WpsEvalError
try:
    Design.from_rows(pd.DataFrame({"y": [1]}), kind="probability")
except WpsEvalError as error:
    print(error)
""")
    assert "survey.EQUAL" in done.stdout or "equal" in done.stdout, done.stderr


@pytest.mark.parametrize("name", ["open_bench", "load_plan", "load_study"])
def test_what_needs_the_workbench_says_so(alone, name):
    done = alone(f"from wps_eval import {name}")
    assert "[workbench]" in done.stderr.splitlines()[-1]
    done = alone(f"""
import wps_eval
try:
    wps_eval.{name}
except wps_eval.WpsEvalError as error:
    print(error)
""")
    assert "[workbench]" in done.stdout


def test_the_command_says_how_to_get_the_rest(alone):
    done = alone("from wps_eval.run.command import main\nmain()")
    assert (done.returncode, "[workbench]" in done.stderr) == (2, True)
    assert "Traceback" not in done.stderr
