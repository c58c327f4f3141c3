"""The glossary: the field's words in every language of the reports, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from wps_eval.report.html import isolated_text
from wps_eval.report.tables import Head, table
from wps_eval.words.language import bcp47

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wps_eval.report.fragment import Fragment
    from wps_eval.report.numbers import Writer
    from wps_eval.words.glossary import Term


def glossary_table(terms: Sequence[Term], writer: Writer) -> Fragment:
    """A row a term: its short form where it has one, then each language that the glossary has a column for."""
    words = writer.words
    languages = [language for language, _ in terms[0].texts] if terms else []
    rows = pd.DataFrame(
        {
            "short": [isolated_text(term.short) if term.short else "" for term in terms],
            **{
                language: [
                    isolated_text(term.in_language(language), bcp47(language)) for term in terms
                ]
                for language in languages
            },
        }
    )
    heads = [
        Head("short", words.say("glossary.short"), write=lambda text: text or "–", width=0.9),
        *(
            Head(language, words.say(f"language.{language}"), write=str, width=2)
            for language in languages
        ),
    ]
    return table(rows, heads, words.say("glossary.caption"))
