"""What stays of the source's global: an error where it is reached, a loss behind a test.

A test for a member that stays, ``if (wx.f)``, would itself throw on the target, which has no such
global: it asks for the global first, and what hangs on it is not run there.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from typing import TYPE_CHECKING, Final

import attrs

from ....plan.notes import WRITER
from ...common.on_the_way import Stay
from ...common.outcome import Said
from ...common.pair import ASKING, Pair
from ...syntax.parsed import Script, arguments_of, rise, string_value
from ...syntax.reached import Reach
from ...syntax.scope import table
from ...syntax.sites import Use
from ...text.edits import HOLE, Edit
from .safe_tests import asked_there, call_asked, global_asked, is_typeof, member_asked, test_node

if TYPE_CHECKING:
    from tree_sitter import Node


@attrs.frozen(eq=False, repr=False)
class Settled:
    """What became of the uses that stay in a script: ``throwing`` on the target; ``kept_off`` by
    tests that fail there, those tests among them; ``chosen`` on the source's platform only, while
    another may be chosen in their place. And the edits of the tests."""

    throwing: tuple[Stay, ...]
    kept_off: tuple[Stay, ...]
    chosen: tuple[Stay, ...]
    edits: tuple[Edit, ...]


def settle_stays(
    script: Script,
    pair: Pair,
    uses: list[Use],
    stays: list[Stay],
    kept: Iterable[Node],
    gone: Gone,
    quote: str,
    bound: bool = False,
    asked_data: Mapping[str, str] | None = None,
) -> Settled:
    """Tell which uses that stay are reached; of a file manager, what is called on it. ``kept`` are
    the tests for the global itself that were not ported, ``gone`` is what the edits of the script
    take out. ``bound``: the script has a global of its own, and tests ask the target's;
    ``asked_data``: data that says whether the source's global has a function, by name."""
    held = {stay.use.fetched.id for stay in stays if stay.use.fetched is not None}
    stays = [stay for stay in stays if stay.use.node.id not in held]
    ids = {node.id for node in kept}
    asked = [use for use in uses if use.kind == "exists" and use.node.id in ids]
    platform = Reach(script, frozenset(test_node(use).id for use in asked))
    more: list[Edit] = []
    tests: list[Stay] = []
    safe: set[int] = set()
    for use in asked:
        edit = global_asked(script, pair, use, quote)
        if edit is not None and platform.reached(use.chain):
            more.append(edit)
            safe.add(use.node.id)
    members = set(_answered_no(script, pair, uses, {stay.use.node.id for stay in stays}))
    members.update(_data_says_no(script, pair, asked_data or {}))
    alive = Reach(script) if platform.absent else platform
    chosen: list[Stay] = []
    open_: list[Stay] = []
    for stay in stays:
        use = stay.use
        if not platform.reached(use.chain):
            if use.kind in ("escape", "alias") and alive.reached(use.chain):
                chosen.append(stay)
            continue
        made = None
        if use.kind in ("probe", "named"):
            made = asked_there(script, pair, use) if bound else None
            made = made or member_asked(script, pair, use, quote)
        asking = test_node(use)
        called = None if bound else call_asked(script, pair, use, quote)
        if called is not None:
            made, asking = called
        if made is None or use.object is None:
            open_.append(stay)
            continue
        more += made
        members.add(asking.id)
        safe.add(use.object.id)
        tests.append(stay)
    whole = Reach(script, platform.absent | members) if members else platform
    throwing = [stay for stay in open_ if whole.reached(stay.use.chain)]
    kept_off = [*tests, *(stay for stay in open_ if not whole.reached(stay.use.chain))]
    kept_off.sort(key=lambda stay: stay.use.node.start_byte)
    if not throwing and not bound:
        throwing = list(_unexplained(script, pair, whole, gone, safe))
    return Settled(tuple(throwing), tuple(kept_off), tuple(chosen), tuple(more))


def _answered_no(script: Script, pair: Pair, uses: list[Use], staying: set[int]) -> Iterator[int]:
    """Questions by ``canIUse`` for what the target cannot do, whoever answers them there."""
    for use in uses:
        if use.name != ASKING or use.call is None or use.managed or use.node.id in staying:
            continue
        given = arguments_of(use.call[-1])
        text = string_value(script, given[0]) if given else None
        name = text.split(".")[0] if text else ""
        if _is_lacking(pair, name):
            yield use.call[-1].id


def _is_lacking(pair: Pair, name: str) -> bool:
    return name in pair.functions and not pair.entry(name)["routes"]


def _data_says_no(script: Script, pair: Pair, asked: Mapping[str, str]) -> Iterator[int]:
    """Where data is taken that says that the source's global has a function, and the target has
    none: as a member of the data, or by a name that it is taken apart into."""
    for name in (name for name, api in asked.items() if _is_lacking(pair, api)):
        word = name.encode()
        for match in script.everywhere(re.compile(rb"(?<![\w$])%b(?![\w$])" % re.escape(word))):
            chain = script.chain(*match.span())
            kind, outer = chain[-1].type, chain[-2]
            if kind == "property_identifier" and _is_data(script, outer):
                yield outer.id
            elif kind == "shorthand_property_identifier_pattern":
                holder = chain[-3].child_by_field_name("value")
                binding = table(script, word).binding_at(chain[-1])
                if holder is not None and binding is not None and script.at(holder) in _DATA:
                    uses = table(script, word).of(binding)
                    yield from (
                        () if any(it.write for it in uses) else (it.chain[-1].id for it in uses)
                    )


_DATA: Final = frozenset({b"this.data", b"that.data", b"self.data"})


def _is_data(script: Script, member: Node) -> bool:
    holder = member.child_by_field_name("object")
    return holder is not None and script.at(holder) in _DATA


def _unexplained(
    script: Script, pair: Pair, reach: Reach, gone: Gone, safe: set[int]
) -> Iterator[Stay]:
    """Other places where the global is named in code that is reached."""
    name = pair.name.decode()
    for reference in table(script, pair.name).unbound():
        node, chain = reference.node, reference.chain
        if gone.node(node) or node.id in safe or is_typeof(rise(chain)[-2]):
            continue
        if reach.reached(chain):
            said = Said("MG528", f"{name} is used, and {WRITER} has none: it throws", node, {})
            yield Stay(Use("escape", "", chain, node), name, said)


class Gone:
    """What edits take out of a script; what stands in their holes stays."""

    def __init__(self, edits: list[Edit]) -> None:
        ranges: list[tuple[int, int]] = []
        for edit in edits:
            at = edit.start
            if b"\0" not in edit.text:
                ranges.append((at, edit.end))
                continue
            holes = sorted((int(start), int(end)) for start, end in HOLE.findall(edit.text))
            for start, end in holes:
                if edit.start <= start and end <= edit.end:
                    ranges.append((at, start))
                    at = max(at, end)
            ranges.append((at, edit.end))
        ranges.sort()
        self.starts = [start for start, _ in ranges]
        self.ends = list(accumulate((end for _, end in ranges), max))

    def node(self, node: Node) -> bool:
        """Whether a node is taken out."""
        at = bisect_right(self.starts, node.start_byte)
        return at > 0 and self.ends[at - 1] >= node.end_byte

    def use(self, use: Use) -> bool:
        """Whether a use names the global no longer."""
        return self.node(use.node if use.object is None else use.object)
