"""Calls that stand in many places letter by letter: what became of one is what becomes of all.

That holds for a call whose value nobody takes and whose port looked at nothing beyond it: no name,
no other call, no ``try`` around it. A third of the calls of real programs are such repeats.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

import attrs

from ...common.outcome import PortedUse, Ranged, Said, Style
from ...syntax.scope import table
from ...text.edits import HOLE, Edit, hole
from ..calls.port import port_use

if TYPE_CHECKING:
    from collections.abc import Hashable

    from ...common.pair import Pair
    from ...syntax.parsed import Chain, Script
    from ...syntax.sites import Use

_LONGEST: Final = 2_000
_MOST: Final = 20_000
"""Bytes of a call that is remembered, and how many are."""


class Span(NamedTuple):
    """A range of bytes that something is said of."""

    start_byte: int
    end_byte: int


@attrs.frozen(eq=False, repr=False)
class Repeats:
    """The port of a script's uses, one at a time. ``known``: the ports of calls that say all there
    is, by their text, each as if it stood at the beginning of its script; None where the script is
    one that they cannot be told for."""

    script: Script
    pair: Pair
    style: Style
    runtime: str
    quote: str
    known: dict[Hashable, PortedUse] | None

    def port(self, use: Use) -> PortedUse:
        """What `port_use` gives, from where the same call stood before if it says all there is."""
        script, pair, known, call = self.script, self.pair, self.known, use.call
        text = self._text(use, call) if known is not None and call is not None else None
        if known is None or text is None or call is None:
            return port_use(script, pair, use, self.style, self.runtime, self.quote)
        found = known.get((use.name, text))
        if found is not None:
            return _moved(found, call[-1].start_byte)
        script.asked = set()
        made = port_use(script, pair, use, self.style, self.runtime, self.quote)
        if script.asked <= {pair.goal.encode()} and len(known) < _MOST:
            known[use.name, text] = _moved(made, -call[-1].start_byte)
        return made

    def _text(self, use: Use, call: Chain) -> bytes | None:
        """The text of a call whose port may depend on nothing else; None for any other."""
        if use.kind != "call" or use.object is None or use.fetched is not None:
            return None
        if use.pattern is not None or call[-2].type != "expression_statement":
            return None
        script, node = self.script, call[-1]
        start, end = node.start_byte, node.end_byte
        text = script.text[start:end]
        if end - start > _LONGEST or script.original[start:end] != text:
            return None
        tried = b"try" in script.text and any(node.type == "try_statement" for node in call)
        return None if tried else text


def repeats_of(script: Script, pair: Pair, style: Style, runtime: str, quote: str) -> Repeats:
    """How the uses of a script are ported."""
    fit = script.sound and not table(script, pair.goal.encode()).bindings
    every = pair.remembered(known_ports)
    key = (style.runtime, style.strict, style.fix, style.exact, runtime, quote, script.language)
    return Repeats(script, pair, style, runtime, quote, every.setdefault(key, {}) if fit else None)


def known_ports(_pair: Pair) -> dict[Hashable, dict[Hashable, PortedUse]]:
    """What is remembered of a pair, by all that is the same for the calls of a script."""
    return {}


def _moved(made: PortedUse, by: int) -> PortedUse:
    """The port of the same call so many bytes further on."""
    edits = tuple(
        [
            Edit(start + by, end + by, _text(text, by) if b"\0" in text else text)
            for start, end, text in made.edits
        ]
    )
    said = tuple([Said(code, text, _span(node, by), more) for code, text, node, more in made.said])
    return PortedUse(made.how, edits, said, made.why, made.target, made.counts, made.package)


def _span(node: Ranged, by: int) -> Span:
    return Span(node.start_byte + by, node.end_byte + by)


def _text(text: bytes, by: int) -> bytes:
    """The text of an edit with its holes moved."""

    def fill(match: re.Match[bytes]) -> bytes:
        return hole(int(match[1]) + by, int(match[2]) + by).encode()

    return HOLE.sub(fill, text)
