"""What an expression holds of a result on its way, and all that is known of the way so far."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple

import attrs

from ...common.texts import Texts
from ...syntax.flow import Access, Path
from ...syntax.parsed import Chain, Script
from .stores import Stores

if TYPE_CHECKING:
    from tree_sitter import Node

PROMISE: Final = "promise"
CALL: Final = "call"
TAKES: Final = "takes"
MEMBER: Final = "member"
OPERATION: Final = "operation"
FUNCTIONAL: Final = frozenset({CALL, TAKES, OPERATION})
"""Layers that are functions."""
_MOST: Final = 400
"""Steps that a result is followed."""
_DEEP: Final = 8
"""Layers that an expression may have around a result."""


class Layer(NamedTuple):
    """What is around a result. ``kind``: a promise of it; a function that gives it back (``call``);
    one that calls its argument ``at`` with it, or, where that is an object, the ``name`` of that,
    as the argument ``place`` (``takes``); an object that has it under ``name`` (``member``); the
    platform's function itself (``operation``)."""

    kind: str
    name: str = ""
    at: int = 0
    place: int = 0


class Wrapping(NamedTuple):
    """What an expression holds: the layers around a result, the outermost first, and the ``path``
    of the part of it that is inside."""

    layers: tuple[Layer, ...] = ()
    path: Path = ()

    def within(self, layer: Layer) -> Wrapping:
        """The same with a layer around it. A promise of a promise is one."""
        if layer.kind == PROMISE and self.layers and self.layers[0].kind == PROMISE:
            return self
        return Wrapping((layer, *self.layers), self.path)

    @property
    def kind(self) -> str:
        """The kind of the outermost layer; empty: it is the result itself."""
        return self.layers[0].kind if self.layers else ""

    @property
    def inner(self) -> Wrapping:
        """What is inside of the outermost layer."""
        return Wrapping(self.layers[1:], self.path)


A_PROMISE: Final = Layer(PROMISE)
A_CALL: Final = Layer(CALL)


class Bearer(NamedTuple):
    """An expression, the end of a chain, in a script of a file."""

    file: str
    script: Script
    chain: Chain

    def at(self, chain: Chain) -> Bearer:
        """Another expression of the same script."""
        return self._replace(chain=chain)

    def of(self, node: Node) -> Bearer:
        """The same of a node of it."""
        return self._replace(chain=self.script.chain_of(node))


class Read(NamedTuple):
    """A look at a result, or a part of it, in a script of a file."""

    file: str
    script: Script
    access: Access


@attrs.define(eq=False, repr=False)
class Onward:
    """A result on its way from one call. ``file`` and ``script``: where the call stands; ``source``
    is the name of the source's global, ``stores`` what it keeps values by; ``matters``: whether
    anything is lost of a part of the result; ``worth``: whether a reader may stand in a file.
    ``reads`` are the looks at it."""

    texts: Texts
    file: str
    script: Script
    source: bytes
    stores: Stores
    matters: Callable[[Path], bool]
    worth: Callable[[str], bool]
    reads: list[Read] = attrs.field(factory=list)
    todo: list[tuple[Bearer, Wrapping, int]] = attrs.field(factory=list)
    _seen: set[tuple[str, int, int, str, Wrapping, int]] = attrs.field(factory=set)
    _exported: set[tuple[str, Wrapping]] = attrs.field(factory=set)

    def follow(self, place: Bearer, held: Wrapping, parameter: int = -1) -> None:
        """Follow what an expression holds, or the parameter of the function that it is."""
        node = place.chain[-1]
        key = (place.file, node.start_byte, node.end_byte, node.type, held, parameter)
        if key in self._seen or len(self._seen) >= _MOST or len(held.layers) > _DEEP:
            return
        if self.matters(held.path):
            self._seen.add(key)
            self.todo.append((place, held, parameter))

    def exports(self, file: str, module: Wrapping) -> bool:
        """Whether it is new that a file exports something."""
        new = (file, module) not in self._exported and len(self._exported) < _MOST
        self._exported.add((file, module))
        return new

    def script_of(self, file: str) -> Script | None:
        """A script of the program, as a tree."""
        return self.script if file == self.file else self.texts.script(file)
