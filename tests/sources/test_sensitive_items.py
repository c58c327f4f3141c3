"""What is asked on a sensitive matter is told of the country alone."""

import pytest
from form import CHOICES, answers, rows, write_export, write_form
from test_intake import ROUND

from wps_eval.indicators.constructs import ScaleRules, Scoring
from wps_eval.indicators.round_estimates import estimate_round
from wps_eval.sources.intake import Folders, take_in
from wps_eval.survey.design import EQUAL, Design
from wps_eval.workspace.people import People


@pytest.mark.parametrize(
    ("sensitive", "dimensions"), [("", {"governorate", "sex"}), ("yes", {"sex"})]
)
def test_sensitive_items_are_broken_down_by_no_place(tmp_path, sensitive, dimensions):
    place = {
        "type": "select_one places",
        "name": "governorate",
        "role": "demographic",
        "disaggregate": "yes",
    }
    changes = {"q1": {"sensitive": sensitive}, "sex": {"disaggregate": "yes"}}
    questions = [row | changes.get(row["name"], {}) for row in rows()]
    choices = [*CHOICES, ("places", "IQG13", "Sulaymaniyah", "", "")]
    write_form(tmp_path / "instruments/form", [*questions[:8], place, *questions[8:]], choices)
    (tmp_path / "surveys/r1").mkdir(parents=True)
    (tmp_path / "surveys/r1/round.yml").write_text(ROUND, encoding="utf-8")
    submissions = [answers(_uuid=f"x{i}", **{"talk/governorate": "IQG13"}) for i in range(4)]
    write_export(tmp_path / "private/r1/export.csv", submissions)
    got = take_in("r1", Folders(*(tmp_path / n for n in ("surveys", "private", "instruments"))))
    people = People(
        got.round, got.instrument, Design.from_rows(got.frame, kind="census", weight=EQUAL)
    )
    made = estimate_round(people, list(Scoring), ScaleRules())
    groups = [label.group for label in made.constructs["attitude_x"].score.labels]
    assert {name for group in groups for name in group.dimensions} == dimensions
