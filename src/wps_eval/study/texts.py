"""What people typed into data and tables, told in further languages: ``texts.csv`` beside the params file."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from wps_eval.errors import Fault, Where
from wps_eval.plan.tables import read_table
from wps_eval.words.translated import Translated

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

TEXTS_FILE = "texts.csv"


class EnteredText(Translated):
    """A text as it was typed in (a source, a title, a unit), and what it says in other languages."""

    text: Annotated[str, Field(min_length=1)]


def read_texts(folder: Path, faults: list[Fault]) -> tuple[EnteredText, ...]:
    """Read a study's texts.

    Args:
        folder: The folder beside the study's params file; one without the file tells nothing.
        faults: Where faults of single rows are collected, a text that stands twice among them.
    """
    rows = read_table(folder / TEXTS_FILE, EnteredText, faults)
    for text, count in Counter(row.text for row in rows).items():
        if count > 1:
            where = Where(f"{folder.name}/{TEXTS_FILE}", column="text")
            faults.append(Fault("text_twice", where, found=text))
    return rows


def translations_in(language: str, editions: Iterable[Iterable[EnteredText]]) -> dict[str, str]:
    """Say which texts are told in a language, and how.

    Args:
        language: The language.
        editions: The texts of an edition and of those before it, its own first: what it does not
            tell anew stays as the edition before told it.
    """
    translations: dict[str, str] = {}
    for rows in editions:
        for row in rows:
            if translation := row.translation(language):
                translations.setdefault(row.text, translation)
    return translations
