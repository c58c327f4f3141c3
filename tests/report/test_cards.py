"""Cards behind numbers: what was asked, of whom, how; nothing behind what is hidden."""

from dataclasses import replace

import pandas as pd
from bs4 import BeautifulSoup

from wps_eval.report.cards import Cards
from wps_eval.report.numbers import Writer
from wps_eval.results.rows import each
from wps_eval.results.store import frame
from wps_eval.sources.wordings import Wordings
from wps_eval.words.catalogue import Words

WORDINGS = Wordings(
    {"q1": "Is there a law?", "q2": "Where to turn?"}, {}, {}, frozenset(), {}, {"I1": ("q1", "q2")}
)
DESIGN = {"title": "Adults, 2022", "population": "Adults", "dates": "2022-09", "response": "", "checksum": "0123456789abcdef"}  # fmt: skip


def value(**more):
    base = {
        "edition": "x", "indicator": "I1", "place": "IQ", "round": "r", "estimate": 51.04,
        "ci_low": 49.0, "ci_high": 53.1, "level": 0.95, "n": 1480, "n_missing": 12, "deff": 1.414,
        "source": "Adults, 2022", "definition": "form population", "state": "shown", "statistic": "value", "method": "linearisation",
        "period_start": "2022-01-01", "period_end": "2022-12-31",
    }  # fmt: skip
    return base | more


def verdict(indicator, **more):
    row = {"edition": "x", "indicator": indicator, "place": "IQ", "current": 51.04,
           "current_date": "2022", "current_round": "r"}  # fmt: skip
    (made,) = each(frame("verdicts", [row | more]))
    return made


def cards_of(*rows, language="en"):
    rounds = [
        {"edition": "x", "round": "r", "part": "design", "item": item, "value": fact}
        for item, fact in DESIGN.items()
    ]
    return Cards(
        frame("estimates", list(rows)), frame("rounds", rounds), WORDINGS, Writer(Words(language))
    )


def facts(html):
    soup = BeautifulSoup(html, "html.parser")
    return dict(
        zip(
            (t.get_text() for t in soup.find_all("dt")),
            (d.get_text() for d in soup.find_all("dd")),
            strict=True,
        )
    )


def test_a_card_tells_question_base_method_and_source():
    html = cards_of(value()).end_card("51.0", verdict("I1"), "current")
    assert BeautifulSoup(html, "html.parser").summary.get_text() == "51.0"
    assert facts(html) == {
        "Questions asked": "Is there a law? · Where to turn?",
        "Source": "Adults, 2022",
        "Base (people who answered)": "1,480",
        "Without an answer": "12",
        "Confidence interval": "49.0 to 53.1, at 95 percent",
        "Design effect": "1.41",
        "Population": "Adults",
        "Dates of interviews": "1 September 2022 to 30 September 2022",
        "Checksum of the export": "0123456789ab",
    }


def test_a_register_figure_tells_its_counts_and_definition():
    row = value(
        indicator="C1", numerator=83, denominator=329, source="Council", link="https://example.org/1",
        definition="seats held", round="", n=None, n_missing=None, ci_low=None, ci_high=None, deff=None,
    )  # fmt: skip
    assert facts(cards_of(row).end_card("25.2%", verdict("C1", current_round=""), "current")) == {
        "Source": "Council · https://example.org/1",
        "Definition": "seats held",
        "Counts": "83 of 329",
    }


def test_what_is_hidden_or_missing_has_no_card():
    cards = cards_of(value(state="suppressed", estimate=None, reason="suppressed"))
    assert cards.end_card("Suppressed", verdict("I1"), "current") == "Suppressed"
    assert cards.end_card("–", verdict("I9"), "current") == "–"
    (row,) = each(frame("estimates", [value(state="suppressed")]))
    assert "1,480" not in cards.value_card("Suppressed", row)


def test_words_from_data_are_escaped():
    html = cards_of(value(source="<script>x</script>")).end_card("<b>", verdict("I1"), "current")
    assert "<script>" not in html
    assert "<b>" not in html


def test_groups_and_items_do_not_stand_behind_the_whole():
    rows = [value(group="sex=f", n=744), value()]
    assert facts(cards_of(*rows).end_card("51.0", verdict("I1"), "current"))["Base (people who answered)"] == "1,480"  # fmt: skip


def test_no_other_place_date_or_round_stands_behind_a_number():
    whole = cards_of(value())
    for other in ({"place": "IQG11"}, {"current_date": "2021"}, {"current_round": "q"}):
        assert whole.end_card("51.0", verdict("I1", **other), "current") == "51.0"
    assert whole.end_card("51.0", verdict("I1"), "baseline") == "51.0"  # the verdict has none


def test_cards_speak_the_reports_language():
    shown = facts(cards_of(value(), language="ar_IQ").end_card("51.0", verdict("I1"), "current"))
    assert "المصدر" in shown
    assert "Source" not in shown


def test_an_empty_study_has_no_cards():
    bare = Cards(frame("estimates", []), frame("rounds", []), WORDINGS, Writer(Words("en")))
    assert bare.end_card("–", verdict("I1"), "current") == "–"
    assert isinstance(bare.estimates, pd.DataFrame)


def test_of_whom_an_indicator_was_asked_is_what_its_round_says():
    english = cards_of(value())
    arabic = replace(english, writer=Writer(Words("ar_IQ", translations={"Adults": "البالغون"})))
    assert english.asked_of(verdict("I1")) == "Adults"
    assert arabic.asked_of(verdict("I1")) == "البالغون"
    assert english.asked_of(verdict("I1", current_round="q")) == ""
