"""How large a table's text is and how its room is shared out, by hand."""

import re

import pytest
from bs4 import BeautifulSoup

from wps_eval.publish.widths import (
    BUSY_COLUMNS,
    BUSY_SCALE,
    CELL_PADDING,
    LETTER_WIDTH,
    SMALLEST_SIZE,
    Column,
    Paper,
    _column_slack,
    _fitting_size,
    fit_tables,
)


@pytest.mark.parametrize(
    ("columns", "letters", "size"),
    [
        (BUSY_COLUMNS, 1, 8.0),  # room enough, and not too many columns
        (BUSY_COLUMNS + 1, 1, 8 * BUSY_SCALE),
        # 470 less 2 x 9 points for 2 x 60 letters of 0.56 of the size: 452 / 67.2
        (2, 60, 452 / 67.2),
        (2, 200, SMALLEST_SIZE),
    ],
)
def test_text_is_as_large_as_the_longest_words_let_it_be(columns, letters, size):
    assert (CELL_PADDING, LETTER_WIDTH) == (9, 0.56)
    found = _fitting_size([Column(letters, letters)] * columns, 470, 8.0)
    assert found == pytest.approx(size)


def test_columns_share_what_is_left_as_they_were_given_it_or_could_use_it():
    columns = [Column(word=4, line=10), Column(word=6, line=6)]
    # given 100 and 20 points, of which 40 and 30 are for the longest words; one point more for each
    assert _column_slack(columns, [100, 20], [40, 30]) == [61, 1]
    # nothing was given: letters of the longest line beyond the longest word, and two more
    assert _column_slack(columns, [], [40, 30]) == [8, 2]


def test_widths_of_a_table_by_hand():
    # words of 4 letters at 10 points: 4 x 0.56 x 10 + 9 = 31.4 points a column; of 200 points 137.2 are
    # left, shared out as 12 - 4 + 2 = 10 to 4 - 4 + 2 = 2: 31.4 + 114.33 and 31.4 + 22.87
    html = "<table><tbody><tr><td>abcd bcd efg</td><td>abcd</td></tr></tbody></table>"
    soup = BeautifulSoup(html, "html.parser")
    fit_tables(soup, Paper(upright=200, sideways=0, largest=10))
    widths = [float(found) for found in re.findall(r"width:([\d.]+)%", str(soup))]
    assert soup.table["data-typst:text:size"] == "10.0pt"
    assert widths == pytest.approx([100 * 145.73 / 200, 100 * 54.27 / 200], abs=0.01)


def test_a_cell_over_several_columns_asks_none_of_them_for_room():
    # without its words the columns ask for 4 letters each, and share the page alike
    html = (
        "<table><tbody><tr><td colspan='2'>incomprehensible_word_over_both</td></tr>"
        "<tr><td>abcd</td><td>abcd</td></tr></tbody></table>"
    )
    soup = BeautifulSoup(html, "html.parser")
    fit_tables(soup, Paper(upright=80, sideways=0, largest=10))
    assert soup.table["data-typst:text:size"] == "10.0pt"
