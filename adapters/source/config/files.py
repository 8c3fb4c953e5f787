"""Files that configurations name: pages, pictures of tabs, scripts of other threads."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from ....canonical.settings import Setting
from .json_text import JsonEntry, JsonNode

if TYPE_CHECKING:
    from .work import ConfigWork


def page(work: ConfigWork, value: JsonNode) -> None:
    """One page by its path."""
    if value.text is not None:
        _page(work, value, value.text, "")


def pages(work: ConfigWork, group: str, node: JsonNode, value: JsonNode) -> None:
    """A list of pages, of the program or of a part in its folder."""
    folder = ""
    if group == "part":
        found = next((item for key in work.both.source.keys("part", "root")
                      if (item := node.get(key)) is not None), None)  # fmt: skip
        folder = (found.text or "") if found is not None else ""
    for item in value.items:
        if item.text is not None:
            _page(work, item, item.text, folder)


def page_name(root: str, folder: str, path: str) -> str | None:
    """The name of a page's files, without suffix; None where it leads out of the program."""
    if "\0" in path or "\0" in folder:
        return None
    name = posixpath.normpath(posixpath.join(folder.strip("/") or ".", path.strip("/")))
    return None if name.startswith("..") else root + name


def _page(work: ConfigWork, value: JsonNode, path: str, folder: str) -> None:
    exists = work.place.exists
    if exists is None:
        return
    moved = moved_path(work, path)
    if moved != path and not folder:
        work.changes.put(value, moved)
    name = page_name(work.place.root, folder, path.partition("?")[0])
    if name is None or not any(exists(name + suffix) for suffix in work.place.suffixes):
        text = f"there is no page {path[:80]}"
        work.say("MG749", text, value.start, value.end, blocks="missing page")


def moved_path(work: ConfigWork, path: str) -> str:
    """A path from the program's root, where it leads into a folder that the port renames."""
    old, other = work.place.tabs, work.both.target.config.tab_folder
    lead = "/" if path.startswith("/") else ""
    inner = path[len(lead) :]
    return f"{lead}{other}/{inner[len(old) :]}" if old and inner.startswith(old) else path


def picture(work: ConfigWork, group: str, row: Setting, value: JsonNode) -> None:
    """The picture of a tab: the target's formats, and how large it may be."""
    said, facts = value.text, work.both.target.group(group)
    if not said:
        return
    place, evidence = (value.start, value.end), work.facts(group)
    suffix = posixpath.splitext(said)[1].lower()
    formats = facts.formats.get(row.name)
    if formats and suffix not in formats:
        text = f"{said[:80]}: {work.writer} takes pictures of tabs that end in {', '.join(formats)}"
        work.say("MG753", text, *place, evidence=evidence)
    name = page_name(work.place.root, "", said)
    exists, size = work.place.exists, work.place.size
    if exists is None or size is None:
        return
    if name is None or not exists(name):
        beside = posixpath.normpath(posixpath.join(posixpath.dirname(work.file.name), said))
        if not exists(beside):
            work.say("MG753", f"there is no file {said[:80]}", *place, loss="unknown")
        return
    most = facts.most.get(row.name)
    if most is not None and size(name) > most:
        text = f"{said[:80]} has {size(name):,} bytes: {work.writer} takes {most:,} at most"
        work.say("MG753", text, *place, evidence=evidence)


def workers(work: ConfigWork, group: str, row: Setting, entry: JsonEntry) -> None:
    """Scripts of other threads: by their folder, or each by its path."""
    mine = work.both.source.group(group).forms.get(row.name)
    theirs = work.both.target.group(group).forms.get(row.name)
    if mine is None or theirs is None or mine == theirs:
        return
    value, place = entry.value, (entry.start, entry.end)
    if mine == "folder":
        path = value.get("path") if value.kind == "object" else value
        folder = path.text if path is not None else None
        inside = work.place.inside
        if folder is None or inside is None:
            _untold(work, entry)
            return
        root = work.place.root
        files = [name[len(root) :] for name in inside(root + folder.strip("/") + "/")]
        work.changes.put(value, files)
        work.say("MG748", f"{entry.key} names each file: {len(files)}", *place)
        return
    folders = {posixpath.dirname(path) for path in value.texts}
    if value.kind != "array" or len(folders) != 1 or "" in folders:
        _untold(work, entry)
        return
    work.changes.put(value, folders.pop())
    work.say("MG748", f"{entry.key} names the folder of the files", *place)


def _untold(work: ConfigWork, entry: JsonEntry) -> None:
    text = f"which files {entry.key} names cannot be told, and {work.writer} names them otherwise"
    work.say("MG743", text, entry.start, entry.end, blocks=entry.key)
