"""Numbers as a reader of the report sees them: by unit, in the run's language, rounded last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wps_eval.results.rows import known
from wps_eval.values import Unit
from wps_eval.words.dates import parse_date, write_date
from wps_eval.words.numbers import MINUS, write_number

if TYPE_CHECKING:
    from wps_eval.words.catalogue import Words

NO_NUMBER = "–"


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes numbers in one language and numbering system.

    Attributes:
        mark: What a picture of made-up data says of itself; empty where the data are real.
    """

    words: Words
    numbering: str = "latn"
    mark: str = ""

    def count(self, value: float) -> str:
        """A whole number."""
        return self.number(value, 0)

    def number(self, value: float | None, decimals: int) -> str:
        """A number with decimals; nothing is an en dash, never a zero."""
        if not known(value):
            return NO_NUMBER
        text = write_number(value, self.words.language, decimals=decimals, numbering=self.numbering)
        needs_isolation = text.startswith(MINUS) and self.words.direction == "rtl"
        return f"\u2066{text}\u2069" if needs_isolation else text

    def value(self, value: float | None, unit: str) -> str:
        """A value in its unit: percentages and scores to 100 with one decimal, counts whole.

        Scores to 1 have three.
        """
        read_unit = Unit.read(unit)
        text = self.number(value, read_unit.decimals)
        if not read_unit.percent or text == NO_NUMBER:
            return text
        return self.words.say("number.percent", value=text)

    def difference(self, value: float | None, unit: str) -> str:
        """A change with its sign, in its unit: percentages move by percentage points, scores by points."""
        if not known(value):
            return NO_NUMBER
        sign = "+" if value > 0 else "−" if value < 0 else "±"
        # the sign stays at its number's left; the word after it follows the line's own direction
        return self._in_points(f"\u2066{sign}{self._size_number(value, unit)}\u2069", unit)

    def size(self, value: float | None, unit: str) -> str:
        """How great a change is, without its sign, in its unit."""
        if not known(value):
            return NO_NUMBER
        return self._in_points(self._size_number(value, unit), unit)

    def _size_number(self, value: float, unit: str) -> str:
        """Write the size of a change: one decimal for percentages and scores to 100."""
        return self.number(abs(value), 1 if Unit.read(unit).in_points else 0)

    def _in_points(self, number: str, unit: str) -> str:
        """Say of a written change in what it is told."""
        read = Unit.read(unit)
        code = "plain" if not read.in_points else "percentage_points" if read.percent else "points"
        return self.words.say(f"number.{code}", value=number)

    def before_and_now(self, before: float | None, now: float | None, decimals: int = 1) -> str:
        """Two values with an arrow that points the way in which the language is read."""
        arrow = "→" if self.words.direction == "ltr" else "←"
        return f"{self.number(before, decimals)} {arrow} {self.number(now, decimals)}"

    def date(self, text: str) -> str:
        """A date as the results hold it (2021, 2021-10, 2021-12-31), written in words."""
        return write_date(parse_date(text), self.words.language) if text else ""

    def signed_percent(self, value: float | None) -> str:
        """A plain percentage, such as a relative change, with its sign."""
        if not known(value):
            return NO_NUMBER
        sign = "+" if value > 0 else "−" if value < 0 else ""
        return f"\u2066{sign}{self.words.say('number.percent', value=self.number(abs(value), 1))}\u2069"
