"""The bench that a notebook opens: it shows, saves and seals."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from IPython.display import display

from wps_eval.disclosure.release import Policy, release
from wps_eval.report.edition import Edition, words_of
from wps_eval.report.seal import MIME, seal_of
from wps_eval.workspace.opened import open_workspace
from wps_eval.workspace.release_rules import release_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd


@dataclass(frozen=True)
class Saved:
    """A measured table: it can be disclosed, and says nothing of what it holds.

    Attributes:
        name: Its name.
        table: Its rows, which no notebook displays.
    """

    name: str
    table: pd.DataFrame = field(repr=False)


class Bench(Edition):
    """One study opened for one notebook."""

    def save(self, name: str, rows: Iterable[Mapping[str, object]]) -> Saved:
        """Write a measured table; what is displayed of it has to be disclosed first."""
        return Saved(name, self.workspace.save(name, rows))

    @cached_property
    def policy(self) -> Policy:
        """What the study lets out."""
        return Policy.of(**release_rules(self.root, self.study, self.plan))

    def disclosed(self, *saved: Saved) -> dict[str, pd.DataFrame]:
        """Give what may be shown of measured tables, by their names."""
        return release({each.name: each.table for each in saved}, self.policy)

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
