"""Who takes a call's result and its failure: callbacks in the options, and the promise."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import attrs

from .flow import Access, follow_parameter, follow_pattern, follow_value, stands_in
from .outcome import NeedsRuntime, Work
from .properties import Entry
from .scope import Binding, table
from .syntax import (
    FUNCTIONS,
    Chain,
    Script,
    arguments_of,
    is_field,
    parameters_of,
    property_name,
    rise,
    unwrap,
    valued,
)

if TYPE_CHECKING:
    from tree_sitter import Node

_QUIET: Final = frozenset({"log", "unused", "bind"})


@attrs.define(eq=False, repr=False)
class Consumers:
    """Reads of the result, looks at the failure, and whether the promise is used at all."""

    results: list[Access] = attrs.field(factory=list)
    failures: list[Access] = attrs.field(factory=list)
    promise: bool = False
    callbacks: bool = False
    uncaught: bool = False


def consumers_of(work: Work, call: Chain, entries: list[Entry], promise_style: str) -> Consumers:
    """Everything that sees the outcome of a call; raises `NeedsRuntime` where some is hidden."""
    found = Consumers()
    for entry in entries:
        if entry.name in ("success", "fail", "complete"):
            _callback(work, found, entry)
    if not (found.callbacks and promise_style == "without_callbacks"):
        _promise(work, found, call, True, True)
    return found


def _callback(work: Work, found: Consumers, entry: Entry) -> None:
    script = work.script
    node = entry.value or entry.node
    function = _inline(script, node)
    if function is None:
        if node.type in ("undefined", "null") or script.at(node) in (b"undefined", b"null"):
            return
        found.callbacks = True
        _handed(work, found, entry, node)
        return
    found.callbacks = True
    chain = script.chain_of(function)
    if _uses_arguments(script, chain):
        raise NeedsRuntime("MG510", "the handler uses `arguments`", function)
    accesses = follow_parameter(script, chain)
    if entry.name == "success":
        found.results.extend(_settled(work, found, accesses, 0))
    elif entry.name == "fail":
        found.failures.extend(_settled(work, found, accesses, 1))
    else:
        for access in accesses:
            if access.use not in _QUIET:
                raise NeedsRuntime(
                    "MG510", "`complete` looks at an outcome of either kind", access.chain[-1]
                )


def _inline(script: Script, node: Node) -> Node | None:
    """The function written in place, also behind ``.bind(this)``."""
    node = unwrap(node)
    if node.type in FUNCTIONS:
        return node
    if node.type == "call_expression":
        callee = node.child_by_field_name("function")
        if callee is not None and callee.type == "member_expression":
            prop = callee.child_by_field_name("property")
            holder = callee.child_by_field_name("object")
            if prop is not None and script.at(prop) == b"bind" and holder is not None:
                inner = unwrap(holder)
                if inner.type in FUNCTIONS and len(arguments_of(node)) == 1:
                    return inner
    return None


def _uses_arguments(script: Script, function: Chain) -> bool:
    start, end = function[-1].start_byte, function[-1].end_byte
    if b"arguments" not in script.text[start:end]:
        return False
    return any(
        start <= item.node.start_byte < end for item in table(script, b"arguments").unbound()
    )


def _settler(script: Script, node: Node) -> tuple[Chain, int] | None:
    """The ``new Promise`` and the place (0 resolve, 1 reject) of a settling function's name."""
    if node.type not in ("identifier", "shorthand_property_identifier"):
        return None
    entry = table(script, script.at(node))
    reference = entry.reference_at(node)
    binding = reference.binding if reference is not None else None
    if binding is None or binding.kind != "parameter":
        return None
    function = binding.scope
    chain = script.chain_of(function)
    if len(chain) < 3 or chain[-2].type != "arguments" or chain[-3].type != "new_expression":
        return None
    made = chain[-3].child_by_field_name("constructor")
    if made is None or script.at(made) != b"Promise":
        return None
    position = _position(binding, function)
    return (chain[:-2], position) if position is not None else None


def _position(binding: Binding, function: Node) -> int | None:
    for index, pattern in enumerate(parameters_of(function)):
        if pattern.id == binding.chain[-1].id:
            return index
    return None


def _handed(work: Work, found: Consumers, entry: Entry, node: Node) -> None:
    """A handler that is a name: only a promise's own settling functions can be followed."""
    settler = _settler(work.script, unwrap(node))
    wanted = {"success": 0, "fail": 1}.get(entry.name)
    if settler is None or settler[1] != wanted:
        code = "MG514" if entry.name == "fail" else "MG510"
        raise NeedsRuntime(code, f"`{entry.name}` is a function defined elsewhere", entry.node)
    _promise(work, found, settler[0], wanted == 0, wanted == 1, wrapped=True)


def _settled(work: Work, found: Consumers, accesses: list[Access], wanted: int) -> list[Access]:
    """Accesses with those that only settle a promise replaced by who awaits it."""
    kept: list[Access] = []
    for access in accesses:
        chain = rise(access.chain)
        if not access.path and access.use == "value" and chain[-2].type == "arguments":
            callee = chain[-3].child_by_field_name("function")
            settler = _settler(work.script, callee) if callee is not None else None
            if settler is not None and settler[1] == wanted:
                _promise(work, found, settler[0], wanted == 0, wanted == 1, wrapped=True)
                continue
        kept.append(access)
    return kept


def _promise(
    work: Work, found: Consumers, at: Chain, result: bool, failure: bool, wrapped: bool = False
) -> None:
    """Follow a promise along its chain of ``then`` and ``catch``, or to its ``await``."""
    chain = rise(at)
    for _ in range(200):
        parent = chain[-2]
        outer = valued(chain)
        if outer is None or parent.type == "unary_expression" or _ignored(work.script, outer):
            return
        if not wrapped:
            found.promise = True
        if parent.type == "await_expression":
            if result:
                found.results.extend(follow_value(work.script, chain[:-1]))
            if failure and not _caught(work, found, chain[:-1]):
                found.uncaught = True
            return
        following = _then(work, found, chain, result, failure)
        if following is None:
            code = "MG510" if result else "MG514"
            raise NeedsRuntime(code, "the promise goes out of sight", chain[-1])
        chain, result, failure = following
        if not result and not failure:
            return
    raise NeedsRuntime("MG510", "a chain of promises without end", chain[-1])


_HANDLERS: Final = frozenset({"success", "fail", "complete"})
_EVENT: Final = re.compile(rb"(?:on|bind|catch)[A-Z:]")
_CALLERS: Final = (b".forEach", b"setTimeout", b"setInterval", b".nextTick", b"addEventListener")


def _ignored(script: Script, chain: Chain) -> bool:
    """Whether a value is what a handler returns to a caller that looks at no return value."""
    arrow = chain[-2]
    if arrow.type != "arrow_function" or not is_field(arrow, chain[-1], "body") or len(chain) < 4:
        return False
    holder = chain[-3]
    if holder.type == "pair":
        key = holder.child_by_field_name("key")
        return key is not None and property_name(script, key) in _HANDLERS
    if holder.type == "jsx_expression" and chain[-4].type == "jsx_attribute":
        name = chain[-4].named_child(0)
        return name is not None and _EVENT.match(script.at(name)) is not None
    if holder.type != "arguments":
        return False
    callee = chain[-4].child_by_field_name("function")
    return callee is not None and script.at(callee).endswith(_CALLERS)


def _then(
    work: Work, found: Consumers, chain: Chain, result: bool, failure: bool
) -> tuple[Chain, bool, bool] | None:
    parent = chain[-2]
    if parent.type != "member_expression" or not is_field(parent, chain[-1], "object"):
        return None
    call = rise(chain[:-1])[:-1]
    if call[-1].type != "call_expression":
        return None
    prop = parent.child_by_field_name("property")
    name = work.script.at(prop) if prop is not None else b""
    arguments = arguments_of(call[-1])
    if name == b"then":
        if result and arguments:
            found.results.extend(_taken(work, found, arguments[0], 0))
        if failure and len(arguments) > 1:
            found.failures.extend(_taken(work, found, arguments[1], 1))
            failure = False
        return rise(call), result and not arguments, failure
    if name == b"catch":
        if failure and arguments:
            found.failures.extend(_taken(work, found, arguments[0], 1))
        if result and arguments and valued(call) and stands_in(unwrap(arguments[0])):
            found.results.append(Access((), (), call, "value"))
        return rise(call), result, False
    if name == b"finally":
        return rise(call), result, failure
    return None


def _taken(work: Work, found: Consumers, node: Node, wanted: int) -> list[Access]:
    function = _inline(work.script, node)
    if function is None:
        code = "MG514" if wanted else "MG510"
        raise NeedsRuntime(code, "the handler is a function defined elsewhere", node)
    accesses = follow_parameter(work.script, work.script.chain_of(function))
    return _settled(work, found, accesses, wanted)


def _caught(work: Work, found: Consumers, chain: Chain) -> bool:
    """Whether a ``catch`` of the same function is around an ``await``; its looks are kept."""
    for index in range(len(chain) - 2, 0, -1):
        node = chain[index]
        if node.type in FUNCTIONS:
            return False
        if node.type != "try_statement" or not is_field(node, chain[index + 1], "body"):
            continue
        handler = node.child_by_field_name("handler")
        if handler is None:
            continue
        parameter = handler.child_by_field_name("parameter")
        if parameter is None:
            return True
        pattern: Chain = (*chain[: index + 1], handler, parameter)
        accesses = follow_pattern(work.script, pattern)
        telling = [item for item in accesses if item.use not in _QUIET]
        body = node.child_by_field_name("body")
        if telling and body is not None and _awaits(work.script, body) > 1:
            raise NeedsRuntime(
                "MG514", "the handler sees failures of other calls too", telling[0].chain[-1]
            )
        found.failures.extend(accesses)
        return True
    return False


def _awaits(script: Script, body: Node) -> int:
    return script.text[body.start_byte : body.end_byte].count(b"await ")
