"""Read numbers as they are typed in Iraq, and write them as CLDR says."""

from __future__ import annotations

import re

from babel.numbers import format_decimal, format_percent

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_SIGNS = str.maketrans(
    {"٫": ".", "٬": ",", "٪": "%", "−": "-", "\u00a0": " ", "\u200f": None, "\u200e": None}
)
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
    value: float, locale: str, *, decimals: int = 0, numbering: str = "latn", grouping: bool = True
) -> str:
    """Write a number in a language, rounded last, half away from zero as readers expect.

    Args:
        value: The number, unrounded.
        locale: A CLDR locale such as ``en`` or ``ar_IQ``.
        decimals: Digits after the point.
        numbering: Numbering system, always passed: ``latn`` or ``arab``.
        grouping: Whether thousands are parted.
    """
    pattern = ("#,##0" if grouping else "0") + ("." + "0" * decimals if decimals else "")
    return str(
        format_decimal(
            round(value, decimals + 9), pattern, locale=locale, numbering_system=numbering
        )
    )


def write_percent(
    value_pct: float, locale: str, *, decimals: int = 1, numbering: str = "latn"
) -> str:
    """Write a percentage given in percent (26.4, not 0.264) in a language."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "") + "%"
    return str(format_percent(value_pct / 100, pattern, locale=locale, numbering_system=numbering))
