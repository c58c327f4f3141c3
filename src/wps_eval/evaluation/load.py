"""Read what evaluators entered, and check that nothing hangs in the air."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from wps_eval.codes import Evaluation
from wps_eval.errors import Fault, Where, nearest
from wps_eval.evaluation.models import TABLES, Confidence, Criterion, Entered, Judgement
from wps_eval.evaluation.quotations import QUOTED, words_of_somebody
from wps_eval.evaluation.strength import Strength, weakest_of
from wps_eval.plan.tables import read_table
from wps_eval.words.translated import Translated

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

MARKUP = re.compile(r"\{\{|\]\s*\{")
BORNE = {
    Confidence.HIGH: {Strength.STRONG},
    Confidence.MODERATE: {Strength.STRONG, Strength.MODERATE},
    Confidence.LOW: {*Strength},
}


def read_judgement(folder: Path, faults: list[Fault]) -> Judgement:
    """Read the tables of one study; a table that does not exist is empty.

    Args:
        folder: The folder beside the study's params file.
        faults: Where faults of single rows are collected.
    """
    read = {
        field: read_table(folder / f"{table.file}.csv", table, faults)
        for field, table in TABLES.items()
    }
    return Judgement(**read)  # type: ignore[arg-type]


def judgement_faults(
    judgement: Judgement,
    *,
    name: str,
    kind: Evaluation,
    bodies: Collection[str],
    indicators: Collection[str],
    final: bool = False,
) -> list[Fault]:
    """Find what hangs in the air, in both directions.

    Args:
        judgement: What was entered.
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
        *_twice(judgement, name),
        *_links(judgement, name, {"bodies": bodies, "indicators": indicators}),
        *_unanswered(judgement, name),
        *_quoted(judgement, name),
        *_impact(judgement, name, kind),
        *_too_sure(judgement, name),
        *_plain_texts(judgement, name),
        *(_unheard(judgement, name) if final else ()),
    ]


def _twice(judgement: Judgement, name: str) -> Iterator[Fault]:
    for table, rows in judgement.tables():
        keys = Counter(row.own_key for row in rows if table.key)
        for key in (key for key, count in keys.items() if count > 1):
            yield _fault(name, table.file, table.key, "twice", repr(key), "each code once",
                         "Give one of the rows another code.")  # fmt: skip


def _links(judgement: Judgement, name: str, plan: Mapping[str, Collection[str]]) -> Iterator[Fault]:
    """Follow every reference of every row to the table, or the part of the plan, that it points to."""
    keys = {table: [row.own_key for row in rows] for table, rows in judgement.tables()}
    for table, rows in judgement.tables():
        for column, target in table.refers.items():
            known = plan[target] if isinstance(target, str) else keys[target]
            for code in (code for row in rows for code in _codes(row, column) if code not in known):
                yield _fault(name, table.file, column, "unknown_code", repr(code), "a code that exists",
                             nearest(code, known) if known else "Enter it first.")  # fmt: skip


def _codes(row: Entered, column: str) -> tuple[str, ...]:
    """Give the codes of a cell: several, one, or none where it is empty."""
    cell = getattr(row, column)
    several = cell if isinstance(cell, tuple) else (cell,)
    return tuple(filter(None, several))


def _unanswered(judgement: Judgement, name: str) -> Iterator[Fault]:
    answered = {code for f in judgement.findings for code in f.questions}
    borne = {e.finding for e in judgement.evidence}
    for question in judgement.questions:
        if judgement.findings and question.code not in answered:
            yield _fault(name, "matrix", "code", "no_finding", f"{question.code} without a finding",
                         "at least one finding for every question", "Answer it, or say why not.")  # fmt: skip
    for finding in judgement.findings:
        if finding.code not in borne:
            yield _fault(name, "findings", "code", "no_evidence", f"{finding.code} without evidence",
                         "at least one row of evidence.csv", "Name what it rests on.")  # fmt: skip


def _quoted(judgement: Judgement, name: str) -> Iterator[Fault]:
    for each in judgement.evidence:
        if each.type in QUOTED and each.consent != "yes":
            yield _fault(name, "evidence", "consent", "no_consent", f"{each.code}: {each.consent or 'nothing'}",
                         "yes for interviews and groups", "Leave it out until consent is on record.")  # fmt: skip


def _impact(judgement: Judgement, name: str, kind: Evaluation) -> Iterator[Fault]:
    rated = {r.criterion for r in judgement.ratings}
    if kind is Evaluation.MIDTERM and Criterion.IMPACT in rated:
        yield _fault(name, "ratings", "criterion", "impact_at_midterm", "a rating of impact",
                     "no rating of impact at mid-term", "Tell emerging signs as a finding.")  # fmt: skip


def _plain_texts(judgement: Judgement, name: str) -> Iterator[Fault]:
    """A table's texts are printed as they are: no quotation, mark or call is checked in them."""
    for table, rows in judgement.tables():
        for row in rows:
            for column, text in _texts(row):
                if words_of_somebody(text):
                    yield _fault(name, table.file, column, "unmarked_quotation", f"{row.own_key}: words of somebody",
                                 "the evaluators' own words",
                                 "Quote in a chapter's text, with the evidence: [..]{quoted=\"E9\"}.")  # fmt: skip
                if MARKUP.search(text):
                    yield _fault(name, table.file, column, "markup", f"{row.own_key}: braces",
                                 "plain words", "Bind numbers and mark claims in a chapter's text.")  # fmt: skip


def _texts(row: Entered) -> Iterator[tuple[str, str]]:
    """Give a row's own words in every language, by column; not those that may be somebody else's."""
    if not isinstance(row, Translated):
        return
    for part in row.translated_fields:
        if part not in row.quotes:
            yield part, str(getattr(row, part))
            yield from ((c, t) for c, t in row.translations.items() if c.startswith(f"{part}_"))


def _too_sure(judgement: Judgement, name: str) -> Iterator[Fault]:
    """Nobody is surer of a contribution than the findings under it are strong."""
    findings = {f.code: f for f in judgement.findings}
    for row in judgement.contributions:
        under = [findings[code] for code in row.findings if code in findings]
        strength = weakest_of(under, judgement.evidence)
        if strength not in BORNE[row.confidence]:
            yield _fault(name, "contribution", "confidence", "too_sure",
                         f"{row.code}: {row.confidence}, where the findings are {strength}",
                         "no more confidence than the evidence has strength",
                         "Lower it, or enter the evidence that it rests on.")  # fmt: skip


def _unheard(judgement: Judgement, name: str) -> Iterator[Fault]:
    for comment in judgement.comments:
        if not comment.response:
            yield _fault(name, "comments", "response", "no_response", f"{comment.code} without an answer",
                         "an answer to every comment in a final edition",
                         "Say what became of it, or why nothing did.")  # fmt: skip


def _fault(
    name: str, table: str, column: str, code: str, found: str, expected: str, remedy: str
) -> Fault:
    return Fault(Where(f"params/{name}/{table}.csv", column=column), code, found, expected, remedy)
