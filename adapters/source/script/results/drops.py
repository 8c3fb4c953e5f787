"""Whether anybody looks at what a function returns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ...common.outcome import Work
from ...syntax.calm import calm_handler
from ...syntax.parsed import (
    FUNCTIONS,
    Chain,
    Script,
    first_named,
    is_field,
    property_name,
    rise,
    unwrap,
)

if TYPE_CHECKING:
    from tree_sitter import Node


def is_dropped(script: Script, function: Chain) -> bool:
    """Whether a function is handed to a caller that looks at no return value."""
    outer = rise(function)
    return _drops(script, outer[-2], outer[:-2])


_HANDLERS: Final = frozenset({"success", "fail", "complete"})
_EVENT: Final = re.compile(rb"(?:on|bind|catch)[A-Z:]")
_CALLERS: Final = (b".forEach", b"setTimeout", b"setInterval", b".nextTick", b"addEventListener")


def is_ignored(script: Script, chain: Chain) -> bool:
    """Whether a value is what a handler returns to a caller that looks at no return value."""
    arrow = chain[-2]
    if arrow.type != "arrow_function" or not is_field(arrow, chain[-1], "body") or len(chain) < 4:
        return False
    return _drops(script, chain[-3], chain[:-3])


def _drops(script: Script, holder: Node, above: Chain) -> bool:
    """Whether what a function returns is dropped by what holds it."""
    if holder.type == "pair":
        key = holder.child_by_field_name("key")
        return key is not None and property_name(script, key) in _HANDLERS
    if not above:
        return False
    if holder.type == "jsx_expression" and above[-1].type == "jsx_attribute":
        name = first_named(above[-1])
        return name is not None and _EVENT.match(script.at(name)) is not None
    if holder.type != "arguments":
        return False
    callee = above[-1].child_by_field_name("function")
    return callee is not None and script.at(callee).endswith(_CALLERS)


def is_empty(script: Script, handler: Node) -> bool:
    """``then(null, failed)``: no handler at all."""
    return script.at(unwrap(handler)) in (b"null", b"undefined")


def is_steady(work: Work, handler: Node, held: bool) -> bool:
    """Whether a handler of a promise adds no failures of its own."""
    node = unwrap(handler)
    if is_empty(work.script, node):
        return True
    return node.type in FUNCTIONS and calm_handler(work.script, node, held, work.platform)
