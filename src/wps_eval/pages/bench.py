"""The bench that a notebook opens: it shows, saves and seals."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from IPython.display import display

from wps_eval.disclosure.release import Policy, release
from wps_eval.errors import NotReleased
from wps_eval.pages.bench_line import bench_line
from wps_eval.pages.parameters import cells_run, refuse_undeclared
from wps_eval.paths import nearest_workbench
from wps_eval.report.edition import Edition, words_of
from wps_eval.report.fragment import MIME as FRAGMENTS
from wps_eval.report.fragment import Fragment, carried
from wps_eval.report.seal import MIME, seal_of
from wps_eval.values.row_holder import RowHolder
from wps_eval.words.language import bcp47
from wps_eval.workspace.asked import refuse_unknown
from wps_eval.workspace.opened import open_workspace
from wps_eval.workspace.release_rules import release_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd


@dataclass(frozen=True, repr=False)
class Saved(RowHolder):
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

    def show(self, *fragments: Fragment) -> None:
        """Display fragments; they are all that an export takes.

        Args:
            fragments: What the report room made; an empty one shows nothing.

        Raises:
            NotReleased: If anything else is to be shown, such as a text or a frame.
        """
        for shown in fragments:
            if not isinstance(shown, Fragment):
                raise NotReleased(
                    f"bench.show: found {type(shown).__name__}; expected what wps_eval.report makes of released results. Make a table or a sentence of it there, and show that."
                )
        words = self.words
        html = carried(fragments, bcp47(words.language), words.direction)
        display({"text/html": html, FRAGMENTS: {}, "text/plain": "(table or figure)"}, raw=True)


def open_bench(study: str, place: str = "", language: str = "", *, brief: bool = False) -> Bench:
    """Open the bench in a notebook.

    Shows one line that says what the notebook is made from, and leaves the same in one hidden output;
    exporters refuse a notebook without it, and drop the line. The workbench is found from the current folder
    upwards, and else, as under papermill called from elsewhere, from where this package is installed.

    Args:
        study: The name of a file in ``params/``, without its ending.
        place: The place to report on; empty while measuring.
        language: The language to report in; the study's first if empty.
        brief: Whether the notebook is a summary: a title instead of a cover, no list of contents.

    Raises:
        InputFaults: With every fault of the params file or the plan folder, if the place or the
            language is unknown, or if papermill was given a parameter that the notebook does not declare.
    """
    refuse_undeclared(cells_run())
    workspace = open_workspace(study, nearest_workbench())
    places, languages = [place] if place else [], [language] if language else []
    refuse_unknown(workspace.study, workspace.plan, places, languages)
    bench = Bench(workspace, place, words_of(workspace, language))
    seal = seal_of(bench, brief=brief).as_output()
    display({MIME: seal, "text/markdown": bench_line(bench), "text/plain": ""}, raw=True)
    return bench
