"""Numbers in authors' prose, bound to released results by key; a call can do nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any

from wps_eval.codes import State
from wps_eval.errors import Data, Fault, ProseFaults
from wps_eval.evaluation.calls import read_call
from wps_eval.results.columns import SLOPE
from wps_eval.results.keys import end_key, value_key
from wps_eval.results.rows import each
from wps_eval.values.row_holder import RowHolder

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    import pandas as pd

    from wps_eval.errors import Where
    from wps_eval.evaluation.calls import Call
    from wps_eval.evaluation.models import Evidence

CALL_IN_BRACES = re.compile(r"\{\{(.*?)\}\}")
VERDICT_COLUMNS = {
    "baseline": "baseline", "current": "current", "change_pp": "difference", "change": "difference",
    "target": "target_value", "change_low": "ci_low", "change_high": "ci_high",
}  # fmt: skip
INTERVAL_ENDS = {  # of the interval of one value: the end at which a verdict has it, and its column
    f"{role}_{end}": (role, f"ci_{end}") for role in ("baseline", "current") for end in ("low", "high")
}  # fmt: skip
TREND_COLUMNS = {
    "change_a_year": "difference", "change_a_year_low": "ci_low", "change_a_year_high": "ci_high",
}  # fmt: skip
#: of groups that are compared, found by the code of their comparison
GROUP_COLUMNS = {
    "groups_difference": "difference", "groups_low": "ci_low", "groups_high": "ci_high",
    "groups_treated_change": "treated_change", "groups_comparison_change": "comparison_change",
}  # fmt: skip
ESTIMATE = "estimate"
BY_KEY = (
    *VERDICT_COLUMNS,
    *TREND_COLUMNS,
    *GROUP_COLUMNS,
)  #: of which a key has one number, without a period
KNOWN_STATISTICS = (*BY_KEY, *INTERVAL_ENDS, ESTIMATE)


@dataclass(frozen=True, repr=False)
class Results(RowHolder):
    """What prose may bind to: released tables, and how a number is written.

    Attributes:
        estimates: Released estimates.
        verdicts: Released verdicts.
        trends: Released trends of three or more rounds.
        groups: Released groups that were compared, the code of each comparison as its indicator.
        place: The page's place, which a key takes when it names none.
        resolve: Gives the plan's code of a printed one.
        write: Writes a number in its unit, in the page's language.
        editions: The editions before this one, by the study's name.
        evidence: What may be quoted, if consent and review allow it.
        documents: Codes of the documents that a number may be cited from.
    """

    estimates: pd.DataFrame
    verdicts: pd.DataFrame
    trends: pd.DataFrame
    groups: pd.DataFrame
    place: str
    resolve: Callable[[str], str]
    write: Callable[[float, str, str], str]
    editions: Mapping[str, Results] = field(default_factory=dict)
    evidence: Collection[Evidence] = ()
    documents: Collection[str] = ()


def fill_calls(line: str, results: Results, where: Where, faults: list[Fault]) -> str:
    """Put released numbers in the place of a line's calls, each by itself.

    Args:
        line: One line of the text.
        results: What may be bound.
        where: The line's place.
        faults: Where faults are collected.

    Returns:
        The line; what cannot be read or bound leaves a marked gap, never a wrong number.
    """
    if "{%" in line:
        faults.append(Fault("bad_binding", where, found="{%"))
        line = re.sub(r"\{%.*?(%\}|$)", GAP, line)
    if line.count("{{") != len(CALL_IN_BRACES.findall(line)):
        faults.append(Fault("bad_binding", where, found="{{"))
        return re.sub(r"\{\{.*?(\}\}|$)", GAP, line)
    reader = _CallReader(results, where, faults)
    return CALL_IN_BRACES.sub(lambda found: _number_of_call(found[1], reader), line)


GAP = '[?]{gap="yes"}'


def _number_of_call(text: str, reader: _CallReader) -> str:
    """Give the number that a call asks for, or a marked gap where the call cannot be read."""
    try:
        call = read_call(text, reader.where)
    except ProseFaults as error:
        reader.faults.extend(error.faults)
        return GAP
    return reader.released_number(call)


@dataclass
class _CallReader:
    """Collects what the calls of one line ask for, and what is wrong with them."""

    results: Results
    where: Where
    faults: list[Fault]

    def released_number(self, call: Call) -> str:
        """Give one released number, marked as bound."""
        results = self.results.editions.get(call.edition) if call.edition else self.results
        if results is None:
            return self._fault_and_gap(
                "unknown_edition", str(call.edition), tuple(self.results.editions)
            )
        if call.statistic not in KNOWN_STATISTICS and call.statistic not in set(
            results.estimates["statistic"]
        ):
            return self._fault_and_gap("unknown_statistic", call.statistic, KNOWN_STATISTICS)
        if call.period and call.statistic in (*BY_KEY, *INTERVAL_ENDS):
            asked = Data(statistic=call.statistic, code=(call.code,), period=(call.period,))
            return self._fault_and_gap("bad_binding.period", asked)
        return self._looked_up_number(call, results)

    def _looked_up_number(self, call: Call, results: Results) -> str:
        """Look the key of a call up in the table that holds what it asks for."""
        statistic, place = call.statistic, call.place or results.place
        indicator = results.resolve(call.code)
        table = _table_of(results, statistic)
        rows = table[
            (table["indicator"] == indicator)
            & (table["place"] == place)
            & (table["group"] == call.group)
        ]
        if statistic in INTERVAL_ENDS:
            rows = _estimates_at_end(rows, results.verdicts, INTERVAL_ENDS[statistic][0])
        elif statistic not in BY_KEY:
            rows = _estimates_of_statistic(rows, statistic, call.period)
        if rows.empty:
            return self._missing_key(table, indicator, call, place)
        column = (VERDICT_COLUMNS | TREND_COLUMNS | GROUP_COLUMNS).get(statistic)
        column = column or INTERVAL_ENDS.get(statistic, ("", ESTIMATE))[1]
        return self._single_number(rows, call.code, column, statistic)

    def _missing_key(self, table: pd.DataFrame, indicator: str, call: Call, place: str) -> str:
        """Say which part of a key leads nowhere, with the nearest name that does."""
        for column, asked in (("indicator", indicator), ("place", place), ("group", call.group)):
            known = sorted(set(table[column].astype(str)) - {""})
            if asked and asked not in known:
                found = Data(asked=asked, column=(column,))
                return self._fault_and_gap("unknown_result", found, tuple(known))
        group_and_place = (*filter(None, (call.group,)), place)
        return self._fault_and_gap(
            "no_result", Data(code=call.code, statistic=call.statistic, at=group_and_place)
        )

    def _single_number(
        self, rows: pd.DataFrame, indicator: str, column: str, statistic: str
    ) -> str:
        """Give the number of a single row, marked as bound, or a gap where it may not be shown."""
        if len(rows) != 1:
            found = Data(code=indicator, statistic=statistic, count=len(rows))
            return self._fault_and_gap("ambiguous_key", found)
        row: Any = rows.iloc[0]
        if str(row["state"]) == State.SUPPRESSED:
            return self._fault_and_gap("suppressed_value", indicator)
        number = row[column]
        if number != number or number is None:  # noqa: PLR0124 - NaN
            return self._fault_and_gap("no_number", Data(code=indicator, statistic=statistic))
        return f'[{self.results.write(float(number), str(row["unit"]), statistic)}]{{bound="yes"}}'

    def _fault_and_gap(self, code: str, found: str | Data, known: tuple[str, ...] = ()) -> str:
        """Collect a fault, and leave a marked gap that names what was asked for.

        Of several things found the first is what was asked for: callers name it first.
        """
        self.faults.append(Fault(code, self.where, found=found, known=known))
        asked_for = str(found.named[0][1]) if isinstance(found, Data) else found
        return f'[{escape(asked_for)}]{{gap="yes"}}'


def _table_of(results: Results, statistic: str) -> pd.DataFrame:
    """Give the table that holds what is asked for: of trends the lines alone."""
    if statistic in VERDICT_COLUMNS:
        return results.verdicts
    if statistic in TREND_COLUMNS:
        return results.trends[results.trends["statistic"] == SLOPE]
    return results.groups if statistic in GROUP_COLUMNS else results.estimates


def _estimates_at_end(rows: pd.DataFrame, verdicts: pd.DataFrame, end: str) -> pd.DataFrame:
    """Choose the estimates that the verdict on them has at one end."""
    keys = {
        end_key(row, end) for row in each(verdicts[verdicts["indicator"].isin(rows["indicator"])])
    }
    return rows[[value_key(row) in keys for row in each(rows)]]


def _estimates_of_statistic(rows: pd.DataFrame, statistic: str, period: str | None) -> pd.DataFrame:
    """Choose estimates of a statistic and period."""
    rows = rows[rows["item"] == ""]
    if statistic != ESTIMATE:
        rows = rows[rows["statistic"] == statistic]
    return rows[rows["period_end"].astype(str).str.startswith(period)] if period else rows
