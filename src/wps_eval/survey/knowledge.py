"""Knowledge tests: scores against a key, with "don't know" counted apart."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wps_eval.errors import DesignFaults, Fault, Where
from wps_eval.survey.arguments import (
    refuse_absent_columns,
    refuse_no_mapping,
    refuse_no_part,
    refuse_unequal_lengths,
)
from wps_eval.survey.codes import code_of, codes_of, listed, refuse_unknown_key
from wps_eval.survey.label import Label
from wps_eval.survey.mean import mean
from wps_eval.survey.person_score import answered_enough
from wps_eval.values.row_holder import RowHolder

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from numpy.typing import NDArray

    from wps_eval.survey.design import Design
    from wps_eval.survey.estimates import Estimates
    from wps_eval.survey.table import Value

    Floats = NDArray[np.float64]

LEAST_VALID_PROP = 0.80  #: share of items that must not be missing, unless said
CORRECTED = "score_corrected"  #: may lie below 0: more is guessed wrong than right
PASS_PCT = 60.0  #: the pass mark, unless said


@dataclass(frozen=True, repr=False)
class KnowledgeScores(RowHolder):
    """What each person knew.

    Attributes:
        correct: 1 right, 0 wrong or don't know, NaN refused or not asked, (n, k).
        unsure: 1 don't know or skipped, 0 any answer, NaN refused or not asked, (n, k).
        score_pct: Percent right of items answered or not known (n,); NaN for persons who are not
            valid.
        corrected_pct: The same less what guessing would give, right less wrong / (options - 1) per
            item; NaN where options are not known.
        passed: 1 at or above the pass mark, 0 below, NaN for persons who are not valid.
    """

    correct: pd.DataFrame
    unsure: pd.DataFrame
    score_pct: Floats
    corrected_pct: Floats
    passed: Floats


def score_knowledge(
    frame: pd.DataFrame,
    key: Mapping[str, Value],
    *,
    unsure: Value | Collection[Value],
    missing: Value | Collection[Value] = (),
    known: Mapping[str, Collection[Value]] | None = None,
    options: Mapping[str, int] | None = None,
    valid_prop: float = LEAST_VALID_PROP,
    pass_pct: float = PASS_PCT,
) -> KnowledgeScores:
    """Score a knowledge test.

    Args:
        frame: Answers, one row a person.
        key: The right answer by item; 2, 2.0 and "2" are one code, here and below.
        unsure: Answers that mean "don't know" or "skipped": no point, counted apart from wrong.
        missing: Answers that mean "refused" or "not asked": left out, as an empty cell is.
        known: The answers that a form offers, by item: the right one may be one that nobody gave.
        options: How many answers could be chosen, by item; gives the score corrected for guessing.
        valid_prop: Share of items that must not be missing for a person to be scored.
        pass_pct: The pass mark, percent.

    Returns:
        The scores.

    Raises:
        DesignFaults: There is no such item; the right answer of an item is written otherwise than its answers are;
            ``options`` leaves an item out; a share of items that is none.

    Source: 100 right / (right + wrong + don't know); guessing: right - wrong / (k - 1), Frary
    (1988), Educational Measurement: Issues and Practice 7(2), don't know taking no part.

    Examples:
        Made-up answers of three people, 98 for "don't know":

        >>> import pandas as pd
        >>> from wps_eval import survey
        >>> answers = pd.DataFrame({"k1": [2, 2, 98], "k2": [1, 3, 1]})
        >>> scores = survey.score_knowledge(answers, {"k1": 2, "k2": 1}, unsure=98)
        >>> scores.score_pct.tolist()
        [100.0, 50.0, 50.0]
    """
    refuse_no_mapping(key, "key")
    refuse_absent_columns(frame, key)
    refuse_no_part(valid_prop, "valid_prop")
    if options and (unsaid := [item for item in key if item not in options]):
        faults = [Fault("options_not_said", Where(column=item)) for item in unsaid]
        raise DesignFaults(faults, "key")
    answers = frame[list(key)].apply(codes_of)
    refuse_unknown_key(key, answers, known or {})
    is_missing = answers.isna() | answers.isin(list(map(code_of, listed(missing))))
    is_unsure = answers.isin(list(map(code_of, listed(unsure)))) & ~is_missing
    right_codes = pd.Series({item: code_of(answer) for item, answer in key.items()})
    is_right = answers.eq(right_codes) & ~is_missing & ~is_unsure
    correct = is_right.astype(np.float64).mask(is_missing)
    is_scored = answered_enough(is_missing, valid_prop)
    items_counted = (~is_missing).sum(axis=1).to_numpy(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        score = np.where(is_scored, 100 * is_right.sum(axis=1).to_numpy() / items_counted, np.nan)
    corrected = np.full(len(frame), np.nan)
    if options:
        is_wrong = (~is_right & ~is_missing & ~is_unsure).astype(np.float64)
        guessed_right = is_wrong.div(pd.Series({item: options[item] - 1 for item in key})).sum(
            axis=1
        )
        with np.errstate(divide="ignore", invalid="ignore"):
            corrected = np.where(
                is_scored,
                100 * (is_right.sum(axis=1) - guessed_right).to_numpy() / items_counted,
                np.nan,
            )
    passed = np.where(np.isnan(score), np.nan, (score >= pass_pct).astype(np.float64))
    return KnowledgeScores(
        correct, is_unsure.astype(np.float64).mask(is_missing), score, corrected, passed
    )


def estimate_knowledge(
    design: Design,
    scores: KnowledgeScores,
    by: str | Sequence[str] | Sequence[Sequence[str]] | None = None,
) -> Estimates:
    """Estimate what a population knows, all numbers with their covariance.

    Args:
        design: The design whose rows were scored.
        scores: The scores, row for row.
        by: Domains, as in ``mean``.

    Returns:
        In percent: ``mean`` of ``score`` (and of ``score_corrected``, where options are known),
        ``proportion`` of ``passed``, and for each item ``correct`` and ``unsure``, the shares of
        those asked.

    Raises:
        DesignFaults: The rows were grouped elsewhere, or others were scored.

    Examples:
        Made-up answers of three people:

        >>> import pandas as pd
        >>> from wps_eval import survey
        >>> answers = pd.DataFrame({"k1": [2, 2, 98], "k2": [1, 3, 1]})
        >>> design = survey.open(answers, kind="convenience")
        >>> scores = survey.score_knowledge(answers, {"k1": 2, "k2": 1}, unsure=98)
        >>> found = survey.estimate_knowledge(design, scores)
        >>> round(float(found.estimate[found.find("score")]), 1)
        66.7
    """
    refuse_unequal_lengths(rows=len(design.frame), scores=len(scores.score_pct))
    averaged = _averaged_columns(scores)
    scored_design = design.with_columns({name: values for name, (_, _, values) in averaged.items()})
    means = mean(scored_design, list(averaged), by)
    labels = tuple(Label(*averaged[label.item][:2], label.group) for label in means.labels)
    wholes = [np.nan if label.item == CORRECTED else 100.0 for label in labels]
    return replace(means, labels=labels, whole=np.array(wholes))


def _averaged_columns(scores: KnowledgeScores) -> dict[str, tuple[str, str, Floats]]:
    """Give every column that is averaged: what statistic it is, of which item, and its values."""
    columns = {
        "score": ("mean", "score", scores.score_pct),
        "passed": ("pass", "passed", 100 * scores.passed),
    }
    if not np.isnan(scores.corrected_pct).all():
        columns[CORRECTED] = ("mean", CORRECTED, scores.corrected_pct)
    for statistic, table in (("correct", scores.correct), ("unsure", scores.unsure)):
        for name in map(str, table):
            values = 100 * table[name].to_numpy(np.float64)
            columns[f"{statistic} {name}"] = (statistic, name, values)
    return columns
