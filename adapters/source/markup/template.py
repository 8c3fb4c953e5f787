"""A template from one vendor to another: elements in order, each attribute by what it is."""

from __future__ import annotations

import os
import re
from collections import Counter
from typing import Final

from ....canonical.diagnostics import RuleChanges
from ....canonical.markup import ELEMENTS, STRUCTURE
from ..common.model import FilePort
from ..common.on_the_way import heard, left_alone
from ..common.pair import Pair
from ..common.telling import MOST_FINDINGS, TooMany
from ..text.edits import Edit, settled
from ..text.encoding import encoding_of, mask, wide
from ..text.place import Lines
from .acts import element_acts
from .attributes import (
    ARIA,
    alike,
    aria_attribute,
    component_attribute,
    data_attribute,
    element_attribute,
    own_style,
)
from .defaults import defaults, either, relies_on_nothing
from .directives import ROUNDS, general
from .events import event_attribute
from .expanded import Expanded, ExpandedLines
from .expressions import expressions
from .facts import DATA, needed
from .inline import module
from .inner import take_over
from .kin import kin_place
from .links import LINK, leads_to_tab
from .listening import hands_component, name_listeners
from .mutual import ended_within
from .plain import plain_of
from .polyfills import bring, polyfill_of
from .references import reference
from .slots import hands, has_own, own_in_slot
from .tokens import Attribute, TemplateToken, closing, defines, scanned
from .touches import name_host, tell, touches_of
from .work import ALONE, BODY, Around, Open, TemplateWork, way

_REFERENCES: Final = frozenset({"import", "include"})
_CAPITAL: Final = re.compile(r"[A-Z]")


def port_template(data: bytes, name: str, pair: Pair, around: Around = ALONE) -> FilePort:
    """Port the bytes of one template. ``around``: what is known of its place. The result has the
    file's name on the target. Raises `InputError` where a profile says nothing of templates."""
    both = needed(pair)
    goal = os.path.splitext(name)[0] + both.target.template.suffix
    if (other := wide(data)) is not None:
        reason = f"{other[0]}: no mini-program platform reads it; save it as UTF-8"
        return left_alone(name, data, reason)
    encoding = encoding_of(data)
    lines = Lines(data, encoding)
    if (expanded := around.expanded) is not None and expanded.data == data:
        data = expanded.text
        lines = ExpandedLines(expanded.data, encoding, expanded=expanded)
    text = mask(data, encoding).decode("latin-1")
    found = scanned(text, both.source.scripts)
    work = TemplateWork(way(name, data, both, lines), both, around, text)
    if found.problems:
        for problem in found.problems[:20]:
            work.say("MG701", problem.text, problem.start, problem.end, blocks="broken template")
        return _done(work, name, [], encoding)
    _modules(work, found.tokens)
    ended_within(work, found.tokens)
    try:
        _walk(work, found.tokens)
    except TooMany:
        return left_alone(name, data, f"too much to say: more than {MOST_FINDINGS:,} findings")
    if around.idle:
        _without_idle(work, found.tokens)
    edits = settled(data, work.edits)  # what an attribute was to become falls with it
    return _done(work, goal, edits, encoding)


def _done(work: TemplateWork, goal: str, edits: list[Edit], encoding: str) -> FilePort:
    data = work.file.data
    if isinstance(work.file.lines, ExpandedLines):
        expanded = work.file.lines.expanded
        data, edits = expanded.data, expanded.composed(edits)
        _back(work, expanded, Lines(data, encoding))
    findings = sorted(heard(work.file), key=lambda item: (item.start, item.code))
    return FilePort(
        work.file.name,
        data,
        tuple(edits),
        findings=tuple(findings),
        remaining=Counter(),
        encoding=encoding,
        uses=max(work.uses, 1),
        goal=goal if goal != work.file.name else "",
        made=(*work.made, *work.around.made),
        links=work.taken,
    )


def _back(work: TemplateWork, expanded: Expanded, lines: Lines) -> None:
    """Take what is told of a template, others written out in it, back to the file."""
    work.file.lines = lines
    work.file.findings = [expanded.told(item, lines) for item in work.file.findings]
    for piece in expanded.pieces:
        if piece.what:
            text = f"{piece.what} is written out here: {work.writer} makes no component in it"
            work.say("MG734", text, piece.start, piece.end)


def _without_idle(work: TemplateWork, tokens: list[TemplateToken]) -> None:
    """Leave out what was told of templates that nothing uses any more."""
    ranges: list[tuple[int, int, str]] = []
    ends = closing(tokens)
    for at, token in enumerate(tokens):
        if (named := defines(token)) is not None:
            ranges.append((token.start, tokens[ends.get(at, at)].end, work.value(named)))

    def idle(offset: int) -> bool:
        own = (name for start, end, name in ranges if start <= offset < end)
        return next(own, BODY) in work.around.idle

    work.file.findings = [item for item in work.file.findings if not idle(item.start)]


def _modules(work: TemplateWork, tokens: list[TemplateToken]) -> None:
    """The names of the template's scripts."""
    facts = work.both.source.module
    for token in tokens:
        if facts is not None and token.name == facts.element and token.kind != "close":
            for attribute in token.attributes:
                if attribute.name == facts.name:
                    for name in re.findall(r"[A-Za-z_$][\w$]*", work.value(attribute)):
                        work.modules[name] = token.name


def _walk(work: TemplateWork, tokens: list[TemplateToken]) -> None:
    above, work.tokens = work.above, tokens
    renamed: list[str] = []
    source = work.both.source
    skip = -1
    for at, token in enumerate(tokens):
        if at <= skip:
            continue
        top = above[-1] if above else Open("", frozenset(), False)
        if token.kind == "text":
            expressions(work, token.start, token.end, top.scope)
        elif token.kind == "close":
            above.pop()
            if not (above and above[-1].inside):
                work.defined = BODY
            new = renamed.pop()
            if new:
                work.edit(token.start + 2, token.start + 2 + len(token.name), new)
        elif token.kind in ("open", "alone"):
            facts = source.module
            if facts is not None and token.name == facts.element:
                last = _script(work, tokens, at)
                skip = last
                continue
            around = _loop(work, token, top)
            scope, work.rounds = around.scope, around.rounds
            named, work.at = defines(token), at
            if named is not None and token.kind == "open":
                work.defined = work.value(named)
            inside = top.inside or named is not None
            new = _tag(work, token, scope, top.inside)
            if token.name in work.both.acting:
                element_acts(work, tokens, at)
            place = kin_place(work, token, at, top, inside)
            tell(work, token)
            take_over(work, token)
            if token.name == "slot":
                _named_slot(work, token)
            if token.kind == "open":
                touches = top.touches
                if work.around.hears is not None:
                    touches |= touches_of(work.both, token)
                above.append(Open(token.name, scope, inside, place, touches, around.rounds))
                renamed.append(new)
                if token.name == "slot":
                    _slot(work, tokens, at)


def _script(work: TemplateWork, tokens: list[TemplateToken], at: int) -> int:
    """An element that names a script; gives the place of its last token."""
    token = tokens[at]
    last, body = at, None
    if token.kind == "open":
        while last + 1 < len(tokens) and not (
            tokens[last].kind == "close" and tokens[last].name == token.name
        ):
            last += 1
            if tokens[last].kind == "script":
                body = (tokens[last].start, tokens[last].end)
    end = tokens[last]
    other = work.both.target.module
    if module(work, token, body, end.end) and last > at and other is not None:
        work.edit(end.start + 2, end.start + 2 + len(end.name), other.element)
    return last


def _loop(work: TemplateWork, token: TemplateToken, outer: Open) -> Open:
    """What stands in an element stands in its loop, too: the names of rounds and what they are."""
    prefix = work.both.source.template.directive
    loop = f"{prefix}for"
    over = next((item for item in token.attributes if item.name == loop), None)
    if over is None:
        return outer
    own = {item.name: item for item in token.attributes if item.name.startswith(prefix)}
    names: list[str] = []
    for key, usual in ROUNDS:
        named = own.get(f"{prefix}{key}")
        names.append(work.value(named).strip() if named is not None else usual)
    rounds = {**outer.rounds, **dict.fromkeys(names[1:], ""), names[0]: work.value(over)}
    return outer._replace(scope=frozenset({*outer.scope, *names}), rounds=rounds)


def _tag(work: TemplateWork, token: TemplateToken, scope: frozenset[str], inside: bool) -> str:
    """A tag; gives the new name of the element, empty where it keeps its own."""
    source, target = work.both.source, work.both.target
    declared = work.around.declared
    name, new = token.name, ""
    element = "" if declared and name in declared else source.tags.get(name, "")
    if name in STRUCTURE:
        _structure(work, token, scope)
        return ""
    brings = work.around.polyfills
    polyfill = polyfill_of(work.both, work.text, token) if element and brings else None
    if polyfill is not None and polyfill[0] in brings:
        return bring(work, token, polyfill[1], brings[polyfill[0]], scope)
    if element and (plain := plain_of(work, token, element)):
        work.edit(token.start + 1, token.start + 1 + len(name), target.tag(plain))
        _attributes(work, token, plain, scope)
        return target.tag(plain)
    if element:
        if element == LINK and work.around.tabs:
            leads_to_tab(work, token)
        has = target.has_element(element)
        place = (token.start, token.start + 1 + len(name))
        if has == "no":
            text = f"{work.writer} has no component {element}"
            evidence = target.evidence(target.elements)
            work.say("MG702", text, *place, blocks=f"<{element}>", evidence=evidence)
        elif has == "unknown":
            text = f"no source says whether {work.writer} has the component {element}"
            work.say("MG703", text, *place, once=element)
        else:
            new = target.tag(element) if target.tag(element) != name else ""
            if new:
                work.edit(token.start + 1, token.start + 1 + len(name), new)
        if has == "yes" and _stays(work, token, element):
            return new
    else:
        _component(work, token, inside)
        name_host(work, token)
        name_listeners(work, token)
        hands(work, token)
    _attributes(work, token, element, scope)
    return new


def _stays(work: TemplateWork, token: TemplateToken, element: str) -> bool:
    """Whether nothing is to be done for any attribute of an element, nor for those it lacks: so it
    is with most."""
    if work.modern or work.renamed or work.missing or not relies_on_nothing(work.both, element):
        return False
    same = alike(work.both, element)
    names: set[str] = set()
    for item in token.attributes:
        if item.value_start < 0 or item.name not in same or item.name in names:
            return False
        names.add(item.name)
    return True


def _component(work: TemplateWork, token: TemplateToken, inside: bool) -> None:
    """A component of the program, or a tag that nobody declares."""
    source, target = work.both.source.template, work.both.target
    declared, name = work.around.declared, token.name
    work.tags[name] = None
    place = (token.start, token.start + 1 + len(name))
    if declared is not None and name not in declared:
        what = "a component of a newer client" if name in ELEMENTS else "declared nowhere"
        text = f"<{name}> is no component that {work.reader}'s pages name: {what}"
        if not work.around.part:
            work.say("MG703", text, *place, once=name)
    if source.tag_capitals and not target.template.tag_capitals and _CAPITAL.search(name):
        text = f"no source says that {work.writer} takes capitals in the tag of a component"
        work.say("MG703", text, *place, once="capitals")
    if target.template.in_template is False and source.in_template is not False:
        included = work.around.part and not inside
        if inside or included:
            where = "an included file" if included else "a template"
            text = f"<{name}> stands in {where}: {work.writer} does not make it there"
            why = work.around.kept.get(work.defined)
            text += f"; it is not written out where it is used: {why}" if why else ""
            evidence = target.evidence(target.template)
            work.say("MG722", text, *place, blocks="component in a template", evidence=evidence)


def _structure(work: TemplateWork, token: TemplateToken, scope: frozenset[str]) -> None:
    """``block``, ``template``, ``import``, ``include``, ``slot``: what they say of themselves is
    alike everywhere, but for files and directives."""
    source, target = work.both.source, work.both.target
    for attribute in token.attributes:
        if attribute.name == "src" and token.name in _REFERENCES:
            reference(work, attribute, source.template.suffix, target.template.suffix)
        elif not general(work, token, attribute, scope):
            data = token.name == "template" and attribute.name == "data"
            expressions(work, attribute.value_start, attribute.value_end, scope, data)


def _attributes(
    work: TemplateWork, token: TemplateToken, element: str, scope: frozenset[str]
) -> None:
    """The attributes of an element, and the defaults that it relies on."""
    source, target = work.both.source, work.both.target
    taken = {item.name: item for item in reversed(token.attributes)}
    stated = frozenset(taken)
    repeats = len(taken) < len(token.attributes)
    known: set[str] = set()
    seen: set[str] = set()
    same = alike(work.both, element) if element else {}
    for attribute in token.attributes:
        if repeats and attribute.name in seen and _twice(work, attribute):
            continue
        seen.add(attribute.name)
        name = same.get(attribute.name)
        if name is not None and attribute.value_start >= 0:
            known.add(name)
            expressions(work, attribute.value_start, attribute.value_end, scope)
            continue
        if general(work, token, attribute, scope):
            continue
        if attribute.name == "style":
            own_style(work, attribute)
        bound = source.binding(attribute.name)
        if bound is not None:
            event_attribute(work, token, element, attribute, bound, taken)
        elif attribute.name.startswith(DATA):
            data_attribute(work, token, attribute)
        elif hands_component(work, attribute, element):
            continue
        elif element and target.has_element(element) != "yes":
            continue  # the element itself is told
        elif element:
            known.add(element_attribute(work, token, element, attribute, stated))
        elif attribute.name.startswith(ARIA):
            aria_attribute(work, attribute)
        else:
            component_attribute(work, token, attribute)
        expressions(work, attribute.value_start, attribute.value_end, scope)
    if element and target.has_element(element) == "yes":
        defaults(work, token, element, known, stated)
        either(work, token, element)


def _twice(work: TemplateWork, attribute: Attribute) -> bool:
    """An attribute that stands there already; whether it was taken out."""
    counts = work.both.source.template.twice
    text = f"{attribute.name} stands here twice"
    if counts == "first":
        work.drop(attribute)
        text += f": {work.reader} takes the first, so this one was taken out"
    changes: RuleChanges = {"severity": "info", "loss": "none"} if counts == "first" else {}
    work.say("MG729", text, attribute.start, attribute.name_end, **changes)
    return counts == "first"


def _named_slot(work: TemplateWork, token: TemplateToken) -> None:
    """A slot by its name, where the component has but one on the source."""
    named = any(item.name == "name" and work.value(item).strip() for item in token.attributes)
    script = work.around.script
    lost = script.one_slot(work.both.pair) if named and script is not None else "none"
    if lost != "none":
        text = f"{work.reader} hands everything to the first slot, {work.writer} by their names"
        text += "" if lost != "unknown" else ", unless it is given the option for several elsewhere"
        evidence = work.both.target.evidence(work.both.target.template)
        changes: RuleChanges = {"loss": lost}
        work.say("MG728", text, token.start, token.end, once="names", evidence=evidence, **changes)


def _slot(work: TemplateWork, tokens: list[TemplateToken], at: int) -> None:
    """What stands in a slot: shown where nothing is passed, or not known."""
    if not has_own(work.text, tokens, at) or own_in_slot(work, tokens, at):
        return
    text = "what stands in the slot: no source says when both vendors show it"
    work.say("MG728", text, tokens[at].start, tokens[at].end)
