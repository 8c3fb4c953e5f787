"""Where the generated runtimes of a tree stand: one a mini-program, none over another file."""

from __future__ import annotations

import os
from collections.abc import Mapping
from itertools import count
from typing import TYPE_CHECKING, Final

import attrs

from ...canonical.values import Value
from .generated import runtime_in

if TYPE_CHECKING:
    from .files import Walked
    from .pair import Pair

RUNTIME_FILE: Final = "mediaglot-runtime.js"
_MOST: Final = 1_000_000


@attrs.frozen(eq=False, repr=False)
class Roots(Value):
    """Folders of mini-programs in a tree, its top among them, and the runtime's name in each.

    ``whole``: runtimes of this very pair that stand there already, with their module formats.
    Code ported before calls functions of theirs that are not known here: a new one has them all.
    """

    names: Mapping[str, str]
    whole: Mapping[str, str] = attrs.field(factory=dict)

    def runtime_of(self, name: str) -> str:
        """The runtime that a file imports: in its mini-program's root, else the tree's."""
        above = [root for root in self.names if not root or name.startswith(f"{root}/")]
        return self.names[max(above, key=len)]


def roots_of(walked: Walked, both: Pair) -> Roots:
    """The roots of a tree: its top, and each folder that holds an ``app.json``."""
    folders = {""}
    there: dict[str, str] = {}
    stem = RUNTIME_FILE.removesuffix(".js")
    for item in walked.found:
        folder, _, base = item.name.rpartition("/")
        if base == "app.json":
            folders.add(folder)
        elif base.startswith(stem):
            there[item.name] = item.path
    names: dict[str, str] = {}
    whole: dict[str, str] = {}
    for folder in sorted(folders):
        names[folder], module = _free(folder, there, both)
        if module:
            whole[names[folder]] = module
    return Roots(names, whole)


def _free(folder: str, there: Mapping[str, str], both: Pair) -> tuple[str, str]:
    """A name that no other file has, or that of this pair's own runtime with its format."""
    lead = f"{folder}/" if folder else ""
    pair = f"{RUNTIME_FILE.removesuffix('.js')}-{both.source['id']}-{both.target['id']}"
    for number in count():
        base = {0: RUNTIME_FILE, 1: f"{pair}.js"}.get(number, f"{pair}-{number}.js")
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
