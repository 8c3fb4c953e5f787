"""One file of configuration from one vendor to another."""

from __future__ import annotations

import os
from typing import Any, Final

from ....canonical.errors import InputError
from ..common.model import FilePort, Links
from ..common.on_the_way import OnTheWay, heard, left_alone
from ..common.outcome import Style
from ..common.pair import Pair
from ..common.telling import MOST_FINDINGS, TooMany
from ..text.edits import Edit, ordered
from ..text.encoding import encoding_of, mask, wide
from ..text.place import Lines
from .changed import ObjectChanges
from .components import declare_brought
from .facts import ConfigSides, dialects_of
from .json_text import NOTHING, Broken, JsonDocument, JsonNode, parsed
from .project import GROUP, account, new_project, port_project
from .settings import port_group
from .work import NOWHERE, ConfigKind, ConfigPlace, ConfigWork

SUFFIX: Final = ".json"
_MARK: Final = b"\xef\xbb\xbf"


def port_config(
    data: bytes, name: str, pair: Pair, kind: ConfigKind, place: ConfigPlace = NOWHERE
) -> FilePort:
    """Port the bytes of a file of configuration. The result has its name on the target. Raises
    `InputError` where a profile says nothing of configurations."""
    both = dialects_of(pair)
    if both is None:
        raise InputError("a profile of the pair says nothing of configurations")
    if (other := wide(data)) is not None:
        return left_alone(name, data, f"{other[0]}: save it as UTF-8")
    encoding = encoding_of(data)
    text = mask(data, encoding).decode("latin-1")
    way = OnTheWay(name, data, pair, Style(), Lines(data, encoding))
    work = ConfigWork(way, both, place, kind, ObjectChanges(text, encoding), NOTHING)
    if b"\0" in data:
        at = data.index(b"\0")
        work.say("MG740", "a NUL byte: left as it is", at, at + 1, blocks="broken configuration")
        return _done(work, name, [], encoding)
    try:
        document = parsed(text, data, encoding)
    except Broken as error:
        why = f"{error.text}: left as it is"
        work.say("MG740", why, error.start, error.end, blocks="broken configuration")
        return _done(work, name, [], encoding)
    try:
        return _ported(work, document, name, encoding)
    except TooMany:
        return left_alone(name, data, f"too much to say: more than {MOST_FINDINGS:,} findings")


def _ported(work: ConfigWork, document: JsonDocument, name: str, encoding: str) -> FilePort:
    root, kind = document.root, work.kind
    work.root = root
    if root.kind != "object":
        text = "no object: left as it is"
        work.say("MG740", text, root.start, root.end, blocks="broken configuration")
        return _done(work, name, [], encoding)
    goal, edits = name, None
    if kind == GROUP:
        found = port_project(work, root)
        if found is not None:
            goal, edits = found
        else:
            _accounts(work, document)
    if edits is None:
        _odd(work, document)
        port_group(work, root, kind)
        if kind == "component":
            _is_one(work, root)
        declare_brought(work, root)
        edits = work.changes.all()
    made: list[tuple[str, bytes]] = []
    if kind == "app":
        made = _project_beside(work)
    return _done(work, goal, edits, encoding, made)


def _is_one(work: ConfigWork, root: JsonNode) -> None:
    """Say that it is a component's, where the source does without."""
    source, target = work.both.source, work.both.target
    if any(root.get(key) is not None for key in source.keys("component", "component")):
        return
    for key in target.keys("component", "component")[:1]:
        work.changes.add(root, key, True)
        text = f"{key} true written out: the configuration stands beside a component's script"
        work.say("MG748", text, root.start, root.start)


def _accounts(work: ConfigWork, document: JsonDocument) -> None:
    """Of a file that keeps its name: take out what the source's vendor has given the developer, and
    write what the target's says anew."""
    root, own, other = document.root, work.both.source.project, work.both.target.project
    for name in own.asks if own is not None else ():
        for entry in root.entries:
            if entry.key in work.both.source.keys(GROUP, name):
                work.changes.drop(root, entry)
                account(work, entry.key, entry.start, entry.end)
    for key, value in other.fresh.items() if other is not None else ():
        if root.get(key) is None:
            work.changes.add(root, key, value)


def _project_beside(work: ConfigWork) -> list[tuple[str, bytes]]:
    """A file for the target's tools, where the program has none for any."""
    project, exists = work.both.target.project, work.place.exists
    if project is None or exists is None or work.place.project:
        return []
    name, data = work.place.root + project.file, new_project(work.both)
    if data is None or exists(name):
        return []
    work.say("MG751", f"{project.file} was written: the program has no such file", 0, 0)
    return [(name, data)]


def _odd(work: ConfigWork, document: JsonDocument) -> None:
    """Tell of what plain JSON does not have, where the target's tools are not known to take it."""
    source, target = work.both.source.json, work.both.target.json
    evidence = work.both.target.evidence(target)
    if work.file.data.startswith(_MARK) and not target.mark:
        text = f"a byte order mark: no source says that {work.writer}'s tools take one"
        work.say("MG741", text, 0, 0, evidence=evidence)
    takes: dict[str, tuple[Any, str]] = {
        "comment": (target.comments, "a comment"),
        "trailing": (target.trailing, "a comma before a closing bracket"),
        "twice": (source.twice and source.twice == target.twice, "stands here twice"),
    }
    for odd in document.odd:
        known, what = takes[odd.what]
        if known:
            continue
        if odd.what == "twice":
            text = f"{odd.key[:60]} {what}: no source says which of the two counts"
        elif known is False:
            text = f"{what}: {work.writer}'s tools take none"
        else:
            text = f"{what}: no source says that {work.writer}'s tools take it"
        once = odd.key if odd.what == "twice" else odd.what
        work.say("MG741", text, odd.start, odd.end, once=once, evidence=evidence)


def _done(
    work: ConfigWork,
    goal: str,
    edits: list[Edit],
    encoding: str,
    made: list[tuple[str, bytes]] | None = None,
) -> FilePort:
    name = work.file.name
    findings = sorted(heard(work.file), key=lambda item: (item.start, item.code))
    return FilePort(
        name,
        work.file.data,
        tuple(ordered(edits)),
        findings=tuple(findings),
        encoding=encoding,
        uses=1,
        goal=goal if goal != name else "",
        made=tuple(made or ()),
        links=Links(tuple(work.links)),
    )


def kind_of(data: bytes, name: str, both: ConfigSides) -> ConfigKind | None:
    """What configuration a file is, by its name and what it says; None for any other JSON."""
    base = os.path.basename(name)
    if base == both.source.vendor.program.config:
        return "app"
    project = both.source.project
    if project is not None and base == project.file:
        return "project"
    if not name.lower().endswith(SUFFIX):
        return None
    encoding = encoding_of(data)
    try:
        root = parsed(mask(data, encoding).decode("latin-1"), data, encoding).root
    except Broken:
        return None
    if root.kind != "object":
        return None
    keys = {entry.key for entry in root.entries}
    declared = any(
        (found := root.get(key)) is not None and found.plain is True
        for key in both.source.keys("component", "component")
    )
    if declared:
        return "component"
    return "page" if not keys or keys & both.source.read["page"].keys() else None
