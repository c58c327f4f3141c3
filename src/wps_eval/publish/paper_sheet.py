"""A questionnaire as it is printed: the wordings of one language, boxes to tick and lines to write on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from wps_eval.errors import Fault, SurveyFaults, Where
from wps_eval.sources.instrument import Role
from wps_eval.sources.wordings import wording_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wps_eval.sources.instrument import Choice, Instrument, Question
    from wps_eval.words.catalogue import Words

BOX, LINE, NO_BREAK = "□", "." * 24, "\u00a0"
#: a device fills these in; on paper they are neither asked nor written
NOT_PRINTED_TYPES = ("start", "end", "calculate")
LEAST_IN_A_GRID = 3  # questions in a row with the same answers; fewer stand one by one
QUESTION_SHARE, NUMBER_SHARE = 34, 5  # percent of the page's width, in a grid
ASKED_SHARE = 45  # percent of the page's width, where each question has its own answers
OPENING = (Role.CONSENT, Role.AGE, Role.PRIVACY)
_NAMES_IN_CONDITION = re.compile(r"\$\{(\w+)\}")
_ONE_ANSWER = re.compile(r"\$\{(\w+)\}\s*=\s*'([^']*)'")


@dataclass(frozen=True, slots=True)
class _Line:
    """A question to print: its number (0 of a note), and the words of when it is asked."""

    number: int
    question: Question
    condition: str


def paper_sheet(instrument: Instrument, words: Words) -> str:
    """Give a questionnaire in one language as the body of an HTML page, for PDF and Word alike.

    Args:
        instrument: The questionnaire.
        words: The words of the language.

    Returns:
        Notes as paragraphs; three or more questions in a row with the same answers as a grid; other
        questions with their own answers beside them, each with its code; lines to write on. What a device
        fills in is left out, and so is every key: the sheet lies before the people who are asked.

    Raises:
        SurveyFaults: A question is asked under a condition that cannot be said in words on paper: other
            than one answer to one question before it. What consent, age and privacy ask for is said by the
            note that ends the interview.
    """
    faults: list[Fault] = []
    lines = list(_lines(instrument, words, faults))
    if faults:
        raise SurveyFaults(faults, "instrument", instrument.name)
    blocks = groupby(lines, key=lambda line: (line.question.type == "note", line.condition))
    return "".join(
        _notes(block, words) if is_note else _asked(list(block), condition, instrument, words)
        for (is_note, condition), block in blocks
    )


def _lines(instrument: Instrument, words: Words, faults: list[Fault]) -> Iterator[_Line]:
    """Number the questions that are printed, and say when each is asked."""
    number = 0
    for question in instrument.questions:
        if question.type in NOT_PRINTED_TYPES:
            continue
        is_note = question.type == "note"
        number += not is_note
        condition = "" if is_note else _condition(question, instrument, words, faults)
        yield _Line(0 if is_note else number, question, condition)


def _condition(
    question: Question, instrument: Instrument, words: Words, faults: list[Fault]
) -> str:
    """Say in words when a question is asked; empty where it is asked of everybody who takes part."""
    opening = {each.name for each in instrument.of_role(*OPENING)}
    own = [
        condition
        for condition in question.relevant
        if not {*_NAMES_IN_CONDITION.findall(condition)} <= opening
    ]
    said = []
    for condition in own:
        found = _ONE_ANSWER.fullmatch(condition.strip())
        choice = _choice_of(found[1], found[2], instrument) if found else None
        if found is None or choice is None:
            where = Where(f"{instrument.name}/survey.csv", row=question.row, column="relevant")
            faults.append(Fault("condition_not_on_paper", where, found=condition))
            continue
        said.append(
            words.say(
                "paper.only_if",
                question=wording_in(instrument.question(found[1]).labels, words.language),
                answer=wording_in(choice.labels, words.language),
            )
        )
    return " ".join(said)


def _choice_of(name: str, code: str, instrument: Instrument) -> Choice | None:
    """Find an answer to a question by both names; nothing where either is unknown."""
    asked = next((each for each in instrument.questions if each.name == name), None)
    answers = instrument.lists.get(asked.choices, ()) if asked else ()
    return next((choice for choice in answers if choice.name == code), None)


def _notes(lines: Iterator[_Line], words: Words) -> str:
    """Give notes as paragraphs; what ends an interview, and where help is, in bold."""
    texts = [
        (line.question.name, escape(wording_in(line.question.labels, words.language)))
        for line in lines
    ]
    return "".join(
        f"<p><strong>{text}</strong></p>" if name in ("stop", "referral") else f"<p>{text}</p>"
        for name, text in texts
    )


def _asked(lines: Sequence[_Line], condition: str, instrument: Instrument, words: Words) -> str:
    """Give questions that are asked under one condition, as grids and as tables."""
    runs = [list(run) for _, run in groupby(lines, key=lambda line: line.question.choices)]
    parts: list[tuple[bool, list[_Line]]] = []
    for run in runs:
        is_grid = bool(run[0].question.choices) and len(run) >= LEAST_IN_A_GRID
        if parts and not is_grid and not parts[-1][0]:
            parts[-1][1].extend(run)
        else:
            parts.append((is_grid, run))
    said = f"<p><em>{escape(condition)}</em></p>" if condition else ""
    return said + "".join(
        (_grid if is_grid else _table)(part, instrument, words) for is_grid, part in parts
    )


def _grid(lines: Sequence[_Line], instrument: Instrument, words: Words) -> str:
    """Give questions with the same answers: a row a question, a column an answer."""
    answers = instrument.lists[lines[0].question.choices]
    share = (100 - QUESTION_SHARE - NUMBER_SHARE) / len(answers)
    heads = "".join(f"<th>{_label(choice, words)} {_code(choice)}</th>" for choice in answers)
    rows = "".join(
        f"<tr><td>{line.number}</td><td>{_wording(line, words)}</td>{f'<td>{BOX}</td>' * len(answers)}</tr>"
        for line in lines
    )
    widths = _widths([NUMBER_SHARE, QUESTION_SHARE, *[share] * len(answers)])
    head = f"<thead><tr><th></th><th>{escape(words.say('table.question'))}</th>{heads}</tr></thead>"
    return f"<div><table>{widths}{head}<tbody>{rows}</tbody></table></div>"


def _table(lines: Sequence[_Line], instrument: Instrument, words: Words) -> str:
    """Give questions with answers of their own: a row a question, its answers beside it."""
    rows = "".join(
        f"<tr><td>{line.number}</td><td>{_wording(line, words)}</td>"
        f"<td>{_answer_space(instrument.lists.get(line.question.choices, ()), words)}</td></tr>"
        for line in lines
    )
    widths = _widths([NUMBER_SHARE, ASKED_SHARE, 100 - NUMBER_SHARE - ASKED_SHARE])
    heads = "".join(
        f"<th>{escape(text)}</th>"
        for text in ("", words.say("table.question"), words.say("table.answers"))
    )
    return f"<div><table>{widths}<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"


def _wording(line: _Line, words: Words) -> str:
    """Give a question's wording; of the date, which has none, the word for it."""
    text = wording_in(line.question.labels, words.language)
    return escape(text or words.say("paper.date"))


def _answer_space(answers: Sequence[Choice], words: Words) -> str:
    """Give answers to tick, each with its code, or a line to write on."""
    if not answers:
        return LINE
    return " &emsp; ".join(
        NO_BREAK.join((BOX, _label(choice, words).replace(" ", NO_BREAK), _code(choice)))
        for choice in answers
    )


def _label(choice: Choice, words: Words) -> str:
    """Give an answer's wording."""
    return escape(wording_in(choice.labels, words.language))


def _code(choice: Choice) -> str:
    """Give an answer's code in brackets, read from left to right in every language."""
    code = escape(choice.name)
    return f"({code})" if code.isdigit() else f'(<bdi dir="ltr">{code}</bdi>)'


def _widths(shares: Sequence[float]) -> str:
    """Give the columns' shares of the page's width, in percent."""
    return (
        "<colgroup>"
        + "".join(f'<col style="width:{share:.2f}%">' for share in shares)
        + "</colgroup>"
    )
