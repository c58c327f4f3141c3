"""The researcher's guide, followed to the letter."""

import importlib
import re
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pandas as pd
import pyreadstat
import pytest
from matplotlib import pyplot as plt

from wps_eval import survey

GUIDE = Path(__file__).parents[2] / "docs" / "guide-researcher.md"
BLOCKS = re.findall(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)


def block(word):
    """The one block of code with a word in it."""
    (lines,) = [each for each in BLOCKS if word in each]
    return lines


def rows(seed):
    stream = np.random.Generator(np.random.PCG64(seed))
    unit = np.repeat(np.arange(24), 10)
    person = stream.normal(0, 1, 240)
    items = {
        f"q{i}": np.clip(np.round(3 + person + stream.normal(0, 1, 240)), 1, 5) for i in range(1, 5)
    }
    return pd.DataFrame(
        items | {"village": unit.astype(float), "region": (unit // 6).astype(float),
                 "weight": stream.uniform(1, 3, 240), "sex": stream.integers(1, 3, 240).astype(float)}
    )  # fmt: skip


def test_ten_lines_from_spss_to_a_change(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for i in (1, 2):
        pyreadstat.write_sav(rows(i), f"round-{i}.sav")
    code = block("round-1.sav")
    assert len([line for line in code.splitlines() if line.strip()]) <= 10
    made = {}
    exec(code, made)  # noqa: S102 - the guide's own lines
    assert len(made["table"]) == 4 * 3
    assert made["table"]["deff"].notna().all()
    assert 0.6 < made["found"].alpha < 0.95
    assert made["moved"].low < made["moved"].difference < made["moved"].high
    assert made["moved"].df == 2 * (24 - 4)
    exec(block("second_moment"), made)  # noqa: S102 - a statistic of one's own, on the same design
    moments, means = made["found"], survey.mean(made["now"], "q1", "sex")
    spread = survey.variance(made["now"], "q1", "sex").estimate * (1 - 1 / means.n)
    assert moments.estimate == pytest.approx(spread + means.estimate**2)
    assert (moments.se > 0).all()


def test_the_lines_on_opening_and_showing(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    mpl.use("Agg")
    stream = np.random.Generator(np.random.PCG64(3))
    answers = rows(3).assign(
        trust=stream.choice([1.0, 2, 4, 5, 98], 240), age=stream.integers(18, 99, 240).astype(float)
    )
    labels = {"trust": {1: "Disagree", 2: "Rather disagree", 4: "Rather agree", 5: "Agree", 98: "Do not know"},
              "sex": {1: "Men", 2: "Women"}}  # fmt: skip
    pyreadstat.write_sav(
        answers, "answers.sav", variable_value_labels=labels, variable_measure={"trust": "ordinal"}
    )
    made = {
        "survey": survey,
        "drawn": {"kind": "probability", "weight": "weight", "stratum": "region", "psu": "village"},
    }
    exec(block('answers.sav", missing={"trust": [98]}'), made)  # noqa: S102 - the guide's own lines
    valid = answers[answers["trust"] < 98]
    share = np.average(valid["trust"] >= 4, weights=valid["weight"])
    assert made["agree"].estimate == pytest.approx([share])
    assert made["codes"].query("missing")["answer"].tolist() == ["Do not know"]
    exec(block("to_word"), made)  # noqa: S102
    plt.close("all")
    sex = {code: valid[valid["sex"] == code] for code in (1, 2)}
    means = {code: np.average(each["trust"], weights=each["weight"]) for code, each in sex.items()}
    assert made["women"].estimate == pytest.approx([means[2]])
    assert made["gap"].estimate == pytest.approx([means[2] - means[1]])
    assert made["test"]["p"].between(0, 1).all()
    assert len(made["numbers"]) == 6
    files = ["answers.png", "trust.docx", "trust.png", "trust.xlsx"]
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix != ".sav") == files


def test_the_lines_on_scales():
    frame = pd.DataFrame({"k1": ["2", "98", "1"], "k2": ["1", "1", "99"], "a1": [1, 5, 3], "a2": [5, 1, 3],
                          "a3": [1, 4, 3]})  # fmt: skip
    made = {"rows": frame}
    exec("from wps_eval import survey\n" + block("score_knowledge"), made)  # noqa: S102
    assert made["scores"].score_pct[:2].tolist() == [100, 50]
    assert made["score"].tolist() == pytest.approx([0, 100 * (14 / 3 - 1) / 4, 50])


def test_the_lines_before_the_field():
    stream = np.random.Generator(np.random.PCG64(2))
    unit = np.repeat(np.arange(80), 10)
    frame = pd.DataFrame(
        {
            "unit": unit,
            "score": 50 + 8 * stream.normal(0, 1, 80)[unit] + 22 * stream.normal(0, 1, 800),
        }
    )
    last_round = survey.Design.from_rows(
        frame, kind="probability", weight=survey.EQUAL, stratum=survey.UNSTRATIFIED, psu="unit"
    )
    villages = pd.DataFrame(
        {"psu": [f"v{i}" for i in range(300)], "stratum": ["north", "south", "west"] * 100,
         "households": stream.integers(40, 160, 300)}
    )  # fmt: skip
    households = villages.groupby("stratum")["households"].sum().to_dict()
    made = {"last_round": last_round, "villages": villages, "households": households}
    lines = block("select_units")
    exec(lines, made)  # noqa: S102 - the guide's own lines
    assert made["finds"] <= 5
    assert 0.02 < made["fieldwork"].icc < 0.25
    assert len(made["units"]) == made["size"].units
    done = made["sample"].assign(completed=made["sample"]["selected"])
    people = pd.DataFrame({"psu": np.repeat(done["psu"], done["completed"])})
    weights = survey.build_weights(done, people).weights["weight"]
    assert weights.sum() == pytest.approx(villages["households"].sum())


def test_the_lines_on_models():
    frame = rows(3).assign(age=np.arange(240) % 50 + 18)
    frame["knows"] = (frame["q1"] + frame["age"] / 20 > 5).astype(int)
    frame["trust"] = frame["q2"].where(frame.index % 9 > 0)
    frame["heard"] = frame["q3"].map({1: "radio", 2: "radio", 3: "school", 4: "phone", 5: "phone"})
    parts = {"kind": "probability", "weight": "weight", "stratum": "region", "psu": "village"}
    made = {"survey": survey, "design": survey.Design.from_rows(frame, **parts)}
    both = pd.concat([frame.assign(round=1), frame.assign(round=2, age=frame["age"] + 1)])
    made["both"] = survey.Design.from_rows(both.reset_index(drop=True), **parts)
    exec(block("small_areas"), made)  # noqa: S102
    assert len(made["areas"].table) == 4
    assert made["parts"].estimate == pytest.approx([1, 0, 1])
    assert made["since"].differences.estimate == pytest.approx([1])
    assert made["ratios"].estimate == pytest.approx(np.exp(made["logit"].estimate))
    assert made["gap"].estimate[0] == pytest.approx(np.diff(made["margins"].estimate)[0])
    assert made["by_year"].estimate[0] > 0
    assert made["ordered"].labels[-1].item == "4|5"
    assert {label.item.split(":")[0] for label in made["several"].labels} == {"phone", "school"}
    assert made["pooled"].method == "linearisation, 20 imputations"


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


def test_the_lines_of_a_study_hand_its_numbers_in(tmp_path, monkeypatch):
    """From an SPSS file with labels to the row of the study's own table, in the guide's own lines."""
    from wps_eval.paths import Root  # noqa: PLC0415 - of the workbench, which the other lines do without
    from wps_eval.run.new_study import new_study  # noqa: PLC0415
    from wps_eval.sources.partner_studies import read_partner_study  # noqa: PLC0415

    for name in ("params", "data", "notebooks"):
        (tmp_path / name).mkdir()
    new_study(Root(tmp_path), "uni-2022")
    folder = tmp_path / "data" / "studies" / "uni-2022"
    text = (folder / "study.yml").read_text(encoding="utf-8")
    for key in ("title", "question", "institution", "population", "sample", "owner"):
        text = text.replace(f"\n{key}:\n", f"\n{key}: Made up for a test\n")
    text = (
        text.replace("\ndesign:\n", "\ndesign: secondary\n")
        + "secondary: Made up\ndata_seen: 2022-10-01\n"
    )
    (folder / "study.yml").write_text(text, encoding="utf-8")
    (folder / "outcomes.csv").write_text(
        "code,text,measure,test,primary\nO1,Trust,Share of yes,None,yes\n", encoding="utf-8"
    )
    private = tmp_path / "data" / "private" / "uni-2022"
    private.mkdir(parents=True)
    # hand: of 40 people each of two villages half say yes, ten don't know (98), the rest no
    rows = pd.DataFrame({"trust": ([1] * 20 + [0] * 10 + [98] * 10) * 2, "sex": [1, 2] * 40,
                         "village": [1] * 40 + [2] * 40, "w": 1.0})  # fmt: skip
    pyreadstat.write_sav(rows, str(private / "answers.sav"),
                         variable_value_labels={"trust": {1: "Yes", 0: "No", 98: "Don't know"}})  # fmt: skip
    monkeypatch.chdir(tmp_path)
    lines = block("write_estimates")
    exec(lines, {})  # noqa: S102 - the guide's own lines
    faults = []
    found = {row.group: row for _, row in read_partner_study(folder, faults).estimates}
    assert faults == []
    assert found[""].estimate == pytest.approx(100 * 40 / 60)
    assert (found[""].n, found[""].unit, found["sex=1"].n) == (60, "%", 30)
