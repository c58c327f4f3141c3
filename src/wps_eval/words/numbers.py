"""Read numbers as they are typed in Iraq, and write them as CLDR says."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import format_decimal

from wps_eval.words.catalogue import language_of

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_SIGNS = str.maketrans(
    {"٫": ".", "٬": ",", "٪": "%", "−": "-", "\u00a0": " ", "\u200f": None, "\u200e": None}
)
_ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")  # Babel changes signs, not digits
MINUS = "−"  # CLDR's is a hyphen, which may stand at a line's end
_NUMBER = re.compile(r"^[-+]?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?$")


def latin_digits(text: str) -> str:
    """Write Arabic and Persian digits and signs with their Latin twins."""
    return text.translate(_DIGITS).translate(_SIGNS)


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
    plain = latin_digits(text).strip()
    percent = plain.startswith("%") or plain.endswith("%")
    plain = plain.strip("% ").strip()
    if not plain or not _NUMBER.match(plain) or plain in {"+", "-"}:
        raise ValueError(text)
    return float(plain.replace(",", "")), percent


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
    written = format_decimal(abs(rounded), pattern, locale=locale, numbering_system=numbering)
    text = f"{MINUS}{written}" if rounded < 0 else str(written)
    return text.translate(_ARABIC) if numbering == "arab" else text
