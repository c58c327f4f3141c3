"""Made-up rows in the shape of a survey's: each column drawn by itself from what may be shown of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_VALUES = (
    11  #: of a column that is drawn by its values; one with more is drawn by its quantiles
)
MOST_CLASSES = 10  #: that the values of a measure are parted into
PEOPLE_PER_UNIT = 2  #: that share a value on average, for a column to be one of units
LEAST_UNITS = 2  #: of a stratum, so that what is made up has a variance
HUNDRED = 100  #: rows are made in hundreds, so that their number does not tell how many were asked


def shown_shares(column: pd.Series[Any], smallest: int) -> dict[Any, float]:
    """Give the shares of the values of a column that may be shown.

    Args:
        column: The values (n,); an empty cell is a value like others, ``None``.
        smallest: The fewest people of whom a value may be told.

    Returns:
        Share by value, summing to 1 over those that are left. A value of fewer people is left out, and where it
        is the only one, so is the next smallest, so that what is missing from the whole is no single number. Empty
        where nothing can be shown.

    Source: Hundepool et al., Statistical Disclosure Control (2012), sections 4.2 and 4.4.
    """
    missing = int(column.isna().sum())
    counts: dict[Any, int] = {**column.dropna().astype(object).value_counts()}
    counts |= {None: missing} if missing else {}
    told = {value: int(count) for value, count in counts.items() if count >= smallest}
    if len(counts) - len(told) == 1 and told:
        told.pop(min(told, key=lambda value: (told[value], str(value))))
    everybody = sum(told.values())
    return {value: told[value] / everybody for value in sorted(told, key=str)}


def class_ends(column: pd.Series[Any], smallest: int) -> NDArray[np.float64]:
    """Give the values between which a measure may be drawn.

    Args:
        column: Numbers (n,); missing ones are left out.
        smallest: The fewest people between two of them, and below the first and above the last.

    Returns:
        Quantiles at equal steps, without the least and the greatest value, which are single people's;
        empty where fewer than three times ``smallest`` people gave a number.
    """
    numbers = pd.to_numeric(column, errors="coerce").dropna().to_numpy(np.float64)
    classes = min(MOST_CLASSES, len(numbers) // smallest)
    if classes < 3:  # noqa: PLR2004 - two ends and what lies between
        return np.empty(0)
    return np.asarray(np.quantile(numbers, np.arange(1, classes) / classes))


def synthetic_rows(
    frame: pd.DataFrame, *, smallest: int, seed: int
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Make rows up that have the columns of a survey's and tell of no person.

    Args:
        frame: The rows of people (n, k).
        smallest: The fewest people of whom a value may be told.
        seed: Where the random numbers start.

    Returns:
        The rows, in hundreds, and the columns that are left empty because nothing may be shown of them. Each column is
        drawn by itself: of at most eleven values by ``shown_shares``; of numbers by ``class_ends``, evenly between
        two of them and as whole as the column is. Sampling units, that is values which people share and which lie
        in one value of other columns each, are numbered anew and lie in one value again; texts of more values are left
        empty. What else goes together in the survey goes together no longer: no estimate that joins columns is right.

    Source: Drechsler, Synthetic Datasets for Statistical Disclosure Control (2011), chapter 2; the margins alone,
    hidden as the house hides small cells.
    """
    rows = max(HUNDRED, len(frame) // HUNDRED * HUNDRED)
    random = np.random.Generator(np.random.PCG64(seed))
    drawn = pd.DataFrame({str(name): _drawn(frame[name], rows, smallest, random) for name in frame})
    for name in sorted(_unit_columns(frame), key=lambda unit: frame[unit].nunique()):
        around = [other for other in map(str, frame) if _lies_in(frame[name], frame[other])]
        chance = random.random(rows)
        if around or not pd.api.types.is_numeric_dtype(frame[name]):
            numbers = _units(drawn[around], int(frame[name].nunique()), chance)
            is_number = pd.api.types.is_numeric_dtype(frame[name])
            drawn[name] = numbers if is_number else numbers.astype(str)
    empty = tuple(name for name in map(str, drawn) if drawn[name].isna().all())
    return drawn, empty


def _unit_columns(frame: pd.DataFrame) -> list[str]:
    """Name the columns of more values than answers have that people share, such as a village."""
    return [
        str(name)
        for name in frame
        if MOST_VALUES < frame[name].nunique() <= frame[name].count() / PEOPLE_PER_UNIT
    ]


def _lies_in(units: pd.Series[Any], other: pd.Series[Any]) -> bool:
    """Whether each unit lies in one value of another column, which has fewer of them and more than one."""
    if not 1 < other.nunique() < units.nunique():
        return False
    values_by_unit = other.groupby(units).nunique(dropna=False)
    return bool(values_by_unit.max() == 1)


def _units(around: pd.DataFrame, units: int, chance: NDArray[np.float64]) -> pd.Series[int]:
    """Number as many units anew, each in one combination of the columns around it (n,)."""
    places = (
        around.groupby([*around], dropna=False).ngroup()
        if len(around.columns)
        else pd.Series(0, index=range(len(chance)))
    )
    each = max(LEAST_UNITS, units // int(places.nunique()))
    return places * each + np.floor(chance * each).astype(np.int64) + 1


def _drawn(
    column: pd.Series[Any], rows: int, smallest: int, random: np.random.Generator
) -> pd.Series[Any]:
    """Draw one column; the same random numbers are used up whatever it holds."""
    chance = random.random(rows)
    if column.nunique() <= MOST_VALUES:
        shares = shown_shares(column, smallest)
        values = pd.Series([*shares], dtype=object)
        if values.empty:
            return pd.Series(np.nan, index=range(rows))
        picked = np.searchsorted(np.cumsum([*shares.values()])[:-1], chance, side="right")
        return values.iloc[picked].reset_index(drop=True).infer_objects()
    if not pd.api.types.is_numeric_dtype(column):
        return pd.Series(np.nan, index=range(rows))
    ends = class_ends(column, smallest)
    if not len(ends):
        return pd.Series(np.nan, index=range(rows))
    numbers = np.interp(chance * (len(ends) - 1), np.arange(len(ends)), ends)
    is_whole = bool((column.dropna() % 1 == 0).all())
    return pd.Series(np.round(numbers) if is_whole else numbers)
