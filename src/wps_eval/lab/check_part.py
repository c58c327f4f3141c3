"""Check: everything that is wrong with a study, each fault with its file, row and column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.lab import markup
from wps_eval.lab.desk import told
from wps_eval.pages import widgets
from wps_eval.run.check import check_prose, check_study
from wps_eval.words.faults import faults_heading

if TYPE_CHECKING:
    from wps_eval.lab.desk import Desk


class CheckPart:
    """A button and a table of faults; nothing is computed that is kept."""

    def __init__(self, desk: Desk) -> None:
        """Lay it."""
        self._desk = desk
        self.check = widgets.button(desk.say("lab.check.button"), self._check, chief=True)
        self.mark = widgets.tick(desk.say("lab.check.mark"))
        self.found = widgets.markup(markup.paragraph(desk.say("lab.check.head", study=desk.study)))
        self.view = widgets.stack([widgets.row([self.check, self.mark]), self.found])

    def open(self) -> None:
        """Nothing: a check is asked for."""

    def _check(self) -> None:
        self.check.disabled = True
        self.found.value = markup.paragraph(self._desk.say("lab.working"))
        self._desk.begin(self._find)

    def _find(self) -> None:
        try:
            self.found.value = self._found_faults()
        except Exception as error:  # noqa: BLE001 - whatever it was, the page goes on and tells it
            self.found.value = told(error, self._desk.words)
        finally:
            self.check.disabled = False

    def _found_faults(self) -> str:
        """Check, and give the tables of what blocks and of what is only asked about."""
        desk, words = self._desk, self._desk.words
        edition, faults, copies = check_study(
            desk.study, mark=self.mark.value, language=words.language, start=desk.root.folder
        )
        faults += check_prose(edition) if edition else []
        blocking = [fault for fault in faults if fault.blocks]
        asked = [fault for fault in faults if not fault.blocks]
        parts = [markup.notice(words.say("faults.none", study=desk.study))]
        if blocking:
            heading = faults_heading(blocking, desk.study, "", words)
            parts = [markup.fault_table(blocking, words, heading)]
        if asked:
            parts.append(
                markup.fault_table(asked, words, words.say("faults.asked", what=desk.study))
            )
        folder = f"outputs/{desk.study}/faults/"
        parts += [
            markup.paragraph(words.say("faults.copy", file=copy.name, folder=folder))
            for copy in copies
        ]
        return "".join(parts)
