"""Time single statistics of a small survey file in processor time, beside R survey.

python benchmarks/small_files.py --rows 2000 --r Rscript
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

from wps_eval import survey

REPEATS = 15
DRAWN = {"kind": "probability", "weight": "w", "stratum": "stratum", "psu": "psu"}
SEXES, POINTS = dict.fromkeys((1, 2), 2000.0), dict.fromkeys(range(1, 6), 800.0)

R = """
suppressPackageStartupMessages(library(survey)); f <- read.csv(commandArgs(TRUE)[1])
f$sexf <- factor(f$sex); f$q1f <- factor(f$q1); f$q1o <- factor(f$q1, ordered = TRUE)
drawn <- function() svydesign(id = ~psu, strata = ~stratum, weights = ~w, data = f); d <- drawn()
logit <- function() svyglm(y ~ sexf + age, d, family = quasibinomial())
calls <- list(
  design = drawn, mean = function() SE(svymean(~q1, d)), "means by sex" = function() SE(svyby(~q1 + q2, ~sex, d, svymean)),
  "share by sex" = function() svyby(~I(q1 > 3), ~sex, d, svyciprop, vartype = "ci", method = "logit"),
  ratio = function() SE(svyratio(~q1, ~q2, d)), total = function() SE(svytotal(~q1, d)), quantiles = function() svyquantile(~age, d, c(.25, .5, .75)),
  "chi-square" = function() svychisq(~sex + q1, d), "linear model" = function() SE(svyglm(q1 ~ sexf + age, d)), logit = function() SE(logit()),
  Poisson = function() SE(svyglm(q1 ~ sexf + age, d, family = quasipoisson())), margins = function() svypredmeans(svyglm(y ~ age, d, family = quasibinomial()), ~sexf),
  ordered = function() SE(svyolr(q1o ~ sexf + age, d)), alpha = function() svycralpha(~q1 + q2, d), ranks = function() svyranktest(q1 ~ sex, d),
  raking = function() weights(rake(d, list(~sexf, ~q1f), list(data.frame(sexf = factor(1:2), Freq = 2000), data.frame(q1f = factor(1:5), Freq = 800)))),
  jackknife = function() SE(svymean(~q1, as.svrepdesign(d, type = "JKn"))))
for (name in names(calls)) { call <- calls[[name]]; invisible(call())
  start <- proc.time(); for (i in 1:20) call(); used <- proc.time() - start; cat(name, 50 * (used[1] + used[2]), sep = "\\t"); cat("\\n") }
"""


def main() -> None:
    """Make the file, time each statistic, print milliseconds of processor time and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=2000)
    parser.add_argument("--r", default="")
    asked = parser.parse_args()
    rows = made(asked.rows)
    theirs = {}
    if asked.r:
        with tempfile.TemporaryDirectory() as folder:
            table = Path(folder) / "rows.csv"
            rows.to_csv(table, index=False)
            done = subprocess.run(
                [asked.r, "-e", R, str(table)], capture_output=True, text=True, check=True
            )
        theirs = {
            name: float(number)
            for name, number in (line.split("\t") for line in done.stdout.strip().splitlines())
        }
    for name, call in calls(rows).items():
        ours = 1e3 * timed(call)
        beside = (
            f"  R {theirs[name]:8.2f} ms  x{theirs[name] / ours:5.1f}" if name in theirs else ""
        )
        print(f"{name:14} {ours:8.2f} ms{beside}")


def made(count: int) -> pd.DataFrame:
    """Make up a two-stage sample."""
    stream = np.random.Generator(np.random.PCG64(1325))
    unit = np.arange(count) // 20
    return pd.DataFrame(
        {"w": stream.uniform(1, 3, count), "psu": unit, "stratum": unit // 10, "sex": stream.integers(1, 3, count),
         "age": stream.integers(18, 80, count), "q1": stream.integers(1, 6, count), "q2": stream.integers(1, 6, count),
         "y": stream.integers(0, 2, count)}
    )  # fmt: skip


def calls(rows: pd.DataFrame) -> dict[str, object]:
    """Name the statistics."""
    d = survey.Design.from_rows(rows, **DRAWN)
    model = "~ C(sex) + age"
    return {
        "design": lambda: survey.Design.from_rows(rows, **DRAWN),
        "mean": lambda: survey.mean(d, "q1").se,
        "means by sex": lambda: survey.mean(d, ["q1", "q2"], "sex").se,
        "share by sex": lambda: survey.proportion(d, "q1", (4, 5), "sex").interval(),
        "ratio": lambda: survey.ratio(d, "q1", "q2").se,
        "total": lambda: survey.total(d, "q1").se,
        "quantiles": lambda: survey.quantile(d, "age", [0.25, 0.5, 0.75]).se,
        "chi-square": lambda: survey.chi_square(d, "sex", "q1"),
        "linear model": lambda: survey.fit_model(d, f"q1 {model}").se,
        "logit": lambda: survey.fit_model(d, f"y {model}", family="binomial").se,
        "Poisson": lambda: survey.fit_model(d, f"q1 {model}", family="poisson").se,
        "margins": lambda: survey.predictive_margins(d, f"y {model}", "sex").se,
        "ordered": lambda: survey.fit_ordinal(d, f"q1 {model}").se,
        "alpha": lambda: survey.reliability(d, ["q1", "q2"]),
        "ranks": lambda: survey.rank_test(d, "q1", "sex"),
        "raking": lambda: survey.calibrate(d, margins={"sex": SEXES, "q1": POINTS}).weights,
        "jackknife": lambda: survey.mean(d.with_replicates(survey.jackknife(d.units)), "q1").se,
    }


def timed(call: object) -> float:
    """Give the median processor time of a call, after one to warm up."""
    call()
    used = []
    for _ in range(REPEATS):
        start = time.process_time()
        call()
        used.append(time.process_time() - start)
    return statistics.median(used)


if __name__ == "__main__":
    main()
