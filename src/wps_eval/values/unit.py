"""What a value is counted in, and what follows for its arithmetic and its writing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from wps_eval.codes import Counts

_SCORE_SPELLING = re.compile(r"score 0-(?P<most>\d+)")
PERCENT_MOST = 100
_PERCENT = "%"


@dataclass(frozen=True, slots=True, order=True)
class Unit:
    """A unit, as the plan or a results table spells it.

    Attributes:
        text: Its spelling: ``%`` or ``% of women`` for percentages, ``score 0-100`` for scores, else
            what is counted.
        percent: Whether values are percentages, 0 to 100.
        most: The highest value that there can be; 0 where there is none.
        counts: What it counts; people unless somebody said, which is the safe side.
        whole: Whether only whole numbers of it can be.
        yes_no: Whether it is yes (1) or no (0).
    """

    text: str
    percent: bool = False
    most: int = 0
    counts: Counts = Counts.PEOPLE
    whole: bool = False
    yes_no: bool = False

    @classmethod
    def read(cls, text: str) -> Unit:
        """Read a unit's spelling."""
        if text.startswith(_PERCENT):
            return cls(text, percent=True, most=PERCENT_MOST)
        score = _SCORE_SPELLING.match(text)
        return cls(text, most=int(score["most"]) if score else 0)

    def __str__(self) -> str:
        """Spell the unit as a column does: a percentage by its sign, whatever the plan calls it."""
        named = self.percent and not self.text.startswith(_PERCENT)
        return f"{_PERCENT} {self.text}" if named else self.text

    @property
    def in_points(self) -> bool:
        """Whether a change of it is told in points: percentages, and scores to 100."""
        return self.most == PERCENT_MOST

    @property
    def decimals(self) -> int:
        """Give how many decimals a reader sees: one of points, three of scores to 1, none of counts."""
        if self.in_points:
            return 1
        return 3 if self.most == 1 else 0
