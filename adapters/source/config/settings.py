"""The settings of an object, one by one: keys renamed, words translated, what is lacking told."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, Final

from ....canonical.diagnostics import RuleChanges
from ....canonical.settings import GROUPS, Setting, SettingKind
from .components import components, generics, placeholders
from .facts import as_word
from .files import page, pages, picture, workers
from .isolation import default_unneeded, said_in_script
from .json_text import JsonEntry, JsonNode, NodeKind, plain
from .parts import joined, part_folders
from .work import ConfigWork

_SHOWN: Final = 60
_WANTED: Final[Mapping[SettingKind, NodeKind]] = {
    **dict.fromkeys(("group", "map", "components", "generics", "placeholders"), "object"),
    **dict.fromkeys(("list", "pages", "parts"), "array"),
    **dict.fromkeys(("page", "picture"), "text"),
}
"""What a value must be, by the kind of its setting."""
_NAMED: Final = {"object": "object", "array": "list", "text": "text"}


def port_group(work: ConfigWork, node: JsonNode, group: str) -> None:
    """Port the entries of an object, and write out defaults that it relies on."""
    read = work.both.source.read[group]
    stated = {read[entry.key]: entry for entry in node.entries if entry.key in read}
    there = work.both.target.read[group]
    for entry in node.entries:
        if entry.key not in read:
            _stray(work, node, group, entry, there.get(entry.key, "") in stated)
    for entry in node.entries:
        name = read.get(entry.key)
        if name is not None:
            _entry(work, node, group, GROUPS[group][name], entry, stated)
    left = {name: entry for name, entry in stated.items() if not _themeless(work, entry)}
    _defaults(work, node, group, left)
    _wanted(work, node, group, left)


def _entry(
    work: ConfigWork,
    node: JsonNode,
    group: str,
    row: Setting,
    entry: JsonEntry,
    stated: dict[str, JsonEntry],
) -> None:
    has = work.has(group, row.name)
    if has == "yes":
        target = work.both.target
        if entry.key not in target.keys(group, row.name):
            work.changes.rename(entry, target.key(group, row.name))
        _acts(work, group, row, entry)
        _value(work, node, group, row, entry)
    elif row.name == "parts" and work.both.target.config.joins:
        joined(work, node, entry, stated.get("pages"), has)
    elif row.name == _ALIAS and work.place.exists is not None:
        work.changes.drop(node, entry)
        text = f"{entry.key} was taken out: the port writes out what paths of scripts stand for"
        work.say("MG745", text, entry.start, entry.end)
    elif has == "no":
        _lacking(work, node, group, row, entry)
    elif row.weight == "tool":
        text = f"no source says whether {work.writer}'s tools know {entry.key}: left as it is"
        work.say("MG745", text, entry.start, entry.end, evidence=work.facts(group))
    elif not _neutral(work, group, row, entry.value):
        text = f"no source says whether {work.writer} has {entry.key} here: left as it is"
        work.say("MG744", text, entry.start, entry.end, evidence=work.facts(group))
        _value(work, node, group, row, entry)


_ALIAS: Final = "alias"


def _acts(work: ConfigWork, group: str, row: Setting, entry: JsonEntry) -> None:
    """What a setting does on some of the target's clients alone."""
    acts = work.both.target.group(group).acts.get(row.name)
    known = work.both.source.group(group).acts.get(row.name)
    if acts is not None and acts != known and not _neutral(work, group, row, entry.value):
        text = f"{work.both.target.key(group, row.name)} {acts} on {work.writer}"
        changes: RuleChanges = {} if row.weight == "needed" else {"severity": "info"}
        work.say(
            "MG755", text, entry.start, entry.end, evidence=work.facts(group), **changes
        )  # fmt: skip


def _wanted(work: ConfigWork, node: JsonNode, group: str, stated: Collection[str]) -> None:
    """Settings that the target's tools want, where the source's do not."""
    target, known = work.both.target, work.both.source.group(group).wants
    wanted = (
        name for name in target.group(group).wants if name not in stated and name not in known
    )
    keys = [target.key(group, name) for name in wanted]
    if keys:
        text = f"{work.writer} wants {', '.join(keys)} here, and nothing says what"
        evidence = work.facts(group)
        work.say("MG755", text, node.start, node.start + 1, evidence=evidence, loss="unknown")


def _value(work: ConfigWork, node: JsonNode, group: str, row: Setting, entry: JsonEntry) -> None:
    """The value of a setting that stays."""
    value = entry.value
    wanted = _WANTED.get(row.kind)
    if wanted is not None and value.kind != wanted:
        text = f"{entry.key} is no {_NAMED[wanted]}: left as it is"
        work.say("MG754", text, value.start, value.end)
        return
    if row.kind in ("group", "list", "map"):
        for inner in _objects(value, row.kind):
            port_group(work, inner, row.of)
    elif row.kind in _PORTED:
        _PORTED[row.kind](work, node, group, row, entry)
    elif row.kind == "plugins" and not _neutral(work, group, row, value):
        text = f"{entry.key}: plugins belong to one platform"
        work.say("MG743", text, entry.start, entry.end, blocks=entry.key)
    elif value.text is not None:
        _themed(work, node, entry)


def _objects(value: JsonNode, kind: str) -> list[JsonNode]:
    result = [value]
    if kind == "list":
        result = value.items
    elif kind == "map":
        result = [entry.value for entry in value.entries]
    return [item for item in result if item.kind == "object"]


def _word(work: ConfigWork, node: JsonNode, group: str, row: Setting, entry: JsonEntry) -> None:
    """A word of a closed list, as the target says it."""
    said = entry.value.plain
    if entry.value.kind in ("object", "array") or _themed(work, node, entry):
        return
    source, target = work.both.source.group(group), work.both.target.group(group)
    word = work.both.source.word(group, row.name, said)
    if word is None:
        if row.name in source.words:
            text = f"{entry.key} is {_cut(said)}: {work.reader} has no such word; left as it is"
            work.say("MG746", text, entry.value.start, entry.value.end, loss="unknown")
            return
        word = as_word(said)
    write_word(work, node, group, row, entry, word, target.words.get(row.name))


_PORTED: Final[
    Mapping[SettingKind, Callable[[ConfigWork, JsonNode, str, Setting, JsonEntry], None]]
] = {
    "word": _word,
    "picture": lambda work, _node, group, row, entry: picture(work, group, row, entry.value),
    "page": lambda work, _node, _group, _row, entry: page(work, entry.value),
    "pages": lambda work, node, group, _row, entry: pages(work, group, node, entry.value),
    "components": lambda work, _node, _group, _row, entry: components(work, entry.value),
    "generics": lambda work, _node, _group, _row, entry: generics(work, entry),
    "placeholders": lambda work, node, _group, _row, entry: placeholders(work, entry, node),
    "parts": lambda work, _node, _group, _row, entry: part_folders(work, entry.value),
    "workers": lambda work, _node, group, row, entry: workers(work, group, row, entry),
}
"""Who ports the values of a kind."""


def write_word(
    work: ConfigWork, node: JsonNode, group: str, row: Setting, entry: JsonEntry, word: str,
    words: Any,
) -> None:  # fmt: skip
    """Give an entry the target's word for a canonical one, or the nearest."""
    target = work.both.target
    if words is None or word in words:
        value = (words or {}).get(word, entry.value.plain)
        if value != entry.value.plain or isinstance(value, bool) != isinstance(
            entry.value.plain, bool
        ):
            work.changes.put(entry.value, value)
        return
    usual = target.default(group, row.name)
    if word == usual:
        work.changes.drop(node, entry)
        text = f"{entry.key} asks for what {work.writer} does by itself: taken out"
        work.say("MG745", text, entry.start, entry.end)
        return
    near = target.group(group).nearest.get(row.name, {}).get(word)
    shown = f"{entry.key} {_cut(entry.value.plain)}"
    evidence = work.facts(group)
    if near is not None:
        text = f"{shown} was taken out: what {work.writer} does by itself is nearest"
        if near == usual:
            work.changes.drop(node, entry)
        else:
            work.changes.put(entry.value, words[near])
            text = f"{shown} became {words[near]}: the nearest that {work.writer} has"
        work.say("MG746", text, entry.start, entry.end, evidence=evidence)
    elif row.weight == "needed":
        text = f"{work.writer} has no {shown}"
        lost: RuleChanges = {"severity": "error", "loss": "unsupported"}
        work.say("MG746", text, entry.start, entry.end, blocks=entry.key, evidence=evidence, **lost)
    else:
        work.changes.drop(node, entry)
        text = f"{work.writer} has no {shown}: taken out"
        work.say("MG742", text, entry.start, entry.end, evidence=evidence)


def _lacking(work: ConfigWork, node: JsonNode, group: str, row: Setting, entry: JsonEntry) -> None:
    """A setting that the target does not have."""
    evidence = work.facts(group)
    place = (entry.start, entry.end)
    if _neutral(work, group, row, entry.value):
        work.changes.drop(node, entry)
        work.say("MG745", f"{entry.key} asks for nothing: taken out", *place)
        return
    word = work.both.source.word(group, row.name, entry.value.plain)
    instead = work.both.target.group(group).instead.get(row.name, {}).get(word or "")
    if instead:
        work.changes.drop(node, entry)
        names = {item.key for item in node.entries}
        for key, value in instead.items():
            if key not in names:
                work.changes.add(node, key, value)
        said = ", ".join(f"{key} {_cut(value)}" for key, value in instead.items())
        text = f"{work.writer} has no {entry.key} {_cut(entry.value.plain)}; {said} come nearest"
        work.say("MG746", text, *place, evidence=evidence)
    elif row.weight == "needed":
        text = f"{work.writer} has no {entry.key}"
        work.say("MG743", text, *place, blocks=entry.key, evidence=evidence)
    else:
        work.changes.drop(node, entry)
        text = f"{work.writer} has no {entry.key}: taken out"
        code = "MG742" if row.weight == "seen" else "MG745"
        work.say(code, text, *place, evidence=evidence)


def _neutral(work: ConfigWork, group: str, row: Setting, value: JsonNode) -> bool:
    """Whether a value asks for nothing."""
    if row.neutral is None:
        return False
    said = plain(value)
    word = work.both.source.word(group, row.name, said) if value.kind == "text" else None
    return said == row.neutral or (word is not None and word == row.neutral)


def _stray(
    work: ConfigWork, node: JsonNode, group: str, entry: JsonEntry, meant: bool
) -> None:  # fmt: skip
    """A key that the source is not known to have. ``meant``: it is the target's for a setting that
    stands here by the source's key."""
    if meant:
        work.changes.drop(node, entry)
        text = f"{entry.key} says nothing to {work.reader}, and would to {work.writer}: taken out"
        work.say("MG745", text, entry.start, entry.end)
        return
    if entry.key[:1] in ("$", "_", "/", "#"):
        return
    closed = work.both.source.group(group).complete or group == "project"
    text = f"{entry.key} is no key that {work.reader}'s pages name here: left as it is"
    changes: RuleChanges = {"severity": "info", "loss": "none"} if closed else {}
    work.say("MG754", text, entry.start, entry.end, once=f"{group} {entry.key}", **changes)


def _themeless(work: ConfigWork, entry: JsonEntry) -> bool:
    """Whether a value stands in the file of themes, of which the target has none, and cannot be
    read there: it is taken out."""
    mark, said = work.both.source.config.theme_mark, entry.value.text
    if not mark or said is None or not said.startswith(mark):
        return False
    return work.both.target.config.theme_mark != mark and said[len(mark) :] not in work.place.themes


def _themed(work: ConfigWork, node: JsonNode, entry: JsonEntry) -> bool:
    """A value that stands in the file of themes, where the target has none: its plain value."""
    mark, said = work.both.source.config.theme_mark, entry.value.text
    if not mark or said is None or not said.startswith(mark):
        return False
    if work.both.target.config.theme_mark == mark:
        return True
    place = (entry.value.start, entry.value.end)
    usual = work.place.themes.get(said[len(mark) :], "")
    if _themeless(work, entry):
        work.changes.drop(node, entry)
        text = f"{said[:_SHOWN]} is in no file of themes that can be read: {entry.key} taken out"
        work.say("MG742", text, *place)
    else:
        work.changes.put(entry.value, usual)
        text = f"{work.writer} has no themes: {said[:_SHOWN]} became {usual[:_SHOWN]}"
        work.say("MG742", text, *place, loss="approximated", evidence=work.facts(work.kind))
    return True


def _defaults(work: ConfigWork, node: JsonNode, group: str, stated: dict[str, JsonEntry]) -> None:
    """Write out what the source does by itself and the target does not."""
    source, target = work.both.source, work.both.target
    for name in source.group(group).defaults:
        own, other = source.default(group, name), target.default(group, name)
        if name in stated or own is None or default_unneeded(work, node, group, name):
            continue
        if name == "isolation":
            own = said_in_script(work, own)
            if own is None:
                text = "the script says how it is isolated, in a way that cannot be read"
                work.say("MG748", text, node.start, node.start + 1, loss="unknown")
                continue
        has = work.has(group, name)
        if has == "yes" and own != other:
            _write_out(work, node, group, name, own)
        elif has == "no" and own != other and other is not None:
            key = source.key(group, name)
            text = f"{key} is {own} where it is not said; on {work.writer} it is {other}"
            place = (node.start, node.start + 1)
            work.say("MG748", text, *place, loss="approximated", severity="warning")
        elif has == "unknown" and name == "isolation" and group == "component":
            key = source.key(group, name)
            text = f"{key} is {own} where it is not said; no source says what {work.writer} does"
            work.say("MG748", text, node.start, node.start + 1, loss="unknown")


def _write_out(work: ConfigWork, node: JsonNode, group: str, name: str, own: str) -> None:
    target = work.both.target
    facts = target.group(group)
    words = facts.words.get(name)
    key = target.key(group, name)
    if any(entry.key == key and not _themeless(work, entry) for entry in node.entries):
        return
    word = own
    changes: RuleChanges = {}
    if words is not None and own not in words:
        near = facts.nearest.get(name, {}).get(own)
        if near is None or near == target.default(group, name):
            return
        word, changes["loss"] = near, "approximated"
    value = words[word] if words is not None else work.both.source.group(group).defaults[name]
    work.changes.add(node, key, value)
    other = target.default(group, name)
    why = f"{work.writer}'s default is {other}" if other else "the default is not documented"
    text = f"{key} {as_word(value)} written out: {why}"
    if changes:
        text += f"; {own} is none of its words"
    evidence = work.facts(group)
    work.say("MG748", text, node.start, node.start + 1, evidence=evidence, **changes)


def _cut(value: Any) -> str:
    text = as_word(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
