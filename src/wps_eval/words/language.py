"""What the header of a catalogue says of its language; a further language needs nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_string
from gettext import c2py
from typing import TYPE_CHECKING

from babel import Locale, localedata
from babel.messages.pofile import unescape

from wps_eval.errors import WpsEvalError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from email.message import Message

DIRECTIONS = ("ltr", "rtl")
MONTHS_A_YEAR = 12
_HEADER_ENTRY = re.compile(r'^msgid ""[ \t]*\nmsgstr ((?:".*"[ \t]*\n)+)', re.MULTILINE)
_PLURAL_RULE = re.compile(r"plural\s*=([^;]+)")


@dataclass(frozen=True, slots=True)
class Language:
    """One language.

    Attributes:
        name: What its catalogue is called, such as ``ar_IQ`` or ``kmr_Arab_IQ``.
        direction: ``rtl`` or ``ltr``.
        cldr: The CLDR locale that its numbers and, where ``months`` is empty, its dates follow.
        months: Its month names, where CLDR has none.
        word: What Word calls it.
        form: What the columns of a questionnaire call it.
        plural: Which of a sentence's forms a number takes, counted from 0.
    """

    name: str
    direction: str
    cldr: str
    months: tuple[str, ...]
    word: str
    form: str
    plural: Callable[[int], int]

    @property
    def tag(self) -> str:
        """What columns of texts call it: ``kmr`` of ``text_kmr``."""
        return tag_of(self.name)


def tag_of(name: str) -> str:
    """Give the first part of a language's name, which columns such as ``text_ar`` end in."""
    return name.partition("_")[0]


def bcp47(name: str) -> str:
    """Give the name that browsers know: ``ar-IQ`` of ``ar_IQ``."""
    return name.replace("_", "-")


def read_language(name: str, catalogue: str) -> Language:
    """Read the header of a catalogue; what it does not say, CLDR says, if it knows the language.

    ``X-Direction``, ``X-CLDR-Locale`` and ``X-Months`` (twelve, parted by ``;``) have to be said
    where CLDR does not hold the name: its next best guess may be in another script, or run the
    other way. ``X-Word-Language`` and ``X-XLSForm-Language`` say what Word and questionnaires call
    it, where that is neither its name nor its tag.

    Args:
        name: The catalogue's name.
        catalogue: Its text.

    Raises:
        WpsEvalError: With all that the header leaves unsaid or says wrong.
    """
    header = _catalogue_header(catalogue)
    known_to_cldr = localedata.exists(name)
    plural_rule = _PLURAL_RULE.search(header.get("Plural-Forms", ""))
    language = Language(
        name=name,
        direction=header.get("X-Direction")
        or (Locale.parse(name).text_direction if known_to_cldr else ""),
        cldr=header.get("X-CLDR-Locale") or (name if known_to_cldr else ""),
        months=tuple(m.strip() for m in header.get("X-Months", "").split(";") if m.strip()),
        word=header.get("X-Word-Language") or bcp47(name),
        form=header.get("X-XLSForm-Language") or tag_of(name),
        plural=_plural_rule(plural_rule[1] if plural_rule else ""),
    )
    faults = "; ".join(_header_faults(language, header))
    if faults:
        raise WpsEvalError(f"words/locale/{name}.po, in the header: {faults}.")
    return language


def _catalogue_header(catalogue: str) -> Message:
    """Read the entry of a catalogue that has no msgid, as fields; empty where there is none."""
    found = _HEADER_ENTRY.search(catalogue)
    lines = (unescape(line.strip()) for line in (found[1] if found else "").splitlines())
    return message_from_string("".join(lines))


def _plural_rule(expression: str) -> Callable[[int], int]:
    """Make a function of gettext's rule; one that cannot be read gives no form at all."""
    try:
        return c2py(expression.strip())
    except ValueError:
        return lambda _: -1


def _header_faults(language: Language, header: Message) -> Iterator[str]:
    """Say what the header leaves unsaid or says wrong, and what was expected."""
    name, named = language.name, header.get("Language", "")
    if named != name:
        yield f"found Language {named!r}; expected {name}, as the file is called"
    if language.plural(1) < 0:
        yield f"found Plural-Forms {header.get('Plural-Forms', '')!r}; expected gettext's rule"
    if language.direction not in DIRECTIONS:
        yield f"found X-Direction {language.direction!r}; expected ltr or rtl"
    if not localedata.exists(language.cldr):
        yield f"found X-CLDR-Locale {language.cldr!r}; expected a locale of CLDR whose numbers it shares"
    borrowed = language.cldr != name
    if len(language.months) != MONTHS_A_YEAR and (language.months or borrowed):
        yield f"found {len(language.months)} X-Months; expected twelve, parted by ';'"
