"""One value of an indicator as a body returned it, or as it was estimated or made of others."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wps_eval.codes import BaselineMark, Evidence, FigureStatus
from wps_eval.errors import Where

if TYPE_CHECKING:
    from datetime import date

    from wps_eval.values import Domain, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One value of an indicator as it was published, returned or estimated, with where it stood.

    Attributes:
        item: What keeps values of one date apart: empty for the final one, else the status, and for a
            second of a kind its number.
        round: The survey round that it was estimated from; empty for what bodies returned.
        sum_of: What a value that was added up is made of, such as ``12 month``; empty where it was
            returned as it stands.
        mark: How a baseline came about that was declared late, reconstructed or recalled.
        method: How a reconstructed baseline was got.
        confidence: How sure the one who reconstructed it is.
        body: The body that returned it; empty where nobody said.
        document: What it was returned in.
        returned_on: When; None where nobody said.
        supersedes: The document whose value it replaces.
        part: Whether it is a body's own part of the whole.
        made_of: Where the values stood that it was added up of; none where it was returned as it stands.
    """

    indicator: str
    domain: Domain
    span: Span
    value: float
    status: FigureStatus
    source: str
    where: Where = field(default_factory=Where)
    item: str = ""
    round: str = ""
    numerator: float | None = None
    denominator: float | None = None
    base: float | None = None
    definition: str = ""
    coverage: str = ""
    evidence: Evidence = Evidence.NOT_STATED
    link: str = ""
    note: str = ""
    sum_of: str = ""
    mark: BaselineMark = BaselineMark.NONE
    method: str = ""
    confidence: str = ""
    body: str = ""
    document: str = ""
    returned_on: date | None = None
    supersedes: str = ""
    part: bool = False
    made_of: tuple[Where, ...] = ()

    @property
    def is_final(self) -> bool:
        """Whether it is settled, and nothing replaced it."""
        return self.status is FigureStatus.FINAL
