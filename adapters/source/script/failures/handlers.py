"""Handlers that look at a failure: each test is translated by the kinds it means."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

from ...common.outcome import NeedsRuntime, Work
from ...common.pair import Pair
from ...syntax.constants import constant
from ...syntax.flow import EACH, Access
from ...syntax.parsed import Chain, Script, rise
from ...text.edits import Edit
from ...text.literal import write
from .conditions import condition, is_not, loose, negated, told_before
from .decided import decide
from .kinds import kinds_of_code, kinds_of_text, same_failures, told_rows
from .tested import Test, find_test

if TYPE_CHECKING:
    from tree_sitter import Node

    from ....plan.model import Program

Told = Literal["message", "code"]
"""What of a failure is looked at."""

_STATEMENTS: Final = frozenset(
    {
        "if_statement",
        "ternary_expression",
        "expression_statement",
        "return_statement",
        "variable_declarator",
        "while_statement",
    }
)
_PASSING: Final = frozenset(
    {
        "pair",
        "object",
        "arguments",
        "template_substitution",
        "template_string",
        "binary_expression",
        "ternary_expression",
        "parenthesized_expression",
    }
)
_SHOWING: Final = re.compile(
    rb"show|toast|alert|tips?\b|hint|modal|dialog|popup|notif|notice|message|\bmsg|print"
    rb"|console|log$|warn$|report|track|setData$",
    re.IGNORECASE,
)


def port_failures(
    work: Work, pair: Pair, source: Program, target: Program, accesses: list[Access]
) -> None:
    """Write the edits for all looks at one failure; raises `NeedsRuntime`."""
    if same_failures(pair, source, target):
        return
    envelope = pair.source["envelope"]
    guards: list[tuple[Access, Told]] = []
    reads: set[Told] = set()
    for access in accesses:
        path, node = access.path, access.chain[-1]
        if not path:
            if access.use in ("bind", "step", "test", "unused"):
                continue
            if access.use == "log":
                work.say("MG517", "the failure is printed; it will have the target's shape", node)
                continue
            raise NeedsRuntime("MG514", "the failure goes out of sight", node)
        if path[0] == EACH:
            raise NeedsRuntime("MG514", "which field of the failure is read cannot be told", node)
        what: Told | None = None
        if path[0] in envelope["message"]:
            what = "message"
        elif path[0] in envelope["code"]:
            what = "code"
        if what and (access.use == "test" or _only_tested(access, accesses)):
            guards.append((access, what))
        elif what:
            reads.update(_field(work, pair, source, target, access, what))
        elif access.steps:
            work.say("MG205", f"{path[0]} is no field this vendor documents; left as it is", node)

    for access, what in guards:
        _guard(work, pair, access, what, reads)


def _guard(work: Work, pair: Pair, access: Access, what: Told, reads: set[Told]) -> None:
    """A test whether there is a message, or a code, before it is looked at: it asks for what is
    looked at now. Of two fields, and of none, that is the one by which a vendor tells failures:
    a failure always has it."""
    target = pair.target["envelope"]
    if len(reads) == 1:
        (now,) = reads
    else:
        now = _told_by(pair)
    if not target[now] or (now != what and (access.base or len(access.steps) != 1)):
        if access.base and not access.steps:
            return  # a variable: what it holds is decided where it is taken out
        now = what
    if not target[now]:
        raise NeedsRuntime("MG514", f"the target's failures have no {what}", access.chain[-1])
    _rename(work, access, target[now][0])


def _only_tested(access: Access, accesses: list[Access]) -> bool:
    """Whether an operand of ``&&`` or ``||`` is no more than tested by what follows it."""
    if access.use != "step" or access.base:
        return False
    node = access.chain[-1]
    after = [
        item
        for item in accesses
        if item.base == access.path
        and item.chain[-1].start_byte <= node.start_byte
        and node.end_byte <= item.chain[-1].end_byte
    ]
    return bool(after) and all(item.use == "test" and not item.steps for item in after)


def _told_by(pair: Pair) -> Told:
    """Whether it is its message or its code that the target's failure always has: a message that
    says more than a text which may be missing, else the code."""
    template = pair.target["envelope"]["template"]
    return "message" if template.replace("{text}", "").strip() else "code"


def _field(
    work: Work, pair: Pair, source: Program, target: Program, access: Access, what: Told
) -> set[Told]:
    """One look at the message or the code; gives what the port looks at there."""
    names = pair.target["envelope"][what]
    if not names:
        raise NeedsRuntime("MG514", f"the target's failures have no {what}", access.chain[-1])
    if access.use in ("bind", "step"):
        if not access.base:
            _rename(work, access, names[0])
        return set()
    test = find_test(work.script, access)
    if test is not None:
        read = _translate(work, pair, source, target, access, test, what)
        if read is not None:
            return read
    elif access.use in ("unused", "log"):
        _rename(work, access, names[0])
        return set()
    elif what == "code" and access.use == "compare" and _switch(work, pair, source, target, access):
        pass
    elif what == "message" and access.use == "value" and _shown(work.script, access.chain):
        work.say("MG522", "the message shown will be the target's", access.chain[-1])
    else:
        raise NeedsRuntime(
            "MG514", f"what the code does with the {what} is out of sight", access.chain[-1]
        )
    _rename(work, access, names[0])
    return {what}


def _shown(script: Script, chain: Chain) -> bool:
    """Whether a text only goes, as it is or in a longer one, to a function that shows it."""
    for index in range(len(chain) - 2, 0, -1):
        outer = chain[index]
        if outer.type == "call_expression":
            callee = outer.child_by_field_name("function")
            return callee is not None and bool(_SHOWING.search(script.at(callee)))
        if outer.type not in _PASSING:
            return False
    return False


def _rename(work: Work, access: Access, name: str) -> None:
    if not access.steps:
        return
    step = access.steps[0]
    if step.name == name:
        return
    if step.form == "shorthand":
        at = step.node.start_byte
        if access.chain[-1].type == "object_assignment_pattern":
            at = access.chain[-1].start_byte
        work.edits.append(Edit(at, at, f"{name}: ".encode()))
    elif step.form == "bracket":
        work.replace(step.node, write(name, work.quote))
    else:
        work.replace(step.node, name)


def _translate(
    work: Work,
    pair: Pair,
    source: Program,
    target: Program,
    access: Access,
    test: Test,
    what: Told,
) -> set[Told] | None:
    """Replace a test by the target's test of the same kinds; gives what that looks at, None where
    the test is only renamed."""
    seen: frozenset[str] | None = None
    if test.holds is not None:
        matched = kinds_of_text(source, pair.source, test.holds, test.needle)
        if matched.everything:
            decide(work, work.script.chain_of(test.node), test.yes)
            return set()
        if matched.parted:
            raise NeedsRuntime("MG514", "a test of one cause of several of its kind", test.node)
        kinds, seen = matched.kinds, matched.texts
    else:
        kinds = frozenset().union(*(kinds_of_code(source, code) for code in test.codes))
    if not kinds:
        shown = work.script.source(test.node).decode("utf-8", "replace")[:60]
        work.say("MG515", f"no failure of this API is known to satisfy {shown}", test.node)
        return None
    codes, patterns, exact = told_rows(pair, target, source, kinds)
    places = _fields(work.script, pair, access, what)
    if (codes and not places["code"]) or (patterns and not places["message"]):
        raise NeedsRuntime("MG514", "a test of a failure taken apart", test.node)
    text = condition(places, codes, patterns, work.quote, work.script.language != "javascript")
    if text is None:
        names = ", ".join(sorted(kinds))
        raise NeedsRuntime("MG524", f"the target has no code for {names}", test.node)
    if not exact:
        work.say("MG524", "the target does not tell these failures apart", test.node)
    if seen is not None:
        _apart(work, test.node, f"{codes} {patterns}", seen)
    node, yes = test.node, test.yes
    chain = work.script.chain_of(node)
    while is_not(work.script, chain[-2]):
        chain = chain[:-1]
        node, yes = chain[-1], not yes
    if not yes:
        text = negated(text)
    text = text if loose(chain[-2], text) else f"({text})"
    before = told_before(work, chain, text)
    if before is not None:
        work.edits.append(Edit(before.end_byte, node.end_byte, b""))
    else:
        work.replace(node, text)
    looked: set[Told] = set()
    if codes:
        looked.add("code")
    if patterns:
        looked.add("message")
    return looked


def _apart(work: Work, node: Node, told: str, seen: frozenset[str]) -> None:
    """Raise where another statement asks for other messages, and both would ask for the same."""
    chain = work.script.chain_of(node)
    holder = next(item for item in reversed(chain) if item.type in _STATEMENTS or item is chain[0])
    others = work.tested.setdefault(told, [])
    if any(known != seen for other, known in others if other != holder.id):
        raise NeedsRuntime("MG524", "two tests of the message would become the same test", node)
    others.append((holder.id, seen))


def _switch(work: Work, pair: Pair, source: Program, target: Program, access: Access) -> bool:
    """``switch (err.error) { case 11: ... }``: the cases get the target's codes."""
    statement = rise(access.chain)[-2]
    body = statement.child_by_field_name("body")
    if statement.type != "switch_statement" or body is None:
        return False
    for case in body.named_children:
        value = case.child_by_field_name("value")
        if value is None:  # the default, or a comment
            continue
        code = constant(work.script, value)
        kinds = kinds_of_code(source, code) if isinstance(code, int) else frozenset()
        if not kinds:
            work.say("MG515", "no failure of this API is known by this code", value)
            continue
        codes, patterns, exact = told_rows(pair, target, source, kinds)
        if not codes or patterns:
            raise NeedsRuntime("MG514", "a switch over codes that the target lacks", value)
        if not exact:
            work.say("MG524", "the target does not tell these failures apart", value)
        work.replace(value, ": case ".join(write(item, work.quote) for item in codes))
    return True


def _fields(script: Script, pair: Pair, access: Access, what: Told) -> dict[str, str]:
    """How the target's code and message are named where an access stands.

    Off the failure object both can be had; a variable that was taken out of it is only itself.
    """
    envelope = pair.target["envelope"]
    node = access.chain[-1]
    holder = node.child_by_field_name("object") if len(access.steps) == 1 else None
    if access.base or holder is None:
        own = script.hole(node)
        return {"code": "", "message": "", what: own if not access.steps else ""}
    text = script.hole(holder)
    return {
        name: f"{text}.{envelope[name][0]}" if envelope[name] else ""
        for name in ("code", "message")
    }
