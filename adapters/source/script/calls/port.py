"""One use of the source's global: ported natively, through the runtime, or refused."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ....plan.notes import WRITER
from ...common.model import NATIVE, REFUSED, RUNTIME
from ...common.outcome import Changes, NeedsRuntime, PortedUse, Refused, Said, Style, Work
from ...common.pair import ASKING, Pair
from ...syntax.overlap import may_overlap
from ...syntax.parsed import Chain, Script, arguments_of, unwrap
from ...syntax.scope import table
from ...syntax.sites import Use
from ...syntax.words import known_words
from ...text.edits import Edit
from ..failures.conditions import loose
from ..failures.handlers import port_failures
from ..failures.kinds import same_failures
from ..options.in_sight import in_sight, not_in_place, unwritten
from ..options.port import port_options
from ..options.ways import Way, need_runtime, without_function
from ..paths.addresses import tell_addresses
from ..properties import Property, properties_of
from ..results.consumers import consumers_of
from ..results.goals import goals
from ..results.products import port_product
from ..results.reads import ResultGoals, port_reads
from .clients import tell_client
from .forms import port_form, port_member, silenced
from .through import through

if TYPE_CHECKING:
    from tree_sitter import Node

    from ....plan.model import PlanEntry, Program


def port_use(
    script: Script, pair: Pair, use: Use, style: Style, runtime: str, quote: str
) -> PortedUse:
    """Port one use of a media function of the source."""
    node = use.call[-1] if use.call is not None else use.node
    work = Work(
        script,
        node,
        quote,
        partial(may_overlap, script, use.call or use.chain, use.name),
        style.fix == "unsafe",
        style.exact,
        pair.name,
    )
    try:
        if node.has_error:
            said = Said("MG505", "the call holds a syntax error", node, {"severity": "error"})
            return PortedUse(REFUSED, (), (said,), "MG505")
        if use.kind == "assign":
            work.say("MG503", f"{use.name} is replaced here; the port does not call it", use.node)
            return PortedUse(REFUSED, (), tuple(work.said), "MG503", counts=False)
        if use.kind == "self":
            return _handed_back(work, pair, use, style, runtime)
        if use.kind in ("probe", "named"):
            return _probe(work, pair, use, style, runtime)
        way = _native(work, pair, use, style)
        if style.runtime:
            raise NeedsRuntime("", "")
        made = (tuple(work.edits), tuple(work.said))
        return PortedUse(NATIVE, *made, target=way.name, package=tuple(work.package))
    except NeedsRuntime as need:
        if style.strict:
            reason = need.reason or "it goes through the runtime"
            said = Said("MG518", reason, need.node or use.node, {})
            return PortedUse(REFUSED, (), (said,), "MG518")
        if use.kind == "value" and use.pattern is not None and use.binding is None:
            text = "a member is taken out in a way that is not followed"
            return PortedUse(REFUSED, (), (Said("MG502", text, use.node, {}),), "MG502")
        edit, findings = through(work, pair, use, need, runtime)
        return PortedUse(RUNTIME, (edit,), findings, need.code, package=tuple(work.package))
    except Refused as refusal:
        said = Said(refusal.code, refusal.reason, refusal.node or use.node, refusal.changes)
        return PortedUse(REFUSED, (), (said,), refusal.code)


def _native(work: Work, pair: Pair, use: Use, style: Style) -> Way:
    script, call = work.script, use.call
    entry = pair.entry(use.name, use.managed)
    if style.runtime and silenced(script, pair, entry) is not None:
        text = f"{WRITER} has no {use.name}: the runtime silences the listener"
        raise NeedsRuntime("MG523", text, use.node)
    if call is None:
        _possible(pair, use)
        raise NeedsRuntime("MG504", f"{use.name} is stored or passed on", use.node)
    if entry["read"].get("form"):
        return _other_form(work, pair, use, entry, call, style)
    arguments = call[-1].child_by_field_name("arguments")
    given = arguments_of(call[-1])
    try:
        options = _options(work, pair, entry, given)
        literal = unwrap(given[0]) if given else None
        tell_addresses(work, pair, entry["read"], options)
        way = port_options(work, pair, entry, options, literal, arguments)
        if len(given) > 1:
            raise NeedsRuntime("MG511", f"{use.name} is given more than options", given[1])
    except NeedsRuntime:
        _possible(pair, use)
        raise
    tell_client(work, pair, entry, way.name, use)
    if table(script, pair.goal.encode()).visible(call) is not None:
        raise NeedsRuntime("MG508", f"`{pair.goal}` is declared by the code itself", use.node)
    need_runtime(entry, way)
    promise = entry["read"].get("promise", pair.source["promise"])
    seen = consumers_of(work, call, options, promise)
    port_reads(work, ResultGoals(goals(pair, use.name, use.managed, way.route)), seen.results)
    port_failures(work, pair, entry["read"], way.program, seen.failures)
    unlike = any(
        way.program.get(rules) != entry["read"].get(rules) for rules in ("outcomes", "answers")
    )
    if unlike and (seen.results or seen.failures or seen.promise or seen.callbacks):
        text = f"what {way.name} gives as a success may be a failure, or the other way"
        raise NeedsRuntime("MG532", text, use.node)
    if seen.uncaught and not same_failures(pair, entry["read"], way.program):
        work.say("MG525", "no handler of the failure is in sight", use.node)
    if seen.promise:
        theirs = way.program.get("promise", pair.target["promise"])
        if theirs != "always" and not (theirs == "without_callbacks" and not seen.callbacks):
            raise NeedsRuntime("MG521", "the returned promise is used", use.node)
    port_product(work, pair, entry, way.program, call, partial(_member, pair))
    if not style.runtime:
        _rename(work, pair, use, way.program)
    return way


def _options(work: Work, pair: Pair, entry: PlanEntry, given: list[Node]) -> list[Property]:
    """The options of a call as they are written in it. Raises `NeedsRuntime` where they are not all
    written there; what can be told of them all the same is told."""
    if not given:
        return []
    literal = unwrap(given[0])
    try:
        if literal.type != "object":
            raise not_in_place(given)
        return properties_of(work.script, literal)
    except NeedsRuntime as need:
        sight = in_sight(work.script, literal)
        raise unwritten(work, pair, entry, sight, need.node or literal, need) from None


def _member(pair: Pair, work: Work, entry: PlanEntry, call: Chain) -> None:
    port_member(work, pair, entry, call)


def _other_form(
    work: Work, pair: Pair, use: Use, entry: PlanEntry, call: Chain, style: Style
) -> Way:
    """A call that answers at once, takes a listener, or gives an object."""
    try:
        way = port_form(work, pair, use, entry, call)
    except NeedsRuntime:
        _possible(pair, use)
        raise
    need_runtime(entry, way)
    tell_client(work, pair, entry, way.name, use)
    port_product(work, pair, entry, way.program, call, partial(_member, pair))
    if not style.runtime:
        _rename(work, pair, use, way.program)
    return way


def _possible(pair: Pair, use: Use) -> None:
    """Raise `Refused` where not even the runtime can do it."""
    entry = pair.entry(use.name, use.managed)
    refusal = entry.get("refuse")
    if not entry["routes"] and refusal and not without_function(entry):
        raise Refused(refusal["code"], refusal["message"], use.node)


def _rename(work: Work, pair: Pair, use: Use, program: Program) -> None:
    """Make the call name the target's function. A destructured name is its pattern's to change."""
    node, name = use.node, program["name"]
    if use.word is not None and use.object is not None:
        work.replace(use.object, pair.goal)
        if name != use.name:
            work.replace(use.word, f"{work.quote}{name}{work.quote}")
        return
    holder = pair.goal
    if program.get("on"):
        children = use.call[-1].children if use.call is not None and not use.managed else []
        asked = any(child.type == "optional_chain" for child in children)
        holder = f"{holder}.{program['on']}{'?.' if asked else ''}()"
    if use.pattern is not None:
        work.replace(node, f"{holder}.{name}")
        return
    if use.object is not None:
        work.replace(use.object, holder)
    prop = node.child_by_field_name("property") or node.child_by_field_name("index")
    if prop is None or name == use.name:
        return
    if prop.type == "property_identifier":
        work.replace(prop, name)
    else:
        work.replace(prop, f"{work.quote}{name}{work.quote}")


def _handed_back(work: Work, pair: Pair, use: Use, style: Style, runtime: str) -> PortedUse:
    """The global that a stored member gets back as ``this``: the runtime stands for both."""
    entry = pair.entry(use.name)
    if style.strict or not (entry["routes"] or without_function(entry)):
        return PortedUse(REFUSED, counts=False)  # the member says why
    work.replace(use.node, runtime)
    return PortedUse(RUNTIME, tuple(work.edits), counts=False)


def _probe(work: Work, pair: Pair, use: Use, style: Style, runtime: str) -> PortedUse:
    entry = pair.entry(use.name, use.managed)
    plain = next((route for route in entry["routes"] if not route["when"]), None)
    refusal = entry.get("refuse")
    hidden = table(work.script, pair.goal.encode()).visible(use.chain) is not None
    if plain is not None and not hidden:
        program = plain["program"]
        giver = "" if use.managed else program.get("on", "")
        if giver:
            _ask_giver(work, pair, use, giver, program["name"])
        else:
            _rename(work, pair, use, program)
        asked = f"{pair.goal}.{giver or program['name']}"
        work.say("MG520", f"the test asks for {asked}", use.node)
        return PortedUse(NATIVE, tuple(work.edits), tuple(work.said), counts=False)
    by_runtime = style.runtime and silenced(work.script, pair, entry) is not None
    if plain is not None or without_function(entry) or by_runtime:
        asked = runtime if use.word is not None else f"{runtime}.{use.name}"
        work.replace(use.node, asked)
        return PortedUse(RUNTIME, tuple(work.edits), (), counts=False)
    message = refusal["message"] if refusal else "the target has no such function"
    said = Said(refusal["code"] if refusal else "MG401", message, use.node, {})
    return PortedUse(REFUSED, (), (said,), said.code, counts=False)


def _ask_giver(work: Work, pair: Pair, use: Use, giver: str, name: str) -> None:
    """Make a test ask for what gives the object that the function is called on, then for the
    function: a client without the one throws where the other is looked for."""
    if use.word is not None and use.object is not None:
        work.replace(use.object, pair.goal)
        work.replace(use.word, f"{work.quote}{giver}{work.quote}")
        return
    text = f"{pair.goal}.{giver} && {pair.goal}.{giver}().{name}"
    inside = use.chain[-2].type == "parenthesized_expression"
    apart = not inside and not loose(use.chain[-2], text)
    work.replace(use.node, f"({text})" if apart else text)


def capability(
    script: Script, pair: Pair, use: Use, style: Style, runtime: str
) -> PortedUse | None:
    """``canIUse("chooseMedia")``: the runtime answers a question about a function, and hands one
    about anything else to the target's client. None where what it asks for is computed."""
    if use.call is None or use.name != ASKING or use.managed:
        return None
    given = arguments_of(use.call[-1])
    words = known_words(script, given[0]) if given else None
    if words is None:
        return None
    asks = f"asks for {', '.join(sorted(words)) or 'nothing'} of {pair.source['name']}"
    changes: Changes = {}
    if any(text.split(".")[0] not in pair.functions for text in words):
        asks = f"{asks}, which is no function known: {WRITER} answers for what it has of that name"
        changes = {"severity": "warning", "loss": "unknown"}
    said = Said("MG507", asks, use.call[-1], changes)
    if style.strict:
        return PortedUse(REFUSED, (), (said,), "MG507", counts=False)
    node = use.node
    edit = Edit(node.start_byte, node.end_byte, f"{runtime}.{use.name}".encode())
    return PortedUse(RUNTIME, (edit,), (said,), "MG507", counts=False)
