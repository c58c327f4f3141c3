"""The bench that a notebook opens: it shows, saves and seals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from IPython.display import display

from wps_eval.disclosure.release import Policy, release
from wps_eval.report.edition import Edition, words_of
from wps_eval.report.seal import MIME, seal_of
from wps_eval.workspace.opened import open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd


class Bench(Edition):
    """One study opened for one notebook."""

    def save(self, name: str, rows: Iterable[Mapping[str, object]]) -> pd.DataFrame:
        """Write a measured table and give it back; what is displayed of it is disclosed first."""
        return self.workspace.save(name, rows)

    def disclosed(self, measured: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
        """Apply the study's disclosure policy to measured tables."""
        return release(measured, Policy.of(dict(self.study.disclosure), self.plan.partitions))

    def show(self, *fragments: str) -> None:
        """Display HTML fragments; they are all that an export takes."""
        html = "\n".join(fragments)
        display({"text/html": html, "text/plain": "(table or figure)"}, raw=True)


def open_bench(study: str, place: str = "", language: str = "", *, brief: bool = False) -> Bench:
    """Open the bench in a notebook.

    Leaves one hidden output that says what the notebook is made from; exporters refuse a notebook
    without it.

    Args:
        study: The name of a file in ``params/``, without its ending.
        place: The place to report on; empty while measuring.
        language: The language to report in; the study's first if empty.
        brief: Whether the notebook is a summary: a title instead of a cover, no list of contents.

    Raises:
        InputFaults: With every fault of the params file or the plan folder.
    """
    workspace = open_workspace(study)
    bench = Bench(workspace, place, words_of(workspace, language))
    display({MIME: seal_of(bench, brief=brief).as_output(), "text/plain": ""}, raw=True)
    return bench
