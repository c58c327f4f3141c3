"""A study's choices as a params file that an evaluator edits: every key, and what it means."""

from __future__ import annotations

import textwrap
from enum import StrEnum
from io import StringIO
from typing import TYPE_CHECKING

from ruamel.yaml import YAML

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wps_eval.study import Study
    from wps_eval.words.catalogue import Words

SCHEMA_LINE = (
    "# yaml-language-server: $schema=schema/study.json"  # by which editors complete the keys
)
LONGEST_LINE = 100
_NO_WRAP = 100_000


def params_text(study: Study, title: str, words: Words) -> str:
    """Give the text of a params file that says every key of a study, each under what it means.

    Args:
        study: The choices.
        title: What the evaluation is called; it stands in the first lines and is read by nobody else.
        words: The language of what is said of the keys.
    """
    choices = study.model_dump(exclude={"name"}, exclude_none=True)
    lines = [SCHEMA_LINE, *_comment(" ".join(title.split())), *_comment(words.say("new.choices"))]
    for key, value in choices.items():
        lines += ["", *_comment(words.say(f"new.key.{key}")), *_yaml_lines(key, value)]
    return "\n".join(lines) + "\n"


def _comment(text: str) -> Iterator[str]:
    """Put a text behind signs that YAML leaves out, in lines of a length to read."""
    for line in textwrap.wrap(text, LONGEST_LINE):
        yield f"# {line}"


def _yaml_lines(key: str, value: object, indent: str = "") -> Iterator[str]:
    """Write one key with its value as YAML; keys below it a line each."""
    if not isinstance(value, dict):
        yield f"{indent}{key}: {_yaml_value(value)}"
        return
    yield f"{indent}{key}:"
    for inner_key, inner in value.items():
        yield from _yaml_lines(inner_key, inner, f"{indent}  ")


def _yaml_value(value: object) -> str:
    """Write a value on one line, between quotation marks where YAML would take it for something else."""
    writer = YAML(typ="safe", pure=True)
    writer.default_flow_style = True
    writer.width = _NO_WRAP
    text = StringIO()
    values = value if isinstance(value, tuple) else (value,)
    writer.dump([str(each) if isinstance(each, StrEnum) else each for each in values], text)
    line = text.getvalue().strip()
    return line if isinstance(value, tuple) else line.removeprefix("[").removesuffix("]")
