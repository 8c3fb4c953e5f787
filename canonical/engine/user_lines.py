"""Lines of a user script as they stand in configuration and scenario files: `picks("cat.jpg")`."""

from __future__ import annotations

import ast
import inspect
import json
import re
from typing import Any, Final

from ..errors import InputError, did_you_mean, shown
from .user import ACTIONS, Action, ScriptError

MAX_LINE = 4000
_BARE: Final = re.compile(r"[\w./-]+")


def parse_line(line: str, *, place: str = "") -> Action:
    """The action of a line such as `picks("cat.jpg", after=2, when="my")`.

    Only the known actions with literal arguments; nothing is evaluated. Raises InputError.
    """
    if len(line) > MAX_LINE:
        raise InputError("the line is too long", place=place)
    try:
        tree = ast.parse(line.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise InputError(
            f'expected an action such as picks("cat.jpg"), got {shown(line)}', place=place
        ) from None
    if isinstance(tree, ast.Name):
        tree = ast.Call(tree, [], [])
    if not isinstance(tree, ast.Call) or not isinstance(tree.func, ast.Name):
        raise InputError(
            f'expected an action such as picks("cat.jpg"), got {shown(line)}', place=place
        )
    name = tree.func.id
    if name not in ACTIONS:
        raise InputError(
            f"unknown action {name!r}; {did_you_mean(name, ACTIONS, 'actions')}", place=place
        )
    try:
        arguments = [_value(name, item) for item in tree.args]
        named = {item.arg or "**": _value(name, item.value) for item in tree.keywords}
        try:
            bound = inspect.signature(ACTIONS[name]).bind(*arguments, **named)
        except TypeError:
            raise InputError(f"expected {_form(name)}, got {shown(line.strip())}") from None
        return ACTIONS[name](*bound.args, **bound.kwargs)
    except (ScriptError, InputError) as error:
        raise InputError(str(error), place=place) from None
    except TypeError as error:  # when=3
        raise InputError(f"{name}: {error}", place=place) from None


def _value(name: str, node: ast.expr) -> Any:
    """What an argument says. Raises InputError for what is more than a value."""
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, RecursionError, MemoryError):
        text = ast.unparse(node)
        near = f"; a text is in quotes: {json.dumps(text)}" if _BARE.fullmatch(text) else ""
        raise InputError(f"{name}: expected a text or a number, got {text[:80]}{near}") from None


def _form(name: str) -> str:
    """How an action is written, as in `records(seconds[, name][, after=0][, when=""])`."""
    words, optional = "", ""
    for word in inspect.signature(ACTIONS[name]).parameters.values():
        comma = ", " if words or optional else ""
        if word.kind is word.VAR_POSITIONAL:
            words += f"{comma}{word.name}…"
        elif word.default is word.empty:
            words += f"{comma}{word.name}"
        elif word.kind is word.KEYWORD_ONLY:
            optional += f"[{comma}{word.name}={json.dumps(word.default)}]"
        else:
            optional += f"[{comma}{word.name}]"
    return f"{name}({words}{optional})"
