"""The rows of a plan's tables and its head, typed and frozen."""

from __future__ import annotations

import re
from datetime import date  # noqa: TC003 - pydantic reads the annotations
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from wps_eval.codes import Direction, MeasureType, Per, Reading, Sensitivity, Topic
from wps_eval.plan.complaints import refusal
from wps_eval.values import read_codes
from wps_eval.words.dates import parse_date
from wps_eval.words.language import tag_of
from wps_eval.words.translated import Translated


def _split_codes(cell: object) -> object:
    """Read the codes of a cell; what is no text is left to pydantic."""
    return read_codes(cell) if isinstance(cell, str) else cell


def _possible_date(text: str) -> str:
    """Take a date as it is written, and refuse one that cannot be."""
    try:
        parse_date(text)
    except ValueError:
        raise refusal("bad_value.date") from None
    return text


Dated = Annotated[str, AfterValidator(_possible_date)]
Several = Annotated[tuple[str, ...], BeforeValidator(_split_codes)]


class Frozen(BaseModel):
    """A record that nothing changes and that takes no unknown field."""

    model_config = ConfigDict(frozen=True, extra="forbid")


SURVEY_TOPICS = frozenset(
    {Topic.KNOWLEDGE, Topic.ATTITUDE, Topic.BEHAVIOUR, Topic.SATISFACTION, Topic.AWARENESS}
)
REPORTED_TOPICS = frozenset({Topic.REPORTED_CASES, Topic.SERVICE_USE})


_LETTERED = re.compile(r"[A-Z]\d")
_INDICATOR = re.compile(r"[A-Z](?P<output>\d+(?:\.\d+)+)(?:-(?P<activity>\d+))?-(?P<letter>[a-z])")


def number_of(code: str) -> str:
    """Give a code without the letter before its number: ``1.1.3`` of ``R1.1.3``; any other as it is."""
    return code[1:] if _LETTERED.match(code) else code


class Row(Frozen):
    """What every row of a plan has: a code, where it was read and how surely."""

    code: str
    source: str = ""
    reading: Reading = Reading.CLEAR
    readings: str = ""

    @property
    def number(self) -> str:
        """The code without the letter before its number."""
        return number_of(self.code)


class Pillar(Row):
    """A pillar: participation, protection, prevention."""

    title: str
    aim: str = ""


class PillarResult(Row):
    """A statement on a pillar's opening page of what it is to bring about."""

    pillar: str
    title: str


class Objective(Row):
    """An objective of a pillar; ``has_table`` says whether the plan details it."""

    pillar: str
    title: str
    has_table: bool = True


class Output(Row):
    """An output of an objective, with the Joint Communiqué mark."""

    objective: str
    title: str
    joint_communique: bool = False


class Activity(Row):
    """A federal activity: when, which bodies answer for it, and the places that it names, if any."""

    output: str
    title: str
    start: date | None = None
    end: date | None = None
    time_as_written: str = ""
    main_bodies: Several = ()
    supporting_bodies: Several = ()
    places: Several = ()


class TimeBasis(Frozen):
    """Which days the values of an indicator speak of.

    Attributes:
        of: Whether a percentage is one of a level or of what happened within a span.
        per: The length of the spans over which a flow is compared.
        per_starts: The month with which such a span starts, such as 9 for a school year.
        since: From when a cumulative count is counted; the plan's start unless said.
    """

    of: Literal["stock", "flow"] = "stock"
    per: Per = Per.YEAR
    per_starts: Annotated[int, Field(ge=1, le=12)] = 1
    since: date | None = None


class Indicator(Row, TimeBasis):
    """How the plan measures an activity or an output.

    Attributes:
        sensitive: Whose safety a small number of it would put at risk.
        survey_group: Of whom alone a survey's value is taken, such as ``sex=f`` where the plan speaks
            of women and the round asked men too.
    """

    parent: str
    title: str
    kind: Topic
    data_type: MeasureType
    direction: Direction = Direction.NONE
    unit: str = ""
    disaggregation: Several = ()
    sensitive: Sensitivity = Sensitivity.NONE
    survey_construct: str = ""
    survey_group: Annotated[str, Field(pattern=r"^(\w+=\S+)?$")] = ""
    global_1325: str = ""

    @property
    def printed(self) -> str:
        """The form that prose uses: ``1.1.3/6-b`` of ``I1.1.3-06-b``; any other code as it is."""
        form = _INDICATOR.fullmatch(self.code)
        if form is None:
            return self.code
        activity = f"{int(form['activity'])}-" if form["activity"] else ""
        return f"{form['output']}/{activity}{form['letter']}"

    @property
    def needs_survey(self) -> bool:
        """Whether only asking people can measure it."""
        return self.kind in SURVEY_TOPICS

    @property
    def counts_reports(self) -> bool:
        """Whether it counts reported cases or use of services, where more may mean more trust."""
        return self.kind in REPORTED_TOPICS


class Body(Row):
    """A body that the plan gives work to, whatever it is called in the text."""

    name: str
    tier: str
    parent: str = ""
    valid_from: str = ""
    valid_to: str = ""
    spellings: Several = ()
    note: str = ""


class Commitment(Row):
    """A promise of the plan, most often a number that it binds itself to; None where it names none."""

    value: float | None = None
    unit: str = ""
    comparator: Literal["at_least", "exactly"]
    period: Literal[
        "once",
        "per_month",
        "per_quarter",
        "per_half_year",
        "per_year",
        "per_governorate",
        "periodic",
        "whole_plan",
    ]
    text: str
    applies_to: Several = ()


class RegionActivity(Row):
    """A cell of a region's own column: an activity, or the word that there is none.

    Attributes:
        place: The region.
        federal: The country's activity beside which it stands, if one.
    """

    place: str
    output: str
    status: Literal["activity", "none", "blank"]
    federal: str = ""
    title: str = ""
    bodies: Several = ()

    @property
    def is_activity(self) -> bool:
        """Whether something is to be done; ``none`` is the plan's word that nothing is, ``blank`` no word."""
        return self.status == "activity"


class InstitutionalRow(Row):
    """A line of the institutional effectiveness framework."""

    level: str
    title: str
    parent: str = ""


class FollowUpRow(Row):
    """A line of the follow-up plan: who sends what to whom, and when."""

    kind: str
    text: str
    phase: str = ""
    actor: Several = ()
    recipient: Several = ()
    form: str = ""
    rhythm: str = ""


COMPARISON = "comparison"  # the region of a place of another country, shown beside the plan's own


class Place(Translated, Row):
    """A place that figures can be about, by its name in every language and all spellings met.

    ``tile_row`` and ``tile_column`` say where its square stands on a map of tiles, from the north-west
    corner; a place without them is on none.
    """

    translated_fields: ClassVar[tuple[str, ...]] = ("name",)
    name_en: str
    region: str = ""
    parent: str = ""
    iso: str = ""
    spellings: Several = ()
    tile_row: int | None = None
    tile_column: int | None = None
    note: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Its name in English, and in the other languages that have one."""
        return (self.name_en, *self.translations.values())

    def in_language(self, language: str, part: str = "name") -> str:
        """Give its name in a language, in English where there is none."""
        return self.translations.get(f"{part}_{tag_of(language)}", "") or self.name_en


VERSION_PATTERN = r"^(\d{4}(-\d{2}(-\d{2})?)?)?$"  # 2022, 2022-03 or 2022-03-15


class Target(Row):
    """What an indicator is to reach by a date, by when to pass what, or what bound to keep.

    Attributes:
        status: Who set it: an official matrix, the plan's own text, a proposal, or nobody.
        place: Of which place it speaks; the country where none is named.
        basis: What is compared with it: the latest span, the sum since the plan began, or growth in
            percent since the baseline.
        scope: Whether the place as a whole is to reach it, or every part of it by itself.
        partition: Which parts; those that make the place unless said.
        version: Which version of a matrix it was taken from, as a date; the newest one is in force.
    """

    indicator: str
    kind: Literal["target", "milestone", "floor"]
    value: float
    date: Dated
    status: Literal["official", "plan", "proposed", "illustrative"]
    place: str = ""
    basis: Literal["per_span", "since_start", "growth_pct"] = "per_span"
    scope: Literal["whole", "every"] = "whole"
    partition: str = ""
    version: Annotated[str, Field(pattern=VERSION_PATTERN)] = ""


class GlobalIndicator(Row):
    """One of the indicators annexed to S/2010/498."""

    title: str
    pillar: str = ""


class Title(Frozen):
    """A title in one language; ``official`` where the plan's own wording was entered."""

    code: str
    language: str
    text: str
    status: str = "working"
    page: str = ""

    @property
    def official(self) -> bool:
        """Whether the wording is the plan's own."""
        return self.status == "official"


class OfficialTitle(Frozen):
    """The plan's own wording of a title, with the page where it stands."""

    code: str
    language: str
    title: str
    page: str
