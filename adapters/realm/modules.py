"""The files of a mini-program as modules of a realm: found, read and wrapped before they run.

The realm cannot ask for a file while a script runs, so everything a script may ask for is found
beforehand: the paths written in ``require`` and ``import``, from file to file.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from attrs import define, field, frozen

from ...canonical.engine.paths import is_inside
from ...canonical.errors import InputError
from ...profiles import loader
from ...profiles.markup import FileNames, file_names
from ...profiles.model import TemplateScripts
from . import esm as realm_esm
from .render.scripts import plain_script
from .told import ModuleRow

MAX_FILE: Final = 4 << 20
MAX_ALL: Final = 32 << 20
MAX_FILES: Final = 2000
MAX_NAMES: Final = 10_000
"""Modules that the files of a program ask for, by file and as written."""
_REQUIRE: Final = re.compile(
    r"""(?<![\w$.])(?:require|import)\s*\(\s*(["'])([^"'\n]{1,400})\1\s*\)"""
)
_COMPUTED: Final = re.compile(
    r"""(?<![\w$.])(?:require|import)\s*\(\s*(?:[^"'\s)]|(["'])[^"'\n]*\1\s*[^\s)])"""
)
MOST_DEEP: Final = 3
"""Folders below the one that is given, where a program is looked for."""
TYPED: Final = (".ts", ".mts", ".cts")
UNREAD: Final = (".tsx", ".jsx", ".vue")
"""Kinds of source that are no script before something compiles them."""
_SUFFIXES: Final = (
    "",
    ".js",
    ".ts",
    ".json",
    ".mjs",
    ".cjs",
    ".mts",
    ".cts",
    "/index.js",
    "/index.ts",
)
"""A script beside a TypeScript file of its name is what that was compiled to."""
_CODE: Final = (".js", ".mjs", ".cjs", *TYPED)


@frozen
class Module:
    """One file: its place under the root, and what the realm is told of it."""

    id: str
    code: str | None
    json: str | None
    names: dict[str, str]
    first: int
    """Line of the realm where the file's first line stands."""
    lines: int
    hides: tuple[str, ...] = ()
    """Global names that it does not see: a script of templates."""

    def to_json(self) -> ModuleRow:
        """As `define` of the realm takes it."""
        plain: ModuleRow = {"id": self.id, "names": self.names}
        if self.json is not None:
            plain["json"] = self.json
        else:
            plain["code"] = self.code
        if self.hides:
            plain["hides"] = list(self.hides)
        return plain


@frozen
class TemplateLanguage:
    """What the scripts of templates are, and the global names that they do not see."""

    facts: TemplateScripts
    hides: tuple[str, ...]


@define(eq=False)
class Modules:
    """The modules of one realm, under one root. Lines of the realm lead back to files.

    `first`: the first line free for modules. `language`: what the scripts of templates are, with
    the global names that they do not see. `packages`: folders that the client's tools build
    packages into; None: those of all vendors.
    """

    root: Path
    first: int
    language: TemplateLanguage | None = None
    packages: Collection[str] | None = None
    known: dict[str, Module] = field(factory=dict)
    size: int = 0
    asked: int = 0
    missing: list[tuple[str, str]] = field(factory=list[tuple[str, str]])
    """Modules that are asked for and not there: by which file, and how."""

    def add(self, file: str) -> list[Module]:
        """The modules that `file` (a path under the root) brings, itself last.

        Raises InputError for a file that is missing, too large or no UTF-8.
        """
        result: list[Module] = []
        todo = [file]
        while todo:
            name = todo.pop()
            if name in self.known:
                continue
            module, computed = self._read(name)
            self.known[name] = module
            result.append(module)
            todo.extend(module.names.values())
            if computed:
                todo.extend(self._everything())
        return result[::-1]

    def add_setup(self, file: Path) -> Module:
        """A script of the test's own, which may lie anywhere. It asks for no other file."""
        name = f"(setup) {file.name}"
        text = read_source(file.parent, file.name)
        self.known[name] = self._wrapped(name, text)[0]
        return self.known[name]

    def add_text(self, name: str, text: str, line: int) -> list[Module]:
        """A script that stands in a template at a line, with the modules it brings, itself last."""
        if name in self.known:
            return []
        module, _ = self._wrapped(name, "\n" * (line - 1) + text, inline=True)
        self.known[name] = module
        brought = [one for file in module.names.values() for one in self.add(file)]
        return [*brought, module]

    def resolve(self, importer: str, spec: str) -> str | None:
        """The script that a path written in a file of the program leads to; None: there is none."""
        return self._resolve(importer, spec)

    def _read(self, name: str) -> tuple[Module, bool]:
        if len(self.known) >= MAX_FILES:
            raise InputError(f"the program has more than {MAX_FILES} files", place=name)
        text = read_source(self.root, name)
        self.size += len(text)
        if self.size > MAX_ALL:
            raise InputError("the program's files are too large together", place=name)
        if name.endswith(".json"):
            json_value(text, name)
            return Module(name, None, text, {}, 0, 0), False
        if name.endswith(UNREAD):
            raise InputError("is not run here; compile it to JavaScript first", place=name)
        return self._wrapped(name, text)

    def _wrapped(self, name: str, text: str, inline: bool = False) -> tuple[Module, bool]:
        """A script as a function of the realm, its lines where `place` finds them."""
        hides: tuple[str, ...] = ()
        if self.language is not None and (inline or self._of_template(name)):
            text, hides = plain_script(text), self.language.hides
        head, body, specs, computed = _read_script(text, name)
        self.asked += len(specs)
        if self.asked > MAX_NAMES:
            raise InputError(f"the program asks for more than {MAX_NAMES:,} modules", place=name)
        own = not name.startswith("(setup)")
        names = {s: found for s in specs if own and (found := self._resolve(name, s))}
        self.missing += [(name, spec) for spec in specs if own and spec not in names]
        lines = body.count("\n") + 1
        tail = realm_esm.TAIL if head.endswith(realm_esm.HEAD_END) else "\n})"
        code = "\n" * (self.first - 1) + head + "\n" + body + tail
        module = Module(name, code, None, names, self.first + 1, lines, hides)
        self.first += lines + 2
        return module, computed

    def _resolve(self, importer: str, spec: str) -> str | None:
        """The file a written path leads to, or None. Never one outside the root."""
        here = posixpath.dirname(importer)
        if spec.startswith("/"):
            return self._file(spec.lstrip("/"))
        if spec.startswith("."):
            return self._file(posixpath.join(here, spec))
        place = here
        built = _known().packages if self.packages is None else self.packages
        while True:
            for folder in (*sorted(built), "node_modules"):
                if found := self._package(posixpath.join(place, folder, spec)):
                    return found
            if not place:
                break
            place = posixpath.dirname(place)
        return self._file(posixpath.join(here, spec)) or self._file(spec)

    def _package(self, base: str) -> str | None:
        described = self.root / base / "package.json"
        if described.is_file() and is_inside(self.root, described):
            try:
                main = json.loads(read_source(self.root, f"{base}/package.json")).get("main")
            except (InputError, ValueError, AttributeError):
                main = None
            if isinstance(main, str) and (found := self._file(posixpath.join(base, main))):
                return found
        return self._file(base)

    def _file(self, path: str) -> str | None:
        clean = posixpath.normpath(path)
        if clean.startswith("..") or "\\" in clean or "\0" in clean:
            return None
        own = self.language.facts.suffix if self.language is not None else ""
        for suffix in (*_SUFFIXES, own):
            name = clean + suffix
            if name.endswith((*_CODE, ".json")) or self._of_template(name):
                place = self.root / name
                if place.is_file() and is_inside(self.root, place):
                    return name
        return None

    def _of_template(self, name: str) -> bool:
        """Whether a file is a script of templates."""
        return self.language is not None and name.endswith(self.language.facts.suffix)

    def _everything(self) -> Iterator[str]:
        """Every script of the program: a path is computed, so any may be asked for."""
        for place in sorted([*self.root.rglob("*.js"), *self.root.rglob("*.ts")]):
            name = place.relative_to(self.root).as_posix()
            if name.endswith(".d.ts"):
                continue
            if "node_modules/" not in name and is_inside(self.root, place) and place.is_file():
                yield name

    def mention(self, words: re.Pattern[str]) -> bool:
        """Whether any of these modules speaks of such words."""
        return any(module.code and words.search(module.code) for module in self.known.values())

    def why_no_page(self) -> str:
        """Why a file made no page although nothing threw."""
        text = "calls neither Page nor Component"
        missing = [f"{spec!r} of {name}" for name, spec in self.missing]
        return f"{text}; not found: {', '.join(missing[:3])}" if missing else text

    def place(self, line: int) -> str | None:
        """``file:line`` of a line of the realm; None for the client's own lines."""
        for module in self.known.values():
            if module.first <= line < module.first + module.lines and module.code is not None:
                return f"{module.id}:{line - module.first + 1}"
        return None


@lru_cache(maxsize=512)
def _read_script(text: str, name: str) -> tuple[str, str, tuple[str, ...], bool]:
    """A script's head and body for the realm, the modules it names, whether it computes names.

    Kept, since a program is run many times over."""
    if text.startswith("#!"):
        text = "//" + text
    if name.endswith(TYPED):
        from ..source.syntax.strip import stripped

        text = stripped(text, name)
    specs: list[str] = []
    tokens = realm_esm.declaring(text, name)
    if tokens is not None:
        head, body, specs = realm_esm.transformed(text, name, tokens)
    else:
        head, body = "(function (require, module, exports, $mg) {", text
    specs = [*specs, *(match[2] for match in _REQUIRE.finditer(text))]
    return head, body, tuple(dict.fromkeys(specs)), _COMPUTED.search(text) is not None


def read_source(root: Path, name: str) -> str:
    """The text of a file under the root. Raises InputError."""
    place = root / name
    if not is_inside(root, place):
        raise InputError("leads out of the program's folder", place=name)
    try:
        if place.exists() and not place.is_file():  # a pipe is never at its end
            raise InputError("is no file", place=name)
        with place.open("rb") as stream:
            data = stream.read(MAX_FILE + 1)
    except InputError:
        raise
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"cannot be read: {reason}", place=name) from None
    if len(data) > MAX_FILE:
        raise InputError(f"larger than {MAX_FILE:,} bytes", place=name)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError("not UTF-8", place=f"{name}:{line}") from None


def json_value(text: str, name: str) -> Any:
    """The value of a JSON file, as JavaScript reads it. Raises InputError with the place."""
    try:
        return json.loads(text, parse_int=float, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        place = f"{name}:{error.lineno}:{error.colno}"
        raise InputError(f"not JSON: {error.msg}", place=place) from None
    except ValueError as error:
        raise InputError(f"not JSON: {error}", place=name) from None
    except RecursionError:
        raise InputError("not JSON that can be read: nested too deeply", place=name) from None


def _no_number(word: str) -> None:
    raise ValueError(f"{word} is no number there")


def app_script(root: Path, own: str = "") -> str:
    """The script of the app itself under a program's root; empty without one. `own`: how the client
    calls it, without a suffix; other vendors' names come after that."""
    stems = dict.fromkeys(filter(None, (own, *_known().scripts)))
    names = (f"{stem}{suffix}" for stem in stems for suffix in (".js", ".ts"))
    return next((name for name in names if (root / name).is_file()), "")


def page_script(root: Path, route: str) -> str:
    """The script of a page by its route; empty where there is none."""
    names = (f"{route}{suffix}" for suffix in (".js", ".ts"))
    return next((n for n in names if (root / n).is_file() and is_inside(root, root / n)), "")


def find_root(page: Path) -> Path:
    """The folder of the mini-program a page belongs to: where the file that lists pages stands, or
    one of the developer tools'."""
    known = _known()
    for folder in page.parents:
        own = f"{page.stem}.json" if folder == page.parent else ""
        if any(_begins(folder, name, known.pages, name == own) for name in known.configs):
            return folder
        if any((folder / name).is_file() for name in known.projects):
            return folder
    return page.parent


def find_program(folder: Path) -> Path:
    """The folder of the mini-program that lies under `folder`: that one, or the one below it where
    a list of pages stands, if there is just one. Raises InputError for several programs."""
    names = _known().configs
    if any(_begins(folder, name, _known().pages, own=True) for name in names):
        return folder
    skipped = {"node_modules", *_known().packages}
    result: list[Path] = []
    todo = [folder]
    for depth in range(MOST_DEEP):
        below = [inner for it in todo for inner in _folders(it) if inner.name not in skipped]
        begun = {
            inner
            for inner in below
            if any(_begins(inner, name, _known().pages, own=True) for name in names)
        }
        result += sorted(begun)
        todo = [inner for inner in below if inner not in begun] if depth + 1 < MOST_DEEP else []
    if len(result) > 1:
        data = ", ".join(place.relative_to(folder).as_posix() for place in result[:4])
        more = f" and {len(result) - 4} more" if len(result) > 4 else ""
        raise InputError(f"holds several programs, name one: {data}{more}", place=str(folder))
    return result[0] if result else folder


def _folders(folder: Path) -> list[Path]:
    try:
        inner = sorted(folder.iterdir())
    except OSError:
        return []
    return [p for p in inner if p.is_dir() and not p.is_symlink() and not p.name.startswith(".")]


def _begins(folder: Path, name: str, pages: Iterable[str], own: bool) -> bool:
    """Whether a file lists a program's pages. `own`: it has the page's own name, so it may be that
    page's configuration."""
    if not (folder / name).is_file():
        return False
    if not own:
        return True
    try:
        data = json.loads(read_source(folder, name))
    except (InputError, ValueError, RecursionError):
        return True
    return isinstance(data, dict) and any(key.partition(".")[0] in data for key in pages)


def _known() -> FileNames:
    return loader.current().remembered(file_names)()
