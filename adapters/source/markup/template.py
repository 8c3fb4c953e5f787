"""A template from one vendor to another: elements in order, each attribute by what it is."""

from __future__ import annotations

import os
import re
from collections import Counter
from typing import Any, Final, NamedTuple

from ....canonical.markup import ELEMENTS, STRUCTURE
from ..edits import Edit, ordered
from ..encoding import encoding_of, mask, wide
from ..model import FilePort
from ..on_the_way import heard, left_alone
from ..pair import Pair
from ..place import Lines
from .attributes import (
    ARIA,
    DATA,
    aria_attribute,
    component_attribute,
    data_attribute,
    element_attribute,
    written,
)
from .events import event_attribute
from .facts import needed
from .inline import module
from .mustache import Mustache, modern, mustaches, names, whole
from .references import reference
from .tokens import Attribute, TemplateToken, scanned
from .work import ALONE, MOST_FINDINGS, Around, TemplateWork, TooMany, way

DIRECTIVES: Final = frozenset({"if", "elif", "else", "for", "for-item", "for-index", "key"})
"""The directives by what stands behind the prefix, alike on all platforms."""
_REFERENCES: Final = frozenset({"import", "include"})
_ITEM: Final = re.compile(r"\s*([A-Za-z_$][\w$]*)(?:\.([A-Za-z_$][\w$]*))?\s*\Z")
_CAPITAL: Final = re.compile(r"[A-Z]")


class Open(NamedTuple):
    """An element that is open: its name, names that loops give inside it, and whether it is, or
    stands in, a template of its own."""

    name: str
    scope: frozenset[str]
    inside: bool


def port_template(data: bytes, name: str, pair: Pair, around: Around = ALONE) -> FilePort:
    """Port the bytes of one template. ``around``: what is known of its place. The result has the
    file's name on the target. Raises `InputError` where a profile says nothing of templates."""
    both = needed(pair)
    goal = os.path.splitext(name)[0] + both.target.template.suffix
    if (other := wide(data)) is not None:
        reason = f"{other[0]}: no mini-program platform reads it; save it as UTF-8"
        return left_alone(name, data, reason)
    encoding = encoding_of(data)
    text = mask(data, encoding).decode("latin-1")
    source = both.source
    scripts = {source.module.element} if source.module is not None else set()
    found = scanned(text, scripts)
    work = TemplateWork(way(name, data, both, Lines(data, encoding)), both, around, text)
    if found.problems:
        for problem in found.problems[:20]:
            work.say("MG701", problem.text, problem.start, problem.end, blocks="broken template")
        return _done(work, name, [], encoding)
    _modules(work, found.tokens)
    try:
        _walk(work, found.tokens)
    except TooMany:
        return left_alone(name, data, f"too much to say: more than {MOST_FINDINGS:,} findings")
    edits = ordered(work.edits)
    return _done(work, goal, edits, encoding)


def _done(work: TemplateWork, goal: str, edits: list[Edit], encoding: str) -> FilePort:
    findings = sorted(heard(work.file), key=lambda item: (item.start, item.code))
    return FilePort(
        work.file.name,
        work.file.data,
        tuple(edits),
        findings=tuple(findings),
        remaining=Counter(),
        encoding=encoding,
        uses=max(work.uses, 1),
        goal=goal if goal != work.file.name else "",
        made=tuple(work.made),
    )


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
    above: list[Open] = []
    renamed: list[str] = []
    source = work.both.source
    skip = -1
    for at, token in enumerate(tokens):
        if at <= skip:
            continue
        top = above[-1] if above else Open("", frozenset(), False)
        if token.kind == "text":
            _expressions(work, token.start, token.end, top.scope)
        elif token.kind == "close":
            above.pop()
            new = renamed.pop()
            if new:
                work.edit(token.start + 2, token.start + 2 + len(token.name), new)
        elif token.kind in ("open", "alone"):
            facts = source.module
            if facts is not None and token.name == facts.element:
                last = _script(work, tokens, at)
                skip = last
                continue
            scope = _loop(work, token, top.scope)
            inside = top.inside or _is_template(token)
            new = _tag(work, token, scope, top.inside)
            if token.kind == "open":
                above.append(Open(token.name, scope, inside))
                renamed.append(new)
                if token.name == "slot":
                    _slot(work, token, tokens[at + 1 :][:1])


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
    closing = tokens[last]
    other = work.both.target.module
    if module(work, token, body, closing.end) and last > at and other is not None:
        work.edit(closing.start + 2, closing.start + 2 + len(closing.name), other.element)
    return last


def _is_template(token: TemplateToken) -> bool:
    """Whether an element is a template of its own."""
    return token.name == "template" and any(item.name == "name" for item in token.attributes)


def _loop(work: TemplateWork, token: TemplateToken, scope: frozenset[str]) -> frozenset[str]:
    """The names that loops give inside an element."""
    prefix = work.both.source.template.directive
    own = {item.name: item for item in token.attributes if item.name.startswith(prefix)}
    if f"{prefix}for" not in own:
        return scope
    found = set(scope)
    for key, usual in (("for-item", "item"), ("for-index", "index")):
        named = own.get(f"{prefix}{key}")
        found.add(work.value(named).strip() if named is not None else usual)
    return frozenset(found)


def _tag(work: TemplateWork, token: TemplateToken, scope: frozenset[str], inside: bool) -> str:
    """A tag; gives the new name of the element, empty where it keeps its own."""
    source, target = work.both.source, work.both.target
    declared = work.around.declared
    name, new = token.name, ""
    element = "" if declared and name in declared else source.tags.get(name, "")
    if name in STRUCTURE:
        _structure(work, token, scope)
        return ""
    if element:
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
    else:
        _component(work, token, inside)
    _attributes(work, token, element, scope)
    return new


def _component(work: TemplateWork, token: TemplateToken, inside: bool) -> None:
    """A component of the program, or a tag that nobody declares."""
    source, target = work.both.source.template, work.both.target
    declared, name = work.around.declared, token.name
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
            evidence = target.evidence(target.template)
            work.say("MG722", text, *place, blocks="component in a template", evidence=evidence)


def _structure(work: TemplateWork, token: TemplateToken, scope: frozenset[str]) -> None:
    """``block``, ``template``, ``import``, ``include``, ``slot``: what they say of themselves is
    alike everywhere, but for files and directives."""
    source, target = work.both.source, work.both.target
    for attribute in token.attributes:
        if attribute.name == "src" and token.name in _REFERENCES:
            reference(work, attribute, source.template.suffix, target.template.suffix)
        elif not _general(work, token, attribute, scope):
            data = token.name == "template" and attribute.name == "data"
            _expressions(work, attribute.value_start, attribute.value_end, scope, data)


def _attributes(
    work: TemplateWork, token: TemplateToken, element: str, scope: frozenset[str]
) -> None:
    """The attributes of an element, and the defaults that it relies on."""
    source, target = work.both.source, work.both.target
    stated = frozenset(item.name for item in token.attributes)
    taken = {item.name: item for item in reversed(token.attributes)}
    known: set[str] = set()
    met: set[str] = set()
    for attribute in token.attributes:
        if attribute.name in met and _twice(work, attribute):
            continue
        met.add(attribute.name)
        if _general(work, token, attribute, scope):
            continue
        bound = source.binding(attribute.name)
        if bound is not None:
            event_attribute(work, token, element, attribute, bound, taken)
        elif attribute.name.startswith(DATA):
            data_attribute(work, attribute)
        elif element and target.has_element(element) != "yes":
            continue  # the element itself is told
        elif element:
            known.add(element_attribute(work, token, element, attribute, stated))
        elif attribute.name.startswith(ARIA):
            aria_attribute(work, attribute)
        else:
            component_attribute(work, token, attribute)
        _expressions(work, attribute.value_start, attribute.value_end, scope)
    if element:
        _defaults(work, token, element, known, stated)
        _either(work, token, element)


def _twice(work: TemplateWork, attribute: Attribute) -> bool:
    """An attribute that stands there already; whether it was taken out."""
    counts = work.both.source.template.twice
    text = f"{attribute.name} stands here twice"
    if counts == "first":
        work.drop(attribute)
        text += f": {work.reader} takes the first, so this one was taken out"
    changes: dict[str, Any] = {"severity": "info", "loss": "none"} if counts == "first" else {}
    work.say("MG729", text, attribute.start, attribute.name_end, **changes)
    return counts == "first"


def _general(
    work: TemplateWork, token: TemplateToken, attribute: Attribute, scope: frozenset[str]
) -> bool:
    """Directives, and attributes by their prefix; False for any other."""
    source, target = work.both.source.template, work.both.target.template
    name = attribute.name
    if name.startswith(source.directive):
        rest = name[len(source.directive) :]
        if rest not in DIRECTIVES:
            text = f"{name} is no directive that {work.reader}'s pages name"
            work.say("MG719", text, attribute.start, attribute.end)
            return True
        work.rename(attribute, target.directive + rest)
        if rest == "key":
            _key(work, token, attribute)
        _expressions(work, attribute.value_start, attribute.value_end, scope)
        return True
    if name == source.other_key and token.name != "block":
        _other_key(work, token, attribute)
        return True
    if source.two_way and name.startswith(source.two_way):
        _two_way(work, attribute)
        return True
    for kind, prefix in source.prefixes.items():
        if name.startswith(prefix):
            _prefixed(work, attribute, target.prefixes.get(kind), kind in target.lacks, prefix)
            return True
    if name == source.slot_scope and name and not target.slot_scope:
        text = f"no source says that {work.writer}'s slots hand anything out"
        work.say("MG728", text, attribute.start, attribute.end, blocks=name, severity="error")
        return True
    return False


def _two_way(work: TemplateWork, attribute: Attribute) -> None:
    target = work.both.target
    place = (attribute.start, attribute.name_end)
    prefix = target.template.two_way
    if prefix:
        old = work.both.source.template.two_way or ""
        work.rename(attribute, prefix + attribute.name[len(old) :])
    elif prefix is None:
        text = f"no source says that {work.writer} has bindings that set the data"
        changes: dict[str, Any] = {"severity": "warning", "loss": "unknown"}
        work.say("MG714", text, *place, **changes)
    else:
        text = f"{work.writer} has no bindings that set the data"
        evidence = target.evidence(target.template)
        work.say("MG714", text, *place, blocks=attribute.name, evidence=evidence)


def _prefixed(
    work: TemplateWork, attribute: Attribute, prefix: str | None, lacks: bool, old: str
) -> None:
    place = (attribute.start, attribute.name_end)
    if prefix is not None:
        work.rename(attribute, prefix + attribute.name[len(old) :])
    elif lacks:
        text = f"{work.writer} has no attributes {old}"
        work.say("MG715", text, *place, blocks=f"{old}...")
    else:
        text = f"no source says that {work.writer} has attributes {old}"
        work.say("MG715", text, *place, once=old, severity="warning", loss="unknown")


def _key(work: TemplateWork, token: TemplateToken, attribute: Attribute) -> None:
    """The key of a loop: a property of the items, the item itself, or an expression."""
    source, target = work.both.source.template, work.both.target.template
    if "{{" not in work.value(attribute) or target.key_expression:
        return
    name = _own_key(work, token, attribute, source.directive)
    if name:
        work.set_value(attribute, name)
        return
    text = f"{work.writer}'s key is the name of a property of the items, or *this"
    evidence = work.both.target.evidence(target)
    work.say("MG716", text, attribute.start, attribute.end, evidence=evidence)


def _own_key(work: TemplateWork, token: TemplateToken, attribute: Attribute, prefix: str) -> str:
    """The name of the item's property that an expression is, ``*this`` for the item."""
    inner = whole(work.text, attribute.value_start, attribute.value_end)
    read = _ITEM.match(work.text, inner.inner, inner.last) if inner is not None else None
    if read is None:
        return ""
    named = next((item for item in token.attributes if item.name == f"{prefix}for-item"), None)
    item = work.value(named).strip() if named is not None else "item"
    if read[1] != item or not any(a.name == f"{prefix}for" for a in token.attributes):
        return ""
    return read[2] or "*this"


def _other_key(work: TemplateWork, token: TemplateToken, attribute: Attribute) -> None:
    """A key beside the directive, which takes an expression."""
    source, target = work.both.source.template, work.both.target.template
    directive = f"{source.directive}key"
    there = any(item.name == directive for item in token.attributes)
    if target.other_key == attribute.name or there:
        return
    if "{{" not in work.value(attribute) or target.key_expression:
        work.rename(attribute, f"{target.directive}key")
        return
    name = _own_key(work, token, attribute, source.directive)
    if name:
        work.rename(attribute, f"{target.directive}key")
        work.set_value(attribute, name)
        return
    text = f"{work.writer} has no key that is an expression"
    work.say("MG716", text, attribute.start, attribute.end)


def _slot(work: TemplateWork, token: TemplateToken, inside: list[TemplateToken]) -> None:
    """What stands in a slot: shown where nothing is passed, or not known."""
    first = inside[0] if inside else None
    if first is None or first.kind == "close":
        return
    if first.kind == "text" and not work.text[first.start : first.end].strip():
        return
    text = "what stands in the slot: no source says when both vendors show it"
    work.say("MG728", text, token.start, token.end)


def _defaults(
    work: TemplateWork, token: TemplateToken, element: str, known: set[str], stated: frozenset[str]
) -> None:
    """Defaults that differ are written out; those that the target cannot have are told."""
    source, target = work.both.source, work.both.target
    mine, other = source.element(element), target.element(element)
    neutral = ELEMENTS[element].neutral
    for name, theirs in other.defaults.items():
        if name in known or target.attribute(element, name) in stated:
            continue
        value = mine.defaults.get(name)
        if value is None and source.has_attribute(element, name) != "yes":
            value = neutral.get(name)
        if value is not None and value != theirs:
            work.add(token, f'{target.attribute(element, name)}="{written(value)}"')
    for name, value in mine.defaults.items():
        if name in known or neutral.get(name) in (None, value):
            continue
        if target.has_attribute(element, name) == "no":
            text = f"{work.reader}'s {element} has {name} unless told not to; {work.writer}'s not"
            work.say("MG705", text, token.start, token.end, once=f"{element} {name}")


def _either(work: TemplateWork, token: TemplateToken, element: str) -> None:
    """Attributes of which the target takes only one."""
    target = work.both.target
    for names_ in target.element(element).either:
        if names_ in work.both.source.element(element).either:
            continue
        on = [
            item
            for item in token.attributes
            if item.name in names_
            and work.value(item).replace(" ", "") not in ("{{false}}", "{{!1}}", "{{0}}")
        ]
        if len(on) > 1:
            text = f"only one of {' and '.join(names_)} counts on {work.writer}"
            evidence = target.evidence(target.element(element))
            changes: dict[str, Any] = {"severity": "warning", "loss": "approximated"}
            work.say("MG704", text, on[1].start, on[1].end, evidence=evidence, **changes)


def _expressions(
    work: TemplateWork, start: int, end: int, scope: frozenset[str], data: bool = False
) -> None:
    """The mustaches of a text: names that moved, and what only newer JavaScript says."""
    if start < 0 or work.text.find("{{", start, end) < 0:
        return
    for one in mustaches(work.text, start, end):
        at = modern(work.text, one.inner, one.last)
        if at >= 0:
            text = "no source says that templates take newer JavaScript in expressions"
            work.say("MG724", text, at, at + 2)
        if work.renamed:
            _renamed(work, one, scope, data)


def _renamed(work: TemplateWork, one: Mustache, scope: frozenset[str], data: bool) -> None:
    read = names(work.text, one.inner, one.last)
    if read is None:
        if any(name in work.text[one.inner : one.last] for name in work.renamed):
            text = "an expression that may name a script's functions cannot be read"
            work.say("MG717", text, one.start, one.end, blocks="expression")
        return
    for name in read:
        new = work.renamed.get(name.text)
        if new is None or name.text in scope:
            continue
        alone = name.alone or (data and len(read) == 1)
        work.edit(name.start, name.end, f"{name.text}: {new}" if alone else new)
