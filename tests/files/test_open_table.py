"""Any file with the name of a table is read, or a sentence says why not."""

import os
import time
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from workbooks import ods_cell, ods_row, with_part, write_book, write_ods

from wps_eval.files import limits, open_table, open_workbook, safe_file, zip_directory
from wps_eval.files.open_table import open_table as opened

SHEET = "xl/worksheets/sheet1.xml"


def read(path, **how):
    """Give the rows of every table, and the codes of faults."""
    faults = []
    tables = opened(path, "the/file", faults, **how)
    assert all(fault.where.file == "the/file" for fault in faults)
    return [table.rows for table in tables], [fault.code for fault in faults]


def of_bytes(folder, data, name="t.csv"):
    (folder / name).write_bytes(data)
    return read(folder / name)


@pytest.mark.parametrize(
    "text",
    [
        "a,b\n1,x\n",
        "a;b\r\n1;x\r\n",
        "a\tb\n1\tx",
        "a,b\r1,x\r",
        "\ufeffa,b\n1,x\n",
        '"a","b"\n"1","x"',
    ],
)
@pytest.mark.parametrize("name", ["t.csv", "t.tsv", "T.CSV"])
def test_a_text_is_read_however_it_was_saved(tmp_path, text, name):
    assert of_bytes(tmp_path, text.encode(), name) == ([((1, ("a", "b")), (2, ("1", "x")))], [])


def test_the_separator_is_looked_for_outside_of_quotation_marks(tmp_path):
    rows, _ = of_bytes(tmp_path, b'"one; or; two",b\nx,y\n')
    assert rows == [((1, ("one; or; two", "b")), (2, ("x", "y")))]


def test_rows_keep_their_numbers_where_empty_ones_stand_between(tmp_path):
    rows, _ = of_bytes(tmp_path, b"\na,b\n , \n,,\n1,x,,\n")
    assert rows == [((2, ("a", "b")), (5, ("1", "x")))]


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-16", "UTF-16"), ("utf-16-le", "UTF-16"), ("utf-16-be", "UTF-16"),
        ("utf-32", "UTF-32"), ("windows-1256", "Windows-1256"),
    ],
)  # fmt: skip
def test_another_encoding_is_called_by_its_name(tmp_path, encoding, name):
    (tmp_path / "t.csv").write_bytes("place,source\nNinewa,وزارة الداخلية\n".encode(encoding))
    faults = []
    assert opened(tmp_path / "t.csv", "t.csv", faults) == ()
    assert [(f.code, f.found) for f in faults] == [("encoding_named", name)]


def test_letters_of_the_west_are_not_taken_for_arabic(tmp_path):
    assert of_bytes(tmp_path, "a\nSão Tomé\n".encode("latin-1"))[1] == ["encoding"]


@pytest.mark.parametrize(
    ("length", "codes"),
    [
        (limits.LONGEST_CELL, []),
        (limits.LONGEST_CELL + 1, ["long_cell"]),
        (1_000_000, ["long_cell"]),
    ],
)
def test_a_cell_is_as_long_as_a_spreadsheet_takes_it(tmp_path, length, codes):
    (tmp_path / "t.csv").write_text("a,b\n1,2\n3," + "x" * length + "\n")
    faults = []
    opened(tmp_path / "t.csv", "t.csv", faults)
    assert [f.code for f in faults] == codes
    assert all(f.where.row == 3 for f in faults)


@pytest.mark.parametrize("control", ["\x00", "\x1b", "\x7f", "\x85", "\x0b"])
def test_a_control_character_is_told_by_its_number_and_place(tmp_path, control):
    (tmp_path / "t.csv").write_bytes(f"a,b\n1,2{control}0\n".encode())
    faults = []
    assert opened(tmp_path / "t.csv", "t.csv", faults) == ()
    assert [(f.code, f.where.row, f.where.column) for f in faults] == [
        ("control_character", 2, "B")
    ]
    assert faults[0].found == f"U+{ord(control):04X}"


def test_only_so_many_cells_are_told(tmp_path):
    rows = "".join("abc\x00\n" for _ in range(open_table.CELLS_TOLD + 1))
    assert len(of_bytes(tmp_path, f"a\n{rows}".encode())[1]) == open_table.CELLS_TOLD


def test_what_turns_a_line_round_is_taken_away_and_what_letters_need_stays(tmp_path):
    turned = "a,b\n\u202e12\u202c,\u2066x\u2069\n\u200eنینوا\u200f,می\u200cرود\n"
    rows, codes = of_bytes(tmp_path, turned.encode())
    assert (rows[0][1:], codes) == (
        ((2, ("12", "x")), (3, ("\u200eنینوا\u200f", "می\u200cرود"))),
        [],
    )
    path = write_book(tmp_path / "t.xlsx", ["a"], ["\u202eabc"])
    assert read(path)[0] == [((1, ("a",)), (2, ("abc",)))]


def test_a_line_end_and_a_tab_inside_a_cell_stay(tmp_path):
    assert of_bytes(tmp_path, b'a,b\n"1\n2","x\ty"\n')[0][0][1] == (2, ("1\n2", "x\ty"))


def test_a_guard_against_computing_is_taken_off_and_other_apostrophes_stay(tmp_path):
    rows, _ = of_bytes(tmp_path, b"a,b,c\n'=1+1,'tis,''-\n")
    assert rows[0][1] == (2, ("=1+1", "'tis", "''-"))


def test_a_workbook_is_read_as_it_is_shown_or_as_it_is_held(tmp_path):
    path = write_book(
        tmp_path / "t.xlsx", ["a", "b", "c", "d"],
        [0.45, 3.0, date(2022, 3, 1), datetime.fromisoformat("2022-03-01T10:30")],
    )  # fmt: skip
    book = openpyxl.load_workbook(path)
    book.active["A2"].number_format = "0%"
    book.save(path)
    (shown,), _ = read(path)
    assert shown[1] == (2, ("45%", "3", "2022-03-01", "2022-03-01"))
    (held,), _ = read(path, as_shown=False)
    assert held[1] == (2, ("0.45", "3", "2022-03-01 00:00:00", "2022-03-01 10:30:00"))


def test_sheets_without_anything_are_left_out_and_others_have_their_names(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Empty"
    book.create_sheet("Ninewa").append(["a"])
    book.save(tmp_path / "t.xlsm")
    tables = opened(tmp_path / "t.xlsm", "t", [])
    assert [(table.sheet, table.rows) for table in tables] == [("Ninewa", ((1, ("a",)),))]


def test_a_workbook_of_libreoffice_is_read_with_its_rows_and_columns(tmp_path):
    path = write_ods(
        tmp_path / "t.ods",
        ods_row(ods_cell(), ods_cell(), repeated=2),
        ods_row(ods_cell(), ods_cell("a"), ods_cell("b"), ods_cell("c")),
        ods_row(
            ods_cell(), ods_cell("نینوا"), ods_cell("0.45", "percentage"), ods_cell("3", "float")
        ),
        ods_row(ods_cell(), ods_cell("2022-03-01", "date")),
    )
    assert read(path) == (
        [((3, ("", "a", "b", "c")), (4, ("", "نینوا", "0.45", "3")), (5, ("", "2022-03-01")))], [],
    )  # fmt: skip


def damaged_part(path):
    return with_part(path, SHEET, lambda data: data[: len(data) // 2])


DAMAGES = {
    "no archive": lambda path: path.write_bytes(b"not a workbook"),
    "half": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "half a sheet": damaged_part,
    "nothing": lambda path: path.write_bytes(b""),
    "zeros in the middle": lambda path: path.write_bytes(
        path.read_bytes()[:700] + bytes(300) + path.read_bytes()[1000:]
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_workbook_is_one_fault(tmp_path, damage):
    path = write_book(tmp_path / "t.xlsx", ["a"], ["x"])
    DAMAGES[damage](path)
    assert read(path) == ([], ["unreadable"])


def test_a_workbook_may_break_at_any_byte(tmp_path):
    whole = write_book(tmp_path / "t.xlsx", ["a"], ["x"]).read_bytes()
    for cut in range(0, len(whole) - 1, len(whole) // 50):
        assert of_bytes(tmp_path, whole[:cut], "t.xlsx") == ([], ["unreadable"])


@pytest.mark.parametrize("ending", [".xls", ".xlsb", ".ods"])
def test_what_is_no_workbook_of_another_kind_is_one_fault(tmp_path, ending):
    assert of_bytes(tmp_path, b"not a workbook", f"t{ending}") == ([], ["unreadable"])


@pytest.mark.parametrize("ending", [".xlsb", ".ods"])
def test_a_workbook_with_another_ending_than_its_own_is_one_fault(tmp_path, ending):
    path = tmp_path / f"t{ending}"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("nothing", "")
    assert read(path) == ([], ["unreadable"])


def test_a_password_is_told_in_each_of_its_ways(tmp_path):
    locked = zip_directory.OLE_MARK + b"\0" * 600 + zip_directory.PASSWORD_STREAM
    assert of_bytes(tmp_path, locked, "t.xlsx")[1] == ["encrypted_file"]
    older = zip_directory.OLE_MARK + b"\0" * 600
    assert of_bytes(tmp_path, older, "u.xlsx")[1] == ["unreadable"]
    path = write_ods(tmp_path / "t.ods", manifest="<manifest:encryption-data/>")
    assert read(path)[1] == ["encrypted_file"]
    path = write_book(tmp_path / "v.xlsx", ["a"])
    data = bytearray(path.read_bytes())
    data[data.rindex(b"PK\x01\x02") + 8] |= zip_directory.ENCRYPTED_FLAG
    assert of_bytes(tmp_path, bytes(data), "v.xlsx")[1] == ["encrypted_file"]


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_told_in_any_part_and_nothing_unfolds(tmp_path, part, encoding):
    head = '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    path = write_book(tmp_path / "t.xlsx", ["a"])

    def change(data):
        body = data.decode().partition("?>")[2] or data.decode()
        return f'<?xml version="1.0" encoding="{encoding}"?><!-- - -->{head}{body}'.encode(encoding)

    with_part(path, part, change)
    assert read(path) == ([], ["entities"])


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path, monkeypatch):
    path = write_book(tmp_path / "t.xlsx", ["a"])
    with_part(path, SHEET, lambda data: data + b" " * (zip_directory.SMALL_PART + 1))
    assert path.stat().st_size < 100_000
    begun = time.monotonic()
    assert read(path) == ([], ["too_large"])
    assert time.monotonic() - begun < 1
    monkeypatch.setattr(zip_directory, "LARGEST_RATIO", 10_000)
    assert read(path)[1] != ["too_large"]
    monkeypatch.setattr(zip_directory, "LARGEST_UNPACKED", 10)
    assert read(path) == ([], ["too_large"])


def test_a_small_part_may_unpack_to_any_size(tmp_path):
    path = write_book(tmp_path / "t.xlsx", ["a"])
    with_part(path, SHEET, lambda data: data + b" " * (zip_directory.SMALL_PART - 10_000))
    assert read(path)[1] == []


def test_a_sheet_that_unfolds_in_the_reader_is_stopped_there(tmp_path):
    path = write_ods(
        tmp_path / "t.ods",
        ods_row(ods_cell("x", number_columns_repeated=1000), repeated=100_000),
    )
    assert path.stat().st_size < 2000
    assert read(path)[1] == ["too_long_to_read"]


def test_nobody_waits_for_a_reader_without_an_end(tmp_path, monkeypatch):
    path = write_ods(tmp_path / "t.ods", ods_row(ods_cell("a")))
    assert read(path)[1] == []
    monkeypatch.setattr(open_workbook, "LONGEST_WAIT", 0.001)
    assert read(path)[1] == ["too_long_to_read"]


@pytest.mark.parametrize(("row", "codes"), [(20, []), (21, ["too_many_in_table"])])
def test_a_table_ends_where_a_spreadsheet_does(tmp_path, monkeypatch, row, codes):
    monkeypatch.setattr(open_workbook, "LAST_ROW", 20)
    book = openpyxl.Workbook()
    book.active.cell(row, 1, "x")
    book.save(tmp_path / "t.xlsx")
    assert read(tmp_path / "t.xlsx")[1] == codes


@pytest.mark.parametrize(("most", "codes"), [(6, []), (5, ["too_many_in_table"])])
def test_a_file_holds_so_many_cells(tmp_path, monkeypatch, most, codes):
    monkeypatch.setattr(open_table, "MOST_CELLS", most)
    assert of_bytes(tmp_path, b"a,b\n,\n1,x\n")[1] == codes


def test_only_an_ordinary_file_is_opened(tmp_path):
    os.mkfifo(tmp_path / "t.csv")
    assert read(tmp_path / "t.csv") == ([], ["not_a_file"])
    (tmp_path / "u.xlsx").mkdir()
    assert read(tmp_path / "u.xlsx") == ([], ["not_a_file"])
    assert read(tmp_path / "none.csv") == ([], ["missing_file"])
    assert read(tmp_path / "t.json") == ([], ["missing_file"])
    assert of_bytes(tmp_path, b"{}", "t.json") == ([], ["unknown_format"])


def test_a_large_file_is_not_opened(tmp_path, monkeypatch):
    monkeypatch.setattr(safe_file, "MEGABYTE", 1)
    assert of_bytes(tmp_path, b"a" * safe_file.LARGEST_FILE)[1] == []
    assert of_bytes(tmp_path, b"a" * (safe_file.LARGEST_FILE + 1))[1] == ["too_large"]


def test_a_link_leads_to_its_own_folder_of_the_workbench_or_is_not_followed(tmp_path):
    home, outside = tmp_path / "home", tmp_path / "outside.csv"
    for name in ("params", "data/figures", "data/other"):
        (home / name).mkdir(parents=True)
    outside.write_text("a\n")
    (home / "params/p.csv").write_text("a\n")
    (home / "data/other/o.csv").write_text("a\n")
    for target, codes in (
        (outside, ["leads_outside"]),
        (home / "params/p.csv", ["leads_outside"]),
        (home / "data/other/o.csv", []),
        (home / "data/none.csv", ["missing_file"]),
    ):
        link = home / "data/figures/f.csv"
        link.unlink(missing_ok=True)
        link.symlink_to(target)
        assert read(link)[1] == codes
    (home / "data/linked").symlink_to(tmp_path)
    assert read(home / "data/linked/outside.csv")[1] == ["leads_outside"]
    assert read(outside)[1] == []  # named on the command line, in no workbench
