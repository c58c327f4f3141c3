"""Every fault that the code can find is worded in every language, and holds data only."""

import ast
from datetime import date
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from wps_eval.errors import Data, DesignFaults, Fault, Where
from wps_eval.plan.complaints import CODES, OTHER
from wps_eval.words.catalogue import Words, languages
from wps_eval.words.faults import heading, line, place, worded

SOURCE = Path(__file__).parents[2] / "src" / "wps_eval"
MAKERS = ("Fault", "refusal")
PARTS = ("found", "expected", "remedy")


def called(node):
    return getattr(node.func, "id", None) or getattr(node.func, "attr", None)


def calls(tree, names):
    nodes = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    return [node for node in nodes if called(node) in names]


def hands_on(function):
    """Say at which place a function takes a code that it hands on to a fault, if it does."""
    names = [a.arg for a in function.args.args if a.arg != "self"]
    inner = calls(function, (*MAKERS, "fault"))
    passed = {n.id for c in inner for n in c.args if isinstance(n, ast.Name)}
    return names.index("code") if "code" in names and "code" in passed else None


def codes_of(tree):
    takers = dict.fromkeys(MAKERS, 0)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and (at := hands_on(node)) is not None:
            takers[node.name] = at
    for name, at in takers.items():
        for call in calls(tree, (name,)):
            if len(call.args) > at:
                yield from literals(call.args[at], tree)


def literals(node, tree):
    """Give the codes that an argument can be: one, one of two, or what a name was set to."""
    if isinstance(node, ast.Constant):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from (*literals(node.body, tree), *literals(node.orelse, tree))
    elif isinstance(node, ast.Name):
        for each in ast.walk(tree):
            if isinstance(each, ast.Assign) and node.id in {
                getattr(t, "id", "") for t in each.targets
            }:
                yield from literals(each.value, tree)


def trees():
    return [ast.parse(path.read_text(encoding="utf-8")) for path in sorted(SOURCE.rglob("*.py"))]


def codes():
    found = {code for tree in trees() for code in codes_of(tree)}
    return found | {*CODES.values(), OTHER}
