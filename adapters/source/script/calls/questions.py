"""What a query of elements is asked, for a target that answers all questions when it is run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from .....profiles.conditions import answer
from .....profiles.fold import ClientProfile
from .....profiles.model import Api
from ....plan.model import ACTS
from ....plan.notes import READER, WRITER
from ...common.outcome import NeedsRuntime, Work
from ...syntax.flow import uses_arguments
from ...syntax.parsed import (
    Chain,
    Script,
    arguments_of,
    is_field,
    parameters_of,
    property_name,
    rise,
    string_value,
    unwrap,
)
from ...syntax.scope import table
from ...syntax.sites import binding_of

if TYPE_CHECKING:
    from tree_sitter import Node

AT_EXEC: Final = "answers_at_exec"
WHEN_READY: Final = "nodes_when_ready"
_RUN: Final = "exec"
_FIELDS: Final = "fields"
_WHY: Final = {"no": "there is none", "unknown": "no source says since when"}
_TOLD: Final = {"no": "MG401", "unknown": "MG404", "depends": "MG405"}
_SELECT: Final = "select"
_WHERE: Final = (_SELECT, "in")
"""How the calls begin that say where to look; all others but the run are questions."""
ANY: Final = "any"
_SELECTORS: Final = {
    "id": re.compile(r"#[\w-]+"),
    "class": re.compile(r"\.[\w-]+"),
}
_NO_FUNCTION: Final = frozenset({"object", "array", "string", "number", "template_string"})
_WRITTEN: Final = frozenset({"function_expression", "arrow_function"})


class QueryCall(NamedTuple):
    """One call on a query, or on what such a call gives; ``call`` ends in it."""

    name: str
    call: Chain

    @property
    def heard(self) -> Node | None:
        """The last argument, where it may be a function."""
        given = arguments_of(self.call[-1])
        last = unwrap(given[-1]) if given else None
        return last if last is not None and last.type not in _NO_FUNCTION else None

    @property
    def is_question(self) -> bool:
        return self.name != _RUN and not self.name.startswith(_WHERE)


def port_questions(work: Work, call: Chain) -> None:
    """Write the edits for the functions that questions are given; ``call`` ends in what gives the
    query. The function of a single question is handed to the run, as its only answer.

    Raises `NeedsRuntime` where there are several, or where they cannot be seen.
    """
    every = _asked(work.script, call)
    if every is not None:
        questions = [item for item in every if item.is_question]
        if not any(item.heard for item in questions):
            return
        runs = [item for item in every if item.name == _RUN]
        if len(questions) == len(runs) == 1 and _moved(work, questions[0], runs[0]):
            return
    raise NeedsRuntime("MG523", f"it takes the recipe {AT_EXEC}", None, [AT_EXEC])


def tell_selectors(work: Work, call: Chain, known: Mapping[str, Sequence[str]], os: str) -> None:
    """Tell of selectors written in place that the target's queries do not know. ``known``: the
    kinds of those they know, by operating system, or for any; ``os``: the target's, if named."""
    here = {where: kinds for where, kinds in known.items() if where == ANY or os in ("", where)}
    for item in _asked(work.script, call) or []:
        given = arguments_of(item.call[-1])
        if not given or not item.name.startswith(_SELECT):
            continue
        text = string_value(work.script, given[0])
        lacking = [
            where
            for where, kinds in here.items()
            if text is not None and not any(_SELECTORS[kind].fullmatch(text) for kind in kinds)
        ]
        if lacking:
            kinds = " and ".join(here[lacking[0]])
            on = "" if ANY in lacking else f" on {', '.join(lacking)}"
            said = f"{WRITER}'s queries know selectors by {kinds} alone{on}: {text} is none"
            work.say("MG537", said, given[0])


def tell_unsure(work: Work, name: str, call: Chain, members: Sequence[str]) -> None:
    """Tell of calls on what a query gives that clients may not have. ``members``: their names."""
    for item in _asked(work.script, call) or []:
        if item.name in members:
            text = f"{name}().{item.name}: no source says since when"
            work.say("MG404", text, item.call[-1])


def tell_questions(
    work: Work, view: ClientProfile, call: Chain, name: str, mine: Api, theirs: Api
) -> list[tuple[str, Node]]:
    """Tell of what is asked of elements that the target's queries do not answer, or answer
    otherwise; gives what they answer later, in words, with what asks for it. ``name``: the target's
    function; ``mine``, ``theirs``: what the profiles say."""
    late: list[tuple[str, Node]] = []
    for item in _asked(work.script, call) or []:
        for word, node in _questions(work, item):
            there = theirs.questions.get(word)
            if there is None:
                continue
            support = answer(there.support, view.profile, view.client)
            goal = f"{name}().{'fields' if item.name == _FIELDS else word}"
            if support.status in _TOLD:
                text = support.text or _WHY.get(support.status, "")
                code = (
                    "MG402" if support.status == "no" and support.since else _TOLD[support.status]
                )
                work.say(code, f"{goal}: {WRITER}: {word}: {text}", node)
            source = mine.questions.get(word)
            acts = {WRITER: there.acts, READER: source.acts if source is not None else ""}
            if support.usable and len({*acts.values()}) > 1:
                said = "; ".join(f"{who}: {text}" for who, text in acts.items() if text)
                if there.after and (source is None or not source.after):
                    late.append((f"{goal}: {said}", node))
                else:
                    work.say(ACTS[False], f"{goal}: {said}", node)
    return late


def _questions(work: Work, item: QueryCall) -> Iterator[tuple[str, Node]]:
    """What one call asks, and where: itself, and each field that is wanted."""
    if not item.is_question:
        return
    yield item.name, item.call[-1]
    given = arguments_of(item.call[-1])
    literal = unwrap(given[0]) if item.name == _FIELDS and given else None
    if literal is None or literal.type != "object":
        return
    for field in literal.named_children:
        key, value = field.child_by_field_name("key"), field.child_by_field_name("value")
        word = property_name(work.script, key) if key is not None else None
        if word is not None and value is not None and work.script.source(value) != b"false":
            yield word, field


def _asked(script: Script, call: Chain) -> list[QueryCall] | None:
    """All that is called on the query; None where it goes out of sight."""
    result: list[QueryCall] = []
    queue = [call]
    while queue:
        chain = rise(queue.pop())
        node, parent = chain[-1], chain[-2]
        if parent.type == "expression_statement":
            continue
        if parent.type == "member_expression" and is_field(parent, node, "object"):
            prop, outer = parent.child_by_field_name("property"), rise(chain[:-1])
            called = outer[-2]
            if prop is None or called.type != "call_expression":
                return None
            if not is_field(called, outer[-1], "function"):
                return None
            name = script.at(prop).decode("utf-8", "replace")
            result.append(QueryCall(name, outer[:-1]))
            if name != _RUN:
                queue.append(outer[:-1])
        elif parent.type == "variable_declarator" and is_field(parent, node, "value"):
            target = parent.child_by_field_name("name")
            binding = binding_of(script, target) if target is not None else None
            if target is None or binding is None or target.type != "identifier":
                return None
            for reference in table(script, binding.name).of(binding):
                if reference.write:
                    return None
                queue.append(reference.chain)
        else:
            return None
    return sorted(result, key=lambda item: item.call[-1].end_byte)


def _moved(work: Work, question: QueryCall, run: QueryCall) -> bool:
    """Hand the function of a question to the run; whether that can be."""
    function = question.heard
    places = [item.call[-1].child_by_field_name("arguments") for item in (question, run)]
    asking, running = places
    if function is None or asking is None or running is None or running.named_child_count:
        return False
    if work.script.language != "javascript" or not _alone(work.script, function):
        return False
    if not _follows(question, run):
        return False
    if any(item.type == "comment" for item in asking.named_children):
        return False
    for pattern in parameters_of(function):
        bare = function.child_by_field_name("parameter") is not None
        work.put(pattern.start_byte, "([" if bare else "[")
        work.put(pattern.end_byte, "])" if bare else "]")
    others: Sequence[Node] = arguments_of(question.call[-1])[:-1]
    work.replace(asking, f"({', '.join(work.script.hole(item) for item in others)})")
    work.replace(running, f"({work.script.hole(function)})")
    return True


def _alone(script: Script, function: Node) -> bool:
    """Whether a function is written in place, and takes one plain value at the most."""
    if function.type not in _WRITTEN or uses_arguments(script, function):
        return False
    patterns = parameters_of(function)
    return len(patterns) < 2 and all(item.type != "rest_pattern" for item in patterns)


def _follows(question: QueryCall, run: QueryCall) -> bool:
    """Whether the run comes after the question in the same block: what the function names is the
    same there."""
    blocks = [_statement(item.call) for item in (question, run)]
    return blocks[0] == blocks[1] and question.call[-1].end_byte <= run.call[-1].end_byte


def _statement(call: Chain) -> int:
    """The block that holds the statement of a call, by the id of its node."""
    for at in range(len(call) - 1, 0, -1):
        if call[at].type == "expression_statement":
            return call[at - 1].id
        if call[at].type.endswith("_declaration"):
            return call[at - 1].id
    return -1
