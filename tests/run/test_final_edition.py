"""What a final edition owes and a draft may lack; and that nothing is taken away before it is whole."""

import pytest

from in_english import english
from wps_eval.codes import EvaluationKind
from wps_eval.errors import InputFaults
from wps_eval.evaluation.models import TABLES
from wps_eval.report.chapter_texts import owed_texts
from wps_eval.report.edition import load_edition
from wps_eval.run.check import check_study
from wps_eval.run.preregistration import declare_choices
from wps_eval.run.run import run_study

STUDY = "midterm-2022"


def make_final(folder, **changes):
    path = folder / "params" / f"{STUDY}.yml"
    text = path.read_text(encoding="utf-8").replace("state: draft", "state: final")
    for old, new in changes.items():
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    return folder


def faults_of(folder):
    return check_study(STUDY, start=folder)[1]


def test_a_draft_owes_no_text_and_no_table(bench_folder):
    assert faults_of(bench_folder) == []


def test_a_final_edition_owes_texts_in_each_language_and_filled_tables(bench_folder):
    written = bench_folder / "params" / STUDY / "en"
    written.mkdir()
    (written / "summary.md").write_text("Words.\n", encoding="utf-8")
    faults = faults_of(make_final(bench_folder))
    texts = {f.where.file.removeprefix(f"params/{STUDY}/") for f in faults if f.code == "no_text"}
    texts_owed = owed_texts(EvaluationKind.MIDTERM)
    assert {*texts_owed} == {
        "summary",
        "progress",
        "sustainability",
        "terms_of_reference",
        "conduct",
    }
    owed = {f"{lang}/{text}.md" for lang in ("en", "ar_IQ", "ckb_IQ") for text in texts_owed}
    assert texts == owed - {"en/summary.md"}
    tables = {f.where.file.rpartition("/")[2] for f in faults if f.code == "no_entry"}
    owed = {f"{table.file}.csv" for table in TABLES.values() if table.owed}
    assert tables == owed - {"documents.csv"}  # it has one
    assert "data/plan/official_titles.csv" in {f.where.file for f in faults}


def test_rows_of_evaluators_are_owed_in_each_language(bench_folder):
    (bench_folder / "params" / STUDY / "lessons.csv").write_text(
        "code,text,text_ar,findings\nL1,Ask first,,F1\nL2,Ask twice,اسأل مرتين,F1\n",
        encoding="utf-8",
    )
    (bench_folder / "params" / STUDY / "findings.csv").write_text(
        "code,criterion,text,text_ar,text_ckb,questions\nF1,relevance,Found,وجد,دۆزرا,Q1\n",
        encoding="utf-8",
    )
    found = {
        (f.where.file.rpartition("/")[2], f.where.column): english(f).found
        for f in faults_of(make_final(bench_folder))
        if f.code == "untold_row"
    }
    assert found["lessons.csv", "text_ar"] == "1 rows without it, such as 'L1'"
    assert found["lessons.csv", "text_ckb"] == "2 rows without it, such as 'L1'"
    assert ("findings.csv", "text_ar") not in found


def test_a_final_run_reads_the_texts_before_it_takes_anything_away(bench_folder, monkeypatch):
    """Faults that only the texts have stop it; the report of before stays."""
    monkeypatch.setattr("wps_eval.run.run.check_choices", lambda _, start: (_bench(start), []))
    old = bench_folder / "outputs" / STUDY / "IQ/en/midterm_report.html"
    old.parent.mkdir(parents=True)
    old.write_text("before", encoding="utf-8")
    make_final(bench_folder)
    stray = bench_folder / "params" / STUDY / "en"
    stray.mkdir()
    (stray / "sumary.md").write_text("Lost.\n", encoding="utf-8")
    with pytest.raises(InputFaults, match=r"sumary\.md"):
        run_study(STUDY, start=bench_folder)
    assert old.read_text(encoding="utf-8") == "before"


def test_a_choice_that_is_changed_with_the_final_run_is_explained_first(bench_folder):
    outputs = bench_folder / "outputs" / STUDY
    outputs.mkdir(parents=True)
    declare_choices(_bench(bench_folder).study, (), outputs, "2026-01-01T00:00:00Z")
    before = (outputs / "declared.json").read_bytes()
    make_final(bench_folder, **{"on_track: 0.95": "on_track: 0.80"})
    found = [english(f).found for f in faults_of(bench_folder) if f.code == "unexplained_choice"]
    assert found == ["'rating.on_track' changed from '0.95' to '0.8' since the last run"]
    with pytest.raises(InputFaults, match=r"changes\.csv.*rating\.on_track"):
        run_study(STUDY, start=bench_folder)
    assert (outputs / "declared.json").read_bytes() == before  # a refused run writes no history


def _bench(folder):
    return load_edition(STUDY, start=folder)
