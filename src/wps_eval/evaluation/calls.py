"""Calls in authors' prose, such as ``value("1.1.3/5-b", group="sex=f")``: read as text, never run."""

from __future__ import annotations

import ast
import warnings
from dataclasses import dataclass, fields

from wps_eval.errors import Data, Fault, ProseFaults, Where

LONGEST_CALL = 300  # letters; no key is as long, and nothing in so few can be nested too deep
CALLED_NAME = "value"


@dataclass(frozen=True)
class Call:
    """What a call asks for: one released number.

    Attributes:
        code: The indicator, as printed or as the plan has it.
        statistic: What is meant: baseline, current, change ...
        group: Of whom; of all, if empty.
        place: Where; the page's place, if not said.
        period: When, beside an estimate.
        edition: The edition before that the number is taken from, if not this one.
    """

    code: str
    statistic: str = "current"
    group: str = ""
    place: str | None = None
    period: str | None = None
    edition: str | None = None


ARGUMENT_NAMES = tuple(field.name for field in fields(Call))
UNNAMED_ARGUMENTS = ("code", "statistic")  # what may stand without its name
MAY_BE_NONE = ("place", "period", "edition")  # what may be None, as if it were not said


def read_call(text: str, where: Where) -> Call:
    """Read a call; it may hold texts between quotation marks and nothing else.

    Args:
        text: What stands between the braces.
        where: Its place, for faults.

    Raises:
        ProseFaults: With what cannot be read in it, and what was probably meant.
    """
    text = text.strip()
    node = _parsed_call(text, where)
    name = ast.get_source_segment(text, node.func) or ""
    if not isinstance(node.func, ast.Name) or name != CALLED_NAME:
        raise _refusal(Fault("bad_binding.function", where, name, (CALLED_NAME,), (CALLED_NAME,)))
    arguments = _arguments_by_name(node, text, where)
    texts = {name: _argument_text(name, node, text, where) for name, node in arguments.items()}
    return Call(**texts)  # type: ignore[arg-type]


def _parsed_call(text: str, where: Where) -> ast.Call:
    """Take a text apart, without running any of it."""
    if len(text) > LONGEST_CALL:
        raise _refusal(Fault("bad_binding.long", where, found=len(text), expected=LONGEST_CALL))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # a stray backslash would be read as something else
            node = ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        node = None
    if not isinstance(node, ast.Call):
        raise _refusal(Fault("bad_binding", where, found=f"{{{{{text}}}}}"))
    return node


def _arguments_by_name(node: ast.Call, text: str, where: Where) -> dict[str, ast.expr]:
    """Give each argument by its name, and each name once."""
    arguments = _unnamed_arguments(node, text, where)
    for keyword in node.keywords:
        name = keyword.arg or "**"
        if name not in ARGUMENT_NAMES:
            raise _refusal(Fault("bad_binding.argument", where, found=name, known=ARGUMENT_NAMES))
        if name in arguments:
            raise _refusal(Fault("bad_binding.twice", where, found=name))
        arguments[name] = keyword.value
    if "code" not in arguments:
        raise _refusal(Fault("bad_binding.code", where))
    return arguments


def _unnamed_arguments(node: ast.Call, text: str, where: Where) -> dict[str, ast.expr]:
    """Give the arguments that stand without a name, by the name that their place has."""
    if extra := node.args[len(UNNAMED_ARGUMENTS) :]:
        found = ast.get_source_segment(text, extra[0]) or ""
        raise _refusal(Fault("bad_binding.unnamed", where, found=found))
    return dict(zip(UNNAMED_ARGUMENTS, node.args, strict=False))


def _argument_text(name: str, node: ast.expr, text: str, where: Where) -> str | None:
    """Give the text that an argument is, or nothing where it may be left out and is."""
    try:
        value = ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        value = node
    if isinstance(value, str) or (value is None and name in MAY_BE_NONE):
        return value
    found = Data(name=(name,), text=ast.get_source_segment(text, node) or "")
    raise _refusal(Fault("bad_binding.text", where, found))


def _refusal(fault: Fault) -> ProseFaults:
    """Give the error that a call is refused with."""
    return ProseFaults([fault])
