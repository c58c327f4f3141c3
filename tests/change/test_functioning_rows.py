"""Items in two groups of a round: who is compared with whom, by hand, and what is said where nothing can be."""

from dataclasses import replace
from math import isnan, log
from types import SimpleNamespace

import pandas as pd
import pytest

from wps_eval import survey
from wps_eval.change.functioning_rows import functioning_rows
from wps_eval.indicators.constructs import ScaleRules, Scoring
from wps_eval.results.store import frame
from wps_eval.sources.instrument import Choice, Instrument, Meaning, Question, Role
from wps_eval.workspace.people import People

REFUSED = Choice("99", {}, Meaning.REFUSED)
LISTS = {
    "answers": (Choice("1", {}), Choice("2", {}), REFUSED),
    "language": (Choice("ar", {}), Choice("ckb", {}), Choice("kmr", {}), REFUSED),
    "sex": (Choice("f", {}), Choice("m", {})),
}


def item(name, construct="scale"):
    return Question(
        name=name, type="select_one", row=1, labels={}, choices="answers", construct=construct,
        key="1", role=Role.ITEM,
    )  # fmt: skip


LANGUAGE = Question(
    name="interview_language", type="select_one", row=1, labels={}, choices="language",
    sensitive=True, role=Role.LANGUAGE,
)  # fmt: skip
SEX = Question(
    name="sex", type="select_one", row=1, labels={}, choices="sex", disaggregate=True,
    role=Role.DEMOGRAPHIC,
)  # fmt: skip
#: of 60 people of a group, how many know the first item alone, the second alone, both, none
ARABIC, SORANI = (30, 20, 0, 10), (20, 30, 10, 0)


def of_group(code, known=ARABIC, column="interview_language"):
    answers = [("1", "2"), ("2", "1"), ("1", "1"), ("2", "2")]
    rows = [pair for pair, n in zip(answers, known, strict=True) for _ in range(n)]
    return pd.DataFrame(rows, columns=["k1", "k2"]).assign(**{column: code})


def rows_of(*groups, trait=LANGUAGE, items=("k1", "k2"), kind="probability", correct=True):
    people = pd.concat(groups, ignore_index=True)
    drawn = {"weight": survey.EQUAL, "stratum": survey.UNSTRATIFIED, "psu": survey.EACH_ROW}
    if kind == "convenience":
        drawn = {"weight": survey.EQUAL, "psu": ""}
    design = survey.Design.from_rows(people, kind=kind, **drawn)
    form = Instrument("form", "1", (trait, *map(item, items)), LISTS, ("en",))
    asked = People(SimpleNamespace(code="round"), form, design)
    construct = SimpleNamespace(name="scale", scoring=Scoring.KNOWLEDGE)
    result = SimpleNamespace(people=asked, constructs={"scale": construct})
    rules = SimpleNamespace(scales=ScaleRules(), edition="e", national="IQ", correct=correct)
    return frame("item_functioning", functioning_rows([result], rules)).to_dict("records")


def test_two_languages_by_hand():
    """Who knows both or none says nothing. Of those who know one, 20 x 20 stand against 30 x 30."""
    first, second = rows_of(of_group("ar"), of_group("ckb", SORANI))
    assert (first["item"], first["focal"], first["reference"]) == ("k1", "ckb", "ar")
    assert first["log_odds"] == pytest.approx(log(400 / 900))
    assert first["delta"] == pytest.approx(2.35 * log(400 / 900))
    assert second["delta"] == pytest.approx(-first["delta"])
    assert (first["n_focal"], first["n_reference"], first["place"]) == (60, 60, "IQ")
    # both items have one p; of two equal ones Holm gives twice each
    assert first["p"] == pytest.approx(second["p"])
    assert first["p_adjusted"] == pytest.approx(2 * first["p"])
    assert (first["trait"], first["round"], first["construct"]) == (
        "interview_language",
        "round",
        "scale",
    )
    assert first["state"] == "shown"


def test_p_is_corrected_over_all_groups_of_a_question_and_only_where_declared():
    groups = of_group("ar"), of_group("ckb", SORANI), of_group("kmr", SORANI)
    rows = rows_of(*groups)
    assert [row["focal"] for row in rows] == ["ckb", "kmr", "ckb", "kmr"]  # sorted by item
    assert rows[0]["p_adjusted"] == pytest.approx(4 * rows[0]["p"])
    assert [row["p_adjusted"] for row in rows_of(*groups, correct=False)] == [
        pytest.approx(row["p"]) for row in rows
    ]


@pytest.mark.parametrize(("n", "is_compared"), [(49, False), (50, True)])
def test_a_group_of_fewer_than_50_is_named_and_not_compared(n, is_compared):
    few = of_group("ckb", (20, n - 20, 0, 0))
    rows = rows_of(of_group("ar"), few)
    assert [row["item"] for row in rows] == (["k1", "k2"] if is_compared else [""])
    if not is_compared:
        (row,) = rows
        assert (row["state"], row["reason"]) == ("not_available", "base_too_small")
        assert (row["item_class"], row["focal"]) == ("cannot_tell", "ckb")
        assert isnan(row["n_focal"])
        assert isnan(row["n_reference"])


def test_whoever_misses_an_item_does_not_count():
    group = of_group("ckb", (20, 30, 0, 0))
    group.loc[0, "k2"] = "99"
    assert [row["reason"] for row in rows_of(of_group("ar"), group)] == ["base_too_small"]


def test_the_first_group_of_the_form_that_is_large_enough_is_what_others_are_held_against():
    small = of_group("ar", (20, 29, 0, 0))
    rows = rows_of(small, of_group("kmr"), of_group("ckb", SORANI))
    assert {(row["item"], row["focal"], row["reference"]) for row in rows} == {
        ("", "ar", "ckb"), ("k1", "kmr", "ckb"), ("k2", "kmr", "ckb"),
    }  # fmt: skip


@pytest.mark.parametrize("other", ["99", None])
def test_no_answer_is_no_group_and_one_language_is_compared_with_none(other):
    assert rows_of(of_group("ar"), of_group(other)) == []


def test_sex_is_compared_where_the_form_breaks_results_down_by_it():
    groups = of_group("f", column="sex"), of_group("m", SORANI, column="sex")
    assert {row["trait"] for row in rows_of(*groups, trait=SEX)} == {"sex"}
    assert rows_of(*groups, trait=replace(SEX, disaggregate=False)) == []
    assert rows_of(*groups, trait=replace(SEX, name="gender")) == []


def test_without_a_margin_of_error_no_class_can_be_told():
    rows = rows_of(of_group("ar"), of_group("ckb", SORANI), kind="convenience")
    assert {(row["item_class"], row["state"], row["reason"]) for row in rows} == {
        ("cannot_tell", "not_available", "no_sampling_error")
    }
    assert rows[0]["log_odds"] == pytest.approx(log(400 / 900))


def test_an_item_that_everybody_knows_has_nothing_to_compare():
    known = (30, 0, 30, 0)  # everybody knows the first
    rows = rows_of(of_group("ar", known), of_group("ckb", known))
    assert {(row["item_class"], row["reason"]) for row in rows} == {("cannot_tell", "not_in_data")}


def test_one_item_has_no_other_to_match_people_by():
    assert rows_of(of_group("ar"), of_group("ckb", SORANI), items=("k1",)) == []
