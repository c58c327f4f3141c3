"""Does a verdict hold when it is computed another way?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wps_eval.codes import Change


@dataclass(frozen=True, slots=True)
class Robustness:
    """How often a verdict holds.

    Attributes:
        holds: Ways in which it holds, the main one among them.
        ways: Ways in which it could be computed.
        flipped_by: The names of those in which it comes out otherwise.
    """

    holds: int
    ways: int
    flipped_by: tuple[str, ...]

    @classmethod
    def read(cls, text: str) -> Robustness:
        """Read the form that the verdicts table keeps."""
        counts, _, flips = text.partition(" ")
        holds, ways = counts.split("/")
        return cls(int(holds), int(ways), tuple(flips.split(",")) if flips else ())

    def __str__(self) -> str:
        """Say it in the form that the verdicts table keeps: ``5/6 unweighted``."""
        flips = f" {','.join(self.flipped_by)}" if self.flipped_by else ""
        return f"{self.holds}/{self.ways}{flips}"


def robustness(main: Change, alternatives: Mapping[str, Change | None]) -> Robustness:
    """Compare a verdict with its declared alternatives.

    Args:
        main: The verdict.
        alternatives: What each alternative gives, by name; None where it cannot be computed, which
            neither holds nor flips.

    Returns:
        How often the verdict holds and what flips it.

    Source: Leamer (1983), American Economic Review 73, 31-43; multiverse reporting: Steegen et
    al. (2016), Perspectives on Psychological Science 11, 702-712.
    """
    computed = {name: verdict for name, verdict in alternatives.items() if verdict is not None}
    flipped = tuple(sorted(name for name, verdict in computed.items() if verdict is not main))
    return Robustness(1 + len(computed) - len(flipped), 1 + len(computed), flipped)
