"""The researcher's guide, followed to the letter."""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pyreadstat
import pytest

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
    assert len(BLOCKS) == 2
