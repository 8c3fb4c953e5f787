"""Newer JavaScript for a language of template scripts that does not have it: written as older code
where that does the same, told where it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ....profiles.model import TemplateScripts
from ..syntax.parsed import FUNCTIONS, Script, children_of
from ..text.blanks import walk
from ..text.edits import Edit, hole
from ..text.place import free_name
from .blocks import become_var
from .language import tell_no
from .work import TemplateWork

if TYPE_CHECKING:
    from tree_sitter import Node

_NEWER: Final[dict[str, str]] = {
    "arrow_function": "arrow functions",
    "template_string": "template strings",
    "object_pattern": "destructuring",
    "array_pattern": "destructuring",
    "spread_element": "spread",
    "rest_pattern": "rest parameters",
    "computed_property_name": "computed keys",
    "class_declaration": "classes",
    "assignment_pattern": "default values",
    "object_assignment_pattern": "default values",
    "for_in_statement of": "for ... of",
    "optional_chain": "optional chaining",
    "method_definition": "methods in objects",
}
_PLAIN: Final = frozenset(
    {"identifier", "member_expression", "call_expression", "number", "string"}
)
"""What needs no brackets where it is added to a text."""


def older(work: TemplateWork, script: Script, mine: TemplateScripts) -> list[Edit]:
    """The edits for what only newer JavaScript says: what has no older form is told once of each
    kind."""
    if not mine.modern:
        return []
    edits: list[Edit] = []
    names: set[str] = set()
    written = _Written(script)
    for node in walk(script.root):
        if node.type == "lexical_declaration":
            if become_var(script, node):
                word = node.children[0]
                edits.append(Edit(word.start_byte, word.end_byte, b"var"))
            elif "let" not in names:
                names.add("let")
                text = f"{work.writer}'s scripts have no let or const in blocks"
                tell_no(work, script, node, f"{text}: as var it would be another one")
            continue
        if node.type == "shorthand_property_identifier":
            name = script.at(node)
            edits.append(Edit(node.end_byte, node.end_byte, b": " + name))
            continue
        made = written.of(node)
        if made is not None:
            edits += made
            continue
        key = node.type
        if key == "for_in_statement" and any(child.type == "of" for child in node.children):
            key = "for_in_statement of"
        what = _NEWER.get(key)
        if what is not None and what not in names and node.id not in written.done:
            names.add(what)
            tell_no(work, script, node, f"{work.writer}'s scripts of templates have no {what}")
    return edits


class _Written:
    """Nodes of a script as older code; ``done``: those that another one has taken in."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.done: set[int] = set()
        self._given: list[str] = []

    def of(self, node: Node) -> list[Edit] | None:
        """The edits for a node; None: it has no older form, or needs none."""
        if node.type == "template_string":
            return self._template(node)
        if node.type in FUNCTIONS:
            return self._function(node)
        if node.type == "variable_declarator":
            return self._declarator(node)
        return None

    def _template(self, node: Node) -> list[Edit] | None:
        if node.parent is not None and node.parent.type == "call_expression":
            return None  # a tag gets its parts
        words: list[str] = []
        at = node.start_byte + 1
        for child in (*node.named_children, None):
            if child is not None and child.type != "template_substitution":
                continue
            said = self.script.text[at : child.start_byte if child else node.end_byte - 1]
            if said or not words:
                words.append("'" + _quoted(said.decode("utf-8", "surrogateescape")) + "'")
            if child is not None:
                inner = children_of(child)
                if len(inner) != 1:
                    return None
                one = hole(inner[0].start_byte, inner[0].end_byte)
                words.append(one if inner[0].type in _PLAIN else f"({one})")
                at = child.end_byte
        text = " + ".join(words)
        outer = node.parent.type if node.parent is not None else ""
        if len(words) > 1 and outer not in _ROOMY:
            text = f"({text})"
        return [Edit(node.start_byte, node.end_byte, text.encode("utf-8", "surrogateescape"))]

    def _function(self, node: Node) -> list[Edit] | None:
        body = node.child_by_field_name("body")
        given = node.child_by_field_name("parameters") or node.child_by_field_name("parameter")
        first = {child.type for child in node.children}
        if body is None or given is None or first & {"async", "get", "set", "*", "static"}:
            return None
        listed = children_of(given) if given.type == "formal_parameters" else [given]
        read = [self._parameter(one) for one in listed]
        if any(one is None for one in read):
            return None
        names = [one[0] for one in read if one is not None]
        begin = "".join(one[1] for one in read if one is not None)
        if node.type == "arrow_function":
            return self._arrow(node, body, ", ".join(names), begin)
        edits: list[Edit] = []
        if node.type == "method_definition":
            name = node.child_by_field_name("name")
            inside = node.parent is not None and node.parent.type == "object"
            if not inside or name is None or name.type not in _KEYS:
                return None
            edits.append(Edit(name.end_byte, name.end_byte, b": function "))
        if begin:
            edits.append(Edit(given.start_byte, given.end_byte, f"({', '.join(names)})".encode()))
            edits.append(Edit(body.start_byte + 1, body.start_byte + 1, begin.encode()))
        return edits if edits or node.type == "method_definition" else None

    def _arrow(self, node: Node, body: Node, names: str, begin: str) -> list[Edit] | None:
        own = any(child.type == "comment" for child in node.children)
        if own or any(
            inner.type == "this" or self._is(inner, b"arguments") for inner in walk(body)
        ):
            return None
        if body.type == "statement_block":
            inner = begin + hole(body.start_byte + 1, body.end_byte)
            text = f"function ({names}) {{{inner}"
        else:
            text = f"function ({names}) {{{begin} return {hole(body.start_byte, body.end_byte)}; }}"
        return [Edit(node.start_byte, node.end_byte, text.encode("utf-8", "surrogateescape"))]

    def _is(self, node: Node, name: bytes) -> bool:
        return node.type == "identifier" and self.script.at(node) == name

    def _parameter(self, node: Node) -> tuple[str, str] | None:
        """A parameter's name, and what a function begins with for it."""
        if node.type == "identifier":
            return self._text(node), ""
        if node.type == "object_pattern":
            name = self._free("given")
            parts = self._parts(node, name)
            return (name, f" var {parts};") if parts else None
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if node.type != "assignment_pattern" or left is None or right is None:
            return None
        self.done.add(node.id)
        value = hole(right.start_byte, right.end_byte)
        if left.type == "identifier":
            name, parts = self._text(left), ""
        elif left.type == "object_pattern":
            name = self._free("given")
            parts = self._parts(left, name)
            if not parts:
                return None
            parts = f" var {parts};"
        else:
            return None
        return name, f" if ({name} === undefined) {{ {name} = {value}; }}{parts}"

    def _declarator(self, node: Node) -> list[Edit] | None:
        """``{ a, b: c } = of`` as a variable each."""
        pattern, value = node.child_by_field_name("name"), node.child_by_field_name("value")
        if pattern is None or value is None or pattern.type != "object_pattern":
            return None
        outer = node.parent.parent if node.parent is not None else None
        if outer is not None and outer.type == "export_statement":
            return None
        plain = value.type == "identifier"
        name = self._text(value) if plain else self._free("taken")
        parts = self._parts(pattern, name)
        if not parts:
            return None
        held = "" if plain else f"{name} = {hole(value.start_byte, value.end_byte)}, "
        return [Edit(node.start_byte, node.end_byte, f"{held}{parts}".encode())]

    def _parts(self, pattern: Node, of: str) -> str:
        """What a pattern takes, as variables; empty where it has no such form."""
        found: list[str] = []
        for part in children_of(pattern):
            if part.type == "shorthand_property_identifier_pattern":
                name = self._text(part)
                found.append(f"{name} = {of}.{name}")
            elif part.type == "pair_pattern":
                key, value = part.child_by_field_name("key"), part.child_by_field_name("value")
                if key is None or value is None or value.type != "identifier":
                    return ""
                if key.type != "property_identifier":
                    return ""
                found.append(f"{self._text(value)} = {of}.{self._text(key)}")
            elif part.type == "object_assignment_pattern":
                left, right = part.child_by_field_name("left"), part.child_by_field_name("right")
                if left is None or right is None:
                    return ""
                name = self._text(left)
                said = hole(right.start_byte, right.end_byte)
                said = said if right.type in _PLAIN else f"({said})"
                found.append(f"{name} = {of}.{name} === undefined ? {said} : {of}.{name}")
                self.done.add(part.id)
            else:
                return ""
        self.done.add(pattern.id)
        return ", ".join(found)

    def _free(self, name: str) -> str:
        """A name that the script does not use; each pattern has its own."""
        text = self.script.text + " ".join(["", *self._given]).encode()
        self._given.append(free_name(name.encode(), text).decode())
        return self._given[-1]

    def _text(self, node: Node) -> str:
        return self.script.at(node).decode("utf-8", "replace")


_KEYS: Final = frozenset({"property_identifier", "string", "number"})
_ROOMY: Final = frozenset(
    {"return_statement", "variable_declarator", "arguments", "pair", "assignment_expression",
     "parenthesized_expression", "array", "arrow_function", "augmented_assignment_expression"}
)  # fmt: skip
"""Where a sum stands as it is."""


def _quoted(text: str) -> str:
    """What stands in a template string, as a text in single quotes: its escapes are the same."""
    out: list[str] = []
    escaped = False
    for char in text.replace("\r\n", "\n"):
        if char == "\n":
            out.append("\n" if escaped else "\\n")
        elif char == "'" and not escaped:
            out.append("\\'")
        else:
            out.append(char)
        escaped = char == "\\" and not escaped
    return "".join(out)
