"""What a page or a component is made of on the source vendor, and the target's has not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import attrs

from ...profiles.fold import ClientProfile, parts_of
from ...profiles.model import Instances
from .pair import Pair
from .scope import table
from .syntax import Script, arguments_of, property_name, unwrap

if TYPE_CHECKING:
    from tree_sitter import Node

PAGE, COMPONENT = "Page", "Component"
"""The functions that take a definition, by every vendor's convention."""
_KEYED: Final = frozenset({"pair", "method_definition"})
_DATA: Final = frozenset({"data", "options"})


class Part(NamedTuple):
    """Something a definition relies on, as a person would name it, and where."""

    name: str
    node: Node


@attrs.frozen(eq=False)
class _Kind:
    """What pages, or components, are made of on one client."""

    keys: frozenset[str]
    """Keys of the definition that the client reads by itself."""
    wants: dict[str, str]
    """Of those, the ones that count only where the definition's options say so: by which."""
    members: frozenset[str]
    """Methods of the client's own."""


def missing(script: Script, both: Pair) -> list[Part]:
    """What the definitions of a script rely on and the target's client does not know of, in the
    order of places. Nothing where either profile says nothing of such definitions."""
    own, others = (view.profile.behavior for view in (both.plan.read, both.plan.write))
    found: list[Part] = []
    members: set[str] = set()
    for name, page in ((PAGE, True), (COMPONENT, False), (own, False)):
        if not name or name.encode() not in script.text:
            continue
        source, target, unlike = both.remembered(_kinds, page)
        if not (source.keys and target.keys):
            continue
        for call, given in _calls(script, name):
            members |= source.members - target.members
            if name == own and others and own != others:
                found.append(Part(own, call))
            literal = unwrap(given[0]) if given else None
            if literal is not None and literal.type == "object":
                text = script.at(literal)
                if b"\\" in text or any(word in text for word in unlike):
                    found.extend(_keys(script, literal, source, target))
    if members:
        found.extend(_members(script, members))
    return sorted(found, key=lambda part: part.node.start_byte)


def _kinds(both: Pair, page: bool) -> tuple[_Kind, _Kind, list[bytes]]:
    """Both clients' kinds, and the names that one has and the other may not."""
    source, target = _kind(both.plan.read, page), _kind(both.plan.write, page)
    names = [key for key in source.keys - _DATA if key not in target.keys or target.wants.get(key)]
    return source, target, [name.encode() for name in names]


def _kind(view: ClientProfile, page: bool) -> _Kind:
    facts: Instances = view.profile.page if page else view.profile.component
    parts = parts_of(facts, view.client)
    hooks = {*facts.begin, *facts.hooks}
    if page or not facts.outside:
        hooks -= set(facts.lifetimes)
    heads = {part: path.partition(".")[0] for part, path in parts.items()}
    return _Kind(
        frozenset({*heads.values(), *hooks}) if facts.begin else frozenset(),
        {heads[part]: option for part, option in facts.options.items() if part in heads},
        frozenset({*facts.methods.values(), *facts.views}),
    )


def _calls(script: Script, name: str) -> Iterator[tuple[Node, list[Node]]]:
    """Calls of the global function of that name, and their arguments."""
    for use in table(script, name.encode()).unbound():
        call = use.chain[-2] if len(use.chain) > 1 else None
        if call is not None and call.type == "call_expression" and not use.write:
            yield use.node, arguments_of(call)


def _entries(script: Script, literal: Node) -> Iterator[tuple[str, Node, Node | None]]:
    """Names that an object literal has for sure, where, and their values."""
    for item in literal.named_children:
        if item.type == "shorthand_property_identifier":
            yield script.at(item).decode("utf-8", "replace"), item, item
        if item.type not in _KEYED:
            continue
        key = item.child_by_field_name("key") or item.child_by_field_name("name")
        name = property_name(script, key) if key is not None else None
        if key is not None and name is not None:
            yield name, key, item.child_by_field_name("value")


def _keys(script: Script, literal: Node, source: _Kind, target: _Kind) -> Iterator[Part]:
    entries = list(_entries(script, literal))
    chosen: set[str] = set()
    for name, _, value in entries:
        value = unwrap(value) if value is not None else None
        if name == "options" and value is not None and value.type == "object":
            chosen = {flag for flag, _, said in _entries(script, value)
                      if said is not None and script.at(said) == b"true"}  # fmt: skip
    for name, node, _ in entries:
        if name not in source.keys or name in _DATA:
            continue
        option = target.wants.get(name, "")
        if name not in target.keys:
            yield Part(name, node)
        elif option and option not in chosen:
            yield Part(f"{name} (without options.{option})", node)


def _members(script: Script, names: set[str]) -> Iterator[Part]:
    """Methods of the client's own that are taken of an instance: of `this`, or of what holds it."""
    for match in _member_pattern(frozenset(names)).finditer(script.text):
        chain = script.chain(match.start(1), match.end(1))
        owner = chain[-2] if len(chain) > 1 else None
        held = owner.child_by_field_name("object") if owner is not None else None
        if owner is None or held is None or owner.type != "member_expression":
            continue
        if _this(script, unwrap(held)):
            yield Part(f"this.{match[1].decode()}", owner)


@lru_cache(maxsize=64)
def _member_pattern(names: frozenset[str]) -> re.Pattern[bytes]:
    """What finds members of these names."""
    words = "|".join(map(re.escape, sorted(names)))
    return re.compile(rb"\.\s*(%b)\b" % words.encode())


def _this(script: Script, node: Node) -> bool:
    """Whether an expression is `this`, or a variable that holds it."""
    if node.type == "this":
        return True
    if node.type != "identifier":
        return False
    reference = table(script, script.at(node)).reference_at(node)
    owner = reference.binding.chain[-2] if reference and reference.binding else None
    value = owner.child_by_field_name("value") if owner is not None else None
    return value is not None and unwrap(value).type == "this"
