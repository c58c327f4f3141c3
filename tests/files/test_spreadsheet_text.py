"""What people typed is a text in every file that is written, and the same text when it is read again."""

import csv
import io

import openpyxl
import pytest

from wps_eval.files.open_table import open_table
from wps_eval.files.spreadsheet_text import guarded, set_text, unguarded
from wps_eval.sources.instrument import read_instrument
from wps_eval.sources.xlsform import write_xlsform

COMPUTED = ["=1+1", "+1+1", "-1+1", "@SUM(1+1)", "\t=1+1", "\r=1+1", "-", "+", "-5%", "=5"]
LEFT = ["", "a", "5", "-5", "+5", "-0.5", "-1e3", "1-2", "'tis", "''", "–", "(=1)"]


@pytest.mark.parametrize("text", COMPUTED)
def test_what_a_spreadsheet_would_compute_gets_an_apostrophe(text):
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", LEFT)
def test_all_else_stays_numbers_among_it(text):
    assert guarded(text) == text
    assert unguarded(text) == text


@pytest.mark.parametrize("text", [*COMPUTED, *LEFT])
def test_a_written_text_is_read_as_it_was(tmp_path, text):
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerow(["x", guarded(text), "y"])
    (tmp_path / "t.csv").write_bytes(buffer.getvalue().encode())
    (table,) = open_table(tmp_path / "t.csv", "t.csv", [])
    assert table.rows == ((1, ("x", text, "y")),)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-99", "@x", "\t=1", "a"])
def test_a_cell_of_a_workbook_is_a_text(tmp_path, text):
    book = openpyxl.Workbook()
    set_text(book.active["A1"], text)
    book.save(tmp_path / "t.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "t.xlsx").active["A1"]
    assert (cell.value, cell.data_type, bool(cell.quotePrefix)) == (text, "s", text != "a")


def test_an_empty_text_writes_no_cell():
    book = openpyxl.Workbook()
    set_text(book.active["A1"], "")
    assert book.active["A1"].value is None


def test_a_form_for_the_server_holds_no_formula(tmp_path):
    folder = tmp_path / "form"
    folder.mkdir()
    (folder / "survey.csv").write_text(
        "type,name,label::English (en),calculation,role\nselect_one a,q,=1+1,-1,demographic\n"
    )
    (folder / "choices.csv").write_text("list_name,name,label::English (en)\na,-99,Refused\n")
    (folder / "settings.csv").write_text("form_title\nTest\n")
    read_instrument(folder)
    book = openpyxl.load_workbook(write_xlsform(folder, tmp_path / "form.xlsx"))
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {"=1+1", "-1", "-99"} <= {cell.value for cell in cells}
