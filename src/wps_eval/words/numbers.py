"""Read numbers as they are typed in Iraq, and write them as CLDR says."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import format_decimal

from wps_eval.words.catalogue import language_of

_DIGITS_TO_LATIN = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_SIGNS_TO_LATIN = str.maketrans(
    {"٫": ".", "٬": ",", "٪": "%", "−": "-", "\u00a0": " ", "\u200f": None, "\u200e": None}
)
_LATIN_TO_ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")  # Babel changes signs, not digits
MINUS = "−"  # CLDR's is a hyphen, which may stand at a line's end
_NUMBER = re.compile(r"^[-+]?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)?(\.[0-9]+)?$")


def latin_digits(text: str) -> str:
    """Write Arabic and Persian digits and signs with their Latin twins."""
    return text.translate(_DIGITS_TO_LATIN).translate(_SIGNS_TO_LATIN)


def parse_number(text: str) -> tuple[float, bool]:
    """Read a number in any of the scripts.

    Commas (and ``٬``) separate thousands, a point (or ``٫``) the decimals.

    Args:
        text: What stands in the cell.

    Returns:
        The number, and whether a percent sign stood with it.

    Raises:
        ValueError: If the text is not one number; also for a comma that does not part thousands,
            since ``1,5`` may mean 1.5 or 15.
    """
    latin_text = latin_digits(text).strip()
    percent = latin_text.startswith("%") or latin_text.endswith("%")
    one_side = latin_text.removeprefix("%")  # a second sign is left standing, and is no number
    latin_text = (one_side if one_side != latin_text else latin_text.removesuffix("%")).strip()
    if not latin_text or not _NUMBER.match(latin_text) or latin_text in {"+", "-"}:
        raise ValueError(text)
    return float(latin_text.replace(",", "")), percent


def write_number(
    value: float,
    language: str,
    *,
    decimals: int = 0,
    numbering: str = "latn",
    grouping: bool = True,
) -> str:
    """Write a number in a language, rounded last, half away from zero as readers expect.

    Args:
        value: The number, unrounded.
        language: The language; its catalogue says which locale of CLDR its numbers follow.
        decimals: Digits after the point.
        numbering: Numbering system, always passed: ``latn`` or ``arab``.
        grouping: Whether thousands are parted.
    """
    step = Decimal(1).scaleb(-decimals)
    rounded = Decimal(repr(float(value))).quantize(step, ROUND_HALF_UP)
    pattern = ("#,##0" if grouping else "0") + ("." + "0" * decimals if decimals else "")
    locale = language_of(language).cldr
    digits = format_decimal(abs(rounded), pattern, locale=locale, numbering_system=numbering)
    text = f"{MINUS}{digits}" if rounded < 0 else str(digits)
    return text.translate(_LATIN_TO_ARABIC) if numbering == "arab" else text
