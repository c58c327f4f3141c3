"""The start page: a language, a study, and the parts of an evaluator's day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from IPython.display import display

from wps_eval.lab.check_part import CheckPart
from wps_eval.lab.desk import Begin, Desk, in_thread
from wps_eval.lab.form_part import FormPart
from wps_eval.lab.markup import STYLE
from wps_eval.lab.owed_part import OwedPart
from wps_eval.lab.picker_part import PickerPart
from wps_eval.lab.reports_part import ReportsPart
from wps_eval.lab.run_part import RunPart
from wps_eval.lab.studies import last_run, study_names
from wps_eval.lab.study_part import StudyPart
from wps_eval.pages import widgets
from wps_eval.paths import find_root, nearest_workbench
from wps_eval.words.catalogue import Words, language_of, languages

if TYPE_CHECKING:
    from pathlib import Path

    from wps_eval.paths import Root

PARTS = ("studies", "form", "check", "run", "reports", "owed", "picker")


class StartPage:
    """Everything that is done in a terminal, done on one page.

    Attributes:
        language: The field of languages.
        study: The field of studies.
        parts: The parts by name, in order.
        tabs: The parts behind their titles.
        view: The whole page.
    """

    def __init__(
        self, root: Root, language: str, study: str = "", *, begin: Begin = in_thread
    ) -> None:
        """Lay the page.

        Args:
            root: The workbench.
            language: The language that it speaks at first.
            study: The study that it begins with; the one that was run last if empty.
            begin: How longer work is begun.
        """
        self._root, self._begin = root, begin
        titles = [(Words(name).say("lab.language"), name) for name in languages()]
        self.language = widgets.choice(titles, language)
        names = [(name, name) for name in study_names(root)]
        self.study = widgets.choice(names, study or last_run(root))
        self.parts: dict[str, Any] = {}
        self.tabs: Any = None
        self.view = widgets.stack([])
        widgets.when_changed(self.language, self._lay)
        widgets.when_changed(self.study, self._lay)
        self._lay()

    def _lay(self) -> None:
        """Lay the parts for the language and the study that are chosen; a run that is at work stays in sight."""
        at_work = self.parts.get("run")
        words = Words(self.language.value)
        desk = Desk(self._root, self.study.value or "", words, self._begin)
        shown = self.tabs.selected_index if self.tabs else 0
        self.parts = {
            "studies": StudyPart(desk),
            "form": FormPart(desk, self._study_saved),
            "check": CheckPart(desk),
            "run": at_work if at_work and at_work.at_work else RunPart(desk, self._run_ended),
            "reports": ReportsPart(desk),
            "owed": OwedPart(desk),
            "picker": PickerPart(desk),
        }
        titles = [(words.say(f"lab.part.{name}"), part.view) for name, part in self.parts.items()]
        self.tabs = widgets.tabs(titles)
        self._opened = set[str]()
        head = widgets.row(
            [self.language, widgets.label(words.say("lab.choose_study")), self.study]
        )
        widgets.set_direction(self.view, language_of(words.language).direction)
        self.view.children = [widgets.markup(STYLE), head, self.tabs]
        self.tabs.observe(lambda _: self._open_shown(), "selected_index")
        self.tabs.selected_index = shown
        self._open_shown()

    def _open_shown(self) -> None:
        """Open the part that is shown, once."""
        name = PARTS[self.tabs.selected_index or 0]
        if name not in self._opened:
            self._opened.add(name)
            self.parts[name].open()

    def _study_saved(self, name: str) -> None:
        """Offer a study that was saved under a new name, and look anew at what is here."""
        if name not in [value for _, value in self.study.options]:
            self.study.options = [(each, each) for each in study_names(self._root)]
            self.study.value = name
            return
        self._opened &= {"form"}

    def _run_ended(self) -> None:
        """Look anew, when they are shown next, at all parts that rest on a run."""
        self._opened &= {"form", "check", "run"}


def open_start(language: str = "en", study: str = "", *, start: Path | None = None) -> StartPage:
    """Open the start page in a notebook, and show it.

    Args:
        language: The language that it speaks at first.
        study: The study that it begins with; the one that was run last if empty.
        start: Where to look for the workbench from.

    Raises:
        WpsEvalError: If there is no workbench here, or no such language.
    """
    page = StartPage(find_root(start or nearest_workbench()), language_of(language).name, study)
    display(page.view)
    return page
