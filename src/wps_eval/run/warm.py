"""What the server of workers imports before it forks any of them; it computes nothing and opens no file of a study.

A notebook's own imports are no part of it: this list names libraries and rooms, so that a forked process
finds them in memory. What it leaves out is imported later, and only costs time.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import signal
import sys

signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in a terminal is the runner's to hear
# a grammar compiled at import, one second, that only URI format checks would use
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
MODULES = (
    "duckdb",
    "ipykernel.ipkernel",
    "ipykernel.kernelapp",
    "ipykernel.zmqshell",
    "jupyter_client.manager",
    "nbclient",
    "papermill",
    "typst",
    "wps_eval.pages.bench",
    "wps_eval.pages.data_quality",
    "wps_eval.pages.implementation",
    "wps_eval.pages.indicator_change",
    "wps_eval.pages.report_chapters",
    "wps_eval.pages.scales",
    "wps_eval.pages.studies",
    "wps_eval.pages.summary",
    "wps_eval.pages.training",
    "wps_eval.publish.all_formats",
    "wps_eval.run.execute",
    "wps_eval.run.forked_kernel",
    "wps_eval.run.release",
)
for name in MODULES:
    importlib.import_module(name)
catalogue = importlib.import_module("wps_eval.words.catalogue")
for path in catalogue.CATALOGUES.glob("*.po"):
    catalogue.Words(path.stem).say("seal.contents")  # the package's own words, read once for all
gc.collect()
gc.freeze()  # what all share stays shared: the collector of a forked process leaves it alone
atexit.register(gc.unfreeze)  # of the server itself, so that it ends quietly
