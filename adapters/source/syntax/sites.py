"""Where a script uses a vendor's global object: calls, stored members, probes, what escapes.

Nothing is guessed: a use whose member the source does not tell is a use of kind ``dynamic`` or
``escape``, for the caller to report.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from .guards import OWNING, kept, lent, named, picked
from .known import known_text
from .parsed import Chain, Script, is_field, member_name, property_name, rise
from .scope import Binding, Reference, table

if TYPE_CHECKING:
    from tree_sitter import Node

HOLDERS: Final = (b"globalThis", b"window", b"global", b"self")
"""Objects that hold the global as a property."""


class Use(NamedTuple):
    """One use of the global object.

    ``kind``: ``call`` (a member is called), ``value`` (a member is stored or passed on),
    ``probe`` (only its presence is asked), ``assign`` (a member is replaced: a mock or a
    polyfill), ``dynamic`` (the member's name is computed), ``escape`` (the object itself is
    passed on), ``exists`` (the object itself is tested), ``alias`` (a variable stands for it),
    ``named`` (a member is asked for by its name, which is ``word``), ``self`` (a member gets the
    object back, as its ``this``).
    ``name`` is the member, empty where there is none. ``managed``: a member of the file manager,
    whose expression is ``object``; ``fetched`` is the member that was called to get that manager.
    ``chain`` ends in the member expression, the destructured name's use, or the object.
    ``object`` is what stands for the global here, None where a destructured name is used alone.
    ``pattern`` is the destructuring key that took the member out.
    """

    kind: str
    name: str
    chain: Chain
    object: Node | None = None
    call: Chain | None = None
    binding: Binding | None = None
    pattern: Chain | None = None
    fetched: Node | None = None
    word: Node | None = None

    @property
    def managed(self) -> bool:
        return self.fetched is not None

    @property
    def node(self) -> Node:
        return self.chain[-1]


def uses_of(script: Script, name: bytes, manager: str = "") -> list[Use]:
    """Every use of the unbound global of that name, in file order.

    ``manager`` names the function whose result's members are uses too, marked ``managed``.
    """
    result: list[Use] = []
    seen: set[int] = set()
    queue: list[tuple[Chain, Node | None]] = []
    for reference in table(script, name).unbound():
        if reference.write:
            result.append(Use("assign", "", reference.chain))
        else:
            queue.append((reference.chain, None))
    holders = [holder for holder in HOLDERS if holder in script.text]
    queue.extend((chain, None) for chain in _held(script, name, holders))
    result.extend(_asked(script, name, holders))
    while queue:
        chain, fetched = queue.pop()
        if fetched is None and (plain := _taken(script, chain)) is not None:
            result.append(plain)
            if plain.call and plain.name == manager:
                queue.append((plain.call, plain.node))
            continue
        for item in _use(script, chain):
            if isinstance(item, _Kept):
                uses = table(script, item.binding.name).of(item.binding)
                queue.extend(
                    (use.chain, fetched)
                    for use in uses
                    if not (use.write or (item.perhaps and _asks(script, rise(use.chain))))
                )
                continue
            if isinstance(item, Binding):
                if id(item) in seen:
                    continue
                seen.add(id(item))
                more = _steady(script, item) or ()
                queue.extend((reference.chain, fetched) for reference in more)
                if fetched is None:
                    hidden = not more or any(node.type == "export_statement" for node in chain)
                    kind = "escape" if hidden else "alias"
                    result.append(Use(kind, "", chain, chain[-1], None, item))
                continue
            if fetched is not None and item.kind == "exists":
                continue  # whoever the manager is fetched from, there is one
            result.append(item if fetched is None else item._replace(fetched=fetched))
            if fetched is None and item.kind == "call" and item.name == manager and item.call:
                queue.append((item.call, item.node))
    result.sort(key=_range)
    return result


def _range(use: Use) -> tuple[int, int]:
    node = use.chain[-1]
    return node.start_byte, node.end_byte


class _Kept(NamedTuple):
    """A variable that an assignment keeps the object in. ``perhaps``: the object, or nothing, so
    that its tests stay."""

    binding: Binding
    perhaps: bool = False


def _asked(script: Script, name: bytes, holders: list[bytes]) -> Iterator[Use]:
    """``'wx' in globalThis`` and its like."""
    for holder in holders:
        for reference in table(script, holder).unbound():
            asked = named(script, rise(reference.chain))
            if asked is not None and asked[0] == name.decode():
                yield Use("exists", "", script.chain_of(asked[1]))


def _held(script: Script, name: bytes, holders: list[bytes]) -> Iterator[Chain]:
    """``globalThis.wx`` and its like: chains that end in the member expression."""
    for holder in holders:
        for reference in table(script, holder).unbound():
            chain = rise(reference.chain)
            node, parent = chain[-1], chain[-2]
            if (
                parent.type in ("member_expression", "subscript_expression")
                and is_field(parent, node, "object")
                and member_name(script, parent) == name.decode()
            ):
                yield chain[:-1]


def _steady(script: Script, binding: Binding) -> list[Reference] | None:
    """The reads of a variable that always holds what it was declared with, else None."""
    entry = table(script, binding.name)
    references = entry.of(binding)
    if binding.kind not in ("const", "let", "var"):
        return None
    if any(reference.write for reference in references):
        return None
    if sum(item.scope.id == binding.scope.id for item in entry.bindings) != 1:
        return None
    return references


def binding_of(script: Script, identifier: Node) -> Binding | None:
    """The declaration that this very identifier makes, else None."""
    return table(script, script.at(identifier)).binding_at(identifier)


def _taken(script: Script, chain: Chain) -> Use | None:
    """The use of an object that a member is taken of right there, by its name; None for another."""
    if len(chain) < 2 or chain[-2].type != "member_expression":
        return None
    name = member_name(script, chain[-2])
    return None if name in (None, OWNING) else _member(chain[:-1], name or "", chain[-1])


def _use(script: Script, at: Chain) -> Iterator[Use | Binding | _Kept]:
    """What one occurrence of the object is: a use, or the alias that now stands for it."""
    chain = rise(at)
    if len(chain) < 2:
        return
    if (plain := _taken(script, chain)) is not None:
        yield plain._replace(object=at[-1])
        return
    binding = kept(script, chain)
    if binding is not None:
        yield _Kept(binding)
        chain = rise(chain[:-1])
    node, parent = chain[-1], chain[-2]
    asked = named(script, chain)
    if asked is not None:
        yield Use("named", asked[0], at, at[-1], word=asked[1])
        return
    if parent.type in ("member_expression", "subscript_expression") and is_field(
        parent, node, "object"
    ):
        name = member_name(script, parent)
        index = parent.child_by_field_name("index")
        if name is None and index is not None:
            name = known_text(script, index)
        if name is None:
            yield Use("dynamic", "", chain[:-1], at[-1])
        else:
            yield _member(chain[:-1], name, at[-1])
        return
    if parent.type == "variable_declarator" and is_field(parent, node, "value"):
        target = parent.child_by_field_name("name")
        if target is not None and target.type == "identifier":
            binding = binding_of(script, target)
            if binding is not None and _steady(script, binding) is not None:
                yield binding
                return
        elif target is not None and target.type == "object_pattern":
            yield from _destructured(script, target, at, chain)
            return
    if _asks(script, chain):
        yield Use("exists", "", at, at[-1])
        return
    name = lent(script, chain)
    if name is not None:
        yield Use("self", name, at, at[-1])
        return
    target = picked(script, chain)
    binding = binding_of(script, target) if target is not None else None
    if binding is not None and _steady(script, binding) is not None:
        exported = any(item.type == "export_statement" for item in chain)
        if not exported and not script.base:
            yield Use("alias", "", at, at[-1], None, binding)
            yield _Kept(binding, True)
            return
    yield Use("escape", "", at, at[-1])


_STATEMENT: Final = "expression_statement"


def _asks(script: Script, chain: Chain) -> bool:
    """Whether an object is only tested: in a condition, by ``Boolean(wx)``, or not even that."""
    if _member_kind(chain) == "probe" or chain[-2].type == _STATEMENT:
        return True
    if chain[-2].type != "arguments":
        return False
    callee = chain[-3].child_by_field_name("function")
    return callee is not None and script.at(callee) == b"Boolean"


_PROBES: Final = frozenset({"if_statement", "while_statement"})


def _member(
    chain: Chain,
    name: str,
    holder: Node | None,
    binding: Binding | None = None,
    pattern: Chain | None = None,
) -> Use:
    """The use of one member: called, probed, replaced, or stored."""
    outer = rise(chain)
    kind = _member_kind(outer)
    call = outer[:-1] if kind == "call" else None
    return Use(kind, name, chain, holder, call, binding, pattern)


def _member_kind(outer: Chain) -> str:
    node, parent = outer[-1], outer[-2]
    kind = parent.type
    if kind == "call_expression" and is_field(parent, node, "function"):
        arguments = parent.child_by_field_name("arguments")
        return "call" if arguments is not None and arguments.type == "arguments" else "value"
    if kind == "assignment_expression" and is_field(parent, node, "left"):
        return "assign"
    if kind in _PROBES or kind == "unary_expression":
        return "probe"
    if kind == "ternary_expression" and is_field(parent, node, "condition"):
        return "probe"
    if kind == "binary_expression":
        operator = parent.child_by_field_name("operator")
        sign = operator.type if operator is not None else ""
        if sign in ("===", "!==", "==", "!=") or (sign == "&&" and is_field(parent, node, "left")):
            return "probe"
        if sign in ("&&", "||") and _conditional(outer):
            return "probe"
    return "value"


def asks(chain: Chain) -> bool:
    """Whether only the presence of the member at the end of a chain is asked for."""
    return _member_kind(rise(chain)) == "probe"


def _conditional(chain: Chain) -> bool:
    """Whether an operand of ``&&`` or ``||`` is a part of a condition."""
    while chain[-2].type == "binary_expression":
        operator = chain[-2].child_by_field_name("operator")
        if operator is None or operator.type not in ("&&", "||"):
            return False
        if operator.type == "&&" and is_field(chain[-2], chain[-1], "left"):
            return True
        chain = rise(chain[:-1])
    return _member_kind(chain) == "probe"


def _destructured(script: Script, pattern: Node, at: Chain, chain: Chain) -> Iterator[Use]:
    """``const { chooseImage: pick } = wx``: the uses of each name taken out."""
    base = (*chain[:-1], pattern)
    for item in pattern.named_children:
        if item.type == "comment":
            continue
        key: Node | None = item
        target: Node | None = item
        if item.type == "pair_pattern":
            key, target = item.child_by_field_name("key"), item.child_by_field_name("value")
        elif item.type == "object_assignment_pattern":
            key = target = item.child_by_field_name("left")
        name = property_name(script, key) if key is not None else None
        if key is None or target is None or name is None or item.type == "rest_pattern":
            yield Use("escape", "", at, at[-1])
            continue
        binding = binding_of(script, target) if "identifier" in target.type else None
        references = _steady(script, binding) if binding is not None else None
        where = (*base, item)
        exported = any(node.type == "export_statement" for node in chain)
        hidden = exported or (script.base > 0 and not references)  # a template may use it
        if binding is None or references is None or hidden:
            yield Use("value", name, where, at[-1], None, None, where)
            continue
        yield Use("taken", name, where, at[-1], None, binding, where)
        for reference in references:
            yield _member(reference.chain, name, None, binding, where)
