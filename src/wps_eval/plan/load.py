"""Read a plan folder: CSV tables beside one YAML, every fault reported at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from wps_eval.errors import Data, Fault, PlanFaults, Where
from wps_eval.plan import lists
from wps_eval.plan import models as m
from wps_eval.plan.head import Head
from wps_eval.plan.tables import read_table
from wps_eval.plan.target_versions import in_force
from wps_eval.plan.whole_plan import CODED_TABLES, Plan
from wps_eval.plan.yaml_record import read_yaml_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

TABLES: dict[str, type[m.Row]] = {
    "pillars": m.Pillar,
    "objectives": m.Objective,
    "outputs": m.Output,
    "activities": m.Activity,
    "indicators": m.Indicator,
    "bodies": m.Body,
    "body_names": lists.BodyName,
    "commitments": m.Commitment,
    "targets": m.Target,
    "places": m.Place,
    "units": lists.PlanUnit,
    "partitions": lists.Partition,
    "groups": lists.PlanGroup,
    "stages": lists.PlanStage,
    "pillar_results": m.PillarResult,
    "region_activities": m.RegionActivity,
    "institutional": m.InstitutionalRow,
    "follow_up": m.FollowUpRow,
    "global_indicators": m.GlobalIndicator,
}
REQUIRED_TABLES = ("pillars", "objectives", "outputs", "indicators", "places")
#: table, the column that points, the tables that it may point to
LINKS = (
    ("objectives", "pillar", ("pillars",)),
    ("pillar_results", "pillar", ("pillars",)),
    ("outputs", "objective", ("objectives",)),
    ("activities", "output", ("outputs",)),
    ("activities", "main_bodies", ("bodies",)),
    ("activities", "supporting_bodies", ("bodies",)),
    ("activities", "places", ("places",)),
    ("indicators", "parent", ("outputs", "activities", "region_activities", "objectives")),
    ("indicators", "global_1325", ("global_indicators",)),
    ("bodies", "parent", ("bodies",)),
    ("body_names", "body", ("bodies",)),
    ("places", "parent", ("places",)),
    ("partitions", "whole", ("places",)),
    ("partitions", "parts", ("places",)),
    ("targets", "place", ("places",)),
    ("targets", "partition", ("partitions",)),
    ("stages", "indicator", ("indicators",)),
    ("stages", "place", ("places",)),
    ("region_activities", "place", ("places",)),
    ("region_activities", "federal", ("activities",)),
    ("region_activities", "output", ("outputs",)),
    ("region_activities", "bodies", ("bodies",)),
    ("institutional", "parent", ("institutional",)),
    ("follow_up", "actor", ("bodies",)),
    ("follow_up", "recipient", ("bodies",)),
    (
        "commitments",
        "applies_to",
        (
            "activities",
            "outputs",
            "objectives",
            "region_activities",
            "institutional",
            "indicators",
            "follow_up",
        ),
    ),
)


def load_plan(folder: Path) -> Plan:
    """Read a plan folder into one frozen ``Plan``.

    Args:
        folder: The folder with ``plan.yml`` and the CSV tables.

    Returns:
        The plan.

    Raises:
        PlanFaults: With every fault found: a missing table, an unknown body, a dangling code, an
            end before its start, two rows with one code, an unknown kind.
    """
    faults: list[Fault] = []
    no_head = Fault("no_head", Where("plan.yml"))
    head = read_yaml_record(folder / "plan.yml", Head, no_head, faults)
    tables: dict[str, tuple[Any, ...]] = {}
    for name, model in TABLES.items():
        path = folder / f"{name}.csv"
        if name in REQUIRED_TABLES and not path.is_file():
            faults.append(
                Fault("missing_file", Where(path.name), expected=(f"{folder.name}/{path.name}",))
            )
        tables[name] = read_table(path, model, faults)
    titles = (
        *read_table(folder / "titles.csv", m.Title, faults),
        *_official_titles(folder / "official_titles.csv", faults),
    )
    faults.extend(_link_faults(tables, titles, folder.name))
    if head is not None:
        head = _with_country(head, tables["places"], faults)
    if faults or head is None:
        raise PlanFaults(sorted(faults), "plan", f"{folder.name}/")
    targets = in_force(tables["targets"])
    earlier = tuple(target for target in tables["targets"] if target not in targets)
    return Plan(
        head=head, titles=titles, **(tables | {"targets": targets, "earlier_targets": earlier})
    )


def _with_country(head: Head, places: Iterable[m.Place], faults: list[Fault]) -> Head:
    """Give the head with the plan's own place: the one it names, else the only one that is part of none."""
    named = head.national_place
    codes = tuple(place.code for place in places)
    if named and named not in codes:
        where = Where("plan.yml", "", 0, "national_place")
        faults.append(Fault("dangling_code", where, found=named, known=codes))
    whole = [p.code for p in places if not p.parent and p.region != m.COMPARISON]
    if named or len(whole) != 1:
        return head
    return head.model_copy(update={"national_place": whole[0]})


def _official_titles(path: Path, faults: list[Fault]) -> Iterator[m.Title]:
    """Read the plan's own wordings as titles; the table's text column is ``title``."""
    for row in read_table(path, m.OfficialTitle, faults):
        yield m.Title(
            code=row.code, language=row.language, text=row.title, status="official", page=row.page
        )


def _link_faults(
    tables: dict[str, tuple[Any, ...]], titles: Iterable[m.Title], folder: str
) -> Iterator[Fault]:
    """Find codes that stand twice, point nowhere or end before they start, in tables and titles."""
    codes = {name: {row.code for row in rows} for name, rows in tables.items()}
    for name, rows in tables.items():
        yield from _doubled_code_faults(name, rows, folder)
    yield from _shared_code_faults(codes, folder)
    for name, column, targets in LINKS:
        known = set().union(*(codes[target] for target in targets))
        for line, row in enumerate(tables[name], start=2):
            yield from _dangling_code_faults(
                row, column, known, Where(f"{folder}/{name}.csv", "", line, column)
            )
    for line, activity in enumerate(tables["activities"], start=2):
        if activity.start and activity.end and activity.end < activity.start:
            where = Where(f"{folder}/activities.csv", "", line, "end")
            yield Fault("end_before_start", where, Data(start=activity.start, end=activity.end))
    known_codes = set().union(*codes.values()) | {"plan"}
    for title in titles:
        if title.code not in known_codes:
            where = Where(f"{folder}/titles.csv", "", 0, "code")
            names = tuple(sorted(known_codes))
            yield Fault("dangling_code", where, found=title.code, known=names)


def _doubled_code_faults(name: str, rows: Iterable[m.Row], folder: str) -> Iterator[Fault]:
    """Find the codes that more than one row of a table has."""
    for code, times in Counter(row.code for row in rows).items():
        if times > 1:
            where = Where(f"{folder}/{name}.csv", "", 0, "code")
            yield Fault("code_twice", where, Data(code=code, times=times))


def _shared_code_faults(codes: dict[str, set[str]], folder: str) -> Iterator[Fault]:
    """Find the codes that rows of several tables have, which links and titles could not tell apart."""
    tables_of: defaultdict[str, list[str]] = defaultdict(list)
    for name in CODED_TABLES:
        for code in codes[name]:
            tables_of[code].append(f"{name}.csv")
    for code, tables in tables_of.items():
        if len(tables) > 1:
            where = Where(f"{folder}/{tables[-1]}", "", 0, "code")
            yield Fault("code_of_two_tables", where, Data(code=code, tables=tuple(tables)))


def _dangling_code_faults(row: Any, column: str, known: set[str], where: Where) -> Iterator[Fault]:
    """Find the codes of one cell that no row has; an empty cell has none."""
    cell = getattr(row, column)
    for code in cell if isinstance(cell, tuple) else (cell,):
        if code and code not in known:
            yield Fault("dangling_code", where, found=code, known=tuple(sorted(known)))
