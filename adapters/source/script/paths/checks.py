"""Where a script looks at the form of a file's path, wherever the path has gone in the script.

A path's form is its vendor's own business: a test for ``http`` or ``.jpg`` that holds on one client
fails on another. The walk starts at the fields of results that are paths and at what is handed to
options that are, and goes on through variables, lists, properties, functions of the script and
promises. What leaves the script is followed no further, but for a function whose name says it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from ....plan.kinds import KINDS
from ...common.pair import Pair
from ...syntax.callees import functions_of
from ...syntax.callers import enclosing, members_called, own_calls
from ...syntax.flow import places_in_callback
from ...syntax.known import known_text
from ...syntax.parsed import (
    FUNCTIONS,
    Chain,
    Script,
    arguments_of,
    is_field,
    parent_of,
    property_name,
    rise,
    unwrap,
)
from ...syntax.scope import table
from ...syntax.sites import Use
from ..kinds import LIST, PATH, SOURCE_KINDS
from ..results.consumers import settler_of
from .walk import KEEPING, MOST_PLACES, PathWalk

if TYPE_CHECKING:
    from tree_sitter import Node

TEXT: Final = "a picked file's path looks different on every vendor"
_LOOKS: Final = frozenset(
    {
        "startsWith", "endsWith", "indexOf", "lastIndexOf", "includes", "match", "matchAll",
        "search", "split", "slice", "substring", "substr", "charAt", "charCodeAt", "codePointAt",
        "at", "replace", "replaceAll", "localeCompare",
    }
)  # fmt: skip
_LISTS: Final = frozenset({"filter", "slice", "concat", "reverse", "sort", "splice", "toSorted"})
_ONES: Final = frozenset({"find", "findLast", "pop", "shift", "at"})
_ADDING: Final = frozenset({b"push", b"unshift"})
_TESTS: Final = re.compile(rb"(?:\.(?:test|exec)|\b(?:test|exec)\.call|\.prototype\.\w+\.call)\Z")
_SAME: Final = re.compile(
    rb"(?:String|(?:en|de)codeURI(?:Component)?|Promise\.resolve|Array\.from|Object\.freeze)\Z"
)
_SAYS: Final = re.compile(
    rb"(?:is_?(?:net|http|url|remote|local|temp|tmp|wx|web|image|img|video|pic|gif|png|jpe?g|heic)\w*"
    rb"|\w*(?:ext(?:name|ension)?|suffix|basename|filename|file_?type|mime(?:type)?|scheme"
    rb"|protocol))\Z",
    re.IGNORECASE,
)
_EQUAL: Final = frozenset({"===", "!==", "==", "!="})
_PROMISE: Final = "promise "


def path_looks(script: Script, both: Pair, uses: Iterable[Use]) -> Iterator[tuple[Node, str]]:
    """Every place where a path of the source vendor's is looked at, and what to say there."""
    walk = PathWalk(script)
    for use in uses:
        _start(walk, both, use)
    for _ in range(MOST_PLACES):
        if not walk.queue:
            return
        chain, kind = walk.queue.pop()
        look = _step(walk, rise(chain), kind)
        if look is not None:
            yield look, TEXT


def _start(walk: PathWalk, both: Pair, use: Use) -> None:
    """The fields that a function gives paths in, and the options that it takes them by."""
    fields, options = both.remembered(_paths_of, use.name, use.fetched is not None)
    for name, kind in fields:
        walk.held(name, kind)
    given = arguments_of(use.call[-1]) if options and use.call is not None else []
    literal = unwrap(given[0]) if given else None
    for item in literal.named_children if literal is not None and literal.type == "object" else ():
        key, value = item.child_by_field_name("key"), item.child_by_field_name("value")
        if item.type == "shorthand_property_identifier":
            key = value = item
        name = walk.script.at(key).decode("utf-8", "replace") if key is not None else ""
        if name in options and value is not None:
            _source(walk, unwrap(value), options[name])


def _paths_of(
    both: Pair, function: str, managed: bool
) -> tuple[list[tuple[str, str]], dict[str, str]]:
    """The names of the result's fields that hold paths, with what they hold, and so the options."""
    if function not in (both.managed if managed else both.functions):
        return [], {}
    program = both.entry(function, managed)["read"]
    fields = [
        (member or root, LIST if many and not member else PATH)
        for field in program["result"]
        if KINDS[field["kind"]].files
        for root, many, member in (*field["from"], *field.get("legacy", ()))
    ]
    options: dict[str, str] = {}
    for param in program["params"]:
        for name in (*param["names"], *param.get("also", ())):
            options.setdefault(name, SOURCE_KINDS[param["kind"]].holds(param))
    return fields, {name: kind for name, kind in options.items() if kind}


def _source(walk: PathWalk, node: Node, kind: str) -> None:
    """Where a value that is handed to an option comes from: its other uses are uses of a path."""
    if node.type in ("identifier", "shorthand_property_identifier"):
        reference = table(walk.script, walk.script.at(node)).reference_at(node)
        walk.variable(reference.binding if reference is not None else None, kind)
    elif node.type == "member_expression":
        prop = node.child_by_field_name("property")
        if prop is not None:
            walk.held(walk.script.at(prop).decode("utf-8", "replace"), kind)
    elif node.type == "array":
        for item in node.named_children:
            _source(walk, unwrap(item), PATH)


def _step(walk: PathWalk, chain: Chain, kind: str) -> Node | None:
    """Follow a value by one step; gives the node of a look at a path."""
    node, parent = chain[-1], parent_of(chain)
    what, script = parent.type, walk.script
    if kind.startswith(_PROMISE):
        _awaited(walk, chain, kind.removeprefix(_PROMISE))
        return None
    if what == "member_expression" and is_field(parent, node, "object"):
        return _member(walk, chain, kind)
    if what == "subscript_expression" and is_field(parent, node, "object"):
        if kind == PATH:
            return parent
        walk.add(chain[:-1], PATH)
    elif what == "variable_declarator" and is_field(parent, node, "value"):
        _into(walk, chain, "name", kind)
    elif what == "for_in_statement" and is_field(parent, node, "right") and kind == LIST:
        _into(walk, chain, "left", PATH)
    elif what == "assignment_expression" and is_field(parent, node, "right"):
        left = parent.child_by_field_name("left")
        if left is not None:
            _source(walk, unwrap(left), kind)
    elif what == "pair" and is_field(parent, node, "value"):
        key = parent.child_by_field_name("key")
        walk.held(property_name(script, key) or "" if key is not None else "", kind)
    elif node.type == "shorthand_property_identifier":
        walk.held(script.at(node).decode("utf-8", "replace"), kind)
    elif what in ("ternary_expression", "await_expression", "spread_element"):
        if not is_field(parent, node, "condition"):
            walk.add(chain[:-1], kind)
    elif what == "array":
        walk.add(chain[:-1], LIST)
    elif what == "template_substitution" and kind == PATH:
        walk.add(chain[:-2], PATH)
    elif what == "binary_expression":
        return _operand(walk, chain, kind)
    elif what == "switch_statement":
        return parent if kind == PATH else None
    elif what == "arguments" and len(chain) > 2:
        return _argument(walk, chain, kind)
    elif what == "return_statement" or (
        what == "arrow_function" and is_field(parent, node, "body")
    ):
        _returned(walk, chain, kind)
    return None


def _into(walk: PathWalk, chain: Chain, field: str, kind: str) -> None:
    target = chain[-2].child_by_field_name(field)
    if target is not None:
        walk.pattern((*chain[:-1], target), kind)


def _member(walk: PathWalk, chain: Chain, kind: str) -> Node | None:
    prop = chain[-2].child_by_field_name("property")
    name = walk.script.at(prop).decode("utf-8", "replace") if prop is not None else ""
    outer = rise(chain[:-1])
    call = outer[:-1]
    if outer[-2].type != "call_expression" or not is_field(outer[-2], outer[-1], "function"):
        return None
    given = arguments_of(call[-1])
    if kind == PATH:
        if name in KEEPING:
            walk.add(call, PATH)
        return call[-1] if name in _LOOKS else None
    callback = unwrap(given[0]) if given else None
    if callback is not None and callback.type in FUNCTIONS:
        for index, whole in places_in_callback(name, len(given)).items():
            walk.parameter(callback, index, LIST if whole else PATH)
    elif callback is not None and places_in_callback(name, len(given)):
        _handed(walk, callback, 0, PATH)
    if name in _LISTS:
        walk.add(call, LIST)
    elif name in _ONES or name == "join":
        walk.add(call, PATH)
    return None


def _operand(walk: PathWalk, chain: Chain, kind: str) -> Node | None:
    node, parent = chain[-1], chain[-2]
    operator = parent.child_by_field_name("operator")
    sign = operator.type if operator is not None else ""
    other = parent.child_by_field_name("right" if is_field(parent, node, "left") else "left")
    if sign in _EQUAL and kind == PATH and other is not None:
        return parent if known_text(walk.script, other) else None
    if sign in ("||", "??", "&&") or (sign == "+" and kind == PATH):
        walk.add(chain[:-1], kind)
    return None


def _argument(walk: PathWalk, chain: Chain, kind: str) -> Node | None:
    script, node, call = walk.script, chain[-1], chain[:-2]
    callee = call[-1].child_by_field_name("function")
    if callee is None:
        made = call[-1].child_by_field_name("constructor")
        asks = made is not None and script.at(made) == b"URL" and kind == PATH
        return call[-1] if asks else None
    text = script.at(callee)
    if kind == PATH and _TESTS.search(text):
        return call[-1]
    given = arguments_of(call[-1])
    if _SAME.match(text):
        walk.add(call, kind)
        if len(given) > 1 and unwrap(given[1]).type in FUNCTIONS:
            walk.parameter(unwrap(given[1]), 0, PATH)
        return None
    settled = settler_of(script, callee)
    if settled is not None:
        walk.add(settled[0], _PROMISE + kind)
        return None
    prop, holder = callee.child_by_field_name("property"), callee.child_by_field_name("object")
    name = prop if callee.type == "member_expression" else callee
    if prop is not None and holder is not None and script.at(prop) in _ADDING:
        _source(walk, unwrap(holder), LIST)
        return None
    if prop is not None and script.at(prop) == b"concat":
        walk.add(call, LIST)
        return None
    place = next((index for index, item in enumerate(given) if item.id == node.id), None)
    if place is not None and _handed(walk, callee, place, kind):
        return None
    said = name is not None and _SAYS.match(script.at(name)) is not None
    return call[-1] if said and kind == PATH else None


def _handed(walk: PathWalk, callee: Node, index: int, kind: str) -> bool:
    """Go on in the functions of the script that a call may mean; whether there are any."""
    name = callee.child_by_field_name("property") or callee
    result = list(functions_of(walk.script, callee, name))
    for function in result:
        walk.parameter(function, index, kind)
    return bool(result)


def _returned(walk: PathWalk, chain: Chain, kind: str) -> None:
    """What a function gives goes to whoever calls it."""
    function = enclosing(chain)
    if function is None:
        return
    script, node = walk.script, function[-1]
    outer = rise(function)
    if outer[-2].type == "arguments":
        callee = outer[-3].child_by_field_name("function")
        prop = callee.child_by_field_name("property") if callee is not None else None
        name = script.at(prop) if prop is not None else b""
        if name in (b"then", b"catch"):
            walk.add(outer[:-2], _PROMISE + kind.removeprefix(_PROMISE))
        elif name in (b"map", b"flatMap"):
            walk.add(outer[:-2], LIST)
        return
    promised = any(child.type == "async" for child in node.children)
    key = node.child_by_field_name("name")
    if outer[-2].type == "pair":
        key = outer[-2].child_by_field_name("key")
    member = node.type == "method_definition" or outer[-2].type == "pair"
    calls = (
        members_called(script, script.at(key)) if member and key else own_calls(script, function)
    )
    kind = _PROMISE + kind.removeprefix(_PROMISE) if promised else kind
    for call in calls or ():
        walk.add(call, kind)


def _awaited(walk: PathWalk, chain: Chain, kind: str) -> None:
    """A promise of a path: its ``await``, or the handler of its ``then``."""
    parent = chain[-2]
    if parent.type == "await_expression":
        walk.add(chain[:-1], kind)
    elif parent.type in ("variable_declarator", "return_statement", "arrow_function"):
        if parent.type == "variable_declarator":
            _into(walk, chain, "name", _PROMISE + kind)
        else:
            _returned(walk, chain, _PROMISE + kind)
    elif parent.type == "member_expression":
        call = rise(chain[:-1])[:-1]
        prop = parent.child_by_field_name("property")
        given = arguments_of(call[-1]) if call[-1].type == "call_expression" else []
        if prop is None or not given:
            return
        if walk.script.at(prop) == b"then":
            handler = unwrap(given[0])
            if handler.type in FUNCTIONS:
                walk.parameter(handler, 0, kind)
            else:
                _handed(walk, handler, 0, kind)
        elif walk.script.at(prop) in (b"catch", b"finally"):
            walk.add(call, _PROMISE + kind)
