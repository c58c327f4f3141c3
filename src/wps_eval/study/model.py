"""The choices of one evaluation. It holds choices, not facts about data."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - pydantic reads the annotations
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from wps_eval.codes import EvaluationKind, Rule
from wps_eval.paths import PATTERN_OF_FOLDER, PATTERN_OF_NAME
from wps_eval.plan.complaints import refusal
from wps_eval.words.translated import Translated

Name = Annotated[str, Field(pattern=PATTERN_OF_NAME)]
FolderName = Annotated[str, Field(pattern=PATTERN_OF_FOLDER)]
LARGEST_DIFFERENCE = 1e9  # in any unit; more would call every change none
Share = Annotated[float, Field(gt=0, lt=1)]


class Choice(BaseModel):
    """A group of choices: nothing changes it, and a misspelt key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class BaselineRule(Choice):
    """Which value is the baseline."""

    months_before_start: Annotated[int, Field(ge=1, le=120)] = 24


class Window(Choice):
    """A stretch of time, both days included."""

    start: date
    end: date

    @model_validator(mode="after")
    def _in_order(self) -> Window:
        """Refuse a window that ends before it starts."""
        if self.end < self.start:
            raise refusal("end_before_start", start=self.start, end=self.end)
        return self


class RatingChoice(Choice):
    """The rule that turns progress into a status, and its cuts (shares of 1)."""

    rule: Rule = Rule.DEFAULT
    on_track: Share = 0.95
    acceleration: Share = 0.60
    substantial: Share = 0.60

    @model_validator(mode="after")
    def _cuts_in_order(self) -> RatingChoice:
        """Refuse cuts of which the one for acceleration is not below the one for on track."""
        if self.acceleration >= self.on_track:
            raise refusal(
                "cuts_out_of_order", on_track=self.on_track, acceleration=self.acceleration
            )
        return self


class DisclosurePolicy(Choice):
    """What may be shown; the defaults are the strictest in use for this field.

    Below its floor no study is run; what is laxer than the default is printed in every report.
    """

    smallest_count: Annotated[int, Field(ge=3)] = 5
    smallest_count_sensitive: Annotated[int, Field(ge=5)] = 10
    smallest_base: Annotated[int, Field(ge=10)] = 25
    flagged_base: Annotated[int, Field(ge=10)] = 50

    def laxer(self) -> dict[str, int]:
        """Give the limits that let more out than the defaults do, by name."""
        return {
            name: getattr(self, name)
            for name in ("smallest_count", "smallest_count_sensitive", "smallest_base")
            if getattr(self, name) < type(self).model_fields[name].default
        }


class ScaleChoice(Choice):
    """The rules of scales: who is scored, who passes, who is satisfied."""

    valid_prop: Annotated[float, Field(ge=0, le=1)] = 0.80
    pass_pct: Annotated[float, Field(ge=0, le=100)] = 60.0
    top: Annotated[tuple[int, ...], Field(min_length=1)] = (4, 5)
    bottom: Annotated[tuple[int, ...], Field(min_length=1)] = (1, 2)


class RoundPair(Choice):
    """Two rounds that are compared, and the test, declared before the data are read."""

    baseline: Name
    current: Name
    test: Literal["independent", "same_units"] = "independent"


class CoverText(Translated):
    """A text on the cover, which may also be told in further languages, as ``text_ar``."""

    text: str


class GroupText(Translated):
    """A text about groups that are compared, which may also be told in further languages, as ``text_ar``."""

    text: Annotated[str, Field(min_length=1)]


class AnsweredGroup(Choice):
    """People told apart by what they answered: the question, and their answers."""

    model_config = ConfigDict(coerce_numbers_to_str=True)

    column: str
    codes: Annotated[tuple[str, ...], Field(min_length=1)]


class ComparisonGroup(Choice):
    """Those reached by something, and a comparison group, in two rounds that are compared."""

    model_config = ConfigDict(coerce_numbers_to_str=True)

    code: Name
    title: GroupText
    outcome: str
    baseline: Name
    current: Name
    treated: AnsweredGroup
    comparison: Annotated[tuple[str, ...], Field(min_length=1)]
    balance_on: tuple[str, ...] = ()
    cluster: str = ""
    parallel_trends: GroupText | None = None


class Evaluator(Choice):
    """One of those who evaluate: in what role, and with which interests in what is evaluated."""

    role: CoverText
    interests: CoverText | None = None


class Cover(Choice):
    """What the issuing office puts on the cover; the emblem is a file beside the authors' texts."""

    issuer: CoverText | None = None
    number: str = ""
    dated: date | None = None
    signatory: CoverText | None = None
    emblem: Annotated[str, Field(pattern=r"^[\w.-]*$")] = ""


class Study(Choice):
    """One evaluation: what it is, what it looks at, and the rules it declared beforehand."""

    name: Name
    kind: EvaluationKind
    plan: FolderName = "plan"
    figures: FolderName = "figures"
    surveys: FolderName = "surveys"
    returns: FolderName = "returns"
    studies: FolderName = "studies"
    earlier: Literal[""] | Name = ""
    private: FolderName = "private"
    state: Literal["draft", "consultation", "final"] = "draft"
    demonstration: bool = False
    evaluation_type: Literal["independent", "joint", "self_assessment"] = "self_assessment"
    evaluators: tuple[Evaluator, ...] = ()
    cover: Cover = Cover()
    baseline: BaselineRule = BaselineRule()
    current: Window
    places: Annotated[tuple[str, ...], Field(min_length=1)]
    languages: Annotated[tuple[str, ...], Field(min_length=1)] = ("en",)
    rounds: tuple[Name, ...] = ()
    comparisons: tuple[RoundPair, ...] = ()
    comparison_groups: tuple[ComparisonGroup, ...] = ()
    partner_studies: tuple[Name, ...] = ()
    primary: tuple[str, ...] = ()
    scales: ScaleChoice = ScaleChoice()
    rating: RatingChoice = RatingChoice()
    confidence_level: Share = 0.95
    power: Share = 0.80
    correction: Literal["holm", "none"] = "holm"
    smallest_meaningful_change: Annotated[float, Field(ge=0, lt=LARGEST_DIFFERENCE)] = 0.0
    numerals: Literal["latn", "arab"] = "latn"
    disclosure: DisclosurePolicy = DisclosurePolicy()
    formats: tuple[Literal["html", "pdf", "docx"], ...] = ("html", "pdf", "docx")
