from pathlib import Path

from wps_eval.plan import load_plan
from wps_eval.plan.models import Target
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


def test_the_headline_says_first_what_the_plan_itself_lets_one_assess():
    own, none, matrix = sentences.headline_sentences(evaluability({}, {}), PLAN, WRITER)
    assert own.startswith("The plan itself says what is to be reached for ")
    assert none == "Of the plan's 2 indicators, none can be assessed today."
    assert matrix == "No official matrix of baselines and targets is in the data."
    some = evaluability({"assessable": True}, {})
    assert "Of the plan's 2 indicators, 1 can be assessed today." in list(
        sentences.headline_sentences(some, PLAN, WRITER)
    )


def test_the_headline_no_longer_lacks_a_matrix_that_was_entered():
    target = {"code": "T", "kind": "target", "value": 1, "date": "2024", "status": "official"}
    entered = Target(indicator="I1.1.1-03-a", **target)
    plan = PLAN.model_copy(update={"targets": (*PLAN.targets, entered)})
    *_, matrix = sentences.headline_sentences(evaluability({}), plan, WRITER)
    assert matrix == "Targets of an official matrix were entered for 1 indicators."


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
        "Women: increased from 26.4% (2020) to 28.9% (October 2021), by 2.4 percentage points."
    ]
    assert (
        "no public figure" in sentences.context_parts(verdicts.iloc[:0], "Iraq", WRITER)[0].lower()
    )
