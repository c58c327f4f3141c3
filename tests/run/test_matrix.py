"""The official matrix of targets: taken in from its owner's workbook, and held against the one before."""

import shutil

import pytest
from bs4 import BeautifulSoup
from openpyxl import Workbook
from typer.testing import CliRunner

from in_memory import HOUSE, write_released
from wps_eval.errors import PlanFaults
from wps_eval.paths import Root
from wps_eval.plan import load_plan
from wps_eval.report.annexes.matrix import CHAPTER
from wps_eval.report.edition import load_edition
from wps_eval.run.cli import app
from wps_eval.run.matrix import take_in_matrix
from wps_eval.workspace.opened import open_workspace

MAPPING = """
version: "2022-03"
source: "A matrix made up for a test"
sheet: "المصفوفة"
indicator: "رمز المؤشر"
place: "المكان"
values:
  - {column: "مرحلة 2023", kind: milestone, date: 2023-12-31}
  - {column: "المستهدف 2025", kind: target, date: 2025-12-31}
codes: {"1-1-1-أ": I1.1.1-01-b}
"""
HEADINGS = ["رمز المؤشر", "المؤشر", "المكان", "مرحلة 2023", "المستهدف 2025"]
ROWS = [
    ["1.1.1/1-a", "نسبة", "فيرانيا", "٧٫٥٪", "12"],  # the milestone was 7, the target 10
    ["1-1-1-أ", "مراكز", "", None, 30],
    ["I1.1.1-01-c", "مدونة", "الشمال", "", "نعم"],
]


@pytest.fixture
def root(tmp_path):
    for name in ("params", "notebooks"):
        shutil.copytree(HOUSE / name, tmp_path / name)
    shutil.copytree(HOUSE / "tests/cases/plan/verania", tmp_path / "data/verania")
    shutil.move(tmp_path / "data/verania/verania-mid.yml", tmp_path / "params")
    (tmp_path / "data/verania/plan/matrix.yml").write_text(MAPPING, encoding="utf-8")
    return Root(tmp_path)


def write_book(path, rows=ROWS, headings=HEADINGS, sheet="المصفوفة"):
    book = Workbook()
    page = book.active
    page.title = sheet
    page.append(["جمهورية فيرانيا: مصفوفة المستهدفات"])
    page.append([])
    page.append(headings)
    for row in rows:
        page.append(row)
    book.save(path)
    return path


def taken(root, book):
    return take_in_matrix(root, book, "verania/plan")


def remap(root, **changes):
    path = root.data("verania/plan") / "matrix.yml"
    text = path.read_text(encoding="utf-8")
    for key, value in changes.items():
        line = next(line for line in text.splitlines() if line.startswith(f"{key}:"))
        text = text.replace(line, f"{key}: {value}")
    path.write_text(text, encoding="utf-8")


def test_a_workbook_becomes_targets_and_what_stood_there_stays(root, tmp_path):
    count, changes, asked = taken(root, write_book(tmp_path / "matrix.xlsx"))
    assert (count, asked) == (4, [])
    plan = load_plan(root.data("verania/plan"))
    held = {(t.indicator, t.kind, t.place): (t.value, t.status, t.version) for t in plan.targets}
    assert held == {
        ("I2.1.1-01-a", "target", ""): (20, "official", ""),  # of which the matrix says nothing
        ("I1.1.1-01-a", "milestone", ""): (7.5, "official", "2022-03"),
        ("I1.1.1-01-a", "target", ""): (12, "official", "2022-03"),
        ("I1.1.1-01-b", "target", ""): (30, "official", "2022-03"),
        ("I1.1.1-01-c", "target", "VER-N"): (1, "official", "2022-03"),
    }
    assert sorted(t.code for t in plan.earlier_targets) == ["T-1", "T-2"]
    assert [(c.kind, c.before, c.after) for c in changes] == [
        ("milestone", 7, 7.5),
        ("target", 10, 12),
    ]


def test_a_later_version_is_in_force_and_says_what_it_changes(root, tmp_path):
    taken(root, write_book(tmp_path / "first.xlsx"))
    remap(root, version="2023-01-15")
    rows = [["1.1.1/1-a", "نسبة", "", "7.5%", "15"], ["I1.1.1-01-c", "مدونة", "", "", "yes"]]
    _, changes, _ = taken(root, write_book(tmp_path / "second.xlsx", rows))
    # of the first matrix: 7.5 stays, 12 becomes 15, 30 stations and the North's code are gone,
    # the country's code is new
    assert [(c.indicator, c.kind, c.place, c.before, c.after) for c in changes] == [
        ("I1.1.1-01-a", "target", "", 12, 15),
        ("I1.1.1-01-b", "target", "", 30, None),
        ("I1.1.1-01-c", "target", "", None, 1),
        ("I1.1.1-01-c", "target", "VER-N", 1, None),
    ]
    plan = load_plan(root.data("verania/plan"))
    assert {t.version for t in plan.targets} == {"", "2023-01-15"}
    lines = (root.data("verania/plan") / "targets.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 1 + 3 + 4 + 3


def test_the_report_prints_what_a_matrix_changed_in_its_language(root, tmp_path):
    workspace = open_workspace("verania-mid", root.folder)
    write_released(workspace)
    told = {}
    for version in ("", "2022-03", "2023-01-15"):
        if version:
            remap(root, version=version)
            rows = [["1.1.1/1-a", "نسبة", "", "7.5", "15" if version > "2023" else "12"]]
            taken(root, write_book(tmp_path / "book.xlsx", rows))
        edition = load_edition("verania-mid", "VER", "ar_IQ", root.folder)
        tables = BeautifulSoup("\n".join(CHAPTER.parts(edition)), "html.parser").find_all("table")
        told[version] = [" ".join(table.get_text(" ").split()) for table in tables][-1]
    assert "مصفوفة" not in told[""]
    assert "عمّا أُدخل قبلها" in told["2022-03"]
    assert "مصفوفة" in told["2023-01-15"]
    assert "12.0%" in told["2023-01-15"]
    assert "15.0%" in told["2023-01-15"]
    assert "7.5%" not in told["2023-01-15"]  # it did not change


def test_all_that_is_wrong_is_told_at_once_and_nothing_is_written(root, tmp_path):
    rows = [
        ["I1.1.1-01-a", "", "", "140", "12"],
        ["I1.1.1-01-a", "", "", "", "12"],
        ["I9.9.9", "", "", "", "3"],
        ["I1.1.1-01-b", "", "أطلنطس", "", "3"],
        ["I1.1.1-01-b", "", "", "25%", ""],
        ["", "", "", "", "4"],
        ["I1.1.1-01-c", "", "", "", "7"],
    ]
    before = (root.data("verania/plan") / "targets.csv").read_bytes()
    with pytest.raises(PlanFaults) as caught:
        taken(root, write_book(tmp_path / "matrix.xlsx", rows))
    # titles stand in rows 1 and 2, the header in row 3
    assert [(f.where.row, f.where.column, f.code) for f in caught.value.faults] == [
        (4, "مرحلة 2023", "percentage_out_of_range"),
        (5, "المستهدف 2025", "target_twice"),
        (6, "رمز المؤشر", "unknown_indicator"),
        (7, "المكان", "unknown_place"),
        (8, "مرحلة 2023", "percent_on_a_count"),
        (9, "رمز المؤشر", "no_indicator"),
        (10, "المستهدف 2025", "not_yes_or_no"),
    ]
    assert (root.data("verania/plan") / "targets.csv").read_bytes() == before


@pytest.mark.parametrize(
    ("change", "code", "column"),
    [
        ({"sheet": "other"}, "unknown_sheet", ""),
        ({"place": "governorate"}, "missing_column", "governorate"),
        ({"version": "spring"}, "bad_value.form", "version"),
        ({"source": ""}, "bad_value.text", "source"),
    ],
)
def test_a_mapping_that_does_not_fit_is_told(root, tmp_path, change, code, column):
    remap(root, **change)
    with pytest.raises(PlanFaults) as caught:
        taken(root, write_book(tmp_path / "matrix.xlsx"))
    assert [(f.code, f.where.column) for f in caught.value.faults] == [(code, column)]


def test_a_version_that_is_not_newer_is_refused(root, tmp_path):
    book = write_book(tmp_path / "matrix.xlsx")
    taken(root, book)
    with pytest.raises(PlanFaults) as caught:
        taken(root, book)
    assert [f.code for f in caught.value.faults] == ["version_not_newer"]


def test_a_plan_without_a_mapping_and_a_book_that_is_not_there_are_told(root, tmp_path):
    (root.data("verania/plan") / "matrix.yml").unlink()
    with pytest.raises(PlanFaults) as caught:
        taken(root, tmp_path / "nothing.xlsx")
    assert {f.code for f in caught.value.faults} == {"missing_file", "no_matrix_mapping"}


def test_a_book_without_a_number_is_told(root, tmp_path):
    with pytest.raises(PlanFaults) as caught:
        taken(root, write_book(tmp_path / "matrix.xlsx", [["I1.1.1-01-a", "نسبة", "", "", ""]]))
    assert [f.code for f in caught.value.faults] == ["no_rows"]


def test_the_command_prints_the_changes_in_the_language_asked_for(root, tmp_path, monkeypatch):
    monkeypatch.chdir(root.folder)
    book = write_book(tmp_path / "matrix.xlsx")
    asked = ["matrix", str(book), "--plan", "verania/plan"]
    done = CliRunner().invoke(app, [*asked, "--language", "ar_IQ"])
    assert done.exit_code == 0, done.output
    assert "I1.1.1-01-a، مستهدف حتى 2025-12-31: 10 ← 12" in done.output
    again = CliRunner().invoke(app, asked)
    assert again.exit_code == 1


def test_the_mapping_of_the_guide_is_one(root, tmp_path):
    guide = (HOUSE / "docs/guide-evaluator.md").read_text(encoding="utf-8")
    mapping = guide.partition("```yaml\nversion:")[2].partition("```")[0]
    path = root.data("verania/plan") / "matrix.yml"
    path.write_text(f"version:{mapping}", encoding="utf-8")
    headings = ["رمز المؤشر", "المحافظة", "مستهدف 2022", "مستهدف 2024"]
    rows = [["1-1-1-أ", "الشمال", "", "3%"], ["I1.1.1-01-b", "", "4", "8"]]
    count, _, _ = taken(root, write_book(tmp_path / "matrix.xlsx", rows, headings))
    assert count == 3  # a share of the North, a milestone and a target of the country


def test_what_a_matrix_says_is_a_text_in_the_table_and_the_same_when_read(root, tmp_path):
    remap(root, source='"=1+1"')
    taken(root, write_book(tmp_path / "m.xlsx"))
    path = root.data("verania/plan") / "targets.csv"
    assert ",'=1+1," in path.read_text(encoding="utf-8")
    before = path.read_text(encoding="utf-8")
    assert "=1+1" in {target.source for target in load_plan(path.parent).targets}
    remap(root, version='"2023-03"')
    taken(root, write_book(tmp_path / "m.xlsx"))
    assert path.read_text(encoding="utf-8").startswith(before)
