"""Directives, keys of loops, and attributes by their prefix."""

from __future__ import annotations

import re
from typing import Final

from ....canonical.diagnostics import RuleChanges
from .expressions import expressions
from .mustache import whole
from .tokens import Attribute, TemplateToken, attribute_of
from .work import TemplateWork

DIRECTIVES: Final = frozenset({"if", "elif", "else", "for", "for-item", "for-index", "key"})
"""The directives by what stands behind the prefix, alike on all platforms."""
ROUNDS: Final = (("for-item", "item"), ("for-index", "index"))
"""What names the round of a loop, and what it is called where nothing does."""
_NUMBER: Final = re.compile(r"\d+\Z")
_QUOTED: Final = re.compile(r"'[^'\\]*'\Z|\"[^\"\\]*\"\Z")
_ITEM: Final = re.compile(r"\s*([A-Za-z_$][\w$]*)(?:\.([A-Za-z_$][\w$]*))?\s*\Z")


def general(
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
        if not work.rename_apart(token, attribute, target.directive + rest):
            return True
        if rest == "key":
            _key(work, token, attribute)
        elif rest == "for":
            _rounds(work, attribute)
        expressions(work, attribute.value_start, attribute.value_end, scope)
        return True
    if name == source.other_key and token.name != "block":
        _other_key(work, token, attribute)
        return True
    if source.two_way and name.startswith(source.two_way):
        _two_way(work, token, attribute)
        return True
    for kind, prefix in source.prefixes.items():
        if name.startswith(prefix):
            if kind == "generic":
                work.tags[work.value(attribute).strip()] = None
            before = work.both.target.binds_before(kind)
            becomes, lacks = target.prefixes.get(kind), kind in target.lacks
            _prefixed(work, token, attribute, becomes, lacks, prefix, before)
            return True
    if name == source.slot_scope and name and not target.slot_scope:
        text = f"no source says that {work.writer}'s slots hand anything out"
        work.say("MG728", text, attribute.start, attribute.end, blocks=name, severity="error")
        return True
    return False


def _rounds(work: TemplateWork, attribute: Attribute) -> None:
    """What a loop runs over, where it is written out and no list."""
    value, target = work.value(attribute), work.both.target
    inner = whole(work.text, attribute.value_start, attribute.value_end)
    said = work.text[inner.inner : inner.last].strip() if inner is not None else value
    kind = "number" if inner is not None and _NUMBER.match(said) else ""
    if (
        not kind
        and value.strip()
        and (_QUOTED.match(said) if inner is not None else "{{" not in value)
    ):
        kind = "text"
    if kind and kind in work.both.source.template.loops and kind not in target.template.loops:
        text = f"no source says what a loop over a {kind} does on {work.writer}"
        evidence = target.evidence(target.template)
        place = (attribute.start, attribute.end)
        work.say("MG706", text, *place, once=f"loop {kind}", evidence=evidence)


def _two_way(work: TemplateWork, token: TemplateToken, attribute: Attribute) -> None:
    target = work.both.target
    place = (attribute.start, attribute.name_end)
    prefix = target.template.two_way
    if prefix:
        old = work.both.source.template.two_way or ""
        work.rename_apart(token, attribute, prefix + attribute.name[len(old) :])
    elif prefix is None:
        text = f"no source says that {work.writer} has bindings that set the data"
        changes: RuleChanges = {"severity": "warning", "loss": "unknown"}
        work.say("MG714", text, *place, **changes)
    else:
        text = f"{work.writer} has no bindings that set the data"
        evidence = target.evidence(target.template)
        work.say("MG714", text, *place, blocks=attribute.name, evidence=evidence)


def _prefixed(
    work: TemplateWork,
    token: TemplateToken,
    attribute: Attribute,
    prefix: str | None,
    lacks: bool,
    old: str,
    before: str,
) -> None:
    place = (attribute.start, attribute.name_end)
    if prefix is not None and not before:
        work.rename_apart(token, attribute, prefix + attribute.name[len(old) :])
    elif lacks or before:
        text = f"{work.writer} has no attributes {old}{before}"
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
    named = attribute_of(token, f"{prefix}for-item")
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
        work.rename_apart(token, attribute, f"{target.directive}key")
        return
    name = _own_key(work, token, attribute, source.directive)
    if name:
        if work.rename_apart(token, attribute, f"{target.directive}key"):
            work.set_value(attribute, name)
        return
    text = f"{work.writer} has no key that is an expression"
    work.say("MG716", text, attribute.start, attribute.end)
