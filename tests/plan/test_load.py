"""The loader reports all faults of a plan folder at once, and a second plan needs no code."""

import pytest

from in_english import english
from wps_eval.errors import PlanFaults
from wps_eval.plan import load_plan


def spoil(folder, name, old, new):
    path = folder / "data/plan" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def faults_of(folder):
    with pytest.raises(PlanFaults) as caught:
        load_plan(folder / "data/plan")
    return caught.value.faults


def test_all_faults_of_a_plan_come_at_once(bench_folder):
    spoil(bench_folder, "activities.csv", "COMSEC;NT1325", "COMSECC;NT1325")
    spoil(bench_folder, "indicators.csv", "I1.1.1-01-a,A1.1.1-01", "I1.1.1-01-a,A9.9.9-01")
    spoil(bench_folder, "indicators.csv", ",knowledge,survey,", ",knowlege,survey,")
    spoil(bench_folder, "activities.csv", "2021-01-01,2023-12-31", "2023-12-31,2021-01-01")
    spoil(bench_folder, "pillars.csv", "P2,", "P1,")
    found = faults_of(bench_folder)
    codes = {fault.code for fault in found}
    assert codes >= {"dangling_code", "bad_value.choice", "end_before_start", "code_twice"}
    body = next(f for f in found if f.found == "COMSECC")
    assert "'COMSEC'" in english(body).remedy
    assert body.where.file == "plan/activities.csv"
    kind = next(f for f in found if f.found == "knowlege")
    assert "knowledge" in english(kind).remedy


def test_a_missing_table_is_said(bench_folder):
    (bench_folder / "data/plan/outputs.csv").unlink()
    assert "missing_file" in {fault.code for fault in faults_of(bench_folder)}


def test_a_renamed_column_is_said(bench_folder):
    spoil(bench_folder, "indicators.csv", "data_type", "type")
    assert ("missing_column", "data_type") in {
        (f.code, f.where.column) for f in faults_of(bench_folder)
    }


def test_a_table_in_another_encoding_is_said(bench_folder):
    path = bench_folder / "data/plan/places.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("windows-1256", errors="replace"))
    assert "encoding_named" in {fault.code for fault in faults_of(bench_folder)}


def test_official_wording_lies_over_a_working_title(bench_folder):
    path = bench_folder / "data/plan/official_titles.csv"
    path.write_text("code,language,title,page\nO1.1,ar_IQ,عنوان رسمي,7\n", encoding="utf-8")
    title = load_plan(bench_folder / "data/plan").title("O1.1", "ar_IQ")
    assert title.official
    assert (title.text, title.page) == ("عنوان رسمي", "7")


def test_a_second_plan_needs_no_code(tmp_path):
    folder = tmp_path / "other"
    folder.mkdir()
    (folder / "plan.yml").write_text(
        "code: other\ntitle: Other plan\nshort_title: Other\ncountry: Elsewhere\n"
        "period: {start: 2022-01-01, end: 2023-12-31, mid_term: 2022-12-31}\n",
        encoding="utf-8",
    )
    tables = {
        "pillars": "code,title\nP1,Learning\n",
        "objectives": "code,pillar,title\nO1.1,P1,People learn\n",
        "outputs": "code,objective,title\nR1.1.1,O1.1,Courses\n",
        "indicators": "code,parent,title,kind,data_type\nI1.1.1-a,R1.1.1,Courses held,count,flow\n",
        "places": "code,name_en\nX,Everywhere\n",
    }
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    plan = load_plan(folder)
    assert [i.printed for i in plan.indicators] == ["1.1.1/a"]
    assert plan.pillar_of("I1.1.1-a") == "P1"


def test_a_target_with_an_impossible_date_or_an_unknown_kind_is_said(bench_folder):
    spoil(bench_folder, "targets.csv", "2024-12-31", "2024-13-31")
    spoil(bench_folder, "targets.csv", ",floor,", ",flor,")
    assert {f.where.column for f in faults_of(bench_folder)} == {"date", "kind"}


def test_a_cell_may_hold_a_line_break(bench_folder):
    spoil(bench_folder, "pillars.csv", "P1,Participation", 'P1,"Participation\nof women"')
    assert load_plan(bench_folder / "data/plan").pillars[0].title == "Participation\nof women"
