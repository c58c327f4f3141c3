"""Numbers in authors' prose, bound to released results by key; a template can do nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any

from jinja2 import StrictUndefined
from jinja2.exceptions import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from wps_eval.codes import State
from wps_eval.errors import Data, Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    import pandas as pd

    from wps_eval.errors import Where
    from wps_eval.evaluation.models import Evidence

EXPRESSION = re.compile(r"\{\{(.*?)\}\}")
CALL = re.compile(r"\s*value\([^(){}]*\)\s*")
OF_VERDICTS = {
    "baseline": "baseline", "current": "current", "change_pp": "difference", "change": "difference",
    "target": "target_value", "change_low": "ci_low", "change_high": "ci_high",
}  # fmt: skip
ENDS = {  # of the interval of one value: the value's role, and its column
    f"{role}_{end}": (role, f"ci_{end}") for role in ("baseline", "current") for end in ("low", "high")
}  # fmt: skip
ESTIMATE = "estimate"
KNOWN = (*OF_VERDICTS, *ENDS, ESTIMATE)


@dataclass(frozen=True)
class Results:
    """What prose may bind to: released tables, and how a number is written.

    Attributes:
        estimates: Released estimates.
        verdicts: Released verdicts.
        place: The page's place, which a key takes when it names none.
        resolve: Gives the plan's code of a printed one.
        write: Writes a number in its unit, in the page's language.
        editions: The editions before this one, by the study's name.
        evidence: What may be quoted, if consent and review allow it.
        documents: Codes of the documents that a number may be cited from.
    """

    estimates: pd.DataFrame
    verdicts: pd.DataFrame
    place: str
    resolve: Callable[[str], str]
    write: Callable[[float, str, str], str]
    editions: Mapping[str, Results] = field(default_factory=dict)
    evidence: Collection[Evidence] = ()
    documents: Collection[str] = ()


def fill(line: str, results: Results, where: Where, faults: list[Fault]) -> str:
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
    if line.count("{{") != len(EXPRESSION.findall(line)):
        faults.append(Fault("bad_binding", where, found="{{"))
        return re.sub(r"\{\{.*?(\}\}|$)", GAP, line)
    reader = _Reader(results, where, faults)
    return EXPRESSION.sub(lambda found: _called(found[1], reader), line)


GAP = '[?]{gap="yes"}'


def _called(call: str, reader: _Reader) -> str:
    if not CALL.fullmatch(call):
        reader.faults.append(Fault("bad_binding", reader.where, found=f"{{{{{call}}}}}"))
        return GAP
    room = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
    try:
        return room.from_string(f"{{{{{call}}}}}").render(value=reader.value)
    except (TemplateError, TypeError, ValueError, AttributeError, ArithmeticError):
        reader.faults.append(Fault("bad_binding", reader.where, found=f"{{{{{call}}}}}"))
        return GAP


@dataclass
class _Reader:
    """Collects what the calls of one line ask for, and what is wrong with them."""

    results: Results
    where: Where
    faults: list[Fault]

    def value(
        self, code: str, statistic: str = "current", *, group: str = "", place: str | None = None,
        period: str | None = None, edition: str | None = None,
    ) -> str:  # fmt: skip
        """Give one released number, marked as bound."""
        results = self.results.editions.get(edition) if edition else self.results
        if results is None:
            return self._wrong("unknown_edition", str(edition), tuple(self.results.editions))
        if statistic not in KNOWN and statistic not in set(results.estimates["statistic"]):
            return self._wrong("unknown_statistic", statistic, KNOWN)
        if period and statistic in (*OF_VERDICTS, *ENDS):
            return self._wrong(
                "bad_period", Data(code=(code,), statistic=statistic, period=(period,))
            )
        wanted = results.resolve(code)
        table = results.verdicts if statistic in OF_VERDICTS else results.estimates
        at = place or results.place
        rows = table[
            (table["indicator"] == wanted) & (table["place"] == at) & (table["group"] == group)
        ]
        if statistic not in OF_VERDICTS:
            rows = _estimates(rows, statistic, period)
        column = OF_VERDICTS.get(statistic) or ENDS.get(statistic, ("", ESTIMATE))[1]
        if rows.empty:
            return self._missing(table, wanted, code, statistic, group=group, place=at)
        return self._one(rows, code, column, statistic)

    def _missing(
        self, table: pd.DataFrame, wanted: str, code: str, statistic: str, *, group: str, place: str
    ) -> str:
        """Say which part of a key leads nowhere, with the nearest name that does."""
        for column, asked in (("indicator", wanted), ("place", place), ("group", group)):
            known = sorted(set(table[column].astype(str)) - {""})
            if asked and asked not in known:
                return self._wrong(
                    "unknown_result", Data(asked=asked, column=(column,)), tuple(known)
                )
        found = Data(code=code, statistic=statistic, at=(*filter(None, (group,)), place))
        return self._wrong("no_result", found)

    def _one(self, rows: pd.DataFrame, code: str, column: str, statistic: str) -> str:
        if len(rows) != 1:
            found = Data(code=code, statistic=statistic, count=len(rows))
            return self._wrong("ambiguous_key", found)
        row: Any = rows.iloc[0]
        if str(row["state"]) == State.SUPPRESSED:
            return self._wrong("suppressed_value", code)
        number = row[column]
        if number != number or number is None:  # noqa: PLR0124 - NaN
            return self._wrong("no_number", Data(code=code, statistic=statistic))
        return f'[{self.results.write(float(number), str(row["unit"]), statistic)}]{{bound="yes"}}'

    def _wrong(self, code: str, found: str | Data, known: tuple[str, ...] = ()) -> str:
        """Collect a fault, and leave a marked gap that names what was asked for."""
        self.faults.append(Fault(code, self.where, found=found, known=known))
        asked = str(found.named[0][1]) if isinstance(found, Data) else found
        return f'[{escape(asked)}]{{gap="yes"}}'


def _estimates(rows: pd.DataFrame, statistic: str, period: str | None) -> pd.DataFrame:
    """Choose estimates: those of a value's role, or of a statistic and period."""
    rows = rows[rows["item"] == ""]
    if statistic in ENDS:
        return rows[rows["role"] == ENDS[statistic][0]]
    if statistic != ESTIMATE:
        rows = rows[rows["statistic"] == statistic]
    return rows[rows["period_end"].astype(str).str.startswith(period)] if period else rows
