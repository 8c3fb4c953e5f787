"""The tests of a failure that code makes: comparisons of its code, searches of its message."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

import attrs

from ...syntax.constants import constant
from ...syntax.empty import only_asked
from ...syntax.flow import Access
from ...syntax.parsed import Chain, Script, arguments_of, is_field, rise, unwrap

if TYPE_CHECKING:
    from tree_sitter import Node


_EQUAL: Final = {"===": True, "==": True, "!==": False, "!=": False}


@attrs.frozen(eq=False, repr=False)
class Test:
    """A test of a failure in the source: where it stands, and whether it is negated."""

    node: Node
    yes: bool
    subject: Node
    holds: Callable[[str], bool] | None = None
    needle: str = ""
    codes: tuple[Any, ...] = ()


def find_test(script: Script, access: Access) -> Test | None:
    """The comparison or search that an access takes part in, if it is one that can be told."""
    chain = rise(access.chain)
    parent = chain[-2]
    if access.use == "compare" and parent.type == "binary_expression":
        return _comparison(script, chain, access.chain[-1])
    if access.use == "method":
        return _search(script, chain, access)
    if parent.type == "arguments" and len(chain) > 2:
        return _tested(script, chain, access.chain[-1])
    return None


def _comparison(script: Script, chain: Chain, subject: Node) -> Test | None:
    parent = chain[-2]
    operator = parent.child_by_field_name("operator")
    sign = operator.type if operator is not None else ""
    left, right = parent.child_by_field_name("left"), parent.child_by_field_name("right")
    if sign not in _EQUAL or left is None or right is None:
        return None
    other = right if left.id == chain[-1].id else left
    value = constant(script, other)
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        return None
    if isinstance(value, str) and not re.fullmatch(r"-?\d+", value):
        return Test(parent, _EQUAL[sign], subject, lambda text: text == value, value)
    return Test(parent, _EQUAL[sign], subject, None, "", (int(value),))


_TRUTH: Final[dict[tuple[str, int], bool]] = {
    ("!==", -1): True,
    ("!=", -1): True,
    (">", -1): True,
    (">=", 0): True,
    ("===", -1): False,
    ("==", -1): False,
    ("<", 0): False,
    ("<=", -1): False,
}


def _search(script: Script, chain: Chain, access: Access) -> Test | None:
    """``err.errMsg.indexOf('cancel') !== -1`` and its like."""
    call = chain[:-2]
    if call[-1].type != "call_expression":
        return None
    arguments = arguments_of(call[-1])
    if len(arguments) != 1:
        return None
    holds, needle = _predicate(script, access.method, arguments[0])
    if holds is None:
        return None
    subject = access.chain[-1]
    if access.method == "match":
        node, yes = _matched(script, call)
    elif access.method in ("indexOf", "search"):
        node, yes = _found(script, call)
    else:
        return Test(call[-1], True, subject, holds, needle)
    return Test(node, yes, subject, holds, needle) if node is not None else None


def _matched(script: Script, call: Chain) -> tuple[Node | None, bool]:
    """What makes a test of a match, and whether it means found: what was found is more than that it
    was, so that only its truth may count, or whether it is null."""
    outer = rise(call)[-2]
    operator, right = outer.child_by_field_name("operator"), outer.child_by_field_name("right")
    sign = operator.type if operator is not None else ""
    if outer.type == "binary_expression" and sign in _EQUAL and right is not None:
        none = is_field(outer, rise(call)[-1], "left") and script.at(unwrap(right)) == b"null"
        return (outer, not _EQUAL[sign]) if none else (None, True)
    return (call[-1] if only_asked(call) else None), True


def _found(script: Script, call: Chain) -> tuple[Node | None, bool]:
    """The comparison that makes a test of a position (``!== -1``), and whether it means found."""
    outer = rise(call)[-2]
    sign = script.text[outer.start_byte : outer.start_byte + 1]
    if outer.type == "unary_expression" and sign == b"~":
        return outer, True
    if outer.type != "binary_expression" or not is_field(outer, call[-1], "left"):
        return None, True
    operator, right = outer.child_by_field_name("operator"), outer.child_by_field_name("right")
    bound = constant(script, right) if right is not None else None
    if operator is None or not isinstance(bound, int):
        return None, True
    yes = _TRUTH.get((operator.type, bound))
    return (None, True) if yes is None else (outer, yes)


def _predicate(
    script: Script, method: str, argument: Node
) -> tuple[Callable[[str], bool] | None, str]:
    value = constant(script, argument)
    regex = _regex(script, unwrap(argument))
    if method in ("match", "search", "test") and regex is not None:
        return lambda text: regex.search(text) is not None, ""
    if not isinstance(value, str) or value == "":
        return None, ""
    tests: dict[str, Callable[[str], bool]] = {
        "indexOf": lambda text: value in text,
        "includes": lambda text: value in text,
        "match": lambda text: value in text,
        "search": lambda text: value in text,
        "startsWith": lambda text: text.startswith(value),
        "endsWith": lambda text: text.endswith(value),
    }
    return tests.get(method), value


def _regex(script: Script, node: Node) -> re.Pattern[str] | None:
    if node.type != "regex":
        return None
    body, flags = node.child_by_field_name("pattern"), node.child_by_field_name("flags")
    if body is None or body.end_byte - body.start_byte > 300:
        return None
    ignore = flags is not None and b"i" in script.at(flags)
    try:
        text = script.at(body).decode("utf-8", "replace").replace("\\/", "/")
        return re.compile(text, re.IGNORECASE if ignore else 0)
    except (re.error, RecursionError, OverflowError):
        return None


def _tested(script: Script, chain: Chain, subject: Node) -> Test | None:
    """``/cancel/.test(err.errMsg)`` and ``[2001, 2003].includes(err.error)``."""
    call = chain[:-2]
    if call[-1].type != "call_expression" or len(arguments_of(call[-1])) != 1:
        return None
    callee = call[-1].child_by_field_name("function")
    if callee is None or callee.type != "member_expression":
        return None
    holder, prop = callee.child_by_field_name("object"), callee.child_by_field_name("property")
    if holder is None or prop is None:
        return None
    name = script.at(prop)
    if name == b"test":
        regex = _regex(script, unwrap(holder))
        if regex is not None:
            return Test(call[-1], True, subject, lambda text: regex.search(text) is not None)
        return None
    values = constant(script, holder)
    if name not in (b"includes", b"indexOf") or not isinstance(values, list) or not values:
        return None
    if not all(isinstance(item, int) and not isinstance(item, bool) for item in values):
        return None
    node, yes = (call[-1], True) if name == b"includes" else _found(script, call)
    return Test(node, yes, subject, None, "", tuple(values)) if node is not None else None
