"""Read what evaluators entered, and check that nothing hangs in the air."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wps_eval.codes import Evaluation
from wps_eval.errors import Data, Fault, Where
from wps_eval.evaluation.models import (
    Comment,
    Conclusion,
    Confidence,
    Contribution,
    Criterion,
    Document,
    Evidence,
    Explanation,
    Finding,
    Lesson,
    Question,
    Rating,
    Recommendation,
)
from wps_eval.evaluation.quotations import QUOTED, words_of_somebody
from wps_eval.evaluation.strength import Strength, weakest_of
from wps_eval.plan.tables import read_table
from wps_eval.words.translated import Translated

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from pydantic import BaseModel


TABLES: dict[str, tuple[str, type[BaseModel]]] = {
    "matrix": ("questions", Question),
    "evidence": ("evidence", Evidence),
    "findings": ("findings", Finding),
    "conclusions": ("conclusions", Conclusion),
    "recommendations": ("recommendations", Recommendation),
    "lessons": ("lessons", Lesson),
    "ratings": ("ratings", Rating),
    "comments": ("comments", Comment),
    "contribution": ("contributions", Contribution),
    "changes": ("explanations", Explanation),
    "documents": ("documents", Document),
}
MARKUP = re.compile(r"\{\{|\]\s*\{")
BORNE = {
    Confidence.HIGH: {Strength.STRONG},
    Confidence.MODERATE: {Strength.STRONG, Strength.MODERATE},
    Confidence.LOW: {*Strength},
}


@dataclass(frozen=True)
class Judgement:
    """All that evaluators entered for one study; every part may be empty."""

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


def read_judgement(folder: Path, faults: list[Fault]) -> Judgement:
    """Read the tables of one study; a table that does not exist is empty.

    Args:
        folder: The folder beside the study's params file.
        faults: Where faults of single rows are collected.
    """
    read = {
        part: read_table(folder / f"{table}.csv", kind, faults)
        for table, (part, kind) in TABLES.items()
    }
    return Judgement(**read)  # type: ignore[arg-type]


def tables_of(told: Judgement) -> dict[str, tuple[BaseModel, ...]]:
    """Give the rows that evaluators entered, by the name of their table."""
    return {table: getattr(told, part) for table, (part, _) in TABLES.items()}


def judgement_faults(
    told: Judgement,
    *,
    name: str,
    kind: Evaluation,
    bodies: Collection[str],
    indicators: Collection[str],
    final: bool = False,
) -> list[Fault]:
    """Find what hangs in the air, in both directions.

    Args:
        told: What was entered.
        name: The study's name, for faults.
        kind: The kind of evaluation; at mid-term impact is not rated.
        bodies: Codes of the plan's bodies.
        indicators: Codes of the plan's indicators.
        final: Whether the edition is final; every comment is answered then.

    Returns:
        Faults: a question without a finding, a finding without evidence, a conclusion without a
        finding, a recommendation without a conclusion or with an unknown addressee, codes that lead
        nowhere or stand twice, a person quoted without consent, impact rated at mid-term, more
        confidence in a contribution than its findings bear, a comment without an answer in a final
        edition.
    """
    return [
        *_twice(told, name),
        *_links(told, name, bodies, indicators),
        *_unanswered(told, name),
        *_quoted(told, name),
        *_impact(told, name, kind),
        *_too_sure(told, name),
        *_plain_texts(told, name),
        *(_unheard(told, name) if final else ()),
    ]


def _twice(told: Judgement, name: str) -> Iterator[Fault]:
    tables: dict[str, Iterable[str]] = {
        "matrix": (q.code for q in told.questions),
        "evidence": (e.code for e in told.evidence),
        "findings": (f.code for f in told.findings),
        "conclusions": (c.code for c in told.conclusions),
        "recommendations": (r.code for r in told.recommendations),
        "lessons": (each.code for each in told.lessons),
        "ratings": (str(r.criterion) for r in told.ratings),
        "comments": (c.code for c in told.comments),
        "contribution": (c.code for c in told.contributions),
        "documents": (d.code for d in told.documents),
    }
    for table, codes in tables.items():
        for code, count in Counter(codes).items():
            if count > 1:
                yield Fault("code_twice", _at(name, table, "code"), Data(code=code, times=count))


def _links(
    told: Judgement, name: str, bodies: Collection[str], indicators: Collection[str]
) -> Iterator[Fault]:
    questions = [q.code for q in told.questions]
    findings = [f.code for f in told.findings]
    conclusions = [c.code for c in told.conclusions]
    links = [
        *(("findings", "questions", f.questions, questions) for f in told.findings),
        *(("findings", "indicators", f.indicators, indicators) for f in told.findings),
        *(("evidence", "finding", (e.finding,), findings) for e in told.evidence),
        *(("conclusions", "findings", c.findings, findings) for c in told.conclusions),
        *(
            ("recommendations", "conclusions", r.conclusions, conclusions)
            for r in told.recommendations
        ),
        *(("recommendations", "addressee", r.addressee, bodies) for r in told.recommendations),
        *(("recommendations", "responsible", r.responsible, bodies) for r in told.recommendations),
        *(("lessons", "findings", each.findings, findings) for each in told.lessons),
        *(("ratings", "findings", r.findings, findings) for r in told.ratings),
        *(("comments", "body", (c.body,), bodies) for c in told.comments),
        *(("contribution", "findings", c.findings, findings) for c in told.contributions),
    ]
    for table, column, codes, known in links:
        for code in codes:
            if code not in known:
                where = _at(name, table, column)
                yield Fault("dangling_code", where, found=code, known=tuple(known))


def _unanswered(told: Judgement, name: str) -> Iterator[Fault]:
    answered = {code for f in told.findings for code in f.questions}
    borne = {e.finding for e in told.evidence}
    for question in told.questions:
        if told.findings and question.code not in answered:
            yield Fault("no_finding", _at(name, "matrix", "code"), found=question.code)
    for finding in told.findings:
        if finding.code not in borne:
            yield Fault("no_evidence", _at(name, "findings", "code"), found=finding.code)


def _quoted(told: Judgement, name: str) -> Iterator[Fault]:
    for each in told.evidence:
        if each.type in QUOTED and each.consent != "yes":
            found = Data(code=each.code, consent=each.consent)
            yield Fault("no_consent", _at(name, "evidence", "consent"), found)


def _impact(told: Judgement, name: str, kind: Evaluation) -> Iterator[Fault]:
    rated = {r.criterion for r in told.ratings}
    if kind is Evaluation.MIDTERM and Criterion.IMPACT in rated:
        yield Fault("impact_at_midterm", _at(name, "ratings", "criterion"))


def _plain_texts(told: Judgement, name: str) -> Iterator[Fault]:
    """A table's texts are printed as they are: no quotation, mark or call is checked in them."""
    for table, rows in tables_of(told).items():
        for row in rows:
            if not isinstance(row, Translated) or isinstance(
                row, Document
            ):  # a title may be quoted
                continue
            parts = {part: str(getattr(row, part)) for part in row.told} | row.translations
            for column, text in parts.items():
                if isinstance(row, Comment) and column.startswith("text"):
                    continue  # a body quotes the draft that it comments on
                code = str(getattr(row, "code", ""))
                if words_of_somebody(text):
                    yield Fault("quotation_in_table", _at(name, table, column), found=code)
                if MARKUP.search(text):
                    yield Fault("markup", _at(name, table, column), found=code)


def _too_sure(told: Judgement, name: str) -> Iterator[Fault]:
    """Nobody is surer of a contribution than the findings under it are strong."""
    findings = {f.code: f for f in told.findings}
    for row in told.contributions:
        under = [findings[code] for code in row.findings if code in findings]
        strength = weakest_of(under, told.evidence)
        if strength not in BORNE[row.confidence]:
            sure = Data(code=row.code, confidence=str(row.confidence), strength=str(strength))
            yield Fault("too_sure", _at(name, "contribution", "confidence"), sure)


def _unheard(told: Judgement, name: str) -> Iterator[Fault]:
    for comment in told.comments:
        if not comment.response:
            yield Fault("no_response", _at(name, "comments", "response"), found=comment.code)


def _at(name: str, table: str, column: str) -> Where:
    return Where(f"params/{name}/{table}.csv", column=column)
