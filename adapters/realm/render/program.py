"""A page with the files of its template and the components that it leads to, for a realm.

What a file leads to is found beforehand, as with scripts: the realm cannot ask while it draws.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from attrs import define, field, frozen

from ....canonical.engine.paths import is_inside
from ....canonical.errors import InputError
from ....canonical.markup import COMPONENTS
from ....profiles.model import Vendor
from ...source.markup.facts import Markup
from ..modules import Module, Modules, read_source
from ..told import PartRow
from .scripts import locals_of
from .sizes import sizes_of
from .template import TemplateFile, TemplateReader

MOST_FILES: Final = 400
"""Files of one page's template, and components that a page leads to."""
_CONFIG: Final = ".json"
SIZED: Final = "canvas"
"""The element whose size a program asks for and the client knows."""


@frozen
class PageParts:
    """What a realm is told before a page opens. ``scripts``: of components, in the order they run;
    ``modules``: scripts of templates; ``parts``: templates with what they lead to; ``problem``: why
    the page is not drawn."""

    scripts: tuple[str, ...] = ()
    modules: tuple[Module, ...] = ()
    parts: tuple[PartRow, ...] = ()
    problem: str = ""


@define(eq=False)
class PageTemplates:
    """The templates of one program on one client. ``reader``: None where the vendor's profile says
    too little of templates; ``modules``: its scripts."""

    root: Path
    vendor: Vendor
    reader: TemplateReader | None
    modules: Modules
    known: set[str] = field(factory=set[str], init=False)

    def gather(self, page: str) -> PageParts:
        """What a page's script needs beside it; only what the realm was not told before."""
        if self.reader is None or not self._there(self._beside(page, self.reader.facts)):
            return PageParts()
        result: dict[str, PartRow] = {}
        modules: list[Module] = []
        todo = [page]
        order: list[str] = []
        while todo:
            script = todo.pop()
            if script in result or script in self.known:
                continue
            if len(result) >= MOST_FILES:
                raise InputError(f"leads to more than {MOST_FILES} components", place=page)
            try:
                part, brought = self._part(script, self.reader)
            except InputError as error:
                if script == page:
                    return PageParts(problem=str(error))
                part, brought = self._broken(script, str(error)), []
            result[script] = part
            modules += brought
            order.append(script)
            todo += reversed(part["using"].values())
        self.known |= set(result)
        scripts = tuple(name for name in reversed(order) if name != page)
        return PageParts(scripts, tuple(modules), tuple(result.values()))

    def text(self, name: str) -> str | None:
        """The text of a file of the program; None where there is none that can be read."""
        try:
            return read_source(self.root, name) if self._there(name) else None
        except InputError:
            return None

    def _beside(self, script: str, facts: Markup) -> str:
        return script.rpartition(".")[0] + facts.template.suffix

    def _there(self, name: str) -> bool:
        place = self.root / name
        return place.is_file() and is_inside(self.root, place)

    def _config(self, name: str) -> Mapping[str, Any]:
        if not self._there(name):
            return {}
        try:
            found = json.loads(read_source(self.root, name))
        except (InputError, ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    def _part(self, script: str, reader: TemplateReader) -> tuple[PartRow, list[Module]]:
        """A page's or a component's template, with the scripts that it brings."""
        stem = script.rpartition(".")[0]
        config = self._config(stem + _CONFIG)
        using, lacking = self._using(script, config)
        facts = reader.facts
        template = self._beside(script, facts)
        files: dict[str, TemplateFile] = {}
        if self._there(template):
            for file in self._files(template, reader, frozenset((*using, *lacking))):
                files[file.name] = file
        modules: list[Module] = []
        plain = {name: self._plain(file, facts, modules) for name, file in files.items()}
        part: PartRow = {
            "script": script,
            "template": template if files else "",
            "using": using,
            "lacking": lacking,
            "config": {k: value for k, value in config.items() if isinstance(value, (bool, str))},
            "files": plain,
        }
        if any(node.get("el") == SIZED for file in files.values() for node in file.nodes):
            part["sizes"] = sizes_of(stem, self.vendor, self.text)
        return part, modules

    def _broken(self, script: str, why: str) -> PartRow:
        return {
            "script": script, "template": "", "using": {}, "lacking": {}, "config": {}, "files": {},
            "broken": why,
        }  # fmt: skip

    def _using(
        self, script: str, config: Mapping[str, Any]
    ) -> tuple[dict[str, str], dict[str, str]]:
        """The components of a page by tag: their scripts, and why others have none."""
        using: dict[str, str] = {}
        lacking: dict[str, str] = {}
        general = self._config(self.vendor.program.config)
        for home, said in ((self.vendor.program.config, general), (script, config)):
            declared = said.get(COMPONENTS)
            for tag, path in declared.items() if isinstance(declared, dict) else ():
                led = self.modules.resolve(home, path) if isinstance(path, str) else None
                using.pop(str(tag), None)
                if led is None or led.endswith(_CONFIG):
                    lacking[str(tag)] = f"{str(path)[:80]} is not among the program's files"
                else:
                    lacking.pop(str(tag), None)
                    using[str(tag)] = led
        return using, lacking

    def _files(
        self, template: str, reader: TemplateReader, declared: frozenset[str]
    ) -> Iterator[TemplateFile]:
        """A template's file and all that it takes in."""
        todo, seen = [(template, "")], {template}
        while todo:
            name, place = todo.pop()
            if len(seen) > MOST_FILES:
                raise InputError(f"takes in more than {MOST_FILES} files", place=template)
            try:
                text = read_source(self.root, name)
            except InputError as error:
                raise InputError(str(error), place=place) from None
            file = reader.read(text, name, declared)
            yield file
            for src in (*file.imports, *file.includes):
                led = self._led(name, src, reader.facts)
                if led not in seen:
                    seen.add(led)
                    todo.append((led, name))

    def _led(self, here: str, src: str, facts: Markup) -> str:
        """The file that an import or an include leads to. Raises InputError where there is none."""
        plain = src.strip()
        package = facts.template.bare == "package" and not plain.startswith(("/", "."))
        base = "" if plain.startswith("/") else posixpath.dirname(here)
        path = posixpath.normpath(posixpath.join(base, plain.lstrip("/")))
        names = [path] if package else list(self._names(path, facts.template.suffix, facts))
        if package:
            names = [f"{folder}/{plain}" for folder in ("node_modules",)]
        for name in names:
            if not name.startswith("..") and self._there(name):
                return name
        why = "; a path without ./ or / is a package's" if package else ""
        raise InputError(f"there is no file {src[:80]!r}{why}", place=here)

    def _names(self, path: str, suffix: str, facts: Markup) -> Iterator[str]:
        yield path
        if facts.template.shortened is not False:
            yield path + suffix

    def _plain(self, file: TemplateFile, facts: Markup, modules: list[Module]) -> dict[str, Any]:
        """A file as the realm reads it: where it leads is in place of what is written."""
        scripts: list[dict[str, str]] = []
        for name, source in file.scripts.items():
            if isinstance(source, str):
                led = self.modules.resolve(file.name, _dotted(source, facts))
                if led is None:
                    raise InputError(f"there is no script {source[:80]!r}", place=file.name)
                modules += self.modules.add(led)
            else:
                led = f"{file.name}#{name}"
                modules += self.modules.add_text(led, *source)
            for local, wanted in locals_of(name):
                scripts.append({"local": local, "wanted": wanted, "id": led})
        nodes = [
            {**node, "src": self._led(file.name, node["src"], facts)} if "src" in node else node
            for node in file.nodes
        ]
        return {
            "name": file.name,
            "nodes": nodes,
            "top": file.top,
            "asks": _asks(file.nodes, facts.template.handed),
            "templates": file.templates,
            "imports": [self._led(file.name, src, facts) for src in file.imports],
            "scripts": scripts,
        }


def _dotted(source: str, facts: Markup) -> str:
    """A script's path as modules are asked for: without ./ it is the file's own, or a package's."""
    plain = source.strip()
    if plain.startswith((".", "/")) or facts.template.bare == "package":
        return plain
    return f"./{plain}"


def _asks(value: Any, name: str) -> bool:
    """Whether nodes of a template name what slots are handed."""
    if isinstance(value, dict):
        return bool(name) and any(_asks(item, name) for item in value.values())
    if isinstance(value, list | tuple):
        return bool(name) and (
            list(value[:2]) == ["n", name] or any(_asks(item, name) for item in value)
        )
    return False
