"""Behaviours of the source's own client, which no other has."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Final, Literal

from ...plan.notes import READER, WRITER
from ..common.outcome import Changes, Said
from ..syntax.parsed import Script, string_value
from .facts import Models
from .told import Told

if TYPE_CHECKING:
    from tree_sitter import Node


_IN_FORMS: Final[dict[Literal["button", "group"], str]] = {
    "button": "the component is neither sent nor reset by buttons in it",
    "group": "the component does not count the fields in it",
}
"""What a form loses without such a behaviour."""


_KEPT: Final[Changes] = {"severity": "info", "loss": "none"}


def ready_made(script: Script, models: Models, item: Node, exports: bool) -> Told | None:
    """What is to be told of a behaviour of the source's own; None for anything else. ``exports``:
    the whole program is ported, so that whoever asks for a component finds what it gives."""
    text = string_value(script, item)
    if text is None or not any(map(text.startswith, models.source.definitions.ready_made)):
        return None
    if text == models.field:
        said = f"{WRITER} has no {text}: the component has the name and the value of a field, and "
        said += "a form around it does not count it"
        return Told(Said("MG544", said, item, {}))
    for key, lost in _IN_FORMS.items():
        if text == models.source.definitions.in_forms.get(key):
            return Told(Said("MG544", f"{WRITER} has no {text}: a form around {lost}", item, {}))
    if text == models.exports and exports:
        said = f"{WRITER} has no {text}: who asks for the component gets what it gives by the "
        return Told(Said("MG544", f"{said}generated module", item, _KEPT))
    said = f"{WRITER} has no {text}, a behaviour of {READER}'s own"
    return Told(Said("MG541", said, item, {}), text)


def mixed_elsewhere(
    script: Script, models: Models, known: Collection[int], exports: bool
) -> Iterator[Told]:
    """Behaviours of the source's own that a script names anywhere else than in a definition:
    ``behaviors.push('wx://…')``, ``newer ? ['wx://…'] : []``. ``known``: where those begin that
    were told of."""
    for start in models.source.definitions.ready_made:
        for match in script.everywhere(re.compile(re.escape(start.encode()))):
            chain = script.chain(*match.span())
            at = next((i for i, node in enumerate(chain) if node.type == "string"), 0)
            if at == 0 or chain[at].start_byte in known or _is_compared(script, chain[at - 1]):
                continue
            told = ready_made(script, models, chain[at], exports)
            if told is not None:
                yield told


def _is_compared(script: Script, above: Node) -> bool:
    if above.type == "switch_case":
        return True
    sign = above.child_by_field_name("operator") if above.type == "binary_expression" else None
    return sign is not None and script.at(sign) in _COMPARE


_COMPARE: Final = frozenset({b"==", b"===", b"!=", b"!=="})
