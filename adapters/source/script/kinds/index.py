"""An entry of a list, meant by its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ....plan.notes import WRITER
from ...common.outcome import NeedsRuntime, Work
from ...syntax.constants import NO_CONSTANT, constant
from ...syntax.expression import is_pure, tight
from ...syntax.parsed import Script, arguments_of, unwrap
from .kind import Pointing, SourceKind
from .pointing import entries, is_last, places_of

if TYPE_CHECKING:
    from tree_sitter import Node

    from ..properties import Property


def _fits(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _misread(
    _work: Work, item: Property, value: Any, _listed: Property | None
) -> tuple[int, str] | None:
    if not isinstance(value, str) or not value.isdecimal() or len(value) >= 9:
        return None
    return int(value), f"{item.name}: {int(value)}"


def _pointed(work: Work, item: Property, listed: Property) -> str | None:
    """From an index to an address."""
    found = places_of(work, item, listed)
    return _address(work, *found) if found is not None else None


def _entry(_work: Work, index: int, _listed: Property) -> str:
    return str(index)


def _address(work: Work, pointer: Node, array: Node, node: Node, urls: Node) -> str | None:
    """The last where it lies beyond; the first is the default."""
    script = work.script
    where = constant(script, pointer)
    if where == 0:
        return None
    if (found := _sought(script, pointer, array)) is not None:
        return script.hole(found)
    items = entries(array)
    if items is not None and len(items) == 1:
        return None
    if is_last(script, pointer, array):
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


KIND: Final = SourceKind(
    name="index",
    pointing=Pointing(
        fits=_fits,
        wanted="a whole number",
        misread=_misread,
        pointed=_pointed,
        entry=_entry,
    ),
)
