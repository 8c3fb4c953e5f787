"""The work on one call: its edits and findings, kept only if the whole call can be ported."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

import attrs

from ....canonical.diagnostics import Evidence
from ....canonical.values import Value
from ...plan.notes import NoteChanges
from ..text.edits import Edit

if TYPE_CHECKING:
    from tree_sitter import Node

    from ..syntax.parsed import Script


class NeedsRuntime(Exception):
    """The call has no native form: ``code`` and ``reason`` say why, ``node`` where, ``recipes``
    which emulations it takes."""

    def __init__(
        self, code: str, reason: str, node: Node | None = None, recipes: Sequence[str] = ()
    ) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason
        self.node = node
        self.recipes = recipes


class Refused(Exception):
    """The target cannot do what the call asks for."""

    def __init__(
        self, code: str, reason: str, node: Node | None = None, changes: Changes | None = None
    ) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason
        self.node = node
        self.changes: Changes = changes or {}


class Ranged(Protocol):
    """A node, or what else has a range of bytes."""

    @property
    def start_byte(self) -> int: ...
    @property
    def end_byte(self) -> int: ...


class Changes(NoteChanges, total=False):
    """What a finding says otherwise than its rule, and more: the ``recipe`` that performs what it
    tells; what its evidence is looked up for (``about``), or the ``evidence`` itself; what it
    ``blocks`` a file by."""

    recipe: str
    blocks: str
    about: str
    evidence: tuple[Evidence, ...]


class Said(NamedTuple):
    """A finding before it has a place in a file."""

    code: str
    message: str
    node: Ranged
    changes: Changes


@attrs.define(eq=False, repr=False)
class Work:
    """What has been done for one call so far. ``overlaps``: whether it may start before another
    is done; ``unsafe``: fixes that may change what the program does are wanted; ``exact``: what
    only shows to the eye is written, too; ``platform`` is
    the name of the source's global; ``route`` the place of the way found among the plan's, -1
    before. ``tested``: by each condition of the target, the statements whose tests of a message
    became it, and the source's messages that satisfy them.
    """

    script: Script
    call: Node
    quote: str = "'"
    overlaps: Callable[[], bool] = lambda: False
    unsafe: bool = False
    exact: bool = False
    platform: bytes = b""
    route: int = -1
    edits: list[Edit] = attrs.field(factory=list)
    package: list[str] = attrs.field(factory=list)
    said: list[Said] = attrs.field(factory=list)
    tested: dict[str, list[tuple[int, frozenset[str]]]] = attrs.field(factory=dict)

    def replace(self, node: Node, text: str) -> None:
        """Replace a node. Text from the source itself came out as latin-1, byte by byte."""
        self.edits.append(Edit(node.start_byte, node.end_byte, text.encode("latin-1")))

    def put(self, at: int, text: str) -> None:
        """Put a text in at a byte offset."""
        self.edits.append(Edit(at, at, text.encode("latin-1")))

    def say(
        self, code: str, message: str, node: Node | None = None, changes: Changes | None = None
    ) -> None:
        """Add a finding at a node, the call itself by default."""
        self.said.append(Said(code, message, node or self.call, changes or {}))


@attrs.frozen(eq=False, repr=False)
class Style(Value):
    """How calls are to be ported. ``runtime``: all through it; ``strict``: none; ``exact``: native
    code writes what only shows to the eye, too."""

    runtime: bool = False
    strict: bool = False
    fix: str = "safe"
    exact: bool = False


class PortedUse(NamedTuple):
    """What became of one use."""

    how: str
    edits: tuple[Edit, ...] = ()
    said: tuple[Said, ...] = ()
    why: str = ""
    target: str = ""
    counts: bool = True
    package: tuple[str, ...] = ()
