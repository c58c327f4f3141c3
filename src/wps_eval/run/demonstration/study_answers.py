"""The made-up answers behind the made-up study: SPSS files of two rounds with labels, as a university hands them over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wps_eval.files.spss_file import write_spss
from wps_eval.run.demonstration.stream import Stream

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

VILLAGES, PEOPLE, REGIONS = 60, 20, 3
IN_DISTRICT = 5  #: villages of a district
FRAME = 300  #: villages in the list that they are drawn from
MAN, WOMAN = 1, 2
YES, NO, UNSURE = 1, 2, 98
#: share of those who know an answer, by sex; women know more by this much
KNOWN = {MAN: 0.46, WOMAN: 0.54}
#: so much less did both know in the round before
LEARNT = 0.10
UNSURE_SHARE = 0.05
#: how trust and the feeling of safety go together, and what each item shares with its own
TOGETHER, SHARED, OWN = 0.4, 0.9, 0.7
TRUST = {f"trust{k}": f"I trust body {k} of the plan (demonstration)" for k in (1, 2, 3)}
SAFE = {
    "safe1": "I feel safe at home (demonstration)",
    "safe2": "I feel safe on the way to work (demonstration)",
    "safe3": "I am afraid in the evening (demonstration)",
}
TURNED = "safe3"  #: points the other way
YOUNGEST, OLDEST = 18, 79
ITEMS = {
    "k1": "Does the plan name a body that takes complaints? (demonstration)",
    "k2": "Does the plan speak of shelters? (demonstration)",
    "k3": "May a woman take part in peace talks under the plan? (demonstration)",
    "k4": "Does the plan name the year of its end? (demonstration)",
}
NAMES: dict[str, str] = {
    **ITEMS,
    **TRUST,
    **SAFE,
    "heard": "Where did you hear of the plan first? (demonstration)",
    "tells": "Would you tell a body that takes complaints? (demonstration)",
    "age": "Age in years",
    "sex": "Sex",
    "village": "Village",
    "district": "District",
    "region": "Region",
    "w": "Weight",
}
FILE_LABEL = "Demonstration: made up"
_YES_OR_NO: dict[int | float, str] = {YES: "Yes", NO: "No", UNSURE: "Don't know"}
_SEXES: dict[int | float, str] = {MAN: "Man", WOMAN: "Woman"}
_POINTS: dict[int | float, str] = {
    1: "Disagree", 2: "Rather disagree", 3: "Neither", 4: "Rather agree", 5: "Agree", UNSURE: "Don't know",
}  # fmt: skip
_HEARD: dict[int | float, str] = {1: "Radio", 2: "School", 3: "Telephone"}
LABELS: dict[str, dict[int | float, str]] = {
    **dict.fromkeys(ITEMS, _YES_OR_NO), **dict.fromkeys([*TRUST, *SAFE], _POINTS),
    "heard": _HEARD, "tells": {YES: "Yes", NO: "No"}, "sex": _SEXES,
}  # fmt: skip


def write_answers(path: Path, *, before: bool = False) -> Path:
    """Write one round: 1,200 people in 60 villages of 3 regions, whose weights differ by region.

    Args:
        path: The file.
        before: Whether it is the round before, of the same villages and other people.
    """
    stream = Stream(f"answers of the demonstration's study{', the round before' * before}")
    unit = np.repeat(np.arange(VILLAGES), PEOPLE)
    sex = np.where(stream.uniform(len(unit)) < 0.5, MAN, WOMAN)  # noqa: PLR2004 - as many of each
    of_village = 0.1 * (stream.uniform(VILLAGES)[unit] - 0.5)
    known = np.where(sex == WOMAN, KNOWN[WOMAN], KNOWN[MAN]) + of_village - LEARNT * before
    answers = {}
    for item in ITEMS:
        drawn = stream.uniform(len(unit))
        answer = np.where(drawn < known, YES, NO)
        answers[item] = np.where(stream.uniform(len(unit)) < UNSURE_SHARE, UNSURE, answer)
    trust, apart = _normal(stream, len(unit)), _normal(stream, len(unit))
    safety = TOGETHER * trust + np.sqrt(1 - TOGETHER**2) * apart
    for items, behind in ((TRUST, trust), (SAFE, safety)):
        for item in items:
            points = np.clip(np.round(3 + SHARED * behind + OWN * _normal(stream, len(unit))), 1, 5)
            points = 6 - points if item == TURNED else points
            answers[item] = np.where(stream.uniform(len(unit)) < UNSURE_SHARE, UNSURE, points)
    age = YOUNGEST + np.floor(stream.uniform(len(unit)) * (OLDEST - YOUNGEST + 1))
    answers["heard"] = 1 + np.floor(3 * stream.uniform(len(unit)))
    would_tell = 0.3 + 0.004 * (age - YOUNGEST) + 0.1 * (sex == WOMAN)
    answers["tells"] = np.where(stream.uniform(len(unit)) < would_tell, YES, NO)
    region = unit // (VILLAGES // REGIONS) + 1
    frame = pd.DataFrame(
        answers
        | {
            "age": age,
            "sex": sex,
            "village": unit + 1,
            "district": unit // IN_DISTRICT + 1,
            "region": region,
            "w": 10.0 * region,
        }
    )
    return write_spss(
        path, frame, columns=NAMES, answers=LABELS, ordinal=(*TRUST, *SAFE), file_label=FILE_LABEL
    )


def write_villages(path: Path) -> Path:
    """Write the list that villages are drawn from: 300 of them with their region and households."""
    stream = Stream("villages of the demonstration's study")
    households = [stream.between(40, 160) for _ in range(FRAME)]
    frame = pd.DataFrame(
        {
            "psu": [f"v{k}" for k in range(1, FRAME + 1)],
            "stratum": [1 + k * REGIONS // FRAME for k in range(FRAME)],
            "households": households,
        }
    )
    frame.to_csv(path, index=False, lineterminator="\n")
    return path


def _normal(stream: Stream, size: int) -> NDArray[np.float64]:
    """Give numbers that are near normal: twelve uniform ones, less their mean."""
    return np.asarray(stream.uniform(12 * size).reshape(size, 12).sum(axis=1) - 6)
