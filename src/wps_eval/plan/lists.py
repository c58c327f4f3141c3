"""The closed lists of a plan: units, groups, stages, which places make which, names of bodies by time."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - pydantic reads the annotations
from typing import Annotated, ClassVar

from pydantic import Field

from wps_eval.codes import Counts  # noqa: TC001 - as above
from wps_eval.plan.models import Dated, Row, Several
from wps_eval.words.translated import Translated


class BodyName(Translated, Row):
    """Another name of a body, from and until when it had it; its own row has the name in the plan."""

    translated_fields: ClassVar[tuple[str, ...]] = ("name",)
    body: str
    name: str
    valid_from: str = ""
    valid_to: str = ""


class Partition(Translated, Row):
    """Places that together make another one, for as long as they do.

    Attributes:
        whole: The place that they make.
        parts: The places; together they cover it without overlap.
        name: What the parts are called together, with a column for each language.
        valid_from: The first day on which it holds; none where it always did.
        valid_to: The last.
    """

    translated_fields: ClassVar[tuple[str, ...]] = ("name",)
    whole: str
    parts: Annotated[Several, Field(min_length=2)]
    name: str
    valid_from: date | None = None
    valid_to: date | None = None

    def holds_over(self, start: date, end: date) -> bool:
        """Whether it holds on all days of a span."""
        return (self.valid_from or start) <= start and end <= (self.valid_to or end)


class PlanUnit(Translated, Row):
    """What values are counted in; its code is the word that indicators use.

    Attributes:
        name: Its name for readers, where the code is not one; with a column for each language.
        counts: What it counts.
        whole: Whether only whole numbers of it can be.
        percent: Whether it is a percentage.
        yes_no: Whether it is yes or no.
    """

    translated_fields: ClassVar[tuple[str, ...]] = ("name",)
    name: str = ""
    counts: Counts
    whole: bool = False
    percent: bool = False
    yes_no: bool = False


class PlanGroup(Translated, Row):
    """A dimension by which people are told apart, or a category of one: ``sex``, ``sex=f``.

    Attributes:
        name: What it is called, with a column for each language.
        spellings: Further words that bodies use for it.
    """

    translated_fields: ClassVar[tuple[str, ...]] = ("name",)
    code: Annotated[str, Field(pattern=r"^\w+(=[^=;]+)?$")]
    name: str
    spellings: Several = ()

    @property
    def spelt(self) -> tuple[str, ...]:
        """Its name in English and the other languages, and the further words."""
        return (self.name, *self.translations.values(), *self.spellings)


class PlanStage(Row, Translated):
    """A stage of a milestone that is more than yes or no.

    Attributes:
        stage: Its number, from 1.
        words: What is the case when it is reached, with a column for each language.
        due: By when.
        place: For which place alone; for all unless said.
    """

    translated_fields: ClassVar[tuple[str, ...]] = ("words",)
    indicator: str
    stage: Annotated[int, Field(ge=1)]
    words: str
    due: Dated
    place: str = ""
