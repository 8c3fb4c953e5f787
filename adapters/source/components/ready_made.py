"""Behaviours of the source's own client, which no other has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from ...plan.notes import READER, WRITER
from ..outcome import Said
from ..syntax import Script, member_name, string_value
from .facts import Models
from .told import Told

if TYPE_CHECKING:
    from tree_sitter import Node


def ready_made(script: Script, models: Models, item: Node) -> Told | None:
    """What is to be told of a behaviour of the source's own; None for anything else."""
    text = string_value(script, item)
    if text is None or not any(map(text.startswith, models.source.definitions.ready_made)):
        return None
    if text == models.field:
        said = f"{WRITER} has no {text}: the component has the name and the value of a field, and "
        said += "a form around it does not count it"
        return Told(Said("MG544", said, item, {}))
    said = f"{WRITER} has no {text}, a behaviour of {READER}'s own"
    return Told(Said("MG541", said, item, {}), text)


def mixed_later(script: Script, models: Models) -> Iterator[Told]:
    """Behaviours of the source's own that a script puts into a list: ``behaviors.push('wx://…')``."""
    for start in models.source.definitions.ready_made:
        for match in script.everywhere(re.compile(re.escape(start.encode()))):
            chain = script.chain(*match.span())
            at = next((i for i, node in enumerate(chain) if node.type == "string"), 0)
            if (
                at < 2
                or chain[at - 1].type != "arguments"
                or chain[at - 2].type != "call_expression"
            ):
                continue
            callee = chain[at - 2].child_by_field_name("function")
            told = ready_made(script, models, chain[at])
            if told is not None and callee is not None and member_name(script, callee) in _PUTS:
                yield told


_PUTS: Final = frozenset({"push", "unshift", "concat"})
