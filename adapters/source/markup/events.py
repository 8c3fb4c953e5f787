"""Attributes that name handlers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ....canonical.diagnostics import RuleChanges
from ....canonical.markup import COMMON, PRESSES
from .details import HANDLER, detail
from .facts import Both, lacking
from .inner import handed_in
from .mustache import names, whole
from .mutual import KIND as MUTUAL_KIND
from .mutual import alone, mutual
from .said import Counts, counts
from .scripts import Beside
from .tokens import Attribute, TemplateToken, scanned
from .touches import Hearing, hears
from .work import TemplateWork

if TYPE_CHECKING:
    from ....profiles.model import Binding

_NO_NAMES: Final = frozenset({"true", "false", "null", "undefined", "return", "none"})
_SHOWN: Final = 3
"""Scripts that are named in one finding."""
_ENDING: Final = frozenset({"catch", "capture_catch"})
_KINDS: Final = {
    "bind": "a handler that lets the event go on",
    "catch": "a handler that ends the event",
    "capture_bind": "handlers before those inside",
    "capture_catch": "handlers before those inside that end the event",
    "mut_bind": "handlers of which one is called",
}


def event_attribute(
    work: TemplateWork, token: TemplateToken, element: str, attribute: Attribute,
    bound: tuple[Binding, str, str], taken: dict[str, Attribute],
) -> None:  # fmt: skip
    """An attribute that names a handler. ``element``: empty for a component of the program;
    ``taken``: the attributes of the tag that were written, by name."""
    work.uses += 1
    if work.both.target.binding(attribute.name) is not None and work.both.target.template.capital:
        return  # it is the target's already
    kind, prefix, raw = bound
    source, target = work.both.source, work.both.target
    event = source.read_event(element, raw) if element or raw in COMMON else ""
    event = event or (source.read_event("", raw) if not element else "")
    place = (attribute.start, attribute.name_end)
    own = not element and event not in COMMON
    heard = hears(work, token, event, kind) if not element and not own else "no"
    if attribute.start in work.turns:
        heard = "on" if kind == "catch" else heard
        kind = MUTUAL_KIND
    if heard != "no" and kind != MUTUAL_KIND:
        kind = "bind"
    if target.template.capital and kind == "catch" and (own or (event and event not in COMMON)):
        kind = "bind"  # an event that an element has of its own goes no further anyway
    handler = _handler(work, kind, attribute)
    if handler is False:
        return
    if element and handed_in(work, token, element, attribute, kind, event):
        return
    if kind == MUTUAL_KIND and kind in target.template.lacks:
        single = not event and alone(work.both)
        heard_of = element or not event or heard != "no" or target.template.host_events is not False
        if single or (heard_of and mutual(work, token, attribute, event, raw)):
            kind = "bind"
    prefixes = target.template.binding.get(kind)
    if prefixes is None or target.binds_before(kind):
        _no_binding(work, kind, attribute)
        return
    if own:
        name = _component_event(work, raw)
        best = prefixes[-1]
    elif event:
        name = target.event(element, event)
        best = prefixes[0]
    else:
        name, best = _turned(work, raw), prefixes[-1]
    if prefix in prefixes and name == raw:
        best = prefix
    written = best + name
    other = taken.get(written)
    if other is not None and other.name != attribute.name:  # the same name twice is told as such
        text = f"{attribute.name} and {other.name} are both {written} on {work.writer}"
        work.say("MG729", text, *place, blocks=attribute.name, severity="error")
        return
    taken[written] = attribute
    work.rename(attribute, written)
    if not element:
        if event in COMMON:
            _on_a_component(work, token, event, attribute, heard)
            detail(work, "", event, attribute)
    elif target.has_element(element) == "yes":
        _told(work, token, element, event, raw, attribute)


def _no_binding(work: TemplateWork, kind: Binding, attribute: Attribute) -> None:
    target = work.both.target
    place = (attribute.start, attribute.name_end)
    evidence = target.evidence(target.template)
    before = target.binds_before(kind)
    if before or kind in target.template.lacks:
        text = f"{work.writer} has no {_KINDS[kind]}{before}"
        work.say("MG715", text, *place, blocks=attribute.name, evidence=evidence)
    else:
        text = f"no source says that {work.writer} has {_KINDS[kind]}"
        changes: RuleChanges = {"severity": "warning", "loss": "unknown"}
        work.say("MG715", text, *place, evidence=evidence, **changes)


def _component_event(work: TemplateWork, raw: str) -> str:
    """The name of a component's own event: with a capital, or from one."""
    source, target = work.both.source.template, work.both.target
    if source.capital and not target.template.capital:
        return raw[0].lower() + raw[1:]
    return target.named(raw) if not source.capital else raw


def _turned(work: TemplateWork, raw: str) -> str:
    """The name of an event that nobody knows."""
    source, target = work.both.source.template, work.both.target
    if source.capital and not target.template.capital:
        return raw.lower()
    return target.named(raw) if not source.capital else raw


def _on_a_component(
    work: TemplateWork, token: TemplateToken, event: str, attribute: Attribute, heard: Hearing
) -> None:
    source, target = work.both.source.template, work.both.target.template
    if not lacking(source.host_events, target.host_events):
        return
    if heard == "yes":
        return
    place = (attribute.start, attribute.name_end)
    changes: RuleChanges
    if heard == "on":
        text = (
            f"nothing ends the {event} of <{token.name}> on {work.writer}: what is around it hears "
        )
        text += "it, too" if attribute.start not in work.turns else "it outside of the component"
        changes = {"severity": "warning", "loss": "approximated"}
        evidence = work.both.target.evidence(target)
        work.say("MG721", text, *place, evidence=evidence, **changes)
        return
    if target.host_events is False:
        text = f"<{token.name}> tells {event} on {work.writer} only if it does so itself"
        blocks = f"{event} on a component"
        work.say("MG721", text, *place, blocks=blocks, evidence=work.both.target.evidence(target))
        return
    text = f"no source says that <{token.name}> tells {event} by itself on {work.writer}"
    changes = {"severity": "info", "loss": "unknown"}
    work.say("MG721", text, *place, once="host events", **changes)


def _told(
    work: TemplateWork, token: TemplateToken, element: str, event: str, raw: str,
    attribute: Attribute,
) -> None:  # fmt: skip
    """Whether the target's element tells the event, and what of it is other there."""
    source, target = work.both.source, work.both.target
    place = (attribute.start, attribute.name_end)
    facts = target.element(element)
    if not event or source.has_event(element, event) == "no":
        text = f"no source says that {work.reader}'s {element} tells {raw}"
        work.say("MG710", text, *place, once=f"{element} {raw}", evidence=source.evidence(facts))
        return
    has = target.has_event(element, event)
    there = counts(work, token, element, f"on {event}") if has == "no" else "yes"
    if there != "yes":
        _idle(work, element, event, attribute, there)
        return
    if has == "no":
        before = target.before(element, f"on {event}")
        text = f"{work.writer}'s {element} does not tell {event}{before}"
        work.say(
            "MG709", text, *place, blocks=f"{element} {event}",
            evidence=target.evidence(facts),
        )  # fmt: skip
        return
    if has == "unknown":
        text = f"no source says that {work.writer}'s {element} tells {event}"
        once = f"{element} {event}"
        work.say("MG710", text, *place, once=once, evidence=target.evidence(facts))
        return
    if event in PRESSES:
        _press(work, event, attribute)
    _when(work, element, event, attribute)
    detail(work, element, event, attribute)
    _answer(work, element, event, attribute)


def _idle(
    work: TemplateWork, element: str, event: str, attribute: Attribute, there: Counts
) -> None:
    """An event that the target's element does not tell, and the source's only now and then."""
    target = work.both.target
    if there == "may":
        text = f"{work.writer}'s {element} does not tell {event}"
        evidence = target.evidence(target.element(element))
        changes: RuleChanges = {"severity": "warning", "loss": "dropped"}
        place = (attribute.start, attribute.name_end)
        work.say("MG709", text, *place, evidence=evidence, **changes)


def _press(work: TemplateWork, event: str, attribute: Attribute) -> None:
    """A finger that stays: after how long, and whether a tap follows."""
    mine, other = work.both.source.elements, work.both.target.elements
    texts = []
    if event in mine.held and event in other.held and mine.held[event] != other.held[event]:
        texts.append(f"after {other.held[event]} ms, {mine.held[event]} on {work.reader}")
    if event in mine.alone and event not in other.alone:
        texts.append("and a tap may follow")
    elif event in mine.held and mine.alone and event not in mine.alone and not other.alone:
        texts.append("and no source says whether a tap follows")
    if texts:
        text = f"{event} comes {' '.join(texts)}"
        work.say(
            "MG711", text, attribute.start, attribute.name_end, once=event,
            evidence=work.both.target.evidence(other),
        )  # fmt: skip


def _when(work: TemplateWork, element: str, event: str, attribute: Attribute) -> None:
    """That the event comes at other times on the target, where a handler of one would run again."""
    target = work.both.target
    facts = target.element(element)
    text = facts.tells.get(event)
    if text is None or text == work.both.source.element(element).tells.get(event):
        return
    work.say(
        "MG711", f"{work.writer}'s {element} tells {event} {text}", attribute.start,
        attribute.name_end, once=f"when {element} {event}", evidence=target.evidence(facts),
    )  # fmt: skip


def _answer(work: TemplateWork, element: str, event: str, attribute: Attribute) -> None:
    """What a handler gives back, where the source's element takes it."""
    source, target = work.both.source, work.both.target
    facts = target.element(element)
    script, name = work.around.script, HANDLER.match(work.value(attribute))
    if event not in source.element(element).answers or event in facts.answers:
        return
    if script is None or name is None or not script.gives_back(name[1]):
        return
    text = f"no source says that {work.writer}'s {element} takes what {name[1]} gives back"
    work.say(
        "MG711", text, attribute.start, attribute.name_end, evidence=target.evidence(facts),
        fix="set it as the value in the handler", loss="unknown",
    )  # fmt: skip


def _handler(work: TemplateWork, kind: Binding, attribute: Attribute) -> str | bool | None:
    """The handler's name; None where it is an expression; False where the attribute was taken
    out."""
    value = work.value(attribute) if attribute.value_start >= 0 else ""
    place = (attribute.start, attribute.end)
    if "{{" in value:
        _expression(work, attribute)
        return None
    name = HANDLER.match(value)
    script = work.around.script
    changes: RuleChanges
    if name is not None and name[1] not in _NO_NAMES:
        if wants_handlers(work.both):
            if script is not None:
                _absent(work, script, attribute, name[1])
            _absent_there(work, attribute, name[1])
        return value.strip()
    if not wants_handlers(work.both):
        return value.strip()
    evidence = work.both.target.evidence(work.both.target.template)
    ends = kind in _ENDING
    if not value.strip() and not ends:
        work.drop(attribute)
        return False
    added = script.nothing(work.both.pair) if ends and script and work.around.exists else ""
    if added:
        work.set_value(attribute, added) if attribute.value_start >= 0 else work.edit(
            attribute.name_end, attribute.end, f'="{added}"'
        )
        text = f"the script gets a handler that does nothing, {added}: {work.writer} wants one"
        changes = {"severity": "info", "loss": "none"}
        work.say("MG713", text, *place, once=added, evidence=evidence, **changes)
        return value.strip()
    shown = work.shown(value.strip())
    text = f"there is no handler {shown}" if shown else "there is no handler"
    text += f": {work.writer} raises an error when the event comes"
    changes = {"severity": "error", "loss": "unsupported"} if ends else {}
    blocks = f"{attribute.name} without a handler" if ends else ""
    fix = "name a function that does nothing" if ends else ""
    work.say("MG713", text, *place, blocks=blocks, evidence=evidence, fix=fix, **changes)
    return value.strip()


def wants_handlers(both: Both) -> bool:
    """Whether an event without a handler is an error on the target, and none on the source."""
    source, target = both.source.template, both.target.template
    return target.handler_missing == "error" and source.handler_missing != "error"


def ends_events(text: str, both: Both) -> bool:
    """Whether an element of a template ends an event and names no handler, where the target wants
    one and the source does not."""
    source = both.source
    if not wants_handlers(both):
        return False
    for token in scanned(text, source.scripts).tokens:
        for attribute in token.attributes:
            bound = source.binding(attribute.name)
            if bound is None or bound[0] not in _ENDING:
                continue
            start = max(attribute.value_start, 0)
            value = text[start : attribute.value_end] if attribute.value_start >= 0 else ""
            if "{{" not in value and not names_handler(value):
                return True
    return False


def names_handler(value: str) -> bool:
    """Whether what stands for a handler is a name that a method can have: programs end an event by
    ``true`` as well."""
    name = HANDLER.match(value)
    return name is not None and name[1] not in _NO_NAMES


def _absent(work: TemplateWork, script: Beside, attribute: Attribute, name: str) -> None:
    """A handler that the script beside the template has not."""
    if script.may_have(name, work.both.pair):
        return
    text = f"the script has no {name}: {work.writer} raises an error when the event comes"
    evidence = work.both.target.evidence(work.both.target.template)
    work.say("MG713", text, attribute.start, attribute.end, evidence=evidence)


def _absent_there(work: TemplateWork, attribute: Attribute, name: str) -> None:
    """A handler that the script of a page or component has not, which uses the template."""
    users = work.around.users.get(work.defined, ())
    lacking = [file for file, script in users if not script.may_have(name, work.both.pair)]
    if lacking:
        shown = ", ".join(lacking[:_SHOWN]) + (" and others" if lacking[_SHOWN:] else "")
        text = (
            f"{name} is missing in {shown}, where this template is used: {work.writer} raises an "
        )
        text += "error when the event comes"
        evidence = work.both.target.evidence(work.both.target.template)
        work.say("MG713", text, attribute.start, attribute.end, evidence=evidence)


def _expression(work: TemplateWork, attribute: Attribute) -> None:
    """A handler named by an expression: a module's function, or a name that the data hold."""
    target = work.both.target
    inner = whole(work.text, attribute.value_start, attribute.value_end)
    read = names(work.text, inner.inner, inner.last) if inner is not None else None
    place = (attribute.start, attribute.end)
    if read and read[0].text in work.modules:
        if target.module is not None and target.module.handlers:
            return
        text = f"no source says that {work.writer} takes a script's function for a handler"
        work.say("MG712", text, *place, evidence=target.evidence(target.module))
    elif not target.template.handler_expression:
        text = f"no source says that {work.writer} takes a handler's name from the data"
        work.say("MG712", text, *place, evidence=target.evidence(target.template))
