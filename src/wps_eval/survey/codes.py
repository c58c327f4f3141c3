"""Codes have one spelling: what a caller names is found among what a column holds, whatever its type."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from wps_eval.errors import DesignFaults, Fault, Where, closest
from wps_eval.survey.table import spell

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import ArrayLike, NDArray

    from wps_eval.survey.table import Value

    Floats = NDArray[np.float64]

_WHOLE_WITH_POINT = re.compile(r"(-?\d+)\.0+")
NUMBER = re.compile(r"-?\d+(\.\d+)?")  #: a code that is one
#: codes that surveys use for don't know, refused, not asked; no scale in use has them as points
CODES_OF_NO_ANSWER = (88, 97, 98, 99, 888, 997, 998, 999, -1, -8, -9, -97, -98, -99)
MOST_POINTS = (
    11  #: of a scale, 0 to 10; what has more values is measured, and 98 may be one of them
)
_TOLD = 5  #: how many values a fault names


def code_of(value: object) -> str:
    """Spell a code: 2, 2.0, ``"2"`` and ``"2.0"`` are one, and so are 1 and true, 0 and false."""
    plain = value.item() if isinstance(value, np.generic) else value
    text = spell(int(plain) if isinstance(plain, bool) else plain).strip()
    whole = _WHOLE_WITH_POINT.fullmatch(text)
    return whole[1] if whole else text


def codes_of(column: pd.Series[Any]) -> pd.Series[str]:
    """Spell the codes of a column (n,); missing stays missing."""
    values = column.astype(object)
    spelled = {value: code_of(value) for value in pd.unique(values.dropna())}
    return values.map(spelled)


def held_values(asked: Iterable[Value], held: Sequence[Value], column: str) -> tuple[Value, ...]:
    """Find the values that a caller names among those that a column holds.

    Args:
        asked: What the caller names.
        held: What the column holds, as it holds it.
        column: Its name, for faults.

    Returns:
        The values as the column holds them. A number that nobody gave is left out: a point of a scale
        may be chosen by nobody, and then its share is 0.

    Raises:
        DesignFaults: A word that no row holds, or a number where the column holds words alone.
    """
    by_code: dict[str, list[Value]] = {}
    for value in held:  # a column may hold one code in several spellings
        by_code.setdefault(code_of(value), []).append(value)
    codes = list(dict.fromkeys(map(code_of, asked)))
    of_words = bool(by_code) and not any(map(NUMBER.fullmatch, by_code))
    wrong = [
        code for code in codes if code not in by_code and (of_words or not NUMBER.fullmatch(code))
    ]
    if wrong:
        raise DesignFaults(
            [_unknown_answer(code, column, tuple(by_code)) for code in wrong], column
        )
    return tuple(value for code in codes for value in by_code.get(code, ()))


def one_of(value: str, known: Sequence[str], what: str) -> str:
    """Give a word of the caller back if it is one of a few.

    Args:
        value: The word.
        known: The words that there are.
        what: What it chooses: the argument's name.

    Raises:
        DesignFaults: It is none of them; the nearest is told.
    """
    if str(value) not in known:
        fault = Fault("unknown_choice", Where(column=what), str(value), known=tuple(known))
        raise DesignFaults([fault], what)
    return str(value)


def listed(values: Value | Iterable[Value]) -> tuple[Value, ...]:
    """Give values as a list; one word or number is a list of one, and no list of letters."""
    return (values,) if isinstance(values, str | int | float | bool) else tuple(values)


def refuse_unknown_key(
    key: Mapping[str, Value], answers: pd.DataFrame, known: Mapping[str, Iterable[Value]]
) -> None:
    """Stop where the right answer of an item is written otherwise than the answers are.

    Nobody may know the right answer. But a word among numbers, a number among words, or a code that is
    like one that was given is a slip of the key, and would score everybody 0.

    Args:
        key: The right answer by item.
        answers: Spelled codes, a column an item (n, k).
        known: The answers that a form offers, by item.

    Raises:
        DesignFaults: By item, with the nearest answer.
    """
    faults = []
    for item, right in key.items():
        offered = sorted({*answers[item].dropna(), *map(code_of, known.get(item, ()))})
        if offered and _is_slip(code_of(right), offered):
            faults.append(_unknown_answer(code_of(right), item, tuple(offered)))
    if faults:
        raise DesignFaults(faults, "key")


def _is_slip(code: str, offered: Sequence[str]) -> bool:
    """Whether a code that is not among others is of another kind than they, or like one of them."""
    numbers = [bool(NUMBER.fullmatch(each)) for each in (code, *offered)]
    other_kind = all(numbers[1:]) != numbers[0] and (numbers[0] is False or not any(numbers[1:]))
    like_one = get_close_matches(code.casefold(), [each.casefold() for each in offered])
    return code not in offered and (other_kind or bool(like_one))


def _unknown_answer(code: str, column: str, known: tuple[str, ...]) -> Fault:
    """Name an answer that no row holds, and the one that was probably meant."""
    meant = closest(code, known)
    return Fault(
        "nobody_gave", Where(column=column), found=code, known=(meant,) if meant else known
    )


def as_flag(values: ArrayLike, name: str) -> Floats:
    """Read a yes or no.

    Args:
        values: 1 or 0, true or false (n,); missing in any way.
        name: What they are called in a fault.

    Returns:
        1, 0, or NaN where missing (n,).

    Raises:
        DesignFaults: Anything else: 1 and 2, words.
    """
    given = pd.Series(values)
    if pd.api.types.is_numeric_dtype(given):  # what is a number already need not be spelled
        numbers = np.asarray(given.to_numpy(np.float64, na_value=np.nan), dtype=np.float64)
        if (np.isin(numbers, (0.0, 1.0)) | np.isnan(numbers)).all():
            return numbers
    flags = given.astype(object)
    read = codes_of(flags).map({"0": 0.0, "1": 1.0})
    is_wrong = flags.notna() & read.isna()
    if is_wrong.any():
        found = sorted({code_of(value) for value in flags[is_wrong]})[:_TOLD]
        raise DesignFaults([Fault("no_flag", Where(column=name), found=tuple(found))], name)
    return np.asarray(read, dtype=np.float64)


def refuse_codes_of_no_answer(points: pd.DataFrame) -> None:
    """Stop where a code such as 98 stands among the points of a scale.

    Args:
        points: Numbers, a column an item (n, k).

    Raises:
        DesignFaults: By item, with the codes found.
    """
    faults = []
    for name in points:
        numbers = set(pd.to_numeric(points[name], errors="coerce").dropna())
        found = sorted(numbers & set(CODES_OF_NO_ANSWER))
        others = numbers - set(found)
        apart = not others or all(code > max(others) or code < min(others) for code in found)
        if found and apart and len(others) <= MOST_POINTS:
            codes = tuple(f"{code:g}" for code in found)
            faults.append(Fault("code_among_points", Where(column=str(name)), found=codes))
    if faults:
        raise DesignFaults(faults, "scale")


def refuse_no_share(value: object, name: str) -> None:
    """Stop where a share strictly inside 0 to 1 is wanted, such as a level: 95 is none.

    Args:
        value: What was given.
        name: What it is called.

    Raises:
        DesignFaults: It is none.
    """
    number = float(value) if isinstance(value, (int, float, np.floating)) else float("nan")
    if not 0 < number < 1:
        told = str(value) if np.isnan(number) else f"{number:g}"
        raise DesignFaults([Fault("no_share", Where(column=name), told)], name)
