"""What the script beside a template does with its data and handlers, as far as it can be seen."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Final

import attrs

from ....canonical.diagnostics import Loss
from ..common.pair import Pair
from ..components.elsewhere import gives_page
from ..components.event_detail import DetailReads, detail_reads
from ..components.facts import COMPONENT, PAGE, models_of
from ..components.handlers import filled_by, handlers_of, one_slot, property_types
from ..components.listeners import asks_who_listens
from ..components.members import is_this
from ..components.nothing import handler_for
from ..syntax.parsed import Script, TooDeep, arguments_of, parse, property_name, unwrap
from ..syntax.parser import Endless
from ..syntax.scope import table
from ..text.encoding import encoding_of, mask, wide
from ..text.place import places_of

if TYPE_CHECKING:
    from tree_sitter import Node

SET_DATA: Final = "setData"
ASKED: Final = (SET_DATA.encode(), b"detail", b"this.")
"""What a script that is brought has one of, if it says anything that is asked of it."""
_FUNCTIONS: Final = frozenset(
    {"method_definition", "function_declaration", "arrow_function", "function_expression"}
)
_ANY: Final = "*"
_MOST: Final = 2_000_000


PARENT: Final = "the component's parent"
"""Who sets a property, beside the functions of a script."""


@attrs.frozen(eq=False)
class Beside:
    """The script beside a template: its bytes and the language of its suffix. ``brought``: the
    scripts of the tree that it brings, and those that they bring; ``template``: the text of the
    one beside it, where that is asked for."""

    data: bytes
    language: str
    brought: Callable[[], Iterable[Beside]] = attrs.field(default=tuple, repr=False)
    template: Callable[[], str] = attrs.field(default=str, repr=False)
    _known: list[frozenset[str] | None] = attrs.field(factory=list, init=False, repr=False)
    _asks: list[bool] = attrs.field(factory=list, init=False, repr=False)
    _types: list[dict[str, str]] = attrs.field(factory=list, init=False, repr=False)
    _read: dict[str, DetailReads | None] = attrs.field(factory=dict, init=False, repr=False)

    def mentions(self, name: str) -> bool:
        """Whether a name stands anywhere in it."""
        return next(places_of(self.data, name.encode()), None) is not None

    def nothing(self, pair: Pair) -> str:
        """The name of the handler that does nothing which the port adds; empty: it adds none."""
        return handler_for(self.data, self.language, pair)

    def reads(self, field: str) -> bool:
        """Whether a field of that name is taken of anything, by a dot or a pattern, or of the
        detail of an event in a script that is brought."""
        raw = re.escape(field.encode())
        if re.search(rb"\.\s*%b(?![\w$])|[{,]\s*%b\s*[,:}=]" % (raw, raw), self.data) is not None:
            return True
        of_detail = re.compile(
            rb"\bdetail\s*\??\.\s*%b(?![\w$])"
            rb"|[{,]\s*%b\s*[,:}=][^;{}]{0,200}\bdetail\b"
            rb"|\bdetail\s*:\s*\{[^{}]{0,200}(?<![\w$])%b\s*[,:}=]" % (raw, raw, raw)
        )
        return any(of_detail.search(other.data) is not None for other in self.brought())

    def makes_page(self, pair: Pair) -> bool:
        """Whether it calls Page, or gives another function what a page is made of."""
        script = None if self.mentions(PAGE) else self._script
        return script is None or gives_page(script, pair)

    def may_have(self, handler: str, pair: Pair) -> bool:
        """Whether there is a handler of that name, or may be: in what the script does not show."""
        known = self._handlers(pair) if self.data.strip() else frozenset[str]()
        return known is None or handler in known

    def asks_who_listens(self, pair: Pair, alone: bool = False) -> bool:
        """Whether the component asks who listens for what it tells, by itself (``alone``) or by
        what it brings."""
        if not self._asks:
            script, models = self._script, models_of(pair)
            asks = script is not None and models is not None and asks_who_listens(script, models)
            self._asks.append(asks)
        others = () if alone or self._asks[0] else self.brought()
        return self._asks[0] or any(other.asks_who_listens(pair, True) for other in others)

    def one_slot(self, pair: Pair) -> Loss:
        """What is lost by names of slots where its component has but one on the source."""
        script = self._script
        return one_slot(script, pair) if script is not None else "none"

    def type_of(self, name: str, pair: Pair) -> str:
        """The type of a property of its component, by its name; empty where it may have several,
        or is out of sight."""
        if not self._types:
            script = self._script
            self._types.append(property_types(script, pair) if script is not None else {})
        return self._types[0].get(name, "")

    def _handlers(self, pair: Pair) -> frozenset[str] | None:
        if not self._known:
            script = self._script
            self._known.append(handlers_of(script, pair) if script is not None else None)
        return self._known[0]

    def sets(self, path: str, pair: Pair) -> set[str] | None:
        """The functions by name that set a path of the data, or what it is in, `PARENT` among them
        for a property; None where calls may set anything, or it is filled out of sight."""
        result = _those_that_set(path, ((name, keys) for name, keys, _ in self.setting))
        for other in self.brought() if result is not None else ():
            found = _those_that_set(
                path, ((name, keys) for name, keys, own in other.setting if own)
            )
            if found is None:
                return None
            result = (result or set()) | found
        if result is None:
            return None
        by = filled_by(self._script, pair, _ROOT.split(path, 1)[0]) if self._script else "unknown"
        if by == "parent":
            return result | {PARENT}
        return None if by == "unknown" and not result else result

    def calls(self, name: str, others: Collection[str]) -> bool:
        """Whether a function of that name calls one of others by its name, of anything."""
        script = self._script if self.mentions(name) else None
        return script is not None and any(
            script.at(callee).decode("utf-8", "replace") in others
            for callee in _called(script, name)
        )

    def reads_of(self, handler: str) -> DetailReads | None:
        """What a handler reads of the detail of its event; None where it is not in sight."""
        if handler not in self._read:
            self._read[handler] = self._reads_of(handler)
        return self._read[handler]

    def _reads_of(self, handler: str) -> DetailReads | None:
        script = self._script if self.mentions(handler) else None
        found = (
            [it for it in _functions(script) if _own_name(script, it) == handler] if script else []
        )
        if script is None or not found:
            return None
        result = DetailReads()
        for function in found:
            one = detail_reads(script, function)
            result.fields |= one.fields
            result.handed |= one.handed
            result.event |= one.event
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
    def setting(self) -> list[tuple[str, list[str], bool]]:
        """Each call of setData: the function it stands in, the keys it sets, and whether it may be
        one of a page or component that the script is brought by, or is given."""
        if SET_DATA.encode() not in self.data:
            return []
        script = self._script
        return [("", [_ANY], True)] if script is None else list(_setting(script))


_ROOT: Final = re.compile(r"[.\[]")


def _those_that_set(path: str, calls: Iterable[tuple[str, list[str]]]) -> set[str] | None:
    result: set[str] = set()
    for name, keys in calls:
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


def _called(script: Script, name: str) -> Iterator[Node]:
    """What functions of a name call, by the last name of each: also in functions inside them."""
    pending: list[tuple[Node, bool]] = [(script.root, False)]
    while pending:
        node, inside = pending.pop()
        if node.type in _FUNCTIONS and not inside:
            inside = _own_name(script, node) == name
        elif inside and node.type == "call_expression":
            callee = node.child_by_field_name("function")
            if callee is not None:
                yield callee.child_by_field_name("property") or callee
        pending.extend((child, inside) for child in node.named_children)


def _functions(script: Script) -> Iterator[Node]:
    pending = [script.root]
    while pending:
        node = pending.pop()
        if node.type in _FUNCTIONS:
            yield node
        pending.extend(node.named_children)


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


def _setting(script: Script) -> Iterator[tuple[str, list[str], bool]]:
    pending: list[tuple[Node, str]] = [(script.root, "")]
    while pending:
        node, name = pending.pop()
        if node.type in _FUNCTIONS:
            name = _own_name(script, node) or name
        elif node.type == "call_expression":
            callee = node.child_by_field_name("function")
            taken = callee.child_by_field_name("property") if callee is not None else None
            if taken is not None and script.at(taken) == SET_DATA.encode():
                held = callee.child_by_field_name("object") if callee is not None else None
                yield name, _keys(script, node), held is None or _given(script, unwrap(held))
        pending.extend((child, name) for child in node.named_children)


def _given(script: Script, held: Node) -> bool:
    """Whether an instance is that of a mixin, or one that a function is given."""
    if is_this(script, held):
        return not any(
            node.type == "call_expression" and script.at(node).startswith(_COMPONENT)
            for node in script.chain_of(held)
        )
    if held.type != "identifier":
        return False
    binding = table(script, script.at(held)).meant_at(held)
    return binding is not None and binding.kind == "parameter"


_COMPONENT: Final = f"{COMPONENT}(".encode()


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
