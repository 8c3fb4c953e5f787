"""The developer tools' file of a program: changed where it has the same name, else written anew."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from ....canonical.settings import GROUPS
from ..text.edits import Edit
from .json_text import JsonNode, plain

if TYPE_CHECKING:
    from .facts import ConfigSides
    from .work import ConfigWork

GROUP: Final = "project"


def port_project(work: ConfigWork, root: JsonNode) -> tuple[str, list[Edit]] | None:
    """The file's name on the target and the edit that makes it, where the target's is another;
    None where the file keeps its name, and its settings are to be ported."""
    both = work.both
    own, other = both.source.project, both.target.project
    if own is None or other is None or own.file == other.file:
        return None
    goal = posixpath.join(posixpath.dirname(work.file.name), other.file)
    exists = work.place.exists
    if exists is not None and exists(goal):
        text = f"{other.file} is there: this file is left as it is"
        work.say("MG751", text, root.start, root.start + 1)
        return work.file.name, []
    made = project_of(both, root, other.fresh)
    for entry in root.entries:
        _told(work, entry.key, entry.start, entry.end)
    laid = _laid_out(made, "\r\n" if b"\r\n" in work.file.data else "\n")
    return goal, [Edit(0, len(work.file.data), laid)]


def _told(work: ConfigWork, key: str, start: int, end: int) -> None:
    """What becomes of a key of a file that is written anew."""
    both = work.both
    name = both.source.read[GROUP].get(key, "")
    own = both.source.project
    if own is not None and name in own.asks:
        account(work, key, start, end)
    elif name not in carried(both):
        text = f"{key} is for {work.reader}'s tools: left out"
        work.say("MG745", text, start, end)


def account(work: ConfigWork, key: str, start: int, end: int) -> None:
    """Tell of what belongs to an account at one vendor."""
    text = f"{key} is {work.reader}'s and was left out: {work.writer}'s tools ask for their own"
    work.say("MG751", text, start, end)


def carried(both: ConfigSides) -> frozenset[str]:
    """The settings that both have, without what each vendor gives itself."""
    own, other = both.source.project, both.target.project
    asked = {*(own.asks if own else ()), *(other.asks if other else ())}
    return frozenset(
        name
        for name in GROUPS[GROUP]
        if name not in asked
        and both.source.has(GROUP, name) == "yes"
        and both.target.has(GROUP, name) == "yes"
    )


def project_of(
    both: ConfigSides, root: JsonNode | None, fresh: Mapping[str, Any]
) -> dict[str, Any]:
    """What the target's file says: what one says anew, and what the source's has that both know."""
    made = dict(fresh)
    kept = carried(both)
    for entry in root.entries if root is not None else ():
        name = both.source.read[GROUP].get(entry.key, "")
        if name not in kept:
            continue
        value = plain(entry.value)
        words = both.target.group(GROUP).words.get(name)
        if words is not None:
            word = both.source.word(GROUP, name, value)
            if word is None or word not in words:
                continue
            value = words[word]
        made[both.target.key(GROUP, name)] = value
    return made


def new_project(both: ConfigSides) -> bytes | None:
    """The file of a program that has none; None where the profile knows of nothing to say."""
    other = both.target.project
    if other is None or not other.fresh:
        return None
    return _laid_out(dict(other.fresh), "\n")


def _laid_out(value: Mapping[str, Any], line: str) -> bytes:
    text = json.dumps(value, indent=2, ensure_ascii=False)
    return (text + "\n").replace("\n", line).encode("utf-8", "replace")
