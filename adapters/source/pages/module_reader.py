"""Scripts read as modules: `modules.ScriptModule`."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import attrs

from ..program.scripts import paths_in
from ..syntax.parsed import (
    FUNCTIONS,
    Script,
    children_of,
    first_named,
    parse,
    property_name,
    string_value,
    unwrap,
)
from ..syntax.parser import Endless
from ..text.blocks import LANGUAGES
from ..text.encoding import encoding_of, mask
from .modules import ALL, DEFAULT, ITSELF, NOTHING, Demand, Mention, Part, ScriptModule

if TYPE_CHECKING:
    from tree_sitter import Node

_INERT: Final = FUNCTIONS | {"class", "string", "number", "true", "false", "null", "regex"}
_NAME: Final = re.compile(rb"[A-Za-z_$\x80-\xff][\w$\x80-\xff]*")
_MEMBER: Final = re.compile(rb"\s*\??\.\s*([A-Za-z_$\x80-\xff][\w$\x80-\xff]*)")


def unknown(data: bytes) -> ScriptModule:
    """A script that cannot be looked into: all of it runs, and all that it brings."""
    asks = frozenset(Demand(one.path, ALL) for one in paths_in(data))
    return ScriptModule(None, attrs.evolve(NOTHING, asks=asks), {}, {}, {}, {}, (), True)


def module_of(data: bytes, name: str) -> ScriptModule:
    """What the script in a file is made of."""
    language = LANGUAGES.get(os.path.splitext(name)[1])
    if language is None:
        return unknown(data)
    try:
        script = parse(data, mask(data, encoding_of(data)), 0, language)
    except Endless:
        return unknown(data)
    return _Reader(script).module() if script.sound else unknown(data)


@attrs.define(eq=False)
class _Reader:
    """A module while it is read. ``object``: what it exports is an object of its own, which its
    functions may be called on."""

    script: Script
    places: dict[str, Node] = attrs.field(factory=dict)
    exports: dict[str, str] = attrs.field(factory=dict)
    imports: dict[str, Demand] = attrs.field(factory=dict)
    passes: dict[str, Demand] = attrs.field(factory=dict)
    stars: list[str] = attrs.field(factory=list)
    loading: list[Node] = attrs.field(factory=list)
    loads: set[Demand] = attrs.field(factory=set)
    whole: bool = False
    object: bool = False

    def module(self) -> ScriptModule:
        for statement in self.script.statements:
            self._statement(statement)
        parts = {name: self._part(name, [node]) for name, node in self.places.items()}
        loading = self._part("", self.loading)
        loading = attrs.evolve(loading, asks=loading.asks | self.loads)
        return ScriptModule(
            self.script, loading, parts, self.exports, self.imports, self.passes,
            tuple(self.stars), self.whole,
        )  # fmt: skip

    def _text(self, node: Node | None) -> str:
        return self.script.at(node).decode("utf-8", "replace") if node is not None else ""

    def _statement(self, node: Node) -> None:
        kind = node.type
        if kind == "comment":
            return
        if kind == "import_statement":
            self._import(node)
        elif kind == "export_statement":
            self._export(node)
        elif not self._declared(node, ""):
            value = children_of(node)[0] if kind == "expression_statement" else None
            if value is None or not self._common(value):
                self.loading.append(node)

    def _declared(self, node: Node, exported: str) -> bool:
        """Whether a statement only declares; ``exported``: what it declares is exported, each under
        its name, or under this one."""
        kind = node.type
        if kind in ("function_declaration", "generator_function_declaration", "class_declaration"):
            name = self._text(node.child_by_field_name("name"))
            if kind == "class_declaration" and _runs(self.script, node):
                self.loading.append(node)
            else:
                self._place(name, node)
            if exported:
                self.exports[name if exported == ALL else exported] = name
            return True
        if kind in _TYPES:
            return True
        if kind not in ("lexical_declaration", "variable_declaration"):
            return False
        for item in children_of(node):
            self._variable(item, exported)
        return True

    def _variable(self, item: Node, exported: str) -> None:
        pattern, value = item.child_by_field_name("name"), item.child_by_field_name("value")
        inner = unwrap(value) if value is not None else None
        path = self._required(inner)
        if pattern is None or pattern.type != "identifier":
            names = _taken(self.script, pattern) if path is not None and pattern else None
            if path is None or names is None or exported:
                self.loading.append(item)
                self.whole = self.whole or bool(exported)
                return
            self.loads.add(Demand(path, ""))
            self.imports |= {own: Demand(path, name) for name, own in names}
            return
        name = self._text(pattern)
        if exported:
            self.exports[name] = name
        if path is not None:
            self.loads.add(Demand(path, ""))
            self.imports[name] = Demand(path, ALL)
        elif inner is not None and inner.type in _INERT and not _runs(self.script, inner):
            self._place(name, item)
        else:
            self.loading.append(item)

    def _place(self, name: str, node: Node) -> None:
        """A part by its name; one that is given twice may be either."""
        self.whole = self.whole or name in self.places
        self.places[name] = node

    def _required(self, value: Node | None) -> str | None:
        """The path of a ``require``."""
        if value is None or value.type != "call_expression":
            return None
        callee, given = (
            value.child_by_field_name("function"),
            value.child_by_field_name("arguments"),
        )
        if callee is None or given is None or self.script.at(callee) != b"require":
            return None
        items = children_of(given)
        return string_value(self.script, items[0]) if len(items) == 1 else None

    def _import(self, node: Node) -> None:
        source = node.child_by_field_name("source")
        path = string_value(self.script, source) if source is not None else None
        clause = next((c for c in node.named_children if c.type == "import_clause"), None)
        if path is None:
            self.loading.append(node)  # an import by require of TypeScript
            return
        if any(child.type == "type" for child in node.children):
            return
        self.loads.add(Demand(path, ""))
        for item in clause.named_children if clause is not None else ():
            if item.type == "identifier":
                self.imports[self._text(item)] = Demand(path, DEFAULT)
            elif item.type == "namespace_import":
                self.imports[self._text(first_named(item))] = Demand(path, ALL)
            elif item.type == "named_imports":
                for one in (c for c in item.named_children if c.type == "import_specifier"):
                    name = self._text(one.child_by_field_name("name"))
                    own = self._text(one.child_by_field_name("alias")) or name
                    self.imports[own] = Demand(path, name)

    def _export(self, node: Node) -> None:
        source = node.child_by_field_name("source")
        path = string_value(self.script, source) if source is not None else None
        clause = next((c for c in node.named_children if c.type == "export_clause"), None)
        default = any(child.type == "default" for child in node.children)
        if path is not None:
            self.loads.add(Demand(path, ""))
        for one in children_of(clause) if clause is not None else ():
            name = self._text(one.child_by_field_name("name"))
            shown = self._text(one.child_by_field_name("alias")) or name
            if path is not None:
                self.passes[shown] = Demand(path, name)
            else:
                self.exports[shown] = name
        if clause is not None:
            return
        if path is not None:
            named = any(child.type == "namespace_export" for child in node.named_children)
            if named:
                self.loads.add(Demand(path, ALL))
            else:
                self.stars.append(path)
            return
        declaration = node.child_by_field_name("declaration")
        value = node.child_by_field_name("value")
        if declaration is not None:
            if any(child.type == "decorator" for child in node.named_children):
                self.loading.append(node)
            elif not self._declared(declaration, DEFAULT if default else ALL):
                self.loading.append(node)
                self.whole = True
        elif value is None or not self._exported(DEFAULT, unwrap(value)):
            self.loading.append(node)
            self.whole = self.whole or value is None

    def _exported(self, name: str, value: Node) -> bool:
        """Export a value under a name; whether it is a part, or one that has a name."""
        if value.type == "identifier":
            self.exports[name] = self._text(value)
            return True
        if value.type in _INERT and not _runs(self.script, value):
            own = f"({name})"
            self.exports[name] = own
            self._place(own, value)
            return True
        if name == DEFAULT and value.type == "object":
            return self._members(value, f"{DEFAULT}.")
        return False

    def _members(self, literal: Node, before: str) -> bool:
        """Export the members of an object one by one; whether each of them can be told."""
        self.object = True
        found: list[tuple[str, Node, Node]] = []
        for item in children_of(literal):
            key = item.child_by_field_name("key") or item.child_by_field_name("name")
            if item.type == "shorthand_property_identifier":
                found.append((self._text(item), item, item))
                continue
            name = property_name(self.script, key) or "" if key is not None else ""
            value = item if item.type == "method_definition" else item.child_by_field_name("value")
            if not name or value is None:
                return False
            found.append((name, unwrap(value), item))
        for name, value, item in found:
            if value.type in ("identifier", "shorthand_property_identifier"):
                self.exports[before + name] = self._text(value)
            elif value.type in _INERT and not _runs(self.script, value):
                own = f"({before}{name})"
                self.exports[before + name] = own
                self._place(own, item)
            else:
                self.loading.append(item)
                self.exports[before + name] = ""
        return True

    def _common(self, value: Node) -> bool:
        """Whether a statement only exports, as CommonJS does: ``exports.a = b``."""
        if value.type != "assignment_expression":
            return False
        left, right = value.child_by_field_name("left"), value.child_by_field_name("right")
        shown = self._text(left)
        if right is None or left is None:
            return False
        right = unwrap(right)
        if shown == "module.exports":
            if right.type == "object":
                return self._members(right, "")
            if right.type == "identifier":
                self.exports[ITSELF] = self._text(right)
                return True
            return False
        for before in ("module.exports.", "exports."):
            name = shown.removeprefix(before)
            self.object = self.object or name != shown
            if name != shown and _NAME.fullmatch(name.encode()):
                return self._exported(name, right)
        return False

    def _part(self, name: str, nodes: list[Node]) -> Part:
        text = self.script.text
        own = {*self.places, *self.imports, *self.exports.values()}
        mentions: set[Mention] = set()
        asks: set[Demand] = set()
        for node in nodes:
            mentions.update(_mentions(text, node.start_byte, node.end_byte, own))
            mentions.update(self._of_exports(node))
            if node.type not in ("class", "class_declaration"):
                mentions.update(self._on_itself(node))
            inside = text[node.start_byte : node.end_byte]
            for one in paths_in(inside):
                asks.add(Demand(one.path, _after(inside, one.end)))
        start = nodes[0].start_byte if len(nodes) == 1 else 0
        end = nodes[0].end_byte if len(nodes) == 1 else 0
        return Part(name, start, end, frozenset(mentions), frozenset(asks))

    def _on_itself(self, node: Node) -> Iterator[Mention]:
        """What a function takes of ``this``, which is what the script exports where it is called as
        a member of that."""
        for match in _THIS.finditer(self.script.text, node.start_byte, node.end_byte):
            taken = _MEMBER.match(self.script.text, match.end(), node.end_byte)
            if taken is None:
                self.whole = self.whole or self.object
            else:
                yield from self._shown(taken[1])

    def _of_exports(self, node: Node) -> Iterator[Mention]:
        """What a script takes of what it exports itself; all, where that cannot be told."""
        text = self.script.text
        if text.startswith(_ES_MARK, node.start_byte):
            return
        for match in _EXPORTS.finditer(text, node.start_byte, node.end_byte):
            taken = _MEMBER.match(text, match.end(), node.end_byte)
            if taken is None:
                self.whole = True
            else:
                yield from self._shown(taken[1])

    def _shown(self, name: bytes) -> Iterator[Mention]:
        word = name.decode("utf-8", "replace")
        for shown in (word, f"{DEFAULT}.{word}"):
            if shown in self.exports:
                yield Mention(self.exports[shown], "")


_TYPES: Final = frozenset({"interface_declaration", "type_alias_declaration", "function_signature"})
_CLOSES: Final = re.compile(rb"['\"]\s*\)\s*\??\.\s*([A-Za-z_$][\w$]*)")


_EXPORTS: Final = re.compile(rb"(?<![\w$.])(?:module\s*\.\s*)?exports(?![\w$])")
_ES_MARK: Final = b'Object.defineProperty(exports, "__esModule"'
"""What compilers write at the top: it takes nothing of the exports."""


def _after(text: bytes, end: int) -> str:
    """The member that is taken of what a path brings; `ALL` where none is."""
    match = _CLOSES.match(text, end)
    return match[1].decode() if match is not None else ALL


def _mentions(text: bytes, start: int, end: int, own: set[str]) -> Iterator[Mention]:
    for match in _NAME.finditer(text, start, end):
        name = match[0].decode("utf-8", "replace")
        if name not in own:
            continue
        before = text[max(start, match.start() - 3) : match.start()]
        if before.endswith(b".") and before != b"...":
            continue
        taken = _MEMBER.match(text, match.end(), end)
        yield Mention(name, taken[1].decode("utf-8", "replace") if taken is not None else "")


def _taken(script: Script, pattern: Node) -> list[tuple[str, str]] | None:
    """The names that a pattern takes of a module, each with what it is called here."""
    if pattern.type != "object_pattern":
        return None
    found: list[tuple[str, str]] = []
    for item in children_of(pattern):
        if item.type == "shorthand_property_identifier_pattern":
            name = script.at(item).decode("utf-8", "replace")
            found.append((name, name))
            continue
        key, value = item.child_by_field_name("key"), item.child_by_field_name("value")
        taken = property_name(script, key) if key is not None else None
        if taken is None or value is None or value.type != "identifier":
            return None
        found.append((taken, script.at(value).decode("utf-8", "replace")))
    return found


_RUNS: Final = frozenset({"class_static_block", "decorator"})


def _runs(script: Script, node: Node) -> bool:
    """Whether a class does more than declare where it stands."""
    if node.type not in ("class", "class_declaration"):
        return False
    body = node.child_by_field_name("body")
    heritage = next((c for c in node.named_children if c.type == "class_heritage"), None)
    if heritage is not None and b"(" in script.at(heritage):
        return True
    inside = body.named_children if body is not None else []
    if any(_computed(item) for item in inside):
        return True
    return any(
        item.type in _RUNS or any(child.type in ("static", "decorator") for child in item.children)
        for item in [*node.named_children, *inside]
        if item.type != "method_definition"
    )


_THIS: Final = re.compile(rb"(?<![\w$.])this(?![\w$])")


def _computed(member: Node) -> bool:
    """Whether the name of a member is computed, which runs where the class stands."""
    key = member.child_by_field_name("name") or member.child_by_field_name("property")
    return key is not None and key.type == "computed_property_name"
