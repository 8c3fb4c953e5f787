"""The blocks of a module, and the module with a mark at the head of each.

A block is what runs from its first statement to its last unless an exception leaves it: a body, or
what follows in it a statement that may leave it; and what a lambda gives. A class's body is part of
the block that it stands in, so are comprehensions and conditional expressions.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

MARKS = "__mediaglot_marks__"
"""What a marked module finds among the builtins: bytes to be set, one for each block."""

_Function = ast.FunctionDef | ast.AsyncFunctionDef


def marked(source: str, first: int = 0) -> tuple[ast.Module, list[set[int]]]:
    """The tree of a module that sets the byte of each block as it begins, counted from `first`, and
    the lines of its blocks, in that order: of a statement with a body, its head, which is a part of
    the body's block, too."""
    tree = ast.parse(source)
    marker = _Marker(first)
    tree.body = marker.body(tree.body)
    return ast.fix_missing_locations(tree), marker.lines


def at(source: str, first: int, last: int) -> set[int]:
    """The numbers of the blocks that have one of some lines; of all where none has."""
    wanted = set(range(first, last + 1))
    lines = marked(source)[1]
    return {n for n, held in enumerate(lines) if held & wanted} or set(range(len(lines)))


class _Marker:
    """Numbers blocks in the order in which they begin, and marks them in place."""

    def __init__(self, first: int) -> None:
        self._first = first
        self.lines: list[set[int]] = []

    def body(self, statements: list[ast.stmt], head: Iterable[int] = ()) -> list[ast.stmt]:
        """A body with marks; `head` are the lines that lead to it."""
        found: list[ast.stmt] = []
        number = None
        for place, statement in enumerate(statements):
            if _stays_first(statement, place):  # a mark before it would make it another thing
                found.append(statement)
                continue
            if number is None:
                number = self._new(head)
                found.append(_at(statement, f"{MARKS}[{self._first + number}] = 1"))
            self._statement(statement, number)
            found.append(statement)
            if _leaves(statement):
                number = None
        return found

    def _new(self, lines: Iterable[int]) -> int:
        self.lines.append(set(lines))
        return len(self.lines) - 1

    def _statement(self, statement: ast.stmt, number: int) -> None:
        """Mark what a statement of a block has inside."""
        bodies = list(_bodies(statement))
        self.lines[number].update(_own(statement, bodies))
        for owner, field in bodies:
            head = _head(owner, getattr(owner, field)[0]) if field == "body" else []
            self.lines[number].update(head)
            setattr(owner, field, self.body(getattr(owner, field), head))
        if isinstance(statement, ast.ClassDef):
            for inner in statement.body:
                self._statement(inner, number)
        for part in _expressions(statement):
            self._lambdas(part)

    def _lambdas(self, part: ast.AST) -> None:
        for node in ast.walk(part):
            if isinstance(node, ast.Lambda):
                number = self._new(_lines(node))
                call = f"{MARKS}.__setitem__({self._first + number}, 1) or 0"
                told = _at(node, call)
                assert isinstance(told, ast.Expr)
                assert isinstance(told.value, ast.BoolOp)
                told.value.values[1] = node.body
                node.body = told.value


def _bodies(statement: ast.stmt) -> Iterator[tuple[ast.AST, str]]:
    """Where the bodies of a statement are that are blocks: what holds them, and its field."""
    if isinstance(statement, ast.ClassDef):
        return
    handlers: list[ast.AST] = [
        *getattr(statement, "handlers", ()),  # of `try`
        *getattr(statement, "cases", ()),  # of `match`
    ]
    for owner in [statement, *handlers]:
        for field in ("body", "orelse", "finalbody"):
            if getattr(owner, field, None):
                yield owner, field


def _expressions(statement: ast.stmt) -> Iterator[ast.AST]:
    """What a statement has beside bodies."""
    for child in ast.iter_child_nodes(statement):
        if isinstance(child, ast.ExceptHandler):
            yield from (child.type,) if child.type else ()
        elif isinstance(child, ast.match_case):
            yield from (child.guard,) if child.guard else ()
        elif not isinstance(child, ast.stmt):
            yield child


def _own(statement: ast.stmt, bodies: list[tuple[ast.AST, str]]) -> range:
    """The lines of a statement up to its first body."""
    if isinstance(statement, ast.ClassDef):
        return _head(statement, statement.body[0])
    if not bodies:
        return _lines(statement)
    owner, field = bodies[0]
    return _head(statement, getattr(owner, field)[0])


def _head(owner: ast.AST, first: ast.stmt) -> range:
    """The lines from the beginning of what has a body to before the body's first statement."""
    begin = _begin(owner.pattern if isinstance(owner, ast.match_case) else owner)
    return range(begin, max(_begin(first), begin + 1))


def _begin(node: ast.AST) -> int:
    """The first line, decorators among them."""
    lines = [d.lineno for d in getattr(node, "decorator_list", [])]
    return min([*lines, node.lineno])  # type: ignore[attr-defined]


def _lines(node: ast.stmt | ast.expr) -> range:
    return range(_begin(node), (node.end_lineno or node.lineno) + 1)


def _stays_first(statement: ast.stmt, place: int) -> bool:
    """Whether a statement is a docstring or an import from the future."""
    if isinstance(statement, ast.ImportFrom):
        return statement.module == "__future__"
    if place or not isinstance(statement, ast.Expr):
        return False
    return isinstance(statement.value, ast.Constant) and isinstance(statement.value.value, str)


def _leaves(statement: ast.stmt) -> bool:
    """Whether a statement with a body may leave the block that it stands in."""
    ways = (ast.Return, ast.Raise, ast.Break, ast.Continue)
    inside = isinstance(statement, _Function | ast.ClassDef)
    return not inside and any(isinstance(node, ways) for node in ast.walk(statement))


def _at(node: ast.stmt | ast.expr, text: str) -> ast.stmt:
    """The statement that a text is, standing where a node begins."""
    made = ast.parse(text).body[0]
    for part in ast.walk(made):
        for name in ("lineno", "end_lineno"):
            if hasattr(part, name):
                setattr(part, name, _begin(node))
        for name in ("col_offset", "end_col_offset"):
            if hasattr(part, name):
                setattr(part, name, node.col_offset)
    return made
