"""Change the house in 200 small ways and see whether its tests notice.

python benchmarks/mutants/run.py                 # go on where the table of mutants stops
python benchmarks/mutants/run.py --survivors     # those again that survived
python benchmarks/mutants/run.py --survivors --wide --budget 300
python benchmarks/mutants/run.py --anew          # all of them again
python benchmarks/mutants/run.py --draw 1325     # another sample, by a seed
python benchmarks/mutants/run.py --replace 1325  # others in place of those whose line is gone

Mutants are drawn from all places that the house has on that day, shuffled by the seed. When a line was
changed or taken out since, its mutant is gone: ``--replace`` shuffles the places of the house as it is now
by the same seed, and takes from the front those that the table does not hold yet, one for each that is
gone, in the order of their numbers.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import os
from collections import Counter
from dataclasses import asdict, dataclass, fields, replace
from itertools import islice
from pathlib import Path

from mutations import Mutation, mutated, places, stream, what_changed
from reach import Reach, in_order, read_reach, statement_lines
from trial import HOUSE, copy_of_the_house, learn, load_libraries, run_tests

TABLE = Path(__file__).with_name("mutants.csv")
WORK = HOUSE / ".mutants"
SIZE = 200
BUDGET = 30.0  #: seconds of tests that a mutant is given, as the unmutated house takes them
PATIENCE = 40.0  #: seconds without an outcome, beyond the slowest test, that end a run
ELSEWHERE = ("tests/run/", "tests/pages/")  # they start processes, whose lines are not seen
READERS = ("tests/test_house.py",)  # they read the code, and run none of it
KILLED, SURVIVED, GONE = "killed", "survived", "gone"


@dataclass(slots=True)
class Row:
    """A line of the table: a mutant, how it ended, and what is to be said of it."""

    number: int
    file: str
    line: int
    operator: str
    occurrence: int
    change: str
    outcome: str = ""
    killed_by: str = ""
    tests: int = 0
    processor_s: float = 0.0
    note: str = ""

    @property
    def equivalent(self) -> bool:
        """Whether the note says that nobody can tell the mutant from the original."""
        return self.note.startswith("equivalent:")


def main() -> None:
    """Read the table, try what is asked for, write the table after each mutant."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--draw", type=int, metavar="SEED")
    parser.add_argument("--replace", type=int, metavar="SEED")
    parser.add_argument("--survivors", action="store_true")
    parser.add_argument("--anew", action="store_true")
    parser.add_argument("--learn", action="store_true", help="learn again which tests reach what")
    parser.add_argument("--wide", action="store_true", help="try all tests of a mutant's room too")
    parser.add_argument("--budget", type=float, default=BUDGET, help="seconds of tests a mutant")
    parser.add_argument("--work", type=Path, default=WORK, help="folder for the copy of the house")
    options = parser.parse_args()
    rows = drawn_rows(options.draw) if options.draw is not None else read_table()
    if options.replace is not None:
        rows = replaced(rows, options.replace)
    write_table(rows)
    if options.anew:
        asked = rows
    elif options.survivors:
        asked = [row for row in rows if row.outcome != KILLED and not row.equivalent]
    else:
        asked = [row for row in rows if not row.outcome]
    if asked:
        reach = made_ready(options.work, again=options.learn)
        for row in asked:
            tried(row, reach, options.work, options.budget, wide=options.wide)
            write_table(rows)
            print(f"{row.number:4} {row.outcome:9} {row.processor_s:6.1f} s  {row.change[:90]}")
    print(summary(rows))


def drawn_rows(seed: int) -> list[Row]:
    """Draw a sample, by file and line."""
    sample = list(islice(stream(HOUSE, seed), SIZE))
    sample.sort(key=lambda each: (each.file, each.line, each.operator, each.occurrence))
    return [new_row(number, mutation) for number, mutation in enumerate(sample, start=1)]


def new_row(number: int, mutation: Mutation) -> Row:
    """Give a mutant's line of the table, before it was tried."""
    source = (HOUSE / mutation.file).read_text(encoding="utf-8")
    return Row(number, **asdict(mutation), change=what_changed(source, mutated(source, mutation)))


def replaced(rows: list[Row], seed: int) -> list[Row]:
    """Put a mutant in place of each that is gone: the next of the house as it is now, by a seed."""
    there = {(row.file, row.operator, row.change) for row in rows}
    fresh = (
        row
        for row in (new_row(0, mutation) for mutation in stream(HOUSE, seed))
        if (row.file, row.operator, row.change) not in there
    )
    return [row if found_again(row) else in_place_of(row, next(fresh)) for row in rows]


def in_place_of(gone: Row, fresh: Row) -> Row:
    """Give a fresh mutant the number of one that is gone, and say so."""
    return replace(fresh, number=gone.number, note=f"drawn in place of: {gone.change}")


def made_ready(work: Path, *, again: bool) -> Reach:
    """Copy the house, load the libraries, and learn which tests reach what.

    A file of tests is learned once, and again when it changed. Other changes, of the code or of what
    tests share, ask for ``--learn``.
    """
    tree, ledger, lines = work / "tree", work / "learned.jsonl", work / "lines.sqlite"
    known = work / "learned.json"
    work.mkdir(exist_ok=True)
    if again:
        for path in (ledger, lines, known):
            path.unlink(missing_ok=True)
    copy_of_the_house(tree)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    load_libraries(tree)
    marks = {
        path.relative_to(tree).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted((tree / "tests").rglob("test_*.py"))
    }
    learned = json.loads(known.read_text(encoding="utf-8")) if known.exists() else {}
    files = [file for file, mark in marks.items() if learned.get(file) != mark]
    if files:
        learn(tree, ledger, lines, files)
        known.write_text(json.dumps(marks), encoding="utf-8")
    return read_reach(tree, lines, ledger)


def tried(row: Row, reach: Reach, work: Path, budget: float, *, wide: bool) -> None:
    """Write a mutant into the copy, run the tests that reach it, take it out again."""
    mutation = found_again(row)
    if mutation is None:
        row.outcome, row.killed_by = GONE, ""
        return
    source = (HOUSE / row.file).read_text(encoding="utf-8")
    row.line, row.occurrence = mutation.line, mutation.occurrence
    near = reaching(mutation, source, reach)
    if wide:
        near |= reach.under([f"tests/{mutation.room}/", *READERS])
    tests = in_order(near, reach.costs, mutation.room, budget)
    slowest = max((reach.costs[test].ready + reach.costs[test].test for test in tests), default=0.0)
    path = work / "tree" / row.file
    stamp = path.stat().st_mtime_ns
    try:
        path.write_text(mutated(source, mutation), encoding="utf-8")
        os.utime(path, ns=(stamp + 10**9, stamp + 10**9))  # what Python compiled before is old
        trial = run_tests(work / "tree", work / "tried.jsonl", tests, PATIENCE + 4 * slowest)
    finally:
        path.write_text(source, encoding="utf-8")
        os.utime(path, ns=(stamp, stamp))
    row.outcome = SURVIVED if trial.passed else KILLED
    row.killed_by, row.tests = trial.by, len(tests)
    row.processor_s = round(trial.seconds, 1)


def reaching(mutation: Mutation, source: str, reach: Reach) -> set[str]:
    """Give the tests that reach a mutant.

    A line that runs when its file is read serves every test of that file. Where no test is seen to
    come, processes that tests start may: then the room's tests and those that start processes. What a
    process keeps once it is made is reached by its first test alone; ``--wide`` is for that.
    """
    tests = reach.of_lines(mutation.file, statement_lines(source, mutation.line))
    tests = tests or reach.of_file(mutation.file)
    return tests or reach.under([f"tests/{mutation.room}/", *ELSEWHERE])


def found_again(row: Row) -> Mutation | None:
    """Find a mutant in the house as it is now: the same change, nearest to where it was; None if it is gone."""
    if not (HOUSE / row.file).is_file():
        return None
    source = (HOUSE / row.file).read_text(encoding="utf-8")
    same = [
        each
        for each in places(HOUSE, row.file, row.operator)
        if what_changed(source, mutated(source, each)) == row.change
    ]
    return min(same, key=lambda each: abs(each.line - row.line), default=None)


def read_table() -> list[Row]:
    """Read the table of mutants."""
    kinds = {"number": int, "line": int, "occurrence": int, "tests": int, "processor_s": float}
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [
            Row(**{name: kinds.get(name, str)(cell) for name, cell in line.items()})
            for line in csv.DictReader(file)
        ]


def write_table(rows: list[Row]) -> None:
    """Write the table of mutants."""
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [each.name for each in fields(Row)], lineterminator="\n")
        writer.writeheader()
        writer.writerows(asdict(row) for row in rows)


def summary(rows: list[Row]) -> str:
    """Say how many were killed: of all, of those that can be, and by room."""
    killed = sum(row.outcome == KILLED for row in rows)
    equivalent = sum(row.equivalent for row in rows)
    can_be = max(len(rows) - equivalent, 1)
    rooms = Counter(row.file.split("/")[2] for row in rows)
    alive = Counter(row.file.split("/")[2] for row in rows if row.outcome != KILLED)
    return "\n".join(
        [
            f"{killed} of {len(rows)} killed ({100 * killed / len(rows):.1f} %)",
            f"{equivalent} equivalent; {killed} of the other {can_be} ({100 * killed / can_be:.1f} %)",
            *(f"{room}: {count - alive[room]} of {count}" for room, count in rooms.items()),
            f"{sum(row.processor_s for row in rows):.0f} s of processor time",
        ]
    )


if __name__ == "__main__":
    main()
