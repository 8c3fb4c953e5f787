"""Calls that answer at once: with positional arguments, and a value or a failure returned."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from .....profiles.fold import REST
from ...common.outcome import NeedsRuntime, Refused, Work
from ...common.pair import Pair, param_keyed
from ...syntax.empty import UNKNOWN, differs, missing
from ...syntax.flow import Access, follow_pattern, follow_value
from ...syntax.parsed import FUNCTIONS, Chain, arguments_of, is_field, string_value, unwrap
from ...syntax.sites import Use
from ...text.edits import Edit
from ...text.literal import key as key_text
from ...text.literal import write
from ..failures.kinds import same_failures
from ..options.in_sight import Sight, in_sight, not_in_place, unwritten
from ..options.layout import Shown, lay_out
from ..options.port import options_of
from ..options.ways import Way
from ..properties import Property, properties_of
from ..results.goals import goals
from ..results.reads import ResultGoals, port_reads

if TYPE_CHECKING:
    from tree_sitter import Node

    from ....plan.model import PlanEntry, Program, ProgramField

AT_ONCE: Final = "at_once"
_IDLE: Final = ("unused", "log", "test")
"""Uses of a failure to which its words are all one."""


def port_at_once(work: Work, pair: Pair, use: Use, entry: PlanEntry, call: Chain) -> Way:
    """Write the edits for a call that answers at once, and for what becomes of its answer. Raises
    `NeedsRuntime` where that is not in sight."""
    way = asked_at_once(work, pair, entry, call)
    accesses = follow_value(work.script, call)
    _returned(work, pair, use, entry, way, call, accesses)
    _thrown(work, pair, entry["read"], way.program, call, accesses)
    return way


def asked_at_once(work: Work, pair: Pair, entry: PlanEntry, call: Chain) -> Way:
    """The way of a call, its options written in the target's form."""
    node = call[-1]
    arguments = node.child_by_field_name("arguments")
    given = arguments_of(node)
    try:
        entries, literal = _given(work, entry["read"], given)
    except NeedsRuntime as need:
        sight = _in_sight(work, entry["read"], given)
        raise unwritten(work, pair, entry, sight, need.node or node, need) from None
    way, shown, added = options_of(work, pair, entry, entries, literal)
    theirs = list(way.program.get("arguments", ()))
    if literal is not None and not theirs:
        lay_out(work, entries, way, shown, added, literal, arguments)
    elif arguments is not None:
        _compose(
            work,
            way.program,
            shown,
            added,
            arguments,
            list(entry["read"].get("arguments", ())) == theirs,
        )
    return way


def _given(work: Work, program: Program, given: list[Node]) -> tuple[list[Property], Node | None]:
    """The options of a call, and the literal they stand in, if they do. Raises `NeedsRuntime` where
    they are not all written in place."""
    positional = list(program.get("arguments", ()))
    if any(item.type == "spread_element" for item in given):
        raise NeedsRuntime("MG511", "the arguments hold a spread")
    if positional and not _named(given):
        if len(given) > len(positional):
            raise NeedsRuntime("MG511", "more arguments than are documented")
        return list(_in_order(work, program, positional, given)), None
    if not given:
        return [], None
    literal = unwrap(given[0])
    if len(given) > 1 or literal.type != "object":
        raise not_in_place(given)
    return properties_of(work.script, literal), literal


def _in_sight(work: Work, program: Program, given: list[Node]) -> Sight:
    """The options of a call that are in sight, where they are not all written in place."""
    positional = list(program.get("arguments", ()))
    if any(item.type == "spread_element" for item in given) or len(given) > (len(positional) or 1):
        return Sight()
    if not positional or _named(given):
        return in_sight(work.script, given[0])
    entries: list[Property] = []
    rest = Sight(whole=True)
    for key, item in zip(positional, given, strict=False):
        param = param_keyed(program, key)
        if param is not None:
            entries.append(Property(param["names"][0], item, None, item))
        elif key == REST:
            rest = in_sight(work.script, item)
    return rest._replace(entries=(*entries, *rest.entries))


def _in_order(
    work: Work, program: Program, positional: list[str], given: list[Node]
) -> Iterator[Property]:
    """The options that arguments in order give; one of them may be an object of others."""
    for key, item in zip(positional, given, strict=False):
        param = param_keyed(program, key)
        if param is not None:
            yield Property(param["names"][0], item, None, item)
        elif key == REST:
            literal = unwrap(item)
            if literal.type != "object":
                raise not_in_place([item])
            yield from properties_of(work.script, literal)


def _named(given: list[Node]) -> bool:
    """Whether a call that takes arguments in order is given one object of them."""
    return len(given) == 1 and unwrap(given[0]).type == "object"


def _compose(
    work: Work,
    program: Program,
    shown: Shown,
    added: list[tuple[str, str]],
    arguments: Node,
    alike: bool,
) -> None:
    """The arguments anew, in the target's order or as one object."""
    script = work.script
    pairs: dict[str, str] = {}
    kept = True
    for item, parts in shown:
        if parts is None:
            kept = False
            continue
        own = script.hole(item.value or item.node)
        for name, text in parts:
            kept = kept and text is None
            pairs[name] = own if text is None else text
    pairs.update(added)
    if alike and kept and not added:
        return
    order = program.get("arguments", ())
    if not order:
        work.replace(arguments, f"({_object(work, pairs)})" if pairs else "()")
        return
    texts: list[str] = []
    for key in order:
        param = param_keyed(program, key)
        if param is not None:
            texts.append(pairs.pop(param["names"][0], "undefined"))
        elif key != REST:
            texts.append("undefined")
    if REST in order:  # what no other argument is
        texts.insert(order.index(REST), _object(work, pairs) if pairs else "undefined")
    while texts and texts[-1] == "undefined":
        texts.pop()
    work.replace(arguments, f"({', '.join(texts)})")


def _object(work: Work, pairs: dict[str, str]) -> str:
    inner = ", ".join(
        name if name == text else f"{key_text(name, work.quote)}: {text}"
        for name, text in pairs.items()
    )
    return f"{{ {inner} }}"


def _field(program: Program, path: str) -> ProgramField | None:
    return next((field for field in program["result"] if field["path"] == path), None)


def _returned(
    work: Work,
    pair: Pair,
    use: Use,
    entry: PlanEntry,
    way: Way,
    call: Chain,
    accesses: list[Access],
) -> None:
    """What is done with the value that the call returns."""
    read, program = entry["read"], way.program
    mine, theirs = read.get("returns", ""), program.get("returns", "")
    if all(access.use == "unused" for access in accesses):
        return
    if not mine and not theirs:
        port_reads(work, ResultGoals(goals(pair, use.name, use.managed, way.route)), accesses)
        return
    if not mine:
        field = _field(read, theirs)
        if field is None:
            raise NeedsRuntime("MG510", "the target returns the value by itself", work.call)
        places = [place[0] for place in field["from"]]
        _beside(work, pair, read, places, accesses)
        read_there = _member(work, call)
        value = call[:-1] if read_there is not None else call
        absent = missing(field), missing(_field(program, theirs))
        inner = [item for item in accesses if not item.path or item.path[0] in places]
        if differs(work.script, value, inner, absent, (places[0],)):
            here, there = (
                "what no source says" if item is UNKNOWN else write(item, work.quote)
                for item in absent
            )
            text = f"where nothing is kept, {places[0]} is {here}, and {there} on the target"
            raise NeedsRuntime("MG510", text, work.call)
        if read_there is not None and read_there[0] in places:
            work.edits.append(Edit(call[-1].end_byte, read_there[1].end_byte, b""))
        else:
            _around(work, call, f"({{ {places[0]}: ", " })")
        return
    field, other = _field(read, mine), _field(program, mine)
    if other is None and not theirs:
        raise Refused("MG512", f"the target's result has no {mine}", work.call)
    if any(item is not None and item.get("values") for item in (field, other)):
        raise NeedsRuntime("MG510", "the values of the result differ", work.call)
    if field is not None and field.get("modes") != (other.get("modes") if other else None):
        raise NeedsRuntime("MG523", f"{mine} has to be worked out", work.call)
    end = "" if theirs or other is None else f".{other['from'][0][0]}"
    absent = missing(field), missing(other)
    if differs(work.script, call, accesses, absent):
        instead = f"{end} ?? {write(absent[0], work.quote)}"
        alone = call[-2].type in _ALONE
        _around(work, call, "" if alone else "(", instead if alone else f"{instead})")
    elif end:
        _around(work, call, "", end)


def _beside(
    work: Work, pair: Pair, read: Program, places: list[str], accesses: list[Access]
) -> None:
    """Reads of an answer at once beside its value, which is all that the target answers with."""
    envelope = pair.source["envelope"]
    for access in accesses:
        name = access.path[0] if access.path else ""
        if name in read["success"]:
            raise NeedsRuntime("MG510", f"the target does not answer with {name}", work.call)
        if name and name not in (*places, *envelope["code"], *envelope["message"]):
            text = f"{name} is no field this vendor documents: nothing is there on the target"
            work.say("MG512", text, access.chain[-1])


def _member(work: Work, call: Chain) -> tuple[str, Node] | None:
    """The member that is taken of what a call returns, right there: its name and the access."""
    outer = call[-2]
    if not is_field(outer, call[-1], "object"):
        return None
    if outer.type == "member_expression":
        word = outer.child_by_field_name("property")
        return (work.script.at(word).decode("utf-8", "replace"), outer) if word else None
    index = outer.child_by_field_name("index")
    name = string_value(work.script, index) if index is not None else None
    return (name, outer) if name is not None else None


_ALONE: Final = frozenset(
    {
        "return_statement",
        "variable_declarator",
        "assignment_expression",
        "augmented_assignment_expression",
        "template_substitution",
        "arguments",
        "array",
        "pair",
        "arrow_function",
    }
)
"""What an expression stands in without another operator beside it."""


def _around(work: Work, call: Chain, before: str, after: str) -> None:
    node = call[-1]
    if before:
        work.put(node.start_byte, before)
    work.put(node.end_byte, after)


def _thrown(
    work: Work, pair: Pair, read: Program, program: Program, call: Chain, accesses: list[Access]
) -> None:
    """Failures at once: thrown by one vendor, returned by the other, or thrown in other words."""
    mine, theirs = pair.plan.read.profile.files.sync, pair.plan.write.profile.files.sync
    if mine == theirs:
        other = mine == "throws" and not same_failures(pair, read, program)
        if other and _looked_at(work, call):
            text = "what answers at once fails otherwise: its failure is thrown in other words"
            raise NeedsRuntime("MG533", text, work.call)
        return
    how = "returned, not thrown" if theirs == "returns" else "thrown, not returned"
    text = f"what answers at once fails otherwise: its failure is {how}"
    if mine == "throws" and _caught(call) is not None and not _unnoticed(call):
        raise NeedsRuntime("MG533", text, work.call)
    keys = (*pair.source["envelope"]["code"], *pair.source["envelope"]["message"])
    reads = {access.path[0] for access in accesses if access.path}
    if mine == "returns" and reads & set(keys):
        raise NeedsRuntime("MG533", text, work.call)
    work.say("MG533", text, work.call)


def _caught(call: Chain) -> Chain | None:
    """The handler around a call, in its own function: the nearest ``catch``."""
    for index in range(len(call) - 2, 0, -1):
        node, inner = call[index], call[index + 1]
        if inner.type in FUNCTIONS:
            return None
        if node.type == "try_statement" and is_field(node, inner, "body"):
            handler = node.child_by_field_name("handler")
            return (*call[: index + 1], handler) if handler is not None else None
    return None


def _looked_at(work: Work, call: Chain) -> bool:
    """Whether the handler around a call does more with the failure than to print or test it."""
    handler = _caught(call)
    parameter = handler[-1].child_by_field_name("parameter") if handler is not None else None
    if handler is None or parameter is None:
        return False
    accesses = follow_pattern(work.script, (*handler, parameter))
    return any(access.use not in _IDLE for access in accesses)


def _unnoticed(call: Chain) -> bool:
    """Whether a call is the last statement of a ``try`` whose handler does nothing: it is the same
    whether it throws there."""
    if len(call) < 4 or call[-2].type != "expression_statement":
        return False
    block, statement = call[-3], call[-4]
    handler = statement.child_by_field_name("handler")
    body = handler.child_by_field_name("body") if handler is not None else None
    if statement.type != "try_statement" or not is_field(statement, block, "body") or body is None:
        return False
    rest = [item for item in block.named_children if item.type != "comment"]
    idle = all(item.type == "comment" for item in body.named_children)
    return idle and bool(rest) and rest[-1].id == call[-2].id
