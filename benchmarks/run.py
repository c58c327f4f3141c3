"""A study's run beside plain papermill: wall and processor time, of everything, of nothing, and of one word.

    .venv/bin/python benchmarks/run.py --study midterm-2022 --rounds 3

Each row is measured in a copy of the workbench, one after the other in each round; printed are medians, and
each as a multiple of plain papermill's time for the same notebooks without any export.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

HOUSE = Path(__file__).parents[1]
RUN = [sys.executable, "-c", "from wps_eval.run.command import main; main()"]
ORDINARY = [
    sys.executable,
    "-c",
    "from wps_eval.run import workers; workers.can_fork = lambda: False; from wps_eval.run.command import main; main()",
]
PAPERMILL = """
import json, sys
from pathlib import Path
import papermill
for source, target, parameters in json.loads(sys.argv[1]):
    Path(target).parent.mkdir(parents=True, exist_ok=True)
    papermill.execute_notebook(source, target, parameters=parameters, cwd="notebooks", progress_bar=False)
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--study", default="midterm-2022")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--ordinary", action="store_true", help="also without forked kernels")
    asked = parser.parse_args()
    found: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    with tempfile.TemporaryDirectory(prefix="wps-eval-run-times-") as name:
        folder = Path(name)
        for part in ("data", "params", "notebooks"):
            shutil.copytree(HOUSE / part, folder / part)
        for _ in range(asked.rounds):
            for what, seconds in measured(folder, asked.study, ordinary=asked.ordinary):
                found[what].append(seconds)
    base = middle(found["plain papermill, no export"])
    print("| what | wall, s | processor, s | wall, x papermill |\n| --- | --- | --- | --- |")
    for what, each in found.items():
        wall, processor = middle(each)
        print(f"| {what} | {wall:.2f} | {processor:.2f} | {wall / base[0]:.3f} |")


def measured(
    folder: Path, study: str, *, ordinary: bool
) -> Iterator[tuple[str, tuple[float, float]]]:
    """Give what was measured in one round, with wall and processor time."""
    outputs = folder / "outputs"
    shutil.rmtree(outputs, ignore_errors=True)
    yield "run, all formats, 2 jobs", timed([*RUN, "run", study], folder)
    record = json.loads((outputs / study / "run.json").read_text(encoding="utf-8"))
    yield "nothing changed", timed([*RUN, "run", study], folder)
    yield "one word in one language, HTML", one_word(folder, study)
    notebooks = [
        (f"notebooks/{Path(name).name}", f"papermill/{name}", parameters_of(name, study))
        for name in record["files"]
        if name.endswith(".ipynb")
    ]
    yield (
        "plain papermill, no export",
        timed([sys.executable, "-W", "ignore", "-c", PAPERMILL, json.dumps(notebooks)], folder),
    )
    shutil.rmtree(outputs)
    yield "run, all formats, 1 job", timed([*RUN, "run", study, "--jobs", "1"], folder)
    if ordinary:
        shutil.rmtree(outputs)
        yield "run, all formats, 2 jobs, not forked", timed([*ORDINARY, "run", study], folder)


def parameters_of(name: str, study: str) -> dict[str, str]:
    """Give the parameters of an executed notebook by where it lies."""
    parts = Path(name).parts
    if parts[2] == "notebooks":
        return {"study": study}
    return {"study": study, "place": parts[2], "language": parts[3]}


def one_word(folder: Path, study: str) -> tuple[float, float]:
    """Change a word in a chapter of one language, and make its page."""
    page = folder / "params" / study / "en" / "limits.md"
    before = page.read_text(encoding="utf-8") if page.is_file() else None
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text((before or "A word.\n") + "\nAnother word.\n", encoding="utf-8")
    report = (
        "midterm_report"
        if (folder / "outputs" / study / "IQ/en/midterm_report.html").is_file()
        else "final_report"
    )
    seconds = timed(
        [*RUN, "run", study, "--only", report, "--language", "en", "--format", "html"], folder
    )
    if before is None:
        page.unlink()
    else:
        page.write_text(before, encoding="utf-8")
    return seconds


def timed(command: list[str], folder: Path) -> tuple[float, float]:
    """Run a command; give wall and processor time of it and of all that it started and waited for."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(
        command, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    wall = time.monotonic() - begun
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def middle(each: list[tuple[float, float]]) -> tuple[float, float]:
    """Give the medians of wall and processor time."""
    return tuple(statistics.median(values) for values in zip(*each, strict=True))


if __name__ == "__main__":
    main()
