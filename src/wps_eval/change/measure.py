"""A computed number, or the reason why there is none; never both, never a guess."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wps_eval.codes import Reason


@dataclass(frozen=True, slots=True)
class Measure:
    """A number or a reason.

    Attributes:
        value: The number, unrounded; None where it is not defined.
        reason: Why there is no number; None where there is one.
    """

    value: float | None = None
    reason: Reason | None = None
