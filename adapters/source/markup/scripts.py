"""What the script beside a template does with its data and handlers, as far as it can be seen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Final

import attrs

from ....canonical.diagnostics import Loss
from ..common.pair import Pair
from ..components.handlers import handlers_of, one_slot
from ..components.nothing import handler_for
from ..syntax.parsed import Script, TooDeep, arguments_of, parse, property_name, unwrap
from ..syntax.parser import Endless
from ..text.encoding import encoding_of, mask, wide
from ..text.place import places_of

if TYPE_CHECKING:
    from tree_sitter import Node

SET_DATA: Final = "setData"
_FUNCTIONS: Final = frozenset(
    {"method_definition", "function_declaration", "arrow_function", "function_expression"}
)
_ANY: Final = "*"
_MOST: Final = 2_000_000


@attrs.frozen(eq=False)
class Beside:
    """The script beside a template: its bytes and the language of its suffix."""

    data: bytes
    language: str
    _known: list[frozenset[str] | None] = attrs.field(factory=list, init=False, repr=False)

    def mentions(self, name: str) -> bool:
        """Whether a name stands anywhere in it."""
        return next(places_of(self.data, name.encode()), None) is not None

    def nothing(self, pair: Pair) -> str:
        """The name of the handler that does nothing which the port adds; empty: it adds none."""
        return handler_for(self.data, self.language, pair)

    def reads(self, field: str) -> bool:
        """Whether a field of that name is taken of anything, by a dot or a pattern."""
        raw = re.escape(field.encode())
        return (
            re.search(rb"\.\s*%b(?![\w$])|[{,]\s*%b\s*[,:}=]" % (raw, raw), self.data) is not None
        )

    def may_have(self, handler: str, pair: Pair) -> bool:
        """Whether there is a handler of that name, or may be: in what the script does not show."""
        known = self._handlers(pair) if self.data.strip() else frozenset[str]()
        return known is None or handler in known

    def one_slot(self, pair: Pair) -> Loss:
        """What is lost by names of slots where its component has but one on the source."""
        script = self._script
        return one_slot(script, pair) if script is not None else "none"

    def _handlers(self, pair: Pair) -> frozenset[str] | None:
        if not self._known:
            script = self._script
            self._known.append(handlers_of(script, pair) if script is not None else None)
        return self._known[0]

    def sets(self, path: str) -> set[str] | None:
        """The functions by name that set a path of the data, or what it is in; None where calls
        may set anything."""
        result: set[str] = set()
        for name, keys in self._sets:
            for key in keys:
                if key == _ANY:
                    return None
                if (
                    path == key
                    or path.startswith((f"{key}.", f"{key}["))
                    or key.startswith((f"{path}.", f"{path}["))
                ):
                    result.add(name)
        return result

    def gives_back(self, name: str) -> bool:
        """Whether a function of that name gives something back."""
        script = self._script if self.mentions(name) else None
        return script is not None and any(_given_back(script, name))

    @cached_property
    def _script(self) -> Script | None:
        """The script parsed; None where it is too long, or cannot be."""
        if len(self.data) > _MOST or wide(self.data) is not None:
            return None
        text = mask(self.data, encoding_of(self.data))
        try:
            return parse(self.data, text, 0, self.language)
        except (Endless, TooDeep):
            return None

    @cached_property
    def _sets(self) -> list[tuple[str, list[str]]]:
        """Each call of setData: the function it stands in, and the keys it sets."""
        if SET_DATA.encode() not in self.data:
            return []
        script = self._script
        return [("", [_ANY])] if script is None else list(_setting(script))


def _given_back(script: Script, name: str) -> Iterator[Node]:
    """What functions of a name give back, those inside them left out."""
    pending: list[tuple[Node, bool]] = [(script.root, False)]
    while pending:
        node, inside = pending.pop()
        if node.type in _FUNCTIONS:
            inside = _own_name(script, node) == name
            body = node.child_by_field_name("body")
            if inside and body is not None and body.type != "statement_block":
                yield body
        elif inside and node.type == "return_statement" and node.named_children:
            yield node
        pending.extend((child, inside) for child in node.named_children)


def _setting(script: Script) -> Iterator[tuple[str, list[str]]]:
    pending: list[tuple[Node, str]] = [(script.root, "")]
    while pending:
        node, name = pending.pop()
        if node.type in _FUNCTIONS:
            name = _own_name(script, node) or name
        elif node.type == "call_expression":
            callee = node.child_by_field_name("function")
            taken = callee.child_by_field_name("property") if callee is not None else None
            if taken is not None and script.at(taken) == SET_DATA.encode():
                yield name, _keys(script, node)
        pending.extend((child, name) for child in node.named_children)


def _own_name(script: Script, node: Node) -> str:
    """What a method, or a function that is the value of a key, is called."""
    named = node.child_by_field_name("name")
    if named is not None:
        return script.at(named).decode("utf-8", "replace")
    above = node.parent
    key = above.child_by_field_name("key") if above is not None else None
    if above is not None and above.type == "pair" and key is not None:
        return property_name(script, key) or ""
    return ""


def _keys(script: Script, call: Node) -> list[str]:
    given = arguments_of(call)
    literal = unwrap(given[0]) if given else None
    if literal is None or literal.type != "object":
        return [_ANY]
    result: list[str] = []
    for child in literal.named_children:
        if child.type == "shorthand_property_identifier":
            result.append(script.at(child).decode("utf-8", "replace"))
        elif child.type == "pair":
            key = child.child_by_field_name("key")
            name = property_name(script, key) if key is not None else None
            result.append(_template_key(script, child) if name is None else name)
        elif child.type != "comment":
            result.append(_ANY)
    return result


def _template_key(script: Script, pair: Node) -> str:
    """The certain beginning of a computed key: ``list`` of ``[`list[${i}].done`]``."""
    key = pair.child_by_field_name("key")
    text = script.at(key).decode("utf-8", "replace") if key is not None else ""
    match = re.match(r"\[\s*[`'\"]([A-Za-z_$][\w$]*)(?=[.\[])", text)
    return match[1] if match else _ANY
