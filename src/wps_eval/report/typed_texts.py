"""Which texts that people typed in a study's reports print: what a translator has to tell further."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from wps_eval.indicators.subject import CONTEXT
from wps_eval.report.edition import words_of
from wps_eval.report.round_tables import typed_facts
from wps_eval.values import read_form_name
from wps_eval.values.counted_register import COUNTED_REGISTER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wps_eval.report.edition import Edition

WORD = re.compile(r"[^\W\d_]{2,}")
PRINTED_COLUMNS = ("source", "definition")
CARD_COLUMNS = ("coverage", "note")


def typed_texts(edition: Edition) -> tuple[str, ...]:
    """Give every text once, in the order in which the reports come to it.

    Only released tables are read, so that nothing withheld reaches a translator. Before the first
    run they are empty, and what evaluators and reference sheets say is all there is.
    """
    readers = (
        (_sheet_texts, _value_texts, _round_texts, _judgement_texts, _study_texts)
        if edition.has_run
        else (_sheet_texts, _judgement_texts, _study_texts)
    )
    texts = (text.strip() for reader in readers for text in reader(edition))
    return tuple(dict.fromkeys(filter(None, texts)))


def untranslated_texts(edition: Edition, language: str) -> tuple[str, ...]:
    """Give the texts that were typed in letters of the other direction and that nobody told further.

    In which language a text was typed is not on record; its letters are. A text in Arabic is
    therefore not asked for in Kurdish, nor one in English in another language of Latin letters.

    Args:
        edition: The study.
        language: The language of a report.
    """
    words = words_of(edition.workspace, language)
    return tuple(
        t
        for t in typed_texts(edition)
        if t not in words.translations and in_other_script(t, words.direction)
    )


def in_other_script(text: str, direction: str) -> bool:
    """Whether words stand in a text, and none of them in letters of the direction; codes are no words."""
    letter_directions = {unicodedata.bidirectional(word[0]) for word in WORD.findall(text)}
    own_directions = {"R", "AL"} if direction == "rtl" else {"L"}
    return bool(letter_directions) and not letter_directions & own_directions


def _sheet_texts(edition: Edition) -> Iterator[str]:
    plan_codes = {indicator.code for indicator in edition.plan.indicators}
    told = {unit.code for unit in edition.plan.units if unit.translations}
    for sheet in edition.sheets:
        yield from () if sheet.code in plan_codes else (sheet.title,)
        yield from (sheet.definition, sheet.collection, sheet.limits)
        if sheet.unit not in told:
            yield sheet.unit


def _value_texts(edition: Edition) -> Iterator[str]:
    """Sources everywhere; of the plan's own indicators also what their cards tell."""
    verdicts, estimates = edition.released["verdicts"], edition.released["estimates"]
    context = verdicts[verdicts["pillar"] == CONTEXT]
    yield from context["title"].astype(str)
    of_context = estimates["indicator"].isin(context["indicator"])
    for rows, columns in (
        (estimates[of_context], PRINTED_COLUMNS),
        (estimates[~of_context], (*PRINTED_COLUMNS, *CARD_COLUMNS)),
    ):
        for column in columns:
            yield from (
                text
                for text in rows[column].unique()
                if not read_form_name(text) and text != COUNTED_REGISTER
            )


def _round_texts(edition: Edition) -> Iterator[str]:
    """Give what people typed about survey rounds."""
    yield from typed_facts(edition.released["rounds"], edition.words)


def _judgement_texts(edition: Edition) -> Iterator[str]:
    """Give what evaluators typed in one language only; what is highly sensitive stays out."""
    judgement = edition.judgement
    for question in judgement.questions:
        yield from (question.standard, question.sources, question.methods)
    for evidence in judgement.evidence:
        if evidence.sensitivity != "high":
            yield from (evidence.producer, evidence.group, evidence.region)
    yield from (document.producer for document in judgement.documents)
    yield from (comment.paragraph for comment in judgement.comments)
    yield from (change.role for change in judgement.explanations)


def _study_texts(edition: Edition) -> Iterator[str]:
    """Give what was typed of memoranda and studies in one language only."""
    entered = edition.partner_studies
    yield from (memorandum.institution for memorandum in entered.memoranda)
    for study in entered.studies:
        yield study.facts.institution
        yield from (part for outcome in study.outcomes for part in (outcome.measure, outcome.test))
        yield from (row.unit for _, row in study.estimates)
        if study.facts.appraisal:
            yield study.facts.appraisal.note
