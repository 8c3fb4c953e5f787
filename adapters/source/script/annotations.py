"""Types of TypeScript code: the source vendor's names for options, results and failures.

A callback written in place needs none: what it is given is known by the call. Elsewhere a name
out of the vendor's typings becomes one of the generated runtime's types, which say the same of
the source's dialect; and so does ``typeof wx.chooseImage``. Names that are not of media stay.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

import attrs

from ...runtime.type_names import shape_name
from ..common.model import NATIVE
from ..common.outcome import PortedUse
from ..common.pair import Pair
from ..syntax.parsed import FUNCTIONS, Chain, Script, first_named, property_name, rise, unwrap
from ..syntax.sites import Use
from ..text.edits import Edit
from ..text.place import name_pattern
from .loosened import loosened

if TYPE_CHECKING:
    from tree_sitter import Node

_PARAMETERS: Final = frozenset({"required_parameter", "optional_parameter"})
_CALLBACKS: Final = frozenset({"success", "fail", "complete"})
_HANDLERS: Final = frozenset({"then", "catch", "finally"})
_HOLDER: Final = "Media"
"""The runtime's own type for all that it exports."""
_OF_LANGUAGE: Final = frozenset({"NonNullable", "ReturnType"})
_INITIAL: Final = frozenset({"variable_declarator", "public_field_definition"})
_DECLARED: Final = ("type_alias_declaration", "interface_declaration")


@attrs.frozen
class Names:
    """What a vendor's type names mean: the runtime's type, and whose function's it is."""

    meant: Mapping[str, str]
    functions: Mapping[str, str]


@attrs.define
class Typed:
    """The edits for a script's types, the runtime's types they need, and of which functions."""

    edits: list[Edit] = attrs.field(factory=list)
    types: set[str] = attrs.field(factory=set)
    functions: set[str] = attrs.field(factory=set)
    told: Counter[str] = attrs.field(factory=Counter)


def names_of(both: Pair) -> Names:
    """The type names of the source's typings that have a counterpart in the runtime's."""
    facts = both.source["typings"]
    meant: dict[str, str] = dict.fromkeys(facts.get("failure", ()), "Failure")
    functions: dict[str, str] = {}

    def put(pattern: str, function: str, text: str) -> None:
        if pattern:
            name = pattern.replace("{Api}", function[:1].upper() + function[1:])
            meant.setdefault(name, text)
            functions.setdefault(name, function)

    for managed, table in ((True, both.managed), (False, both.functions)):
        for function in table:
            shape = shape_name(function, managed)
            put(facts.get("options", ""), function, f"{shape}Options")
            put(facts.get("result", ""), function, f"{shape}Result")
            put(facts.get("success", ""), function, f"((result: {shape}Result) => void)")
            put(facts.get("fail", ""), function, "((failure: Failure) => void)")
            put(facts.get("complete", ""), function, f"((reply: {shape}Result | Failure) => void)")
    for name, function in facts.get("objects", {}).items():
        if function == both.manager or function in both.functions:
            meant[name] = _given(function)
            if function != both.manager:
                functions[name] = function
                read = both.entry(function)["read"]
                if read.get("task") and read.get("form") != "factory":
                    meant[name] = f"{shape_name(function, False)}Task"
    for name, place in facts.get("entries", {}).items():
        function, _, member = place.partition(".")
        if function not in both.functions:
            continue
        options = any(member in row["names"] for row in both.entry(function)["read"]["params"])
        shape = shape_name(function, False) + ("Options" if options else "Result")
        text = f'{shape}["{member}"]'
        meant[name] = f"NonNullable<{text}>[number]" if options else f"{text}[number]"
        functions[name] = function
    return Names(meant, functions)


def _given(function: str) -> str:
    """The type of what a function of the runtime gives."""
    return f'ReturnType<{_HOLDER}["{function}"]>'


def port_types(script: Script, both: Pair, results: Iterable[tuple[Use, PortedUse]]) -> Typed:
    """What becomes of a script's types. ``results``: what became of its uses."""
    found = Typed()
    if script.language == "javascript":
        return found
    names = both.remembered(names_of)
    results = [(use, result) for use, result in results if use.call is not None]
    ported = {use.call[-1].id: use.call[-1] for use, _ in results if use.call}
    if any(use.managed for use, _ in results):
        ported |= {call.id: call for call in _fetched(script, both)}
    own = _own(script, both, names)
    native = [(use, result) for use, result in results if result.how == NATIVE]
    natively = {use.name: result.target for use, result in native if not use.managed}
    for use, result in results:
        if result.how != NATIVE:
            natively.pop(use.name, None)
    edits = [edit for _, result in native for edit in result.edits]
    for place, edit in loosened(script, edits, lambda chain: _in_place(script, chain, ported)):
        if edit.text or not _taken_off(script, place, ported, found):
            found.edits.append(edit if edit.text else edit._replace(text=b": any"))
    gone = {(edit.start, edit.end) for edit in found.edits}
    for start, end, name in sorted(_named(script, both, names)):
        chain = script.chain(start, end)
        if any(first <= start and end <= last for first, last in gone):
            found.told[name] += 1
            continue
        if name not in names.functions and _of_another(script, chain, both):
            continue
        found.told[name] += 1
        if _taken_off(script, chain, ported, found):
            continue
        function = names.functions.get(name)
        meant = names.meant[name]
        if function in natively and meant == _given(function):
            meant, function = f"ReturnType<typeof {both.goal}.{natively[function]}>", None
        _respell(script, found, start, end, meant, function)
    for name in own:
        for start, end in script.named(name.encode()):
            chain = script.chain(start, end)
            if chain[-1].type == "type_identifier":
                _taken_off(script, chain, ported, found)
    for chain, name in _queries(script, both):
        node = chain[-1]
        found.told[name] += 1
        _respell(
            script,
            found,
            node.start_byte,
            node.end_byte,
            f'{_HOLDER}["{name}"]',
            name if name != both.manager else None,
        )
    found.edits = list({(edit.start, edit.end): edit for edit in found.edits}.values())
    return found


def _fetched(script: Script, both: Pair) -> Iterator[Node]:
    """The calls that fetch a file manager."""
    for start, end in script.named(both.manager.encode()):
        chain = script.chain(start, end)
        if len(chain) < 3:
            continue
        holder = chain[-2].child_by_field_name("object")
        if holder is not None and script.at(holder) == both.name:
            yield chain[-3]


def names_types(data: bytes, both: Pair) -> bool:
    """Whether a file may name a type that `port_types` knows."""
    known = both.remembered(names_of).meant
    return any(
        match[1].decode() in known for match in both.remembered(_pattern).finditer(data)
    ) or bool(both.remembered(_asked).search(data))


def _pattern(both: Pair) -> re.Pattern[bytes]:
    spaces = b"|".join(re.escape(mark) for mark in (*both.marks, both.name))
    return re.compile(rb"(?<![\w$.])(?:%b)\.([A-Za-z_$][\w$]*)(?![\w$.])" % spaces)


def _asked(both: Pair) -> re.Pattern[bytes]:
    return re.compile(rb"typeof\s+%b\.(\w+)" % re.escape(both.name))


def _named(script: Script, both: Pair, names: Names) -> Iterator[tuple[int, int, str]]:
    """Where a known name of the source's typings stands: ``WechatMiniprogram.ImageFile``."""
    for match in both.remembered(_pattern).finditer(script.text):
        name = match[1].decode()
        node = script.chain(match.start(1), match.end(1))[-1]
        if name in names.meant and node.type == "type_identifier":
            yield match.start(), match.end(), name


def _own(script: Script, both: Pair, names: Names) -> set[str]:
    """The file's own types that are made of the source's."""
    result = set()
    for start, end, _ in _named(script, both, names):
        for node in script.chain(start, end):
            if node.type in _DECLARED and (named := node.child_by_field_name("name")) is not None:
                result.add(script.at(named).decode())
    return result


def _queries(script: Script, both: Pair) -> Iterator[tuple[Chain, str]]:
    """``typeof wx.chooseImage`` where a type is meant, and the function's name."""
    for match in both.remembered(_asked).finditer(script.text):
        name = match[1].decode()
        chain = script.chain(match.start(1), match.end(1))
        while chain and chain[-1].type != "type_query":
            chain = chain[:-1]
        if chain and (name in both.functions or (name == both.manager and both.managed)):
            yield chain, name


def _respell(
    script: Script, found: Typed, start: int, end: int, text: str, function: str | None
) -> None:
    for name in sorted(set(re.findall(r"\b[A-Z]\w*", text)) - _OF_LANGUAGE):
        found.types.add(name)
        alias = imported_as(script, name)
        text = re.sub(rf"\b{name}\b", alias, text)
    found.edits.append(Edit(start, end, text.encode()))
    if function is not None:
        found.functions.add(function)


def imported_as(script: Script, name: str) -> str:
    """The name under which a type of the runtime is imported: its own, unless that is taken."""
    while name_pattern(name.encode(), after=b".").search(script.text) is not None:
        name = f"Media{name}"
    return name


def _taken_off(script: Script, place: Chain, ported: Mapping[int, Node], found: Typed) -> bool:
    """Take off the annotation around a place where the call itself says the type."""
    for index in range(len(place) - 1, 1, -1):
        if place[index].type != "type_annotation":
            continue
        around = place[index - 1]
        said = (around.type in _PARAMETERS and _in_place(script, place[: index - 1], ported)) or (
            around.type in _INITIAL and _given_by(around, ported)
        )
        if said:
            found.edits.append(Edit(place[index].start_byte, place[index].end_byte, b""))
        return said
    return False


def _of_another(script: Script, place: Chain, both: Pair) -> bool:
    """Whether a place is in a callback of a function of the source that has nothing to do with
    media, or of its promise: ``wx.request({ fail: (e: …) => … })``. One type is for them all."""
    for index in range(len(place) - 2, 0, -1):
        if place[index].type == "call_expression" and place[index + 1].type == "arguments":
            name = _member_called(script, place[index], both.name)
            if name is not None:
                return name not in both.functions
    return False


def _member_called(script: Script, call: Node, name: bytes) -> str | None:
    """The global's member that a call, or a chain of them, begins with."""
    node = call.child_by_field_name("function")
    while node is not None:
        inner = node.child_by_field_name("function" if node.type == "call_expression" else "object")
        if inner is not None and script.at(unwrap(inner)) == name:
            prop = node.child_by_field_name("property")
            return script.at(prop).decode() if prop is not None else None
        node = unwrap(inner) if inner is not None else None
    return None


def _given_by(owner: Node, ported: Mapping[int, Node]) -> bool:
    """Whether a variable or a field is declared as what a ported call gives, awaited or not."""
    value = owner.child_by_field_name("value")
    value = unwrap(value) if value is not None else None
    if value is not None and value.type == "await_expression":
        value = first_named(value)
    return value is not None and unwrap(value).id in ported


def _in_place(script: Script, place: Chain, ported: Mapping[int, Node]) -> bool:
    """Whether parameters are those of a callback in a ported call, or of its promise."""
    function = next((i for i in range(len(place) - 1, 0, -1) if place[i].type in FUNCTIONS), 0)
    if not function:
        return False
    node, outer = place[function], rise(place[: function + 1])
    parent: Any = outer[-2]
    if node.type == "method_definition" or parent.type == "pair":
        keyed = node.child_by_field_name("name") if node.type == "method_definition" else None
        keyed = keyed or parent.child_by_field_name("key")
        at = len(outer) - (3 if parent.type == "pair" else 2)
        options = rise(outer[: at + 1])
        named = keyed is not None and property_name(script, keyed) in _CALLBACKS
        return named and len(options) > 2 and options[-3].id in ported
    if parent.type != "arguments" or len(outer) < 3:
        return False
    callee = outer[-3].child_by_field_name("function")
    prop = callee.child_by_field_name("property") if callee is not None else None
    if callee is None or prop is None or script.at(prop).decode() not in _HANDLERS:
        return False
    first = next(iter(ported.values()), None)
    return first is not None and any(
        callee.start_byte <= call.start_byte and call.end_byte <= callee.end_byte
        for call in ported.values()
    )
