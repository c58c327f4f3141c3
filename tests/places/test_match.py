from pathlib import Path

import pytest

from wps_eval.places import PlaceNames
from wps_eval.plan import load_plan

NAMES = PlaceNames.of(load_plan(Path(__file__).parents[2] / "data" / "plan").places)


@pytest.mark.parametrize(
    ("spelling", "code"),
    [
        ("Nineveh", "IQG15"), ("Ninawa", "IQG15"), ("نينوى", "IQG15"), ("نەینەوا", "IQG15"),
        ("Sulaimaniya", "IQG06"), ("Slemani", "IQG06"), ("سلێمانی", "IQG06"),
        ("Dahuk", "IQG09"), ("Diala", "IQG10"), ("Bab il", "IQG07"), ("Babylon", "IQG07"),
        ("Karbala", "IQG12"), ("Wasit", "IQG18"), ("Saladin", "IQG16"), ("Salahuddin", "IQG16"),
        ("Diwaniyah", "IQG05"), ("الديوانية", "IQG05"), ("Dhi Qar", "IQG17"), ("Thiqar", "IQG17"),
        ("Missan", "IQG14"), ("Basra", "IQG02"), ("Karkuk", "IQG13"), ("الانبار", "IQG01"),
        ("الأنبار", "IQG01"), ("اربيل", "IQG11"), ("أربيل", "IQG11"), ("محافظة بغداد", "IQG08"),
        ("پارێزگای هەولێر", "IQG11"), ("Governorate of Najaf", "IQG04"), ("baghdad governorate", "IQG08"),
        ("بەغداد", "IQG08"), ("Halabja", "IQG06Q05"), ("IQ-DA", "IQG09"), ("IQG09", "IQG09"),
        ("Iraq", "IQ"), ("عێراق", "IQ"), ("Kurdistan Region", "IQ-KR"),
    ],
)  # fmt: skip
def test_spellings_met_in_the_field_are_matched(spelling, code):
    assert NAMES.code(spelling) == code


def test_a_name_that_is_only_like_one_is_not_matched_but_suggested():
    assert NAMES.code("Baghdaad") is None
    assert NAMES.meant("Baghdaad") == ("IQG08",)
    assert "Al-Basrah" in NAMES.meant("Atlantis")


def test_no_two_places_share_a_spelling():
    plan = load_plan(Path(__file__).parents[2] / "data" / "plan")
    for place in plan.places:
        for spelling in (*place.names, *place.spellings):
            assert NAMES.code(spelling) == place.code, spelling
