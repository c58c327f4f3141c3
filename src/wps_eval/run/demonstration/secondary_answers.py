"""A made-up stand-in for a file that others collected: an SPSS file with labels and declared missing codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wps_eval.files.spss_file import write_spss
from wps_eval.run.demonstration.stream import Stream

if TYPE_CHECKING:
    from pathlib import Path

STRATA, CLUSTERS, PEOPLE = 3, 45, 20
MAN, WOMAN = 1, 2
UNSURE, REFUSED = 98, 99
#: the share of those who feel safe in the evening, by sex, and of those who said nothing
SAFE = {MAN: 0.70, WOMAN: 0.55}
UNSURE_SHARE, REFUSED_SHARE = 0.04, 0.03
NAMES = {
    "q_safe": "Do you feel safe where you live in the evening? (synthetic stand-in)",
    "q_sex": "Sex of the respondent",
    "q_age": "Age in years",
    "strat": "Stratum",
    "clus": "Cluster",
    "wt": "Weight",
}
LABELS: dict[str, dict[int | float, str]] = {
    "q_safe": {1: "Yes", 2: "No", UNSURE: "Don't know", REFUSED: "Refused"},
    "q_sex": {MAN: "Man", WOMAN: "Woman"},
}


def write_secondary(path: Path) -> Path:
    """Write the stand-in: 900 people in 45 clusters of 3 strata, whose weights differ by stratum.

    Args:
        path: The file.
    """
    stream = Stream("the stand-in for a file that others collected (demonstration)")
    cluster = np.repeat(np.arange(CLUSTERS), PEOPLE)
    stratum = cluster // (CLUSTERS // STRATA) + 1
    sex = np.where(stream.uniform(len(cluster)) < 0.5, MAN, WOMAN)  # noqa: PLR2004 - as many of each
    of_cluster = 0.1 * (stream.uniform(CLUSTERS)[cluster] - 0.5)
    safe = np.where(sex == WOMAN, SAFE[WOMAN], SAFE[MAN]) + of_cluster
    answer = np.where(stream.uniform(len(cluster)) < safe, 1, 2)
    silent = stream.uniform(len(cluster))
    answer = np.where(silent < UNSURE_SHARE, UNSURE, answer)
    answer = np.where(silent > 1 - REFUSED_SHARE, REFUSED, answer)
    frame = pd.DataFrame(
        {
            "q_safe": answer,
            "q_sex": sex,
            "q_age": 18 + np.floor(50 * stream.uniform(len(cluster))),
            "strat": stratum,
            "clus": cluster + 1,
            "wt": 0.5 * stratum,
        }
    )
    return write_spss(
        path, frame, columns=NAMES, answers=LABELS, missing={"q_safe": (UNSURE, REFUSED)},
        file_label="Demonstration: a synthetic stand-in, made up",
    )  # fmt: skip
