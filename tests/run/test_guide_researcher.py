"""The researcher's guide, followed to the letter: its lines in their order, in one notebook, on the practice data."""

import importlib
import re
import shlex
import subprocess
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot as plt
from typer.testing import CliRunner

from wps_eval import survey
from wps_eval.plan import load_plan
from wps_eval.run.cli import app
from wps_eval.run.demonstration import study_answers, write
from wps_eval.sources.partner_studies import read_partner_study

HOUSE = Path(__file__).parents[2]
GUIDE = HOUSE / "docs" / "guide-researcher.md"
TEXT = GUIDE.read_text(encoding="utf-8")


def blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)


def typed(line, folder):
    """Do what a line in a terminal does."""
    if line == "wps-eval demo":  # of which the guide uses the study alone
        write._write_study(folder / "data" / "demo" / "studies", load_plan(HOUSE / "data" / "plan"))
    elif line.startswith("cd "):  # this folder is no clone
        assert line == 'cd "$(git rev-parse --show-toplevel)"'
    elif line.startswith("wps-eval"):
        told = CliRunner().invoke(app, shlex.split(line)[1:])
        assert told.exit_code == 0, told.output
    else:
        subprocess.run(line, shell=True, check=True, cwd=folder)  # noqa: S602 - the guide's own lines


@pytest.fixture(scope="module")
def notebook(tmp_path_factory):
    """The names of a notebook in which every line of the guide was typed, in its order."""
    mpl.use("Agg")
    folder = tmp_path_factory.mktemp("workbench")
    for name in ("params", "data", "notebooks"):
        (folder / name).mkdir()
    terminal = [block for block in blocks("sh") if "<" not in block]
    assert len(terminal) == 2
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        study = folder / "data" / "studies" / "uni-2022"
        for line in terminal[0].splitlines():
            typed(line, folder)
        for language, name in (("yaml", "study.yml"), ("csv", "outcomes.csv")):
            (content,) = blocks(language)
            (study / name).write_text(content, encoding="utf-8")
        for line in terminal[1].splitlines():
            typed(line, folder)
        names = {"study_folder": study}
        for lines in blocks("python"):
            exec(lines, names)  # noqa: S102 - the guide's own lines
        plt.close("all")
        yield names


def calls_in_tables():
    rows = re.findall(r"^\| (`(?:survey|change)\..*?) \|", TEXT, re.MULTILINE)
    return [call for row in rows for call in re.findall(r"`([^`]+\))`", row)]


def test_the_calls_in_its_tables_are_whole_lines():
    assert len(calls_in_tables()) > 20


@pytest.mark.parametrize("call", calls_in_tables())
def test_each_call_in_its_tables_gives_something(notebook, call):
    assert eval(call, notebook) is not None  # noqa: S307 - the guide's own lines


def test_what_was_planted_is_found_again(notebook):
    low, high = notebook["women_less_men"].interval()
    planted = study_answers.KNOWN[study_answers.WOMAN] - study_answers.KNOWN[study_answers.MAN]
    assert 0 < low[0] < 100 * planted < high[0]
    ((together,),) = [notebook["declared"].correlations.estimate]
    assert together == pytest.approx(study_answers.TOGETHER, abs=0.1)
    assert notebook["declared"].fit.p > 0.01
    # women tell more, and the older do
    assert notebook["difference"].estimate[0] == pytest.approx(0.1, abs=0.08)
    assert notebook["by_year"].estimate[0] == pytest.approx(0.004, abs=0.003)
    assert notebook["alike"].items["class"].tolist() == ["A"] * 4


def test_each_number_is_the_one_that_plain_arithmetic_gives(notebook):
    rows = notebook["design"].frame
    there = rows[rows["trust1"].notna()]
    share = np.average(there["trust1"] >= 4, weights=there["w"])
    assert notebook["agree"].estimate == pytest.approx([share])
    by_sex = dict(iter(there.groupby("sex")))
    means = {code: np.average(each["trust1"], weights=each["w"]) for code, each in by_sex.items()}
    assert notebook["gap"].estimate == pytest.approx([means[2] - means[1]])
    assert notebook["women"].estimate == pytest.approx([means[2]])
    assert notebook["share"].estimate == pytest.approx([means[2] / means[1]])
    ages = rows["age"] ** 2
    assert notebook["moments"].estimate == pytest.approx(
        [np.average(ages[rows["sex"] == code], weights=rows["w"][rows["sex"] == code]) for code in (1, 2)]
    )  # fmt: skip
    assert notebook["ratios"].estimate == pytest.approx(np.exp(notebook["logit"].estimate))
    assert notebook["calibrated"].weights[rows["sex"] == 1].sum() == pytest.approx(12000)
    assert notebook["moved"].difference == pytest.approx(notebook["apart"].difference)
    assert notebook["moved"].df == 57  # 60 villages of 3 regions
    assert notebook["apart"].df == 114
    assert notebook["parts"].estimate[0] == pytest.approx(notebook["moved"].difference)
    assert notebook["since"].together.p == pytest.approx(notebook["moved"].p)
    assert set(survey.mean(notebook["completed"][0], "trust1").n) == {len(rows)}


def test_the_sample_that_it_draws_weighs_up_to_its_frame(notebook):
    assert notebook["finds"] <= 0.25
    assert len(notebook["units"]) == notebook["size"].units
    done = notebook["sample"].assign(completed=notebook["sample"]["selected"])
    people = pd.DataFrame({"psu": np.repeat(done["psu"], done["completed"])})
    weights = survey.build_weights(done, people).weights["weight"]
    assert weights.sum() == pytest.approx(notebook["villages"]["households"].sum())


def test_what_is_handed_in_is_what_was_found(notebook):
    faults = []
    study = read_partner_study(notebook["study_folder"], faults)
    assert faults == []
    assert study.declared_on("O1")
    found = {(row.statistic, row.group): row for _, row in study.estimates}
    assert found["contrast", ""].estimate == pytest.approx(notebook["women_less_men"].estimate[0])
    assert found["mean", "sex=2"].n == 580
    private = {path.name for path in notebook["study"].private(".").iterdir()}
    assert {"trust.xlsx", "trust.docx", "trust.png", "answers.png"} <= private


def test_every_call_that_a_guide_names_exists():
    """Names in code marks, in text and in tables, such as `survey.mean(...)` or `change.rounds.change_between`."""
    named = set()
    for page in ("guide-researcher.md", "guide-evaluator.md", "methods.md"):
        text = GUIDE.with_name(page).read_text(encoding="utf-8")
        for marked in re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL)):
            named |= set(re.findall(r"\b((?:survey|change)(?:\.[a-z_]+)+)(?!\.?\w|/)", marked))
    named = {name for name in named if not name.endswith((".py", ".csv", ".yml", ".json"))}
    assert len(named) > 20
    assert [name for name in sorted(named) if not exists(f"wps_eval.{name}")] == []


def exists(name):
    """Whether a dotted name leads to a module, or to something in one."""
    parts = name.split(".")
    for cut in range(len(parts), 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:cut]))
        except ModuleNotFoundError:
            continue
        for part in parts[cut:]:
            if not hasattr(found, part):
                return False
            found = getattr(found, part)
        return True
    return False
