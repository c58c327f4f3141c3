"""Is a form about incidents of violence? Such records are refused: the workbench takes counts alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wps_eval.errors import Fault, Where
from wps_eval.sources.identifying_words import folded_words, words_of
from wps_eval.sources.instrument import Role
from wps_eval.words.letters import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wps_eval.sources.instrument import Instrument, Question

ADULT_AGE = 18  #: years
LEAST_TOGETHER = 2  #: questions of which none says it alone
NOT_ASKED_TYPES = ("note", "start", "end", "today", "calculate")
#: one question of them makes a form one of incidents, whatever its role
_OF_INCIDENTS = folded_words(
    """
    incident perpetrator perpetrated offender assailant rapist rape narrative casefile
    مرتكب جاني جناة معتدي مغتصب اغتصاب حادثة حادث واقعة
    ڕووداو تاوانبار تاوانکار ئەنجامدەر دەستدرێژی لاقە
    """
)
#: as much, but knowledge and opinions may be asked of them, so items are passed over
_OF_SURVIVORS = folded_words(
    """
    survivor victim assault assaulted رواية سرد ناجية ناجيات ضحية ضحايا
    ڕزگاربوو قوربانی گێڕانەوە سەرگوزشتە
    """
)
#: two questions of them together do
_TOGETHER = folded_words(
    """
    violence abuse weapon injury injured harmed attack captivity captive trafficked
    violent complaint detained abducted kidnapped caseno caseid
    عنف سلاح اصابة اعتداء خطف اختطاف اتجار شكوى احتجاز
    توندوتیژی چەک بریندار هێرش ڕفاندن دیلی سکاڵا
    """
)
_AGE = folded_words("age ages عمر عمرك سن سنك تەمەن تەمەنت")
_AGE_IN_ANSWER = re.compile(r"\d+")
_BELOW = re.compile(r"^\s*(<|under|below|less than|أقل من|دون|تحت|خوار|کەمتر لە)", re.IGNORECASE)


def incident_faults(instrument: Instrument) -> list[Fault]:
    """Find what shows that a form records incidents, or asks about people below 18.

    Args:
        instrument: The questionnaire.

    Returns:
        A fault for each question that says so by its name or its wording: of incidents, perpetrators,
        accounts or survivors; of violence, where two questions speak of it; an age below 18 among the
        answers, or a second age in figures. Items may ask what people know and think of survivors.
    """
    asked = [q for q in instrument.questions if q.type not in NOT_ASKED_TYPES]
    told = [question for question in asked if _is_of_incidents(question)]
    together = [question for question in asked if _speaks_of(question, _TOGETHER)]
    if len(together) >= LEAST_TOGETHER or (told and together):
        told = [*told, *(question for question in together if question not in told)]
    return [
        *(
            Fault("records_incidents", _place(instrument, question), found=question.name)
            for question in told
        ),
        *_child_faults(instrument, asked),
    ]


def _is_of_incidents(question: Question) -> bool:
    """Say whether one question alone shows that a form records incidents; of items by their name only."""
    if question.role is Role.ITEM:
        return _holds(words_of(question.name), _OF_INCIDENTS)
    return _speaks_of(question, (*_OF_INCIDENTS, *_OF_SURVIVORS))


def _speaks_of(question: Question, stems: tuple[str, ...]) -> bool:
    """Say whether the name or a wording of a question that is no item and no count holds one of the stems."""
    if question.role in (Role.ITEM, Role.COUNT):
        return False
    return any(_holds(words_of(text), stems) for text in (question.name, *question.labels.values()))


def _holds(words: tuple[str, ...], stems: tuple[str, ...]) -> bool:
    """Say whether one of the words begins with one of the stems."""
    return any(word.startswith(stems) for word in words)


def _child_faults(instrument: Instrument, asked: list[Question]) -> Iterator[Fault]:
    """Find ages of people below 18, and ages in figures beside the one that every form opens with."""
    for question in asked:
        if not _asks_an_age(question):
            continue
        answers = instrument.lists.get(question.choices, ())
        texts = [label for c in answers if not c.meaning for label in c.labels.values() or [c.name]]
        if question.type in ("integer", "decimal") or any(map(_is_below_adult, texts)):
            yield Fault("age_below_18", _place(instrument, question), found=question.name)


def _asks_an_age(question: Question) -> bool:
    """Say whether a question, not the one that opens the form, asks for an age, by a word of its name or wording."""
    if question.role in (Role.AGE, Role.WEIGHT, Role.ITEM, Role.COUNT):
        return False
    return any(
        word in _AGE
        for text in (question.name, *question.labels.values())
        for word in words_of(text)
    )


def _is_below_adult(answer: str) -> bool:
    """Say whether an answer such as ``13-15`` or ``under 18`` holds an age below 18; nothing in figures does not."""
    first = _AGE_IN_ANSWER.search(fold(answer))
    if first is None:
        return False
    years = int(first[0])
    return years < ADULT_AGE or (years == ADULT_AGE and bool(_BELOW.match(answer)))


def _place(instrument: Instrument, question: Question) -> Where:
    return Where(f"{instrument.name}/survey.csv", row=question.row, column="name")
