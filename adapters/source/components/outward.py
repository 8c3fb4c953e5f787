"""What a component tells beyond its own tag, where the target's components cannot."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from ...plan.notes import WRITER
from ..common.outcome import Said
from ..syntax.callers import members_called
from ..syntax.known import value_of
from ..syntax.parsed import Script, arguments_of, unwrap
from .definitions import literal_entries
from .facts import Models

if TYPE_CHECKING:
    from tree_sitter import Node

_TELLS: Final = "trigger_event"


def told_outward(script: Script, models: Models) -> Iterator[Said]:
    """What is to be told of events that go on outwards from the tag of their component: the
    target's reach that tag alone, or no source says more of them."""
    name = models.source.methods.get(_TELLS, "")
    word = models.source.definitions.outward
    if not goes_outward(script.text, models):
        return
    for chain in members_called(script, name.encode()):
        given = arguments_of(chain[-1])
        if len(given) < 3 or not _outward(script, given[2], word):
            continue
        if _TELLS in models.absent_methods:
            text = f"{word}: on {WRITER} what a component tells reaches its own tag alone"
            yield Said("MG544", text, given[2], {})
        else:
            text = f"no source says that {WRITER} takes {word} of {name}"
            yield Said("MG544", text, given[2], {"loss": "unknown"})


def goes_outward(text: bytes, models: Models) -> bool:
    """Whether a script may tell something outwards that the target does not: by its words."""
    word = models.source.definitions.outward
    if not word or word == models.target.definitions.outward or word.encode() not in text:
        return False
    return models.source.methods.get(_TELLS, "").encode() in text


def _outward(script: Script, options: Node, word: str) -> bool:
    """Whether options may ask for it: a script that names the word says so, unless it is seen."""
    node = unwrap(options)
    if node.type == "identifier":
        node = unwrap(value_of(script, node) or node)
    if node.type != "object":
        return True
    entry = literal_entries(script, node).get(word)
    if entry is None:
        return any(item.type == "spread_element" for item in node.named_children)
    return entry.value is None or script.at(unwrap(entry.value)) not in (b"false", b"!1")
