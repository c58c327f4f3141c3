"""A picker for authors: an indicator and what of it is to be told give the call that stands in a text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wps_eval.lab import markup
from wps_eval.lab.bindings import Bindable, bindables, call_of, number_of
from wps_eval.lab.desk import told
from wps_eval.pages import widgets
from wps_eval.report.edition import Edition, load_edition

if TYPE_CHECKING:
    from wps_eval.lab.desk import Desk

MOST_OFFERED = 300  #: in one list; a search shortens it


class PickerPart:
    """A search, two lists, the number as the report would print it, and the call to be copied."""

    def __init__(self, desk: Desk) -> None:
        """Lay it, empty until it is opened."""
        self._desk = desk
        self._edition: Edition | None = None
        self._all: tuple[Bindable, ...] = ()
        self.search = widgets.text_field(hint=desk.say("lab.picker.search"))
        self.indicator = widgets.choice([])
        self.statistic = widgets.choice([])
        self.call = widgets.text_field()
        self.copy, self.said = widgets.markup(), widgets.markup()
        widgets.when_changed(self.search, self._offer)
        widgets.when_changed(self.indicator, self._offer_statistics)
        widgets.when_changed(self.statistic, self._show)
        lists = widgets.row([self.search, self.indicator, self.statistic])
        self.view = widgets.stack([self.said, lists, widgets.row([self.call, self.copy])])

    def open(self) -> None:
        """Read what was released."""
        self.said.value = markup.paragraph(self._desk.say("lab.working"))
        self._desk.begin(self._fill)

    def _fill(self) -> None:
        desk = self._desk
        try:
            edition = load_edition(desk.study, "", desk.words.language, desk.root.folder)
            edition = replace(edition, place=edition.study.places[0])
            if not edition.has_run:
                self.said.value = markup.notice(desk.say("lab.not_released", study=desk.study))
                return
            self._edition, self._all = edition, bindables(edition)
        except Exception as error:  # noqa: BLE001 - whatever it was, the page goes on and tells it
            self.said.value = told(error, desk.words)
            return
        self.said.value = markup.paragraph(desk.say("lab.picker.head"))
        self._offer()

    def _offer(self) -> None:
        """Offer the indicators that fit what is searched."""
        wanted = self.search.value.strip().casefold()
        found = [(self._name(each), each) for each in self._all]
        fitting = [(name, each) for name, each in found if wanted in name.casefold()]
        widgets.offer(self.indicator, fitting[:MOST_OFFERED])
        self._offer_statistics()

    def _name(self, each: Bindable) -> str:
        """Name an indicator, with group and place where they are not the report's own."""
        apart = [part for part in (each.group, each.place) if part]
        return f"{each.code} {each.title}" + (
            f" ({self._desk.words.listed(apart)})" if apart else ""
        )

    def _offer_statistics(self) -> None:
        """Offer what of the chosen indicator there is a number."""
        chosen = self.indicator.value
        names = chosen.statistics if chosen else ()
        options = [(self._desk.say(f"statistic.{name}"), name) for name in names]
        widgets.offer(self.statistic, options)
        self._show()

    def _show(self) -> None:
        """Show the call and the number that it stands for."""
        chosen, statistic = self.indicator.value, self.statistic.value
        if not (chosen and statistic and self._edition):
            self.call.value, self.copy.value = "", ""
            return
        call = call_of(chosen, statistic)
        number = number_of(call, self._edition.bindable)
        self.call.value = call
        self.copy.value = markup.copy_button(call, self._desk.say("lab.picker.copy")) + (
            markup.paragraph(self._desk.say("lab.picker.prints", number=number))
            if number
            else markup.notice(self._desk.say("lab.picker.gap"))
        )
