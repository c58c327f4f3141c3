"""All that the operators of Cosmic Ray can do to the house, and a sample of it by a seed."""

from __future__ import annotations

import ast
import random
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ROOMS = ("change", "indicators", "disclosure", "survey", "run", "publish")


@dataclass(frozen=True, slots=True)
class Mutation:
    """One change of one file: the operator's nth place there, its line, and what is changed."""

    file: str
    line: int
    operator: str
    occurrence: int

    @property
    def room(self) -> str:
        """The room that the file lies in."""
        return self.file.split("/")[2]


def places(house: Path, file: str = "", operator: str = "") -> Iterator[Mutation]:
    """Give every place where an operator without arguments may change the six rooms, or a file of them."""
    named = [f"core/{operator}"] if operator else sorted(operator_names())
    operators = {name: get_operator(name) for name in named}
    ready = {name: made() for name, made in operators.items() if not made.arguments()}
    for room in ROOMS:
        for path in sorted((house / "src/wps_eval" / room).rglob("*.py")):
            where = path.relative_to(house).as_posix()
            if file not in ("", where):
                continue
            nodes = list(ast_nodes(get_ast(path.read_text(encoding="utf-8"))))
            for name, each in ready.items():
                lines = (start for node in nodes for (start, _), _ in each.mutation_positions(node))
                for occurrence, line in enumerate(lines):
                    yield Mutation(where, line, name.removeprefix("core/"), occurrence)


def mutated(source: str, mutation: Mutation) -> str:
    """Give the text of a file with the mutation in it."""
    operator = get_operator(f"core/{mutation.operator}")()
    changed: str | None = mutate_code(source, operator, mutation.occurrence)
    return source if changed is None else changed


def meant(source: str, changed: str) -> bool:
    """Say whether a mutant is Python, and does something else than its original outside of types."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        try:
            compile(changed, "mutant", "exec")
        except (SyntaxError, ValueError):
            return False
        return _bare(source) != _bare(changed)


def stream(house: Path, seed: int) -> Iterator[Mutation]:
    """Give every place in the order of a seed, each with the same chance; pass over what is not meant."""
    every = list(places(house))
    random.Random(seed).shuffle(every)  # noqa: S311
    for mutation in every:
        source = (house / mutation.file).read_text(encoding="utf-8")
        if meant(source, mutated(source, mutation)):
            yield mutation


def what_changed(source: str, changed: str) -> str:
    """Word a mutant: the line as it was, and as it is."""
    olds, news = source.splitlines(), changed.splitlines()
    top = next(i for i, (old, new) in enumerate(zip(olds, news, strict=False)) if old != new)
    below = 0
    while olds[-1 - below] == news[-1 - below] and below < min(len(olds), len(news)) - top - 1:
        below += 1
    old = " ".join(line.strip() for line in olds[top : len(olds) - below])
    new = " ".join(line.strip() for line in news[top : len(news) - below])
    return f"{old}  ->  {new}"


class _Bare(ast.NodeTransformer):
    """Takes out of a tree what is there for the type checker alone."""

    def visit_arg(self, node: ast.arg) -> ast.arg:
        node.annotation = None
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.returns = None
        return self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        node.annotation = ast.Constant(value=None)
        return self.generic_visit(node)

    def visit_If(self, node: ast.If) -> ast.AST | None:
        if isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            return None
        return self.generic_visit(node)


def _bare(source: str) -> str:
    """Give a file's tree without its types."""
    return ast.dump(_Bare().visit(ast.parse(source)))
