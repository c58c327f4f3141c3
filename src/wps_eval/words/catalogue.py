"""What is said, by language: gettext catalogues whose msgctxt is a code."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

from babel.messages.pofile import read_po

from wps_eval.errors import WpsEvalError, nearest
from wps_eval.files.text_file import read_text_file
from wps_eval.paths import find_root
from wps_eval.words.language import Language, bcp47, read_language, tag_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from babel.messages.catalog import Catalog, Message

CATALOGUES = Path(__file__).with_name("locale")  # a catalogue laid there is a language


def languages() -> tuple[str, ...]:
    """Name the languages that have a catalogue, here or in ``params/locale/`` of the workbench."""
    return tuple(sorted({path.stem for each in _folders() for path in each.glob("*.po")}))


def _folders() -> tuple[Path, ...]:
    """Give the folders of catalogues: the package's own, and that of the workbench one works in."""
    return CATALOGUES, _folder_of_workbench(Path.cwd())


@cache
def _folder_of_workbench(start: Path) -> Path:
    """Find where the workbench around a folder keeps further catalogues; outside of one, nowhere new."""
    try:
        return find_root(start).locale
    except WpsEvalError:
        return CATALOGUES


def language_of(name: str) -> Language:
    """Give what a catalogue's header says of its language.

    Raises:
        WpsEvalError: If there is no such catalogue, or its header leaves something unsaid.
    """
    return _language_of_header(_catalogue_path(name))


def column_tags() -> frozenset[str]:
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
        said_here = code in _sentences_by_code(_catalogue_path(self.language))
        speaker = language_of(self.language if said_here else "en")
        forms = _sentences_by_code(_catalogue_path(speaker.name)).get(code)
        if forms is None:
            raise WpsEvalError(
                f"words: found no sentence for code {code!r}; expected one in the catalogues. "
                + nearest(code, _sentences_by_code(_catalogue_path("en")))
            )
        if len(forms) == 1 or "n" not in values:
            return forms[0].format(**values)
        n = int(str(values["n"]).replace(",", "") or 0)
        return forms[min(speaker.plural(n), len(forms) - 1)].format(**values)

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
        return code in _sentences_by_code(_catalogue_path("en"))


def messages(language: str) -> dict[str, str]:
    """Give every sentence by its code as a language says it, in English where it does not.

    Of several forms the first is given.
    """
    sentences = _sentences_by_code(_catalogue_path("en")) | _sentences_by_code(
        _catalogue_path(language)
    )
    return {code: forms[0] for code, forms in sentences.items()}


def untranslated(language: str) -> tuple[str, ...]:
    """Name the sentences that a language leaves to English, by their codes.

    A sentence is left to English where its entry is missing, empty in any of its forms or marked
    fuzzy; one that was translated from an English that has changed since counts too.
    """
    if language == "en":
        return ()
    own_messages = {message.context: message for message in _catalogue(_catalogue_path(language))}
    english = [message for message in _catalogue(_catalogue_path("en")) if message.context]
    return tuple(
        str(message.context)
        for message in english
        if not _translates(own_messages.get(message.context), message)
    )


def _translates(message: Message | None, english: Message) -> bool:
    """Whether a message is there, translated to its end, and from the English of today."""
    return message is not None and bool(_complete_forms(message)) and message.id == english.id


def _catalogue_path(language: str) -> Path:
    """Give the file of a language's catalogue."""
    return _catalogue_path_in(_folders(), language)


@cache
def _catalogue_path_in(folders: tuple[Path, ...], language: str) -> Path:
    """Give the file of a language's catalogue, the package's own first; each is looked for once."""
    for folder in folders:
        path = folder / f"{language}.po"
        if path.is_file():
            return path
    raise WpsEvalError(
        f"language {language!r}: found no catalogue; expected one of the report languages. "
        + nearest(language, languages())
    )


@cache
def _language_of_header(path: Path) -> Language:
    """Read a catalogue's header, once.

    Raises:
        InputFaults: The file does not open as a text.
    """
    return read_language(path.stem, read_text_file(path, f"locale/{path.name}"))


@cache
def _catalogue(path: Path) -> Catalog:
    """Read a catalogue's messages, once.

    Raises:
        InputFaults: The file does not open as a text.
    """
    read_text_file(path, f"locale/{path.name}")  # says why not, where it is none
    with path.open("rb") as handle:
        return read_po(handle, locale=path.stem)


@cache
def _sentences_by_code(path: Path) -> dict[str, tuple[str, ...]]:
    """The sentences that a catalogue says, by code; the English one says its msgids."""
    is_english = path.stem == "en"
    found = {
        message.context: forms
        for message in _catalogue(path)
        if message.context
        and (forms := _complete_forms(message) or (_as_forms(message.id) if is_english else ()))
    }
    if path.parent == CATALOGUES:
        return found
    english = _sentences_by_code(_catalogue_path("en"))
    return {code: forms for code, forms in found.items() if _asks_alike(forms, english.get(code))}


def _asks_alike(forms: tuple[str, ...], english: tuple[str, ...] | None) -> bool:
    """Whether a sentence of a workbench's own catalogue asks for what the English one asks for.

    One that asks for more, or for a part of it, is left to English: a catalogue holds words, and
    nothing that looks into the data.
    """
    allowed = {name for form in english or () for name in _placeholders(form)}
    return english is not None and all(_placeholders(form) <= allowed for form in forms)


def _placeholders(sentence: str) -> set[str]:
    """Name what stands in the braces of a sentence."""
    try:
        parts = [part for part in Formatter().parse(sentence) if part[1] is not None]
    except ValueError:
        return {sentence}  # braces that cannot be read are no placeholder of anything
    if any(form or conversion for _, _, form, conversion in parts):
        return {sentence}  # nor is one that asks for a format, such as a width of a billion
    return {str(name) for _, name, _, _ in parts}


def _complete_forms(message: Message) -> tuple[str, ...]:
    """The forms of a message, or none where it is not translated to its end."""
    forms = _as_forms(message.string)
    return forms if all(forms) and not message.fuzzy else ()


def _as_forms(texts: object) -> tuple[str, ...]:
    """Give one text or several as a tuple of forms; a text that is missing is an empty one."""
    return tuple(map(str, texts)) if isinstance(texts, (tuple, list)) else (str(texts or ""),)
