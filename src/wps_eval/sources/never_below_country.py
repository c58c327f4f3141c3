"""What may be told of the country alone: ethnicity, religion, language."""

from __future__ import annotations

from wps_eval.sources.identifying_words import folded_words, words_of

SECT = "sect"  # a word of its own: a sector is another thing
_BEGINNINGS = folded_words(
    """
    ethnic religi sectarian faith denomination language
    قومية عرق دين ديانة طائفة مذهب لغة
    نەتەوە ئایین ئاین مەزهەب تایەفە زمان
    """
)


def never_below_country(name: str) -> bool:
    """Say whether a question or a dimension is by its name one that is told of no part of the country.

    Args:
        name: Such as ``religion``, ``ethnic_group`` or ``الديانة``.
    """
    return any(word == SECT or word.startswith(_BEGINNINGS) for word in words_of(name))
