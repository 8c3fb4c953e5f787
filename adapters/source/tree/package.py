"""The project's file that lists which files of the package are read: lines put in, to the byte."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING, Any, Final

import attrs

from ..common.model import FilePort
from ..text.edits import Edit

if TYPE_CHECKING:
    from .ported import TreePort

_BOM: Final = b"\xef\xbb\xbf"


def package_lists(port: TreePort) -> dict[str, bytes]:
    """The files to write that list the package's files of a port, by name in the tree.

    The list stands in the project's file above the code, else in a new one beside ``app.json``;
    a tree with neither is no project and gets none. A file that is no JSON object is left alone:
    the findings name the lines.
    """
    if not port.package:
        return {}
    made_here = _made(port)
    there = {item.name: item.path for item in port.walked.found}
    there |= dict.fromkeys(made_here, "")
    wanted: dict[str, list[str]] = {}
    for file in port.files:
        for path in file.package:
            app = _above(file.name, there, "app.json")
            place = _above(file.name, there, port.package["file"])
            root = app if app is not None else place
            if root is None:
                continue
            whole = normpath(
                join(dirname(file.name), path) if path[:1] == "." else path.lstrip("/")
            )
            if path[:1] == "." and root:
                whole = whole.removeprefix(f"{root}/")
            name = join(root if place is None else place, port.package["file"])
            if whole[:2] != ".." and whole not in wanted.setdefault(name, []):
                wanted[name].append(whole)
    made: dict[str, bytes] = {}
    for name, paths in wanted.items():
        before = made_here.get(name, b"")
        if name in there and name not in made_here:
            before = Path(there[name]).read_bytes()
        after = merged(before, paths, port.package)
        if after not in (None, before):
            made[name] = after or b""
    return made


def with_lists(port: TreePort) -> TreePort:
    """The port with lists put into files that it writes or renames itself."""
    lists = package_lists(port)
    files: list[FilePort] = []
    for file in port.files:
        if file.goal in lists and file.before is not None:
            whole = Edit(0, len(file.before), lists[file.goal])
            file = attrs.evolve(file, edits=(whole,))
        if any(name in lists for name, _ in file.made):
            made = tuple((name, lists.get(name, data)) for name, data in file.made)
            file = attrs.evolve(file, made=made)
        files.append(file)
    return attrs.evolve(port, files=tuple(files))


def _made(port: TreePort) -> dict[str, bytes]:
    """The files that a port writes under another name than the source's, by name."""
    result = {name: data for file in port.files for name, data in file.made}
    result |= {file.goal: file.after for file in port.files
              if file.goal.endswith(".json") and file.before is not None}  # fmt: skip
    return result


def _above(name: str, there: Mapping[str, str], base: str) -> str | None:
    """The nearest folder above a file that holds one of that name."""
    folder = dirname(name)
    while True:
        if join(folder, base) in there:
            return folder
        if not folder:
            return None
        folder = dirname(folder)


def merged(before: bytes, paths: Iterable[str], package: Mapping[str, Any]) -> bytes | None:
    """The project's file with more paths in its list; None where it cannot be told how.

    All but the new lines stays as it is: order, indent, line ends, the byte order mark.
    """
    new = list(paths)
    if not before.strip():
        body = {package["key"]: sorted(new)}
        return json.dumps(body, indent=2, ensure_ascii=False).encode() + b"\n"
    try:
        value = json.loads(before.removeprefix(_BOM))
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict):
        return None
    key = package["formats"].get(str(value.get("format")), package["key"])
    listed = value.get(key, [])
    if not isinstance(listed, list):
        return None
    known = [re.compile(_pattern(item)) for item in listed if isinstance(item, str)]
    new = sorted(path for path in new if not any(item.fullmatch(path) for item in known))
    if not new:
        return before
    after = _put(before, key, new, key in value, bool(listed))
    try:
        same = json.loads(after.removeprefix(_BOM)) == {**value, key: [*new, *listed]}
    except ValueError:
        return None
    return after if same else None


def _pattern(glob: str) -> str:
    """A pattern of the list as a regular expression: ``*`` within a folder, ``**`` through all."""
    text = re.escape(glob.lstrip("./")).replace(r"\*\*/", "(?:.*/)?").replace(r"\*\*", ".*")
    return text.replace(r"\*", "[^/]*").replace(r"\?", "[^/]")


def _put(before: bytes, key: str, new: list[str], there: bool, filled: bool) -> bytes:
    end = b"\r\n" if b"\r\n" in before else b"\n"
    match = re.search(rb"\n([ \t]+)\"", before)
    indent = match[1] if match is not None else b"  "
    lines = [indent * 2 + json.dumps(path, ensure_ascii=False).encode() for path in new]
    many = b"," + end
    if there:
        opened = re.search(rb'"%s"\s*:\s*\[' % re.escape(key.encode()), before)
        at = opened.end() if opened is not None else 0
        if filled:
            return before[:at] + end + many.join(lines) + b"," + before[at:]
        close = before.find(b"]", at)
        return before[:at] + end + many.join(lines) + end + indent + before[close:]
    at = before.index(b"{") + 1
    text = end + indent + json.dumps(key).encode() + b": [" + end + many.join(lines)
    text += end + indent + b"]"
    rest = before[at:]
    if rest.lstrip()[:1] == b"}":  # nothing else is in it
        return before[:at] + text + end + rest.lstrip()
    return before[:at] + text + b"," + rest
