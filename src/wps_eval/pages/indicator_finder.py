"""A table of indicators that whoever has a notebook open can search, sort and narrow down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from wps_eval.report.evaluability_tables import pillar_names
from wps_eval.report.fragment import carried
from wps_eval.report.indicators_found import indicators_table
from wps_eval.results.rows import each
from wps_eval.words.language import bcp47

if TYPE_CHECKING:
    from wps_eval.pages.bench import Bench

ROWS_A_PAGE = 20
ANY = ""  #: of a filter that lets everything through
ORDERS = ("plan", "status", "place", "difference")


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the indicators is looked for.

    Attributes:
        text: Letters that stand in code, title, place or status, in any case.
        pillar: A pillar's code.
        place: A place's code.
        status: A status.
        order: One of ``ORDERS``.
    """

    text: str = ""
    pillar: str = ANY
    place: str = ANY
    status: str = ANY
    order: str = "plan"


def rows_found(rows: pd.DataFrame, texts: pd.Series[str], asked: Asked) -> pd.DataFrame:
    """Give the rows that fit, in the order asked for; equal ones stay in the plan's.

    Args:
        rows: Disclosed verdicts.
        texts: What is searched in of each row.
        asked: What is looked for.
    """
    wanted = texts.str.casefold().str.contains(asked.text.strip().casefold(), regex=False)
    for column in ("pillar", "place", "status"):
        chosen = getattr(asked, column)
        if chosen != ANY:
            wanted &= rows[column] == chosen
    found = rows[wanted]
    if asked.order == "plan":
        return found
    return found.sort_values(
        asked.order, ascending=asked.order != "difference", kind="stable", na_position="last"
    )


class IndicatorFinder:
    """Fields above a table; it holds disclosed rows alone, and shows what the report room makes of them."""

    def __init__(self, bench: Bench, rows: pd.DataFrame) -> None:
        """Lay the fields.

        Args:
            bench: The bench.
            rows: Disclosed verdicts, as ``verdicts_shown`` gives them.
        """
        from wps_eval.pages import widgets  # noqa: PLC0415 - only where somebody sits before it

        self._bench, self._rows, self._page = bench, rows.reset_index(drop=True), 0
        self._texts = _texts_of(self._rows, bench)
        say = bench.say
        self.text = widgets.text_field(hint=say("finder.text"))
        pillars = pillar_names(bench.plan, bench.words.language)
        statuses = {code: say(f"status.{code}") for code in dict.fromkeys(self._rows["status"])}
        self.pillar = widgets.choice(self._options("pillar", pillars))
        self.place = widgets.choice(self._options("place", bench.place_names))
        self.status = widgets.choice(self._options("status", statuses))
        self.order = widgets.choice([(say(f"finder.order.{order}"), order) for order in ORDERS])
        self.count, self.table = widgets.markup(), widgets.markup()
        self.before = widgets.button(say("finder.before"), lambda: self._turn(-1))
        self.next = widgets.button(say("finder.next"), lambda: self._turn(1))
        fields = (self.text, self.pillar, self.place, self.status, self.order)
        for field in fields:
            widgets.when_changed(field, self._ask)
        pages = widgets.row([self.before, self.next, self.count])
        self.view = widgets.stack([widgets.row(fields), self.table, pages])
        self._draw()

    @property
    def asked(self) -> Asked:
        """What the fields ask for."""
        return Asked(
            self.text.value,
            self.pillar.value,
            self.place.value,
            self.status.value,
            self.order.value,
        )

    def _options(self, name: str, names: dict[str, str]) -> list[tuple[str, str]]:
        """Give the choices of a filter: all, and what occurs in the rows, in the order of its names."""
        occurring = set(self._rows[name])
        known = [(title, code) for code, title in names.items() if code in occurring]
        return [(self._bench.say(f"finder.any.{name}"), ANY), *known]

    def _ask(self) -> None:
        """Begin at the first page of what is asked for now."""
        self._page = 0
        self._draw()

    def _turn(self, pages: int) -> None:
        self._page += pages
        self._draw()

    def _draw(self) -> None:
        """Show one page of what fits, and how much that is."""
        bench, writer = self._bench, self._bench.writer
        found = rows_found(self._rows, self._texts, self.asked)
        first = self._page * ROWS_A_PAGE
        page = found.iloc[first : first + ROWS_A_PAGE]
        made = indicators_table(page, bench.plan, bench.place_names, writer)
        self.table.value = carried([made], bcp47(bench.words.language), bench.words.direction)
        self.before.disabled = self._page == 0
        self.next.disabled = first + ROWS_A_PAGE >= len(found)
        self.count.value = bench.say(
            "finder.count",
            first=writer.count(min(first + 1, len(found))),
            last=writer.count(first + len(page)),
            all=writer.count(len(found)),
        )


def _texts_of(rows: pd.DataFrame, bench: Bench) -> pd.Series[str]:
    """Give what is searched in: code as the plan prints it and as it is typed, title, place, status."""
    plan, words, places = bench.plan, bench.words, bench.place_names
    texts = [
        "\n".join(
            [
                str(row.indicator),
                plan.printed.get(str(row.indicator), ""),
                plan.title(str(row.indicator), words.language).text,
                places.get(str(row.place), str(row.place)),
                words.say(f"status.{row.status}"),
            ]
        )
        for row in each(rows)
    ]
    return pd.Series(texts, index=rows.index, dtype="str")
