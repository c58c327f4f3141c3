"""Fold spellings in Arabic, Kurdish and Latin letters to one form, for matching only."""

from __future__ import annotations

import re
import unicodedata

_FOLDED_LETTERS = str.maketrans(
    {
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ێ": "ي",
        "ئ": "ي",
        "ك": "ک",
        "ة": "ه",
        "ھ": "ه",
        "ە": "ه",
        "ڕ": "ر",
        "ڵ": "ل",
        "ۆ": "و",
        "ؤ": "و",
        "ڤ": "ف",
        "ـ": None,
        "\u200c": None,
        "\u200d": None,
        "\u200e": None,
        "\u200f": None,
    }
)
_ARABIC_MARKS = re.compile(r"[\u064b-\u065f\u0670]")
_NOT_LETTERS = re.compile(r"[^\w]+")


def fold(text: str) -> str:
    """Reduce a name to what its spellings share: letters folded, marks and spaces gone.

    Arabic is compared without harakat, tatweel and hamza forms; Sorani letters fold to their
    Arabic neighbours; Latin letters lose case and accents.
    """
    folded = unicodedata.normalize("NFKC", text).translate(_FOLDED_LETTERS)
    unmarked = _ARABIC_MARKS.sub("", folded)
    without_accents = "".join(
        char for char in unicodedata.normalize("NFD", unmarked) if not unicodedata.combining(char)
    )
    return _NOT_LETTERS.sub(" ", without_accents).strip().casefold()
