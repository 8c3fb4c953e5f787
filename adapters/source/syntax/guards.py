"""Ways to ask for a function of the global, and to hand the global back to one, by their syntax."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .known import known_text
from .parsed import Chain, Script, arguments_of, is_field, member_name, rise, unwrap
from .scope import Binding, table

if TYPE_CHECKING:
    from tree_sitter import Node

OWNING: Final = "hasOwnProperty"
_ASKING: Final = (b"hasOwnProperty.call", b"Object.hasOwn", b"Reflect.has")
LENDING: Final = frozenset({"call", "apply", "bind"})
_APPLYING: Final = b"Reflect.apply"


def named(script: Script, chain: Chain) -> tuple[str, Node] | None:
    """The member that a test asks an object for, and the node of its name: ``'f' in wx``,
    ``Object.hasOwn(wx, 'f')``, ``wx.hasOwnProperty('f')``. ``chain`` ends in the object."""
    node, parent = chain[-1], chain[-2]
    word: Node | None = None
    if parent.type == "binary_expression" and is_field(parent, node, "right"):
        operator = parent.child_by_field_name("operator")
        word = parent.child_by_field_name("left") if operator and operator.type == "in" else None
    elif parent.type == "arguments":
        callee = chain[-3].child_by_field_name("function")
        given = arguments_of(chain[-3])
        asks = callee is not None and script.at(callee).endswith(_ASKING)
        word = given[1] if asks and len(given) == 2 and given[0].id == node.id else None
    elif parent.type == "member_expression" and member_name(script, parent) == OWNING:
        call = rise(chain[:-1])[-2]
        given = arguments_of(call) if call.type == "call_expression" else []
        word = given[0] if len(given) == 1 else None
    name = known_text(script, word) if word is not None else None
    return (name, word) if word is not None and name is not None else None


def lent(script: Script, chain: Chain) -> str | None:
    """The member that gets its own object handed back as ``this``: ``wx.f.call(wx, …)``, also by
    the variable that compilers of ``wx.f?.()`` keep it in. ``chain`` ends in the object."""
    node, parent = chain[-1], chain[-2]
    if parent.type != "arguments" or chain[-3].type != "call_expression":
        return None
    callee, given = chain[-3].child_by_field_name("function"), arguments_of(chain[-3])
    if callee is None:
        return None
    function: Node | None = None
    if member_name(script, callee) in LENDING and given[0].id == node.id:
        function = callee.child_by_field_name("object")
    elif script.at(callee) == _APPLYING and len(given) > 1 and given[1].id == node.id:
        function = given[0]
    if function is None:
        return None
    own = script.at(unwrap(node))
    function = unwrap(function)
    if function.type != "identifier":
        return _member_of(script, function, own)
    for value in _values(script, function):
        name = _member_of(script, value, own)
        if name is not None:
            return name
    return None


def _values(script: Script, identifier: Node) -> list[Node]:
    """What a variable may have been given."""
    entry = table(script, script.at(identifier))
    binding = entry.meant_at(identifier)
    if binding is None:
        return []
    owners = [binding.chain[-2], *(item.chain[-2] for item in entry.of(binding) if item.write)]
    todo = [
        value
        for owner in owners
        if (value := owner.child_by_field_name("value") or owner.child_by_field_name("right"))
    ]
    result: list[Node] = []
    while todo and len(result) < 20:
        node = unwrap(todo.pop())
        result.append(node)
        for name in ("consequence", "alternative", "left", "right"):
            child = node.child_by_field_name(name)
            if child is not None and node.type in ("ternary_expression", "binary_expression"):
                todo.append(child)
    return result


def _member_of(script: Script, node: Node, own: bytes) -> str | None:
    """The name of a member of an object that goes by a name, else None."""
    holder = node.child_by_field_name("object")
    if node.type not in ("member_expression", "subscript_expression") or holder is None:
        return None
    holder = unwrap(holder)
    names = [holder]
    if holder.type == "assignment_expression":
        names = [side for side in holder.named_children if side.type != "comment"]
    same = any(script.at(unwrap(item)) == own for item in names)
    return member_name(script, node) if same else None


def kept(script: Script, chain: Chain) -> Binding | None:
    """The variable that an assignment keeps the object in: ``(api = wx)``, where it is declared
    without a value and assigned nothing else. ``chain`` ends in the object."""
    node, parent = chain[-1], chain[-2]
    left = parent.child_by_field_name("left")
    if parent.type != "assignment_expression" or left is None or left.type != "identifier":
        return None
    if not is_field(parent, node, "right"):
        return None
    entry = table(script, script.at(left))
    binding = entry.meant_at(left)
    if binding is None or binding.kind not in ("let", "var"):
        return None
    owner = binding.chain[-2]
    empty = owner.type == "variable_declarator" and owner.child_by_field_name("value") is None
    writes = [item for item in entry.of(binding) if item.write]
    return binding if empty and len(writes) == 1 else None


def picked(script: Script, chain: Chain) -> Node | None:
    """The name that is declared with the object or, where that is not there, with nothing:
    ``const api = typeof wx === 'undefined' ? null : wx``, ``= globalThis.wx || {}``."""
    start = chain
    while chain[-2].type in ("ternary_expression", "binary_expression"):
        node, parent = chain[-1], chain[-2]
        if parent.type == "ternary_expression":
            if is_field(parent, node, "condition"):
                return None
            other = "alternative" if is_field(parent, node, "consequence") else "consequence"
        else:
            operator = parent.child_by_field_name("operator")
            sign = operator.type if operator is not None else ""
            first = is_field(parent, node, "left")
            if sign not in ("||", "??", "&&") or (sign == "&&" and first):
                return None
            other = "right" if first else "" if sign == "&&" else "left"
        beside = parent.child_by_field_name(other) if other else None
        if beside is not None and not _nothing(script, unwrap(beside)):
            return None
        chain = rise(chain[:-1])
    parent = chain[-2]
    target = parent.child_by_field_name("name")
    if len(chain) == len(start) or parent.type != "variable_declarator" or target is None:
        return None
    return target if target.type == "identifier" else None


def _nothing(script: Script, node: Node) -> bool:
    if node.type == "object":
        return not node.named_child_count
    return node.type in ("null", "undefined", "false") or script.at(node) in (
        b"undefined",
        b"void 0",
    )
