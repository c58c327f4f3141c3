"""The made-up answers behind the made-up study: an SPSS file with labels, as a university hands one over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyreadstat

from wps_eval.run.demonstration.stream import Stream

if TYPE_CHECKING:
    from pathlib import Path

VILLAGES, PEOPLE, REGIONS = 60, 20, 3
MAN, WOMAN = 1, 2
YES, NO, UNSURE = 1, 2, 98
#: share of those who know an answer, by sex; women know more by this much
KNOWN = {MAN: 0.46, WOMAN: 0.54}
UNSURE_SHARE = 0.05
ITEMS = {
    "k1": "Does the plan name a body that takes complaints? (demonstration)",
    "k2": "Does the plan speak of shelters? (demonstration)",
    "k3": "May a woman take part in peace talks under the plan? (demonstration)",
    "k4": "Does the plan name the year of its end? (demonstration)",
}
NAMES: dict[str, str | None] = {
    **ITEMS,
    "sex": "Sex",
    "village": "Village",
    "region": "Region",
    "w": "Weight",
}
_YES_OR_NO: dict[int | float, str] = {YES: "Yes", NO: "No", UNSURE: "Don't know"}
_SEXES: dict[int | float, str] = {MAN: "Man", WOMAN: "Woman"}
LABELS: dict[str, dict[int | float, str]] = {**dict.fromkeys(ITEMS, _YES_OR_NO), "sex": _SEXES}

#: where an SPSS file says when it was made, and what ours says, so that its bytes are the same every time
_MOMENT_AT, _MOMENT = 92, b"01 Jan 2000:00:00"


def write_answers(path: Path) -> Path:
    """Write the file: 1,200 people in 60 villages of 3 regions, whose weights differ by region."""
    stream = Stream("answers of the demonstration's study")
    unit = np.repeat(np.arange(VILLAGES), PEOPLE)
    sex = np.where(stream.uniform(len(unit)) < 0.5, MAN, WOMAN)  # noqa: PLR2004 - as many of each
    of_village = 0.1 * (stream.uniform(VILLAGES)[unit] - 0.5)
    known = np.where(sex == WOMAN, KNOWN[WOMAN], KNOWN[MAN]) + of_village
    answers = {}
    for item in ITEMS:
        drawn = stream.uniform(len(unit))
        answer = np.where(drawn < known, YES, NO)
        answers[item] = np.where(stream.uniform(len(unit)) < UNSURE_SHARE, UNSURE, answer)
    region = unit // (VILLAGES // REGIONS) + 1
    frame = pd.DataFrame(
        answers | {"sex": sex, "village": unit + 1, "region": region, "w": 10.0 * region}
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    pyreadstat.write_sav(
        frame.astype(np.float64), str(path), column_labels=NAMES, variable_value_labels=LABELS,
        file_label="Demonstration: made up",
    )  # fmt: skip
    content = bytearray(path.read_bytes())
    content[_MOMENT_AT : _MOMENT_AT + len(_MOMENT)] = _MOMENT
    path.write_bytes(content)
    return path
