"""What bodies send in on their activities: how far each has come, and its money."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from wps_eval.codes import Stage  # noqa: TC001 - pydantic reads the annotations
from wps_eval.errors import Data, Fault, Where
from wps_eval.plan.complaints import refusal
from wps_eval.plan.models import Dated  # noqa: TC001 - as above
from wps_eval.plan.tables import read_numbered_table
from wps_eval.words.numbers import parse_number

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from wps_eval.plan.body_names import BodyNames

ACTIVITIES, BUDGET = "activities.csv", "budget.csv"


def _read_amount(cell: object) -> object:
    """Read an amount in any of the scripts; a share of something is no amount."""
    if not isinstance(cell, str):
        return cell
    try:
        number, percent = parse_number(cell)
    except ValueError:
        percent = True
    if percent:
        raise refusal("bad_value.amount")
    return number


Amount = Annotated[float, BeforeValidator(_read_amount), Field(ge=0)]


class ActivityReturn(BaseModel):
    """What one body said of one activity on one day.

    Attributes:
        evidence: The document that shows it, such as a letter's number; no person is named.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    activity: str
    body: str
    stage: Stage
    date: Dated
    evidence: str = ""


class BudgetReturn(BaseModel):
    """What one activity needs, was promised and has spent, all told up to a day."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    activity: str
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    date: Dated
    needed: Amount | None = None
    pledged: Amount | None = None
    spent: Amount | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Returns:
    """All returns of one folder, and what is wrong in them."""

    activities: tuple[ActivityReturn, ...] = ()
    budget: tuple[BudgetReturn, ...] = ()
    faults: tuple[Fault, ...] = ()


def read_returns(
    folder: Path, answering: Mapping[str, Collection[str]], bodies: BodyNames
) -> Returns:
    """Read the returns; a file that does not exist holds none.

    Args:
        folder: The folder of returns.
        answering: The plan's activities, each with the bodies that answer for or support it; an
            activity whose bodies cannot be read may be reported by any.
        bodies: The plan's bodies by every spelling.

    Returns:
        The rows that could be read, with the codes of their bodies; a row that leads nowhere stays out
        and is named among the faults. Nothing is raised.
    """
    faults: list[Fault] = []
    returns = _with_body_codes(
        read_numbered_table(folder / ACTIVITIES, ActivityReturn, faults), answering, bodies
    )
    money = read_numbered_table(folder / BUDGET, BudgetReturn, faults)
    file = f"{folder.name}/{ACTIVITIES}"
    strange = [
        *_unknown_faults(returns, file, answering, bodies),
        *_repeated_faults(returns, file),
    ]
    file = f"{folder.name}/{BUDGET}"
    strange += _budget_faults(money, file, answering)
    return Returns(
        tuple(r for _, r in returns if r.activity in answering and r.body in bodies.codes),
        tuple(r for _, r in money if r.activity in answering),
        (*faults, *strange),
    )


Numbered = tuple[tuple[int, ActivityReturn], ...]


def _with_body_codes(
    returns: Numbered, answering: Mapping[str, Collection[str]], bodies: BodyNames
) -> Numbered:
    """Put codes in place of spellings; of two bodies of one spelling the one that answers is meant."""
    found = []
    for line, row in returns:
        meant = bodies.meant(row.body)
        own = [code for code in meant if code in answering.get(row.activity, ())]
        codes = own if len(meant) > 1 and own else meant
        found.append((line, row.model_copy(update={"body": codes[0]}) if len(codes) == 1 else row))
    return tuple(found)


def _unknown_faults(
    returns: Numbered,
    file: str,
    answering: Mapping[str, Collection[str]],
    bodies: BodyNames,
) -> Iterator[Fault]:
    """Find rows of activities and bodies that the plan does not know, or that do not go together."""
    for line, row in returns:
        body = Where(file, row=line, column="body")
        if row.activity not in answering:
            found, known = Data(activity=row.activity, body=row.body), tuple(sorted(answering))
            at = Where(file, row=line, column="activity")
            yield Fault("unknown_activity", at, found, known=known)
        elif len(meant := bodies.meant(row.body)) > 1:
            yield Fault("ambiguous_body", body, row.body, meant)
        elif not meant:
            found = Data(body=row.body, activity=row.activity)
            yield Fault("unknown_body", body, found, known=tuple(sorted(bodies.codes)))
        elif answering[row.activity] and row.body not in answering[row.activity]:
            found = Data(body=row.body, activity=row.activity)
            yield Fault("not_answering", body, found, tuple(sorted(answering[row.activity])))


def _repeated_faults(returns: Numbered, file: str) -> Iterator[Fault]:
    """Find two rows of one activity, body and day."""
    seen = Counter((r.activity, r.body, r.date) for _, r in returns)
    for (activity, body, date), count in seen.items():
        if count > 1:
            found = Data(count=count, activity=activity, body=body, date=date)
            yield Fault("return_twice", Where(file, column="date"), found)


def _budget_faults(
    money: tuple[tuple[int, BudgetReturn], ...],
    file: str,
    answering: Mapping[str, Collection[str]],
) -> Iterator[Fault]:
    """Find rows of activities that the plan does not know, and two of one activity, currency and day."""
    for line, row in money:
        if row.activity not in answering:
            at, known = Where(file, row=line, column="activity"), tuple(sorted(answering))
            yield Fault("unknown_budget_activity", at, found=row.activity, known=known)
    seen = Counter((r.activity, r.currency, r.date) for _, r in money)
    for (activity, currency, date), count in seen.items():
        if count > 1:
            rows = Data(count=count, activity=activity, currency=currency, date=date)
            yield Fault("budget_twice", Where(file, column="date"), rows)
