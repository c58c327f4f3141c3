"""What the guide to making a plan says of its tables, held against the code."""

import re
from pathlib import Path

from wps_eval.plan.load import REQUIRED_TABLES, TABLES
from wps_eval.plan.models import Title

HOUSE = Path(__file__).parents[2]
GUIDE = (HOUSE / "docs/guide-plan.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `(\w+)\.csv` \| (yes|no) \| .* \| `(.+)` \|$", GUIDE, flags=re.MULTILINE)


def test_the_tables_that_must_be_there_are_those_of_the_code():
    assert {name for name, must, _ in ROWS if must == "yes"} == set(REQUIRED_TABLES)
    told = {name for name, _, _ in ROWS}
    assert told <= {*TABLES, "titles"}
    # the rest are told in the guide to Iraq's plan: rows that few plans have
    assert set(TABLES) - told == {
        "pillar_results", "institutional", "follow_up", "global_indicators",
    }  # fmt: skip


def test_the_columns_that_must_be_filled_are_those_of_the_code():
    for name, _, columns in ROWS:
        model = TABLES.get(name, Title)
        required = {n for n, field in model.model_fields.items() if field.is_required()}
        assert set(columns.split(", ")) == required, name
