"""Hostile texts and files: nothing runs, hangs, leaves its folder or is repeated that should not be."""

import csv
import io
import re
import shutil
import time

import openpyxl
import pytest
from bs4 import BeautifulSoup

from in_english import sentence
from in_memory import HOUSE, lay_figures, write_released
from wps_eval.errors import InputFaults
from wps_eval.indicators.register import read_register
from wps_eval.report.annexes import ANNEXES
from wps_eval.report.edition import load_edition
from wps_eval.report.tables import Head, table
from wps_eval.run.check import check_study
from wps_eval.run.fault_table import show_faults
from wps_eval.sources.intake import Folders, take_in
from wps_eval.sources.round_facts import load_round
from wps_eval.words.catalogue import Words
from wps_eval.workspace.opened import open_workspace

CASES = HOUSE / "tests/cases/hostile"
STUDY = "midterm-2022"
PRINTED = ("I1.1.2-01-a", "I1.1.1-03-a", "I1.1.3-a", "I1.1.2-04-a", "I1.1.1-01-a")
SECONDS = 5  # of the processor


def case(name):
    (path,) = CASES.glob(f"{name}-*")
    return path


def rows_of(name):
    return list(csv.DictReader(io.StringIO(case(name).read_text(encoding="utf-8"))))


@pytest.fixture(scope="module")
def workbench(tmp_path_factory):
    return lay_figures(tmp_path_factory.mktemp("hostile"), "")


@pytest.fixture
def checked(workbench):
    """Lay the figures of a case and check them, within its time."""

    def check(name, **how):
        for old in (workbench / "data/figures").glob("f.*"):
            old.unlink()
        path = case(name)
        shutil.copy(path, workbench / "data/figures" / f"f{path.suffix}")
        begun = time.process_time()
        _, faults, copies = check_study(STUDY, start=workbench, **how)
        assert time.process_time() - begun < SECONDS
        return [f for f in faults if f.where.file.endswith(f"f{path.suffix}") and f.blocks], copies

    return check


def told(faults):
    return [(fault.code, fault.where.row, fault.where.column) for fault in faults]


@pytest.mark.parametrize("name", ["H01", "H02", "H03"])
def test_a_source_is_a_text_whatever_it_says(checked, name):
    assert checked(name) == ([], [])


def test_h01_no_workbook_that_is_written_computes_anything(workbench):
    (workbench / "data/figures/g.csv").write_text(
        case("H01").read_text(encoding="utf-8").replace(",10,final", ",-10,final"), encoding="utf-8"
    )
    book = openpyxl.Workbook()
    book.active.append(["indicator", "place", "date", "value", "status", "source"])
    book.active.append(["I1.1.2-01-a", "Baghdad", 2010, "=5-10", "final", "=1+1"])
    book.active.append(["I1.1.2-01-a", "Baghdad", 2011, "-", "final", "+1"])
    book.active["F3"].data_type = "s"
    book.save(workbench / "data/figures/h.xlsx")
    _, _, copies = check_study(STUDY, mark=True, start=workbench)
    for path in (workbench / "data/figures/g.csv", workbench / "data/figures/h.xlsx"):
        path.unlink()
    assert {copy.name for copy in copies} == {"g.csv-marked.xlsx", "h.xlsx-marked.xlsx"}
    cells = {}
    for copy in copies:
        for line in openpyxl.load_workbook(copy).active.iter_rows():
            cells |= {(copy.name[0], cell.coordinate): cell for cell in line}
    assert [key for key, cell in cells.items() if cell.data_type == "f"] == []
    assert cells["g", "F2"].value == "=cmd|' /C calc'!A0"
    assert [cells["g", f"F{row}"].quotePrefix for row in range(2, 7)] == [True] * 5
    assert (cells["h", "F3"].value, cells["h", "F3"].quotePrefix) == ("+1", True)


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """A report whose figures have the sources of two cases, told letter for letter or not."""
    sources = [row["source"] for name in ("H02", "H03") for row in rows_of(name)]
    (matrix,) = [record for record in ANNEXES if record.code == "matrix"]
    lines = [["indicator", "place", "date", "value", "status", "source", "note"]]
    for number, source in enumerate(sources):  # two of an indicator: its baseline and current value
        year = 2022 if number % 2 else 2020
        lines.append([PRINTED[number // 2], "IQ", year, "100", "final", source, source])
    lines.append([PRINTED[-1], "IQ", 2022, "100", "final", "Made up", ""])
    text = io.StringIO()
    csv.writer(text).writerows(lines)
    folder = lay_figures(tmp_path_factory.mktemp("report"), text.getvalue())
    write_released(open_workspace(STUDY, folder))
    edition = load_edition(STUDY, "IQ", "en", folder)
    return sources, "\n".join(matrix.parts(edition))


def test_h02_h03_a_report_prints_sources_letter_for_letter_and_nothing_in_them_lives(report):
    sources, html = report
    soup = BeautifulSoup(html, "html.parser")
    text = " ".join(soup.get_text().split())
    assert [source for source in sources if " ".join(source.split()) not in text] == []
    assert soup.find_all("script") == []
    assert [tag for tag in soup.find_all() if any(key.startswith("on") for key in tag.attrs)] == []
    assert not re.search(r'href="\s*javascript', html, re.IGNORECASE)


def test_h04_numbers_that_programs_take_are_a_fault_each_and_no_cell_is_repeated_at_length(checked):
    faults, _ = checked("H04")
    assert [row for _, row, column in told(faults) if column == "value"] == list(range(2, 13))
    assert max(len(sentence(fault)) for fault in faults) < 300
    assert "9" * 81 not in "".join(map(sentence, faults))


def test_h05_aliases_are_counted_before_they_unfold(workbench):
    shutil.copy(case("H05"), workbench / "params/aliases.yml")
    begun = time.process_time()
    _, faults, _ = check_study("aliases", start=workbench)
    assert time.process_time() - begun < 1
    assert told(faults) == [("yaml_too_large", 0, "")]


def test_h06_a_round_names_a_file_in_its_own_folder(tmp_path):
    (tmp_path / "outside").mkdir()
    shutil.copy(case("H06"), tmp_path / "outside/round.yml")
    with pytest.raises(InputFaults) as caught:
        load_round(tmp_path / "outside")
    assert told(caught.value.faults) == [("bad_value.file_name", 0, "data")]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("figures", "../.."), ("plan", "../../../elsewhere"), ("plan", "/etc"), ("private", "a//b"),
        ("surveys", "."), ("returns", "a/../b"), ("figures", "figures/"), ("earlier", "../s"),
        ("rounds", "[../r]"), ("figures", "''"), ("plan", '"plan\\n"'),
    ],
)  # fmt: skip
def test_h06_a_folder_is_named_by_its_name(workbench, key, value):
    params = (workbench / f"params/{STUDY}.yml").read_text(encoding="utf-8")
    params = re.sub(rf"^{key}:.*\n", "", params, flags=re.MULTILINE) + f"\n{key}: {value}\n"
    (workbench / "params/other.yml").write_text(params, encoding="utf-8")
    _, faults, _ = check_study("other", start=workbench)
    assert {code for code, _, _ in told(faults)} == {"bad_value.form"} or key == "earlier"
    assert all(column.startswith(key) for _, _, column in told(faults))
    assert faults


@pytest.mark.parametrize("name", ["../../evil/s", "..", "a/b", "", "[/x]", "a b", "midterm-2022\n"])
def test_h06_a_study_is_named_by_its_name(workbench, name):
    _, faults, _ = check_study(name, start=workbench)
    assert [fault.code for fault in faults] == ["not_a_name"]


def test_h07_a_blank_in_the_last_cell_of_a_sheet_is_nothing(checked, workbench):
    assert checked("H07") == ([], [])
    workspace = open_workspace(STUDY, workbench)
    register = read_register(workspace.study, workspace.plan, workspace.root.data("figures"))
    assert [(figure.value, figure.span.end.year) for figure in register.figures] == [(10, 2020)]


@pytest.fixture
def mini(tmp_path):
    """Lay a round of a case with answers of another."""

    def lay(answers, facts):
        shutil.copytree(CASES / "mini", tmp_path / "instruments/mini")
        for name in ("surveys/mini", "private/mini"):
            (tmp_path / name).mkdir(parents=True)
        text = facts.replace("X00-codes.csv", "export.csv")
        (tmp_path / "surveys/mini/round.yml").write_text(text, encoding="utf-8")
        shutil.copy(answers, tmp_path / "private/mini/export.csv")
        folders = Folders(*(tmp_path / name for name in ("surveys", "private", "instruments")))
        return take_in("mini", folders)

    return lay


def test_h08_what_slipped_into_a_column_is_counted_and_never_shown(mini):
    with pytest.raises(InputFaults) as caught:
        mini(case("H08"), case("H12").read_text(encoding="utf-8"))
    assert told(caught.value.faults) == [("unknown_answer", 0, "sex")]
    told_in_words = sentence(caught.value.faults[0])
    assert "2 answers that the form does not know, in rows 2 to 3" in told_in_words
    assert "Made-Up" not in repr(caught.value.faults)
    assert "07700000000" not in repr(caught.value.faults)


def test_h09_brackets_are_shown_as_they_stand(checked, capsys):
    faults, _ = checked("H09")
    assert told(faults) == [("unknown_status", 2, "status"), ("not_a_number", 3, "value")]
    show_faults(faults, "[/x]", Words("en"))
    shown = capsys.readouterr().out
    assert "'[/x]'" in shown
    assert "'[a]'" in shown


def test_h10_a_link_without_its_beginning_is_told_by_check(checked):
    faults, _ = checked("H10")
    assert told(faults) == [("bad_value.address", 2, "link")]
    assert "https:// in front" in sentence(faults[0])


def test_h11_a_damaged_workbook_is_one_fault_wherever_it_breaks(checked):
    faults, _ = checked("H11")
    assert told(faults) == [("unreadable", 0, "")]
    assert "sent again" in sentence(faults[0])


def test_h12_a_title_with_braces_stands_letter_for_letter(mini):
    intake = mini(CASES / "mini/answers.csv", case("H12").read_text(encoding="utf-8"))
    assert intake.round.title == "Adults {2022} {0} <b>x</b>"
    html = table(intake.frame[["sex"]], [Head("sex", intake.round.title)], intake.round.title)
    soup = BeautifulSoup(html, "html.parser")
    assert [soup.th.get_text(), soup.caption.get_text()] == [intake.round.title] * 2
