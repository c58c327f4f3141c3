"""What stands behind a number, in plain words: a card that opens in the HTML, without a script."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any

from wps_eval.codes import State
from wps_eval.report.round_tables import fact_text, is_stated
from wps_eval.results.keys import ValueKey, end_key, value_key
from wps_eval.results.rows import each, known
from wps_eval.values import read_form_name
from wps_eval.values.counted_register import COUNTED_REGISTER
from wps_eval.values.row_holder import RowHolder

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from wps_eval.report.numbers import Writer
    from wps_eval.sources.wordings import Wordings

VALUE = "value"  # the statistic that an indicator's own value is
DESCRIBING_COLUMNS = ("definition", "coverage", "note")
ROUND_ITEMS_SHOWN = (
    "population", "dates", "mode", "recruitment", "kind", "response", "weighting", "variance",
    "checksum",
)  # fmt: skip


@dataclass(frozen=True, repr=False)
class Cards(RowHolder):
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

    def value_card(self, shown: str, row: object) -> str:
        """Put a card behind a number; what is hidden or missing has none.

        Args:
            shown: The number as the table prints it, plain text.
            row: Its row of a results table.
        """
        state = str(getattr(row, "state", ""))
        if state == State.SUPPRESSED or not known(getattr(row, "estimate", None)):
            return escape(shown)
        facts = "".join(
            f"<dt>{escape(label)}</dt><dd>{escape(text)}</dd>"
            for label, text in self._card_facts(row)
        )
        return f'<details class="card"><summary>{escape(shown)}</summary><dl>{facts}</dl></details>'

    def end_card(self, shown: str, verdict: object, end: str) -> str:
        """Put a card behind the value that a verdict has at one end.

        Args:
            shown: The value as the table prints it, plain text.
            verdict: The verdict's row.
            end: ``baseline`` or ``current``.
        """
        row = self._value_rows.get(end_key(verdict, end))
        return self.value_card(shown, row) if row is not None else escape(shown)

    def asked_of(self, verdict: Any) -> str:
        """Say of whom a verdict's current value was asked; nothing where no survey says so."""
        design = self._design_facts.get(str(verdict.current_round), {})
        return self.writer.words.tell(str(design["population"].value)) if design else ""

    @cached_property
    def _value_rows(self) -> dict[ValueKey | None, Any]:
        """The rows of indicators' own values, by what they are a value of."""
        rows = self.estimates[self.estimates["statistic"] == VALUE]
        return {value_key(r): r for r in each(rows)}

    @cached_property
    def _design_facts(self) -> dict[str, dict[str, Any]]:
        """The facts of each round's design, by round and item."""
        rows = self.rounds[self.rounds["part"] == "design"]
        return {
            str(code): {str(r.item): r for r in each(part)} for code, part in rows.groupby("round")
        }

    def _card_facts(self, row: Any) -> Iterator[tuple[str, str]]:
        """Give the label and text of every fact that stands on a number's card."""
        say, writer = self.writer.words.say, self.writer
        asked = self.wordings.asked(str(row.indicator))
        if asked:
            yield say("card.asked"), " · ".join(asked)
        yield (
            say("card.source"),
            " · ".join(filter(None, map(self._typed_text, (row.source, row.link)))),
        )
        for name in () if asked else DESCRIBING_COLUMNS:  # what was asked is a survey's definition
            if str(getattr(row, name, "") or ""):
                yield say(f"card.{name}"), self._typed_text(getattr(row, name))
        if known(row.numerator) and known(row.denominator):
            part_and_all = {
                "part": writer.count(row.numerator),
                "all": writer.count(row.denominator),
            }
            yield say("card.counts"), say("card.counts.of", **part_and_all)
        yield from self._precision_facts(row)
        design = self._design_facts.get(str(row.round), {})
        for item in ROUND_ITEMS_SHOWN:
            if item in design and is_stated(design[item]):
                yield say(f"round.{item}"), fact_text(design[item], writer)

    def _typed_text(self, text: str) -> str:
        """Say a source: a questionnaire by its name, anything else as it was typed or told."""
        form, words = read_form_name(text), self.writer.words
        if text == COUNTED_REGISTER:
            return words.say("card.counted_register")
        return words.say("card.form", name=form) if form else words.tell(text)

    def _precision_facts(self, row: Any) -> Iterator[tuple[str, str]]:
        """Give base, missing answers, interval and design effect, as far as they are known."""
        say, writer = self.writer.words.say, self.writer
        if known(row.n):
            yield say("card.base"), writer.count(row.n)
        if known(row.n_missing):
            yield say("card.missing"), writer.count(row.n_missing)
        if known(row.ci_low) and known(row.level):
            interval_ends = {
                "low": writer.number(row.ci_low, 1),
                "high": writer.number(row.ci_high, 1),
            }
            level = writer.number(100 * row.level, 0)
            yield say("card.interval"), say("card.interval.of", level=level, **interval_ends)
        if known(row.deff):
            yield say("card.deff"), writer.number(row.deff, 2)
