"""What the authors of a report may bind to, cite and quote."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from wps_eval.evaluation.binding import Results
from wps_eval.report.compared_groups import joined_groups
from wps_eval.report.survey_trend import trends_in
from wps_eval.results.columns import STUDY_ESTIMATES

if TYPE_CHECKING:
    from wps_eval.report.edition import Edition


def bindable_results(edition: Edition) -> Results:
    """Give what a text may bind to, cite and quote; the edition before has its own plan's codes."""
    earlier = edition.earlier
    return Results(
        estimates=pd.concat(
            [edition.released["estimates"], edition.released[STUDY_ESTIMATES]], ignore_index=True
        ),
        verdicts=edition.released["verdicts"],
        trends=trends_in(edition.released),
        groups=_groups_by_code(edition),
        place=edition.place,
        resolve=edition.plan.indicator_code,
        write=lambda number, unit, statistic: _bound_number_text(edition, number, unit, statistic),
        editions={earlier.study.name: earlier.bindable} if earlier else {},
        evidence=edition.judgement.evidence,
        documents={document.code for document in edition.judgement.documents},
    )


def _groups_by_code(edition: Edition) -> pd.DataFrame:
    """Give the groups that were compared as a text names them: by the code of their comparison, for everybody."""
    rows = joined_groups(edition.released)
    return rows.assign(indicator=rows["comparison"], group="")


def _bound_number_text(edition: Edition, number: float, unit: str, statistic: str) -> str:
    """Write a number in its unit; of a change, with its sign."""
    writer = edition.writer
    is_difference = statistic.startswith(("change", "groups_"))
    return writer.difference(number, unit) if is_difference else writer.value(number, unit)
