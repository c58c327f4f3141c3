"""Units that the plan does not describe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.codes import MeasureType
from wps_eval.errors import Fault, Where

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wps_eval.indicators.subject import Subject
    from wps_eval.plan import Plan

COUNTED = frozenset({MeasureType.STOCK, MeasureType.FLOW, MeasureType.CUMULATIVE})


def unit_faults(plan: Plan, subjects: Iterable[Subject]) -> Iterator[Fault]:
    """Find the units that ``units.csv`` of the plan does not describe.

    Args:
        plan: The plan.
        subjects: Its indicators and the context figures.

    Returns:
        A fault for each word that the file lacks, percentages and scores aside; where there is no such file, one question that names
        the units which are taken to count people.

    Source: DOMAIN of wps-eval, section 14.4.
    """
    known = tuple(unit.code for unit in plan.units)
    found = [s for s in subjects if not _says_it_itself(s)]
    if not known:
        counted = tuple(dict.fromkeys(s.unit.text for s in found if s.data_type in COUNTED))
        if counted:
            yield Fault("no_units", Where("units.csv"), found=counted, blocks=False)
        return
    for word in dict.fromkeys(s.unit.text for s in found if s.unit.text not in known):
        yield Fault("unknown_unit", Where("units.csv", column="code"), found=word, known=known)


def _says_it_itself(subject: Subject) -> bool:
    """Whether a unit needs no row: a percentage, a score, yes or no, or none at all."""
    unit = subject.unit
    step = subject.data_type is MeasureType.MILESTONE
    return step or unit.percent or bool(unit.most) or not unit.text
