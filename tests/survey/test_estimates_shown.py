"""Estimates show themselves: by name and label, as tables, files and pictures; nothing of one person."""

import zipfile
from dataclasses import replace
from xml.etree import ElementTree as ET

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest

from wps_eval import survey
from wps_eval.errors import DesignFaults
from wps_eval.survey.codebook import Codebook

mpl.use("Agg")
DRAWN = {
    "kind": "probability",
    "weight": survey.EQUAL,
    "stratum": survey.UNSTRATIFIED,
    "psu": survey.EACH_ROW,
}
BOOK = Codebook(
    {"q": "Do you go out <alone>?", "sex": "Sex"},
    {"q": {"1": "Never", "2": "Seldom", "3": "Often"}, "sex": {"1": "Man", "2": "Woman"}},
    ordered=frozenset({"q"}),
)


@pytest.fixture(scope="module")
def design():
    """60 made-up people: 20 of each answer; 40 men and 20 women, the women answer 3."""
    rows = pd.DataFrame({"q": [1, 2, 3] * 20, "sex": [1, 1, 2] * 20, "y": np.arange(60) % 7})
    return replace(survey.Design.from_rows(rows, **DRAWN), codebook=BOOK)


def test_a_reader_sees_labels_percent_and_bases(design):
    table = survey.proportion(design, "q", 3, [(), "sex"]).table()
    assert list(table.columns) == [
        "Statistic",
        "Item",
        "Answer",
        "Group",
        "Estimate",
        "95 % interval",
        "Base",
    ]
    assert list(table["Group"]) == ["Everybody", "Sex: Man", "Sex: Woman"]
    assert set(table["Item"]) == {"Do you go out <alone>?"}
    assert set(table["Answer"]) == {"Often"}
    # hand: 20 of 60; none of 40 men; all of 20 women, who are fewer than 25
    assert list(table["Estimate"]) == ["33.3 %", "0.0 %", "(100.0 %)"]
    assert list(table["Base"]) == ["60", "40", "20"]


def test_columns_that_say_nothing_are_left_out(design):
    assert list(survey.mean(design, "y").table(0.9).columns) == [
        "Statistic",
        "Item",
        "Estimate",
        "90 % interval",
        "Base",
    ]


@pytest.mark.parametrize(("people", "bracketed"), [(24, True), (25, False)])
def test_brackets_stand_below_25_people(people, bracketed):
    rows = pd.DataFrame({"y": np.arange(people) % 5})
    found = survey.mean(survey.Design.from_rows(rows, **DRAWN), "y")
    assert found.table()["Estimate"][0].startswith("(") is bracketed
    assert ("fewer than 25" in found._repr_html_()) is bracketed


def test_a_notebook_shows_the_table_with_its_letters_escaped(design):
    shown = survey.proportion(design, "q", 3)._repr_html_()
    assert "&lt;alone&gt;" in shown
    assert "linearisation" in shown


def test_what_has_no_interval_is_a_dash():
    found = survey.mean(
        survey.Design.from_rows(pd.DataFrame({"y": [1.0, 2] * 20}), kind="convenience"), "y"
    )
    assert found.table()["95 % interval"][0] == "–"


def test_numbers_are_picked_by_name(design):
    found = survey.mean(design, ["y", "q"], [(), "sex"])
    # hand: the mean of 0..6 over 60 rows; q is 3 of every woman
    assert found["q", "sex=2"].estimate[0] == 3
    assert found["sex=2", "q"].estimate[0] == found["sex=2.0", "q"].estimate[0] == 3
    assert len(found["y"]) == 3
    assert len(found["sex=1"]) == 2
    assert found[0].labels == found.select([0]).labels
    assert len(list(found)) == len(found)  # a loop over the numbers ends
    with pytest.raises(DesignFaults, match=r"There are: sex=Man, sex=Woman\."):
        found["q", "sex=f2"]  # the nearest code may be the other group: all are told
    with pytest.raises(DesignFaults):
        found["q", "y"]  # each is there, no number is both


def test_a_difference_is_taken_by_name_whatever_the_order_of_rows(design):
    found = survey.mean(design, ["y", "q"], "sex")
    by_name = found.difference(("q", "sex=1"), ("q", "sex=2"))
    # hand: women 3, men 1.5
    assert by_name.estimate[0] == pytest.approx(1.5)
    assert found["q"].difference("sex=2", "sex=1").estimate[0] == pytest.approx(-1.5)
    with pytest.raises(DesignFaults) as refused:
        found.difference("sex=1", "sex=2")
    assert refused.value.faults[0].code == "several_numbers"


def test_tidy_has_the_test_of_each_number(design):
    found = survey.mean(design, "y", "sex")
    tidy = found.tidy()
    assert list(tidy["group"]) == ["sex=1", "sex=2"]
    np.testing.assert_allclose(tidy["statistic"], tidy["estimate"] / tidy["std_error"])
    np.testing.assert_array_equal(tidy["p_value"], found.t_test()["p"])


def test_excel_holds_a_table_to_read_and_every_digit(design, tmp_path):
    found = survey.proportion(design, "q", 3, "sex")
    found.to_excel(tmp_path / "shares.xlsx")
    read = pd.read_excel(tmp_path / "shares.xlsx", sheet_name=None, engine="openpyxl")
    assert list(read) == ["table", "numbers", "notes"]
    assert read["notes"]["notes"].tolist() == ["linearisation; in brackets: fewer than 25 people"]
    assert read["table"]["Group"][1] == "Sex: Woman"
    np.testing.assert_allclose(read["numbers"]["estimate"], found.estimate, rtol=1e-14)


def test_word_holds_the_table_its_caption_and_its_method(design, tmp_path):
    survey.proportion(design, "q", 3, "sex").to_word(str(tmp_path / "t.docx"), "Going out & about")
    with zipfile.ZipFile(tmp_path / "t.docx") as archive:
        document = ET.fromstring(archive.read("word/document.xml"))  # noqa: S314 - our own file
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    texts = ["".join(p.itertext()) for p in document.iter(f"{space}p")]
    assert (texts[0], texts[-1]) == (
        "Going out & about",
        "linearisation; in brackets: fewer than 25 people",
    )
    assert "Sex: Woman" in texts
    assert len(list(document.iter(f"{space}tr"))) == 3


def test_a_forest_draws_every_number_where_it_is(design):
    found = survey.mean(design, "y", [(), "sex"])
    axes = found.plot()
    points = axes.collections[-1].get_offsets()
    np.testing.assert_allclose(points[:, 0], found.estimate)
    assert [t.get_text() for t in axes.get_yticklabels()] == ["y", "y · Sex: Man", "y · Sex: Woman"]
    low, high = found.interval()
    np.testing.assert_allclose([s[0][0] for s in axes.collections[0].get_segments()], low)
    np.testing.assert_allclose([s[1][0] for s in axes.collections[0].get_segments()], high)


def test_answers_lean_around_the_middle(design):
    axes = survey.distribution(design, "q").plot()
    parts = axes.patches[:3]
    # hand: three answers of a third each: half of the middle one lies left of nought, -50 to 50
    np.testing.assert_allclose([p.get_x() for p in parts], [-50, -50 / 3, 50 / 3])
    np.testing.assert_allclose([p.get_width() for p in parts], [100 / 3] * 3)
    assert [t.get_text() for t in axes.figure.legends[0].get_texts()] == [
        "Never",
        "Seldom",
        "Often",
    ]


def test_brackets_are_told_below_the_table_in_word_too(tmp_path):
    for people, is_told in ((24, True), (25, False)):
        rows = pd.DataFrame({"y": [1.0] * people})
        found = survey.mean(survey.open(rows, kind="census"), "y")
        found.to_word(tmp_path / "t.docx", "Made-up")
        with zipfile.ZipFile(tmp_path / "t.docx") as archive:
            text = archive.read("word/document.xml").decode()
        assert ("(1.00)" in text, "in brackets: fewer than 25 people" in text) == (is_told, is_told)
        assert ("in brackets" in found._repr_html_()) == is_told


def test_answers_without_an_order_are_bars(design):
    unordered = replace(design, codebook=replace(BOOK, ordered=frozenset()))
    axes = survey.distribution(unordered, "q").plot()
    assert [bar.get_x() for bar in axes.patches] == [0, 0, 0]
    leaning = survey.distribution(unordered, "q").plot("likert")
    assert min(bar.get_x() for bar in leaning.patches) < 0


def test_bars_are_drawn_where_they_are_asked_for(design):
    axes = survey.proportion(design, "q", 3, "sex").plot("bars")
    np.testing.assert_allclose([p.get_width() for p in axes.patches], [0, 100])
    assert axes.get_xlabel() == "Percent"


def test_one_share_an_item_is_a_forest_and_no_bar_of_answers(design):
    axes = survey.proportion(design, "q", [2, 3], "sex").plot()
    assert axes.get_xlabel() == "Percent"
    assert not axes.figure.legends


@pytest.mark.parametrize(
    ("kind", "code"), [("forrest", "unknown_plot"), ("likert", "nothing_to_plot")]
)
def test_what_cannot_be_drawn_is_refused(design, kind, code):
    with pytest.raises(DesignFaults) as refused:
        survey.mean(design, "y", "sex").plot(kind)
    assert refused.value.faults[0].code == code


ROWS = pd.DataFrame(
    {"q": [1, 2, 3, 4, 5] * 8, "s": [0, 10] * 20, "word": ["Ann", "Bob"] * 20, "g": [1, 2] * 20}
)
WRONG = {
    "a mean of no column": (lambda d: survey.mean(d, "qq"), "no_column"),
    "a group that is no column": (lambda d: survey.mean(d, "q", "gg"), "no_column"),
    "a mean of words": (lambda d: survey.mean(d, "word"), "no_numbers"),
    "a share of no column": (lambda d: survey.proportion(d, "qq", 1), "no_column"),
    "a total of no column": (lambda d: survey.total(d, "qq"), "no_column"),
    "a ratio of words": (lambda d: survey.ratio(d, "word", "q"), "no_numbers"),
    "a quantile of no column": (lambda d: survey.quantile(d, "qq"), "no_column"),
    "a test of no column": (lambda d: survey.chi_square(d, "g", "qq"), "no_column"),
    "a scale of no column": (lambda d: survey.reliability(d, ["q", "qq"]), "no_column"),
    "another kind of interval": (lambda d: survey.mean(d, "q").interval(how="logitt"), "unknown_choice"),
    "a share of one as a level": (lambda d: survey.mean(d, "q").interval(95), "no_share"),
    "a quantile of 50": (lambda d: survey.quantile(d, "q", 50), "no_share"),
    "another way to calibrate": (lambda d: survey.calibrate(d, margins={"g": {1: 1, 2: 1}}, method="rake"), "unknown_choice"),
}  # fmt: skip


@pytest.mark.parametrize("engine", ["memory", "duckdb"])
@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_argument_is_a_sentence_in_either_engine(monkeypatch, engine, what):
    from wps_eval.survey import duck_rows  # noqa: PLC0415 - its limit is set

    monkeypatch.setattr(duck_rows, "FEW_ROWS", 0 if engine == "duckdb" else 10**9)
    rows = ROWS.assign(village=np.arange(40) // 4)
    design = survey.Design.from_rows(rows, **(DRAWN | {"psu": "village"}))
    call, code = WRONG[what]
    with pytest.raises(DesignFaults) as refused:
        call(design)
    assert code in {fault.code for fault in refused.value.faults}
    assert "Ann" not in str(refused.value)


def test_one_name_or_one_number_is_as_good_as_a_list_of_one():
    design = survey.Design.from_rows(ROWS, **DRAWN)
    same = np.testing.assert_array_equal
    same(
        survey.satisfaction(design, "q", top=5).estimate,
        survey.satisfaction(design, ["q"], top=[5]).estimate,
    )
    same(survey.net_promoter(design, ["s"]).estimate, survey.net_promoter(design, "s").estimate)
    same(survey.quantile(design, "q", 0.5).estimate, survey.quantile(design, "q", [0.5]).estimate)


@pytest.mark.parametrize(("named", "kept"), [
    ("", [0, 1]), ("Everybody", [0, 1]), (("y", ""), [1]), ("sex=Woman", [4, 5]), (("q", "sex=Man"), [2]),
    ("sex=2", [4, 5]),
])  # fmt: skip
def test_groups_are_named_by_code_or_label_and_the_whole_sample_too(design, named, kept):
    found = survey.mean(design, ["q", "y"], [(), "sex"])
    assert found[named].labels == found.select(kept).labels


@pytest.mark.parametrize(("named", "kept"), [
    ("Never", [0, 3]), ("1", [0, 3]), ("q=Never", [0, 3]), ("q=1", [0, 3]), (("Often", "sex=Woman"), [5]),
])  # fmt: skip
def test_answers_are_named_by_code_or_label(design, named, kept):
    found = survey.distribution(design, "q", "sex")
    assert found[named].labels == found.select(kept).labels


def test_answers_together_are_named_as_the_table_names_them(design):
    found = survey.proportion(design, "q", ["Never", "Seldom"], [(), "sex"])
    assert len(found["Never | Seldom"]) == len(found["q=Never|Seldom"]) == len(found["q=1|2"]) == 3


@pytest.mark.parametrize("asked", ["sex=f", "sex=3", "sex=Womn"])
def test_groups_are_told_with_all_that_there_are_and_no_guess(design, asked):
    """The code nearest to ``sex=3`` may be the other half of the people."""
    found = survey.mean(design, "y", ["sex", "q"])
    for ask in (lambda: found[asked], lambda: found.find("y", asked)):
        with pytest.raises(DesignFaults, match=r"There are: sex=Man, sex=Woman\.") as told:
            ask()
        assert "mean" not in str(told.value)


def test_one_number_is_found_by_labels(design):
    found = survey.mean(design, ["q", "y"], [(), "sex"])
    assert [found.find("y"), found.find("y", "sex=Woman"), found.find("y", "sex=2")] == [1, 5, 5]
    assert found["y"].difference("sex=Man", "").estimate[0] == pytest.approx(
        found.estimate[1] - found.estimate[3]
    )
    with pytest.raises(DesignFaults, match="Did you mean 'q'"):
        found.find("qq")


def drawn_lines(axes):
    return [text.get_text().replace("\n", " ") for text in axes.get_yticklabels()]


def test_answers_of_several_items_stand_in_the_order_of_their_codes():
    rows = pd.DataFrame(
        {"q": [1, 2, 4] * 10, "r": [10, 2, 3] * 10}
    )  # nobody says 3 of q, 1 or 4 of r
    axes = survey.distribution(survey.open(rows, kind="census"), ["q", "r"]).plot("likert")
    assert [t.get_text() for t in axes.figure.legends[0].get_texts()] == ["1", "2", "3", "4", "10"]
    # hand: five answers; of q, 1 and 2 lie left of the middle one, which nobody gave: -66.7
    assert axes.patches[0].get_x() == pytest.approx(-200 / 3)


def test_items_whose_codes_mean_different_things_are_not_drawn_as_one_scale(design):
    ordered = replace(design, codebook=replace(BOOK, ordered=frozenset({"q", "sex"})))
    found = survey.distribution(ordered, ["q", "sex"])
    assert min(bar.get_x() for bar in found.plot().patches) == 0  # 1 is never, and 1 is a man: bars
    with pytest.raises(DesignFaults) as refused:
        found.plot("likert")
    assert refused.value.faults[0].code == "nothing_to_plot"


@pytest.mark.parametrize(("people", "line"), [(24, "(q)"), (25, "q")])
def test_a_line_of_few_people_stands_in_brackets(people, line):
    rows = pd.DataFrame({"q": [1, 2, 3, 3] * 7}).iloc[:people]
    axes = survey.distribution(survey.open(rows, kind="census"), "q").plot("likert")
    assert drawn_lines(axes) == [line]


def test_long_names_make_room_for_themselves(design):
    called = replace(BOOK, columns={"y": "A made-up question " * 6, "sex": "Sex"})
    long = survey.mean(replace(design, codebook=called), "y", "sex").plot()
    long.figure.draw_without_rendering()
    upper, lower = sorted(
        (t.get_window_extent() for t in long.get_yticklabels()), key=lambda box: -box.y0
    )
    assert upper.y0 >= lower.y1
