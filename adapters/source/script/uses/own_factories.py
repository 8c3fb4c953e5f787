"""Factories of a page or a component: ``this.createSelectorQuery()``, which looks inside it.

It is the global's factory looking ``in(this)``, and is ported as that; a target whose pages and
components have the same method keeps it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from ...common.model import NATIVE, REFUSED
from ...common.outcome import PortedUse, Style
from ...components.facts import models_of
from ...components.members import is_this
from ...syntax.parsed import arguments_of, is_field, member_name, rise, unwrap
from ...syntax.sites import Use
from ...text.edits import Edit
from ..calls.port import port_use

if TYPE_CHECKING:
    from tree_sitter import Node

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


def own_uses(script: Script, pair: Pair) -> Iterator[Use]:
    """The calls of such a method on ``this``, or on a variable that holds it."""
    names = _factories(pair)
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
        if called.type != "call_expression" or arguments_of(called):
            continue
        if is_field(called, outer[-1], "function"):
            yield Use("call", match[1].decode(), chain, holder, outer[:-1])


def _holder(script: Script, member: Node) -> Node | None:
    """The object of a member expression, where it is `this` or a variable that holds it."""
    held = member.child_by_field_name("object") if member.type == "member_expression" else None
    return held if held is not None and is_this(script, unwrap(held)) else None


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
