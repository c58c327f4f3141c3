"""What pydantic and YAML complain of is told in our own words, with what was allowed as data."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from in_english import english
from wps_eval.errors import Data, Where
from wps_eval.plan.complaints import fault_of, refusal
from wps_eval.words.catalogue import Words, languages
from wps_eval.words.faults import worded


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class Inner(BaseModel):
    text: str


def _swapped(_):
    raise refusal("end_before_start", start=date(2022, 1, 1), end=date(2021, 1, 1))


class Row(BaseModel):
    model_config = ConfigDict(extra="forbid")

    colour: Colour = Colour.RED
    state: Literal["draft", "final"] = "draft"
    day: date = date(2021, 1, 1)
    count: Annotated[int, Field(ge=1, le=120)] = 1
    share: Annotated[float, Field(gt=0, lt=1)] = 0.5
    yes: bool = True
    name: Annotated[str, Field(min_length=3, pattern="^[a-z]*$")] = "abc"
    places: Annotated[tuple[str, ...], Field(min_length=1)] = ("IQ",)
    inner: Inner = Inner(text="x")
    window: Annotated[str, BeforeValidator(_swapped)] = ""


def faults_of(**values):
    with pytest.raises(ValidationError) as caught:
        Row.model_validate(values)
    return [fault_of(detail, Row, Where("a.yml")) for detail in caught.value.errors()]


@pytest.mark.parametrize(
    ("key", "value", "code", "expected"),
    [
        ("colour", "rde", "bad_value.choice", ("red", "blue")),
        ("state", "fnal", "bad_value.choice", ("draft", "final")),
        ("day", "soon", "bad_value.day", ""),
        ("count", 0, "bad_value.at_least", 1),
        ("count", 121, "bad_value.at_most", 120),
        ("count", "many", "bad_value.whole_number", ""),
        ("count", 1.5, "bad_value.whole_number", ""),
        ("share", 0, "bad_value.above", 0),
        ("share", 1, "bad_value.below", 1),
        ("share", "half", "bad_value.number", ""),
        ("yes", "perhaps", "bad_value.yes_or_no", ""),
        ("name", "ab", "bad_value.short", 3),
        ("name", "abC", "bad_value.form", "^[a-z]*$"),
        ("name", 7, "bad_value.text", ""),
        ("places", [], "bad_value.few", 1),
        ("places", "IQ", "bad_value.list", ""),
        ("inner", 3, "bad_value.keys", ""),
        ("window", "x", "end_before_start", ""),
        ("colr", "x", "unknown_name", ""),
    ],
)
def test_each_complaint_has_a_code_and_what_was_allowed(key, value, code, expected):
    (fault,) = faults_of(**{key: value})
    assert (fault.code, fault.where, fault.expected) == (code, Where("a.yml", column=key), expected)
    for language in languages():
        said = worded(fault, Words(language))
        assert "nput should be" not in said.expected  # pydantic's own words are a programmer's


def test_what_a_validator_of_ours_found_is_kept_as_data():
    (fault,) = faults_of(window="x")
    assert fault.found == Data(start=date(2022, 1, 1), end=date(2021, 1, 1))
    assert english(fault).found == "an end on 2021-01-01 after a start on 2022-01-01"


@pytest.mark.parametrize(
    ("value", "found"),
    [("rde", "'rde'"), (3, "3"), (None, "nothing"), (True, "'True'"), (["a", "b"], "a, b"),
     ({"key": 1}, "key")],
)  # fmt: skip
def test_what_stood_there_is_shown_as_it_was(value, found):
    (fault,) = faults_of(colour=value)
    assert english(fault).found == found


def test_one_of_a_few_words_is_told_with_the_nearest():
    (fault,) = faults_of(state="fnal")
    assert english(fault).remedy == "Did you mean 'final'?"


def test_a_complaint_that_nobody_foresaw_is_told_too():
    detail = {"type": "not_foreseen", "loc": ("colour",), "input": "x", "msg": "Bad"}
    fault = fault_of(detail, Row, Where("a.yml"))
    assert (fault.code, english(fault).expected) == ("bad_value", "a value that is allowed here")
