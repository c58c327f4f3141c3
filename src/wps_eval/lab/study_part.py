"""What is here: every study, how far it has come, what is out of date and why, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.lab import markup
from wps_eval.lab.desk import told
from wps_eval.lab.studies import StudyHere, study_here, study_names
from wps_eval.pages import widgets
from wps_eval.run.outdated import outdated

if TYPE_CHECKING:
    from wps_eval.lab.desk import Desk


class StudyPart:
    """The first part of the page; it opens with it."""

    def __init__(self, desk: Desk) -> None:
        """Lay it, empty until it is opened."""
        self._desk = desk
        self.studies, self.reasons = widgets.markup(), widgets.markup()
        self.why = widgets.button(desk.say("lab.study.why"), self._show_why)
        self.view = widgets.stack([self.studies, widgets.row([self.why]), self.reasons])

    def open(self) -> None:
        """Look at every study."""
        desk = self._desk
        found = [study_here(desk.root, name) for name in study_names(desk.root)]
        heads = [desk.say(f"lab.study.{head}") for head in ("name", "what", "data", "run", "next")]
        table = markup.table(heads, map(self._cells, found), desk.say("lab.study.caption"))
        steps = [
            desk.say(f"lab.steps.{step}") for step in ("form", "check", "run", "read", "notebooks")
        ]
        self.studies.value = table + markup.heading(desk.say("lab.steps")) + markup.numbered(steps)

    def _cells(self, found: StudyHere) -> list[str]:
        """Say of a study what it is, whether its data are made up, its last run and the next step."""
        say, choices = self._desk.say, found.choices
        kind = say(f"title.{choices.kind}") if choices else say("lab.study.faulty", n=found.faults)
        state = f"{kind} ({say(f'edition.{choices.state}')})" if choices else kind
        data = ""
        if choices:
            data = say("seal.demonstration" if choices.demonstration else "lab.study.real")
        run = say(f"run.status.{found.run}") if found.run else say("lab.study.no_run")
        ended = f"\u2066{found.ended[:16].replace('T', ' ')} UTC\u2069"  # a time runs its own way
        when = self._desk.words.listed([run, ended]) if found.ended else run
        name = markup.code(found.name)
        return [name, state, data, when, say(f"lab.next.{found.next_step}")]

    def _show_why(self) -> None:
        """Say what of the chosen study the next run would make, and why."""
        desk = self._desk
        self.reasons.value = markup.paragraph(desk.say("lab.working"))
        desk.begin(self._find_why)

    def _find_why(self) -> None:
        desk = self._desk
        try:
            found = outdated(desk.study, language=desk.words.language, start=desk.root.folder)
        except Exception as error:  # noqa: BLE001 - whatever it was, the page goes on and tells it
            self.reasons.value = told(error, desk.words)
            return
        if not found:
            self.reasons.value = markup.notice(desk.say("lab.study.up_to_date", study=desk.study))
            return
        heads = [desk.say("lab.run.job"), desk.say("lab.study.reasons")]
        rows = [[each.job, desk.words.joined(each.reasons)] for each in found]
        caption = desk.say("lab.study.outdated", n=len(found), study=desk.study)
        self.reasons.value = markup.table(heads, rows, caption)
