"""Bad input gives a sentence each, all in one go, and never loses what was there."""

import openpyxl
import pytest

from in_english import english
from wps_eval.codes import FigureStatus, MeasureType
from wps_eval.places import PlaceNames
from wps_eval.plan.body_names import BodyNames
from wps_eval.plan.group_names import GroupNames
from wps_eval.plan.models import Place
from wps_eval.sources.fault_workbook import write_marked_copies
from wps_eval.sources.figure_row import KnownIndicator, Lists
from wps_eval.sources.figures import read_figures
from wps_eval.values import Unit
from wps_eval.words.catalogue import Words

PLACES = PlaceNames.of(
    [Place(code="IQ", name_en="Iraq"), Place(code="IQG15", name_en="Ninewa", name_ar="نينوى")]
)
KNOWN = {
    "C-share": KnownIndicator(Unit.read("% of seats"), MeasureType.STEP),
    "C-count": KnownIndicator(Unit.read("women"), MeasureType.STOCK),
}
LISTS = Lists(KNOWN, PLACES, BodyNames({}, ()), GroupNames.of([]))
HEAD = "indicator,place,date,value,numerator,denominator,status,source\n"


def read(folder):
    faults = []
    figures = read_figures(folder, LISTS, faults)
    return figures, faults


def codes(text, tmp_path):
    (tmp_path / "figures.csv").write_text(HEAD + text, encoding="utf-8")
    return [fault.code for fault in read(tmp_path)[1]]


def test_arabic_digits_signs_and_names_are_read(tmp_path):
    (tmp_path / "f.csv").write_text(
        HEAD + "C-share,محافظة نينوى,٢٠٢١,٢٨٫٩٪,٩٥,٣٢٩,final,مجلس النواب\n", encoding="utf-8"
    )
    figures, faults = read(tmp_path)
    assert faults == []
    assert figures[0].domain.place == "IQG15"
    assert figures[0].value == pytest.approx(100 * 95 / 329)  # recomputed from the counts
    assert figures[0].status is FigureStatus.FINAL


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("C-shar,IQ,2021,20,,,final,A", "unknown_indicator"),
        ("C-share,Atlantis,2021,20,,,final,A", "unknown_place"),
        ("C-share,IQ,31/02/2021,20,,,final,A", "impossible_date"),
        ("C-share,IQ,2021,140,,,final,A", "percentage_out_of_range"),
        ("C-share,IQ,2021,,330,329,final,A", "numerator_above_denominator"),
        ("C-share,IQ,2021,20,95,329,final,A", "value_disagrees"),
        ("C-share,IQ,2021,about 20,,,final,A", "not_a_number"),
        ("C-share,IQ,2021,,,,final,A", "no_value"),
        ("C-share,IQ,2021,20,5,0,final,A", "denominator_not_positive"),
        ("C-count,IQ,2021,-3,,,final,A", "negative"),
        ("C-count,IQ,2021,3,,,finall,A", "unknown_status"),
        ("C-count,IQ,2021,3,,,final,", "no_source"),
    ],
)
def test_a_bad_cell_is_named(row, code, tmp_path):
    assert codes(row + "\n", tmp_path) == [code]


def test_all_faults_come_at_once_with_their_rows(tmp_path):
    rows = "C-share,IQ,2021,140,,,final,A\nC-share,IQ,2020,20,,,final,A\nC-share,Atlantis,soon,20,,,final,A\n"
    (tmp_path / "figures.csv").write_text(HEAD + rows, encoding="utf-8")
    figures, faults = read(tmp_path)
    assert [(f.where.row, f.where.column) for f in faults] == [
        (2, "value"),
        (4, "place"),
        (4, "date"),
    ]
    assert [figure.span.end.year for figure in figures] == [2020]


@pytest.mark.parametrize("content", ["", "\n \n", "\ufeff"])
def test_an_empty_file_is_said_to_be_empty(tmp_path, content):
    (tmp_path / "figures.csv").write_text(content, encoding="utf-8")
    assert [f.code for f in read(tmp_path)[1]] == ["empty_file"]


def test_a_header_without_rows_is_said(tmp_path):
    assert codes("", tmp_path) == ["no_rows"]


def test_a_file_in_windows_1256_is_recognised_and_not_guessed_at(tmp_path):
    text = HEAD + "C-share,نينوى,2021,20,,,final,مصدر\n"
    (tmp_path / "figures.csv").write_bytes(text.encode("windows-1256"))
    figures, faults = read(tmp_path)
    assert figures == ()
    assert "Windows-1256" in english(faults[0]).found
    assert "UTF-8" in english(faults[0]).remedy


def test_a_workbook_with_a_renamed_column_says_which(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Ninewa"
    book.active.append(["indicator", "place", "date", "amount", "status", "source"])
    book.active.append(["C-count", "IQ", "2021", 7, "final", "A"])
    book.save(tmp_path / "figures.xlsx")
    faults = read(tmp_path)[1]
    assert {f.code for f in faults} == {"missing_column", "unknown_column"}
    missing = next(f for f in faults if f.code == "missing_column")
    assert missing.where.sheet == "Ninewa"
    assert "amount" in missing.found
    assert "'value' again" in english(missing).remedy


def test_a_broken_workbook_is_said_to_be_broken(tmp_path):
    (tmp_path / "figures.xlsx").write_bytes(b"not a workbook")
    assert [f.code for f in read(tmp_path)[1]] == ["unreadable"]


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "percentage from 0 to 100"), ("ar_IQ", "نسبة مئوية"), ("ckb_IQ", "ڕێژەیەکی سەدی")],
)
def test_the_marked_copy_marks_the_cell_and_leaves_the_file_alone(tmp_path, language, said):
    book = openpyxl.Workbook()
    book.active.append(["indicator", "place", "date", "value", "status", "source"])
    book.active.append(["C-share", "IQ", "2021", 140, "final", "A"])
    path = tmp_path / "figures.xlsx"
    book.save(path)
    before = path.read_bytes()
    copies = write_marked_copies(tmp_path, read(tmp_path)[1], tmp_path / "faults", Words(language))
    assert path.read_bytes() == before
    cell = openpyxl.load_workbook(copies[0]).active["D2"]
    assert cell.value == 140
    assert said in cell.comment.text


def test_columns_about_people_are_refused_without_showing_a_row(tmp_path):
    (tmp_path / "f.csv").write_text(
        HEAD.strip() + ",survivor_name\nC-count,IQ,2021,3,,,final,A,Secret Person\n",
        encoding="utf-8",
    )
    faults = read(tmp_path)[1]
    assert [f.code for f in faults] == ["unknown_column"]
    assert "Secret" not in " ".join(map(str, faults))


def test_a_flow_is_not_taken_for_a_stock(tmp_path):
    (tmp_path / "f.csv").write_text(
        HEAD.strip()
        + ",kind\nC-count,IQ,2021,3,,,final,A,flow\nC-count,IQ,2020,3,,,final,A,stock\n",
        encoding="utf-8",
    )
    figures, faults = read(tmp_path)
    assert [f.code for f in faults] == ["kind_disagrees"]
    assert len(figures) == 1


def test_a_percentage_of_a_spreadsheet_is_read_as_it_is_shown(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["indicator", "place", "date", "value", "status", "source"])
    book.active.append(["C-share", "IQ", "2021", 0.289, "final", "A"])
    book.active["D2"].number_format = "0.0%"
    book.save(tmp_path / "figures.xlsx")
    assert read(tmp_path)[0][0].value == pytest.approx(28.9)


def test_none_of_ten_is_zero_percent_and_no_missing_value(tmp_path):
    (tmp_path / "f.csv").write_text(HEAD + "C-share,IQ,2021,,0,10,final,A\n", encoding="utf-8")
    figures, faults = read(tmp_path)
    assert (faults, figures[0].value) == ([], 0)


def test_negative_counts_are_faults_and_a_count_without_value_is_not_dropped_in_silence(tmp_path):
    assert codes("C-share,IQ,2021,,-3,10,final,A\n", tmp_path) == ["negative"]
    assert codes("C-count,IQ,2021,,3,10,final,A\n", tmp_path) == ["no_value"]


@pytest.mark.parametrize(
    ("link", "codes"),
    [
        ("https://mofa.gov.iq/a", []), ("HTTP://mofa.gov.iq", []), ("", []), ("www.mofa.gov.iq", ["bad_value.address"]),
        ("javascript:alert(1)", ["bad_value.address"]), ("https://", ["bad_value.address"]),
        ("see https://a.org", ["bad_value.address"]), ("https://a.org and b", ["bad_value.address"]),
    ],
)  # fmt: skip
def test_a_link_is_an_address_on_the_web_or_nothing(tmp_path, link, codes):
    text = f"{HEAD.strip()},link\nC-count,IQ,2021,3,,,final,A,{link}\n"
    (tmp_path / "f.csv").write_text(text, encoding="utf-8")
    faults = read(tmp_path)[1]
    assert [fault.code for fault in faults] == codes
    assert all((fault.where.row, fault.where.column) == (2, "link") for fault in faults)


def test_every_kind_of_table_in_the_folder_is_read_and_what_programs_lock_is_not(tmp_path):
    for name in ("a.csv", "b.tsv"):
        (tmp_path / name).write_text(HEAD + "C-count,IQ,2021,3,,,final,A\n", encoding="utf-8")
    (tmp_path / "sheets.csv").write_text("", encoding="utf-8")
    for name in ("~$a.xlsx", ".~lock.a.ods"):
        (tmp_path / name).write_bytes(b"")
    for name in ("c.xls", "d.xlsb", "e.ods", "f.xlsm"):
        (tmp_path / name).write_bytes(b"not a workbook")
    figures, faults = read(tmp_path)
    assert [figure.where.file for figure in figures] == ["a.csv", "b.tsv"]
    assert [fault.where.file for fault in faults] == ["c.xls", "d.xlsb", "e.ods", "f.xlsm"]
    assert {fault.code for fault in faults} == {"unreadable"}
