"""The tree of a mini-program: which files are sources, which are left alone, and why."""

from __future__ import annotations

import os
import re
import stat
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any, Final, NamedTuple

import attrs
import tomli

from ....canonical.errors import InputError
from ....profiles import loader
from ....profiles.markup import file_names
from ....profiles.registry import Registry
from ..text.blocks import LANGUAGES
from .needed import asked_for, readable_file
from .pair import LONG_LINE

SOURCES: Final = frozenset({*LANGUAGES, ".vue"})
_FOLDERS: Final[dict[str, str]] = {
    "node_modules": "packages",
    ".git": "version control",
    ".hg": "version control",
    ".svn": "version control",
}
Ignore = tuple[str, int, re.Pattern[str], Any]
"""One .gitignore. What leads from its folder to the root of the walk, or how much of a name leads
from there to its folder; a search that finds anything its patterns may match; its rules."""
MAX_BYTES: Final = 32_000_000
_CHUNK: Final = 1 << 20
_IGNORED: Final = "ignored by .gitignore"
_NAME: Final = attrgetter("name")


@cache
def others() -> dict[str, dict[str, str]]:
    """The names of other frameworks, platforms and kinds of files."""
    text = Path(__file__).with_name("others.toml").read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = tomli.loads(text)
    return found


class Found(NamedTuple):
    """One entry of the tree.

    ``what``: ``source``, ``template``, ``style``, ``other`` (copied as it is by ``--out``) or
    ``skipped`` with its ``reason``. ``name`` is the path from the root, with forward slashes.
    """

    path: str
    name: str
    what: str
    reason: str = ""


@attrs.frozen(eq=False)
class Kinds:
    """What files are by their suffix, without its dot, and why folders are left out.

    Templates of platforms without a profile are counted, never touched.
    """

    suffixes: Mapping[str, str]
    folders: Mapping[str, str]


def kinds(registry: Registry) -> Kinds:
    """The kinds of files that the vendors of a registry make, and a few others."""
    names = registry.remembered(file_names)()
    templates = {suffix[1:] for suffix in names.templates} | set(others()["templates"])
    styles = dict.fromkeys((suffix[1:] for suffix in names.styles), "style")
    sources = {suffix[1:]: "source" for suffix in SOURCES}
    return Kinds(
        {**styles, **sources, **dict.fromkeys(templates, "template")},
        {**_FOLDERS, **dict.fromkeys(names.packages, "packages")},
    )


@attrs.define(eq=False, repr=False)
class Walked:
    """What a walk found, in order of names; ``skipped`` counts reasons. ``packages``: folders of
    packages that it went into; ``ignored``: files and folders that .gitignore names."""

    root: str
    found: list[Found] = attrs.field(factory=list)
    skipped: Counter[str] = attrs.field(factory=Counter)
    kinds: Kinds = Kinds({}, {})
    packages: tuple[str, ...] = ()
    ignored: set[str] = attrs.field(factory=set)

    def sources(self) -> list[Found]:
        """The files to port."""
        return [item for item in self.found if item.what == "source"]


def walk(root: str | Path, packages: tuple[str, ...] = ()) -> Walked:
    """Find the sources under a folder, or take one file.

    ``packages``: names of folders of packages that are gone into, whatever is ignored. Others,
    ignored files, symbolic links and declarations are counted as skipped. Raises
    `InputError` where the root cannot be read at all.
    """
    top = os.fspath(root)
    known = loader.current().remembered(kinds)()
    try:
        mode = os.stat(top).st_mode
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"cannot be read: {reason}", place=top) from None
    if not stat.S_ISDIR(mode):
        what = _readable(top, known)
        walked = Walked(os.path.dirname(top) or ".")
        walked.found.append(Found(top, os.path.basename(top), what))
        return walked
    walked = Walked(top, kinds=known, packages=packages)
    ignores = _ignores_above(top)
    pending: list[tuple[str, str, list[Ignore]]] = [(top, "", ignores)]
    while pending:
        folder, prefix, rules = pending.pop()
        try:
            entries = list(os.scandir(folder))
        except OSError:
            walked.skipped["unreadable"] += 1
            continue
        if len(entries) > 1:
            entries.sort(key=_NAME)
        if ".gitignore" in map(_NAME, entries):
            rules = [*rules, *_ignores_in(folder, cut=len(prefix))]
        for entry in entries:
            _entry(walked, entry, prefix, rules, pending)
    if walked.ignored:
        _take_in(walked)
    walked.found.sort(key=_NAME)
    return walked


def _take_in(walked: Walked) -> None:
    """Scripts that are ignored, and that a script of the tree asks for."""
    there = {item.name for item in walked.found if item.what != "skipped"}
    pending = walked.sources()
    while pending:
        asking = pending.pop()
        for names in asked_for(asking.path, asking.name):
            if not there.isdisjoint(names):
                continue
            name = next((name for name in names if _kept_back(walked, name)), "")
            if not name:
                continue
            there.add(name)
            if name in walked.ignored:
                walked.skipped[_IGNORED] -= 1
                walked.found = [item for item in walked.found if item.name != name]
            found = Found(os.path.join(walked.root, name), name, "source")
            walked.found.append(found)
            pending.append(found)
    walked.skipped += Counter()  # none of a reason is no reason


def _kept_back(walked: Walked, name: str) -> bool:
    """Whether a name is that of a script that only .gitignore keeps out of the tree."""
    inside = any(name == item or name.startswith(f"{item}/") for item in walked.ignored)
    source = os.path.splitext(name)[1] in LANGUAGES
    return inside and source and readable_file(walked.root, name)


def _readable(path: str, known: Kinds) -> str:
    """What one file is; raises `InputError` for one that is not read, with what it is."""
    suffix = os.path.splitext(path.lower())[1]
    if suffix in SOURCES:
        return "source"
    names = others()
    kind = known.suffixes.get(suffix[1:])
    if kind in ("template", "style") and suffix[1:] not in names["templates"]:
        return kind
    if suffix == ".json":
        return "other"
    expected = ", ".join(sorted(SOURCES))
    if suffix[1:] in names["templates"]:
        what = f"a template of {names['templates'][suffix[1:]]}, and is not read"
    elif suffix[1:] in names["components"]:
        maker = names["components"][suffix[1:]]
        what = f"a file of {maker}, and is not read: port what {maker} builds"
    elif suffix[1:] in names["styles"]:
        what = "a style sheet, and has no calls"
    else:
        what = "not a source"
    raise InputError(f"is {what}; expected a file that ends in one of {expected}", place=path)


def _entry(
    walked: Walked,
    entry: os.DirEntry[str],
    prefix: str,
    rules: list[Ignore],
    pending: list[tuple[str, str, list[Ignore]]],
) -> None:
    name = f"{prefix}{entry.name}"
    try:
        folder = entry.is_dir(follow_symlinks=False)
        regular = not folder and entry.is_file(follow_symlinks=False)
        link = not folder and not regular and entry.is_symlink()
    except OSError:
        walked.skipped["unreadable"] += 1
        return
    what, reason = "skipped", ""
    if link:
        reason = "symbolic link"
    elif folder and entry.name in walked.packages:
        pending.append((entry.path, f"{name}/", []))
        return
    elif folder and entry.name in walked.kinds.folders:
        reason = walked.kinds.folders[entry.name]
    elif rules and _ignored(rules, name, folder):
        reason = _IGNORED
    elif folder:
        pending.append((entry.path, f"{name}/", rules))
        return
    elif not regular:
        reason = "not a file"
    else:
        what, reason = _kind(entry.name.lower(), walked.kinds.suffixes)
    if reason:
        walked.skipped[reason] += 1
    if reason == _IGNORED:
        walked.ignored.add(name)
    if not folder:
        walked.found.append(Found(entry.path, name, what, reason))


def _kind(name: str, suffixes: Mapping[str, str]) -> tuple[str, str]:
    """What a file is by its name, in lower case, and why it is skipped."""
    stem, _, suffix = name.rpartition(".")
    what = suffixes.get(suffix, "other") if stem.strip(".") else "other"
    if what != "source":
        return what, ""
    if name.endswith((".d.ts", ".d.mts", ".d.cts")):
        return "skipped", "type declarations"
    return "source", ""


def _ignores_in(folder: str, lead: str = "", cut: int = 0) -> list[Ignore]:
    try:
        with open(os.path.join(folder, ".gitignore"), "rb") as stream:
            text = stream.read(_CHUNK).decode("utf-8", "replace")
    except OSError:
        return []
    import pathspec

    try:
        rules = pathspec.GitIgnoreSpec.from_lines(text.splitlines())
    except ValueError:
        return []
    # most names match no pattern at all: one search tells that
    parts = [item.regex.pattern for item in rules.patterns if item.regex is not None]
    quick = re.compile("|".join(re.sub(r"\(\?P<\w+>", "(?:", part) for part in parts) or "(?!)")
    return [(lead, cut, quick, rules)]


def _ignores_above(top: str) -> list[Ignore]:
    """The .gitignore files of the folders above, up to the top of the work tree."""
    here = os.path.abspath(top)
    result: list[Ignore] = []
    probe, lead = here, ""
    while True:
        if os.path.exists(os.path.join(probe, ".git")):
            break
        parent = os.path.dirname(probe)
        if parent == probe:
            return []
        lead = f"{os.path.basename(probe)}/{lead}"
        probe = parent
        result[:0] = _ignores_in(probe, lead=lead)
    return result


def _ignored(rules: list[Ignore], name: str, folder: bool) -> bool:
    verdict = False
    for lead, cut, quick, spec in rules:
        relative = f"{lead}{name[cut:]}{'/' if folder else ''}"
        if quick.search(relative) is None:
            continue
        result = spec.check_file(relative)
        if result.include is not None:
            verdict = result.include
    return verdict


# a device or a pipe that took the file's place must not block
_FLAGS: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_PIECE: Final = 1 << 16


def read(found: Found) -> bytes | str:
    """The bytes of a file, or why they cannot be had."""
    try:
        handle = os.open(found.path, _FLAGS)
        try:
            data = os.read(handle, _PIECE)
            if more := os.read(handle, _PIECE):
                data = _rest(handle, [data, more])
        finally:
            os.close(handle)
    except OSError as error:
        return f"cannot be read: {error.strerror or error}"
    return data if len(data) <= MAX_BYTES else f"larger than {MAX_BYTES:,} bytes"


def _rest(handle: int, pieces: list[bytes]) -> bytes:
    """What was read of a file and what follows, but not much more than is taken of one."""
    size = sum(map(len, pieces))
    while size <= MAX_BYTES and (piece := os.read(handle, _PIECE)):
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces)


MOST_MINIFIED: Final = 1_500_000
"""Bytes of a minified script that is ported: a program's own libraries are smaller."""
MOST_WORK: Final = 1_500_000_000
"""Uses of the global in a long line, times its length: each is looked for along it."""


def too_much_minified(data: bytes, name: bytes) -> bool:
    """Whether the global is used in lines too long for anyone to have written them, in a script
    that is too large for that or uses it too often."""
    if len(data) <= LONG_LINE:
        return False
    work = 0
    for line in data.split(b"\n"):
        if len(line) > LONG_LINE and name in line:
            uses = sum(1 for _ in _mentions(line, name))
            work += uses * len(line)
            if uses and (len(data) > MOST_MINIFIED or work > MOST_WORK):
                return True
    return False


def _mentions(data: bytes, name: bytes) -> Iterator[int]:
    raw = re.escape(name)
    for match in re.finditer(raw + rb"(?<![\w$.]" + raw + rb")(?=\s*(?:\?\.|\.|\[))", data):
        yield match.start()
