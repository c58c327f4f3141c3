"""Reports: what the last run made, to be opened or downloaded."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from wps_eval.errors import InputFaults
from wps_eval.lab import markup
from wps_eval.lab.reports import ReportFile, report_files
from wps_eval.pages import widgets
from wps_eval.report.edition import load_edition
from wps_eval.report.fragment import Fragment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wps_eval.lab.desk import Desk

SHOWN_BY_BROWSERS = (".html",)


class ReportsPart:
    """A row a report, a link a format."""

    def __init__(self, desk: Desk) -> None:
        """Lay it, empty until it is opened."""
        self._desk = desk
        self.files = widgets.markup()
        self.view = widgets.stack([self.files])

    def open(self) -> None:
        """Look for the reports that are there."""
        desk = self._desk
        found = report_files(desk.root, desk.study)
        if not found:
            self.files.value = markup.notice(desk.say("lab.reports.none", study=desk.study))
            return
        heads = [
            desk.say(f"lab.reports.{head}") for head in ("report", "place", "language", "open")
        ]
        places = self._place_names()
        rows = [
            self._cells(list(files), places)
            for _, files in groupby(found, key=lambda each: (each.place, each.language, each.name))
        ]
        self.files.value = markup.table(
            heads, rows, desk.say("lab.reports.caption", study=desk.study)
        )

    def _place_names(self) -> Mapping[str, str]:
        """Say what places are called; their codes alone where the study cannot be opened now."""
        desk = self._desk
        try:
            language = desk.words.language
            return load_edition(desk.study, "", language, desk.root.folder).place_names
        except InputFaults:
            return {}

    def _cells(self, files: Sequence[ReportFile], places: Mapping[str, str]) -> list[str]:
        """Give a report's row: name, place, language, and a link a format."""
        words, first = self._desk.words, files[0]
        language = f"language.{first.language}"
        links = [
            markup.file_link(
                each.path,
                words.say(f"lab.format{each.ending}"),
                download=each.ending not in SHOWN_BY_BROWSERS,
            )
            for each in files
        ]
        return [
            markup.code(first.name),
            places.get(first.place, first.place),
            words.say(language) if words.knows(language) else first.language,
            Fragment(" · ".join(links)),
        ]
