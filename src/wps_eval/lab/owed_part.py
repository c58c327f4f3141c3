"""What is missing, and who owes it: of released results alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.lab import markup
from wps_eval.lab.desk import told
from wps_eval.pages import widgets
from wps_eval.report.edition import load_edition
from wps_eval.report.evaluability_tables import owing_table
from wps_eval.report.implementation_tables import silence_table

if TYPE_CHECKING:
    from wps_eval.lab.desk import Desk


class OwedPart:
    """Two tables: indicators that lack something, and activities on which nothing was sent."""

    def __init__(self, desk: Desk) -> None:
        """Lay it, empty until it is opened."""
        self._desk = desk
        self.tables = widgets.markup()
        self.view = widgets.stack([self.tables])

    def open(self) -> None:
        """Read what was released."""
        self.tables.value = markup.paragraph(self._desk.say("lab.working"))
        self._desk.begin(self._fill)

    def _fill(self) -> None:
        try:
            self.tables.value = self._released()
        except Exception as error:  # noqa: BLE001 - whatever it was, the page goes on and tells it
            self.tables.value = told(error, self._desk.words)

    def _released(self) -> str:
        """Give the tables, or say that nothing was released yet, or that nothing is missing."""
        desk = self._desk
        edition = load_edition(desk.study, "", desk.words.language, desk.root.folder)
        if not edition.has_run:
            return markup.notice(desk.say("lab.not_released", study=desk.study))
        tables = [
            owing_table(edition.own_rows("evaluability"), edition.plan, edition.writer),
            silence_table(edition.released["activities"], edition.plan, edition.writer),
        ]
        return "".join(tables) or markup.notice(desk.say("lab.owed.nothing"))
