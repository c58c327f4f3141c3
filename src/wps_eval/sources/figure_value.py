"""The number in a row of figures: held against its unit and its counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from wps_eval.errors import Data
from wps_eval.words.answers import read_yes_no
from wps_eval.words.numbers import parse_number

if TYPE_CHECKING:
    from wps_eval.sources.figure_row import Row
    from wps_eval.values import Unit

ROUNDING_PP = 0.1  # a printed percentage may be rounded to one decimal
MOST_PCT = 100.0


class ReadValue(NamedTuple):
    """What the cells of one row say.

    Attributes:
        value: The value, in its unit; None where there is none.
        numerator: What a percentage counts.
        denominator: Of how many.
        base: The people whom a survey asked.
    """

    value: float | None
    numerator: float | None
    denominator: float | None
    base: float | None


def read_value(row: Row, unit: Unit | None) -> ReadValue:
    """Read value and counts of a row.

    Args:
        row: The row; every fault is added to its ``faults``.
        unit: What its indicator is counted in; None where the indicator is not known.

    Returns:
        The numbers; a percentage with both counts is computed from them.
    """
    base = _count(row, "base")
    if unit is not None and unit.yes_no:
        return ReadValue(_yes_or_no(row), None, None, base)
    numerator, denominator = _count(row, "numerator"), _number(row, "denominator")
    value = _number(row, "value", signed=True, percent=unit is None or unit.percent)
    if denominator is not None and denominator <= 0:
        row.fault("denominator_not_positive", "denominator")
        return ReadValue(value, numerator, None, base)
    if numerator is not None and denominator is not None and numerator > denominator:
        row.fault("numerator_above_denominator", "numerator", denominator)
        return ReadValue(value, numerator, denominator, base)
    percent = unit is not None and unit.percent
    counted = percent and numerator is not None and denominator is not None
    if value is None and not row.text("value") and not counted:
        row.fault("no_value", "value")
    if percent:
        value = _percentage(row, value, numerator, denominator)
    elif value is not None and value < 0:
        row.fault("negative", "value")
    elif value is not None and unit is not None and unit.whole and not value.is_integer():
        row.fault("not_whole", "value", unit.text)
    return ReadValue(value, numerator, denominator, base)


def _count(row: Row, column: str) -> float | None:
    number = _number(row, column)
    if number is not None and number < 0:
        row.fault("negative", column)
    return number


def _number(row: Row, column: str, *, signed: bool = False, percent: bool = False) -> float | None:
    """Read the number in a column.

    Args:
        row: The row.
        column: The column.
        signed: Whether a percent sign on what is no percentage is worth a sentence of its own.
        percent: Whether a percent sign may stand with it.
    """
    if not row.text(column):
        return None
    try:
        number, sign = parse_number(row.text(column))
    except ValueError:
        row.fault("not_a_number", column)
        return None
    if sign and signed and not percent:
        row.fault("percent_on_a_count", column)
        return None
    return number


def _yes_or_no(row: Row) -> float | None:
    """Read yes as 1 and no as 0, in figures or in the words of any language."""
    if not row.text("value"):
        row.fault("no_value", "value")
        return None
    answer = row.parsed("value", read_yes_no, "not_yes_or_no")
    return None if answer is None else float(answer)


def _percentage(
    row: Row, value: float | None, numerator: float | None, denominator: float | None
) -> float | None:
    if value is not None and not 0 <= value <= MOST_PCT:
        row.fault("percentage_out_of_range", "value")
        return value
    if numerator is None or denominator is None:
        if value is not None and 0 < value < 1 and parse_number(row.text("value"))[1] is False:
            row.fault("fraction_or_percentage", "value", round(MOST_PCT * value, 10), blocks=False)
        return value
    exact = MOST_PCT * numerator / denominator
    if value is not None and abs(value - exact) > ROUNDING_PP:
        wanted = Data(exact=round(exact, 2), numerator=numerator, denominator=denominator)
        row.fault("value_disagrees", "value", wanted)
    return exact
