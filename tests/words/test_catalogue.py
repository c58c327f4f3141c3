import re
from pathlib import Path

import pytest

from wps_eval.codes import Change, Reason, Rule, Status
from wps_eval.errors import WpsEvalError
from wps_eval.words.catalogue import Words

SOURCE = Path(__file__).parents[2] / "src" / "wps_eval"


def test_plural_forms_follow_the_number():
    words = Words("en")
    assert words.say("plan.readings_caption", n=1).startswith("1 row ")
    assert words.say("plan.readings_caption", n=2).startswith("2 rows ")


def test_every_code_of_the_closed_lists_has_words():
    words = Words("en")
    wanted = {
        "status": Status,
        "reason": Reason,
        "change": Change,
        "rule": Rule,
    }
    assert [
        f"{k}.{m}" for k, codes in wanted.items() for m in codes if not words.knows(f"{k}.{m}")
    ] == []


def test_every_sentence_that_the_code_asks_for_is_in_the_catalogue():
    asked = set()
    for path in SOURCE.rglob("*.py"):
        asked |= set(re.findall(r"""\bsay\(\s*"([a-z_.]+)\"""", path.read_text(encoding="utf-8")))
    assert len(asked) > 50
    assert sorted(code for code in asked if not Words("en").knows(code)) == []


def test_an_unknown_code_is_told_with_the_nearest():
    with pytest.raises(WpsEvalError, match=r"status\.achieved"):
        Words("en").say("status.acheived")


def test_an_unknown_language_is_told_with_those_there_are():
    with pytest.raises(WpsEvalError, match="en"):
        Words("xx").say("status.achieved")
