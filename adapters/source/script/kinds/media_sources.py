"""Pictures and videos to show: each an address, what it is, and a still of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ...syntax.constants import NO_CONSTANT, constant
from ...syntax.parsed import Script, unwrap
from ...text.literal import mark
from ..properties import listed
from .kind import SourceKind
from .local import check_local

if TYPE_CHECKING:
    from tree_sitter import Node

    from ....plan.model import ProgramParam


def _entries(script: Script, param: ProgramParam, node: Node | None, texts: list[str]) -> Any:
    """A list of media written in place, its addresses as marks; None where a kind is computed."""
    array = unwrap(node) if node is not None else None
    if array is None or array.type != "array":
        return None
    names = {spelling: key for key, spelling in param["entry"].items()}
    out: list[Any] = []
    for item in array.named_children:
        if item.type == "comment":
            continue
        entry: dict[str, Any] = {}
        if unwrap(item).type != "object":
            return None
        found, spread, whole = listed(script, unwrap(item))
        if spread or not whole:
            return None
        for name, _, _, value in found:
            if name not in names or value is None or name in entry:
                return None
            entry[name] = constant(script, value)
            if entry[name] is NO_CONSTANT:
                if names[name] == "kind":
                    return None
                texts.append(script.hole(value))
                entry[name] = mark(len(texts) - 1)
        if not entry:
            return None
        out.append(entry)
    return out


KIND: Final = SourceKind(
    name="media_sources", stand_in=_entries, check=check_local, plain=True, decides=False
)
