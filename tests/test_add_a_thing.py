"""What CONTRIBUTING says of adding things, tried: in a copy of the house, each takes the files it names.

A chapter, an evaluators' table and a topic of indicators are added to a copy of the package, a file
of code each; then the copy is asked who knows them.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1]
CHAPTER = '''
"""What could go wrong."""

from wps_eval.report.chapter import Chapter

CHAPTER = Chapter(
    code="dangers", order=155, level=3, text="dangers", owed=True, missing="missing.dangers",
    parts=lambda bench: [bench.say("dangers.part")],
)
'''
TABLE = '''
class Danger(Statement):
    """What could go wrong, and who watches it."""

    file = "dangers"
    refers = {"findings": Finding, "owner": "bodies"}
    owed = True

    findings: Several = ()
    owner: str


@dataclass(frozen=True)
class Judgement:'''
FIELD = "    dangers: tuple[Danger, ...] = ()\n\n    @property\n    def empty("
ROWS = "code,text,findings,owner\nD1,One danger,F9,MOI\nD1,Another,,NOBODY\n"
ASKED = """
import json, sys
from pathlib import Path
from types import SimpleNamespace

sys.path[:0] = ["tests", "tests/pages", "tests/evaluation"]
import test_chapters, test_checklist, test_tables
from wps_eval.codes import EvaluationKind
from wps_eval.evaluation.models import TABLES
from wps_eval.pages import report_chapters
from wps_eval.report import chapter as record, chapter_texts
from wps_eval.report.edition import load_edition
from wps_eval.run.check import check_study
from wps_eval.run.final_edition import final_faults
from wps_eval.run.unused_files import unused_files


def fails(check, *given):
    try:
        check(*given)
    except AssertionError:
        return True
    return False


def told(faults):
    return sorted({(f.code, Path(f.where.file).name, f.where.column) for f in faults})


shown, read = [], []
record.prose = lambda bench, text: []
stub = SimpleNamespace(
    study=SimpleNamespace(kind=EvaluationKind.FINAL), say=lambda code: code, show=lambda *f: shown.extend(f)
)
report_chapters.chapter(stub, "dangers")
bench = load_edition("midterm-2022")
chapter_texts.read_text = lambda page, text: read.append(text)
chapter_texts.prose_faults(bench)
folder = Path("params/midterm-2022")
before = told(final_faults(load_edition("midterm-2022")))
(folder / "en").mkdir()
(folder / "en" / "dangers.md").write_text("Words.", encoding="utf-8")
(folder / "dangers.csv").write_text(sys.argv[1], encoding="utf-8")
last = load_edition("midterm-2022")
print("\\n" + json.dumps({
    "shown": shown,
    "read": "dangers" in read,
    "unread": told(unused_files(last)),
    "owed": before,
    "owed with it": told(final_faults(last)),
    "checked": told(check_study("midterm-2022")[1]),
    "topics": [i.kind for i in last.plan.indicators if i.code == "I1.1.1-01-a"],
    "notebook": fails(test_chapters.test_a_report_s_notebook_calls_every_chapter_of_its_kind_once, EvaluationKind.FINAL),
    "guide": fails(test_chapters.test_the_authors_guide_lists_every_text_with_the_reports_that_have_it),
    "guide, owed": fails(test_chapters.test_the_authors_guide_names_the_texts_that_a_final_edition_owes),
    "catalogue": fails(test_chapters.test_what_a_record_says_is_in_the_catalogue, next(c for c in test_chapters.CHAPTERS if c.code == "dangers")),
    "guide, table": fails(test_tables.test_the_evaluators_guide_names_every_table_and_column, TABLES["dangers"]),
    "guide, owed tables": fails(test_tables.test_the_authors_guide_names_the_tables_that_a_final_edition_owes),
    "checklist": fails(test_checklist.test_every_chapter_and_annex_that_a_report_calls_is_in_the_checklist),
    "checklist, texts": fails(test_checklist.test_texts_that_rows_name_are_texts_that_a_chapter_takes),
}))
"""
KNOWN_BY = (
    "notebook", "guide", "guide, owed", "guide, table", "guide, owed tables", "catalogue",
    "checklist", "checklist, texts",
)  # fmt: skip


def replace(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    """What a copy of the house says after a chapter, a table and a topic were added to it."""
    house = tmp_path_factory.mktemp("house")
    for name in ("src/wps_eval", "data/plan", "data/figures", "params", "notebooks"):
        shutil.copytree(HOUSE / name, house / name)
    for name in ("docs", "tests", ".ci"):
        (house / name).symlink_to(HOUSE / name)
    package = house / "src" / "wps_eval"
    (package / "report" / "chapters" / "dangers.py").write_text(CHAPTER.lstrip(), encoding="utf-8")
    models = package / "evaluation" / "models.py"
    replace(models, "\n@dataclass(frozen=True)\nclass Judgement:", TABLE)
    replace(models, "\n    @property\n    def empty(", FIELD)
    replace(package / "codes.py", 'COUNT = "count"\n', 'COUNT = "count"\n    OUTCOME = "outcome"\n')
    row = "political parties,{},flow"
    replace(house / "data/plan/indicators.csv", row.format("count"), row.format("outcome"))
    replace(house / "params/midterm-2022.yml", "state: draft", "state: final")
    return asked(house)


def asked(house):
    environment = os.environ | {"PYTHONPATH": str(house / "src")}
    call = [sys.executable, "-c", ASKED, ROWS]
    done = subprocess.run(
        call, cwd=house, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_a_chapter_is_one_file_of_code_and_reports_show_it(answers):
    assert answers["shown"] == [
        "<h3>chapter.dangers</h3>",
        '<aside class="notice"><p>missing.dangers</p></aside>',
        "dangers.part",
    ]


def test_a_chapter_s_text_is_read_owed_and_not_taken_for_a_stray_file(answers):
    assert answers["read"]
    assert answers["unread"] == []
    assert ["no_text", "dangers.md", ""] in answers["owed"]


@pytest.mark.parametrize("place", KNOWN_BY)
def test_what_is_written_beside_the_code_is_asked_for(answers, place):
    assert answers[place]


def test_a_table_is_one_file_of_code_and_is_owed_read_and_checked(answers):
    assert ["no_entry", "dangers.csv", ""] in answers["owed"]
    assert ["no_entry", "dangers.csv", ""] not in answers["owed with it"]
    assert ["untold_row", "dangers.csv", "text_ar"] in answers["owed with it"]
    own = [found for found in answers["checked"] if found[1] == "dangers.csv"]
    assert ["code_twice", "dangers.csv", "code"] in own
    assert ["dangling_code", "dangers.csv", "findings"] in own
    assert ["dangling_code", "dangers.csv", "owner"] in own


def test_a_topic_of_indicators_is_a_code_and_a_cell(answers):
    assert answers["topics"] == ["outcome"]
