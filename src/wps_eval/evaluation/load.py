"""Read what evaluators entered, and check that nothing hangs in the air."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from wps_eval.codes import Confidence, Criterion, EvaluationKind, EvidenceType, StudyDesign
from wps_eval.errors import Data, Fault, Where
from wps_eval.evaluation.models import TABLES, Entered, Evidence, Judgement
from wps_eval.evaluation.quotations import QUOTED_TYPES, words_of_somebody
from wps_eval.evaluation.strength import Strength, weakest_of
from wps_eval.plan.tables import read_table
from wps_eval.words.translated import Translated

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from wps_eval.plan.body_names import BodyNames
    from wps_eval.sources.partner_studies import EnteredStudy
    from wps_eval.sources.partner_study import PartnerStudy

MARK_OR_CALL = re.compile(r"\{\{|\]\s*\{")
STUDY_TYPES = (EvidenceType.STUDY, EvidenceType.QUALITATIVE_STUDY)
WITHOUT_NUMBERS = (StudyDesign.QUALITATIVE, StudyDesign.REVIEW)
STRENGTHS_THAT_BEAR = {
    Confidence.HIGH: {Strength.STRONG},
    Confidence.MODERATE: {Strength.STRONG, Strength.MODERATE},
    Confidence.LOW: {*Strength},
}


def read_judgement(
    folder: Path,
    faults: list[Fault],
    bodies: BodyNames,
    studies: Iterable[EnteredStudy] = (),
) -> Judgement:
    """Read the tables of one study; a table that does not exist is empty.

    Args:
        folder: The folder beside the study's params file.
        faults: Where faults of single rows are collected.
        bodies: The plan's bodies, which may be entered by any of their names.
        studies: The partner studies, whose appraisal evidence takes over that is one of them.
    """
    facts = {study.facts.code: study.facts for study in studies}
    read = {
        field: tuple(
            _with_appraisal(_with_body_codes(row, bodies), facts)
            for row in read_table(folder / f"{table.file}.csv", table, faults)
        )
        for field, table in TABLES.items()
    }
    return Judgement(**read)  # type: ignore[arg-type]


def _with_body_codes(row: Entered, bodies: BodyNames) -> Entered:
    """Put codes in place of the names of bodies; a name of none, or of several, stays to be told."""
    columns = [column for column, table in row.refers.items() if table == "bodies"]
    return row.model_copy(
        update={column: _body_codes(getattr(row, column), bodies) for column in columns}
    )


def _with_appraisal(row: Entered, studies: Mapping[str, PartnerStudy]) -> Entered:
    """Take a study's appraisal over: one that is not sound is flagged, one's own work is self-report."""
    if not isinstance(row, Evidence) or row.study not in studies:
        return row
    appraisal = studies[row.study].appraisal
    is_sound = appraisal is not None and appraisal.is_sound
    is_own_work = appraisal is not None and not appraisal.is_independent
    return row.model_copy(
        update={
            "flagged": row.flagged if is_sound else "yes",
            "implementer": "yes" if is_own_work else row.implementer,
        }
    )


def _body_codes(cell: str | tuple[str, ...], bodies: BodyNames) -> str | tuple[str, ...]:
    """Give the code of each name in a cell."""
    if isinstance(cell, tuple):
        return tuple(str(_body_codes(name, bodies)) for name in cell)
    meant = bodies.meant(cell)
    return meant[0] if len(meant) == 1 else cell


def judgement_faults(
    judgement: Judgement,
    *,
    name: str,
    kind: EvaluationKind,
    bodies: Collection[str],
    indicators: Collection[str],
    studies: Iterable[EnteredStudy] = (),
    final: bool = False,
) -> list[Fault]:
    """Find what hangs in the air, in both directions.

    Args:
        judgement: What was entered.
        name: The study's name, for faults.
        kind: The kind of evaluation; at mid-term impact is not rated.
        bodies: Codes of the plan's bodies.
        indicators: Codes of the plan's indicators.
        studies: The partner studies that evidence may be.
        final: Whether the edition is final; every comment is answered then.

    Returns:
        Faults: a question without a finding, a finding without evidence, a conclusion without a
        finding, a recommendation without a conclusion or with an unknown addressee, codes that lead
        nowhere or stand twice, a person quoted without consent, impact rated at mid-term, more
        confidence in a contribution than its findings bear, evidence of a study that is none or is
        of another kind, a comment without an answer in a final
        edition.
    """
    return [
        *_repeated_code_faults(judgement, name),
        *_dangling_code_faults(judgement, name, {"bodies": bodies, "indicators": indicators}),
        *_unlinked_faults(judgement, name),
        *_consent_faults(judgement, name),
        *_impact_faults(judgement, name, kind),
        *_confidence_faults(judgement, name),
        *_plain_text_faults(judgement, name),
        *_study_faults(judgement, name, {study.facts.code: study.facts for study in studies}),
        *(_comment_faults(judgement, name) if final else ()),
    ]


def _repeated_code_faults(judgement: Judgement, study_name: str) -> Iterator[Fault]:
    """Find codes that stand more than once in a table whose key stands once."""
    for table, rows in judgement.tables():
        key_counts = Counter(row.own_key for row in rows if table.key)
        for key in (key for key, count in key_counts.items() if count > 1):
            code_and_times = Data(code=key, times=key_counts[key])
            yield Fault(
                "code_twice", _table_place(study_name, table.file, table.key), code_and_times
            )


def _dangling_code_faults(
    judgement: Judgement, study_name: str, plan_codes: Mapping[str, Collection[str]]
) -> Iterator[Fault]:
    """Follow every reference of every row to the table, or the part of the plan, that it points to."""
    keys_by_table = {table: [row.own_key for row in rows] for table, rows in judgement.tables()}
    for table, rows in judgement.tables():
        for column, referred_to in table.refers.items():
            known_codes = (
                plan_codes[referred_to]
                if isinstance(referred_to, str)
                else keys_by_table[referred_to]
            )
            for code in (
                code
                for row in rows
                for code in _codes_in_cell(row, column)
                if code not in known_codes
            ):
                where = _table_place(study_name, table.file, column)
                yield Fault("dangling_code", where, found=code, known=tuple(known_codes))


def _codes_in_cell(row: Entered, column: str) -> tuple[str, ...]:
    """Give the codes of a cell: several, one, or none where it is empty."""
    cell = getattr(row, column)
    several = cell if isinstance(cell, tuple) else (cell,)
    return tuple(filter(None, several))


def _unlinked_faults(judgement: Judgement, study_name: str) -> Iterator[Fault]:
    """Find questions without a finding, once there are findings, and findings without evidence."""
    answered_questions = {code for f in judgement.findings for code in f.questions}
    findings_with_evidence = {e.finding for e in judgement.evidence}
    for question in judgement.questions:
        if judgement.findings and question.code not in answered_questions:
            yield Fault(
                "no_finding", _table_place(study_name, "matrix", "code"), found=question.code
            )
    for finding in judgement.findings:
        if finding.code not in findings_with_evidence:
            yield Fault(
                "no_evidence", _table_place(study_name, "findings", "code"), found=finding.code
            )


def _consent_faults(judgement: Judgement, study_name: str) -> Iterator[Fault]:
    """Find interviews and groups whose people have not agreed to be quoted."""
    for evidence in judgement.evidence:
        if evidence.type in QUOTED_TYPES and evidence.consent != "yes":
            code_and_consent = Data(code=evidence.code, consent=evidence.consent)
            yield Fault(
                "no_consent", _table_place(study_name, "evidence", "consent"), code_and_consent
            )


def _impact_faults(judgement: Judgement, study_name: str, kind: EvaluationKind) -> Iterator[Fault]:
    """Find a rating of impact at mid-term."""
    rated_criteria = {r.criterion for r in judgement.ratings}
    if kind is EvaluationKind.MIDTERM and Criterion.IMPACT in rated_criteria:
        yield Fault("impact_at_midterm", _table_place(study_name, "ratings", "criterion"))


def _plain_text_faults(judgement: Judgement, study_name: str) -> Iterator[Fault]:
    """A table's texts are printed as they are: no quotation, mark or call is checked in them."""
    for table, rows in judgement.tables():
        for row in rows:
            for column, text in _own_texts(row):
                if words_of_somebody(text):
                    where = _table_place(study_name, table.file, column)
                    yield Fault("quotation_in_table", where, found=row.own_key)
                if MARK_OR_CALL.search(text):
                    yield Fault(
                        "markup", _table_place(study_name, table.file, column), found=row.own_key
                    )


def _own_texts(row: Entered) -> Iterator[tuple[str, str]]:
    """Give a row's own words in every language, by column; not those that may be somebody else's."""
    if not isinstance(row, Translated):
        return
    for field in row.translated_fields:
        if field not in row.quotes:
            yield field, str(getattr(row, field))
            yield from ((c, t) for c, t in row.translations.items() if c.startswith(f"{field}_"))


def _confidence_faults(judgement: Judgement, study_name: str) -> Iterator[Fault]:
    """Nobody is surer of a contribution than the findings under it are strong."""
    findings = {f.code: f for f in judgement.findings}
    for contribution in judgement.contributions:
        rests_on = [findings[code] for code in contribution.findings if code in findings]
        strength = weakest_of(rests_on, judgement.evidence)
        if strength not in STRENGTHS_THAT_BEAR[contribution.confidence]:
            confidence_and_strength = Data(
                code=contribution.code,
                confidence=str(contribution.confidence),
                strength=str(strength),
            )
            yield Fault(
                "too_sure",
                _table_place(study_name, "contribution", "confidence"),
                confidence_and_strength,
            )


def _study_faults(
    judgement: Judgement, study_name: str, studies: Mapping[str, PartnerStudy]
) -> Iterator[Fault]:
    """Find evidence that is a study and names none, and a study called by another kind than its design is."""
    for evidence in judgement.evidence:
        if evidence.type not in STUDY_TYPES and not evidence.study:
            continue
        where = _table_place(study_name, "evidence", "study")
        if evidence.study not in studies:
            yield Fault("dangling_code", where, found=evidence.study, known=tuple(sorted(studies)))
            continue
        design = studies[evidence.study].design
        expected = (
            EvidenceType.QUALITATIVE_STUDY if design in WITHOUT_NUMBERS else EvidenceType.STUDY
        )
        if evidence.type is not expected:
            kind_and_design = Data(type=str(evidence.type), design=str(design))
            at = _table_place(study_name, "evidence", "type")
            yield Fault("study_type", at, kind_and_design, str(expected))


def _comment_faults(judgement: Judgement, study_name: str) -> Iterator[Fault]:
    """Find comments on the draft that nobody answered."""
    for comment in judgement.comments:
        if not comment.response:
            yield Fault(
                "no_response", _table_place(study_name, "comments", "response"), found=comment.code
            )


def _table_place(study_name: str, table: str, column: str) -> Where:
    """Give the place of a column in a study's table, as faults name it."""
    return Where(f"params/{study_name}/{table}.csv", column=column)
