"""What a value that was added up is made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SumOf:
    """How many of what were added up: 12 months, 18 governorates.

    Attributes:
        count: How many.
        of: A length of time (``month``, ``quarter``, ``half_year``, ``year``, ``part``), ``body``, or the
            code of a partition of the plan's places.
    """

    count: int
    of: str

    @classmethod
    def read(cls, text: str) -> SumOf:
        """Read the spelling of a column, such as ``12 month``.

        Raises:
            ValueError: It is no number and name.
        """
        count, _, of = text.partition(" ")
        if not of:
            raise ValueError(text)
        return cls(int(count), of)

    def __str__(self) -> str:
        """Spell it as a column does."""
        return f"{self.count} {self.of}"
