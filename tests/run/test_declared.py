"""What was declared before results were seen, and what was changed afterwards."""

import json

from wps_eval.run.declared import declare
from wps_eval.study.model import Study

STUDY = Study(
    name="x",
    kind="midterm",
    current={"start": "2021-01-01", "end": "2022-12-31"},
    places=("IQ",),
    primary=("I1",),
)


def test_a_family_that_stays_has_one_mark_and_no_warning(tmp_path):
    one = declare(STUDY, tmp_path, "monday")
    assert declare(STUDY, tmp_path, "tuesday") == one
    assert one[1] == ()
    assert len(json.loads((tmp_path / "declared.json").read_text(encoding="utf-8"))) == 1


def test_a_family_changed_later_is_told_for_good(tmp_path):
    declare(STUDY, tmp_path, "monday")
    other = STUDY.model_copy(update={"primary": ("I1", "I2")})
    _, warnings = declare(other, tmp_path, "tuesday")
    assert "monday" in warnings[0]
    assert declare(STUDY, tmp_path, "wednesday")[1]  # going back does not unsee
    rules = STUDY.model_copy(update={"correction": "none"})
    assert declare(rules, tmp_path, "thursday")[1]
