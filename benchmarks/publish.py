"""Time and weigh every export of a study's finished notebooks, in each language.

python benchmarks/publish.py demo-final demo-midterm --rounds 3

Every export is a process of its own, and the rounds go through all of them in turn. The English
HTML of a notebook is 1; the other numbers are multiples of it. Processor time is compared, pandoc's
included: the clock would count what else the machine does.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

OUTPUTS = Path(__file__).parents[1] / "outputs"
EXPORTS = {
    "html": "html:export_html",
    "pdf": "pdf:export_pdf",
    "docx": "word:export_word",
    "slides.pdf": "pdf:export_slides",
    "pptx": "powerpoint:export_powerpoint",
}
FIRST = ("en", "html")  # the export that is 1

ONE = """
import importlib, json, resource, sys, time
from pathlib import Path
module, name = sys.argv[1].split(":")
notebook, target = map(Path, sys.argv[2:])
export = getattr(importlib.import_module("wps_eval.publish." + module), name)
def used():
    return [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
def busy():
    return sum(one.ru_utime + one.ru_stime for one in used())
start, clock = busy(), time.perf_counter()
export(notebook, target)
print(json.dumps({
    "busy": busy() - start,
    "seconds": time.perf_counter() - clock,
    "mib": max(one.ru_maxrss for one in used()) / 1024,
    "kib": target.stat().st_size / 1024,
}))
"""


@dataclass(frozen=True, slots=True)
class Export:
    """One notebook in one language and one format."""

    notebook: Path
    format: str

    @property
    def what(self) -> tuple[str, str, str]:
        """Study, place and name: what all languages and formats of a notebook share."""
        place = self.notebook.parents[1]
        return place.parent.name, place.name, self.notebook.stem

    @property
    def language(self) -> str:
        """The language that it is written in."""
        return self.notebook.parent.name


Measured = dict[Export, dict[str, float]]


def main() -> None:
    """Export everything in turn, and print medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("studies", nargs="*", default=["demo-final", "demo-midterm"])
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    exports = [export for study in asked.studies for export in found(study)]
    runs: dict[Export, list[dict[str, float]]] = {export: [] for export in exports}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(asked.rounds):
            for export in exports:
                runs[export].append(run(export, Path(folder)))
    show({export: medians(each) for export, each in runs.items()}, asked.rounds)


def found(study: str) -> list[Export]:
    """List the exports that a study's run made of its finished notebooks."""
    notebooks = sorted((OUTPUTS / study).glob("*/*/*.ipynb"))
    if not notebooks:
        hint = "`wps-eval demo` and " if study.startswith("demo") else ""
        sys.exit(f"outputs/{study}/ has no finished notebook: run {hint}`wps-eval run {study}`")
    return [
        Export(notebook, name)
        for notebook in notebooks
        for name in EXPORTS
        if notebook.with_suffix(f".{name}").is_file()
    ]


def run(export: Export, folder: Path) -> dict[str, float]:
    """Make one export in a process of its own; it prints what it measured."""
    target = folder / f"report.{export.format}"
    command = [sys.executable, "-c", ONE, EXPORTS[export.format], export.notebook, target]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.strip().splitlines()[-1])


def medians(runs: list[dict[str, float]]) -> dict[str, float]:
    """Take the median of everything that was measured."""
    return {name: statistics.median(each[name] for each in runs) for name in runs[0]}


def show(measured: Measured, rounds: int) -> None:
    """Print a Markdown table: a line a notebook and language, a column a format."""
    print(f"Medians of {rounds} rounds: processor time, size, memory of the largest process.\n")
    print("| notebook | language | " + " | ".join(EXPORTS) + " |")
    print("| --- " * (2 + len(EXPORTS)) + "|")
    lines = dict.fromkeys((export.what, export.language) for export in measured)
    for what, language in sorted(lines, key=lambda line: (line[0], line[1] != FIRST[0], line[1])):
        of = {e.format: m for e, m in measured.items() if (e.what, e.language) == (what, language)}
        first = one(measured, what)
        cells = " | ".join(cell(of.get(name), first) for name in EXPORTS)
        print(f"| {' '.join(what)} | {language} | {cells} |")
    print()
    for what in dict.fromkeys(export.what for export in measured):
        first = one(measured, what)
        print(
            f"{' '.join(what)}: 1 is {first['busy']:.2f} s of processor time "
            f"({first['seconds']:.2f} s by the clock) and {first['kib']:,.0f} KiB."
        )


def one(measured: Measured, what: tuple[str, str, str]) -> dict[str, float]:
    """Find what the other exports of a notebook are multiples of."""
    return next(m for e, m in measured.items() if (e.what, e.language, e.format) == (what, *FIRST))


def cell(measured: dict[str, float] | None, first: dict[str, float]) -> str:
    """Word one export as multiples of the first; a dash where the study does not make it."""
    if measured is None:
        return "–"
    time, size = (measured[name] / first[name] for name in ("busy", "kib"))
    return f"x {time:.1f}, x {size:.1f}, {measured['mib']:.0f} MiB"


if __name__ == "__main__":
    main()
