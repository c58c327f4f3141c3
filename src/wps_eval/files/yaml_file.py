"""The one way to read a YAML file that people wrote: whatever is wrong with it is a fault."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

from wps_eval.errors import Fault, InputFaults, Where
from wps_eval.files.letters import first_control
from wps_eval.files.text_file import read_text_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ruamel.yaml.nodes import Node

LONGEST_TEXT = 100_000  # letters; a params file has some three thousand
DAY_TAG = "tag:yaml.org,2002:timestamp"
MOST_ENTRIES = 20_000  # of the whole file, what aliases repeat counted each time


def read_yaml(path: Path, file: str, faults: list[Fault]) -> Any:
    """Read a YAML file.

    Args:
        path: The file.
        file: What it is called in faults.
        faults: Where faults are collected: what ``read_text_file`` finds, no YAML, aliases that
            unfold to more than ``MOST_ENTRIES``, a control character, a day that does not exist.

    Returns:
        What it holds; None where there was a fault, or nothing.
    """
    try:
        return _content(read_text_file(path, file), file)
    except InputFaults as error:
        faults.extend(error.faults)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        faults.append(Fault("not_yaml", Where(file, row=line)))
    except Exception:  # noqa: BLE001 - a reader of YAML raises what its tags and nesting lead it to
        faults.append(Fault("not_yaml", Where(file)))
    return None


def _content(text: str, file: str) -> Any:
    """Read a text as YAML, its size looked at before anything is made of it."""
    if len(text) > LONGEST_TEXT:
        raise InputFaults([Fault("yaml_too_large", Where(file), expected=MOST_ENTRIES)], file)
    reader = YAML(typ="safe", pure=True)
    root = reader.compose(text)
    if root is None:
        return None
    if _size(root, {}) > MOST_ENTRIES:
        raise InputFaults([Fault("yaml_too_large", Where(file), expected=MOST_ENTRIES)], file)
    if faults := [*_scalar_faults(root, reader, file)]:
        raise InputFaults(faults, file)
    return reader.constructor.construct_document(root)


def _size(node: Node, sizes: dict[Node, int]) -> int:
    """Count the entries below a node as they unfold; what holds itself has no end."""
    if node not in sizes:
        sizes[node] = MOST_ENTRIES  # for as long as it is being counted
        sizes[node] = 1 + sum(_size(child, sizes) for child in _children(node))
    return sizes[node]


def _scalar_faults(root: Node, reader: YAML, file: str) -> Iterator[Fault]:
    """Find entries that hold a control character, and days that do not exist."""
    waiting, met = [root], {root}
    while waiting:
        node = waiting.pop()
        new = [child for child in _children(node) if child not in met]
        waiting += new
        met.update(new)
        if isinstance(node, ScalarNode):
            where = Where(file, row=node.start_mark.line + 1)
            if control := first_control(node.value):
                yield Fault("control_character", where, found=control)
            elif node.tag == DAY_TAG and not _is_day(node, reader):
                yield Fault("no_such_day", where, found=node.value)


def _is_day(node: ScalarNode, reader: YAML) -> bool:
    """Say whether a day that was written down exists."""
    try:
        reader.constructor.construct_object(node)
    except ValueError:
        return False
    return True


def _children(node: Node) -> list[Node]:
    """Give the nodes right below a node: keys and values of a mapping, entries of a list."""
    if isinstance(node, MappingNode):
        return [part for pair in node.value for part in pair]
    return list(node.value) if isinstance(node, SequenceNode) else []
