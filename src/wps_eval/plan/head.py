"""The head of a plan: what it is called, when it runs, and the facts of its making."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - pydantic reads the annotations
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from wps_eval.plan.models import Dated, Frozen
from wps_eval.words.translated import Translated


class Event(Frozen):
    """A dated event that charts mark, such as an election."""

    date: Dated
    label: str
    kind: str
    source: str = ""


class Period(Frozen):
    """When a plan runs, and when half of it is over."""

    start: date
    end: date
    mid_term: date


class Step(Frozen):
    """A dated step of a plan's making."""

    what: str
    date: str = ""
    source: str = ""
    who: tuple[str, ...] = ()


class Translation(Translated):
    """From which translation a plan was read.

    Attributes:
        status: Whether it is an official one.
        language: Into which language.
        note: What a reader must know of it, such as that its tables are damaged; with further languages.
        citation: How those who made it ask to be cited.
    """

    model_config = ConfigDict(frozen=True, extra="allow")
    translated_fields: ClassVar[tuple[str, ...]] = ("note", "citation")
    status: Literal["official", "unofficial"] = "unofficial"
    language: str = ""
    note: str = ""
    citation: str = ""


class Head(BaseModel):
    """What a plan is called, when it runs, and the facts of its making."""

    model_config = ConfigDict(frozen=True, extra="allow")

    code: str
    title: str
    short_title: str
    country: str
    period: Period
    resolution: str = ""
    national_place: str = ""
    translation: Translation | None = None
    dates: tuple[Step, ...] = ()
    preparation: tuple[Step, ...] = ()
    events: tuple[Event, ...] = ()
