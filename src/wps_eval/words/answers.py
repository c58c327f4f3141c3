"""Yes and no as they are written in any language that has a catalogue."""

from __future__ import annotations

from functools import cache

from wps_eval.words.catalogue import Words, languages
from wps_eval.words.letters import fold
from wps_eval.words.numbers import latin_digits

_MET = {"1": True, "0": False, "1 0": True, "0 0": False, "true": True, "false": False}


def read_yes_no(text: str) -> bool:
    """Read yes or no: 1 or 0, or the word of any language.

    Args:
        text: What stands in a cell, such as ``yes``, ``No``, ``1``, ``نعم`` or ``نەخێر``.

    Returns:
        True for yes.

    Raises:
        ValueError: It is neither.
    """
    key = fold(latin_digits(text))
    answers = _answers()
    if key not in answers:
        raise ValueError(text)
    return answers[key]


@cache
def _answers() -> dict[str, bool]:
    told = {
        fold(Words(language).say(f"answer.{word}")): word == "yes"
        for language in languages()
        for word in ("yes", "no")
    }
    return told | _MET
