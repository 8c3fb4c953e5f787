"""Members of instances: what is called otherwise on the target, and what it does not have."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ...plan.notes import READER, WRITER
from ..common.outcome import Changes, Said
from ..common.script_place import UNKNOWN, ScriptPlace
from ..syntax.elsewhere import handler_elsewhere
from ..syntax.parsed import (
    FUNCTIONS,
    Chain,
    Script,
    arguments_of,
    is_field,
    member_name,
    unwrap,
)
from ..syntax.scope import table
from ..text.edits import Edit
from .constructors import LENT, helper_of
from .definitions import Definition
from .facts import COMPONENT, PAGE, TAG_MEMBERS, Models
from .given_names import KIN_CLASS, KIN_DATA
from .later import Continuations, continued, handed

if TYPE_CHECKING:
    from tree_sitter import Node

_LATER: Final = (
    "{member} answers through a function on {writer}, and there is no value at once: "
    "what is called on it here would be called on nothing"
)


_TAKEN: Final[Changes] = {"severity": "info", "loss": "none"}


class Taken(NamedTuple):
    """A member that is taken of an instance."""

    name: str
    field: Node
    whole: Node
    holder: str


def port_members(
    script: Script,
    models: Models,
    found: Iterable[Definition],
    classes: Iterable[Definition] = (),
    beside: ScriptPlace = UNKNOWN,
    gives: str = "",
) -> tuple[list[Edit], list[Said], list[tuple[str, Said]]]:
    """The edits for members of instances, what is to be told, and what keeps the file from being
    complete, each by its name. ``classes``: those that components are made of; ``gives``: the
    function that takes what is found for what it gives, where components of the program say
    that."""
    edits: list[Edit] = []
    said: list[Said] = []
    blocks: list[tuple[str, Said]] = []
    found = list(found)
    helped = models.helped | ({"id"} if beside.ids else set())
    kinds = {item.kind for item in found}
    own = _own(script, models, (*found, *classes))
    plain = [item for item in found if item.kind == PAGE]
    pages = [item.call for item in plain]
    lent = [item.call for item in plain if helper_of(script, models, item, beside) != "page"]
    goals: Mapping[Any, str] = models.target.definitions.members
    names = models.asked
    told: set[str] = set()
    ends = Continuations()
    for taken in _members(script, names.keys() - own, models.finders.keys() - own):
        if taken.name in models.factories:
            continue
        key = names[taken.name]
        if key in TAG_MEMBERS and COMPONENT not in kinds:
            continue
        if taken.holder == "this" and _is_own(script, taken):
            continue
        without = lent if key in LENT else pages
        inside = any(call.start_byte <= taken.whole.start_byte < call.end_byte for call in without)
        if key in helped and not inside:
            continue  # the helper gives instances what is called so
        goal = goals.get(key) or models.target.methods.get(key, "")
        shown = f"{taken.holder}.{taken.name}"
        if key in models.target.later and key not in models.source.later:
            if beside.finds_kin and goal == taken.name and _is_found(script, taken):
                text = (
                    f"{shown} answers at once by the generated module, which finds components by "
                )
                text += f"what their tags say (data-{KIN_DATA}, data-{KIN_CLASS}) once they are "
                text += "placed: before, it finds none"
                said.append(Said("MG544", text, taken.whole, {}))
                continue
            moved = _continued(script, taken, ends) if not gives else None
            if moved is not None:
                edits += moved
                text = f"{shown} answers later on {WRITER}: what hangs on it comes then"
                said.append(Said("MG544", text, taken.whole, {}))
                continue
            text = _LATER.format(member=shown, writer=WRITER)
            blocks.append((shown, Said("MG541", text, taken.whole, {})))
        elif key in models.source.later and key not in models.target.later:
            text = f"{shown} answers through a function on {READER}, and at once on {WRITER}"
            whole = script.chain_of(taken.whole)[:-1]
            turned = handed(script, whole, gives if key in _FOUND else "") if goal else None
            if turned is not None and is_field(whole[-1], taken.whole, "function"):
                edits += turned
                if goal != taken.name:
                    edits.append(Edit(taken.field.start_byte, taken.field.end_byte, goal.encode()))
                said.append(Said("MG544", text, taken.whole, _TAKEN))
                continue
            blocks.append((shown, Said("MG541", text, taken.whole, {})))
        elif goal and not models.target.too_old(key):
            if taken.holder != "this":
                text = f"{taken.holder} is taken for a page or a component"
                said.append(Said("MG543", text, taken.whole, _TAKEN))
            if gives and key in _FOUND:
                edits += _given(script, taken, gives)
            if goal != taken.name:
                edits.append(Edit(taken.field.start_byte, taken.field.end_byte, goal.encode()))
        elif shown not in told:
            told.add(shown)
            if models.target.has(key) == "no" or key in models.absent_methods:
                text = f"instances have no {taken.name} on {WRITER}"
                blocks.append((shown, Said("MG541", text, taken.whole, {})))
            else:
                text = f"no source says that instances have {taken.name} on {WRITER}"
                said.append(Said("MG543", text, taken.whole, {}))
    return edits + ends.edits(), said, blocks


_FOUND: Final = frozenset({"select_component", "select_components", "owner"})


def _given(script: Script, taken: Taken, gives: str) -> list[Edit]:
    """The edits that take what a call finds for what it gives to those who ask."""
    chain = script.chain_of(taken.whole)
    call = chain[-2] if len(chain) > 1 else None
    if call is None or call.type != "call_expression":
        return []
    return [
        Edit(call.start_byte, call.start_byte, f"{gives}(".encode()),
        Edit(call.end_byte, call.end_byte, b")"),
    ]


def _own(script: Script, models: Models, found: Iterable[Definition]) -> set[str]:
    """Methods that the definitions of a script have: nobody else's are meant by their names."""
    key = models.source.parts.get("methods", "")
    return {
        name
        for item in found
        for names in (item.entries if item.kind == PAGE else (), item.inner(script, key))
        for name in names
    }


def _is_own(script: Script, taken: Taken) -> bool:
    """Whether the object or the class around has a function of that name itself; or ``this`` is of
    a function that a script gives a prototype, and gives one the member, too."""
    if handler_elsewhere(script, taken.whole) is not None:
        return True
    name = re.escape(taken.name.encode())
    if re.search(rb"\bprototype\s*\.\s*%b\s*=(?!=)" % name, script.text) is None:
        return False
    chain = script.chain_of(taken.whole)
    owners = (at for at, node in enumerate(chain) if node.type in FUNCTIONS - {"arrow_function"})
    at = max(owners, default=0)
    outer = chain[at - 1]
    left = outer.child_by_field_name("left") if outer.type == "assignment_expression" else None
    held = left.child_by_field_name("object") if left is not None else None
    return held is not None and member_name(script, unwrap(held)) == "prototype"


def _is_found(script: Script, taken: Taken) -> bool:
    """Whether the module can find what a call asks for: an id, or classes, of one tag."""
    chain = script.chain_of(taken.whole)
    call = chain[-2] if len(chain) > 1 else None
    if call is None or call.type != "call_expression":
        return False
    given = arguments_of(call)
    if len(given) != 1 or not is_field(call, taken.whole, "function"):
        return False
    asked = unwrap(given[0])
    if asked.type in ("string", "template_string"):
        plain = _COMPUTED.sub(b"x", script.at(asked)[1:-1])
        return _SIMPLE.fullmatch(plain) is not None
    return asked.type in ("identifier", "member_expression")


_COMPUTED: Final = re.compile(rb"\$\{[^{}]*\}")
_SIMPLE: Final = re.compile(rb"\s*(?:[#.][\w-]+)+(?:\s*,\s*(?:[#.][\w-]+)+)*\s*")


def _continued(script: Script, taken: Taken, ends: Continuations) -> list[Edit] | None:
    """The edits for a member that is called and answers later on the target."""
    chain = script.chain_of(taken.whole)
    call = chain[-2] if len(chain) > 1 else None
    if (
        call is None
        or call.type != "call_expression"
        or not is_field(call, taken.whole, "function")
    ):
        return None
    return continued(script, chain[:-1], ends)


def _members(script: Script, names: Iterable[str], anywhere: Collection[str]) -> Iterator[Taken]:
    """Members of these names that are taken of `this`, or of a variable that holds it; of those
    that nothing else has, ``anywhere``, of other instances, too."""
    words = "|".join(re.escape(name) for name in sorted(names))
    if not words:
        return
    for match in re.finditer(rb"\.\s*(%b)(?![\w$])" % words.encode(), script.text):
        chain = script.chain(match.start(1), match.end(1))
        if len(chain) < 2:
            continue
        owner = chain[-2]
        held = owner.child_by_field_name("object")
        if held is None or owner.type != "member_expression":
            continue
        if chain[-1].type != "property_identifier":
            continue
        name = match[1].decode()
        if is_this(script, unwrap(held)):
            yield Taken(name, chain[-1], owner, "this")
        elif name in anywhere and _instance(chain, unwrap(held)):
            yield Taken(name, chain[-1], owner, script.source(held).decode("utf-8", "replace"))


def _instance(chain: Chain, held: Node) -> bool:
    """Whether what a component is asked for may well be a page or a component: a name, or what a
    call gives, and a method of it is called."""
    called = len(chain) > 2 and chain[-3].type == "call_expression"
    return called and held.type in ("identifier", "call_expression", "subscript_expression")


def is_this(script: Script, node: Node) -> bool:
    """Whether an expression is `this`, or a variable that holds it."""
    if node.type == "this":
        return True
    if node.type != "identifier":
        return False
    binding = table(script, script.at(node)).meant_at(node)
    owner = binding.chain[-2] if binding is not None else None
    value = owner.child_by_field_name("value") if owner is not None else None
    return value is not None and unwrap(value).type == "this"
