"""The field's words in every language, and a study's own wording of them."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import TYPE_CHECKING

from wps_eval.errors import Fault, Where
from wps_eval.files.open_table import open_table
from wps_eval.files.safe_file import file_is_there
from wps_eval.words.catalogue import languages, messages

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

COLUMNS = ("code", "language", "text")


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the field: its short form, if it has one, and its wording by language."""

    code: str
    short: str
    texts: tuple[tuple[str, str], ...]

    def in_language(self, language: str) -> str:
        """Give the wording in a language, English where there is none."""
        wordings = dict(self.texts)
        return wordings.get(language) or wordings["en"]


@cache
def glossary() -> tuple[Term, ...]:
    """Give every term, in the order of the field's subjects."""
    text = files("wps_eval.words").joinpath("glossary.csv").read_text(encoding="utf-8")
    return tuple(
        Term(row.pop("code"), row.pop("short"), tuple(row.items()))
        for row in csv.DictReader(io.StringIO(text))
    )


Terms = dict[str, dict[str, str]]


def read_terms(path: Path, faults: list[Fault]) -> Terms:
    """Read a study's own wordings, by language and code.

    A code is one of the glossary or of the catalogues. A term of the glossary also changes every
    sentence that consists of that word alone, such as a column's head; where a language inflects it
    inside a sentence, the sentence is given by its own code.

    Args:
        path: ``terms.csv``; a file that does not exist changes nothing.
        faults: Where a table that does not open, an unknown code or language, or a lost
            placeholder, is collected.
    """
    terms: Terms = {}
    if not file_is_there(path):
        return terms
    where = f"{path.parent.name}/{path.name}"
    before = len(faults)
    tables = open_table(path, where, faults)
    if len(faults) > before:
        return terms
    (_, columns), *lines = tables[0].rows if tables else ((1, ()),)
    if columns != COLUMNS:
        faults.append(Fault("wrong_columns", Where(where, row=1), columns, COLUMNS))
        return terms
    for line, cells in lines:
        code, language, text = (cell.strip() for cell in (*cells, "", "", "")[: len(COLUMNS)])
        fault = _row_fault(code, language, text, Where(where, "", line))
        if fault:
            faults.append(fault)
        else:
            terms.setdefault(language, {}).update(_changed_sentences(code, language, text))
    return terms


def own_glossary(terms: Mapping[str, Mapping[str, str]]) -> tuple[Term, ...]:
    """Give the glossary with a study's own wordings in it."""
    return tuple(
        replace(
            term,
            texts=tuple(
                (language, terms.get(language, {}).get(term.code, text))
                for language, text in term.texts
            ),
        )
        for term in glossary()
    )


def _changed_sentences(code: str, language: str, text: str) -> dict[str, str]:
    """Say which codes a row changes: its own, and the sentences that are that word alone."""
    term = next((t for t in glossary() if t.code == code), None)
    if term is None:
        return {code: text}
    default_wording = term.in_language(language).casefold()
    codes_of_word_alone = (
        c for c, sentence in messages(language).items() if sentence.casefold() == default_wording
    )
    return {code: text} | dict.fromkeys(codes_of_word_alone, text)


def _row_fault(code: str, language: str, text: str, where: Where) -> Fault | None:
    """Find what is wrong in a row: code, language or placeholders; None where nothing is."""
    known_codes: Collection[str] = {*(t.code for t in glossary()), *messages("en")}
    if code not in known_codes:
        return Fault(
            "unknown_code",
            replace(where, column="code"),
            found=code,
            known=tuple(sorted(known_codes)),
        )
    if language not in languages():
        where = replace(where, column="language")
        return Fault("unknown_language", where, found=language, known=languages())
    due_placeholders, placeholders = (
        _placeholders(messages("en").get(code, "")),
        _placeholders(text),
    )
    if not text or due_placeholders != placeholders:
        due_names = tuple(sorted(due_placeholders or ()))
        return Fault("placeholders", replace(where, column="text"), found=text, expected=due_names)
    return None


def _placeholders(text: str) -> set[str] | None:
    """Name the placeholders of a text; None where its braces cannot be read, or ask for a format."""
    try:
        parts = [part for part in Formatter().parse(text) if part[1] is not None]
    except ValueError:
        return None
    if any(form or conversion for _, _, form, conversion in parts):
        return None
    return {str(name) for _, name, _, _ in parts}
