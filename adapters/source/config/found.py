"""The configurations of a tree: which files they are, and the programs that they make."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Mapping
from typing import Final

import attrs

from ..common.files import Found, Walked
from ..common.pair import Pair
from ..text.encoding import encoding_of, mask, wide
from .facts import ConfigSide, ConfigSides, dialects_of, first_of
from .files import page_name
from .json_text import MOST_BYTES, Broken, JsonNode, parsed
from .port import SUFFIX, kind_of
from .work import ConfigKind


@attrs.frozen(eq=False)
class ProgramFiles:
    """One program: its folder (ends in a slash, empty for the top), the names of its pages' files
    without suffix, in order, the components that all pages may use, values of themes, the folder
    of a bar of tabs of its own, empty where it has none, which of the pages are tabs, and what
    paths of scripts stand for, as a pattern and what it means, the longest first."""

    root: str
    pages: tuple[str, ...]
    declared: Mapping[str, str]
    themes: Mapping[str, str]
    tabs: str
    tab_pages: frozenset[str] = frozenset()
    aliases: tuple[tuple[str, str], ...] = ()


@attrs.frozen(eq=False)
class Configs:
    """The configurations of a tree: name -> what it is; and its programs. ``nodes``: the port gives
    components a node of their own, where the target has none for them by itself; ``virtual``:
    options of a script that forbid it."""

    kinds: Mapping[str, ConfigKind]
    programs: tuple[ProgramFiles, ...]
    nodes: bool = False
    virtual: tuple[str, ...] = ()

    def aliases_of(self, name: str) -> tuple[tuple[str, str], ...]:
        """What paths of scripts stand for in the program that a file belongs to."""
        program = self.program_of(name)
        return program.aliases if program is not None else ()

    def program_of(self, name: str) -> ProgramFiles | None:
        """The program that a file belongs to."""
        result = [item for item in self.programs if name.startswith(item.root)]
        return max(result, key=lambda item: len(item.root)) if result else None


NONE = Configs({}, ())
_MAKES: Final = re.compile(rb"(?<![\w$.])Component\s*\(")


def read_json(path: str) -> JsonNode | None:
    """The value in a file; None where there is none that can be read."""
    try:
        with open(path, "rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError:
        return None
    if wide(data) is not None or b"\0" in data:
        return None
    encoding = encoding_of(data)
    try:
        return parsed(mask(data, encoding).decode("latin-1"), data, encoding).root
    except Broken:
        return None


def configs_of(walked: Walked, pair: Pair) -> Configs:
    """The configurations of a tree that was walked."""
    both = dialects_of(pair)
    if both is None:
        return NONE
    source = both.source
    if len(walked.found) == 1:
        return _alone(walked.found[0], both)
    paths = {item.name: item.path for item in walked.found if item.what == "other"}
    kinds: dict[str, ConfigKind] = {}
    programs: list[ProgramFiles] = []
    config = source.vendor.program.config
    own_pages = page_configs(walked, pair)
    for name, path in paths.items():
        if posixpath.basename(name) == config and name not in own_pages:
            kinds[name] = "app"
            root = read_json(path)
            if root is not None and root.kind == "object":
                programs.append(_program(name[: -len(config)], root, source, paths))
        elif source.project is not None and posixpath.basename(name) == source.project.file:
            kinds[name] = "project"
    pages = {page + SUFFIX for program in programs for page in program.pages}
    for name, path in paths.items():
        if name in kinds or not name.lower().endswith(SUFFIX):
            continue
        if name in pages:
            kinds[name] = "page"
        elif programs and _is_component(path, source):
            kinds[name] = "component"
    own, other = (item.default("component", "virtual") for item in (both.source, both.target))
    given = own is not None and own != other and both.target.has("component", "virtual") == "yes"
    return Configs(
        kinds,
        tuple(programs),
        given and own == "false",
        both.source.keys("component", "virtual"),
    )


def page_configs(walked: Walked, pair: Pair) -> frozenset[str]:
    """The files that are called as a program's configuration and are a page's: a program in a
    folder above names that page."""
    both = dialects_of(pair)
    config = both.source.vendor.program.config if both is not None else ""
    paths = {item.name: item.path for item in walked.found if item.what == "other"}
    named = [name for name in paths if config and posixpath.basename(name) == config]
    found: set[str] = set()
    pages: set[str] = set()
    for name in sorted(named, key=lambda name: name.count("/")) if len(named) > 1 else ():
        root = read_json(paths[name]) if name not in pages else None
        if name in pages:
            found.add(name)
        elif both is not None and root is not None and root.kind == "object":
            own = _program(name[: -len(config)], root, both.source, paths)
            pages |= {page + SUFFIX for page in own.pages}
    return frozenset(found)


def _alone(item: Found, both: ConfigSides) -> Configs:
    """One file alone, by its name and what it says."""
    try:
        with open(item.path, "rb") as stream:
            kind = kind_of(stream.read(MOST_BYTES), item.name, both)
    except OSError:
        kind = None
    return Configs({item.name: kind} if kind is not None else {}, ())


def _is_component(path: str, source: ConfigSide) -> bool:
    """Whether a configuration says that it is a component's, or stands beside the script and the
    template of one."""
    if _beside_component(path, source):
        return True
    keys = source.keys("component", "component")
    try:
        with open(path, "rb") as stream:
            data = stream.read(MOST_BYTES)
    except OSError:
        return False
    if not any(key.encode() in data for key in keys):
        return False
    root = read_json(path)
    return root is not None and any(
        (found := root.get(key)) is not None and found.plain is True for key in keys
    )


def _beside_component(path: str, source: ConfigSide) -> bool:
    """Whether a script that calls the constructor of components, and a template, stand beside."""
    stem, templates = os.path.splitext(path)[0], source.vendor.template
    if templates is None or not os.path.isfile(stem + templates.suffix):
        return False
    for suffix in (".js", ".ts"):
        try:
            with open(stem + suffix, "rb") as stream:
                return _MAKES.search(stream.read(MOST_BYTES)) is not None
        except OSError:
            continue
    return False


def _program(
    root: str, node: JsonNode, source: ConfigSide, paths: Mapping[str, str]
) -> ProgramFiles:
    pages: dict[str, None] = {}

    def add(folder: str, listed: JsonNode | None) -> None:
        for path in listed.texts if listed is not None else ():
            name = page_name(root, folder, path.partition("?")[0])
            if name is not None:
                pages[name] = None

    add("", first_of(source, node, "app", "pages"))
    parts = first_of(source, node, "app", "parts")
    for part in parts.items if parts is not None else ():
        folder = first_of(source, part, "part", "root")
        add(
            (folder.text or "") if folder is not None else "",
            first_of(source, part, "part", "pages"),
        )
    declared = first_of(source, node, "app", "components")
    tabs = first_of(source, node, "app", "tabs")
    custom = first_of(source, tabs, "tabs", "custom") if tabs is not None else None
    listed = first_of(source, tabs, "tabs", "items") if tabs is not None else None
    bar = (first_of(source, tab, "tab", "page") for tab in (listed.items if listed else ()))
    own = source.config.tab_folder if custom is not None and custom.plain is True else ""
    return ProgramFiles(
        root,
        tuple(pages),
        _texts(declared),
        _themes(root, node, source, paths),
        f"{root}{own}/" if own else "",
        frozenset(
            stem
            for page in bar
            if page is not None and page.text and (stem := page_name(root, "", page.text))
        ),
        tuple(sorted(_texts(first_of(source, node, "app", "alias")).items(), key=_longest)),
    )


def _longest(alias: tuple[str, str]) -> tuple[int, str]:
    return -len(alias[0]), alias[0]


def _texts(node: JsonNode | None) -> dict[str, str]:
    if node is None:
        return {}
    return {entry.key: entry.value.text for entry in node.entries if entry.value.text is not None}


def _themes(
    root: str, node: JsonNode, source: ConfigSide, paths: Mapping[str, str]
) -> dict[str, str]:
    """What the file of themes says for usual days."""
    where = first_of(source, node, "app", "theme")
    name = page_name(root, "", where.text) if where is not None and where.text else None
    path = paths.get(name or "")
    found = read_json(path) if path is not None else None
    usual = found.get(source.config.theme_plain) if found is not None else None
    return _texts(usual)
