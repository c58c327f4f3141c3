"""Faults in words: what was found, expected and is to be done, in the language of the reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from wps_eval.errors import NAMES_SHOWN, Data, Where, closest
from wps_eval.files.letters import CONTROLS, DIRECTION_CONTROLS
from wps_eval.words.catalogue import Words

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from wps_eval.errors import Datum, Fault, InputFaults


LETTERS_SHOWN = 80  # of what was found; the cell itself is where the fault says


@dataclass(frozen=True, slots=True)
class Worded:
    """A fault in one language: where it is, what was found, what was expected, what to do."""

    where: str
    found: str
    expected: str
    remedy: str


def worded(fault: Fault, words: Words) -> Worded:
    """Word a fault in a language.

    Args:
        fault: The fault, as data.
        words: The language.

    Raises:
        WpsEvalError: If the catalogues have no words for the code.
    """
    data_by_name = _data_by_name("found", fault.found) | _data_by_name("expected", fault.expected)
    placeholders = {name: _datum_text(datum, words) for name, datum in data_by_name.items()}
    placeholders["near"] = _nearest_names(fault, words)
    found, expected, remedy = (
        words.say(f"fault.{fault.code}.{part}", **placeholders)
        for part in ("found", "expected", "remedy")
    )
    return Worded(place_in_words(fault.where, words), found, expected, remedy)


def fault_line(fault: Fault, words: Words) -> str:
    """Word a fault as one line, its place first."""
    wording = worded(fault, words)
    text = words.say(
        "faults.line", found=wording.found, expected=wording.expected, remedy=wording.remedy
    )
    return f"{wording.where}: {text}" if wording.where else text


def plain_text(text: str) -> str:
    """Show what people typed so that no screen obeys it: at most 80 letters, no control but by its number."""
    shown = text if len(text) <= LETTERS_SHOWN else f"{text[: LETTERS_SHOWN - 1]}…"
    return CONTROLS.sub(_by_number, DIRECTION_CONTROLS.sub(_by_number, shown))


def _by_number(control: re.Match[str]) -> str:
    """Name a character by its number."""
    return f"<U+{ord(control[0]):04X}>"


def place_in_words(where: Where, words: Words) -> str:
    """Name a place in words, leaving out what is not known."""
    parts = [plain_text(where.file)]
    if where.sheet:
        parts.append(words.say("faults.where.sheet", sheet=plain_text(where.sheet)))
    if where.row:
        parts.append(words.say("faults.where.row", row=where.row))
    if where.column:
        parts.append(words.say("faults.where.column", column=plain_text(where.column)))
    return words.listed(part for part in parts if part)


def places_in_words(places: Sequence[Where], words: Words) -> str:
    """Name several places, rows that follow one another as one stretch."""
    return _side_by_side(places, words)


def faults_heading(faults: Sequence[Fault], what: str, name: str, words: Words) -> str:
    """Count the faults and say in what they are.

    Args:
        faults: The faults.
        what: A code of ``faults.in``, or a file's name.
        name: What the code's words call by its name.
        words: The language.
    """
    code = f"faults.in.{what}"
    what_in_words = words.say(code, name=name) if words.knows(code) else what
    return words.say("faults.title", n=len(faults), what=what_in_words)


def faults_in_english(error: InputFaults) -> str:
    """Word raised faults in English, one a line, under a line that counts them."""
    words = Words("en")
    head = faults_heading(error.faults, error.what, error.name, words)
    return "\n".join([f"{head}:", *(f"  {fault_line(fault, words)}" for fault in error.faults)])


def _data_by_name(name: str, data: Datum | Data) -> dict[str, Datum]:
    """Give data by name; one datum alone is called by the part of the fault that it belongs to."""
    return dict(data.named) if isinstance(data, Data) else {name: data}


def _nearest_names(fault: Fault, words: Words) -> str:
    """Say which of the known names was probably meant, or which there are."""
    if not fault.known:
        return words.say("faults.near.none")
    (_, sought), *_ = _data_by_name("", fault.found or fault.expected).items()
    meant = fault.known[0] if len(fault.known) == 1 else closest(str(sought), fault.known)
    if meant:
        return words.say("faults.near.meant", name=_datum_text(meant, words))
    return words.say("faults.near.one_of", names=_datum_text(fault.known, words))


def _datum_text(datum: Datum, words: Words) -> str:
    """Show one datum: a text between quotation marks, names side by side, a number in digits."""
    if isinstance(datum, Where):
        return place_in_words(datum, words)
    if isinstance(datum, (date, int)):
        return str(datum)
    if isinstance(datum, float):
        return f"{datum:.10g}"
    if not datum:
        return words.say("faults.nothing")
    if isinstance(datum, str):
        return words.say("faults.quoted", text=plain_text(datum))
    return _side_by_side(datum, words)


def _side_by_side(names: Sequence[str | Where], words: Words) -> str:
    """Put names, or places, side by side; of many, the first and how many more there are."""
    places = [each for each in names if isinstance(each, Where)]
    told = _places_told(places, words) if places else [plain_text(str(each)) for each in names]
    text = words.joined(told[:NAMES_SHOWN]) if places else words.listed(told[:NAMES_SHOWN])
    more = len(told) - NAMES_SHOWN
    return words.say("faults.more", names=text, more=more) if more > 0 else text


def _places_told(places: Sequence[Where], words: Words) -> list[str]:
    """Name places, rows that follow one another as one stretch of rows."""
    told = []
    for _, run in groupby(enumerate(sorted(places)), key=lambda each: _run_key(*each)):
        first, *others = [where for _, where in run]
        if not others:
            told.append(place_in_words(first, words))
            continue
        rows = words.say("faults.where.rows", first=first.row, last=others[-1].row)
        sheet = [words.say("faults.where.sheet", sheet=first.sheet)] if first.sheet else []
        told.append(words.listed(part for part in (first.file, *sheet, rows) if part))
    return told


def _run_key(number: int, where: Where) -> tuple[object, ...]:
    """Give what rows that follow one another share; a place without a row follows none."""
    step = where.row - number if where.row and not where.column else -1 - number
    return where.file, where.sheet, where.column, step
