"""Find what somebody asks about: a key as texts bind to it, a code, a place, or a results table."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wps_eval.errors import Data, Fault, InputFaults, Where
from wps_eval.evaluation.binding import (
    ESTIMATE,
    GROUP_COLUMNS,
    INTERVAL_ENDS,
    KNOWN_STATISTICS,
    TREND_COLUMNS,
)
from wps_eval.evaluation.calls import CALLED_NAME, Call, read_call
from wps_eval.indicators.value_rows import VALUE
from wps_eval.report.compared_groups import joined_groups
from wps_eval.report.survey_trend import trends_in
from wps_eval.results.columns import SCALES, SLOPE, STUDY_ESTIMATES, TABLES
from wps_eval.results.keys import ENDS, ValueKey, domain_of_row
from wps_eval.results.rows import each
from wps_eval.run.trace.lines import Teller
from wps_eval.run.trace.tracer import Tracer
from wps_eval.values import EVERYBODY, Domain, Span, read_codes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pandas as pd

    from wps_eval.report.edition import Edition

WHOLE = ""  #: the statistic of a bare code: all that there is of it
VALUES = (*SCALES, STUDY_ESTIMATES, "estimates")  #: tables of values, the plan's own last


def trace_lines(edition: Edition, key: str, group: str = "") -> list[str]:
    """Tell where a printed number comes from.

    Args:
        edition: The study, with the place that is meant where the key names none.
        key: A key as texts bind to it, ``value("2.1.2/8-b", "baseline")``; an indicator's code, a scale, the code
            of a comparison group, a place, or a results table.
        group: The group that is meant where the key names none.

    Returns:
        A short tree in the edition's language.

    Raises:
        InputFaults: The key cannot be read, or nothing of that name was released.
        NotReleased: Nothing was released at all.
    """
    return [*Teller(edition).opening(), *_lines(edition, key.strip(), group)]


def _lines(edition: Edition, key: str, group: str) -> Iterator[str]:
    """Tell of a key, by what it is."""
    if _is_call(key):
        return _call_lines(edition, read_call(key.strip("{} "), Where("KEY")))
    if key in edition.plan.reporting_places:
        return _place_lines(edition, key)
    if key in TABLES:
        return _table_lines(edition, key, set())
    return _call_lines(edition, Call(key, WHOLE, group))


def _is_call(key: str) -> bool:
    """Whether a key is written as texts write it."""
    return key.startswith(("{{", f"{CALLED_NAME}("))


def _call_lines(edition: Edition, call: Call) -> Iterator[str]:
    """Tell of what a call asks for."""
    edition = _edition_of(edition, call)
    if call.statistic not in (WHOLE, VALUE, *KNOWN_STATISTICS):
        found = Fault("unknown_statistic", Where("KEY"), call.statistic, known=KNOWN_STATISTICS)
        raise InputFaults([found], "asked")
    place = call.place or edition.place
    asked = replace(call, code=edition.plan.indicator_code(call.code), place=place)
    for find in _WAYS:
        if lines := list(find(edition, asked)):
            yield from lines
            return
    raise InputFaults([_nothing(edition, asked)], "asked")


def _edition_of(edition: Edition, call: Call) -> Edition:
    """Give the edition before that a call names, or this one."""
    if not call.edition:
        return edition
    earlier = edition.earlier
    if earlier is None or earlier.study.name != call.edition:
        known = (earlier.study.name,) if earlier else ()
        fault = Fault("unknown_edition", Where("KEY"), call.edition, known=known)
        raise InputFaults([fault], "asked")
    return earlier


def _verdict_lines(edition: Edition, call: Call) -> Iterator[str]:
    """Tell of a verdict, or of the one of its two values that is asked for."""
    if call.statistic in (ESTIMATE, VALUE, *TREND_COLUMNS, *GROUP_COLUMNS):
        return
    end = INTERVAL_ENDS.get(call.statistic, (call.statistic, ""))[0]
    for row in each(_rows(edition.released["verdicts"], call)):
        chain = Tracer(edition).chain(row)
        yield from Teller(edition).chain_lines(chain, (end,) if end in ENDS else ENDS)


def _value_lines(edition: Edition, call: Call) -> Iterator[str]:
    """Tell of released values: of an indicator at another time, of a scale, of a study."""
    if call.statistic not in (WHOLE, ESTIMATE, VALUE):
        return
    tracer, teller = Tracer(edition), Teller(edition)
    for name in VALUES:
        rows = _rows(edition.released[name], call)
        rows = rows[(rows["statistic"] == VALUE) | (name == STUDY_ESTIMATES)]
        if call.period:
            rows = rows[rows["period_end"].astype(str).str.startswith(call.period)]
        for row in each(rows):
            yield from teller.value_lines(tracer.value(row, name))


def _trend_lines(edition: Edition, call: Call) -> Iterator[str]:
    """Tell of the rounds that make a trend."""
    if call.statistic in TREND_COLUMNS:
        rows = _rows(trends_in(edition.released), call)
        for row in each(rows[rows["statistic"] == SLOPE]):
            yield from _round_lines(edition, call.code, read_codes(str(row.rounds)))


def _compared_lines(edition: Edition, call: Call) -> Iterator[str]:
    """Tell of the two rounds in which groups were compared."""
    if call.statistic in (WHOLE, *GROUP_COLUMNS):
        table = joined_groups(edition.released)
        for row in each(table[(table["comparison"] == call.code) & (table["place"] == call.place)]):
            rounds = (str(row.baseline_round), str(row.current_round))
            yield from _round_lines(edition, str(row.indicator), rounds)


_WAYS: tuple[Callable[[Edition, Call], Iterator[str]], ...] = (
    _verdict_lines,
    _value_lines,
    _trend_lines,
    _compared_lines,
)


def _rows(table: pd.DataFrame, call: Call) -> pd.DataFrame:
    """Choose the rows of a table that a call names."""
    return table[
        (table["indicator"] == call.code)
        & (table["place"] == call.place)
        & (table["group"] == call.group)
    ]


def _round_lines(edition: Edition, code: str, rounds: tuple[str, ...]) -> Iterator[str]:
    """Tell what several rounds asked for one scale or indicator."""
    tracer, teller = Tracer(edition), Teller(edition)
    start = edition.plan.head.period.start  # a round is asked of what it asked, at whatever time
    for name in rounds:
        key = ValueKey(code, Domain(edition.place, EVERYBODY), Span(start, start), round=name)
        asked = tracer.asked(key)
        if asked is not None:
            yield from teller.asked_lines(asked)


def _place_lines(edition: Edition, place: str) -> Iterator[str]:
    """List the verdicts of a place that have a value, and say how to go on."""
    words = edition.words
    verdicts = edition.released["verdicts"]
    rows = verdicts[(verdicts["place"] == place) & (verdicts["group"] == "")]
    name = edition.place_names.get(place, place)
    yield words.say("trace.place", place=name, n=int((rows["current_date"] != "").sum()))
    for row in each(rows[rows["current_date"] != ""]):
        status = words.say(f"status.{row.status}")
        yield "  " + words.say("trace.of_place", code=row.indicator, status=status)
    yield words.say("trace.go_on", study=edition.study.name, place=place)


def _table_lines(edition: Edition, table: str, told: set[str]) -> Iterator[str]:
    """Tell which notebook writes a table, and what that rests on, down to files."""
    tracer, words = Tracer(edition), edition.words
    told.add(table)
    yield words.say("trace.table", table=table, notebook=tracer.notebook_of(table))
    for need in tracer.needs_of(table):
        if need in TABLES and need not in told:
            yield from (f"  {line}" for line in _table_lines(edition, need, told))
        elif need not in TABLES:
            yield "  " + words.say(f"trace.need.{need}", folder=_folder_of_need(edition, need))


def _folder_of_need(edition: Edition, need: str) -> str:
    """Name the folder in which the files behind a need lie."""
    study = edition.study
    folders = {
        "exports": f"data/{study.private}",
        "figure_files": f"data/{study.figures}",
        "people": f"outputs/{study.name}/measured/people",
        "returns": f"data/{study.returns}",
        "study_files": f"data/{study.studies}",
    }
    return f"{folders[need]}/"


def _nothing(edition: Edition, call: Call) -> Fault:
    """Say that nothing of a name was released, with the nearest name; or not for that place and group."""
    tables = [edition.released[name] for name in (*VALUES, "verdicts")]
    domains = sorted(
        {
            str(domain_of_row(row).place) + (f" {row.group}" if row.group else "")
            for table in tables
            for row in each(table[table["indicator"] == call.code])
        }
    )
    if domains:
        at = (str(call.place), *filter(None, (call.group,)))
        found = Data(code=(call.code,), at=at)
        return Fault("nothing_to_trace.there", Where("KEY"), found, Data(domains=tuple(domains)))
    known = {str(code) for table in tables for code in table["indicator"].unique()}
    names = tuple(sorted(known | {*TABLES, *edition.plan.reporting_places}))
    return Fault("nothing_to_trace", Where("KEY"), call.code, known=names)
