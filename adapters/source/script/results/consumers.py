"""Who takes a call's result and its failure: callbacks in the options, and the promise."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

import attrs

from ...common.outcome import NeedsRuntime, Work
from ...syntax.callers import callers_of, enclosing, own_calls, returning
from ...syntax.calm import calm
from ...syntax.elsewhere import handler_elsewhere
from ...syntax.flow import Access, follow_parameter, follow_pattern, follow_value, uses_arguments
from ...syntax.parsed import (
    FUNCTIONS,
    LITERALS,
    Chain,
    Script,
    arguments_of,
    function_body,
    is_field,
    parameters_of,
    rise,
    unwrap,
    valued,
)
from ...syntax.scope import Binding, table
from ...syntax.shaped import stands_in
from ..properties import CALLBACKS, Property
from .drops import is_dropped, is_empty, is_ignored, is_steady

if TYPE_CHECKING:
    from tree_sitter import Node

_QUIET: Final = frozenset({"log", "unused", "bind"})
_FAR: Final = 6
"""Async functions that call one another, and how many of them are looked through."""


@attrs.define(eq=False, repr=False)
class Consumers:
    """Reads of the result, looks at the failure, and whether the promise is used at all.

    ``elsewhere``: handlers that do not stand in the call are looked into, too.
    """

    elsewhere: bool = False
    results: list[Access] = attrs.field(factory=list)
    failures: list[Access] = attrs.field(factory=list)
    promise: bool = False
    callbacks: bool = False
    uncaught: bool = False


def consumers_of(work: Work, call: Chain, entries: list[Property], promise_style: str) -> Consumers:
    """Everything that sees the outcome of a call; raises `NeedsRuntime` where some is hidden."""
    found = Consumers()
    for entry in entries:
        if entry.name in CALLBACKS:
            _callback(work, found, entry)
    silent = found.callbacks and promise_style == "without_callbacks"
    if not silent and promise_style != "never":
        _promise(work, found, call, True, True)
    return found


def visible(work: Work, call: Chain, entries: list[Property], promise_style: str) -> Consumers:
    """As much as can be seen of who takes the outcome of a call, where some is hidden."""
    found = Consumers(elsewhere=True)
    for entry in entries:
        if entry.name in CALLBACKS:
            with suppress(NeedsRuntime):
                _callback(work, found, entry)
    if not (found.callbacks and promise_style == "without_callbacks"):
        with suppress(NeedsRuntime):
            _promise(work, found, call, True, True)
    return found


def _looked_at(work: Work, found: Consumers, accesses: list[Access], foreign: bool) -> None:
    """Keep the looks at a failure. A handler that sees failures of other code as well can tell
    nothing of them unless all speak one dialect."""
    if not foreign:
        found.failures.extend(accesses)
        return
    for access in accesses:
        node = access.chain[-1]
        if access.use not in _QUIET and not (access.use == "test" and not access.path):
            raise NeedsRuntime("MG514", "the handler sees failures of other code, too", node)
        if access.use == "log":
            work.say("MG517", "the failure is printed; it will have the target's shape", node)


def _callback(work: Work, found: Consumers, entry: Property) -> None:
    script = work.script
    node = entry.value or entry.node
    function = _function(script, node, found.elsewhere)
    if function is None:
        if node.type in ("undefined", "null") or script.at(node) in (b"undefined", b"null"):
            return
        found.callbacks = True
        _handed(work, found, entry, node)
        return
    found.callbacks = True
    chain = script.chain_of(function)
    if uses_arguments(script, function):
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


def follow_handler(work: Work, node: Node, *, elsewhere: bool = False) -> list[Access] | None:
    """The reads of what a function is called with; None where the function is not in sight."""
    function = _function(work.script, node, elsewhere)
    if function is None or uses_arguments(work.script, function):
        return None
    return follow_parameter(work.script, work.script.chain_of(function))


def _function(script: Script, node: Node, elsewhere: bool) -> Node | None:
    return _inline(script, node) or (handler_elsewhere(script, node) if elsewhere else None)


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


def settler_of(script: Script, node: Node) -> tuple[Chain, int] | None:
    """The ``new Promise`` and the place (0 resolve, 1 reject) of a settling function's name."""
    if node.type not in ("identifier", "shorthand_property_identifier"):
        return None
    entry = table(script, script.at(node))
    binding = entry.meant_at(node)
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


def _handed(work: Work, found: Consumers, entry: Property, node: Node) -> None:
    """A handler that is a name: only a promise's own settling functions can be followed."""
    settler = settler_of(work.script, unwrap(node))
    wanted = {"success": 0, "fail": 1}.get(entry.name)
    if settler is None or settler[1] != wanted:
        code = "MG514" if entry.name == "fail" else "MG510"
        raise NeedsRuntime(code, f"`{entry.name}` is a function defined elsewhere", entry.node)
    _wrapped(work, found, *settler, unwrap(node))


def _wrapped(work: Work, found: Consumers, made: Chain, wanted: int, settler: Node) -> None:
    """Follow the ``new Promise`` that a call settles; others may settle it as well."""
    script = work.script
    executor = unwrap(arguments_of(made[-1])[0])
    entry = table(script, script.at(settler))
    reference = entry.reference_at(settler)
    uses = entry.of(reference.binding) if reference is not None and reference.binding else ()
    others = [item.chain for item in uses if item.node.id != settler.id]
    if wanted == 0 and not all(_settles_plainly(chain) for chain in others):
        raise NeedsRuntime("MG510", "other code settles the promise, too", settler)
    body = function_body(executor)
    foreign = (
        bool(others)
        or body is None
        or not calm(script, body, apart=work.call, platform=work.platform)
    )
    _promise(work, found, made, wanted == 0, wanted == 1, wrapped=True, foreign=foreign)


def _settles_plainly(chain: Chain) -> bool:
    """Whether a promise is settled there with nothing, or with a plain value."""
    chain = rise(chain)
    call = chain[-2]
    if call.type != "call_expression" or not is_field(call, chain[-1], "function"):
        return False
    given = arguments_of(call)
    return not given or given[0].type in LITERALS


def _settled(work: Work, found: Consumers, accesses: list[Access], wanted: int) -> list[Access]:
    """Accesses with those that only settle a promise replaced by who awaits it."""
    kept: list[Access] = []
    for access in accesses:
        chain = rise(access.chain)
        if not access.path and access.use == "value" and chain[-2].type == "arguments":
            callee = chain[-3].child_by_field_name("function")
            settler = settler_of(work.script, callee) if callee is not None else None
            if settler is not None and settler[1] == wanted and callee is not None:
                _wrapped(work, found, settler[0], wanted, callee)
                continue
        kept.append(access)
    return kept


def _promise(
    work: Work,
    found: Consumers,
    at: Chain,
    result: bool,
    failure: bool,
    *,
    wrapped: bool = False,
    foreign: bool = False,
    far: int = 0,
) -> None:
    """Follow a promise along its chain of ``then`` and ``catch``, or to its ``await``.

    ``wrapped``: it is not the promise that the call returns; ``foreign``: it may fail by other
    code, too; ``far`` counts the async functions that it has gone through.
    """
    road = _Road(rise(at), result, failure, foreign)
    for _ in range(200):
        chain = road.chain
        parent = chain[-2]
        outer = valued(chain)
        if outer is None or parent.type == "unary_expression" or is_ignored(work.script, outer):
            return
        if not wrapped:
            found.promise = True
        if parent.type == "await_expression":
            if road.result:
                found.results.extend(follow_value(work.script, chain[:-1]))
            if road.failure and not _caught(work, found, chain, road.foreign):
                _uncaught(work, found, chain, far)
            return
        if not _then(work, found, road):
            if _returned(work, found, road, wrapped, far):
                return
            code = "MG510" if road.result else "MG514"
            raise NeedsRuntime(code, "the promise goes out of sight", chain[-1])
        if not road.result and not road.failure:
            return
    raise NeedsRuntime("MG510", "a chain of promises without end", road.chain[-1])


def _returned(work: Work, found: Consumers, road: _Road, wrapped: bool, far: int) -> bool:
    """Go on where the function is called that returns the promise, and nothing else; False where
    that is out of sight.

    What the platform calls drops the value, and a failure that nobody catches is only printed; a
    result is followed into functions alone that nobody but their own script can call.
    """
    chain, script = road.chain, work.script
    function = returning(chain)
    if function is None or far >= _FAR:
        return False
    own = own_calls(script, function)
    calls = own if road.result else callers_of(script, function)
    if calls is None or (not calls and own is not None):
        return False  # what nobody in sight calls, somebody else may
    foreign = road.foreign or any(child.type == "async" for child in function[-1].children)
    if not calls:
        found.uncaught = True
    for call in calls:
        _promise(
            work, found, call, road.result, road.failure,
            wrapped=wrapped, foreign=foreign, far=far + 1,
        )  # fmt: skip
    return True


def _uncaught(work: Work, found: Consumers, chain: Chain, far: int) -> None:
    """A failure that its function does not catch goes to whoever calls that function."""
    function = enclosing(chain)
    if function is None:
        found.uncaught = True
        return
    if is_dropped(work.script, function):
        found.uncaught = True
        return
    calls = callers_of(work.script, function) if far < _FAR else None
    if calls is None:
        raise NeedsRuntime("MG514", "whoever calls the function sees the failure", chain[-2])
    if not calls:
        found.uncaught = True
    for call in calls:
        _promise(work, found, call, False, True, wrapped=True, foreign=True, far=far + 1)


@attrs.define(eq=False, repr=False)
class _Road:
    """Where a promise has come to, and what it still brings. ``foreign``: it may fail by code
    that has run since."""

    chain: Chain
    result: bool
    failure: bool
    foreign: bool


def _then(work: Work, found: Consumers, road: _Road) -> bool:
    """Take one step along the road; False where it leads out of sight."""
    chain, script = road.chain, work.script
    parent = chain[-2]
    if parent.type != "member_expression" or not is_field(parent, chain[-1], "object"):
        return False
    call = rise(chain[:-1])[:-1]
    if call[-1].type != "call_expression":
        return False
    prop = parent.child_by_field_name("property")
    name = script.at(prop) if prop is not None else b""
    arguments = arguments_of(call[-1])
    if name not in (b"then", b"catch", b"finally"):
        return False
    steady = all(
        is_steady(work, item, road.result and name == b"then" and index == 0)
        for index, item in enumerate(arguments)
    )
    if name == b"then":
        if road.result and arguments and not is_empty(script, arguments[0]):
            found.results.extend(_taken(work, found, arguments[0], 0))
            road.result = False
        if road.failure and len(arguments) > 1 and not is_empty(script, arguments[1]):
            _looked_at(work, found, _taken(work, found, arguments[1], 1), road.foreign)
            road.failure = False
    elif name == b"catch":
        if road.failure and arguments:
            _looked_at(work, found, _taken(work, found, arguments[0], 1), road.foreign)
        if road.result and arguments and valued(call) and stands_in(unwrap(arguments[0])):
            found.results.append(Access((), (), call, "value"))
        road.failure = road.failure and not arguments
    road.chain, road.foreign = rise(call), road.foreign or not steady
    return True


def _taken(work: Work, found: Consumers, node: Node, wanted: int) -> list[Access]:
    function = _function(work.script, node, found.elsewhere)
    if function is None:
        code = "MG514" if wanted else "MG510"
        raise NeedsRuntime(code, "the handler is a function defined elsewhere", node)
    if uses_arguments(work.script, function):
        raise NeedsRuntime("MG514" if wanted else "MG510", "the handler uses `arguments`", function)
    accesses = follow_parameter(work.script, work.script.chain_of(function))
    return _settled(work, found, accesses, wanted)


def _caught(work: Work, found: Consumers, chain: Chain, foreign: bool) -> bool:
    """Whether a ``catch`` of the same function is around an ``await``; its looks are kept.

    ``chain`` ends in what is awaited.
    """
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
        body = node.child_by_field_name("body")
        other = body is None or not calm(
            work.script, body, apart=unwrap(chain[-1]), platform=work.platform
        )
        _looked_at(work, found, accesses, foreign or other)
        return True
    return False
