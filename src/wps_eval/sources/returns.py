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
from wps_eval.plan.tables import read_table
from wps_eval.words.numbers import parse_number

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

ACTIVITIES, BUDGET = "activities.csv", "budget.csv"


def _amount(cell: object) -> object:
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


Amount = Annotated[float, BeforeValidator(_amount), Field(ge=0)]


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
    folder: Path, answering: Mapping[str, Collection[str]], bodies: Collection[str]
) -> Returns:
    """Read the returns; a file that does not exist holds none.

    Args:
        folder: The folder of returns.
        answering: The plan's activities, each with the bodies that answer for or support it; an
            activity whose bodies cannot be read may be reported by any.
        bodies: The plan's bodies.

    Returns:
        The rows that could be read; a row that leads nowhere stays out and is named among the
        faults. Nothing is raised.
    """
    faults: list[Fault] = []
    returns = read_table(folder / ACTIVITIES, ActivityReturn, faults)
    money = read_table(folder / BUDGET, BudgetReturn, faults)
    where = f"{folder.name}/{ACTIVITIES}"
    strange = [*_unknown(returns, where, answering, bodies), *_repeated(returns, where)]
    where = f"{folder.name}/{BUDGET}"
    strange += _unknown_budget(money, where, answering)
    return Returns(
        tuple(r for r in returns if r.activity in answering and r.body in bodies),
        tuple(r for r in money if r.activity in answering),
        (*faults, *strange),
    )


def _unknown(
    returns: tuple[ActivityReturn, ...],
    where: str,
    answering: Mapping[str, Collection[str]],
    bodies: Collection[str],
) -> Iterator[Fault]:
    for row in returns:
        if row.activity not in answering:
            found, known = Data(activity=row.activity, body=row.body), tuple(sorted(answering))
            yield Fault("unknown_activity", Where(where, column="activity"), found, known=known)
        elif row.body not in bodies:
            found, known = Data(body=row.body, activity=row.activity), tuple(sorted(bodies))
            yield Fault("unknown_body", Where(where, column="body"), found, known=known)
        elif answering[row.activity] and row.body not in answering[row.activity]:
            found, wanted = (
                Data(body=row.body, activity=row.activity),
                tuple(sorted(answering[row.activity])),
            )
            yield Fault("not_answering", Where(where, column="body"), found, wanted)


def _repeated(returns: tuple[ActivityReturn, ...], where: str) -> Iterator[Fault]:
    seen = Counter((r.activity, r.body, r.date) for r in returns)
    for (activity, body, date), count in seen.items():
        if count > 1:
            found = Data(count=count, activity=activity, body=body, date=date)
            yield Fault("return_twice", Where(where, column="date"), found)


def _unknown_budget(
    money: tuple[BudgetReturn, ...], where: str, answering: Mapping[str, Collection[str]]
) -> Iterator[Fault]:
    for row in money:
        if row.activity not in answering:
            at, known = Where(where, column="activity"), tuple(sorted(answering))
            yield Fault("unknown_budget_activity", at, found=row.activity, known=known)
    seen = Counter((r.activity, r.currency, r.date) for r in money)
    for (activity, currency, date), count in seen.items():
        if count > 1:
            rows = Data(count=count, activity=activity, currency=currency, date=date)
            yield Fault("budget_twice", Where(where, column="date"), rows)
