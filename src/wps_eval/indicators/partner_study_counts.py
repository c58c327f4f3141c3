"""Memoranda and studies counted: values of the plan's own indicators of them."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from wps_eval.codes import Evidence, FigureStatus
from wps_eval.errors import Where
from wps_eval.sources.figure import Figure
from wps_eval.sources.partner_studies import MEMORANDA
from wps_eval.values import Domain, Span
from wps_eval.values.counted_register import COUNTED_REGISTER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wps_eval.sources.partner_studies import PartnerStudies


def counted_figures(
    entered: PartnerStudies, *, national: str, start: date, until: date
) -> Iterator[Figure]:
    """Count memoranda by the day on which they were signed, and studies by that on which they were handed in.

    Args:
        entered: The studies of the evaluation and the register of memoranda.
        national: The code of the country.
        start: The first day of the plan; what came before it does not count.
        until: The last day of the current period.

    Returns:
        For each indicator that any of them counts towards: how many there were since the start, at the end
        of every year and at ``until``. An indicator towards which nothing counts has no value: nobody
        said that there are none.
    """
    days_by_indicator: defaultdict[str, list[date]] = defaultdict(list)
    for memorandum in entered.memoranda:
        for code in memorandum.counts_towards:
            days_by_indicator[code].append(memorandum.signed)
    for study in entered.studies:
        for code in study.facts.counts_towards:
            if study.facts.handed_in is not None:
                days_by_indicator[code].append(study.facts.handed_in)
    year_ends = (date(year, 12, 31) for year in range(start.year, until.year + 1))
    ends = sorted({day for day in year_ends if start <= day <= until} | {until})
    for code, days in days_by_indicator.items():
        for end in ends:
            yield Figure(
                indicator=code,
                domain=Domain(national),
                span=Span(end, end),
                value=float(sum(start <= day <= end for day in days)),
                status=FigureStatus.FINAL,
                source=COUNTED_REGISTER,
                where=Where(MEMORANDA),
                evidence=Evidence.REGISTER,
            )
