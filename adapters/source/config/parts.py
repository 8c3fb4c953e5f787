"""Parts of a program with pages of their own, where the target is not known to have them."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from .facts import Has, first_of
from .json_text import JsonEntry, JsonNode

if TYPE_CHECKING:
    from .work import ConfigWork


def joined(
    work: ConfigWork, node: JsonNode, entry: JsonEntry, pages: JsonEntry | None, has: Has
) -> None:
    """Put the pages of parts behind the program's own; the files stay where they are."""
    known = set(pages.value.texts) if pages is not None else set()
    found: list[str] = []
    for part in entry.value.items:
        root = first_of(work.both.source, part, "part", "root")
        listed = first_of(work.both.source, part, "part", "pages")
        folder = (root.text or "").strip("/") if root is not None else ""
        for page in listed.texts if listed is not None else ():
            name = posixpath.join(folder, page.strip("/"))
            if name not in known:
                known.add(name)
                found.append(name)
    if pages is None or pages.value.kind != "array" or entry.value.kind != "array":
        text = f"{work.writer} is not known to have {entry.key}, and there is no list of pages"
        work.say("MG743", text, entry.start, entry.end, blocks=entry.key)
        return
    work.changes.append(pages.value, list(found))
    work.changes.drop(node, entry)
    why = "has no" if has == "no" else "is not known to have"
    text = f"{work.writer} {why} {entry.key}: pages of parts became pages of the program"
    work.say("MG752", text, entry.start, entry.end, evidence=work.facts("app"))


def part_folders(work: ConfigWork, value: JsonNode) -> None:
    """A list of parts, by their folders where the target knows no names of theirs."""
    source, target = work.both.source.config, work.both.target.config
    if not source.part_names or target.part_names or value.kind != "array":
        return
    names = work.part_names
    kept: list[str] = []
    for item in value.texts:
        if item != source.main_part:
            kept.append(names.get(item, item))
    if kept != value.texts:
        work.changes.put(value, list(dict.fromkeys(kept)))
        text = f"{work.writer} knows parts by their folders: {', '.join(kept)[:80]}"
        work.say("MG748", text, value.start, value.end, evidence=work.facts("preload"))
