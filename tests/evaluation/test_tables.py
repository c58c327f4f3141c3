"""What evaluators enter: the demonstration's own, and what hangs in the air in a spoilt copy."""

import csv
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from in_english import english
from wps_eval.codes import EvaluationKind
from wps_eval.evaluation.load import judgement_faults, read_judgement
from wps_eval.evaluation.models import TABLES, Contribution, Evidence, Finding, Judgement
from wps_eval.evaluation.strength import strength_of
from wps_eval.plan import load_plan
from wps_eval.plan.body_names import BodyNames
from wps_eval.report.contribution import contribution_table
from wps_eval.report.judgement import comments_table, evidence_table
from wps_eval.report.numbers import Writer
from wps_eval.words.catalogue import Words

HOUSE = Path(__file__).parents[2]
DEMO = HOUSE / "params" / "demo-midterm"
PLAN = load_plan(HOUSE / "data" / "plan")


def faults_of(folder, kind=EvaluationKind.MIDTERM, *, final=False):
    faults = []
    judgement = read_judgement(folder, faults, BodyNames.of(PLAN))
    return judgement, faults + judgement_faults(
        judgement, name="x", kind=kind, bodies={b.code for b in PLAN.bodies},
        indicators={i.code for i in PLAN.indicators}, final=final,
    )  # fmt: skip


@pytest.fixture
def spoilt(tmp_path):
    shutil.copytree(DEMO, tmp_path / "x")
    return tmp_path / "x"


def change(folder, table, before, after):
    path = folder / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def test_the_demonstration_is_whole_and_says_what_it_is():
    judgement, faults = faults_of(DEMO)
    assert faults == []
    rows = (
        *judgement.questions,
        *judgement.findings,
        *judgement.conclusions,
        *judgement.recommendations,
        *judgement.lessons,
        *judgement.comments,
    )
    for row in rows:
        assert row.text.startswith("(Demonstration)")
        assert row.in_language("ar_IQ").startswith("(توضيحي)")
        assert row.in_language("ckb_IQ").startswith("(نموونەیی)")


def test_conflicting_evidence_weakens_a_finding_of_the_demonstration():
    judgement, _ = faults_of(DEMO)
    found = {f.code: str(strength_of(f, judgement.evidence)) for f in judgement.findings}
    assert found == {
        "F1": "strong",
        "F2": "moderate",
        "F3": "weak",  # discussions contradict the survey, and nobody explains why
        "F4": "moderate",
        "F5": "strong",  # one source disproves, and the finding says why it stands
        "F6": "weak",  # the bodies' own returns alone
        "F7": "strong",
        "F8": "moderate",
    }


@pytest.mark.parametrize(
    ("table", "before", "after", "code"),
    [
        ("findings", "Q3,I3.1.1-02-b", "Q4,I3.1.1-02-b", "no_finding"),
        ("evidence", ",F1,supports,indicators", ",F2,supports,indicators", None),
        ("evidence", "F3,disproves", "F9,disproves", "dangling_code"),
        ("findings", "I1.1.3-08-b", "I9.9.9-z", "dangling_code"),
        ("recommendations", "COMSEC-WED,high", "NOBODY,high", "dangling_code"),
        ("recommendations", ",C3,MOI", ",C8,MOI", "dangling_code"),
        ("conclusions", "C2,", "C1,", "code_twice"),
        ("evidence", "no,,no,yes,moderate", "no,,no,,moderate", "no_consent"),
        ("ratings", "relevance,", "impact,", "impact_at_midterm"),
        ("comments", "M1,MOI", "M1,MOJO", "dangling_code"),
        ("comments", "M2,", "M1,", "code_twice"),
        ("ratings", "relevance,3", "relevance,9", "bad_value.at_most"),
        ("matrix", "Q1,relevance", "Q1,relevancy", "bad_value.choice"),
    ],
)
def test_what_hangs_in_the_air_is_told(spoilt, table, before, after, code):
    change(spoilt, table, before, after)
    codes = {fault.code for fault in faults_of(spoilt)[1]}
    assert codes == set() if code is None else code in codes


def test_a_finding_without_evidence_is_told(spoilt):
    for _ in range(2):
        change(spoilt, "evidence", ",F4,supports", ",F3,supports")
    assert {f.code for f in faults_of(spoilt)[1]} == {"no_evidence"}


def test_impact_may_be_rated_at_the_end(spoilt):
    change(spoilt, "ratings", "relevance,", "impact,")
    assert faults_of(spoilt, EvaluationKind.FINAL)[1] == []


def test_an_address_that_no_reader_could_follow_is_told(tmp_path):
    (tmp_path / "documents.csv").write_text(
        "code,text,link\nD1,A law,www.example.org\nD2,A plan,https://example.org\nD3,Notes,\n",
        encoding="utf-8",
    )
    judgement, (fault,) = faults_of(tmp_path)
    assert (fault.where.row, fault.where.column) == (2, "link")
    assert "https://" in english(fault).expected
    assert [d.code for d in judgement.documents] == ["D2", "D3"]


def test_nothing_entered_is_no_fault(tmp_path):
    judgement, faults = faults_of(tmp_path / "none")
    assert judgement.empty
    assert faults == []


def test_a_final_edition_answers_every_comment():
    assert faults_of(DEMO)[1] == []
    (fault,) = faults_of(DEMO, final=True)[1]
    assert (fault.code, fault.found) == ("no_response", "M2")


def test_an_open_comment_says_so_and_an_answer_is_told_in_the_readers_language():
    judgement, _ = faults_of(DEMO)
    shown = comments_table(judgement, PLAN, Writer(Words("ar_IQ")))
    cells = [
        [c.get_text(strip=True) for c in row.find_all(["th", "td"])]
        for row in BeautifulSoup(shown, "html.parser").select("tbody tr")
    ]
    assert cells[0][3] == "(توضيحي) نتفق: يبين ملحق منهجية المسوح تصميم كل جولة وما فقدته."
    assert cells[1][3:] == [
        Words("ar_IQ").say("comments.unanswered"),
        Words("ar_IQ").say("comments.no_change"),
    ]


def contributed(confidence="low"):
    return Judgement(
        findings=tuple(
            Finding(code=code, text="found", criterion="effectiveness", questions="Q1")
            for code in ("F1", "F2")
        ),
        evidence=(
            Evidence(code="E1", type="survey", producer="A", finding="F1", stance="supports"),
            Evidence(code="E2", type="self_report", producer="B", finding="F2", stance="supports"),
        ),
        contributions=(
            Contribution(
                code="K1", text="rose", findings="F1;F2", mechanism="courses", rivals="elections",
                confidence=confidence,
            ),
        ),
    )  # fmt: skip


def test_a_contribution_shows_the_weakest_finding_under_it_and_how_sure_evaluators_are():
    judgement = contributed()
    shown = contribution_table(judgement, Writer(Words("en")))
    assert "Weak" in shown
    assert "elections" in shown
    assert "Low" in shown
    alone = replace(
        judgement,
        contributions=(judgement.contributions[0].model_copy(update={"findings": ("F1",)}),),
    )
    assert "Moderate" in contribution_table(alone, Writer(Words("en")))


@pytest.mark.parametrize(("confidence", "codes"), [("low", []), ("moderate", ["too_sure"])])
def test_nobody_is_surer_of_a_contribution_than_its_findings_are_strong(confidence, codes):
    # F1 rests on one survey (moderate), F2 on self-report alone (weak): the row is weak
    faults = judgement_faults(
        contributed(confidence), name="x", kind=EvaluationKind.FINAL, bodies=(), indicators=()
    )
    assert [fault.code for fault in faults if fault.code == "too_sure"] == codes


def test_a_contribution_without_rival_explanations_is_refused(tmp_path):
    (tmp_path / "contribution.csv").write_text(
        "code,text,findings,mechanism,rivals,confidence\nK1,rose,F1,courses,,low\n",
        encoding="utf-8",
    )
    faults = []
    assert read_judgement(tmp_path, faults, BodyNames.of(PLAN)).contributions == ()
    assert [fault.where.column for fault in faults] == ["rivals"]


def test_evidence_of_high_sensitivity_does_not_say_who_was_asked():
    asked = {"type": "interview", "finding": "F1", "stance": "supports", "consent": "yes"}
    judgement = Judgement(
        evidence=(
            Evidence(
                code="E1", producer="Shelter A", group="Survivors", sensitivity="high", **asked
            ),
            Evidence(code="E2", producer="Office B", group="Officials", **asked),
        )
    )
    shown = evidence_table(judgement, Writer(Words("en")))
    assert "Shelter A" not in shown
    assert "Survivors" not in shown
    assert "Office B" in shown


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("One woman said «we wait for an answer every day».", "quotation_in_table"),
        ("It rose to {{ value('2.1.2/8-b') }}.", "markup"),
        ("It [rose]{claim='2.1.2/8-b:increased'}.", "markup"),
        ("The «plan» is known.", None),
    ],
)
@pytest.mark.parametrize("column", ["text", "text_ar"])
def test_a_table_holds_plain_words_and_nobody_s_quotation(tmp_path, text, code, column):
    words = {"text": "Ask first.", "text_ar": ""} | {column: text}
    lines = [f'F1,relevance,"{words["text"]}","{words["text_ar"]}",Q1']
    (tmp_path / "findings.csv").write_text(
        "\n".join(["code,criterion,text,text_ar,questions", *lines]), encoding="utf-8"
    )
    _, faults = faults_of(tmp_path)
    found = [f for f in faults if f.code in ("quotation_in_table", "markup")]
    assert [f.code for f in found] == ([code] if code else [])
    assert all(f.where.column == column for f in found)


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.file)
def test_what_a_table_says_of_itself_is_so(table):
    own = {*table.model_fields}
    assert {table.key, *table.refers, *table.quotes} - {""} <= own
    targets = {target for target in table.refers.values() if not isinstance(target, str)}
    assert targets <= {*TABLES.values()}
    assert all(target.key for target in targets)


def test_no_two_tables_have_one_file():
    assert len({table.file for table in TABLES.values()}) == len(TABLES)


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.file)
def test_the_evaluators_guide_names_every_table_and_column(table):
    guide = (HOUSE / "docs" / "guide-evaluator.md").read_text(encoding="utf-8")
    rows = re.findall(rf"^\| `{table.file}\.csv` \|.*$", guide, re.MULTILINE)
    assert len(rows) == 1
    named = {word for cell in re.findall(r"`([\w, ]+)`", rows[0]) for word in cell.split(", ")}
    assert {name for name in table.model_fields if name != "translations"} <= named


def test_the_authors_guide_names_the_tables_that_a_final_edition_owes():
    guide = (HOUSE / "docs" / "guide-author.md").read_text(encoding="utf-8")
    named = re.search(r"^- an empty table: ([^;]*);", guide, re.MULTILINE)[1]
    owed = {table.file for table in TABLES.values() if table.owed}
    assert set(re.split(r",\s+", named)) == owed


@pytest.mark.parametrize(
    ("table", "before", "after", "column", "code"),
    [
        ("ratings", "effectiveness,", "relevance,", "criterion", "code_twice"),
        ("lessons", ",F", ",F99;F", "findings", "dangling_code"),
        ("ratings", ",F", ",F99;F", "findings", "dangling_code"),
    ],
)
def test_a_fault_names_the_column_that_holds_the_key(spoilt, table, before, after, column, code):
    change(spoilt, table, before, after)
    found = {(f.where.file, f.where.column, f.code) for f in faults_of(spoilt)[1]}
    assert found == {(f"params/x/{table}.csv", column, code)}


def test_bodies_are_entered_by_any_of_their_names(spoilt):
    path = spoilt / "recommendations.csv"
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    rows[0]["addressee"] = "Ministry of Justice;وزارة الداخلية"
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    judgement, faults = faults_of(spoilt)
    assert faults == []
    assert judgement.recommendations[0].addressee == ("MOJ", "MOI")


def test_a_name_of_no_body_is_told(spoilt):
    first = read_judgement(spoilt, [], BodyNames.of(PLAN)).recommendations[0].addressee[0]
    change(spoilt, "recommendations", first, "Ministry of Nothing")
    assert "dangling_code" in {fault.code for fault in faults_of(spoilt)[1]}
