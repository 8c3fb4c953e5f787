"""An entry of a list, meant by its address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ....plan.notes import READER
from ...common.outcome import NeedsRuntime, Work
from ...syntax.constants import NO_CONSTANT, constant
from ...syntax.expression import is_pure, tight
from ...syntax.parsed import unwrap
from ...syntax.ranges import within
from ...text.literal import clamped
from .kind import PATH, Pointing, SourceKind
from .pointing import entries, is_last, places_of

if TYPE_CHECKING:
    from tree_sitter import Node

    from ....plan.model import ProgramParam
    from ..properties import Property


def _fits(value: Any) -> bool:
    return isinstance(value, str)


def _misread(
    work: Work, item: Property, value: Any, listed: Property | None
) -> tuple[int, str] | None:
    whole = isinstance(value, int) and not isinstance(value, bool)
    if not whole or listed is None:
        return None
    inner = work.script.source(listed.value or listed.node).decode("utf-8", "replace")[:60]
    return value, f"{item.name}: {inner}[{value}]"


def _pointed(work: Work, item: Property, listed: Property) -> str | None:
    """From an address to an index."""
    found = places_of(work, item, listed)
    return _index(work, *found) if found is not None else None


def _entry(work: Work, index: int, listed: Property) -> str:
    return f"{tight(work.script, listed.value or listed.node)}[{index}]"


def _index(work: Work, pointer: Node, array: Node, node: Node, urls: Node) -> str | None:
    """An address that is not in the list shows the first."""
    script = work.script
    items = entries(array)
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
            if is_last(script, unwrap(index), array):
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


def _holds(_param: ProgramParam) -> str:
    return PATH


KIND: Final = SourceKind(
    name="address",
    pointing=Pointing(
        fits=_fits,
        wanted="an entry of the list",
        misread=_misread,
        pointed=_pointed,
        entry=_entry,
    ),
    holds=_holds,
)
