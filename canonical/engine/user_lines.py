"""Lines of a user script as they stand in configuration and scenario files: `picks("cat.jpg")`."""

from __future__ import annotations

import ast
from typing import Any

from ..errors import InputError, did_you_mean, shown
from .user import ACTIONS, Action, ScriptError

MAX_LINE = 4000


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
        arguments = [ast.literal_eval(item) for item in tree.args]
        named: dict[str, Any] = {}
        for item in tree.keywords:
            if item.arg is None:
                raise InputError(f"{name}: ** is not taken here", place=place)
            named[item.arg] = ast.literal_eval(item.value)
        return ACTIONS[name](*arguments, **named)
    except (ScriptError, InputError) as error:
        raise InputError(str(error), place=place) from None
    except (TypeError, ValueError, AttributeError) as error:
        raise InputError(f"{name}: {error}", place=place) from None
