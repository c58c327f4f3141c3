"""Read what evaluators entered, and check that nothing hangs in the air."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from wps_eval.codes import Confidence, Criterion, EvaluationKind
from wps_eval.errors import Data, Fault, Where
from wps_eval.evaluation.models import TABLES, Entered, Judgement
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
    kind: EvaluationKind,
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
            found = Data(code=key, times=keys[key])
            yield Fault("code_twice", _at(name, table.file, table.key), found)


def _links(judgement: Judgement, name: str, plan: Mapping[str, Collection[str]]) -> Iterator[Fault]:
    """Follow every reference of every row to the table, or the part of the plan, that it points to."""
    keys = {table: [row.own_key for row in rows] for table, rows in judgement.tables()}
    for table, rows in judgement.tables():
        for column, target in table.refers.items():
            known = plan[target] if isinstance(target, str) else keys[target]
            for code in (code for row in rows for code in _codes(row, column) if code not in known):
                where = _at(name, table.file, column)
                yield Fault("dangling_code", where, found=code, known=tuple(known))


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
            yield Fault("no_finding", _at(name, "matrix", "code"), found=question.code)
    for finding in judgement.findings:
        if finding.code not in borne:
            yield Fault("no_evidence", _at(name, "findings", "code"), found=finding.code)


def _quoted(judgement: Judgement, name: str) -> Iterator[Fault]:
    for each in judgement.evidence:
        if each.type in QUOTED and each.consent != "yes":
            found = Data(code=each.code, consent=each.consent)
            yield Fault("no_consent", _at(name, "evidence", "consent"), found)


def _impact(judgement: Judgement, name: str, kind: EvaluationKind) -> Iterator[Fault]:
    rated = {r.criterion for r in judgement.ratings}
    if kind is EvaluationKind.MIDTERM and Criterion.IMPACT in rated:
        yield Fault("impact_at_midterm", _at(name, "ratings", "criterion"))


def _plain_texts(judgement: Judgement, name: str) -> Iterator[Fault]:
    """A table's texts are printed as they are: no quotation, mark or call is checked in them."""
    for table, rows in judgement.tables():
        for row in rows:
            for column, text in _texts(row):
                if words_of_somebody(text):
                    where = _at(name, table.file, column)
                    yield Fault("quotation_in_table", where, found=row.own_key)
                if MARKUP.search(text):
                    yield Fault("markup", _at(name, table.file, column), found=row.own_key)


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
            sure = Data(code=row.code, confidence=str(row.confidence), strength=str(strength))
            yield Fault("too_sure", _at(name, "contribution", "confidence"), sure)


def _unheard(judgement: Judgement, name: str) -> Iterator[Fault]:
    for comment in judgement.comments:
        if not comment.response:
            yield Fault("no_response", _at(name, "comments", "response"), found=comment.code)


def _at(name: str, table: str, column: str) -> Where:
    return Where(f"params/{name}/{table}.csv", column=column)
