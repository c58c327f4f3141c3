"""What was declared before results were seen, and what was changed afterwards."""

import json

from wps_eval.evaluation.models import Explanation, Rating
from wps_eval.report.choices import choices_table
from wps_eval.report.numbers import Writer
from wps_eval.results.history import (
    ChoiceChanged,
    DeclaredVersion,
    MadeFrom,
    changed_choices,
    code_changed,
    data_changed,
    read_declared,
    read_made_from,
    write_made_from,
)
from wps_eval.run.preregistration import declare_choices
from wps_eval.study.model import Study
from wps_eval.words.catalogue import Words

STUDY = Study(
    name="x",
    kind="midterm",
    current={"start": "2021-01-01", "end": "2022-12-31"},
    places=("IQ",),
    primary=("I1",),
)


def test_a_family_that_stays_has_one_mark_and_no_warning(tmp_path):
    one = declare_choices(STUDY, (), tmp_path, "monday")
    assert declare_choices(STUDY, (), tmp_path, "tuesday") == one
    assert one[1] == ()
    assert len(json.loads((tmp_path / "declared.json").read_text(encoding="utf-8"))) == 1


def test_a_family_changed_later_is_told_for_good(tmp_path):
    declare_choices(STUDY, (), tmp_path, "monday")
    other = STUDY.model_copy(update={"primary": ("I1", "I2")})
    _, warnings = declare_choices(other, (), tmp_path, "tuesday")
    assert "monday" in warnings[0]
    assert declare_choices(STUDY, (), tmp_path, "wednesday")[1]  # going back does not unsee
    rules = STUDY.model_copy(update={"correction": "none"})
    assert declare_choices(rules, (), tmp_path, "thursday")[1]


def test_every_watched_choice_that_changes_is_told_with_old_and_new(tmp_path):
    rating = Rating(criterion="relevance", rating=4, reason="as found", findings="F1")
    declare_choices(STUDY, (), tmp_path, "monday")
    cut = STUDY.model_copy(update={"rating": STUDY.rating.model_copy(update={"on_track": 0.9})})
    declare_choices(
        cut, (rating,), tmp_path, "tuesday"
    )  # a rating given for the first time is no change
    declare_choices(cut, (rating.model_copy(update={"rating": 5}),), tmp_path, "wednesday")
    changes = [
        (c.when, c.choice, c.before, c.after) for c in changed_choices(read_declared(tmp_path))
    ]
    assert changes == [
        ("tuesday", "rating.on_track", "0.95", "0.9"),
        ("wednesday", "rated.relevance", "4", "5"),
    ]


def test_a_history_from_before_choices_were_kept_is_still_read(tmp_path):
    old = [{"mark": "m", "when": "sunday", "primary": [], "rules": []}]
    (tmp_path / "declared.json").write_text(json.dumps(old), encoding="utf-8")
    _, warnings = declare_choices(STUDY, (), tmp_path, "monday")
    assert "sunday" in warnings[0]
    assert changed_choices(read_declared(tmp_path)) == ()


def test_what_was_not_explained_says_so():
    changed = [ChoiceChanged("2022-11-30", "rating.on_track", "0.95", "0.9")]
    why = Explanation(choice="rating.on_track", value="0.9", role="Team leader", why="A misprint")
    writer = Writer(Words("en"))
    assert choices_table(changed, [], writer).count("Not told") == 2
    table = choices_table(changed, [why], writer)
    assert "Team leader" in table
    assert "Cut for on track" in table


def test_editions_differ_by_data_or_by_code():
    then = MadeFrom("a", {"data/x.csv": "1", "params/s.yml": "1", "data/old.csv": "1"})
    assert not data_changed(then, MadeFrom("a", {"data/x.csv": "1", "params/s.yml": "2"}))
    assert data_changed(then, MadeFrom("a", {"data/x.csv": "2"}))
    assert code_changed(then, MadeFrom("b"))
    assert not code_changed(None, then)


def test_what_an_edition_is_made_from_is_left_alone_where_nothing_changed(tmp_path):
    write_made_from(tmp_path, MadeFrom("a", {"data/x.csv": "1"}))
    before = (tmp_path / "made_from.json").stat().st_mtime_ns
    write_made_from(tmp_path, MadeFrom("a", {"data/x.csv": "1"}))
    assert (tmp_path / "made_from.json").stat().st_mtime_ns == before
    assert read_made_from(tmp_path) == MadeFrom("a", {"data/x.csv": "1"})


def test_a_rating_that_is_withdrawn_and_given_anew_is_told_in_both_steps():
    versions = [DeclaredVersion("m", f"day {n}", chosen) for n, chosen in enumerate(
        [{"rated.relevance": "3"}, {}, {"rated.relevance": "6"}, {"rated.relevance": "6"}]
    )]  # fmt: skip
    assert [(c.when, c.before, c.after) for c in changed_choices(versions)] == [
        ("day 1", "3", "–"),
        ("day 2", "–", "6"),
    ]
