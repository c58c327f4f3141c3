"""Compared groups as a reader sees them: both changes, what may be said, what lacks, and how alike they are."""

import pytest
from bs4 import BeautifulSoup

from wps_eval.report.compared_groups import balance_parts, compared_groups_parts
from wps_eval.report.numbers import Writer
from wps_eval.results.store import frame
from wps_eval.sources.wordings import Wordings
from wps_eval.study.model import ComparisonGroup
from wps_eval.words.catalogue import Words

PLAIN = Wordings({}, {}, {}, frozenset(), {})
LANGUAGES = ("en", "ar_IQ", "ckb_IQ")


def declared(**more):
    return (
        ComparisonGroup.model_validate({
            "code": "c", "title": {"text": "A programme", "text_ar": "برنامج", "text_ckb": "بەرنامە"},
            "outcome": "k", "baseline": "a", "current": "b", "comparison": ["no"],
            "treated": {"column": "reached", "codes": ["yes"]}, **more,
        }),
    )  # fmt: skip


def row(**more):
    return {
        "edition": "e", "comparison": "c", "indicator": "k", "place": "IQ", "unit": "score 0-100",
        "treated_baseline": 41.0, "treated_current": 54.0, "treated_change": 13.0, "treated_low": 9.0, "treated_high": 17.0,
        "comparison_baseline": 42.0, "comparison_current": 46.0, "comparison_change": 4.0, "comparison_low": 0.5,
        "comparison_high": 7.5, "n_treated_baseline": 618.0, "n_treated_current": 619.0, "n_comparison_baseline": 850.0,
        "n_comparison_current": 844.0, "difference": 9.0, "ci_low": 3.2, "ci_high": 13.9, "p": 0.0035, "mdc": 7.6,
        "clusters_treated": 8.0, "clusters_comparison": 11.0, "test": "wild_bootstrap", "change": "increased",
        "word": "difference_in_change", "lacking": "balance;parallel_trends", "comparability": "same", "state": "shown",
    } | more  # fmt: skip


def shown(language="en", groups=None, **more):
    parts = compared_groups_parts(
        frame("knowledge_groups", [row(**more)]), groups or declared(), PLAIN, Writer(Words(language))
    )  # fmt: skip
    return BeautifulSoup("".join(str(part) for part in parts), "html.parser")


def text_of(soup):
    return " ".join(soup.get_text(" ").replace("\u2066", "").replace("\u2069", "").split())


def test_a_row_tells_both_changes_their_difference_and_what_may_be_said():
    cells = [text_of(cell) for cell in shown().select("tbody tr > *")]
    assert cells == [
        "A programme: k",
        "41.0 → 54.0; +13.0 points (9.0 to 17.0); 618 and 619 people",
        "42.0 → 46.0; +4.0 points (0.5 to 7.5); 850 and 844 people",
        "+9.0 points (3.2 to 13.9)",
        "0.004",
        "Rose by more, or fell by less, in those reached",
    ]


def test_it_says_what_it_cannot_show_and_what_lacks():
    told = text_of(shown())
    assert "two rounds cannot test that" in told
    assert "not an effect. Lacking: groups that were made alike" in told
    assert "an argument why both would have moved alike" in told
    assert "wild cluster bootstrap" in told
    assert "8 of those reached, 11 of the others" in told


@pytest.mark.parametrize(("change", "is_effect"), [("increased", True), ("cannot_tell", False)])
def test_effect_is_a_word_only_where_nothing_lacks_and_something_is_told(change, is_effect):
    told = text_of(shown(word="effect", lacking="", change=change))
    assert ("calling the difference an effect are met" in told) is is_effect
    assert "not an effect" not in told


def test_the_argument_is_printed_in_the_readers_language():
    groups = declared(parallel_trends={"text": "Same months.", "text_ar": "الأشهر نفسها."})
    assert "as the study says: Same months." in text_of(shown("en", groups))
    assert "الأشهر نفسها." in text_of(shown("ar_IQ", groups))


def test_a_hidden_comparison_is_a_word_and_claims_nothing():
    told = text_of(shown(state="suppressed", reason="complementary", change="cannot_tell"))
    assert not [number for number in ("41.0", "9.0", "618", "0.004") if number in told]
    assert "Lacking" not in told
    assert "Cannot tell" not in told


def test_rounds_that_did_not_ask_the_same_say_so_and_no_test():
    told = text_of(shown(comparability="broken", change="cannot_tell"))
    assert "did not ask the same" in told
    assert "bootstrap" not in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_it_is_in_every_language(language):
    for change in ("increased", "decreased", "equivalent", "cannot_tell"):
        for test in ("wild_bootstrap", "linearisation"):
            lacking = "clusters;balance;parallel_trends"
            assert len(shown(language, change=change, test=test, lacking=lacking).select("li")) == 2


def test_nothing_was_compared_nothing_is_shown():
    assert compared_groups_parts(frame("knowledge_groups", []), declared(), PLAIN, Writer(Words("en"))) == []  # fmt: skip


def balance(**more):
    return {"edition": "e", "comparison": "c", "indicator": "k", "place": "IQ", "arm": "comparison", "wave": "baseline",
            "item": "sex", "answer": "f", "target": 0.529, "before": 0.467, "after": 0.529, "standardised_before": -0.126,
            "standardised_after": 0.0, "n": 850.0, "n_target": 618.0, "effective_n": 648.4, "largest_pct": 0.43,
            "state": "shown"} | more  # fmt: skip


def balance_cells(**more):
    (part,) = balance_parts(frame("knowledge_balance", [balance(**more)]), declared(), PLAIN, Writer(Words("en")))  # fmt: skip
    soup = BeautifulSoup(str(part), "html.parser")
    return [text_of(cell) for cell in soup.select("tbody tr > *")]


def test_a_row_of_balance_tells_the_mark_the_group_and_both_gaps():
    who, what, *numbers = balance_cells()
    assert who == "Comparison group, at baseline: 850 people, worth 648 of equal weight; largest weight 0.4 %"  # fmt: skip
    assert what
    assert numbers == ["52.9%", "46.7%", "52.9%", "−0.13", "0.00"]


def test_a_mean_is_no_share_and_a_hidden_share_is_a_word():
    assert balance_cells(item="age", answer="", target=41.26, before=38.0, after=41.26)[1:4] == [
        "age (mean)", "41.3", "38.0",
    ]  # fmt: skip
    hidden = balance_cells(state="suppressed", target=float("nan"), before=float("nan"), n=float("nan"))  # fmt: skip
    assert hidden[0] == "Comparison group, at baseline"
    assert "suppressed" in hidden[2].lower()
