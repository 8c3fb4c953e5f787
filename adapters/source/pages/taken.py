"""What a page takes in: its own files, the components it uses, and all that these take in."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Final, NamedTuple

import attrs

from ..common.model import FilePort
from ..config.components import component_stem
from ..config.facts import ConfigSides
from ..config.found import ProgramFiles
from ..config.json_text import JsonNode
from ..config.port import SUFFIX
from ..program.programs import Programs
from ..program.scripts import brought
from ..text.blocks import LANGUAGES
from .tree_scripts import TreeScripts

_BAR: Final = "index"
"""The component of a program's own bar of tabs, in its folder."""
_USUAL: Final = "default"
_MOST: Final = 5_000
"""Files of one page: more are no page."""


class GoneComponent(NamedTuple):
    """A component that is used and not there: the file that declares it, its tag and its path."""

    file: str
    tag: str
    path: str


@attrs.frozen(eq=False)
class TakenIn:
    """What a page takes in. ``files``: names of the tree, the page's own first; ``scripts``: those
    of them that are its own and its components', all of which runs; ``components``: stems;
    ``gone``: those that are not there."""

    files: tuple[str, ...]
    scripts: tuple[str, ...]
    components: tuple[str, ...]
    gone: tuple[GoneComponent, ...]


@attrs.define(eq=False)
class Takes:
    """What pages of a tree take in. ``suffixes``: of a page's template and style sheet."""

    around: Programs
    scripts: TreeScripts
    both: ConfigSides
    files: Mapping[str, FilePort]
    suffixes: tuple[str, ...]
    ends: tuple[str, ...]
    _brought: dict[str, list[str]] = attrs.field(factory=dict, init=False)
    _declared: dict[str, dict[str, str]] = attrs.field(factory=dict, init=False)

    def page(self, stem: str, program: ProgramFiles) -> TakenIn:
        """What the page of a stem takes in."""
        bar = f"{program.tabs}{_BAR}" if program.tabs and stem in program.tab_pages else ""
        return self._walk([stem], program, [bar] if bar else [])

    def program(self, program: ProgramFiles) -> TakenIn:
        """What a program itself is made of: its own script, style sheet and configuration."""
        vendor = self.both.source.vendor
        own = program.root + vendor.program.script
        names = [own + suffix for suffix in (*self.suffixes, *LANGUAGES)]
        names.append(program.root + vendor.program.config)
        found = [name for name in names if self.around.has(name)]
        files = self._closed(dict.fromkeys(found), program)
        return TakenIn(tuple(files), _scripts_of(found), (), ())

    def _walk(self, stems: list[str], program: ProgramFiles, beside: Sequence[str] = ()) -> TakenIn:
        files: dict[str, None] = {}
        roots: list[str] = []
        seen = dict.fromkeys([*stems, *beside])
        gone: dict[GoneComponent, None] = {}
        pending = [*stems, *beside]
        while pending and len(files) < _MOST:
            stem = pending.pop()
            own = self._of_stem(stem)
            roots += own
            inside = self._closed(dict.fromkeys(own), program)
            files.update(inside)
            tags = {tag for name in inside for tag in self._tags(name)}
            tags |= self._stand_ins(tags, stem, program)
            parts: list[str | GoneComponent | None] = [
                self._component(tag, stem, program) for tag in sorted(tags)
            ]
            for found in [*parts, *self._generics(stem, program)]:
                if isinstance(found, GoneComponent):
                    gone[found] = None
                elif found and found not in seen:
                    seen[found] = None
                    pending.append(found)
        components = tuple(stem for stem in seen if stem not in stems)
        return TakenIn(tuple(files), _scripts_of(roots), components, tuple(gone))

    def _of_stem(self, stem: str) -> list[str]:
        """The files of a page or component, of scripts the one that is written by people."""
        scripts = [stem + end for end in self._languages if self.around.has(stem + end)]
        names = [*(stem + suffix for suffix in self.suffixes), *scripts[:1], stem + SUFFIX]
        return [name for name in names if self.around.has(name)]

    @cached_property
    def _languages(self) -> tuple[str, ...]:
        """Suffixes of scripts, those that are compiled first."""
        return tuple(sorted(LANGUAGES, key=lambda end: "t" not in end))

    def _tags(self, name: str) -> tuple[str, ...]:
        done = self.files.get(name)
        return done.links.tags if done is not None else ()

    def _component(self, tag: str, stem: str, program: ProgramFiles) -> str | GoneComponent | None:
        """The component of a tag: its stem, that it is not there, or None: it is none."""
        name = stem + SUFFIX
        path = self._said(name).get(tag)
        if path is None:
            path, name = program.declared.get(tag), program.root + self.around.config
        return self._at(path, name, tag, program) if path is not None else None

    def _at(self, path: str, name: str, tag: str, program: ProgramFiles) -> str | GoneComponent:
        """The component of a path that the file ``name`` says, or that it is not there."""
        found = component_stem(
            path, name, program.root, self.around.has, self.ends, self.around.packages
        )
        return GoneComponent(name, tag, path) if found is None else found

    def _stand_ins(self, tags: Collection[str], stem: str, program: ProgramFiles) -> set[str]:
        """The tags that stand for some until these are there."""
        found: set[str] = set()
        for name in (stem + SUFFIX, program.root + self.around.config):
            said = self._table(name, "placeholders")
            found |= {node.text for tag, node in said if tag in tags and node.text is not None}
        return found

    def _generics(self, stem: str, program: ProgramFiles) -> list[str | GoneComponent | None]:
        """The components that a component takes where nobody hands it others."""
        name = stem + SUFFIX
        result: list[str | GoneComponent | None] = []
        for tag, node in self._table(name, "generics"):
            usual = node.get(_USUAL) if node.kind == "object" else None
            if usual is not None and usual.text is not None:
                result.append(self._at(usual.text, name, tag, program))
        return result

    def _table(self, name: str, setting: str) -> list[tuple[str, JsonNode]]:
        """A setting of a configuration that is a table, row by row."""
        node = self.around.config_in(name)
        for group in ("page", "component") if node is not None else ():
            for key in self.both.source.keys(group, setting):
                found = node.get(key) if node is not None else None
                if found is not None:
                    return [(entry.key, entry.value) for entry in found.entries]
        return []

    def _said(self, name: str) -> dict[str, str]:
        """The components that a file declares: tag -> path."""
        if name not in self._declared:
            node = self.around.config_in(name)
            self._declared[name] = self._texts(node) if node is not None else {}
        return self._declared[name]

    def _texts(self, node: JsonNode) -> dict[str, str]:
        for key in self.both.source.keys("page", "components"):
            found = node.get(key)
            if found is not None:
                return {
                    entry.key: entry.value.text
                    for entry in found.entries
                    if entry.value.text is not None
                }
        return {}

    def _closed(self, names: dict[str, None], program: ProgramFiles) -> dict[str, None]:
        """Files and all that they take in, configurations' components left out."""
        result: dict[str, None] = {}
        pending = list(names)
        while pending and len(result) < _MOST:
            name = pending.pop(0)
            if name in result:
                continue
            result[name] = None
            if os.path.splitext(name)[1] in LANGUAGES:
                pending += self._scripts(name, program.root)
            elif not name.endswith(SUFFIX):
                done = self.files.get(name)
                pending += done.links.files if done is not None else ()
        return result

    def _scripts(self, name: str, root: str) -> list[str]:
        if name not in self._brought:
            paths = brought(self.scripts.data(name))
            places = (self.scripts.found(root, path, name) for path in paths)
            self._brought[name] = [place for place in places if place is not None]
        return self._brought[name]


def _scripts_of(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name in names if os.path.splitext(name)[1] in LANGUAGES)
