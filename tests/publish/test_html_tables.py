"""Long tables of the HTML report, sorted and searched in a real browser."""

import json
import shutil
import subprocess
from html import escape

import pytest
from bs4 import BeautifulSoup
from sealed_pages import cell, page, seal, seal_words, written

from wps_eval.publish.html import export_html

CHROMIUM = shutil.which("chromium")
in_browser = pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed")
# Persian has ئ after ا; no Sorani word begins with ا, so a column reads the same
SORANI = list("ائبپتجچحخدرڕزژسشعغفڤقکگلڵمنوۆهەیێ")
UP = [
    "\u2066−1,200\u2069", "-4", ".25", "0,5", "٢٫٥", "+7 points", "(20.4 (17.2 to 25.5))", "28.9%",
    "۳۰", "999", "1,200 (2024)", "1.234,5", "١٬٥٠٠", "2 000",
]  # fmt: skip
REST = ["Hidden to protect people", "–", ""]


def long_table(column, kind="num", *, notes=(), span=""):
    cells = "".join(
        f"<tr><td>{note}</td><td>{escape(text)}</td></tr>"
        for text, note in zip(column, notes or range(len(column)), strict=True)
    )
    heads = f'<th scope="col"{span}>Note</th><th scope="col" class="{kind}">Value</th>'
    return f"<table><caption>Long</caption><thead><tr>{heads}</tr></thead><tbody>{cells}</tbody></table>"


def shown(table, tmp_path, doing="", language="en", **sealed):
    notebook = page(language, sealed=seal(language, **sealed), extra=[cell(table)])
    target = export_html(written(notebook, tmp_path), tmp_path / "page.html")
    steps = f"<script>{doing}</script></body>"
    text = target.read_text("utf-8").replace("</body>", steps)
    target.write_text(text, "utf-8")
    profile = f"--user-data-dir={tmp_path / 'profile'}"
    call = [CHROMIUM, "--headless", "--no-sandbox", profile, "--dump-dom", target.as_uri()]
    done = subprocess.run(call, capture_output=True, check=True, timeout=120)
    return BeautifulSoup(done.stdout.decode("utf-8"), "html.parser")


def values(soup):
    return [
        row.find_all("td")[1].get_text() for row in soup.find_all("table")[-1].select("tbody tr")
    ]


def clicks(*columns):
    return "".join(f"document.querySelectorAll('.sort')[{column}].click();" for column in columns)


def typing(text):
    return (
        f"const field = document.querySelector('.tools input'); field.value = {json.dumps(text)};"
        "field.dispatchEvent(new Event('input'));"
    )


def visible(soup):
    rows = soup.find_all("table")[-1].select("tbody tr")
    return [row.find_all("td")[1].get_text() for row in rows if not row.has_attr("hidden")]


@in_browser
@pytest.mark.parametrize(("times", "expected"), [(1, [*UP, *REST]), (2, [*UP[::-1], *REST])])
def test_numbers_sort_by_size_in_every_script_and_what_is_none_comes_last(
    times, expected, tmp_path
):
    mixed = [*REST, *UP[::2], *UP[1::2]]
    soup = shown(long_table(mixed), tmp_path, clicks(*[1] * times))
    assert values(soup) == expected
    order = "ascending" if times == 1 else "descending"
    heads = soup.find_all("table")[-1].find_all("th")
    assert [head.get("aria-sort") for head in heads] == [None, order]
    assert heads[1].button["title"] == "Sort"


@in_browser
def test_codes_are_not_numbers_and_sort_part_by_part(tmp_path):
    codes = [f"1.{n}.1/1-a" for n in range(1, 13)]
    assert values(shown(long_table(sorted(codes), ""), tmp_path, clicks(1))) == codes


@in_browser
def test_rows_that_are_alike_keep_the_order_that_they_had(tmp_path):
    table = long_table(["b", "a"] * 6, "", notes=range(12, 0, -1))
    soup = shown(table, tmp_path, clicks(0, 1))
    notes = [int(row.td.get_text()) for row in soup.find_all("table")[-1].select("tbody tr")]
    assert notes == [1, 3, 5, 7, 9, 11, 2, 4, 6, 8, 10, 12]


@in_browser
@pytest.mark.parametrize(
    ("language", "letters"), [("ckb_IQ", SORANI), ("ar_IQ", list("أبتثجحخدذرزسشصضطظعغفقكلمنهوي"))]
)
def test_words_sort_in_the_order_of_the_reports_language(language, letters, tmp_path):
    soup = shown(long_table(sorted(letters, reverse=True), ""), tmp_path, clicks(1), language)
    assert values(soup) == letters


@in_browser
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("30", "نسبة ٣٠٪"),
        ("۳۰", "نسبة ٣٠٪"),
        ("اجتماعيا", "اجتماعياً"),
        ("الاداره", None),
        ("امن", "أمنٌ"),
        ("كوردستان", "کوردستان"),
        ("MINISTRY", "the Ministry"),
    ],
)
def test_a_search_finds_what_is_typed_on_any_keyboard(typed, found, tmp_path):
    rows = ["نسبة ٣٠٪", "اجتماعياً", "أمنٌ", "کوردستان", "the Ministry", *["–"] * 7]
    notes = ["x"] * len(rows)
    soup = shown(long_table(rows, "", notes=notes), tmp_path, typing(typed), "ar_IQ")
    assert visible(soup) == ([found] if found else [])


@in_browser
@pytest.mark.parametrize(("numerals", "count"), [("latn", "1 of 12"), ("arab", "١ of ١٢")])
def test_a_search_counts_in_the_reports_digits_and_names_its_table(numerals, count, tmp_path):
    table = long_table(["here", *["gone"] * 11], "", notes="x" * 12)
    soup = shown(table, tmp_path, typing("Here"), "ckb_IQ", numerals=numerals)
    field = soup.select_one(".tools input")
    assert soup.select_one(".tools [role=status]").get_text() == count
    assert soup.select_one(f"label[for={field['id']}]").get_text() == "Search"
    assert "Long" in soup.find(id=field["aria-describedby"]).get_text()


@in_browser
@pytest.mark.parametrize(
    ("rows", "more", "lacking"),
    [(10, "", ""), (11, ' colspan="1"', ""), *((11, "", word) for word in ("search", "shown", "sort"))],
)  # fmt: skip
def test_short_tables_and_seals_without_the_words_get_no_controls(rows, more, lacking, tmp_path):
    words = seal_words(**{lacking: ""}) if lacking else seal_words()
    soup = shown(long_table(["1"] * rows, span=more), tmp_path, words=words)
    assert soup.find(["button", "input"]) is None
