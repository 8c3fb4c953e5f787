"""What a call gives besides its result: an object whose members vendors call otherwise.

An animation is ended by ``step({ timingFunction })`` here and ``step({ timeFunction })`` there, the
task of an upload tells its progress by other names. Such calls are found by their names and traced
back to the call that gives the object: through chains, variables and properties of one script.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

import attrs

from ...canonical.operations.model import ENDS
from .goals import goals_of
from .outcome import NeedsRuntime, Work
from .pair import Pair
from .properties import CALLBACKS
from .results import ResultGoals
from .scope import Binding, table
from .syntax import Chain, Script, is_field, property_name, rise, unwrap

if TYPE_CHECKING:
    from tree_sitter import Node

    from ..plan.model import PlanEntry, Program, ProgramParam

_NAMES: Final = frozenset({"identifier", "shorthand_property_identifier"})
_MOST: Final = 2_000
_ACTIONS: Final = frozenset({b"forEach", b"setTimeout", b"setInterval", b"nextTick"})
"""Functions that do nothing with what theirs give."""


def port_product(
    work: Work, pair: Pair, entry: PlanEntry, program: Program, call: Chain,
    member: Callable[[Work, PlanEntry, Chain], None],
) -> None:  # fmt: skip
    """Write the edits for what is called on the object that a native call gives; ``member`` ports
    one such call. Raises `NeedsRuntime` where one needs to be changed and cannot be traced."""
    kind = entry["read"].get("gives", "")
    rows = pair.remembered(_unlike, kind) if kind else {}
    lacking = _lacking(entry["read"], program) - rows.keys()
    if not rows and not lacking:
        return
    product = _traced(work.script, call)
    mine = entry["read"]["name"]
    if product.away is not None and any(row["routes"] for row in rows.values()):
        raise NeedsRuntime("MG510", f"what {mine} gives goes out of sight", product.away)
    for name, chain in _calls(work.script, [*rows, *lacking]):
        owner = _owner(work.script, product, chain)
        called = chain[-1].type == "call_expression"
        if owner == _OTHER or (owner == _UNKNOWN and not called):
            continue
        lost = _lost(pair, rows.get(name), entry, name)
        if lost is not None:
            if owner == _MINE and not _ends(rows.get(name)):
                work.say(*lost, chain[-1])
            raise NeedsRuntime("MG510", f"what {mine} gives there has no {name}", chain[-1])
        if not called:
            raise NeedsRuntime("MG510", f"{name} of what {mine} gives is taken out", chain[-1])
        sub = attrs.evolve(work, call=chain[-1], edits=[], said=[], package=[], tested={})
        member(sub, rows[name], chain)
        if sub.edits and (owner == _UNKNOWN or not product.only(work.script, mine)):
            text = f"whose {name} this is cannot be told for each"
            raise NeedsRuntime("MG510", text, chain[-1])
        work.edits += sub.edits
        work.said += sub.said


def tell_product(
    work: Work, pair: Pair, entry: PlanEntry, programs: Sequence[Program], call: Chain
) -> None:
    """Tell what is called on the object of a call and no way of it has, where the runtime stands
    for the target."""
    kind = entry["read"].get("gives", "")
    rows = pair.remembered(_unlike, kind) if kind else {}
    lacking = [_lacking(entry["read"], program) for program in programs]
    gone = {name for name, row in rows.items() if not row["routes"] and not _ends(row)}
    gone |= set.intersection(*lacking) - rows.keys() if lacking else set()
    if not gone:
        return
    product = _traced(work.script, call)
    for name, chain in _calls(work.script, sorted(gone)):
        lost = _lost(pair, rows.get(name), entry, name)
        if lost is not None and _owner(work.script, product, chain) == _MINE:
            work.say(*lost, chain[-1])


def _ends(row: PlanEntry | None) -> bool:
    """Whether a member ends a listener: the runtime does that alone where the target cannot."""
    return row is not None and row["read"]["api"].startswith(ENDS)


def _lost(pair: Pair, row: PlanEntry | None, entry: PlanEntry, name: str) -> tuple[str, str] | None:
    """The rule and the words for a member that the target's object has not."""
    if row is None:
        giver = entry["routes"][0]["program"]["name"] if entry["routes"] else entry["read"]["name"]
        return "MG401", f"what {pair.goal}.{giver} gives has no {name}"
    if row["routes"] or not row.get("refuse"):
        return None
    refusal = row["refuse"]
    return refusal["code"], refusal["message"]


def _unlike(pair: Pair, kind: str) -> Mapping[str, PlanEntry]:
    """The operations on such an object that are not the same on both, by the source's names."""
    result: dict[str, PlanEntry] = {}
    for key in pair.plan.apis:
        entry = pair.plan.apis[key]
        if entry["read"].get("receiver") == kind and not _alike(pair, entry):
            result.setdefault(entry["read"]["name"], entry)
    return result


def _alike(pair: Pair, entry: PlanEntry) -> bool:
    """Whether a call of the source's is the same call on the target."""
    for place, route in enumerate(entry["routes"]):
        read, write = entry["read"], route["program"]
        if route["when"]:
            return False
        same = all(
            read.get(name) == write.get(name)
            for name in ("name", "receiver", "form", "arguments", "returns", "recipes")
        )
        return (
            same
            and list(map(_spelt, read["params"])) == list(map(_spelt, write["params"]))
            and ResultGoals(goals_of(pair, entry, place)).same()
        )
    return False


def _spelt(param: ProgramParam) -> tuple[object, ...]:
    facts = ("key", "names", "kind", "values", "default", "min", "max", "levels", "single")
    return tuple(param.get(name) for name in facts)


def _lacking(read: Program, write: Program) -> set[str]:
    """Members that what the target gives has not, as far as both are known."""
    mine, theirs = read.get("task"), write.get("task")
    return set(mine) - set(theirs) if mine and theirs else set()


# --- where the object goes -----------------------------------------------------------------------


@attrs.define(eq=False, repr=False)
class _Product:
    """The object of one call: by what names it goes, and where it is out of sight."""

    call: Node
    bindings: list[Binding] = attrs.field(factory=list)
    properties: set[str] = attrs.field(factory=set)
    away: Node | None = None

    def only(self, script: Script, function: str) -> bool:
        """Whether nothing else goes by its names."""
        if self.properties:
            given = re.compile(rb"\.\s*%b\s*\(" % re.escape(function.encode()))
            return sum(1 for _ in script.everywhere(given)) == 1
        return all(
            sum(item.write for item in table(script, binding.name).of(binding)) <= 1
            for binding in self.bindings
        )


def _traced(script: Script, call: Chain) -> _Product:
    found = _Product(call[-1])
    queue, seen = [(call, False)], set[int]()
    while queue and len(seen) < _MOST:
        chain, chained = queue.pop()
        chain, more = _called_on(chain)
        _held(script, found, chain, chained or more, queue, seen)
    return found


def _called_on(chain: Chain) -> tuple[Chain, bool]:
    """The whole of a chain of calls that begins with an expression, and whether there is one."""
    chained = False
    while True:
        chain = rise(chain)
        if len(chain) < 3 or chain[-2].type != "member_expression":
            return chain, chained
        if not is_field(chain[-2], chain[-1], "object"):
            return chain, chained
        outer = rise(chain[:-1])
        if outer[-2].type != "call_expression" or not is_field(outer[-2], outer[-1], "function"):
            return chain, chained
        chain, chained = outer[:-1], True


def _held(
    script: Script,
    found: _Product,
    chain: Chain,
    chained: bool,
    queue: list[tuple[Chain, bool]],
    seen: set[int],
) -> None:
    """What an expression that is the object (or is called on it) becomes."""
    node, parent = chain[-1], chain[-2]
    kind = parent.type
    if kind in ("expression_statement", "member_expression", "subscript_expression", "comment"):
        return
    if kind == "variable_declarator" and is_field(parent, node, "value"):
        name = parent.child_by_field_name("name")
        if name is not None and name.type == "identifier":
            _named(script, found, name, chained, queue, seen)
            return
    elif kind == "assignment_expression" and is_field(parent, node, "right"):
        left = parent.child_by_field_name("left")
        if left is not None and left.type == "identifier":
            _named(script, found, left, chained, queue, seen)
        elif left is not None and left.type == "member_expression":
            prop = left.child_by_field_name("property")
            found.properties.add(script.at(prop).decode("utf-8", "replace") if prop else "")
        else:
            found.away = found.away or node
        queue.append((chain[:-1], chained))
        return
    elif kind == "pair" and is_field(parent, node, "value"):
        key = parent.child_by_field_name("key")
        name_ = property_name(script, key) if key is not None else None
        if name_ is not None:
            found.properties.add(name_)
            return
    elif (
        kind in ("if_statement", "parenthesized_expression")
        or _tested(parent, node)
        or (kind == "arrow_function" and is_field(parent, node, "body") and _unheard(script, chain))
    ):
        return
    if not chained:
        found.away = found.away or node


def _unheard(script: Script, chain: Chain) -> bool:
    """Whether what a function gives is nobody's: that of a platform's callback, or of an action."""
    outer = rise(chain[:-1])[-2]
    if outer.type == "pair":
        key = outer.child_by_field_name("key")
        return key is not None and property_name(script, key) in CALLBACKS
    if outer.type != "arguments":
        return False
    call = rise(chain[:-1])[-3]
    function = call.child_by_field_name("function")
    prop = function.child_by_field_name("property") if function is not None else None
    name = script.at(prop if prop is not None else function) if function is not None else b""
    return name in _ACTIONS


def _tested(parent: Node, node: Node) -> bool:
    """Whether only the truth of an expression is asked for: ``task && task.abort()``."""
    if parent.type == "unary_expression":
        return True
    operator = parent.child_by_field_name("operator")
    left = parent.type == "binary_expression" and is_field(parent, node, "left")
    return left and operator is not None and operator.type in ("&&", "===", "!==", "==", "!=")


def _named(
    script: Script,
    found: _Product,
    name: Node,
    chained: bool,
    queue: list[tuple[Chain, bool]],
    seen: set[int],
) -> None:
    entry = table(script, script.at(name))
    binding = next((item for item in entry.bindings if item.chain[-1].id == name.id), None)
    reference = entry.reference_at(name)
    if binding is None and reference is not None:
        binding = reference.binding
    if binding is None:
        found.away = found.away or name
        return
    if id(binding) in seen:
        return
    seen.add(id(binding))
    found.bindings.append(binding)
    for item in entry.of(binding):
        if item.write:
            continue
        if item.node.type == "shorthand_property_identifier":
            found.properties.add(script.at(item.node).decode("utf-8", "replace"))
        else:
            queue.append((item.chain, chained))


# --- whose member is called ----------------------------------------------------------------------

_MINE, _OTHER, _UNKNOWN = range(3)


def _calls(script: Script, names: list[str]) -> Iterator[tuple[str, Chain]]:
    """Calls of members of these names, or the members where they are not called."""
    words = b"|".join(re.escape(name.encode()) for name in names)
    for match in script.everywhere(re.compile(rb"\.\s*(%b)(?![\w$])" % words)):
        chain = script.chain(*match.span(1))
        if len(chain) < 3 or chain[-1].type != "property_identifier":
            continue
        outer = rise(chain[:-1])
        called = outer[-2].type == "call_expression" and is_field(outer[-2], outer[-1], "function")
        yield match[1].decode(), outer[:-1] if called else outer


def _owner(script: Script, product: _Product, call: Chain) -> int:
    start = call[-1]
    if start.type != "call_expression":
        start = unwrap(start).child_by_field_name("object") or start
    root = _root(start, product.call)
    if root.id == product.call.id:
        return _MINE
    if root.type == "member_expression":
        prop = root.child_by_field_name("property")
        name = script.at(prop).decode("utf-8", "replace") if prop is not None else ""
        return _MINE if name in product.properties else _OTHER
    if root.type not in _NAMES:
        return _UNKNOWN if product.properties and root.type != "this" else _OTHER
    reference = table(script, script.at(root)).reference_at(root)
    binding = reference.binding if reference is not None else None
    if binding is None:
        return _OTHER
    if any(binding is item for item in product.bindings):
        return _MINE
    return _through(script, product, binding)


def _through(script: Script, product: _Product, binding: Binding) -> int:
    """Whether a variable may hold the object, which properties hold."""
    if not product.properties:
        return _OTHER
    holder = binding.chain[-2]
    if binding.kind == "parameter" or holder.type != "variable_declarator":
        name = binding.name.decode("utf-8", "replace")
        return _MINE if name in product.properties and _taken(binding) else _UNKNOWN
    value = holder.child_by_field_name("value")
    if value is None:
        return _UNKNOWN
    inner = unwrap(value)
    prop = inner.child_by_field_name("property")
    if inner.type != "member_expression" or prop is None:
        return _OTHER if inner.type == "call_expression" else _UNKNOWN
    return _MINE if script.at(prop).decode("utf-8", "replace") in product.properties else _OTHER


def _taken(binding: Binding) -> bool:
    """Whether a variable is taken out of an object by its own name: ``const { task } = this``."""
    return any(item.type == "object_pattern" for item in binding.chain)


def _root(call: Node, product: Node) -> Node:
    """What a chain of calls begins with, or the call that gives the product."""
    node = call
    while node.id != product.id:
        inner = unwrap(node)
        if inner.id == product.id:
            return inner
        if inner.type == "await_expression" and inner.named_child_count:
            node = inner.named_children[-1]
            continue
        if inner.type != "call_expression":
            return inner
        function = inner.child_by_field_name("function")
        function = unwrap(function) if function is not None else None
        if function is None or function.type != "member_expression":
            return inner
        holder = function.child_by_field_name("object")
        if holder is None:
            return inner
        node = holder
    return node
