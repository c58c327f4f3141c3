"""What is said, by language: gettext catalogues whose msgctxt is a code."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from babel import Locale
from babel.messages.pofile import read_po

from wps_eval.errors import WpsEvalError, nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from babel.messages.catalog import Catalog


@cache
def _catalogue(language: str) -> Catalog:
    source = files("wps_eval.words").joinpath("locale", f"{language}.po")
    if not source.is_file():
        raise WpsEvalError(
            f"language {language!r}: found no catalogue; expected one of the report languages. "
            + nearest(language, languages())
        )
    with source.open("rb") as handle:
        return read_po(handle, locale=language)


def languages() -> tuple[str, ...]:
    """Name the languages that have a catalogue."""
    folder = files("wps_eval.words").joinpath("locale")
    return tuple(
        sorted(i.name.removesuffix(".po") for i in folder.iterdir() if i.name.endswith(".po"))
    )


@dataclass(frozen=True, slots=True)
class Words:
    """A language that can speak: every word that a reader sees comes through here.

    Attributes:
        language: The language.
        own: A study's own wordings by code, which go before the catalogue's.
    """

    language: str
    own: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def direction(self) -> str:
        """``rtl`` or ``ltr``."""
        return str(Locale.parse(self.language).text_direction)

    @property
    def html_lang(self) -> str:
        """The BCP 47 form, such as ``ar-IQ``."""
        return self.language.replace("_", "-")

    def say(self, code: str, **values: object) -> str:
        """Say the sentence of a code with its values filled in.

        Args:
            code: The sentence's code, as in the catalogues' msgctxt.
            **values: What the sentence's placeholders stand for; ``n`` chooses the plural.

        Raises:
            WpsEvalError: If no catalogue holds the code.
        """
        if code in self.own:
            return self.own[code].format(**values)
        forms = _by_context(self.language).get(code) or _by_context("en").get(code)
        if forms is None:
            raise WpsEvalError(
                f"words: found no sentence for code {code!r}; expected one in the catalogues. "
                + nearest(code, _by_context("en"))
            )
        if len(forms) == 1 or "n" not in values:
            return forms[0].format(**values)
        number = int(str(values["n"]).replace(",", "") or 0)
        return forms[min(_plural(self.language, number), len(forms) - 1)].format(**values)

    def knows(self, code: str) -> bool:
        """Whether any catalogue has a sentence for the code."""
        return code in _by_context("en")


def messages(language: str) -> dict[str, str]:
    """Give every sentence of a catalogue by its code, the first form where it has several."""
    return {code: forms[0] for code, forms in _by_context(language).items() if forms}


@cache
def _by_context(language: str) -> dict[str, tuple[str, ...]]:
    return {
        message.context: _forms(message.string) or _forms(message.id)
        for message in _catalogue(language)
        if message.context
    }


def _forms(texts: object) -> tuple[str, ...]:
    """The plural forms of a message, or none where it is not translated."""
    several = texts if isinstance(texts, (tuple, list)) else (texts,)
    return tuple(str(text) for text in several) if any(several) else ()


def _plural(language: str, number: int) -> int:
    order = ("zero", "one", "two", "few", "many", "other")
    rule = Locale.parse(language).plural_form
    forms = [name for name in order if name in {*rule.tags, "other"}]
    return forms.index(rule(number))
