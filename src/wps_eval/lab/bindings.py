"""The released numbers that an author may put into a text, each with the call that asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wps_eval.codes import State
from wps_eval.errors import Where
from wps_eval.evaluation.binding import (
    CALL_IN_BRACES,
    VERDICT_COLUMNS,
    fill_calls,
)
from wps_eval.results.rows import each, known

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wps_eval.evaluation.binding import Results
    from wps_eval.report.edition import Edition

DEFAULT_STATISTIC = "current"
#: of verdicts, in the order in which a text asks for them; points alone are the same number as their change
STATISTICS = tuple(name for name in VERDICT_COLUMNS if name != "change_pp")


@dataclass(frozen=True, slots=True)
class Bindable:
    """An indicator of which a text may tell numbers.

    Attributes:
        code: As the plan prints it, or the code of a context figure.
        title: In the page's language.
        group: Of whom, as a call names them; empty for everybody.
        place: The code of its place, if that is not the report's own.
        statistics: Of what there is a number.
    """

    code: str
    title: str
    group: str
    place: str
    statistics: tuple[str, ...]


def bindables(edition: Edition) -> tuple[Bindable, ...]:
    """Give every indicator and context figure of which a verdict was released with a number.

    Args:
        edition: The released results, for the place of a report.
    """
    return tuple(_bindables(edition))


def _bindables(edition: Edition) -> Iterator[Bindable]:
    plan, printed = edition.plan, edition.plan.printed
    own = {indicator.code for indicator in plan.indicators}
    for row in each(edition.released["verdicts"]):
        if row.state == State.SUPPRESSED:
            continue
        statistics = tuple(s for s in STATISTICS if known(getattr(row, VERDICT_COLUMNS[s])))
        if not statistics:
            continue
        code, language = str(row.indicator), edition.words.language
        title = (
            plan.title(code, language).text if code in own else edition.words.tell(str(row.title))
        )
        place = "" if row.place == edition.place else str(row.place)
        yield Bindable(printed.get(code, code), title, str(row.group), place, statistics)


def call_of(bindable: Bindable, statistic: str) -> str:
    """Write the call that stands in a text for a number.

    Args:
        bindable: The indicator.
        statistic: Which of its numbers.
    """
    parts = [f'"{bindable.code}"']
    if statistic != DEFAULT_STATISTIC:
        parts.append(f'"{statistic}"')
    named: Mapping[str, str] = {"group": bindable.group, "place": bindable.place}
    parts += [f'{name}="{text}"' for name, text in named.items() if text]
    return f"{{{{ value({', '.join(parts)}) }}}}"


def number_of(call: str, results: Results) -> str:
    """Give the number that a report would print for a call; empty where it would leave a gap.

    Args:
        call: The call, with its braces.
        results: What may be bound.
    """
    faults: list[object] = []
    filled = fill_calls(call, results, Where("text"), faults)  # type: ignore[arg-type]
    if faults or CALL_IN_BRACES.search(filled):
        return ""
    return filled.removeprefix("[").removesuffix(']{bound="yes"}')
