"""A script's own binding of the source's global to the generated runtime, where calls of it are out
of sight: the global is passed on, its members are computed, or replaced.

What stays of the global then means the runtime; native calls stay native, but for those of members
that the script replaces.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import attrs

from ....plan.notes import WRITER
from ...common.imports import free_name
from ...common.model import RUNTIME
from ...common.on_the_way import Stay
from ...common.outcome import Changes, PortedUse, Said, Style
from ...common.pair import ASKING, Pair
from ...syntax.handed import members_taken
from ...syntax.parsed import Chain, Script, arguments_of, is_field, rise
from ...syntax.scope import table
from ...syntax.sites import Use
from ...syntax.words import Words, known_words
from ...text.edits import Edit
from ..calls.port import port_use
from ..options.ways import without_function
from .stays import Gone

_CHANGING: Final = (b"Object.assign", b"Object.defineProperty", b"Object.defineProperties")
_NO_MEMBERS: Final = frozenset({"taken", "alias", "exists"})
_CALM: Final[Changes] = {"severity": "info", "loss": "none"}
_UNTOLD: Final[Changes] = {"severity": "warning", "loss": "unknown"}


@attrs.frozen(eq=False, repr=False)
class OwnGlobal:
    """A script's binding. ``names`` are members that the runtime must have, None for all of them;
    ``replaced`` those that the script gives the namespace itself, None where that may be any."""

    names: Words | None
    replaced: Words | None

    def owns(self, name: str) -> bool:
        """Whether a member may be the script's own."""
        return self.replaced is None or name in self.replaced


def may_bind(uses: Iterable[Use]) -> bool:
    """Whether a script has uses that a binding answers, and none that it cannot have."""
    found = False
    for use in uses:
        if _replaces(use):
            return False
        found = found or _answered(use)
    return found


def bound(script: Script, uses: list[Use], throwing: Iterable[Stay]) -> OwnGlobal | None:
    """The binding that a script needs for what would throw; None: none, or it would not help."""
    if not any(_answered(stay.use) for stay in throwing):
        return None
    replaced: set[str] = set()
    any_replaced = False
    names: set[str] = set()
    whole = False
    for use in uses:
        if use.kind == "assign":
            replaced.add(use.name)
        elif use.kind == "dynamic" and not use.managed:
            words = _told(script, use)
            if _assigned(use.chain):
                any_replaced = any_replaced or words is None
                replaced |= words or set()
            elif words is None:
                whole = True
            else:
                names |= words
        elif use.kind == "escape" and not use.managed:
            any_replaced = any_replaced or _changed(script, use)
            taken = members_taken(script, rise(use.chain))
            whole = whole or taken is None
            names |= taken or set()
        elif _unfollowed(use):
            names.add(use.name)
        elif _asks_unknown(script, use):
            whole = True
    if any_replaced:
        return OwnGlobal(None, None)
    return OwnGlobal(None if whole else frozenset(names - replaced), frozenset(replaced))


def runtime_name(script: Script, pair: Pair) -> str:
    """The name that a script with a binding calls the runtime by: the global's, unless that means
    another thing somewhere."""
    return free_name(script) if table(script, pair.name).bindings else pair.name.decode()


def runtime_names(pair: Pair, names: Iterable[str]) -> frozenset[str]:
    """What a runtime is asked for so that its namespace has these members."""
    result = {name for name in names if name in pair.functions}
    if pair.manager in names:
        result |= set(pair.managed)
    return frozenset(result)


@attrs.frozen(eq=False, repr=False)
class BoundUse:
    """What becomes of a use that the binding answers: what is said, what stays all the same, and
    the use where it was ported after all; else it is left as it is."""

    said: tuple[Said, ...] = ()
    stays: tuple[Stay, ...] = ()
    ported: PortedUse | None = None


def port_bound(
    script: Script, pair: Pair, use: Use, style: Style, held: OwnGlobal, runtime: str, quote: str
) -> BoundUse | None:
    """What becomes of a use where the script has a binding; None: what does without one."""
    own = pair.name.decode()
    if use.managed:
        return None
    if use.kind == "assign" or (use.kind == "dynamic" and _assigned(use.chain)):
        own_only = bool(use.name) and use.name not in pair.functions
        text = f"{use.name or 'a member'} is replaced here, in the runtime's {own}"
        if not own_only:
            text += "; native calls in other files do not call it"
        return BoundUse((Said("MG503", text, use.node, _CALM if own_only else {}),))
    if use.kind == "dynamic":
        what = f"which function of {own} this is"
        return _handed(pair, use, held, _told(script, use), "MG501", what)
    if use.kind == "escape":
        what = f"what is called of {own} where it goes"
        return _handed(pair, use, held, members_taken(script, use.chain), "MG502", what)
    if _unfollowed(use) and use.name in pair.functions:
        text = f"{use.name} is taken out in a way that is not followed: it is the runtime's"
        return _members(pair, use, held, {use.name}, Said("MG502", text, use.node, _CALM))
    if _asks_unknown(script, use):
        text = f"what it asks for cannot be told: the runtime answers, {_size(pair)}"
        return BoundUse((Said("MG507", text, use.node, {}),))
    lacking = held.replaced is None and use.name in pair.functions and not _has(pair, use.name)
    if use.name and held.owns(use.name) and use.kind not in _NO_MEMBERS and not lacking:
        return BoundUse(ported=_own_member(script, pair, use, style, runtime, quote))
    return None


def homes(pair: Pair, uses: Iterable[Use], gone: Gone) -> list[Edit]:
    """The edits that make each ``globalThis.wx`` that stays the script's own ``wx``."""
    result: dict[int, Edit] = {}
    for use in uses:
        node = use.object if use.object is not None and not use.managed else None
        held = node is not None and node.type in ("member_expression", "subscript_expression")
        if node is not None and held and not gone.node(node):
            result[node.id] = Edit(node.start_byte, node.end_byte, pair.name)
    return list(result.values())


def _own_member(
    script: Script, pair: Pair, use: Use, style: Style, runtime: str, quote: str
) -> PortedUse:
    """A use of a member that the script itself replaces: whatever that is, it is the runtime's."""
    if use.name in pair.functions and use.kind in ("call", "value"):
        made = port_use(script, pair, use, attrs.evolve(style, runtime=True), runtime, quote)
        if made.how == RUNTIME:
            return made
    node, text = use.object, runtime
    if node is None or use.pattern is not None:
        node, text = use.node, f"{runtime}.{use.name}"
    edits = (Edit(node.start_byte, node.end_byte, text.encode()),)
    return PortedUse(RUNTIME, edits, (), "MG503", counts=False)


def _handed(
    pair: Pair, use: Use, held: OwnGlobal, names: Words | None, code: str, what: str
) -> BoundUse:
    own = pair.name.decode()
    if names is None:
        text = (
            f"{what} cannot be told: it is the runtime's {own}, {_size(pair)}; what {WRITER} lacks "
            "fails there when it is called"
        )
        return BoundUse((Said(code, text, use.node, _UNTOLD),))
    if not names:
        return BoundUse()
    text = f"{what}: {', '.join(sorted(names))}, of the runtime's {own}"
    return _members(pair, use, held, names, Said(code, text, use.node, _CALM))


def _members(pair: Pair, use: Use, held: OwnGlobal, names: Iterable[str], said: Said) -> BoundUse:
    """The members that are told; those that the target lacks, or nobody knows, stay."""
    lacking = [name for name in sorted(names) if not (held.owns(name) or _has(pair, name))]
    return BoundUse((said,), tuple(Stay(use._replace(name=name), name) for name in lacking))


def _has(pair: Pair, name: str) -> bool:
    """Whether the runtime has something for a member of the source's global."""
    if name in (ASKING, pair.manager, pair.source["user"]["member"].partition(".")[0]):
        return True
    if name not in pair.functions:
        return False
    entry = pair.entry(name)
    return bool(entry["routes"]) or without_function(entry) or not entry.get("refuse")


def _size(pair: Pair) -> str:
    return pair.remembered(_whole)


def _whole(pair: Pair) -> str:
    """What all of the runtime costs."""
    import zlib

    from ....runtime import generate

    made = generate(str(pair.source["client"]), str(pair.target["client"])).encode()
    return f"all of it ({len(made) >> 10} KB, about {len(zlib.compress(made)) >> 10} KB gzipped)"


def _answered(use: Use) -> bool:
    """Whether the runtime's namespace does for a use that nothing else ports."""
    if use.managed:
        return False
    if use.kind in ("dynamic", "escape") or (use.kind == "assign" and use.name):
        return True
    return _unfollowed(use) or (use.kind in ("call", "value") and use.name == ASKING)


def _unfollowed(use: Use) -> bool:
    """Whether a member is taken out by a pattern whose names are not followed."""
    return use.kind == "value" and use.pattern is not None and use.binding is None


def _asks_unknown(script: Script, use: Use) -> bool:
    """``wx.canIUse(name)``, where what it asks for is not told, or a function that is kept for
    such questions."""
    if use.name != ASKING or use.managed:
        return False
    if use.kind == "value":
        return use.pattern is None or use.binding is None
    if use.kind != "call" or use.call is None:
        return False
    given = arguments_of(use.call[-1])
    return not given or known_words(script, given[0]) is None


def _replaces(use: Use) -> bool:
    """Whether the global itself is given another value, or deleted: a binding cannot be."""
    if use.kind == "assign" and not use.name:
        return True
    return use.kind == "escape" and not use.managed and _assigned(use.chain)


def _assigned(chain: Chain) -> bool:
    chain = rise(chain)
    node, outer = chain[-1], chain[-2]
    if outer.type in ("assignment_expression", "augmented_assignment_expression"):
        return is_field(outer, node, "left")
    return outer.type == "unary_expression" and outer.children[0].type == "delete"


def _changed(script: Script, use: Use) -> bool:
    """Whether members are added to the global where it is passed on."""
    chain = rise(use.chain)
    if chain[-2].type != "arguments" or chain[-3].type != "call_expression":
        return False
    callee, given = chain[-3].child_by_field_name("function"), arguments_of(chain[-3])
    named = script.at(callee) if callee is not None else b""
    return named in _CHANGING and bool(given) and given[0].id == chain[-1].id


def _told(script: Script, use: Use) -> Words | None:
    """The names that a computed member may have."""
    index = use.node.child_by_field_name("index")
    return known_words(script, index) if index is not None else None
