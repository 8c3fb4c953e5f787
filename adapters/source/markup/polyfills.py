"""Components of the target's own dialect that a port brings: each does what a built-in one of the
source does with some words, and the target's own cannot."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any, Final

import attrs

from ....canonical.diagnostics import RuleChanges
from .attributes import ARIA, BARE, aria_attribute, component_attribute, data_attribute, own_style
from .details import lost_fields
from .directives import general
from .events import event_attribute
from .expressions import expressions
from .facts import DATA, Both, camel
from .hiding import HIDDEN, hide_by_style
from .said import counts
from .tokens import Attribute, TemplateToken
from .touches import name_host
from .work import Made, TemplateWork

if TYPE_CHECKING:
    from ....profiles.model import Polyfill


@attrs.frozen(eq=False)
class Brings:
    """The components that a port brings. ``tags``: by the folder of a program and their names in
    the profile; ``made``: the files that a template's port adds; ``declared``: by the file of a
    configuration, tag -> path."""

    tags: Mapping[str, Mapping[str, str]] = attrs.field(factory=dict)
    made: Mapping[str, tuple[Made, ...]] = attrs.field(factory=dict)
    declared: Mapping[str, Mapping[str, str]] = attrs.field(factory=dict)


NOTHING_BROUGHT: Final = Brings()


def polyfill_of(both: Both, text: str, token: TemplateToken) -> tuple[str, Polyfill] | None:
    """The component that does what a tag asks for, and its name; None where the target's own
    element does, or none is known. ``text``: the whole template."""
    element = both.source.tags.get(token.name)
    known = both.target.polyfills(element) if element is not None else {}
    if element is None or not known:
        return None
    said = {
        both.source.canonical(element, it.name): text[it.value_start : it.value_end].strip()
        for it in token.attributes
        if it.value_start >= 0
    }
    bound = (both.source.binding(it.name) for it in token.attributes)
    heard = {both.source.read_event(element, it[2]) for it in bound if it is not None}
    return next((item for item in known.items() if wanted(item[1], said, heard)), None)


def wanted(facts: Polyfill, said: Mapping[str, Any], heard: Collection[str]) -> bool:
    """Whether a component does what an element with these attributes and events asks for."""
    rows = [facts.words, *(words for event, words in facts.hearing.items() if event in heard)]
    return any(
        words and all(said.get(name, "") in known for name, known in words.items())
        for words in rows
    )


def bring(
    work: TemplateWork, token: TemplateToken, facts: Polyfill, tag: str, scope: frozenset[str]
) -> str:
    """Make a tag that of the component; gives its new name."""
    source, element = work.both.source, work.both.source.tags[token.name]
    place = (token.start, token.start + 1 + len(token.name))
    work.uses += 1
    work.edit(token.start + 1, place[1], tag)
    said = " ".join(
        f"{name}={work.value(it)}"
        for it in token.attributes
        if (name := source.canonical(element, it.name)) in facts.words
    )
    cannot = f"has no {said}" if said else f"does not tell {' and '.join(facts.hearing)}"
    names = work.both.pair.plan.write.profile
    over = ", ".join(f"{names.namespace}.{names.api[name].name or name}" for name in facts.over)
    text = f"{work.writer}'s {element} {cannot}: the port brings <{tag}>"
    text += f", which does it by {over}" if over else ""
    changes: RuleChanges = {}
    if facts.differs:
        text += f"; {facts.differs}"
        changes = {"severity": "warning", "loss": "approximated"}
    evidence = work.both.target.evidence(facts)
    work.say("MG738", text, *place, once=f"{element} {cannot}", evidence=evidence, **changes)
    work.told = frozenset(facts.events)
    taken = {item.name: item for item in reversed(token.attributes)}
    for attribute in token.attributes:
        if taken[attribute.name] is attribute and not general(work, token, attribute, scope):
            _attribute(work, token, element, facts, attribute, taken)
            expressions(work, attribute.value_start, attribute.value_end, scope)
    work.told = frozenset()
    name_host(work, token)
    return tag


def _attribute(
    work: TemplateWork,
    token: TemplateToken,
    element: str,
    facts: Polyfill,
    attribute: Attribute,
    taken: dict[str, Attribute],
) -> None:
    source = work.both.source
    bound = source.binding(attribute.name)
    name = source.canonical(element, attribute.name)
    if bound is not None:
        event = source.read_event(element, bound[2])
        event_attribute(work, token, "", attribute, bound, taken)
        if event in facts.detail:
            mine, other = source.detail(element, event) or (), facts.detail[event]
            lost_fields(work, element, event, attribute, mine, other)
    elif attribute.name.startswith(DATA):
        data_attribute(work, token, attribute)
    elif name == "style":
        own_style(work, attribute)
    elif name in BARE:
        return  # it has a node of its own
    elif name in facts.attributes:
        if camel(name) != attribute.name:
            work.rename(attribute, camel(name))
        if "-" not in attribute.name:
            component_attribute(work, token, attribute)
    elif attribute.name.startswith(ARIA):
        aria_attribute(work, attribute)
    elif name != HIDDEN or not hide_by_style(work, token, attribute):
        _missing(work, token, element, name, attribute)


def _missing(
    work: TemplateWork, token: TemplateToken, element: str, name: str, attribute: Attribute
) -> None:
    """An attribute that the component does not take: with its words it may say nothing."""
    if source_has := work.both.source.has_attribute(element, name) == "yes":
        inside = work.both.source.element(element).counts_inside
        if name != HIDDEN and (name not in inside or counts(work, token, element, name) == "never"):
            work.drop(attribute)
            return
    text = f"the component that the port brings for this {element} has no {name}"
    blocks = f"{element} {name}" if source_has else ""
    work.say("MG704", text, attribute.start, attribute.end, blocks=blocks)
