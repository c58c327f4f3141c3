"""The release step: read all measured tables, apply disclosure, audit, write what may be shown."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from wps_eval.codes import Reason, State
from wps_eval.disclosure.audit import (
    Knowledge,
    exposed,
    told_by_trends,
    told_by_verdicts,
    undeclared,
)
from wps_eval.disclosure.ledger import earlier_releases, enter, public_values
from wps_eval.disclosure.numbers import Subjects
from wps_eval.disclosure.release import TREND_TABLES, Policy, release
from wps_eval.errors import Data, Fault, InputFaults, Where
from wps_eval.files.permissions import READABLE_BY_ALL, open_way
from wps_eval.files.whole_file import write_whole
from wps_eval.plan import load_plan
from wps_eval.results.columns import ITEM_FUNCTIONING, SCALES, STUDY_ESTIMATES, groups_of
from wps_eval.results.store import read_tables, write_table
from wps_eval.workspace.release_rules import release_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import pandas as pd

    from wps_eval.disclosure.audit import Exposed
    from wps_eval.paths import Root
    from wps_eval.study import Study

ESTIMATED = (*SCALES, STUDY_ESTIMATES, "estimates")
COMPARED = tuple(map(groups_of, SCALES))  # read last: their parts are in the tables of scales
AUDITED = (*ESTIMATED, ITEM_FUNCTIONING)


def release_study(root: Root, study: Study) -> list[Path]:
    """Release a study's measured tables; nothing else is read but the plan and the ledger.

    Args:
        root: The workbench.
        study: The study.

    Returns:
        The files written into ``released/``.

    Raises:
        NotReleased: If nothing was measured.
        InputFaults: If a hidden number could be worked out from what would be released and what is
            known; nothing is written then.
    """
    measured = read_tables(root.measured(study.name))
    ledger = root.ledger(study.figures)
    earlier = earlier_releases(ledger, study.name)
    rules = release_rules(root, study, load_plan(root.data(study.plan)))
    policy = Policy.of(**rules, public=public_values(earlier))
    released = release(measured, policy)
    known_before = _audit(study.name, measured, released, policy, earlier)
    target = open_way(root.released(study.name), root.outputs(study.name).parent)
    written = [
        write_table(table, name, target, mode=READABLE_BY_ALL) for name, table in released.items()
    ]
    for outdated in {*target.glob("*.parquet")} - {*written}:  # of a version that had other tables
        outdated.unlink()
    if "estimates" in released:
        enter(ledger, study.name, released["estimates"])
    return [*written, _write_account(target / "disclosure.json", released, known_before)]


def _audit(
    study: str,
    measured: Mapping[str, pd.DataFrame],
    released: Mapping[str, pd.DataFrame],
    policy: Policy,
    earlier: tuple[pd.DataFrame, ...],
) -> list[Exposed]:
    """Refuse a release from which a hidden number follows; give those that earlier releases alone give away."""
    if unheard_of := undeclared(released):
        raise InputFaults([_undeclared_fault(*each) for each in unheard_of], "release", study)
    if "subjects" not in measured:
        return []
    knowledge = _knowledge(Subjects.of(measured["subjects"]), policy)
    tables = {name: released[name] for name in AUDITED if name in released}
    nothing_shown = {
        name: table.assign(state=str(State.SUPPRESSED)) for name, table in tables.items()
    }
    compared = {name: released[name] for name in COMPARED if name in released}
    before = exposed(nothing_shown, knowledge, earlier) if earlier else []
    found = [
        each
        for each in exposed(tables | compared, knowledge, earlier)
        if not any(each.is_no_worse_than(known) for known in before)
    ]
    estimated = {name: table for name, table in tables.items() if name in ESTIMATED}
    if "verdicts" in released:
        found += told_by_verdicts(released["verdicts"], estimated, knowledge)
    for name in TREND_TABLES:
        if name in released:
            found += told_by_trends(released[name], estimated, knowledge)
    faults = [_exposed_fault(each) for each in found]
    if faults:
        raise InputFaults(faults, "release", study)
    return before


def _knowledge(subjects: Subjects, policy: Policy) -> Knowledge:
    """Say what an attacker knows besides the tables."""
    limits = {
        code: policy.limits.of(sensitive=code in subjects.sensitive)[0] for code in subjects.people
    }
    return Knowledge(
        policy.partitions, limits, policy.limits.smallest_base, subjects.sensitive,
        subjects.flows, subjects.totals,
    )  # fmt: skip


def _undeclared_fault(table: str, column: str) -> Fault:
    """Name a table or a column of numbers of which the audit knows nothing."""
    return Fault(
        "undeclared_numbers", Where("released", table, column=column), found=column or table
    )


def _exposed_fault(found: Exposed) -> Fault:
    """Name a hidden number that could be worked out, never with its value."""
    where = Where("released", column=found.what)
    at = tuple(filter(None, (found.place, found.group, found.period)))
    return Fault("exposed", where, Data(at=at), Data(needed=found.needed))


def _write_account(
    path: Path, released: Mapping[str, pd.DataFrame], known_before: Iterable[Exposed]
) -> Path:
    """Write how much was hidden and why, by table; never a value."""
    hidden = {
        name: {
            reason: int(((table["state"] == State.SUPPRESSED) & (table["reason"] == reason)).sum())
            for reason in (Reason.SUPPRESSED, Reason.COMPLEMENTARY)
        }
        for name, table in released.items()
        if "state" in table
    }
    told = [
        {"what": f.what, "place": f.place, "group": f.group, "period": f.period}
        for f in known_before
    ]
    account = {"hidden": hidden, "known_from_earlier_editions": told}
    return write_whole(path, f"{json.dumps(account, indent=2)}\n".encode(), READABLE_BY_ALL)
