"""Attack drawn releases, compare the cost of what is hidden, and time a release of 20,000 survey cells.

python benchmarks/disclosure.py --releases 10000

Each release is drawn by a seed: counts of four places with the Region and the country, crossed by sex and
age, or by quarter, or since a start. Half of them follow an earlier edition that lacks some rows. The
attacker of `wps_eval.disclosure.audit` is asked of each what it finds.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wps_eval.codes import Reason, State
from wps_eval.disclosure.audit import exposed
from wps_eval.disclosure.audit_puzzle import Knowledge
from wps_eval.disclosure.ledger import public_values
from wps_eval.disclosure.numbers import Gathered, Subjects
from wps_eval.disclosure.release import Policy, release
from wps_eval.disclosure.small_counts import SmallCounts
from wps_eval.disclosure.suppression import suppress, unprotected
from wps_eval.results.store import frame
from wps_eval.values import Span

if TYPE_CHECKING:
    from wps_eval.disclosure.cells import Cells, Truths

LIMITS = SmallCounts()
PLACES = (("IQ", ("N", "S", "KR")), ("KR", ("E", "D")))
LEAVES = ("N", "S", "E", "D")
MEASURES = ("flow", "cumulative", "stock")
SURVEY_PLACES, SURVEY_GROUPS, SURVEY_SCALES = 18, 10, 105  # with their totals about 20,000 cells
SMALL_SHARE = 0.03  # of the cells of a survey that have few people
Row = dict[str, object]


def main() -> int:
    """Attack, compare, time; give the number of releases in which something was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--releases", type=int, default=1000)
    asked = parser.parse_args()
    found = attack(asked.releases)
    compare(asked.releases)
    survey()
    return found


def attack(count: int) -> int:
    """Draw releases and attack them; print what was hidden and found."""
    hidden = small = bad = 0
    alone = 0
    start = time.process_time()
    for seed in range(count):
        draw = random.Random(seed)  # noqa: S311 - no secret
        measure = MEASURES[seed % len(MEASURES)]
        rows = list(drawn(draw, measure))
        knowledge = knowledge_of(measure)
        earlier: list[pd.DataFrame] = []
        if draw.random() < 0.5:
            late = set(draw.sample(range(len(rows)), min(3, len(rows))))
            first = [row for i, row in enumerate(rows) if i not in late]
            earlier = [release(tables(first, measure), Policy(LIMITS, PLACES))["estimates"]]
        policy = Policy(LIMITS, PLACES, public_values(earlier))
        released = release(tables(rows, measure), policy)["estimates"]
        nothing = released.assign(state=str(State.SUPPRESSED))
        before = exposed({"estimates": nothing}, knowledge, earlier) if earlier else []
        after = exposed({"estimates": released}, knowledge, earlier)
        bad += any(not any(one.is_no_worse_than(known) for known in before) for one in after)
        hidden += int((released["state"] == State.SUPPRESSED).sum())
        small += int((released["reason"] == Reason.SUPPRESSED).sum())
        alone += bool(len(exposed({"estimates": only_small(rows, measure)}, knowledge)))
    seconds = time.process_time() - start
    print(f"releases: {count}, with an edition before: about half")
    print(f"small cells: {small}, hidden with them: {hidden - small}")
    print(f"releases in which something follows if only small cells are hidden: {alone}")
    print(f"releases in which something follows: {bad}")
    print(f"processor time: {1000 * seconds / count:.0f} ms a release, attacks included")
    return bad


def knowledge_of(measure: str) -> Knowledge:
    """Give what the attacker knows of the one indicator."""
    of = frozenset({"I"})
    return Knowledge(
        PLACES,
        {"I": float(LIMITS.smallest_count)},
        LIMITS.smallest_base,
        flows=of if measure == "flow" else frozenset(),
        totals=of if measure == "cumulative" else frozenset(),
    )


def drawn(draw: random.Random, measure: str) -> list[Row]:
    """Draw the rows of one release."""
    if measure == "flow":
        return _by_span(draw, [Span.stretch(2022, 1 + 3 * i, 3) for i in range(4)], total=True)
    if measure == "cumulative":
        return _by_span(
            draw, [Span(day, day) for day in map(_year_end, range(2021, 2025))], total=False
        )
    return _by_group(draw)


def _year_end(year: int) -> date:
    return date(year, 12, 31)


def _by_span(draw: random.Random, spans: list[Span], *, total: bool) -> list[Row]:
    """Give counts of each span; of their year too, or as totals since a start."""
    values = [_with_totals(draw) for _ in spans]
    rows = []
    for place in values[0]:
        so_far = 0
        for span, value in zip(spans, values, strict=True):
            so_far += value[place]
            rows.append(_row(place, "", span, value[place] if total else so_far))
        if total:
            rows.append(_row(place, "", Span.year(2022), so_far))
    return rows


def _by_group(draw: random.Random) -> list[Row]:
    """Give counts by sex, by age and by both."""
    cells = {(sex, age): _with_totals(draw) for sex in ("f", "m") for age in ("0-17", "18+")}
    rows = []
    for place in next(iter(cells.values())):
        by = {key: value[place] for key, value in cells.items()}
        rows.append(_row(place, "", Span.year(2022), sum(by.values())))
        for position, name in ((0, "sex"), (1, "age")):
            for category in dict.fromkeys(key[position] for key in by):
                value = sum(n for key, n in by.items() if key[position] == category)
                rows.append(_row(place, f"{name}={category}", Span.year(2022), value))
        rows += [
            _row(place, f"age={age};sex={sex}", Span.year(2022), n) for (sex, age), n in by.items()
        ]
    return rows


def _with_totals(draw: random.Random) -> dict[str, int]:
    """Draw counts of the leaves, many of them small, with the Region's and the country's."""
    leaf = {place: draw.choice((draw.randint(0, 9), draw.randint(0, 60))) for place in LEAVES}
    region = leaf["E"] + leaf["D"]
    return leaf | {"KR": region, "IQ": region + leaf["N"] + leaf["S"]}


def _row(place: str, group: str, span: Span, value: float) -> Row:
    return {"edition": "e", "indicator": "I", "statistic": "value", "place": place, "group": group,
            "period_start": span.start, "period_end": span.end, "unit": "women", "evidence": "register",
            "estimate": value, "state": "shown"}  # fmt: skip


def tables(rows: list[Row], measure: str) -> dict[str, pd.DataFrame]:
    """Give the measured tables of a release."""
    subject = {"indicator": "I", "unit": "women", "counts_people": True, "measure": measure}
    return {"estimates": frame("estimates", rows), "subjects": frame("subjects", [subject])}


def only_small(rows: list[Row], measure: str) -> pd.DataFrame:
    """Hide what is small, row by row, as one would who does not think of the others."""
    parts = [release(tables([row], measure), Policy(LIMITS))["estimates"] for row in rows]
    return pd.concat(parts, ignore_index=True)


def compare(count: int) -> None:
    """Compare what is hidden beside small cells, and its cost, with hiding the cheapest row sum by sum."""
    rows_hidden, costs = np.zeros(2), np.zeros(2)
    for seed in range(count):
        draw = random.Random(seed)  # noqa: S311 - no secret
        measure = MEASURES[seed % len(MEASURES)]
        measured = tables(list(drawn(draw, measure)), measure)
        gathered = Gathered(LIMITS, Subjects.of(measured["subjects"]), PLACES, {})
        gathered.add_counts("estimates", measured["estimates"])
        cells = gathered.cells()
        for each, hidden in enumerate((suppress(cells), sum_by_sum(cells))):
            rows_hidden[each] += (hidden & ~cells.small).sum()
            costs[each] += cells.cost[hidden & ~cells.small].sum()
    print(
        f"hidden beside small cells in {count} releases: {rows_hidden[0]:.0f}, sum by sum {rows_hidden[1]:.0f}"
    )
    print(f"cost beside hiding sum by sum: {costs[0] / costs[1]:.2f}")


def sum_by_sum(cells: Cells) -> Truths:
    """Hide, while a cell is unprotected, the cheapest row that is shown in the first sum that has one."""
    hidden = cells.small.copy()
    while True:
        open_cells = list(unprotected(cells, hidden))
        partner = next(filter(None, (_partner(cells, cell, hidden) for cell in open_cells)), None)
        if partner is None:
            return hidden
        hidden[partner - 1] = True


def _partner(cells: Cells, cell: int, hidden: Truths) -> int:
    """Give the number, from 1, of the cheapest shown row beside a cell in any sum; 0 where none is."""
    beside = np.flatnonzero(
        abs(cells.sums[np.flatnonzero(cells.sums[:, [cell]].toarray())]).sum(axis=0)
    )
    rows = {int(row) for row in cells.row[beside] if row >= 0 and not hidden[row]}
    rows.discard(int(cells.row[cell]))
    return 1 + min(rows, key=lambda row: float(cells.cost[row])) if rows else 0


def survey() -> None:
    """Time the release of a national survey of about 20,000 cells, and half of it."""
    for scales in (SURVEY_SCALES // 2, SURVEY_SCALES):
        table = frame("knowledge", _survey_rows(scales))
        partitions = (("IQ", tuple(f"G{i:02}" for i in range(SURVEY_PLACES))),)
        start = time.process_time()
        released = release({"knowledge": table}, Policy(LIMITS, partitions))["knowledge"]
        seconds = time.process_time() - start
        hidden = int((released["state"] == State.SUPPRESSED).sum())
        print(f"survey of {len(table)} cells: {seconds:.1f} s of processor time, {hidden} hidden")


def _survey_rows(scales: int) -> list[Row]:
    """Give the bases of scales by place and group, with their totals."""
    draw = np.random.default_rng(1325)
    span = Span(date(2022, 9, 1), date(2022, 9, 30))
    rows = []
    for scale in range(scales):
        base = draw.integers(30, 200, (SURVEY_PLACES, SURVEY_GROUPS))
        few = draw.random(base.shape) < SMALL_SHARE
        base[few] = draw.integers(1, 25, int(few.sum()))
        for place in range(-1, SURVEY_PLACES):
            for group in range(-1, SURVEY_GROUPS):
                chosen = base[
                    place if place >= 0 else slice(None), group if group >= 0 else slice(None)
                ]
                rows.append(
                    _row(
                        "IQ" if place < 0 else f"G{place:02}",
                        "" if group < 0 else f"class={group}",
                        span,
                        50.0,
                    )
                    | {
                        "indicator": f"scale{scale}",
                        "unit": "score 0-100",
                        "evidence": "survey",
                        "n": int(np.sum(chosen)),
                        "n_missing": 0,
                        "round": f"r{scale}",
                    }
                )
    return rows


if __name__ == "__main__":
    sys.exit(main())
