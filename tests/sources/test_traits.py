"""By what people in figures may be parted: a closed list, two traits at most, religion of the country alone."""

from pathlib import Path

import pytest

from in_english import sentence
from in_memory import lay_figures
from wps_eval.codes import MeasureType
from wps_eval.indicators.register import read_register
from wps_eval.places import PlaceNames
from wps_eval.plan.body_names import BodyNames
from wps_eval.plan.group_names import GroupNames, UnknownGroupError
from wps_eval.plan.lists import PlanGroup
from wps_eval.plan.models import Place
from wps_eval.sources.figure_row import KnownIndicator, Lists
from wps_eval.sources.figures import read_figures
from wps_eval.values import Unit
from wps_eval.workspace.opened import open_workspace

CASES = Path(__file__).parents[1] / "cases/disclosure"
PLACES = PlaceNames.of([Place(code="IQ", name_en="Iraq"), Place(code="IQG15", name_en="Ninewa")])
LISTED = ("sex", "sex=f", "age", "religion", "religion=r1", "residence", "residence=urban")
GROUPS = GroupNames.of(
    [PlanGroup(code=code, name=f"name {code}", source="made up") for code in LISTED]
)
LISTS = Lists(
    {"C-count": KnownIndicator(Unit.read("women"), MeasureType.STOCK)},
    PLACES, BodyNames({}, ()), GROUPS, national="IQ",
)  # fmt: skip


def test_d07_a_name_four_traits_and_religion_of_a_governorate_are_faults(tmp_path):
    text = (CASES / "D07-name-in-a-group.csv").read_text(encoding="utf-8")
    workspace = open_workspace("midterm-2022", lay_figures(tmp_path, text))
    register = read_register(workspace.study, workspace.plan, workspace.root.data("figures"))
    assert [(f.where.row, f.code) for f in register.faults] == [
        (2, "unknown_group"), (3, "group_below_country"), (3, "too_many_traits"), (3, "unknown_group"),
    ]  # fmt: skip
    assert register.figures == ()
    told = "".join(map(sentence, register.faults))
    assert "at most 2 traits" in told
    assert "of the whole country alone" in told


@pytest.mark.parametrize(
    ("place", "group", "codes"),
    [
        ("IQ", "sex=f;age=18-24", []),
        ("IQG15", "sex=f;age=18-24", []),
        ("IQ", "sex=f;age=18-24;residence=urban", ["too_many_traits"]),
        ("IQ", "religion=r1", []),
        ("IQG15", "religion=r1", ["group_below_country"]),
        ("IQG15", "name religion=r1", ["group_below_country"]),
        ("IQG15", "ethnicity=x", ["group_below_country", "unknown_group"]),
        ("IQ", "ethnicity=x", ["unknown_group"]),
    ],
)
def test_two_traits_at_most_and_religion_of_the_country_alone(tmp_path, place, group, codes):
    row = f"C-count,{place},2022,40,final,Made up,{group}\n"
    (tmp_path / "f.csv").write_text(
        f"indicator,place,date,value,status,source,group\n{row}", encoding="utf-8"
    )
    faults = []
    figures = read_figures(tmp_path, LISTS, faults)
    assert sorted(fault.code for fault in faults) == codes
    assert len(figures) == (not codes)


@pytest.mark.parametrize("stretch", ["18-24", "18 - 24", "60+", "<18", "٦٠+", "7"])
def test_a_dimension_without_categories_takes_stretches(stretch):
    assert str(GROUPS.read(f"age={stretch}")) == f"age={stretch}"


@pytest.mark.parametrize(
    "word", ["Made-Up Person", "old", "1234", "18-", "18 years of Sinjar", "18-24-30"]
)
def test_a_dimension_without_categories_takes_no_words(word):
    with pytest.raises(UnknownGroupError):
        GROUPS.read(f"age={word}")
