"""Questionnaires as people met them: question by question, with the answers offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from wps_eval.report.tables import Head, table
from wps_eval.sources.wordings import wording_in

if TYPE_CHECKING:
    from wps_eval.report.fragment import Fragment
    from wps_eval.report.numbers import Writer
    from wps_eval.sources.instrument import Instrument, Question


def instrument_table(form: Instrument, writer: Writer) -> Fragment:
    """A row a question that was put to people or read to them.

    Args:
        form: The questionnaire; what has no wording was never heard, and is left out.
        writer: Knows the words and the language.
    """
    say = writer.words.say
    asked = [q for q in form.questions if q.labels]
    rows = pd.DataFrame(
        {
            "number": range(1, len(asked) + 1),
            "question": [wording_in(q.labels, writer.words.language) for q in asked],
            "answers": [_offered_answers(form, q, writer) for q in asked],
        }
    )
    heads = [
        Head("number", say("table.number"), numeric=True, write=writer.count, width=0.5),
        Head("question", say("table.question"), width=4),
        Head("answers", say("table.answers"), width=3),
    ]
    name_and_version = {"name": form.name.replace("_", " "), "version": form.version}
    return table(rows, heads, say("instrument.caption", **name_and_version))


def _offered_answers(form: Instrument, question: Question, writer: Writer) -> str:
    """List the answers that a question offers; nothing where it is an open one."""
    choices = form.lists.get(question.choices, ())
    return writer.words.joined(
        wording_in(choice.labels, writer.words.language) for choice in choices
    )
