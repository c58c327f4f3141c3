"""What every room carries: made and read in one place, and the same after a journey as text."""

from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wps_eval.codes import Precision
from wps_eval.values import (
    EVERYBODY,
    Domain,
    Group,
    Span,
    Unit,
    read_codes,
    read_form_name,
    spell_codes,
    spell_form_name,
)
from wps_eval.values.row_holder import RowHolder

NAMES = st.text("abcdefgh_", min_size=1, max_size=6)
CATEGORIES = st.text("abc0123456789-+ ", min_size=1, max_size=6).map(str.strip).filter(bool)
DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@given(st.dictionaries(NAMES, CATEGORIES, max_size=4))
def test_a_group_comes_back_from_its_spelling(parts):
    group = Group.of(parts.items())
    assert Group.read(str(group)) == group
    assert group == Group.of(reversed(list(parts.items())))  # in any order


def test_everybody_is_the_empty_text():
    assert (str(EVERYBODY), Group.read("")) == ("", EVERYBODY)
    assert Domain("IQ").everybody
    assert not Domain("IQ", Group.read("sex=f")).everybody


@pytest.mark.parametrize("text", ["women", "sex=", "=f", "sex=f;sex=m", "sex"])
def test_a_group_that_is_no_pair_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        Group.read(text)


def test_a_group_is_left_without_a_dimension():
    crossed = Group.read("governorate=IQG01;sex=f")
    assert crossed.dimensions == ("governorate", "sex")
    assert crossed.without(["governorate"]) == Group.read("sex=f")


@given(DAYS, st.integers(0, 900))
def test_a_span_comes_back_from_its_spelling(start, length):
    span = Span(start, start + timedelta(days=length))
    assert Span.read(str(span)) == span


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2020", "2020-01-01", "2020-12-31", Precision.YEAR),
        ("2020-02", "2020-02-01", "2020-02-29", Precision.MONTH),
        ("2020-02-29", "2020-02-29", "2020-02-29", Precision.DAY),
        ("2020-09-05/2020-10-20", "2020-09-05", "2020-10-20", Precision.MONTH),
        ("2020-01-01/2021-12-31", "2020-01-01", "2021-12-31", Precision.YEAR),
    ],
)
def test_spans_by_hand(text, first, last, precision):
    span = Span.read(text)
    assert (span.start.isoformat(), span.end.isoformat()) == (first, last)
    assert (str(span), span.precision) == (text, precision)


@pytest.mark.parametrize(
    "text", ["", "20", "2020-13", "2021-02-29", "2020-10-20/2020-09-05", "x/y"]
)
def test_what_is_no_span_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        Span.read(text)


@pytest.mark.parametrize(
    ("text", "percent", "points", "decimals"),
    [
        ("%", True, True, 1),
        ("% of women", True, True, 1),
        ("score 0-100", False, True, 1),
        ("score 0-1", False, False, 3),
        ("workshops", False, False, 0),
        ("women and girls", False, False, 0),
        ("", False, False, 0),
    ],
)
def test_units_by_hand(text, percent, points, decimals):
    unit = Unit.read(text)
    assert (unit.percent, unit.in_points, unit.decimals, str(unit)) == (
        percent,
        points,
        decimals,
        text,
    )


def test_codes_of_one_cell_come_back_in_their_order():
    assert read_codes(spell_codes(("moi", "mop"))) == ("moi", "mop")
    assert read_codes(" moi ;; mop;") == ("moi", "mop")
    assert (spell_codes(()), read_codes("")) == ("", ())


def test_a_form_is_known_from_an_authors_words():
    assert (
        read_form_name(spell_form_name("knowledge of police officers"))
        == "knowledge of police officers"
    )
    assert read_form_name("former ministry statistics") == read_form_name("") == ""


@dataclass(frozen=True, repr=False)
class Holder(RowHolder):
    name: str
    rows: pd.DataFrame
    weights: np.ndarray
    texts: tuple[str, ...]
    held: object
    hidden: str = field(repr=False)


def test_what_holds_rows_shows_their_number_alone():
    rows = pd.DataFrame({"name": ["Made-Up"], "age": [31]})
    holder = Holder("round", rows, np.array([1.5, 2.5]), ("Made-Up",), object(), "kept")
    assert repr(holder) == (
        "Holder(name='round', rows=<DataFrame of 1 x 2>, weights=<ndarray of 2>, texts=<tuple of 1>, "
        "held=<object>)"
    )
