"""Pictures of Arabic and Kurdish: letters join, words run from the right, charts are mirrored."""

import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot as plt

from wps_eval.report.charts.scores import rounds_chart
from wps_eval.report.numbers import Writer
from wps_eval.report.theme import use_fonts
from wps_eval.words.catalogue import Words


def ink(text):
    """Which dots of a line of text are drawn, cut to its edges."""
    use_fonts()
    figure = plt.figure(figsize=(6, 1), dpi=150)
    figure.text(0.5, 0.3, text, ha="center", fontsize=28)
    figure.canvas.draw()
    dark = np.asarray(figure.canvas.buffer_rgba())[..., 0] < 128
    plt.close(figure)
    columns, rows = np.flatnonzero(dark.any(axis=0)), np.flatnonzero(dark.any(axis=1))
    return dark[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


@pytest.mark.parametrize("word", ["سلام", "بەشداری", "پاراستن"])
def test_letters_join(word):
    apart = sum(ink(letter).shape[1] for letter in word)
    assert ink(word).shape[1] < 0.9 * apart


def test_words_run_from_the_right():
    # an alef is a tall stroke; it is the last letter, so it stands at the left end
    tall = ink("ببببا").sum(axis=0)
    assert tall.argmax() < 0.2 * len(tall)
    # and a digit after Arabic words stands at their left
    digits, words = ink("88"), ink("نسبة 88")
    left = words[:, : digits.shape[1]]
    assert abs(int(left.sum()) - int(digits.sum())) < 0.15 * digits.sum()


@pytest.mark.parametrize(("language", "right"), [("en", False), ("ar_IQ", True), ("ckb_IQ", True)])
def test_charts_start_where_the_language_does(language, right, monkeypatch):
    drawn = []
    monkeypatch.setattr(
        "wps_eval.report.charts.scores.picture", lambda figure, *_: drawn.append(figure) or ""
    )
    rows = pd.DataFrame([{"label": "A", "estimate": 20.0, "ci_low": 15.0, "ci_high": 25.0}])
    rounds_chart(rows, Writer(Words(language)), "c", "a")
    (figure,) = drawn
    figure.canvas.draw()
    (axes,) = figure.axes
    zero, full = (axes.transData.transform((x, 0))[0] for x in (0, 100))
    label = axes.get_yticklabels()[0].get_window_extent()
    assert bool(zero > full) is right
    assert bool(label.x0 > axes.bbox.x0 + axes.bbox.width / 2) is right
    plt.close(figure)
