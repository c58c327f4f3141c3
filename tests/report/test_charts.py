"""Charts speak: every picture has its numbers in words, and a letter without a shape is an error."""

import base64
import re
from datetime import date

import matplotlib as mpl
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from matplotlib.colors import to_rgb

from wps_eval.codes import Status
from wps_eval.report.charts import heatmap
from wps_eval.report.charts.dumbbell import dumbbell_chart
from wps_eval.report.charts.picture import canvas, picture
from wps_eval.report.charts.tally_chart import tally_chart
from wps_eval.report.charts.timeline import timeline_chart
from wps_eval.report.numbers import Writer
from wps_eval.report.tables import Head, status_writer, table
from wps_eval.report.theme import MARKS, SCALE_FILLS, SHADES, use_fonts
from wps_eval.values.palette import INK
from wps_eval.words.catalogue import Words

WRITER = Writer(Words("en"))


def alt(html):
    return BeautifulSoup(html, "html.parser").img["alt"]


def test_the_tally_says_its_numbers():
    counts = pd.DataFrame(
        [{"pillar": "P1"} | {str(s): 0 for s in Status} | {"not_assessable": 54, "achieved": 2}]
    )
    text = alt(tally_chart(counts, {"P1": "Participation"}, WRITER, "c"))
    assert text == "Participation: Achieved 2, Not assessable 54"


def test_the_dumbbell_says_both_ends():
    rows = pd.DataFrame(
        [{"label": "Women", "baseline": 26.44, "current": 28.88, "target_value": 25.0, "unit": "%"}]
    )
    assert (
        alt(dumbbell_chart(rows, WRITER, "c", "Percent")) == "Women: baseline 26.4%, current 28.9%"
    )


def test_the_timeline_says_every_value_and_same_data_give_the_same_picture():
    rows = pd.DataFrame({
        "label": ["Iraq", "Iraq"], "period_end": pd.to_datetime(["2020-12-31", "2021-12-31"]),
        "estimate": [26.4, 28.9], "unit": ["%", "%"], "figure_status": ["final", "preliminary"],
    })  # fmt: skip

    def draw():
        span = (date(2021, 1, 1), date(2024, 12, 31))
        return timeline_chart(rows, span, (), WRITER, caption="c", axis="a")

    assert alt(draw()) == "Iraq (2020: 26.4%, 2021: 28.9%)"
    assert draw() == draw()


def test_a_letter_that_no_font_has_stops_the_chart():
    figure, axes = canvas(1)
    axes.set_title("漢")
    with pytest.raises(UserWarning, match="Glyph"):
        picture(figure, "x", "y", WRITER)


@pytest.mark.parametrize("text", ["نسبة النساء في مجلس النواب", "ڕێژەی ژنان لە پەرلەمان ۆ ێ ڵ ە"])
def test_arabic_and_sorani_letters_have_shapes(text):
    figure, axes = canvas(1)
    axes.set_title(text)
    html = picture(figure, text, text, WRITER)
    data = re.search(r"base64,([^\"]+)", html).group(1)
    assert base64.b64decode(data).startswith(b"<?xml")


def test_tables_are_semantic_with_symbol_word_and_colour_for_a_status():
    frame = pd.DataFrame({"name": ["<b>x</b>"], "n": [1234.0], "status": ["not_assessable"]})
    heads = [
        Head("name", "Name"),
        Head("n", "Count", numeric=True, write=WRITER.count),
        Head("status", "Status", write=status_writer(Words("en"))),
    ]
    soup = BeautifulSoup(table(frame, heads, "A & B"), "html.parser")
    assert soup.caption.get_text() == "A & B"
    assert [th["scope"] for th in soup.select("thead th")] == ["col"] * 3
    cells = soup.select("tbody tr > *")
    assert [(c.name, c.get("scope")) for c in cells] == [("th", "row"), ("td", None), ("td", None)]
    assert cells[0].get_text() == "<b>x</b>"
    assert cells[1]["class"] == ["num"]
    assert cells[1].get_text() == "1,234"
    assert cells[2].get_text() == "? Not assessable"
    assert "background-color" in cells[2]["style"]


def test_missing_numbers_are_a_dash_and_never_a_zero():
    assert WRITER.value(float("nan"), "women") == "–"
    assert WRITER.difference(None, "%") == "–"
    assert WRITER.difference(-2.44, "% of seats") == "\u2066−2.4\u2069 percentage points"


def test_rows_are_named_by_the_first_column_that_is_filled_in_all_of_them():
    frame = pd.DataFrame({"short": ["", "WPS"], "word": ["peace", "plan"], "n": [1.0, 2.0]})
    heads = [Head("short", "Short"), Head("word", "Word"), Head("n", "N", numeric=True)]
    soup = BeautifulSoup(table(frame, heads, "c"), "html.parser")
    assert [th.get_text() for th in soup.select('th[scope="row"]')] == ["peace", "plan"]


def luminance(colour):
    """Relative luminance, as WCAG 2.2 defines it."""
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def test_letters_can_be_read_on_every_shade_and_status():
    pairs = [(SHADES(share), INK) for share in (0.0, 0.5, 1.0)]
    pairs += [(mark.fill, mark.ink) for mark in MARKS.values()]
    pairs += [pair for fills in SCALE_FILLS.values() for pair in fills]
    for fill, ink in pairs:
        light, dark = sorted((luminance(fill), luminance(ink)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (fill, ink)  # WCAG 2.2, 1.4.3


def test_a_heat_map_s_counts_can_be_read_on_their_cells(monkeypatch):
    monkeypatch.setattr(heatmap, "picture", lambda figure, *_: figure)
    shares = pd.DataFrame({"P1": [0.0, 1.0, 0.4]}, index=["Unit", "Target", "Owner"])
    figure = heatmap.evaluability_chart(shares, shares.map(int), WRITER, "c")
    (axes,) = figure.axes
    fills = axes.collections[0].get_facecolors()
    for text, fill in zip(axes.texts, fills, strict=True):
        light, dark = sorted((luminance(fill), luminance(text.get_color())), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5


@pytest.mark.parametrize("title", ["{2022}", "{0}", "{", "}", "{0.__class__}", "<b>x</b>", "a & b"])
def test_a_head_and_a_caption_stand_letter_for_letter(title):
    html = table(pd.DataFrame({"a": [1]}), [Head("a", title)], title)
    soup = BeautifulSoup(html, "html.parser")
    assert [soup.th.get_text(), soup.caption.get_text()] == [title, title]


def test_a_head_that_is_a_code_keeps_its_direction():
    html = table(pd.DataFrame({"a": [1]}), [Head("a", "1.1/<b>", isolated=True)], "x")
    assert str(BeautifulSoup(html, "html.parser").th.bdi) == "<bdi>1.1/&lt;b&gt;</bdi>"


def test_dollar_signs_in_a_drawing_are_no_formula():
    use_fonts()
    assert mpl.rcParams["text.parse_math"] is False
