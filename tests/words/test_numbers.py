import pytest

from wps_eval.words.numbers import parse_number, write_number


@pytest.mark.parametrize(
    ("text", "value", "percent"),
    [
        ("1234.5", 1234.5, False),
        ("1,234.5", 1234.5, False),
        ("١٬٢٣٤٫٥", 1234.5, False),
        ("۱۲۳", 123, False),
        ("٢٨٫٩٪", 28.9, True),
        ("28.9 %", 28.9, True),
        ("%28.9", 28.9, True),
        ("-5", -5, False),
        (".5", 0.5, False),
    ],
)
def test_numbers_are_read_in_every_script(text, value, percent):
    assert parse_number(text) == (value, percent)


@pytest.mark.parametrize(
    "text", ["", "n/a", "1,5", "12 women", "1.2.3", "about 10", "٢٨٫٩٫١", "２０", "1２", "½", "१२"]
)
def test_what_is_not_one_number_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        parse_number(text)


def test_rounding_is_half_away_from_zero_and_last():
    assert write_number(2.5, "en") == "3"
    assert write_number(26.45, "en", decimals=1) == "26.5"
    assert write_number(1_186_556, "en") == "1,186,556"


def test_arabic_digits_are_a_setting():
    assert write_number(1234.5, "ar_IQ", decimals=1, numbering="arab") == "١٬٢٣٤٫٥"
