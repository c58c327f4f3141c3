"""A call in a text is read as text: what it asks for, or a fault that says what was meant."""

import re
import warnings
from pathlib import Path

import pytest

from in_english import english
from wps_eval.errors import ProseFaults, Where
from wps_eval.evaluation.calls import LONGEST_CALL, Call, read_call

HOUSE = Path(__file__).parents[2]
HERE = Where("chapter.md", row=3)


def fault_of(text):
    with pytest.raises(ProseFaults) as raised:
        read_call(text, HERE)
    (fault,) = raised.value.faults
    assert (fault.code.partition(".")[0], fault.where) == ("bad_binding", HERE)
    return english(fault)


@pytest.mark.parametrize(
    ("text", "call"),
    [
        ('value("I1")', Call("I1")),
        ("  value( 'I1' , 'baseline' )  ", Call("I1", "baseline")),
        ('value(code="I1", statistic="target")', Call("I1", "target")),
        ('value("I1", group="sex=f", place="IQ-KR")', Call("I1", group="sex=f", place="IQ-KR")),
        ('value("I1", "estimate", period="2022")', Call("I1", "estimate", period="2022")),
        ('value("I1", edition="midterm", place=None)', Call("I1", edition="midterm")),
        ('value("I1", group="a (b) {c}")', Call("I1", group="a (b) {c}")),
        ('value("القيمة")', Call("القيمة")),
    ],
)
def test_a_call_is_read(text, call):
    assert read_call(text, HERE) == call


@pytest.mark.parametrize(
    ("text", "found", "remedy"),
    [
        ('valeu("I1")', "valeu", "Did you mean 'value'?"),
        ('open("/etc/passwd")', "open", "value"),
        ('value.__call__("I1")', "value.__call__", "value"),
        ('value("I1")("I2")', 'value("I1")', "value"),
        ('value("I1", plcae="IQ")', "plcae", "Did you mean 'place'?"),
        ('value("I1", **{"group": "sex=f"})', "**", "group"),
        ('value("I1", "current", "sex=f")', '"sex=f"', 'group="sex=f"'),
        ('value("I1", code="I2")', "'code' twice", "Remove"),
        ('value("I1", group="a", group="b")', "'group' twice", "Remove"),
        ('value(group="sex=f")', "no code", "value("),
        ("value()", "no code", "value("),
        ('value("I1", period=2022)', "period with '2022", 'period="..."'),
        ('value("I1", group=None)', "group with 'None", 'group="..."'),
        ("value(I1)", "code with 'I1", 'code="..."'),
        ('value("I1" + "x")', 'code with \'"I1" + "x"', 'code="..."'),
        ('value(f"{1}")', "code with 'f", 'code="..."'),
        ('value(b"I1")', "code with 'b", 'code="..."'),
        ('value(*["I1"])', 'code with \'*["I1"]', 'code="..."'),
        ('value(open("x"))', 'code with \'open("x")', 'code="..."'),
        ('value(["I1"])', 'code with \'["I1"]', 'code="..."'),
    ],
)
def test_a_call_that_asks_for_something_else_is_told_with_what_was_meant(text, found, remedy):
    fault = fault_of(text)
    assert found in fault.found
    assert remedy in fault.remedy


@pytest.mark.parametrize(
    "text",
    ["", "value", 'value("I1"', 'value("I1"))', "value(“I1”)", "''.__class__", "x = value('I1')",
     'value("I1"); value("I2")', 'value("I1")|upper', '- value("I1")', "lambda: value('I1')",
     'value("I1") if 1 else 2', 'value("I\x001")', 'value("\\d")', "value('I1'" + " " * 400,
     "value(" + "(" * 250 + ")" * 250 + ")"],
)  # fmt: skip
def test_a_text_that_is_no_call_is_told_with_the_form_of_one(text):
    assert 'value("1.1.3/5-b", "baseline")' in fault_of(text).remedy


@pytest.mark.parametrize("inner", ["-" * 280 + "1", "(" * 140 + ")" * 140, "[" * 140 + "]" * 140])
def test_what_is_nested_deep_is_a_fault_and_no_crash(inner):
    text = f"value({inner})"
    assert len(text) <= LONGEST_CALL
    fault_of(text)


def test_a_stray_backslash_is_a_fault_and_no_warning():
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        fault_of('value("1.1.3\\d")')
    assert seen == []


def test_every_call_of_the_house_s_texts_can_be_read():
    texts = [path.read_text(encoding="utf-8") for path in (HOUSE / "params").rglob("*.md")]
    calls = [call for text in texts for call in re.findall(r"\{\{(.*?)\}\}", text)]
    assert len(calls) > 50
    assert all(read_call(call, HERE).code for call in calls)


def test_nothing_of_a_template_engine_is_left_in_the_room():
    room = HOUSE / "src" / "wps_eval" / "evaluation"
    assert not [p.name for p in room.glob("*.py") if "jinja" in p.read_text("utf-8").lower()]
