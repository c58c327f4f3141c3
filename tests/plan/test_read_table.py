"""One table as people save it: with semicolons, blank rows, a mark that is not closed."""

import pytest
from pydantic import BaseModel

from wps_eval.plan.tables import read_table


class Row(BaseModel):
    code: str
    text: str
    note: str = ""


def read(folder, text, encoding="utf-8"):
    path = folder / "rows.csv"
    path.write_bytes(text.encode(encoding))
    faults = []
    return read_table(path, Row, faults), faults


@pytest.mark.parametrize(
    "text",
    [
        "code,text,note\nR1,words,\nR2,more,x\n",
        "code;text;note\r\nR1;words;\r\nR2;more;x\r\n",
        "code\ttext\tnote\nR1\twords\t\nR2\tmore\tx\n",
        "\ufeffcode,text,note\nR1,words,\n\n,,\nR2,more,x\n,,,,,\n",
        ' code ,text,note\n"R1","words",\nR2,more,x',
    ],
)
def test_a_table_is_read_however_a_spreadsheet_saved_it(tmp_path, text):
    rows, faults = read(tmp_path, text)
    assert [(r.code, r.text, r.note) for r in rows] == [("R1", "words", ""), ("R2", "more", "x")]
    assert faults == []


@pytest.mark.parametrize(
    ("text", "code", "row"),
    [
        ("", "empty_file", 1),
        ("code,note\nR1,x\n", "missing_column", 1),
        ("code,text,text\nR1,a,b\n", "doubled_column", 1),
        ("code,text\n\nR1,a,b\n", "too_many_cells", 3),
        ('code,text,note\nR1,"words,\nR2,more,x\nR3,last,\n', "unclosed_quote", 2),
        ("code,text\nR1,a\nR2,\n", "missing", 3),
    ],
)
def test_what_would_lose_something_is_told_with_its_row(tmp_path, text, code, row):
    _, faults = read(tmp_path, text)
    assert [(fault.code, fault.where.row) for fault in faults] == [(code, row)]


def test_a_text_of_several_lines_is_one_cell(tmp_path):
    rows, faults = read(tmp_path, 'code,text\nR1,"First line.\nSecond, and more."\nR2,b\n')
    assert (len(rows), faults) == (2, [])


def test_an_old_code_page_is_told_as_what_it_is(tmp_path):
    rows, faults = read(tmp_path, "code,text\nR1,نص\n", "cp1256")
    assert (rows, faults[0].code) == ((), "encoding_named")
