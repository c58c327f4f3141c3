"""Let results out: every measured table passes the rules here, or it does not leave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wps_eval.codes import Certainty, Change, Reason, State, Status
from wps_eval.disclosure.checksums import keyed
from wps_eval.disclosure.hidden_rounds import hide_trends_of_hidden_rounds
from wps_eval.disclosure.hiding import hide_rows
from wps_eval.disclosure.numbers import Gathered, Subjects, rows_to_hide
from wps_eval.disclosure.small_counts import SmallCounts
from wps_eval.disclosure.small_courses import hide_small_courses
from wps_eval.disclosure.small_groups import hide_small_balance, hide_small_groups
from wps_eval.disclosure.small_item_groups import hide_small_item_groups
from wps_eval.disclosure.suppression import suppress
from wps_eval.disclosure.survey_bases import mark_imprecise
from wps_eval.results.columns import (
    ITEM_FUNCTIONING,
    ITEM_SCALES,
    SCALES,
    STUDY_ESTIMATES,
    balance_of,
    groups_of,
    trends_of,
)
from wps_eval.results.keys import ENDS, end_key, value_key
from wps_eval.results.rows import each

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from wps_eval.disclosure.additive import Partitions
    from wps_eval.plan.lists import Partition

PUBLIC = (  # about indicators, files, methods, activities and money, not people
    "evaluability",
    "inputs",
    "rounds",
    "activities",
    "budget",
    "commitments",
)
TREND_TABLES = tuple(map(trends_of, SCALES))
COMPARED = (*map(groups_of, SCALES), *map(balance_of, SCALES))
RELEASED = (
    *PUBLIC,
    *SCALES,
    *TREND_TABLES,
    *COMPARED,
    ITEM_FUNCTIONING,
    "training",
    STUDY_ESTIMATES,
    "estimates",
    "verdicts",
)
#: columns that no report prints and that would give a hidden mean back
NEVER_RELEASED = ("n_weighted",)


@dataclass(frozen=True)
class Policy:
    """What release goes by.

    Attributes:
        limits: The study's limits.
        partitions: Which places make which.
        public: What earlier releases let out: values by their keys.
        key: The workbench's secret, with which checksums are keyed.
    """

    limits: SmallCounts
    partitions: Partitions = ()
    public: Mapping[Any, float] | None = None
    key: bytes = b""

    @classmethod
    def of(
        cls,
        limits: Mapping[str, int],
        partitions: Iterable[Partition],
        key: bytes,
        public: Mapping[Any, float] | None = None,
    ) -> Policy:
        """Take the limits that a study declares, the places of its plan, and the workbench's secret."""
        places = tuple((partition.whole, partition.parts) for partition in partitions)
        return cls(SmallCounts(**limits), places, public, key)


def release(measured: Mapping[str, pd.DataFrame], policy: Policy) -> dict[str, pd.DataFrame]:
    """Apply disclosure to every measured table.

    Args:
        measured: The measured tables, by name; ``subjects`` says what the estimates count.
        policy: What release goes by.

    Returns:
        The tables that may be shown. Small counts and bases are hidden, and with them what is needed that
        none can be found from all that is shown; a verdict that rests on a hidden value is hidden with
        it. A table that no rule covers is not released. Nothing is raised.

    Source: DESIGN of wps-eval: one place, applied last, to every table.
    """
    released = {
        name: keyed(measured[name], name, policy.key) for name in PUBLIC if name in measured
    }
    with_estimates = {
        name: mark_imprecise(measured[name], policy.limits)
        for name in (*SCALES, STUDY_ESTIMATES, "estimates")
        if name in measured
    }
    released |= _without_hidden(with_estimates, measured, policy)
    released |= _groups(measured, released, policy)
    if ITEM_FUNCTIONING in measured and ITEM_SCALES in released:
        released[ITEM_FUNCTIONING] = hide_small_item_groups(
            measured[ITEM_FUNCTIONING], released[ITEM_SCALES], policy.limits
        )
    if "training" in measured:
        released["training"] = hide_small_courses(measured["training"], policy.limits)
    if "verdicts" in measured and "estimates" in released:
        released["verdicts"] = _hide_verdicts(measured["verdicts"], released["estimates"])
    for name in TREND_TABLES:
        if name in measured and "estimates" in released:
            released[name] = hide_trends_of_hidden_rounds(
                measured[name], name, released["estimates"], policy.limits.smallest_base
            )
    return released


def _without_hidden(
    tables: Mapping[str, pd.DataFrame], measured: Mapping[str, pd.DataFrame], policy: Policy
) -> dict[str, pd.DataFrame]:
    """Hide what is small in tables of estimates, and what would give it away."""
    subjects = Subjects.of(measured["subjects"]) if "subjects" in measured else Subjects()
    gathered = Gathered(policy.limits, subjects, policy.partitions, policy.public or {})
    for name, table in tables.items():
        gathered.add_counts(name, table)
        gathered.add_bases(name, table)
    hidden = suppress(gathered.cells())
    shown = {}
    for name, table in tables.items():
        own, partners = rows_to_hide(gathered, hidden, name)
        emptied = hide_rows(table, name, own, Reason.SUPPRESSED)
        emptied = hide_rows(emptied, name, partners, Reason.COMPLEMENTARY)
        shown[name] = emptied.assign(**dict.fromkeys(NEVER_RELEASED, float("nan")))
    return shown


def _groups(
    measured: Mapping[str, pd.DataFrame], released: Mapping[str, pd.DataFrame], policy: Policy
) -> dict[str, pd.DataFrame]:
    """Hide what is small, or gives a hidden part back, in comparisons of groups."""
    shown: dict[str, pd.DataFrame] = {}
    for survey in SCALES:
        groups, balance = groups_of(survey), balance_of(survey)
        if groups in measured:
            shown[groups] = hide_small_groups(
                measured[groups], survey, released.get(survey), policy.limits
            )
        if balance in measured and groups in shown:
            shown[balance] = hide_small_balance(
                measured[balance], survey, shown[groups], policy.limits
            )
    return shown


def _hide_verdicts(verdicts: pd.DataFrame, estimates: pd.DataFrame) -> pd.DataFrame:
    """Hide verdicts that rest on a hidden value; context stays context."""
    hidden_keys = set(map(value_key, each(estimates[estimates["state"] == State.SUPPRESSED])))
    rests_on_hidden = [
        any(end_key(verdict, end) in hidden_keys for end in ENDS) for verdict in each(verdicts)
    ]
    rows = verdicts.index[rests_on_hidden]
    table = hide_rows(verdicts, "verdicts", rows, Reason.SUPPRESSED)
    table.loc[rows, "change"] = str(Change.CANNOT_TELL)
    table.loc[rows, "certainty"] = str(Certainty.NOT_APPLICABLE)
    rated = table.index.isin(rows) & (table["status"] != Status.CONTEXT)
    table.loc[rated, "status"] = str(Status.NOT_ASSESSABLE)
    return table
