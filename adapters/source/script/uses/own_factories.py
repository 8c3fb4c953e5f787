"""Factories of a page or a component: ``this.createSelectorQuery()``, which looks inside it.

It is the global's factory looking ``in(this)``, and is ported as that; a target whose pages and
components have the same method keeps it. Options of one, which the global's takes beside the
component, are written as that target's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from ....plan.notes import WRITER
from ...common.items import insertion
from ...common.model import NATIVE, REFUSED
from ...common.outcome import PortedUse, Said, Style
from ...components.definitions import keys_in_sight, literal_entries, renamed_key
from ...components.facts import models_of
from ...components.members import is_this
from ...syntax.parsed import arguments_of, is_field, member_name, rise, unwrap
from ...syntax.scope import table
from ...syntax.sites import Use
from ...text.edits import Edit
from ..calls.port import port_use

if TYPE_CHECKING:
    from tree_sitter import Node

    from ....plan.model import PlanEntry
    from ...common.pair import Pair
    from ...syntax.parsed import Script

_IN: Final = "in"
_HOLDERS: Final = frozenset({"this", "identifier", "member_expression"})


def _factories(pair: Pair) -> frozenset[str]:
    models = models_of(pair)
    return models.factories if models is not None else frozenset()


def _kept(pair: Pair, name: str) -> bool:
    """Whether the target's pages and components have the method themselves."""
    facts = pair.plan.write.profile
    return name in facts.page.views or name in facts.component.views


def _asking(pair: Pair) -> Mapping[str, PlanEntry]:
    """Methods of pages and components on both sides that take options, as their global's does
    beside the component."""
    profile = pair.plan.read.profile
    names = {*profile.page.views, *profile.component.views}
    known = {name: pair.entry(name) for name in names if name in pair.functions}
    return {
        name: entry
        for name, entry in known.items()
        if entry["read"].get("form") == "factory"
        and entry["read"]["params"]
        and entry["routes"]
        and _kept(pair, name)
        and not pair.plan.own
    }


def looks_inside(data: bytes, pair: Pair) -> bool:
    """Whether a file, which may not name the global, may call such a method."""
    return any(call in data for call in pair.remembered(_calls))


def _calls(pair: Pair) -> tuple[bytes, ...]:
    names = {*_factories(pair), *pair.remembered(_asking)}
    return tuple(f".{name}(".encode() for name in sorted(names))


def own_uses(script: Script, pair: Pair) -> Iterator[Use]:
    """The calls of such a method on ``this``, on a variable that holds it, or on a parameter."""
    asking = pair.remembered(_asking)
    names = {*_factories(pair), *asking}
    if not any(name.encode() in script.text for name in names):
        return
    words = "|".join(map(re.escape, sorted(names)))
    for match in re.finditer(rb"\.\s*(%b)\b" % words.encode(), script.text):
        chain = script.chain(match.start(1), match.end(1))[:-1]
        holder = _holder(script, chain[-1]) if chain else None
        outer = rise(chain) if holder is not None else ()
        if len(outer) < 2:
            continue
        called = outer[-2]
        if called.type != "call_expression" or (
            arguments_of(called) and match[1].decode() not in asking
        ):
            continue
        if is_field(called, outer[-1], "function"):
            yield Use("call", match[1].decode(), chain, holder, outer[:-1])


def _holder(script: Script, member: Node) -> Node | None:
    """The object of a member expression, where it is `this`, a variable that holds it, or what a
    function is given."""
    held = member.child_by_field_name("object") if member.type == "member_expression" else None
    if held is None:
        return None
    return held if is_this(script, unwrap(held)) or _is_given(script, unwrap(held)) else None


def _is_given(script: Script, node: Node) -> bool:
    """Whether a name is a parameter's: a function of its own is handed a page or a component."""
    if node.type != "identifier":
        return False
    binding = table(script, script.at(node)).meant_at(node)
    return binding is not None and binding.kind == "parameter"


def inside(script: Script, pair: Pair, use: Use, done: PortedUse) -> PortedUse:
    """``wx.createSelectorQuery().in(this)``: of a target whose pages and components have the method
    themselves, theirs is called."""
    name = use.name
    if done.how != NATIVE or use.call is None or use.object is None or use.pattern is not None:
        return done
    if name not in _factories(pair) or not _kept(pair, name):
        return done
    chain = rise(use.call)
    member = chain[-2]
    called = rise(chain[:-1])[-2]
    given = arguments_of(called) if called.type == "call_expression" else []
    if not (member_name(script, member) == _IN and len(given) == 1 and given[0].type in _HOLDERS):
        return done
    own = (use.object.start_byte, use.object.end_byte)
    edits = [edit for edit in done.edits if (edit.start, edit.end) != own]
    edits.append(Edit(*own, script.at(given[0])))
    edits.append(Edit(use.call[-1].end_byte, called.end_byte, b""))
    span = (called.start_byte, called.end_byte)
    said = tuple(item for item in done.said if (item.node.start_byte, item.node.end_byte) != span)
    return done._replace(edits=tuple(edits), said=said)


def port_own(
    script: Script, pair: Pair, use: Use, style: Style, runtime: str, quote: str
) -> PortedUse | None:
    """Port one such call; None where it stays as it is."""
    holder, call = use.object, use.call
    if holder is None or call is None:
        return None
    entry = pair.remembered(_asking).get(use.name)
    if entry is not None:
        return _with_options(script, use, entry, call[-1])
    done = port_use(script, pair, use, style, runtime, quote)
    kept = _kept(pair, use.name)
    if done.how == REFUSED:
        return None if kept and not done.said else done
    if done.how == NATIVE and kept:
        own = (holder.start_byte, holder.end_byte)
        edits = tuple(edit for edit in done.edits if (edit.start, edit.end) != own)
        return done._replace(edits=edits) if edits or done.said else None
    inside = f".{_IN}({script.at(holder).decode()})".encode()
    end = call[-1].end_byte
    return done._replace(edits=(*done.edits, Edit(end, end, inside)))


def _with_options(script: Script, use: Use, entry: PlanEntry, call: Node) -> PortedUse | None:
    """The options of such a call under the target's names; None where they are the same there."""
    read, write = entry["read"], entry["routes"][0]["program"]
    theirs = {param["key"]: param["names"][0] for param in write["params"]}
    mine = {name: param["key"] for param in read["params"] for name in param["names"]}
    meant = {
        theirs[key]: json.dumps(value)
        for key, value in read.get("implies", {}).items()
        if key in theirs and key not in write.get("implies", {})
    }
    moved = {name: theirs.get(key, "") for name, key in mine.items() if theirs.get(key) != name}
    given = arguments_of(call)
    literal = unwrap(given[0]) if given else None
    if literal is None:
        if not meant:
            return None
        at = call.end_byte - 1
        return PortedUse(NATIVE, (Edit(at, at, _literal(meant).encode()),))
    entries = literal_entries(script, literal) if literal.type == "object" else {}
    meant = {name: value for name, value in meant.items() if name not in entries}
    said = [
        Said("MG103", f"{name}: {WRITER}'s {use.name} has no such option", entries[name].key, {})
        for name, goal in moved.items()
        if name in entries and not goal
    ]
    edits: list[Edit] = []
    for name, goal in moved.items():
        if name in entries and goal:
            edits.append(renamed_key(script, entries[name], goal))
    if not keys_in_sight(script, literal) and (meant or any(moved.values())):
        text = f"the options of {use.name} are out of sight: they are {WRITER}'s there"
        said.append(Said("MG544", text, literal, {"severity": "warning", "loss": "unknown"}))
    elif meant:
        edits.append(insertion(script, literal, [f"{key}: {meant[key]}" for key in meant]))
    return PortedUse(NATIVE, tuple(edits), tuple(said)) if edits or said else None


def _literal(options: Mapping[str, str]) -> str:
    inner = ", ".join(f"{name}: {value}" for name, value in options.items())
    return f"{{ {inner} }}"
