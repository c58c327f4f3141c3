"""Write docs/plan.md from the plan's tables: how the plan was read, counts, doubtful readings."""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from wps_eval.codes import Reading
from wps_eval.plan import Plan, load_plan

OPENING = """# The plan as data

`data/plan/` holds Iraq's second national action plan on Security Council resolution 1325
(2021-2024), encoded row by row from an unofficial English translation (funded by the Australian
Research Council, DP160100212, chief investigator Laura J. Shepherd). The translation's tables are
the text recognition of right-to-left tables: cells stand interleaved, some are lost. They were read
by people, cell by cell, and worded anew.

- Nothing is guessed silently. A row whose text allows two readings is *uncertain* and gives both; a
  row whose text cannot be read is *unreadable* and says why. Nothing is left out.
- `source` says where a row was read: the table (numbered as its objective), the row in it, and the
  lines of the translation's text.
- Codes: `O1.1` objective, `R1.1.3` output, `A1.1.3-06` activity, `I1.1.3-06-b` execution indicator,
  `I1.1.3-a` an output's own indicator (the plan's "pointer"), `K...` the Kurdistan Region's column,
  `E...` the institutional framework, `FU-..` the follow-up plan, `N-..` numeric commitments.
- One objective, O1.3 (women in executive committees of the Kurdistan Region), is named by the plan
  and has no table.
- Indicators of reported cases and of the use of services have no direction: more may mean more trust.
- Titles in Arabic and Sorani (`titles.csv`) are working translations of a translation. Official
  wording is entered in `official_titles.csv` and lies over them.

This page is made from the tables by `make docs`; a test compares the two.
"""


def page(plan: Plan) -> str:
    """Give the text of docs/plan.md."""
    return "\n".join([OPENING, *_counts(plan), "", *_apart(plan), "", *_doubtful(plan), ""])


def _counts(plan: Plan) -> Iterator[str]:
    yield "## Counts by pillar\n"
    yield "| pillar | objectives | outputs | Joint Communiqué | activities | output indicators | execution indicators | need a survey |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for pillar in plan.pillars:
        mine = [i for i in plan.indicators if plan.pillar_of(i.code) == pillar.code]
        outputs = [o for o in plan.outputs if plan.pillar_of(o.code) == pillar.code]
        numbers = (
            sum(o.pillar == pillar.code for o in plan.objectives),
            len(outputs),
            sum(o.joint_communique for o in outputs),
            sum(plan.pillar_of(a.code) == pillar.code for a in plan.activities),
            sum(plan.level_of(i) == "output" for i in mine),
            sum(plan.level_of(i) == "activity" for i in mine),
            sum(i.needs_survey for i in mine),
        )
        yield f"| {pillar.title} | " + " | ".join(map(str, numbers)) + " |"


def _apart(plan: Plan) -> Iterator[str]:
    kinds = Counter(str(i.kind) for i in plan.indicators)
    region = Counter(row.status for row in plan.region_activities)
    yield "## The rest\n"
    yield f"- Kinds of indicator: {', '.join(f'{kind} {n}' for kind, n in kinds.most_common())}."
    yield f"- Kurdistan Region: {region['activity']} activities; {region['none']} cells say that there is none; {region['blank']} are empty."
    yield f"- Institutional framework: {len(plan.institutional)} rows. Follow-up plan: {len(plan.follow_up)} rows."
    yield f"- Numeric commitments: {len(plan.commitments)}. Bodies: {len(plan.bodies)}."


def _doubtful(plan: Plan) -> Iterator[str]:
    rows = [row for row in plan.rows() if row.reading is not Reading.CLEAR]
    counts = Counter(str(row.reading) for row in rows)
    yield "## Doubtful readings\n"
    yield f"{counts['uncertain']} rows allow two readings; {counts['unreadable']} cannot be read.\n"
    yield "| code | reading | what the text allows | where it was read |"
    yield "| --- | --- | --- | --- |"
    for row in rows:
        readings = row.readings.replace(" || ", " — or — ").replace("|", "/")
        yield f"| {row.code} | {row.reading} | {readings} | {row.source} |"


if __name__ == "__main__":
    house = Path(__file__).parents[1]
    (house / "docs" / "plan.md").write_text(
        page(load_plan(house / "data" / "plan")), encoding="utf-8"
    )
    sys.stdout.write("docs/plan.md\n")
