"""What evaluators enter, as typed rows: each table is one CSV beside the study's params file.

To add a table: a model that names its file, key and references, and a field of ``Judgement``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 - pydantic reads the annotations
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, get_args, get_type_hints

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from wps_eval.codes import Confidence, Criterion, EvidenceType, Stance  # noqa: TC001 - as above
from wps_eval.plan.complaints import refusal
from wps_eval.plan.models import Dated, Several  # noqa: TC001 - as above
from wps_eval.values.web_address import is_web_address
from wps_eval.words.translated import Translated

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Entered(BaseModel):
    """A row of a table that evaluators fill, and what the table says of itself.

    Attributes:
        file: The table's file beside the study's params file, without its ending.
        key: The column whose entry stands once; none where a row may stand twice.
        refers: The columns that hold a key of another table, or of the plan's ``bodies`` or
            ``indicators``.
        owed: Whether a final edition owes at least one row.
        quotes: The texts that may hold somebody else's words, such as a title.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: ClassVar[str]
    key: ClassVar[str] = "code"
    refers: ClassVar[Mapping[str, type[Entered] | Literal["bodies", "indicators"]]] = {}
    owed: ClassVar[bool] = False
    quotes: ClassVar[tuple[str, ...]] = ()

    @property
    def own_key(self) -> str:
        """What faults call the row: its key, or nothing where it has none."""
        return str(getattr(self, self.key)) if self.key else ""


class Statement(Translated, Entered):
    """A row with a code and a text, which may also stand in further languages, as ``text_ar``."""

    code: str
    text: Annotated[str, Field(min_length=3)]


class Question(Statement):
    """A row of the evaluation matrix."""

    file = "matrix"
    owed = True

    criterion: Criterion
    standard: str = ""
    sources: str = ""
    methods: str = ""


def _web_address(text: str) -> str:
    """Take a web address or nothing; anything else would stop an export later."""
    if text and not is_web_address(text):
        raise refusal("bad_value.address")
    return text


class Document(Statement):
    """A document that was read; its title is the text.

    Attributes:
        producer: Who published it; a body or an office, no person.
        link: Where it can be had.
    """

    file = "documents"
    owed = True
    quotes = ("text",)

    producer: str = ""
    date: Dated = ""
    link: Annotated[str, AfterValidator(_web_address)] = ""


class Finding(Statement):
    """What the evidence shows, in answer to questions.

    Attributes:
        explained: Why evidence against it does not stand; printed with it.
    """

    file = "findings"
    refers = {"questions": Question, "indicators": "indicators"}
    owed = True
    translated_fields: ClassVar[tuple[str, ...]] = ("text", "explained")
    criterion: Criterion
    questions: Annotated[Several, Field(min_length=1)]
    indicators: Several = ()
    explained: str = ""


class Evidence(Entered):
    """One piece of evidence for or against a finding; nothing in it names a person.

    Attributes:
        implementer: Whether its producer carries out what the finding is about: a return of the
            implementing body is self-report, weak alone.
        base: Unweighted base, of a survey.
        study: The partner study that it is; what its appraisal says is taken from there.
        flagged: Whether its quality is in doubt.
        consent: Whether a person agreed to be quoted; needed of interviews and groups.
        reviewed: Whether a second person read the words that are quoted and found nothing in them that
            points to somebody.
    """

    file = "evidence"
    refers = {"finding": Finding}
    owed = True

    code: str
    type: EvidenceType
    producer: str
    finding: str
    stance: Stance
    theme: str = ""
    group: str = ""
    sex: Literal["", "f", "m", "mixed"] = ""
    region: str = ""
    date: Dated = ""
    implementer: Literal["yes", "no"] = "no"
    base: Annotated[int, Field(ge=1)] | None = None
    study: str = ""
    flagged: Literal["yes", "no"] = "no"
    consent: Literal["", "yes", "no"] = ""
    reviewed: Literal["", "yes", "no"] = ""
    sensitivity: Literal["low", "moderate", "high"] = "low"


class Conclusion(Statement):
    """A judgement beyond single findings."""

    file = "conclusions"
    refers = {"findings": Finding}
    owed = True

    findings: Annotated[Several, Field(min_length=1)]


class Recommendation(Statement):
    """What to do, by whom, how urgently, and what management answered."""

    file = "recommendations"
    refers = {"conclusions": Conclusion, "addressee": "bodies", "responsible": "bodies"}
    owed = True

    translated_fields: ClassVar[tuple[str, ...]] = ("text", "action")
    conclusions: Annotated[Several, Field(min_length=1)]
    addressee: Annotated[Several, Field(min_length=1)]
    priority: Literal["high", "medium", "low"]
    due: date | None = None
    response: Literal["", "accepted", "partly", "rejected"] = ""
    action: str = ""
    responsible: Several = ()
    deadline: date | None = None
    status: Literal["", "not_started", "under_way", "done"] = ""


class Lesson(Statement):
    """What others can learn."""

    file = "lessons"
    refers = {"findings": Finding}

    findings: Annotated[Several, Field(min_length=1)]


class Comment(Statement):
    """What a body said on a draft, and what became of it; bodies comment, persons are not named.

    Attributes:
        paragraph: Where in the draft, in the body's own words.
        response: What the evaluators answered; a final edition answers every comment.
        change: What was changed; empty where nothing was.
    """

    file = "comments"
    refers = {"body": "bodies"}
    quotes = ("text",)  # a body quotes the draft that it comments on
    translated_fields: ClassVar[tuple[str, ...]] = ("text", "response", "change")
    body: str
    paragraph: str = ""
    response: str = ""
    change: str = ""


class Contribution(Statement):
    """How a change may hang together with the plan, and what else may explain it.

    Attributes:
        mechanism: How the plan was to bring the change about.
        rivals: What else may explain it: elections, war, other programmes; never left out.
        confidence: How sure the evaluators are that the plan contributed, the rivals weighed.
    """

    file = "contribution"
    refers = {"findings": Finding}
    owed = True
    translated_fields: ClassVar[tuple[str, ...]] = ("text", "mechanism", "rivals")
    findings: Annotated[Several, Field(min_length=1)]
    mechanism: Annotated[str, Field(min_length=3)]
    rivals: Annotated[str, Field(min_length=3)]
    confidence: Confidence


class Explanation(Translated, Entered):
    """Why a choice was changed after data were seen, and in what role somebody changed it.

    Attributes:
        choice: The choice, as in the params file, such as ``rating.on_track``.
        value: What it was changed to.
    """

    file = "changes"
    key = ""
    translated_fields: ClassVar[tuple[str, ...]] = ("why",)
    choice: str
    value: str
    role: Annotated[str, Field(min_length=2)]
    why: Annotated[str, Field(min_length=3)]


class Rating(Translated, Entered):
    """A rating that people gave, with their reason; it is never derived from indicators."""

    file = "ratings"
    key = "criterion"
    refers = {"findings": Finding}
    owed = True

    translated_fields: ClassVar[tuple[str, ...]] = ("reason",)
    criterion: Criterion
    rating: Annotated[int, Field(ge=0, le=6)]
    reason: Annotated[str, Field(min_length=3)]
    findings: Annotated[Several, Field(min_length=1)]


@dataclass(frozen=True)
class Judgement:
    """All that evaluators entered for one study; a field is a table, and every one may be empty."""

    questions: tuple[Question, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    findings: tuple[Finding, ...] = ()
    conclusions: tuple[Conclusion, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    ratings: tuple[Rating, ...] = ()
    comments: tuple[Comment, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    explanations: tuple[Explanation, ...] = ()
    documents: tuple[Document, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing has been entered yet."""
        return not (self.questions or self.findings)

    def tables(self) -> Iterator[tuple[type[Entered], tuple[Entered, ...]]]:
        """Give every table with its rows."""
        for field, table in TABLES.items():
            yield table, getattr(self, field)


# what evaluators can fill, by field: each field of a judgement says in its type what a row is
TABLES: dict[str, type[Entered]] = {
    field: get_args(rows)[0] for field, rows in get_type_hints(Judgement).items()
}
