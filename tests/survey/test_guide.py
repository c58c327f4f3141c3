"""The researcher's guide, followed to the letter."""

import importlib
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pyreadstat
import pytest

from wps_eval import survey

GUIDE = Path(__file__).parents[2] / "docs" / "guide-researcher.md"
BLOCKS = re.findall(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)


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
    code = BLOCKS[0]
    assert len([line for line in code.splitlines() if line.strip()]) <= 10
    made = {}
    exec(code, made)  # noqa: S102 - the guide's own lines
    assert len(made["table"]) == 4 * 3
    assert made["table"]["deff"].notna().all()
    assert 0.6 < made["found"].alpha < 0.95
    assert made["change"].low < made["change"].difference < made["change"].high
    assert made["change"].df == 2 * (24 - 4)


def test_the_lines_on_scales():
    frame = pd.DataFrame({"k1": ["2", "98", "1"], "k2": ["1", "1", "99"], "a1": [1, 5, 3], "a2": [5, 1, 3],
                          "a3": [1, 4, 3]})  # fmt: skip
    made = {"rows": frame}
    exec("from wps_eval import survey\n" + BLOCKS[1], made)  # noqa: S102
    assert made["scores"].score_pct[:2].tolist() == [100, 50]
    assert made["score"].tolist() == pytest.approx([0, 100 * (14 / 3 - 1) / 4, 50])


def test_the_lines_on_models():
    frame = rows(3).assign(age=np.arange(240) % 50 + 18)
    frame["knows"] = (frame["q1"] + frame["age"] / 20 > 5).astype(int)
    frame["trust"] = frame["q2"].where(frame.index % 9 > 0)
    frame["heard"] = frame["q3"].map({1: "radio", 2: "radio", 3: "school", 4: "phone", 5: "phone"})
    parts = {"kind": "probability", "weight": "weight", "stratum": "region", "psu": "village"}
    made = {"survey": survey, "design": survey.Design.from_rows(frame, **parts)}
    both = pd.concat([frame.assign(round=1), frame.assign(round=2, age=frame["age"] + 1)])
    made["both"] = survey.Design.from_rows(both.reset_index(drop=True), **parts)
    exec(BLOCKS[2], made)  # noqa: S102
    assert len(made["areas"].table) == 4
    assert made["parts"].estimate == pytest.approx([1, 0, 1])
    assert made["since"].differences.estimate == pytest.approx([1])
    assert made["ratios"].estimate == pytest.approx(np.exp(made["logit"].estimate))
    assert made["gap"].estimate[0] == pytest.approx(np.diff(made["margins"].estimate)[0])
    assert made["by_year"].estimate[0] > 0
    assert made["ordered"].labels[-1].item == "4|5"
    assert {label.item.split(":")[0] for label in made["several"].labels} == {"phone", "school"}
    assert made["pooled"].method == "linearisation, 20 imputations"
    assert len(BLOCKS) == 3


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
