from datetime import date

import pytest

from wps_eval.codes import Precision
from wps_eval.words.dates import parse_date, write_date, years_between


@pytest.mark.parametrize(
    ("text", "end", "precision"),
    [
        ("2021", date(2021, 12, 31), Precision.YEAR),
        ("٢٠٢١", date(2021, 12, 31), Precision.YEAR),
        ("2021-10", date(2021, 10, 31), Precision.MONTH),
        ("10/2021", date(2021, 10, 31), Precision.MONTH),
        ("31/12/2021", date(2021, 12, 31), Precision.DAY),
        ("2021-12-31", date(2021, 12, 31), Precision.DAY),
        ("30 April 2019", date(2019, 4, 30), Precision.DAY),
        ("تشرين الأول 2021", date(2021, 10, 31), Precision.MONTH),
        ("٣٠ نيسان ٢٠١٩", date(2019, 4, 30), Precision.DAY),
        ("2024-02", date(2024, 2, 29), Precision.MONTH),
    ],
)
def test_dates_of_the_field_keep_their_precision(text, end, precision):
    period = parse_date(text)
    assert (period.end, period.precision) == (end, precision)


@pytest.mark.parametrize("text", ["31/02/2021", "2021-13", "soon", "", "21", "99/99/2021", "1821"])
def test_impossible_dates_are_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        parse_date(text)


def test_a_pair_with_a_year_is_compared_by_year():
    assert years_between(parse_date("2020"), parse_date("2021-10")) == 1
    # 30 April 2019 to 31 December 2021 is 976 days
    assert years_between(parse_date("2019-04-30"), parse_date("2021-12-31")) == 976 / 365.25


def test_a_date_is_written_no_more_exactly_than_it_is_known():
    assert str(parse_date("10/2021")) == "2021-10"
    assert write_date(parse_date("2021-10"), "ar_IQ") == "تشرين الأول 2021"


@pytest.mark.parametrize("text", ["كانون 2021", "الثاني 2021", "دووەم 2021"])
def test_half_a_months_name_is_no_month(text):
    with pytest.raises(ValueError, match=r".*"):
        parse_date(text)


def test_the_two_kanuns_are_not_confused():
    assert parse_date("كانون الثاني 2021").end.month == 1
    assert parse_date("كانون الأول 2021").end.month == 12
