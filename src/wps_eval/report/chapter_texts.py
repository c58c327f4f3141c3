"""What authors may write and owe, and what the results do not bear out in it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wps_eval.report.annexes import ANNEXES
from wps_eval.report.authors_text import read_text
from wps_eval.report.chapters import CHAPTERS
from wps_eval.report.edition import edition_in_language

if TYPE_CHECKING:
    from wps_eval.codes import EvaluationKind
    from wps_eval.errors import Fault
    from wps_eval.report.chapter import Chapter
    from wps_eval.report.edition import Edition


def texts_of(kind: EvaluationKind) -> tuple[str, ...]:
    """Name the texts that authors may write for a kind of evaluation, each once."""
    return tuple(dict.fromkeys(chapter.text for chapter in _chapters_with_text(kind)))


def owed_texts(kind: EvaluationKind) -> tuple[str, ...]:
    """Name the texts that a final edition owes: nobody but an author can fill their chapters."""
    return tuple(
        dict.fromkeys(chapter.text for chapter in _chapters_with_text(kind) if chapter.owed)
    )


def _chapters_with_text(kind: EvaluationKind) -> list[Chapter]:
    """Give the chapters and annexes of a kind of evaluation that print a text of authors."""
    return [chapter for chapter in (*CHAPTERS, *ANNEXES) if kind in chapter.kinds and chapter.text]


def prose_faults(edition: Edition) -> list[Fault]:
    """List what the released results do not bear out in the texts of every language and place."""
    faults: dict[Fault, None] = {}
    for language in edition.study.languages:
        for place in edition.study.places:
            page_edition = replace(edition_in_language(edition, language), place=place)
            for text_name in texts_of(edition.study.kind):
                read = read_text(page_edition, text_name)
                faults |= dict.fromkeys(read.faults if read else ())
    return list(faults)
