"""Where the generated runtimes of a tree stand: one a mini-program, none over another file."""

from __future__ import annotations

import os
from collections.abc import Mapping
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Final

import attrs

from ....canonical.values import Value
from ...runtime.forms import typed_module
from ..config.found import page_configs
from ..script.generated import runtime_in

if TYPE_CHECKING:
    from ..common.files import Walked
    from ..common.pair import Pair

RUNTIME_FILE: Final = "mediaglot-runtime.js"
_MOST: Final = 1_000_000


@attrs.frozen(eq=False, repr=False)
class ProgramRoots(Value):
    """Folders of mini-programs in a tree, its top among them, and the runtime's name in each.

    ``whole``: runtimes of this very pair that stand there already, with their module formats.
    Code ported before calls functions of theirs that are not known here: a new one has them all.
    ``scopes`` are the folders of packages, ``typed`` those of them that have the type module.
    """

    names: Mapping[str, str]
    whole: Mapping[str, str] = attrs.field(factory=dict)
    typed: frozenset[str] = frozenset()
    scopes: frozenset[str] = frozenset({""})

    def runtime_of(self, name: str) -> str:
        """The runtime that a file imports: in its mini-program's root, else the tree's."""
        above = [root for root in self.names if not root or name.startswith(f"{root}/")]
        return self.names[max(above, key=len)]

    def is_typed(self, name: str) -> bool:
        """Whether the package of a file has the type module: its .js files are ES modules."""
        above = [scope for scope in self.scopes if not scope or name.startswith(f"{scope}/")]
        return max(above, key=len) in self.typed

    def form_of(self, name: str) -> str:
        """The module format that a runtime's name and package ask for; empty: either."""
        if name.endswith(".cjs"):
            return "cjs"
        return "esm" if self.is_typed(name) else ""


def roots_of(walked: Walked, both: Pair) -> ProgramRoots:
    """The roots of a tree: its top, and each folder that holds an ``app.json``."""
    folders, scopes = {""}, {""}
    common: set[str] = set()
    pages = page_configs(walked, both)
    there: dict[str, str] = {}
    stem = RUNTIME_FILE.removesuffix(".js")
    for item in walked.found:
        folder, _, base = item.name.rpartition("/")
        if base == "package.json":
            scopes.add(folder)
        if base.endswith((".cjs", ".cts")):
            common.add(item.name)
        if base == "app.json" and item.name not in pages:
            folders.add(folder)
        elif base.startswith(stem):
            there[item.name] = item.path
    top = Path(walked.root)
    typed = frozenset(scope for scope in scopes if typed_module(top / scope / RUNTIME_FILE))
    found = ProgramRoots({}, {}, typed, frozenset(scopes))
    names: dict[str, str] = {}
    whole: dict[str, str] = {}
    for folder in sorted(folders):
        lead = f"{folder}/" if folder else ""
        required = any(name.startswith(lead) for name in common)
        suffix = ".cjs" if required and found.is_typed(f"{lead}{RUNTIME_FILE}") else ".js"
        names[folder], module = _free(lead, there, both, suffix)
        if module:
            whole[names[folder]] = module
    return attrs.evolve(found, names=names, whole=whole)


def _free(lead: str, there: Mapping[str, str], both: Pair, suffix: str) -> tuple[str, str]:
    """A name that no other file has, or that of this pair's own runtime with its format."""
    stem = RUNTIME_FILE.removesuffix(".js")
    pair = f"{stem}-{both.source['id']}-{both.target['id']}"
    for number in count():
        base = {0: stem, 1: pair}.get(number, f"{pair}-{number}") + suffix
        path = there.get(f"{lead}{base}")
        if path is None:
            return f"{lead}{base}", ""
        if module := _own(path, both):
            return f"{lead}{base}", module
    raise AssertionError  # pragma: no cover


def _own(path: str, both: Pair) -> str:
    """The module format of this pair's runtime; empty for any other file."""
    try:
        if not os.path.isfile(path):
            return ""
        with open(path, "rb") as stream:
            data = stream.read(_MOST)
    except OSError:
        return ""
    made = runtime_in(data)
    if made is None or not made.same(both):
        return ""
    return "cjs" if b"module.exports" in data else "esm"
