"""``current``: the entry of a list that is meant, by address on one vendor, by index on others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from ...canonical.errors import shown
from ...canonical.values import Value
from ..plan.notes import READER, WRITER
from .expression import is_pure, tight
from .literal import clamped
from .outcome import NeedsRuntime, Work
from .ranges import within
from .syntax import NO_CONSTANT, arguments_of, constant, unwrap

if TYPE_CHECKING:
    from tree_sitter import Node

    from ..plan.model import ProgramParam
    from .properties import Property
    from .syntax import Script


def pointed(work: Work, param: ProgramParam, item: Property, listed: Property) -> str | None:
    """``current`` in the target's form; None where the target's default says it already."""
    node, urls = item.value or item.node, listed.value
    if urls is None:
        raise NeedsRuntime("MG513", f"{listed.name} is computed", listed.node)
    pointer, array = unwrap(node), unwrap(urls)
    if pointer.type == "undefined" or constant(work.script, pointer) in (None, ""):
        return None
    if param["kind"] == "address":
        return _index(work, pointer, array, node, urls)
    return _address(work, pointer, array, node, urls)


@attrs.frozen(eq=False, repr=False)
class Misplaced(Value):
    """A pointer written as other vendors have it; ``meant`` is the index its author may mean."""

    meant: int | None


def misplaced(
    work: Work, param: ProgramParam, item: Property, listed: Property | None
) -> Misplaced | None:
    """Report a number where an address is wanted, or text where an index is.

    What the source's client makes of it no source says, so it is not made to work in silence.
    """
    value = constant(work.script, item.value) if item.value is not None else NO_CONSTANT
    address = param["kind"] == "address"
    whole = isinstance(value, int) and not isinstance(value, bool)
    if value is NO_CONSTANT or value is None or (isinstance(value, str) if address else whole):
        return None
    meant: int | None = None
    fix = ""
    if address and isinstance(value, int) and whole and listed is not None:
        meant, inner = value, listed.value or listed.node
        fix = f"{item.name}: {_shown(work.script, inner)}[{value}]"
    elif not address and isinstance(value, str) and value.isdecimal() and len(value) < 9:
        meant = int(value)
        fix = f"{item.name}: {meant}"
    wanted = "an entry of the list" if address else "a whole number"
    text = f"{item.name}: expected {wanted}, got {shown(value)}"
    work.say("MG112", text, item.node, {"fix": fix} if fix else {})
    return Misplaced(meant)


def meant(work: Work, target: ProgramParam, index: int, listed: Property) -> str:
    """An index in the target's form."""
    if target["kind"] == "index":
        return str(index)
    return f"{tight(work.script, listed.value or listed.node)}[{index}]"


def _shown(script: Script, node: Node) -> str:
    return script.source(node).decode("utf-8", "replace")[:60]


def _elements(array: Node) -> list[Node] | None:
    if array.type != "array":
        return None
    items = [child for child in array.named_children if child.type != "comment"]
    return None if any(child.type == "spread_element" for child in items) else items


def _index(work: Work, pointer: Node, array: Node, node: Node, urls: Node) -> str | None:
    """From an address to an index. An address that is not in the list shows the first."""
    script = work.script
    items = _elements(array)
    if items is not None and len(items) <= 1:
        return None
    if items is not None:
        texts = [script.at(unwrap(item)) for item in items]
        if script.at(pointer) in texts and all(is_pure(script, item) for item in items):
            at = texts.index(script.at(pointer))
            constants = [constant(script, item) for item in items[: at + 1]]
            if NO_CONSTANT not in constants[:at] or at == 0:
                return str(at) if at else None
        sought = constant(script, pointer)
        known = [constant(script, item) for item in items]
        if sought is not NO_CONSTANT and NO_CONSTANT not in known and sought not in known:
            text = f"not in the list; {READER} shows the first"
            work.say("MG113", text, node, {"severity": "info"})
            return None
    if pointer.type == "subscript_expression":
        inner, index = pointer.child_by_field_name("object"), pointer.child_by_field_name("index")
        if inner is not None and index is not None and script.at(inner) == script.at(array):
            if _last(script, unwrap(index), array):
                return clamped(script.hole(index), 0, None)
            where = constant(script, index)
            if where == 0:
                return None
            if where is NO_CONSTANT and within(script, index, array):
                return script.hole(index)
    if items is not None and all(is_pure(script, item) for item in items):
        pure = True
    else:
        pure = is_pure(script, urls)
    if not pure:
        raise NeedsRuntime("MG513", "the list is computed in the call", urls)
    where_text = f"{tight(script, urls)}.indexOf({script.hole(node)})"
    return clamped(where_text, 0, None)


def _address(work: Work, pointer: Node, array: Node, node: Node, urls: Node) -> str | None:
    """From an index to an address: the last where it lies beyond; the first is the default."""
    script = work.script
    where = constant(script, pointer)
    if where == 0:
        return None
    if (found := _sought(script, pointer, array)) is not None:
        return script.hole(found)
    items = _elements(array)
    if items is not None and len(items) == 1:
        return None
    if _last(script, pointer, array):
        return f"{tight(script, urls)}[{script.hole(node)}]"
    if isinstance(where, int) and where < 0 and not items:
        work.say("MG113", f"index {where} is in no list; the first it is", node)
        return None
    if items is not None and isinstance(where, int) and items:
        at = min(max(where, 0), len(items) - 1)
        if at != where:
            work.say("MG113", f"index {where} is not in a list of {len(items)}; {at} it is", node)
        value = constant(script, items[at])
        if value is not NO_CONSTANT and value in [constant(script, item) for item in items[:at]]:
            work.say("MG114", f"entry {at} occurs earlier: {WRITER} shows that one", node)
        return script.hole(items[at]) if at else None
    if not is_pure(script, urls):
        raise NeedsRuntime("MG513", "the list is computed in the call", urls)
    # an index below the list gives undefined, which the target takes for the first, too
    listed, index = tight(script, urls), script.hole(node)
    last = str(len(items) - 1) if items else f"{listed}.length - 1"
    return f"{listed}[Math.min({index}, {last})]"


def _last(script: Script, index: Node, array: Node) -> bool:
    """Whether an index is that of a list's last entry: ``urls.length - 1``."""
    return script.at(index).replace(b" ", b"") == script.at(array).replace(b" ", b"") + b".length-1"


def _sought(script: Script, pointer: Node, array: Node) -> Node | None:
    """``url`` of ``urls.indexOf(url)``: an address that is not there shows the first as well."""
    callee = pointer.child_by_field_name("function")
    if pointer.type != "call_expression" or callee is None or callee.type != "member_expression":
        return None
    holder, prop = callee.child_by_field_name("object"), callee.child_by_field_name("property")
    given = arguments_of(pointer)
    if holder is None or prop is None or script.at(prop) != b"indexOf" or len(given) != 1:
        return None
    return given[0] if script.at(unwrap(holder)) == script.at(array) else None
