"""Tests for a function whose calls all became native: they ask the target, and no runtime."""

from __future__ import annotations

from ...common.model import NATIVE, RUNTIME
from ...common.outcome import PortedUse, Said
from ...common.pair import ASKING, Pair
from ...syntax.parsed import Script, arguments_of, string_value
from ...syntax.scope import table
from ...syntax.sites import Use
from ...syntax.words import known_words
from ...text.edits import Edit
from ...text.literal import string

Results = list[tuple[Use, PortedUse]]


def natively_asked(script: Script, pair: Pair, results: Results, quote: str) -> Results:
    """The results with tests sent to the target where no call needs the runtime: ``wx.canIUse``
    with a function's name, and a function that the target has under another name."""
    if all(result.counts or result.how != RUNTIME for _, result in results):
        return results
    ends: dict[str, set[str]] = {}
    for use, result in results:
        if result.counts and not use.managed:
            ends.setdefault(use.name, set()).add(result.target if result.how == NATIVE else "")
    return [(use, _one(script, pair, use, result, ends, quote)) for use, result in results]


def asked_for(script: Script, pair: Pair, results: Results) -> frozenset[str]:
    """The functions that the runtime is asked about: it cannot answer for what it does not have."""
    names: set[str] = set()
    for use, result in results:
        if use.name == ASKING and result.how == RUNTIME and use.call is not None:
            given = arguments_of(use.call[-1])
            words = known_words(script, given[0]) if given else None
            names |= {word.partition(".")[0] for word in words or ()} & pair.functions.keys()
    return frozenset(names)


def _one(
    script: Script,
    pair: Pair,
    use: Use,
    result: PortedUse,
    ends: dict[str, set[str]],
    quote: str,
) -> PortedUse:
    if result.counts or result.how != RUNTIME or use.managed or use.object is None:
        return result
    given = arguments_of(use.call[-1]) if use.call is not None else []
    asking = use.name == ASKING and bool(given)
    if asking and not pair.plan.write.profile.call.asks:
        return result  # the runtime's own answers where the client has none
    name = string_value(script, given[0]) if asking else use.name
    if name is None or name not in pair.functions:
        return result
    if table(script, pair.goal.encode()).visible(use.chain) is not None:
        return result
    targets = ends.get(name, set() if not asking else _plain(pair, name))
    target = next(iter(targets)) if len(targets) == 1 else ""
    if not target or _manager(pair, name):
        return result
    spans = [(use.object, pair.goal)]
    if asking:
        spans += [(given[0], string(target, quote))] if target != name else []
        text = f"the test asks {pair.goal}.{ASKING} for {target}"
    else:
        prop = use.node.child_by_field_name("property")
        if prop is None:
            return result
        spans += [(prop, target)] if target != name else []
        text = f"the test asks for {pair.goal}.{target}"
    edits = tuple(Edit(node.start_byte, node.end_byte, new.encode()) for node, new in spans)
    said = (Said("MG520", text, use.node, {}),)
    return result._replace(how=NATIVE, edits=edits, said=said, why="")


def _plain(pair: Pair, name: str) -> set[str]:
    """What the target calls a function that nothing in the script calls."""
    routes = pair.entry(name)["routes"]
    return {route["program"]["name"] for route in routes if not route["when"]}


def _manager(pair: Pair, name: str) -> bool:
    return any(route["program"].get("on") for route in pair.entry(name)["routes"])
