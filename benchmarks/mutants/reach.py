"""Which tests reach which line, and how long each of them takes."""

from __future__ import annotations

import ast
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coverage import CoverageData

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds that a test took: what was made ready for it, and the test itself."""

    ready: float
    test: float


@dataclass(frozen=True, slots=True)
class Reach:
    """Tests by the lines that they reach, and what each costs; of tests that passed unmutated."""

    tree: Path
    data: CoverageData
    costs: dict[str, Cost]

    def of_lines(self, file: str, lines: Iterable[int]) -> set[str]:
        """Give the tests that reach one of these lines of a file."""
        by_line = self.data.contexts_by_lineno(str(self.tree / file))
        return self._tests(context for line in lines for context in by_line.get(line, ()))

    def of_file(self, file: str) -> set[str]:
        """Give the tests that reach any line of a file."""
        by_line = self.data.contexts_by_lineno(str(self.tree / file))
        return self._tests(context for contexts in by_line.values() for context in contexts)

    def under(self, places: Iterable[str]) -> set[str]:
        """Give the tests of some files, and of some folders, which end with a slash."""
        return {test for test in self.costs if test.startswith(tuple(places))}

    def _tests(self, contexts: Iterable[str]) -> set[str]:
        """Name the tests; what is made ready for a whole file may serve each test of that file."""
        found: set[str] = set()
        for context in contexts:
            test, _, when = context.rpartition("|")
            if when == "setup":
                file = test.partition("::")[0]
                found |= {other for other in self.costs if other.partition("::")[0] == file}
            found.add(test)
        return found & self.costs.keys()


def read_reach(tree: Path, data_file: Path, ledger: Path) -> Reach:
    """Read what the unmutated run left behind."""
    data = CoverageData(str(data_file))
    data.read()
    spent: dict[str, dict[str, float]] = {}
    failed = set()
    for line in ledger.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        spent.setdefault(entry["test"], {})[entry["when"]] = entry["seconds"]
        if entry["outcome"] == "failed":
            failed.add(entry["test"])
    costs = {
        test: Cost(times.get("setup", 0.0), times.get("call", 0.0))
        for test, times in spent.items()
        if test not in failed and "call" in times
    }
    return Reach(tree, data, costs)


def statement_lines(source: str, line: int) -> range:
    """Give the lines of the smallest statement around a line; of a block, those of its head."""
    smallest = range(line, line + 1)
    size = None
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.stmt):
            continue
        decorators = getattr(node, "decorator_list", [])
        first = min([node.lineno, *(each.lineno for each in decorators)])
        body = getattr(node, "body", None)
        last = max(body[0].lineno - 1, node.lineno) if body else node.end_lineno or node.lineno
        if first <= line <= last and (size is None or last - first < size):
            smallest, size = range(first, last + 1), last - first
    return smallest


def in_order(tests: set[str], costs: dict[str, Cost], room: str, budget: float) -> list[str]:
    """Order tests by file, the room's own first, then the quickest, within so many seconds.

    A file's tests follow each other, so that what they share is made once.
    """
    files: dict[str, list[str]] = {}
    for test in sorted(tests, key=lambda each: (costs[each].test, each)):
        files.setdefault(test.partition("::")[0], []).append(test)

    def price(file: str) -> tuple[bool, float, str]:
        ready = max(costs[test].ready for test in files[file])
        total = ready + sum(costs[test].test for test in files[file])
        return not file.startswith(f"tests/{room}/"), total, file

    chosen: list[str] = []
    spent = 0.0
    for file in sorted(files, key=price):
        ready = max(costs[test].ready for test in files[file])
        for number, test in enumerate(files[file]):
            cost = costs[test].test + (ready if number == 0 else 0)
            if chosen and spent + cost > budget:
                break
            chosen.append(test)
            spent += cost
    return chosen
