"""Parsed scripts: tree-sitter trees with the few questions the porter asks of them.

Every walk is a loop, never a recursion: sources from strangers nest thousands deep. A *chain*
is a node with all its ancestors, root first; the parent of a node is the one before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import attrs

from ..text.edits import hole
from ..text.place import places_of
from .parser import Endless, tree_of

if TYPE_CHECKING:
    from tree_sitter import Node, Tree

Chain = tuple["Node", ...]

FUNCTIONS: Final = frozenset(
    {
        "function_declaration",
        "generator_function_declaration",
        "function_expression",
        "generator_function",
        "arrow_function",
        "method_definition",
    }
)
WRAPPERS: Final = frozenset(
    {
        "parenthesized_expression",
        "as_expression",
        "satisfies_expression",
        "non_null_expression",
        "type_assertion",
    }
)
ANCESTORS: Final = 30_000_000
"""Ancestors that may be looked at, all in all: what code written by people never comes near."""
CLASS_FIELDS: Final = frozenset({"field_definition", "public_field_definition"})
"""Fields of classes: in JavaScript, in TypeScript."""
LITERALS: Final = frozenset({"string", "number", "true", "false", "null", "undefined"})


class TooDeep(Exception):
    """A script nests so many uses so deep that its port would take too much memory."""


@attrs.define(eq=False, repr=False)
class Script:
    """One parsed script: ``original`` is what is edited, ``text`` what the parser saw.

    Both have the same length; offsets of nodes fit either. ``base`` is where the script starts
    in its file. ``tables`` and ``words`` keep what was found of names and of expressions,
    ``leaving`` of blocks; ``asked``
    are the names that were looked for in all of the script since it was emptied. ``sound``: the
    grammar of its language took all of it.
    """

    original: bytes
    text: bytes
    base: int
    language: str
    root: Node
    tree: Any = attrs.field(repr=False)
    tables: dict[bytes, Any] = attrs.field(factory=dict, repr=False)
    words: dict[int, frozenset[str] | None] = attrs.field(factory=dict, repr=False)
    leaving: dict[int, list[Node]] = attrs.field(factory=dict, repr=False)
    asked: set[bytes] = attrs.field(factory=set, repr=False)
    sound: bool = True
    _statements: list[Node] = attrs.field(factory=list, init=False, repr=False)
    _spent: int = attrs.field(default=0, init=False, repr=False)
    _path: list[Node] = attrs.field(factory=list, init=False, repr=False)
    _spans: list[tuple[int, int]] = attrs.field(factory=list, init=False, repr=False)

    @property
    def statements(self) -> list[Node]:
        """What the script is made of, comments between statements among it."""
        if not self._statements:
            self._statements = self.root.named_children
        return self._statements

    def everywhere(self, pattern: re.Pattern[bytes]) -> Iterator[re.Match[bytes]]:
        """What a pattern finds in all of the script."""
        self.asked.add(pattern.pattern)
        return pattern.finditer(self.text)

    def named(self, name: bytes) -> Iterator[tuple[int, int]]:
        """Where a name stands in all of the script."""
        self.asked.add(name)
        return places_of(self.text, name)

    def at(self, node: Node) -> bytes:
        """What the parser saw of a node."""
        return self.text[node.start_byte : node.end_byte]

    def source(self, node: Node) -> bytes:
        """The original bytes of a node."""
        return self.original[node.start_byte : node.end_byte]

    def hole(self, node: Node) -> str:
        """A node's source text for the text of an edit, with the edits inside the node."""
        return hole(node.start_byte, node.end_byte)

    def chain(self, start: int, end: int) -> Chain:
        """The smallest node around a byte range, under all its ancestors."""
        path, spans = self._path, self._spans
        # the place asked for last is often near: what stands around both is not looked up again
        while spans and not (spans[-1][0] <= start < spans[-1][1] >= end):
            path.pop()
            spans.pop()
        if not path:
            path.append(self.root)
            spans.append((0, len(self.text)))
        cursor = path[-1].walk()
        while cursor.goto_first_child_for_byte(start) is not None:
            node = cursor.node
            if node is None:
                break
            first, last = node.start_byte, node.end_byte
            if first > start or last < end:
                break
            path.append(node)
            spans.append((first, last))
        self._spent += len(path)
        if self._spent > ANCESTORS + 8 * len(self.text):
            raise TooDeep
        return tuple(path)

    def chain_of(self, node: Node) -> Chain:
        """The chain that ends in this very node (several nodes may cover the same bytes)."""
        chain = self.chain(node.start_byte, node.end_byte)
        for index in range(len(chain) - 1, -1, -1):
            if chain[index].id == node.id:
                return chain[: index + 1]
        return chain


def dropped(call: Chain) -> bool:
    """Whether nobody takes what a call gives."""
    return rise(call)[-2].type == "expression_statement"


_SPACES: Final = re.compile(rb"\xc2\xa0|\xe3\x80\x80|\xef\xbb\xbf|\xe2\x80[\x80-\x8a\xaf]")
"""No-break and wide spaces, as editors and copied code leave them."""


_MARKUP: Final = re.compile(rb"</|/>")
"""What any element of JSX ends in."""


def parse(original: bytes, text: bytes, base: int, language: str) -> Script:
    """Parse one script. Broken regions are ``ERROR`` nodes in the tree; raises `Endless`."""
    tree = _last_tree(language, text)
    sound = not tree.root_node.has_error
    if not sound and _SPACES.search(text):
        # the grammars insert no semicolon behind a white space outside ASCII
        plain = _SPACES.sub(lambda match: b" " * len(match[0]), text)
        other = tree_of(language, plain)
        if not other.root_node.has_error:
            tree = other
    if language == "javascript" and tree.root_node.has_error and _MARKUP.search(text):
        # the JavaScript grammar takes an attribute called class for a class; the other does not
        with suppress(Endless):
            other = tree_of("tsx", text)
            if _damage(other.root_node) < _damage(tree.root_node):
                tree = other
    return Script(original, text, base, language, tree.root_node, tree, sound=sound)


@lru_cache(maxsize=1)
def _last_tree(language: str, text: bytes) -> Tree:
    """The tree of a text, kept until another is asked for: a script is looked at for itself and
    for the template beside it."""
    return tree_of(language, text)


def _damage(root: Node) -> int:
    """How much of a tree is broken: the bytes of its outermost errors, and one for each."""
    total, todo = 0, [root]
    while todo:
        node = todo.pop()
        if node.is_error or node.is_missing:
            total += 1 + node.end_byte - node.start_byte
        elif node.has_error:
            todo.extend(node.children)
    return total


def _wrapped(node: Node) -> Node | None:
    """The expression that parentheses or an assertion stand around; comments passed over."""
    for child in node.named_children:
        if child.type not in ("comment", "type_arguments"):
            return child
    return None


def unwrap(node: Node) -> Node:
    """The expression inside parentheses, type assertions and ``!``."""
    while node.type in WRAPPERS and (inner := _wrapped(node)) is not None:
        node = inner
    return node


def parent_of(chain: Chain) -> Node:
    """What the last node of a chain stands in; the whole script stands in itself."""
    return chain[-2:][0]


def rise(chain: Chain) -> Chain:
    """The chain of the expression including the parentheses and assertions around it."""
    while len(chain) > 1 and chain[-2].type in WRAPPERS:
        inner = _wrapped(chain[-2])
        if inner is None or inner.id != chain[-1].id:
            break
        chain = chain[:-1]
    return chain


def valued(chain: Chain) -> Chain | None:
    """The chain of the outermost expression whose value this one may be; None: nobody takes it.

    A value is dropped by a statement, by all but the end of a sequence, and by the step of a loop.
    """
    while True:
        chain = rise(chain)
        if len(chain) < 2 or chain[-2].type in ("expression_statement", "program"):
            return None
        node, parent = chain[-1], chain[-2]
        if parent.type == "for_statement" and is_field(parent, node, "increment"):
            return None
        if parent.type == "sequence_expression":
            last = parent.named_child(parent.named_child_count - 1)
            if last is None or last.id != node.id:
                return None
        elif parent.type == "ternary_expression":
            if is_field(parent, node, "condition"):
                return chain
        elif parent.type == "binary_expression":
            operator = parent.child_by_field_name("operator")
            logical = operator is not None and operator.type in ("&&", "||", "??")
            if not logical or not is_field(parent, node, "right"):
                return chain
        else:
            return chain
        chain = chain[:-1]


def is_field(parent: Node, node: Node, name: str) -> bool:
    """Whether the node is that field of its parent."""
    child = parent.child_by_field_name(name)
    return child is not None and child.id == node.id


_ESCAPE: Final = re.compile(
    r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|[\s\S]))"
)
_SIMPLE: Final = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}
_LINE_ENDS: Final = frozenset({"\n", "\r\n", "\r", "\u2028", "\u2029"})


def _unescape(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    if code:
        number = int(code, 16)
        return chr(number) if number <= 0x10FFFF else "\ufffd"
    if match[4] in _LINE_ENDS:
        return ""
    return _SIMPLE.get(match[4], match[4])


def string_value(script: Script, node: Node) -> str | None:
    """The value of a string literal or of a template without substitutions, else None."""
    node = unwrap(node)
    if node.type == "string" or (
        node.type == "template_string"
        and all(child.type != "template_substitution" for child in node.named_children)
    ):
        raw = script.at(node)[1:-1].decode("utf-8", "replace")
        return _ESCAPE.sub(_unescape, raw) if "\\" in raw else raw
    return None


def first_named(node: Node) -> Node | None:
    """The first named child of a node that is no comment; None where it has none."""
    return next((child for child in node.named_children if child.type != "comment"), None)


def children_of(node: Node) -> list[Node]:
    """The named children of a node, comments left out."""
    return [child for child in node.named_children if child.type != "comment"]


def arguments_of(call: Node) -> list[Node]:
    """The arguments of a call, comments left out."""
    arguments = call.child_by_field_name("arguments")
    if arguments is None or arguments.type != "arguments":
        return []
    return children_of(arguments)


def property_name(script: Script, node: Node) -> str | None:
    """The static name of a key or property node, else None."""
    if node.type in ("property_identifier", "identifier", "shorthand_property_identifier_pattern"):
        return script.at(node).decode("utf-8", "replace")
    if node.type == "computed_property_name":
        inner = first_named(node)
        return string_value(script, inner) if inner is not None else None
    if node.type == "number":
        return script.at(node).decode("ascii", "replace")
    return string_value(script, node)


def member_name(script: Script, node: Node) -> str | None:
    """The static name a member or subscript expression reads, else None."""
    kind = node.type
    if kind == "member_expression":
        prop = node.child_by_field_name("property")
        if prop is None or prop.type != "property_identifier":
            return None
        return script.at(prop).decode("utf-8", "replace")
    if kind == "subscript_expression":
        index = node.child_by_field_name("index")
        return string_value(script, index) if index is not None else None
    return None


def function_body(node: Node) -> Node | None:
    """The body of a function: a block, or the expression of an arrow."""
    return node.child_by_field_name("body")


def returns_of(function: Node) -> Iterator[Node]:
    """The return statements of a function, but for those of functions inside it."""
    body = function_body(function)
    todo = [body] if body is not None else []
    while todo:
        node = todo.pop()
        if node.type == "return_statement":
            yield node
        todo.extend(child for child in node.named_children if child.type not in FUNCTIONS)


def parameters_of(function: Node) -> list[Node]:
    """The parameter patterns of a function, type annotations taken off."""
    single = function.child_by_field_name("parameter")
    if single is not None:
        return [single]
    listed = function.child_by_field_name("parameters")
    if listed is None:
        return []
    patterns: list[Node] = []
    for item in children_of(listed):
        pattern = item
        if item.type in ("required_parameter", "optional_parameter"):
            inner = item.child_by_field_name("pattern")
            pattern = inner if inner is not None else item
            if pattern.type == "this":
                continue
        patterns.append(pattern)
    return patterns


def broken(chain: Chain) -> bool:
    """Whether the node of a chain has a broken region in it, or stands right in one."""
    node = chain[-1]
    return node.has_error or node.is_missing
