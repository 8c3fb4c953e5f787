"""The programs of a tree, as their templates need to know them."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import Any, Final

import attrs

from ..blocks import LANGUAGES
from ..components.place import ScriptPlace
from ..files import MAX_BYTES, Walked
from ..pair import Pair
from .facts import both_of
from .scripts import Beside
from .work import Around

COMPONENTS: Final = "usingComponents"
"""The key of a page's configuration that declares components, on all platforms."""
_CONFIG: Final = ".json"


@attrs.frozen(eq=False)
class Programs:
    """The files of a tree by name, and the folders of programs in it: each ends in a slash, that
    of the top is empty. ``config``: the name of a program's configuration; ``templates``: how the
    source's and the target's templates end; ``moves``: the source's are ported with the scripts."""

    top: str
    names: frozenset[str]
    roots: tuple[str, ...]
    config: str
    templates: tuple[str, str] = ("", "")
    moves: bool = True

    def around(self, name: str) -> Around:
        """What is known of the place of a template."""
        root = self.root_of(name)
        stem = os.path.splitext(name)[0]
        script = next((stem + end for end in LANGUAGES if stem + end in self.names), "")
        own = self._config(stem + _CONFIG)
        general = self._config(root + self.config) or {}
        declared: dict[str, str] | None = None
        if own is not None:
            declared = {**_components(general), **_components(own)}
        return Around(
            declared,
            self._script(script),
            self.has,
            root,
            own is None and not script,
        )

    def place(self, name: str) -> ScriptPlace:
        """What is known of the place of a script."""
        stem = os.path.splitext(name)[0]
        own = self._config(stem + _CONFIG)
        mine, other = (stem + suffix in self.names for suffix in self.templates)
        components: bool | None = None
        if own is not None:
            general = self._config(self.root_of(name) + self.config) or {}
            components = bool(_components(general) or _components(own))
        return ScriptPlace(
            template=(True if self.moves else None) if mine else False if other else None,
            components=components,
            page=None if own is None else own.get("component") is not True and (mine or other),
        )

    def has(self, name: str) -> bool:
        """Whether the tree has a file."""
        return name in self.names

    def root_of(self, name: str) -> str:
        """The folder of the program that a file belongs to."""
        return max((root for root in self.roots if name.startswith(root)), key=len, default="")

    def _config(self, name: str) -> Mapping[str, Any] | None:
        """The configuration in a file; None where there is none that can be read."""
        if name not in self.names:
            return None
        try:
            found = json.loads(_read(os.path.join(self.top, name)).decode("utf-8-sig"))
        except (OSError, ValueError, RecursionError):
            return None
        return found if isinstance(found, dict) else None

    def _script(self, name: str) -> Beside | None:
        if not name:
            return None
        try:
            data = _read(os.path.join(self.top, name))
        except OSError:
            return None
        return Beside(data, LANGUAGES[os.path.splitext(name)[1]])


def programs(walked: Walked, pair: Pair, moves: bool = True) -> Programs:
    """The programs of a tree that was walked. ``moves``: its templates are ported."""
    both = both_of(pair)
    config = both.source.vendor.program.config if both is not None else ""
    names = frozenset(item.name for item in walked.found)
    roots = {""}
    for name in names:
        if config and (name == config or name.endswith(f"/{config}")):
            roots.add(name[: len(name) - len(config)])
    ends = ("", "")
    if both is not None:
        ends = (both.source.template.suffix, both.target.template.suffix)
    return Programs(walked.root, names, tuple(sorted(roots)), config, ends, moves)


def _components(config: Mapping[str, Any]) -> dict[str, str]:
    found = config.get(COMPONENTS)
    if not isinstance(found, dict):
        return {}
    return {str(tag): str(path) for tag, path in found.items()}


def _read(path: str) -> bytes:
    with open(path, "rb") as stream:
        return stream.read(MAX_BYTES)
