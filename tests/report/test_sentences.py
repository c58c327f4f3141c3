from pathlib import Path

from wps_eval.plan import load_plan
from wps_eval.report import sentences
from wps_eval.report.evaluability_tables import owing_rows
from wps_eval.report.numbers import Writer
from wps_eval.results.store import frame
from wps_eval.words.catalogue import Words

WRITER = Writer(Words("en"))
PLAN = load_plan(Path(__file__).parents[2] / "data" / "plan")


def evaluability(*rows):
    base = {"edition": "e", "pillar": "P1", "reason": "no_baseline"}
    return frame(
        "evaluability", [base | {"indicator": f"I{n}"} | row for n, row in enumerate(rows)]
    )


def test_the_headline_counts_what_can_be_assessed():
    none = evaluability({}, {})
    assert sentences.headline_sentence(none, WRITER).startswith("Of the plan's 2 indicators, none")
    some = evaluability({"assessable": True}, {})
    assert (
        sentences.headline_sentence(some, WRITER)
        == "Of the plan's 2 indicators, 1 can be assessed today."
    )


def test_a_need_that_all_indicators_have_is_not_called_missing():
    found = evaluability({"has_target": True}, {"has_target": True, "has_baseline": True})
    written = list(sentences.missing_sentences(found, WRITER))
    assert written == ["1 of 2 have no baseline.", "2 of 2 have no current value."]


def test_an_indicator_counts_for_each_of_its_bodies():
    found = evaluability({"owners": "MOI;MOD"}, {"owners": "MOI"}, {"owners": ""})
    rows = owing_rows(found, PLAN, "en").set_index("code")
    assert dict(rows["all"]) == {"MOI": 2, "MOD": 1}
    assert "Ministry of Interior" in sentences.most_owing_sentence(found, PLAN, WRITER)


def test_moved_speaks_only_of_changes_that_are_known_and_shown():
    base = {"edition": "e", "pillar": "context", "place": "IQ", "unit": "% of seats", "state": "shown",
            "baseline": 26.44, "current": 28.88, "difference": 2.44, "baseline_date": "2020",
            "current_date": "2021-10"}  # fmt: skip
    verdicts = frame("verdicts", [
        base | {"indicator": "a", "title": "Women", "change": "increased"},
        base | {"indicator": "b", "title": "Hidden", "change": "increased", "state": "suppressed"},
        base | {"indicator": "c", "title": "Unknown", "change": "cannot_tell"},
    ])  # fmt: skip
    written = list(sentences.change_sentences(verdicts, WRITER))
    assert written == [
        "Women: increased from 26.4% (2020) to 28.9% (October 2021), a change of \u2066+2.4\u2069 points."
    ]
    assert "no public figure" in sentences.context_parts(verdicts.iloc[:0], WRITER)[0].lower()
