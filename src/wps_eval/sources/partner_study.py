"""Studies of universities and research centres, and the memoranda behind them, as they were entered."""

from __future__ import annotations

import json
from datetime import date  # noqa: TC003 - pydantic reads the annotations
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from wps_eval.codes import Appraised, StudyDesign
from wps_eval.paths import PATTERN_OF_NAME
from wps_eval.plan.complaints import refusal
from wps_eval.plan.models import Several  # noqa: TC001 - as above
from wps_eval.sources.round_facts import Ethics  # noqa: TC001 - as above
from wps_eval.values import Group
from wps_eval.values.web_address import is_web_address
from wps_eval.words.translated import Translated

Said = Annotated[str, Field(min_length=3)]
Name = Annotated[str, Field(pattern=PATTERN_OF_NAME)]


def _web_address(text: str) -> str:
    """Take a web address or nothing; anything else would stop an export later."""
    if text and not is_web_address(text):
        raise refusal("bad_value.address")
    return text


def _group(text: str) -> str:
    """Take the spelling of a group of people, or nothing."""
    try:
        return str(Group.read(text))
    except ValueError:
        raise refusal("bad_value.group") from None


class _Facts(BaseModel):
    """Facts of a study: nothing changes them, and a misspelt key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class DataAgreement(_Facts):
    """Under which agreement the study holds its data, and until when.

    Attributes:
        rows: Whether it lets anonymous rows be handed on with a deposit.
    """

    number: Said
    between: Said
    until: date
    rows: bool = False


class Publication(_Facts):
    """Where the study can be read."""

    citation: Said
    link: Annotated[str, AfterValidator(_web_address)] = ""


class Appraisal(_Facts):
    """How far a study can be relied on, as somebody judged it who did not make it.

    Attributes:
        design: Whether its design can answer its question.
        sample: Whether those who were asked stand for those it speaks of.
        measurement: Whether it measures what it says.
        independence: Whether it is free of those whom it judges; the implementing body's own is weak.
        by: The role of the one who judged, no person.
        note: Why.
    """

    design: Appraised
    sample: Appraised
    measurement: Appraised
    independence: Appraised
    by: Said
    note: Said

    @property
    def is_sound(self) -> bool:
        """Whether none of design, sample and measurement is weak."""
        return Appraised.WEAK not in (self.design, self.sample, self.measurement)

    @property
    def is_independent(self) -> bool:
        """Whether it is more than what somebody says of their own work."""
        return self.independence is not Appraised.WEAK


class PartnerStudy(Translated):
    """One study, as ``study.yml`` tells it. It names roles and institutions, no person.

    Attributes:
        code: The name of its folder.
        question: What it asks.
        institution: Who carries it out.
        design: How it goes about it.
        population: Of whom it speaks.
        sample: How many were reached and how they were chosen.
        owner: The role of the one who answers for it.
        data_seen: The first day on which its data were seen: what was declared before that day is
            declared, all else exploratory.
        memorandum: The number of the memorandum that it rests on, if any.
        ethics: Who approved it; of a study on data that others collected, ``secondary`` says whose.
        secondary: The source of the data, where others collected them.
        data_licence: Under which licence the data of others are open to all, by its SPDX name such as ``CC-BY-4.0``;
            empty where they are not.
        agreement: Under which agreement its data are held.
        handed_in: When it was handed in; before that it counts for nothing.
        publication: Where it can be read.
        counts_towards: The plan's indicators that count studies and in which it counts.
        indicators: The plan's indicators that it speaks of.
        rounds: The survey rounds of the workbench that it rests on.
        appraisal: How far it can be relied on.
        demonstration: Whether it was made up.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)
    translated_fields: ClassVar[tuple[str, ...]] = ("title", "question", "population", "sample")

    code: Name
    title: Said
    question: Said
    institution: Said
    design: StudyDesign
    population: Said
    sample: Said
    owner: Said
    data_seen: date | None = None
    memorandum: str = ""
    ethics: Ethics | None = None
    secondary: str = ""
    data_licence: Annotated[str, Field(pattern=r"^[A-Za-z0-9.+-]*$")] = ""
    agreement: DataAgreement | None = None
    handed_in: date | None = None
    publication: Publication | None = None
    counts_towards: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    rounds: tuple[Name, ...] = ()
    appraisal: Appraisal | None = None
    demonstration: bool = False

    @model_validator(mode="after")
    def _approved(self) -> PartnerStudy:
        """Refuse a study that nobody approved and that rests on no data of others, and a licence of one's own data."""
        if self.ethics is None and not self.secondary:
            raise refusal("study_not_approved")
        if self.data_licence and (not self.secondary or self.rounds):
            raise refusal("licence_of_own_data")
        return self


class Outcome(Translated):
    """What a study declared to look at, a row of ``outcomes.csv``.

    Attributes:
        measure: How it is measured.
        test: How it is tested.
        primary: Whether the study stands or falls with it.
    """

    code: Annotated[str, Field(pattern=PATTERN_OF_NAME)]
    text: Said
    measure: Said
    test: Said
    primary: Literal["yes", "no"] = "no"

    def declaration(self) -> str:
        """Give what is fixed when the outcome is declared; a translation may be added later."""
        return json.dumps([self.code, self.text, self.measure, self.test, self.primary])


class Memorandum(Translated):
    """A memorandum of cooperation, a row of ``memoranda.csv``.

    Attributes:
        code: Its number.
        text: What it is about.
        institution: The university or research centre.
        body: The body of the plan that signed.
        signed: When.
        until: Until when it holds, if that was agreed.
        document: The paper that shows it.
        counts_towards: The plan's indicators that count memoranda and in which it counts.
    """

    code: Annotated[str, Field(min_length=1)]
    text: Said
    institution: Said
    body: str
    signed: date
    until: date | None = None
    document: Said
    link: Annotated[str, AfterValidator(_web_address)] = ""
    counts_towards: Several = ()


class StudyEstimate(_Facts):
    """One number that a study found, a row of its ``estimates.csv``: an aggregate, never a person.

    Attributes:
        outcome: The outcome that it belongs to.
        statistic: What it is: mean, proportion, difference, coefficient ...
        n: The unweighted people behind it; of a difference those of the smaller side.
    """

    outcome: str
    statistic: Annotated[str, Field(pattern=r"^[A-Za-z][\w .-]*$")]
    item: str = ""
    group: Annotated[str, AfterValidator(_group)] = ""
    place: str = ""
    start: date
    end: date
    estimate: float
    se: Annotated[float, Field(ge=0)] | None = None
    ci_low: float | None = None
    ci_high: float | None = None
    level: Annotated[float, Field(gt=0, lt=1)] | None = None
    df: Annotated[float, Field(ge=0)] | None = None
    n: Annotated[int, Field(ge=0)]
    unit: str = ""
    method: Said

    @model_validator(mode="after")
    def _in_order(self) -> StudyEstimate:
        """Refuse days or ends of an interval in the wrong order."""
        if self.end < self.start:
            raise refusal("end_before_start", start=self.start, end=self.end)
        ends = (self.ci_low, self.ci_high)
        if None not in ends and not self.ci_low <= self.estimate <= self.ci_high:  # type: ignore[operator]
            raise refusal("interval_misses", estimate=self.estimate)
        return self
