"""A random stream that gives the same numbers on every machine and version."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")


class Stream:
    """Uniform numbers from SHA-256 in counter mode; all else is made of them by plain arithmetic."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._next = 0

    def uniform(self, size: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        """Give numbers from 0 up to, not including, 1."""
        blocks = []
        for _ in range((size + 3) // 4):
            blocks.append(hashlib.sha256(f"{self._name}:{self._next}".encode()).digest())
            self._next += 1
        # four numbers a hash of 32 bytes, each of the 53 bits that a float holds
        integers = np.frombuffer(b"".join(blocks), dtype=">u8")[:size]
        return np.asarray((integers >> np.uint64(11)).astype(np.float64) / 2.0**53)

    def one(self) -> float:
        """Give one number from 0 up to, not including, 1."""
        return float(self.uniform(1)[0])

    def between(self, low: int, high: int) -> int:
        """Give a whole number, both ends included."""
        return low + int(self.one() * (high - low + 1))

    def pick(self, options: Sequence[T], shares: Sequence[float]) -> T:
        """Pick one of several by their shares, which sum to 1."""
        index = int(np.searchsorted(np.cumsum(shares), self.one(), side="right"))
        return options[min(index, len(options) - 1)]
