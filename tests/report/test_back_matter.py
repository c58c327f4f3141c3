"""Annexes that are papers: who was heard without a name, what was read, what was asked."""

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from wps_eval.evaluation.models import (
    Conclusion,
    Document,
    Evidence,
    Judgement,
    Rating,
    Recommendation,
)
from wps_eval.paths import find_root
from wps_eval.plan import load_plan
from wps_eval.report.consulted import consulted_table, documents_table, people_heard
from wps_eval.report.information import information_table
from wps_eval.report.instruments import instrument_table
from wps_eval.report.judgement import ratings_and_recommendations, recommendations_table
from wps_eval.report.numbers import Writer
from wps_eval.report.sheet_tables import plan_sheets_table
from wps_eval.sources.instrument import read_instrument
from wps_eval.words.catalogue import Words

ROOT = find_root()
ENGLISH = Writer(Words("en"))


def evidence(code, **more):
    base = {"type": "interview", "producer": "P", "finding": "F1", "stance": "supports"}
    return Evidence(code=code, **(base | more))


def rows(html):
    soup = BeautifulSoup(html, "html.parser")
    return [[c.get_text() for c in row.find_all(["th", "td"])] for row in soup.select("tbody tr")]


def test_groups_that_could_be_recognised_are_not_listed():
    judgement = Judgement(
        evidence=(
            evidence(
                "E1", group="service providers", sex="mixed", region="federal", date="2022-12"
            ),
            evidence("E2", group="women of one shelter", sensitivity="high"),
            evidence("E3", type="document", group="nobody"),
            evidence(
                "E4", group="service providers", sex="mixed", region="federal", date="2022-12"
            ),
        )
    )
    html = consulted_table(judgement, ENGLISH)
    assert rows(html) == [
        ["service providers", "Interview", "Women and men", "federal", "December 2022"]
    ]
    assert "shelter" not in html
    assert people_heard(Judgement(evidence=(evidence("E2", sensitivity="high"),))) == []


def test_documents_have_code_title_and_link():
    judgement = Judgement(
        documents=(
            Document(code="D1", text="A <law>", text_ar="قانون", producer="Council", date="2021-03", link="https://example.org/law"),
        )
    )  # fmt: skip
    assert rows(documents_table(judgement, ENGLISH)) == [["D1", "A <law>", "Council", "March 2021"]]
    soup = BeautifulSoup(documents_table(judgement, Writer(Words("ar_IQ"))), "html.parser")
    assert soup.a["href"] == "https://example.org/law"
    assert soup.a.get_text() == "قانون"


@pytest.mark.parametrize(("language", "yes"), [("en", "Yes"), ("ar_IQ", "نعم"), ("ckb_IQ", "بەڵێ")])
def test_a_questionnaire_is_printed_as_people_met_it(language, yes):
    form = read_instrument(ROOT.data("instruments") / "population")
    shown = rows(instrument_table(form, Writer(Words(language))))
    heard_by_people = [q for q in form.questions if q.labels]
    assert [int(row[0]) for row in shown] == list(range(1, len(heard_by_people) + 1))
    assert len(shown) < len(form.questions)  # what is computed was never asked
    assert any(yes in row[2] for row in shown)
    assert all(row[1] != "–" for row in shown)


def test_the_evaluation_at_a_glance_says_what_it_was_given():
    shown = rows(information_table({"plan": "A plan", "date": "March 2023"}, ENGLISH))
    assert shown == [["Plan", "A plan"], ["Date of the report", "March 2023"]]


def test_a_recommendation_names_conclusions_and_the_findings_beneath():
    judgement = Judgement(
        conclusions=(Conclusion(code="C1", text="so it is", findings=("F1", "F2")),),
        recommendations=(
            Recommendation(code="R1", text="do it", conclusions=("C1",), addressee=("MOI",), priority="high"),
        ),
    )  # fmt: skip
    plan = load_plan(ROOT.data("plan"))
    assert "C1 (F1, F2)" in rows(recommendations_table(judgement, plan, ENGLISH))[0]


@pytest.mark.parametrize("language", ["en", "ar_IQ", "ckb_IQ"])
def test_every_indicator_of_a_pillar_has_a_sheet_with_its_bodies(language):
    plan = load_plan(ROOT.data("plan"))
    own = [i for i in plan.indicators if plan.pillar_of(i.code) == "P1"]
    found = pd.DataFrame({"indicator": [i.code for i in own], "pillar": "P1", "owners": "MOI;MOD"})
    shown = rows(plan_sheets_table(found, plan, "P1", Writer(Words(language))))
    assert [row[0] for row in shown] == [i.printed for i in own]
    body = plan.title("MOI", language).text
    assert all(body in row[6] for row in shown)
    kinds = {i.data_type: row[3] for i, row in zip(own, shown, strict=True)}
    assert len(set(kinds.values())) == len(kinds) > 3


RATING = Rating(criterion="relevance", rating=4, reason="It met needs", findings="F1")
ADVICE = Recommendation(code="R1", text="Do it", conclusions="K1", addressee="MOI", priority="high")


@pytest.mark.parametrize("ratings", [(), (RATING,)])
@pytest.mark.parametrize("recommendations", [(), (ADVICE,)])
def test_of_ratings_and_recommendations_each_says_for_itself_that_it_is_missing(
    ratings, recommendations
):
    judgement = Judgement(ratings=ratings, recommendations=recommendations)
    parts = ratings_and_recommendations(judgement, load_plan(ROOT.data("plan")), ENGLISH)
    missing = ["Missing: ratings" in parts[0], "Missing: recommendations" in parts[1]]
    assert missing == [not ratings, not recommendations]
    assert ["It met needs" in parts[0], "Do it" in parts[1]] == [
        bool(ratings),
        bool(recommendations),
    ]
