"""Time 228 domain means with standard errors beside R survey, svy and a bare DuckDB grouping.

python benchmarks/survey.py --rows 1e6 --rounds 3 --r Rscript --svy OTHER_ENVIRONMENT/bin/python
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

STRATA, UNITS, ITEMS = 50, 20, 12
NAMES = [f"q{i + 1}" for i in range(ITEMS)]
BY = ["sex", "age", "region"]

OURS = """
import json, sys, time
def peak():
    return int(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1]) / 1024
from wps_eval import survey
path, threads = sys.argv[1], int(sys.argv[2])
names = [f"q{i + 1}" for i in range(12)]
start, used = time.perf_counter(), time.process_time()
design = survey.Design.from_rows(path, kind="probability", weight="w", stratum="stratum", psu="psu", threads=threads)
found = survey.mean(design, names, ["sex", "age", "region"])
se = found.se
print(json.dumps({"seconds": time.perf_counter() - start, "cpu": time.process_time() - used, "mib": peak(), "check": float(se.sum()), "n": len(se)}))
"""

BARE = """
import json, sys, time
def peak():
    return int(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1]) / 1024
import duckdb
path, threads = sys.argv[1], int(sys.argv[2])
items = ", ".join(f"sum(w) FILTER (q{i + 1} IS NOT NULL), sum(w * q{i + 1})" for i in range(12))
connection = duckdb.connect(config={"threads": threads})
start, used = time.perf_counter(), time.process_time()
connection.execute(f"SELECT stratum, psu, sex, age, region, count(*), {items} FROM '{path}' GROUP BY ALL").fetchnumpy()
print(json.dumps({"seconds": time.perf_counter() - start, "cpu": time.process_time() - used, "mib": peak()}))
"""

SVY = """
import json, sys, time
def peak():
    return int(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1]) / 1024
import polars as pl, svy
path = sys.argv[1]
start, used = time.perf_counter(), time.process_time()
sample = svy.Sample(pl.read_parquet(path), svy.Design(stratum="stratum", psu="psu", wgt="w"))
total, count = 0.0, 0
for item in [f"q{i + 1}" for i in range(12)]:
    for by in ("sex", "age", "region"):
        found = sample.estimation.mean(item, by=by)
        for one in found.estimates:
            total += float(one.se); count += 1
print(json.dumps({"seconds": time.perf_counter() - start, "cpu": time.process_time() - used, "mib": peak(), "check": total, "n": count}))
"""

R = """
args <- commandArgs(TRUE); suppressPackageStartupMessages(library(survey))
d <- read.csv(args[1]); items <- as.formula(paste("~", paste0("q", 1:12, collapse = "+")))
start <- proc.time()
design <- svydesign(id = ~psu, strata = ~stratum, weights = ~w, data = d)
total <- 0; n <- 0
for (by in c("sex", "age", "region")) {
  s <- SE(svyby(items, as.formula(paste("~", by)), design, svymean)); total <- total + sum(s); n <- n + length(unlist(s))
}
used <- proc.time() - start
peak <- as.numeric(sub("[^0-9]*([0-9]+).*", "\\\\1", grep("VmHWM", readLines("/proc/self/status"), value = TRUE))) / 1024
cat(sprintf('{"seconds": %f, "cpu": %f, "mib": %f, "check": %.10f, "n": %d}', used[3], used[1] + used[2], peak, total, n))
"""


def main() -> None:
    """Make the sample, run every engine in turn, print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=float, default=1e6)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--r", default="")
    parser.add_argument("--svy", default="")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        parquet, table = make(int(asked.rows), Path(folder), csv=bool(asked.r))
        engines = {
            "wps-eval": [sys.executable, "-c", OURS, parquet, str(asked.threads)],
            "bare grouping": [sys.executable, "-c", BARE, parquet, str(asked.threads)],
        }
        if asked.svy:
            engines["svy"] = [asked.svy, "-c", SVY, parquet]
        if asked.r:
            engines["R survey"] = [asked.r, "-e", R, table]
        runs = {name: [] for name in engines}
        for _ in range(asked.rounds):
            for name, command in engines.items():
                runs[name].append(run(command))
    show(runs, int(asked.rows))


def make(rows: int, folder: Path, *, csv: bool) -> tuple[str, str]:
    """Write a made-up two-stage sample as Parquet, and as CSV for R."""
    stream = np.random.Generator(np.random.PCG64(1325))
    stratum = stream.integers(0, STRATA, rows)
    columns = {
        "stratum": stratum.astype("int32"),
        "psu": (stratum * UNITS + stream.integers(0, UNITS, rows)).astype("int32"),
        "w": stream.uniform(0.5, 2, rows),
        "sex": stream.integers(0, 2, rows).astype("int8"),
        "age": stream.integers(0, 5, rows).astype("int8"),
        "region": (stratum % 12).astype("int8"),
    } | {name: stream.integers(1, 6, rows).astype("int8") for name in NAMES}
    connection = duckdb.connect()
    connection.register("made", pd.DataFrame(columns))
    parquet, table = folder / "sample.parquet", folder / "sample.csv"
    connection.execute(f"COPY made TO '{parquet}' (FORMAT parquet)")
    if csv:
        connection.execute(f"COPY made TO '{table}' (FORMAT csv, HEADER)")
    return str(parquet), str(table)


def run(command: list[str]) -> dict[str, float]:
    """Run one engine as a process of its own; it prints what it measured."""
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(
        done.stdout[done.stdout.rindex("{") :]
    )  # DuckDB may draw its progress before it


def show(runs: dict[str, list[dict[str, float]]], rows: int) -> None:
    """Print medians, the ratio of processor time to ours, and whether the standard errors agree."""
    ours = statistics.median(each["cpu"] for each in runs["wps-eval"])
    check = runs["wps-eval"][0]["check"]
    print(f"{rows:,} rows, 228 domain means with standard errors")
    for name, found in runs.items():
        seconds, cpu = (
            statistics.median(each[name] for each in found) for name in ("seconds", "cpu")
        )
        agrees = abs(found[0].get("check", check) / check - 1)
        print(
            f"{name:14} {seconds:8.2f} s  {cpu:8.2f} s of processor  x{cpu / ours:6.2f}  {found[0]['mib']:7.0f} MiB  "
            f"sum of SEs off by {agrees:.1e}"
        )


if __name__ == "__main__":
    main()
