"""What the kinds that point into a list share: entries in sight, the last of them, a wrong form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from .....canonical.errors import shown
from .....canonical.values import Value
from ...common.outcome import NeedsRuntime, Work
from ...syntax.constants import NO_CONSTANT, constant
from ...syntax.parsed import Script, unwrap

if TYPE_CHECKING:
    from tree_sitter import Node

    from ..properties import Property
    from .kind import Pointing


@attrs.frozen(eq=False, repr=False)
class Misplaced(Value):
    """A pointer written as other vendors have it; ``meant`` is the index its author may mean."""

    meant: int | None


def misplaced(
    work: Work, form: Pointing, item: Property, listed: Property | None
) -> Misplaced | None:
    """Report a number where an address is wanted, or text where an index is.

    What the source's client makes of it no source says, so it is not made to work in silence.
    """
    value = constant(work.script, item.value) if item.value is not None else NO_CONSTANT
    if value is NO_CONSTANT or value is None or form.fits(value):
        return None
    meant = form.misread(work, item, value, listed)
    text = f"{item.name}: expected {form.wanted}, got {shown(value)}"
    work.say("MG112", text, item.node, {"fix": meant[1]} if meant is not None else {})
    return Misplaced(meant[0] if meant is not None else None)


def places_of(work: Work, item: Property, listed: Property) -> tuple[Node, Node, Node, Node] | None:
    """The pointer and the list, bare and as written; None where the target's default says what
    the pointer does."""
    node, urls = item.value or item.node, listed.value
    if urls is None:
        raise NeedsRuntime("MG513", f"{listed.name} is computed", listed.node)
    pointer = unwrap(node)
    if pointer.type == "undefined" or constant(work.script, pointer) in (None, ""):
        return None
    return pointer, unwrap(urls), node, urls


def entries(array: Node) -> list[Node] | None:
    """The entries of a list written in place; None where some are hidden."""
    if array.type != "array":
        return None
    items = [child for child in array.named_children if child.type != "comment"]
    return None if any(child.type == "spread_element" for child in items) else items


def is_last(script: Script, index: Node, array: Node) -> bool:
    """Whether an index is that of a list's last entry: ``urls.length - 1``."""
    return script.at(index).replace(b" ", b"") == script.at(array).replace(b" ", b"") + b".length-1"
