"""``wps-eval texts``: a table for translators of what people typed into data."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from wps_eval.errors import Fault, InputFaults
from wps_eval.files.spreadsheet_text import guarded
from wps_eval.files.whole_file import write_whole
from wps_eval.report.edition import load_edition
from wps_eval.report.typed_texts import untranslated_texts
from wps_eval.study.texts import TEXTS_FILE, read_texts
from wps_eval.words.language import tag_of

if TYPE_CHECKING:
    from pathlib import Path


def list_texts(study: str, *, start: Path | None = None) -> tuple[int, int]:
    """Add to a study's ``texts.csv`` a row for each text that a report prints as it was typed.

    What stands in the file stays, row by row.

    Args:
        study: The study's name.
        start: Where to look for the workbench from.

    Returns:
        How many rows were added, and how many cells of the file are to be filled in.

    Raises:
        InputFaults: If the study has faults, or the file has: it is not written over then.
    """
    edition = load_edition(study, start=start)
    folder = edition.root.judgement(study)
    faults: list[Fault] = []
    rows = read_texts(folder, faults)
    if faults:
        raise InputFaults(sorted(faults), f"params/{study}/{TEXTS_FILE}")
    texts_by_language = {
        language: untranslated_texts(edition, language) for language in edition.study.languages
    }
    columns_there = dict.fromkeys(column for row in rows for column in row.translations)
    needed = (f"text_{tag_of(language)}" for language, texts in texts_by_language.items() if texts)
    columns = tuple(dict.fromkeys((*columns_there, *needed)))
    known = {row.text for row in rows}
    new_texts = [
        text_asked
        for text_asked in dict.fromkeys(
            text_asked for texts_asked in texts_by_language.values() for text_asked in texts_asked
        )
        if text_asked not in known
    ]
    if new_texts:
        translations = {row.text: row.translations for row in rows} | {
            text: {} for text in new_texts
        }
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(folder / TEXTS_FILE, _texts_csv(translations, columns))
    return len(new_texts), sum(len(texts) for texts in texts_by_language.values())


def _texts_csv(translations: dict[str, dict[str, str]], columns: tuple[str, ...]) -> bytes:
    """Write the table so that a spreadsheet takes it for UTF-8, and computes nothing in it."""
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, ("text", *columns), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(
        {column: guarded(cell) for column, cell in {"text": text, **cells}.items()}
        for text, cells in translations.items()
    )
    return buffer.getvalue().encode("utf-8-sig")
