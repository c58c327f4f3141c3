"""What is said, by language: gettext catalogues whose msgctxt is a code."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.pofile import read_po

from wps_eval.errors import WpsEvalError, nearest
from wps_eval.words.language import Language, bcp47, read_language, tag_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from babel.messages.catalog import Catalog, Message

CATALOGUES = Path(__file__).with_name("locale")  # a catalogue laid there is a language


def languages() -> tuple[str, ...]:
    """Name the languages that have a catalogue."""
    return tuple(sorted(path.stem for path in CATALOGUES.glob("*.po")))


def language_of(name: str) -> Language:
    """Give what a catalogue's header says of its language.

    Raises:
        WpsEvalError: If there is no such catalogue, or its header leaves something unsaid.
    """
    return _language(_source(name))


def tags() -> frozenset[str]:
    """Name what columns such as ``text_ar`` may end in."""
    return frozenset(map(tag_of, languages()))


@dataclass(frozen=True, slots=True)
class Words:
    """A language that can speak: every word that a reader sees comes through here.

    Attributes:
        language: The language.
        own: A study's own wordings by code, which go before the catalogue's.
        translations: What texts that people typed into data say in this language, by the text.
    """

    language: str
    own: Mapping[str, str] = field(default_factory=dict, hash=False)
    translations: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def direction(self) -> str:
        """``rtl`` or ``ltr``."""
        return language_of(self.language).direction

    @property
    def html_lang(self) -> str:
        """The BCP 47 form, such as ``ar-IQ``."""
        return bcp47(self.language)

    def say(self, code: str, /, **values: object) -> str:
        """Say the sentence of a code with its values filled in.

        Args:
            code: The sentence's code, as in the catalogues' msgctxt.
            **values: What the sentence's placeholders stand for; ``n`` chooses the plural.

        Raises:
            WpsEvalError: If no catalogue holds the code.
        """
        if code in self.own:
            return self.own[code].format(**values)
        own = code in _translated(_source(self.language))
        speaker = language_of(self.language if own else "en")
        forms = _translated(_source(speaker.name)).get(code)
        if forms is None:
            raise WpsEvalError(
                f"words: found no sentence for code {code!r}; expected one in the catalogues. "
                + nearest(code, _translated(_source("en")))
            )
        if len(forms) == 1 or "n" not in values:
            return forms[0].format(**values)
        number = int(str(values["n"]).replace(",", "") or 0)
        return forms[min(speaker.plural(number), len(forms) - 1)].format(**values)

    def tell(self, text: str) -> str:
        """Give a text that somebody typed in, as it was typed where nobody told it further."""
        return self.translations.get(text.strip(), text)

    def listed(self, texts: Iterable[str]) -> str:
        """Put texts side by side with the language's own comma."""
        return self.say("list.comma").join(texts)

    def joined(self, texts: Iterable[str]) -> str:
        """Put texts that may hold commas side by side with the language's own semicolon."""
        return self.say("list.semicolon").join(texts)

    def knows(self, code: str) -> bool:
        """Whether any catalogue has a sentence for the code."""
        return code in _translated(_source("en"))


def messages(language: str) -> dict[str, str]:
    """Give every sentence by its code as a language says it, in English where it does not.

    Of several forms the first is given.
    """
    sentences = _translated(_source("en")) | _translated(_source(language))
    return {code: forms[0] for code, forms in sentences.items()}


def untranslated(language: str) -> tuple[str, ...]:
    """Name the sentences that a language leaves to English, by their codes.

    A sentence is left to English where its entry is missing, empty in any of its forms or marked
    fuzzy; one that was translated from an English that has changed since counts too.
    """
    if language == "en":
        return ()
    own = {m.context: m for m in _catalogue(_source(language))}
    english = [m for m in _catalogue(_source("en")) if m.context]
    return tuple(str(m.context) for m in english if not _says(own.get(m.context), m))


def _says(own: Message | None, english: Message) -> bool:
    return own is not None and bool(_forms(own)) and own.id == english.id


def _source(language: str) -> Path:
    return _catalogue_in(CATALOGUES, language)


@cache
def _catalogue_in(folder: Path, language: str) -> Path:
    source = folder / f"{language}.po"
    if not source.is_file():
        raise WpsEvalError(
            f"language {language!r}: found no catalogue; expected one of the report languages. "
            + nearest(language, languages())
        )
    return source


@cache
def _language(source: Path) -> Language:
    return read_language(source.stem, source.read_text(encoding="utf-8"))


@cache
def _catalogue(source: Path) -> Catalog:
    with source.open("rb") as handle:
        return read_po(handle, locale=source.stem)


@cache
def _translated(source: Path) -> dict[str, tuple[str, ...]]:
    """The sentences that a catalogue says, by code; the English one says its msgids."""
    own = source.stem == "en"
    return {
        message.context: forms
        for message in _catalogue(source)
        if message.context and (forms := _forms(message) or (_several(message.id) if own else ()))
    }


def _forms(message: Message) -> tuple[str, ...]:
    """The forms of a message, or none where it is not translated to its end."""
    forms = _several(message.string)
    return forms if all(forms) and not message.fuzzy else ()


def _several(texts: object) -> tuple[str, ...]:
    return tuple(map(str, texts)) if isinstance(texts, (tuple, list)) else (str(texts or ""),)
