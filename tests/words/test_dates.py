from datetime import date

import pytest

from wps_eval.codes import Precision
from wps_eval.values import Span
from wps_eval.words.dates import (
    UnreadableDateError,
    either_first,
    parse_date,
    write_date,
    years_between,
)


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


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        *((each, date(2022, 7, 1), date(2022, 9, 30)) for each in (
            "2022-Q3", "Q3 2022", "q3/2022", "2022Q3", "Q3-2022", "third quarter of 2022",
            "الربع الثالث 2022", "الربع الثالث لعام ٢٠٢٢", "چارەکی سێیەمی 2022", "چارەکی سێیەم 2022")),
        *((each, date(2022, 1, 1), date(2022, 6, 30)) for each in (
            "2022-H1", "H1 2022", "first half of 2022", "النصف الأول 2022", "النصف الاول من عام 2022",
            "نیوەی یەکەمی 2022")),
        ("2021/2022", date(2021, 1, 1), date(2022, 12, 31)),
        ("2021 - 2022", date(2021, 1, 1), date(2022, 12, 31)),
        ("2022.0", date(2022, 1, 1), date(2022, 12, 31)),
        ("31 كانون الاول 2022", date(2022, 12, 31), date(2022, 12, 31)),
        ("تشرين الاول 2022", date(2022, 10, 1), date(2022, 10, 31)),
    ],
)  # fmt: skip
def test_stretches_met_in_the_field_are_read(text, start, end):
    assert parse_date(text) == Span(start, end)


def test_two_years_are_a_school_year_where_the_year_starts_with_september():
    assert parse_date("2021/2022", 9) == Span(date(2021, 9, 1), date(2022, 8, 31))
    assert parse_date("2021/2023", 9) == Span(date(2021, 1, 1), date(2023, 12, 31))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1443 هـ", "hijri_year"), ("15 رمضان 1443", "hijri_year"), ("1443", "hijri_year"),
        ("44926", "excel_serial"), ("44926.0", "excel_serial"),
        ("12/31/2022", "month_first"), ("2022-Q5", "impossible_date"), ("2022-H3", "impossible_date"),
        ("Dec-22", "impossible_date"), ("2022/2021", "impossible_date"), ("31/02/2021", "impossible_date"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why(text, code):
    with pytest.raises(UnreadableDateError) as raised:
        parse_date(text)
    assert raised.value.code == code


def test_day_and_month_can_be_told_either_way_where_both_are_small():
    assert either_first("04/03/2022")
    assert not either_first("31/12/2022")
    assert not either_first("2022-03-04")


@pytest.mark.parametrize(
    ("first", "second", "years"),
    [
        ("2020", "2022-12-31", 2),  # the same last day
        ("2020-02-29", "2022-02-28", 2),  # both the ends of February
        ("2020-02-28", "2022-02-28", 2),  # the same day of the year
        ("2020-06-30", "2022-06", 2),
        ("2020-06-30", "2024-12-31", 1645 / 365.25),  # 4 x 365 + 1 leap day + 184 days
        ("2020", "2021-10", 304 / 365.25),  # 31 December to 31 October
    ],
)
def test_years_run_between_last_days(first, second, years):
    assert years_between(parse_date(first), parse_date(second)) == years


@pytest.mark.parametrize(
    ("text", "english", "arabic", "sorani"),
    [
        ("2022-Q3", "Q3 2022", "الربع الثالث 2022", "چارەکی سێیەمی 2022"),
        ("2022-H2", "second half of 2022", "النصف الثاني 2022", "نیوەی دووەمی 2022"),
        ("2021/2022", "2021 to 2022", "2021 إلى 2022", "2021 تا 2022"),
        ("2021-07-01/2022-06-30", "July 2021 to June 2022", "تموز 2021 إلى حزيران 2022", None),
        ("2022-10-03/2022-11-20", "November 2022", "تشرين الثاني 2022", None),
    ],
)
def test_a_stretch_is_written_as_what_it_is(text, english, arabic, sorani):
    told = [write_date(parse_date(text), language) for language in ("en", "ar_IQ", "ckb_IQ")]
    assert told[:2] == [english, arabic]
    assert sorani is None or told[2] == sorani
