"""What stands behind a number, in plain words: a card that opens in the HTML, without a script."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any

from wps_eval.codes import State
from wps_eval.report.rounds import fact
from wps_eval.results.rows import each, known

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from wps_eval.report.numbers import Writer
    from wps_eval.sources.wordings import Wordings

FORM = "form "  # before the name of a questionnaire
TOLD = ("definition", "coverage", "note")
OF_A_ROUND = (
    "population", "dates", "mode", "recruitment", "kind", "response", "weighting", "variance",
    "checksum",
)  # fmt: skip


@dataclass(frozen=True)
class Behind:
    """Released tables that say what stands behind a number.

    Attributes:
        estimates: The values of indicators.
        rounds: How survey rounds were made.
        wordings: What was asked.
        writer: Writes the numbers.
    """

    estimates: pd.DataFrame
    rounds: pd.DataFrame
    wordings: Wordings
    writer: Writer

    def card(self, shown: str, row: object) -> str:
        """Put a card behind a number; what is hidden or missing has none.

        Args:
            shown: The number as the table prints it, plain text.
            row: Its row of a results table.
        """
        state = str(getattr(row, "state", ""))
        if state == State.SUPPRESSED or not known(getattr(row, "estimate", None)):
            return escape(shown)
        facts = "".join(
            f"<dt>{escape(label)}</dt><dd>{escape(text)}</dd>" for label, text in self._facts(row)
        )
        return f'<details class="card"><summary>{escape(shown)}</summary><dl>{facts}</dl></details>'

    def end(self, shown: str, indicator: str, place: str, role: str) -> str:
        """Put a card behind an indicator's baseline or current value.

        Args:
            shown: The value as the table prints it, plain text.
            indicator: Its code.
            place: Its place.
            role: ``baseline`` or ``current``.
        """
        row = self._ends.get((indicator, place, role))
        return self.card(shown, row) if row is not None else escape(shown)

    def asked_of(self, indicator: str, place: str) -> str:
        """Say of whom an indicator's current value was asked; nothing where no survey says so."""
        row = self._ends.get((indicator, place, "current"))
        design = self._designs.get(str(row.source), {}) if row is not None else {}
        return self.writer.words.tell(design.get("population", ""))

    @cached_property
    def _ends(self) -> dict[tuple[str, str, str], Any]:
        rows = self.estimates[(self.estimates["group"] == "") & (self.estimates["item"] == "")]
        return {(str(r.indicator), str(r.place), str(r.role)): r for r in each(rows)}

    @cached_property
    def _designs(self) -> dict[str, dict[str, str]]:
        rows = self.rounds[self.rounds["part"] == "design"]
        made = {
            str(code): dict(zip(part["item"].astype(str), part["value"].astype(str), strict=True))
            for code, part in rows.groupby("round")
        }
        return {design.get("title", code): design for code, design in made.items()}

    def _facts(self, row: Any) -> Iterator[tuple[str, str]]:
        say, writer = self.writer.words.say, self.writer
        asked = self.wordings.asked(str(row.indicator))
        if asked:
            yield say("card.asked"), " · ".join(asked)
        yield say("card.source"), " · ".join(filter(None, map(self._told, (row.source, row.link))))
        for name in () if asked else TOLD:  # what was asked is a survey's definition
            if str(getattr(row, name, "") or ""):
                yield say(f"card.{name}"), self._told(getattr(row, name))
        if known(row.numerator) and known(row.denominator):
            counts = {"part": writer.count(row.numerator), "all": writer.count(row.denominator)}
            yield say("card.counts"), say("card.counts.of", **counts)
        yield from self._precision(row)
        design = self._designs.get(str(row.source), {})
        for item in OF_A_ROUND:
            if design.get(item):
                yield say(f"round.{item}"), fact(item, design[item], writer)

    def _told(self, text: str) -> str:
        """Say a source: a questionnaire by its name, anything else as it was typed or told."""
        name = text.removeprefix(FORM)
        words = self.writer.words
        return words.tell(text) if name == text else words.say("card.form", name=name)

    def _precision(self, row: Any) -> Iterator[tuple[str, str]]:
        say, writer = self.writer.words.say, self.writer
        if known(row.n):
            yield say("card.base"), writer.count(row.n)
        if known(row.n_missing):
            yield say("card.missing"), writer.count(row.n_missing)
        if known(row.ci_low) and known(row.level):
            ends = {"low": writer.number(row.ci_low, 1), "high": writer.number(row.ci_high, 1)}
            level = writer.number(100 * row.level, 0)
            yield say("card.interval"), say("card.interval.of", level=level, **ends)
        if known(row.deff):
            yield say("card.deff"), writer.number(row.deff, 2)
