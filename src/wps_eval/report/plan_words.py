"""The plan's own short words in the report's language: units, rhythms, and where a row was read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wps_eval.report.numbers import Writer
    from wps_eval.words.catalogue import Words

READ_AT_PIECES = {
    "table": r"table (?P<n>\d+\.\d+)",
    "heading": r"table (?P<n>\d+\.\d+) heading",
    "no_table": r"no table",
    "opening": r"opening page of pillar (?P<n>\d+)",
    "framework": r"institutional framework",
    "objective": r"objective (?P<n>\d+)",
    "row": r"row (?P<n>\d+)",
    "rows": r"rows (?P<n>\d+-\d+)",
    "follow_up": r"follow-up plan",
    "first": r"first",
    "second": r"second",
    "third": r"third",
    "part": r"part (?P<n>\d+)",
    "part_wed": r"part (?P<n>\d+) \(Women Empowerment Department\)",
    "part_main": r"part (?P<n>\d+) \(main bodies\)",
    "part_supporting": r"part (?P<n>\d+) \(supporting bodies\)",
    "part_departments": r"part (?P<n>\d+) \(women's empowerment departments and formations\)",
    "before": r"before implementation",
    "during": r"during implementation",
    "executing": r"when executing",
    "item": r"item (?P<n>\d+|[A-Z])",
    "items": r"items (?P<n>[A-Z]) and (?P<m>[A-Z])",
    "line": r"line (?P<n>\d+)",
    "lines": r"lines (?P<n>\d+(?:-\d+)?(?:, \d+(?:-\d+)?)*)",
}
PIECE_PATTERNS = {code: re.compile(pattern) for code, pattern in READ_AT_PIECES.items()}
JOINTS = re.compile(r"(; |, (?!\d)| and (?=objective))")


def plan_word(kind: str, text: str, writer: Writer) -> str:
    """Say a plan's word (a unit, a rhythm) in the run's language, as it was entered if it is not known."""
    words = writer.words
    return (
        words.say(_word_code(kind, text))
        if knows_plan_word(kind, text, words)
        else words.tell(text)
    )


def knows_plan_word(kind: str, text: str, words: Words) -> bool:
    """Whether the catalogues hold a plan's word, so that nobody has to tell it further."""
    return words.knows(_word_code(kind, text))


def _word_code(kind: str, text: str) -> str:
    """Give the catalogues' code of a plan's word."""
    return f"{kind}.{re.sub('[ /]', '_', text)}"


def place_in_plan(source: str, writer: Writer) -> str:
    """Say where in the plan a row was read; a place that is told otherwise stays as it was entered."""
    parts = JOINTS.split(source)
    pieces = [_piece_in_words(part, writer.words) for part in parts[::2]]
    if not all(pieces):
        return source
    joints = [_joint_in_words(joint, writer.words) for joint in parts[1::2]]
    return "".join(part + joint for part, joint in zip(pieces, [*joints, ""], strict=True))


def _piece_in_words(part: str, words: Words) -> str:
    """Say one piece of a place, such as ``row 3``; nothing where no pattern knows it."""
    for code, pattern in PIECE_PATTERNS.items():
        found = pattern.fullmatch(part)
        if found:
            numbers = {k: words.listed(n.split(", ")) for k, n in found.groupdict().items()}
            return words.say(f"read_at.{code}", **numbers)
    return ""


def _joint_in_words(joint: str, words: Words) -> str:
    """Say what joins two pieces of a place."""
    code = {"; ": "list.semicolon", ", ": "list.comma"}.get(joint, "read_at.and")
    return words.say(code)
