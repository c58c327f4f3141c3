"""Write docs/api.md from the docstrings of the researcher's two rooms: calls, arguments, results, examples."""

import inspect
import re
import sys
from collections.abc import Iterator
from dataclasses import is_dataclass
from pathlib import Path
from types import ModuleType

from wps_eval import change, survey

PAGE = Path(__file__).parents[1] / "docs" / "api.md"
OPENING = """# What the two rooms of researchers offer

Every call of `wps_eval.survey` and `wps_eval.change`, with its arguments, what it gives, what it refuses, where its formula
stands, and an example. The examples run as they stand; their numbers are made up. How they go together is told in
[guide-researcher.md](guide-researcher.md), the formulas in [methods.md](methods.md).

This page is made from the docstrings by `make docs`; a test compares the two.
"""
HEADS = ("Args:", "Returns:", "Raises:", "Attributes:", "Source:", "Examples:")
#: an argument, an attribute or an error, as it begins its line
_NAMED = re.compile(r"([*\w]+): (.*)")
_ENUM = re.compile(r"<\w+\.\w+: ('[^']*')>")  # a default that is one of a few words


def page() -> str:
    """Give the text of docs/api.md."""
    return "\n".join([OPENING, *_contents(), *_room(survey), *_room(change)])


def _contents() -> Iterator[str]:
    for room in (survey, change):
        names = ", ".join(f"[{name}](#{_anchor(room, name)})" for name in _names(room))
        yield f"- `{_short(room)}`: {names}"
    yield ""


def _short(room: ModuleType) -> str:
    return room.__name__.removeprefix("wps_eval.")


def _anchor(room: ModuleType, name: str) -> str:
    return f"{_short(room)}{name}".lower()


def _names(room: ModuleType) -> list[str]:
    """Name the functions and records of a room, functions first; constants have no docstring."""
    found = {name: getattr(room, name) for name in sorted(room.__all__)}
    functions = [name for name, value in found.items() if inspect.isfunction(value)]
    return functions + [name for name, value in found.items() if inspect.isclass(value)]


def _room(room: ModuleType) -> Iterator[str]:
    yield f"## {_short(room)}\n"
    yield f"{inspect.getdoc(room).splitlines()[0]}\n"
    for name in _names(room):
        found = getattr(room, name)
        yield f"### {_short(room)}.{name}\n"
        if inspect.isfunction(found):
            yield _signature(f"{_short(room)}.{name}", found)
        yield from _docstring(found)
        if is_dataclass(found):
            yield from _methods(found)


def _methods(record: type) -> Iterator[str]:
    """Give the public methods and properties of a record, each by its own docstring."""
    for name, found in vars(record).items():
        if name.startswith("_"):
            continue
        if isinstance(found, property):
            yield f"#### {record.__name__}.{name}\n"
            yield from _docstring(found.fget)
        elif isinstance(found, classmethod) or inspect.isfunction(found):
            yield f"#### {record.__name__}.{name}()\n"
            yield _signature(f"{record.__name__}.{name}", getattr(record, name))
            yield from _docstring(getattr(record, name))


def _signature(name: str, call: object) -> str:
    """Write a call as it is typed, with what is assumed where nothing is said."""
    signature = inspect.signature(call)
    plain = [
        parameter.replace(annotation=inspect.Parameter.empty)
        for parameter in signature.parameters.values()
        if parameter.name != "self"
    ]
    shown = signature.replace(parameters=plain, return_annotation=inspect.Signature.empty)
    return f"```text\n{name}{_ENUM.sub(lambda word: word[1], str(shown))}\n```\n"


def _docstring(found: object) -> Iterator[str]:
    """Turn a docstring into Markdown: its sections as lists, its example as code."""
    head, paragraph = "", []
    for line in [*(inspect.getdoc(found) or "").splitlines(), *HEADS[:1]]:
        begins = next((each for each in HEADS if line.startswith(each)), "")
        if not begins:
            paragraph.append(line)
            continue
        yield from _section(head, "\n".join(paragraph).strip("\n"))
        head, paragraph = begins, [line.removeprefix(begins).strip()]


def _section(head: str, text: str) -> Iterator[str]:
    if not text:
        return
    body = inspect.cleandoc(text)
    if head in ("Args:", "Raises:", "Attributes:"):
        yield f"**{head}**\n"
        yield from _named_lines(body)
    elif head == "Examples:":
        lead, _, code = body.partition("\n\n")
        yield f"{_marked(lead)}\n\n```python\n{code}\n```"
    else:
        yield f"**{head}** {_marked(body)}" if head else _marked(body)
    yield ""


def _named_lines(body: str) -> Iterator[str]:
    """Give the arguments as a list; a line that goes on stands deeper."""
    items: list[str] = []
    for line in body.splitlines():
        named = _NAMED.match(line)
        if named:
            items.append(f"- `{named[1]}`: {named[2]}")
        elif items:
            items[-1] += f" {line.strip()}"
    yield from map(_marked, items)


def _marked(text: str) -> str:
    """Put code into Markdown's single marks."""
    return text.replace("``", "`")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write("docs/api.md\n")
