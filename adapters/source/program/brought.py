"""The scripts of a tree that a script brings, and what they say of pages and components."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Final, NamedTuple

import attrs

from ..common.files import MAX_BYTES
from ..components.facts import COMPONENT, PAGE
from ..markup.scripts import ASKED, Beside
from ..text.blocks import LANGUAGES
from .scripts import brought, script_at

_MADE: Final = re.compile(rb"(?<![\w$.])(%b|%b)\s*[(<]" % (PAGE.encode(), COMPONENT.encode()))


class BroughtScript(NamedTuple):
    """A script of the tree: those that it brings by itself, it, and the constructors it calls."""

    names: tuple[str, ...]
    script: Beside | None
    made: frozenset[str]


@attrs.frozen(eq=False)
class BroughtScripts:
    """The scripts of a tree, each read once. ``top``: its folder; ``root_of``: the folder of the
    program that a file belongs to; ``has``: whether the tree has a file; ``packages``: folders that
    packages are ported from; ``aliases_of``: what paths stand for in a file."""

    top: str
    root_of: Callable[[str], str]
    has: Callable[[str], bool]
    packages: tuple[str, ...]
    aliases_of: Callable[[str], tuple[tuple[str, str], ...]]
    _known: dict[str, BroughtScript] = attrs.field(factory=dict, init=False, repr=False)

    def of(self, name: str) -> BroughtScript:
        """What a script brings by itself."""
        if name not in self._known:
            script = script_in(os.path.join(self.top, name))
            root, aliases = self.root_of(name), self.aliases_of(name)
            paths = brought(script.data) if script is not None else ()
            found = (script_at(it, name, root, self.has, self.packages, aliases) for it in paths)
            made = _MADE.findall(script.data) if script is not None else ()
            self._known[name] = BroughtScript(
                tuple(it for it in dict.fromkeys(found) if it is not None),
                script,
                frozenset(it.decode() for it in made),
            )
        return self._known[name]

    def whole(self, name: str, template: Callable[[], str]) -> Beside | None:
        """A script, and with it those that it brings and the template beside it."""
        script, asked = self.of(name).script, partial(self.asked, name)
        return attrs.evolve(script, brought=asked, template=template) if script else None

    def closure(self, names: Iterable[str]) -> list[str]:
        """Scripts, those that they bring, and so on."""
        found = dict.fromkeys(names)
        pending = list(found)
        while pending:
            new = [it for it in self.of(pending.pop()).names if it not in found]
            found |= dict.fromkeys(new)
            pending += new
        return list(found)

    def made_by(self, names: Iterable[str]) -> frozenset[str]:
        """The constructors that scripts call, and those that they bring."""
        return frozenset[str]().union(*(self.of(it).made for it in self.closure(names)))

    def of_users(
        self, users: Mapping[str, Iterable[str]], script_of: Callable[[str], str]
    ) -> dict[str, list[tuple[str, Beside]]]:
        """The scripts of those who use the templates of a file, by the name of each of these.
        ``users``: their templates by that name; ``script_of``: the script of a stem."""
        result: dict[str, list[tuple[str, Beside]]] = {}
        for defined, names in users.items():
            for own in (script_of(os.path.splitext(name)[0]) for name in names):
                script = self.of(own).script if own else None
                if script is not None:
                    result.setdefault(defined, []).append((own, script))
        return result

    def asked(self, name: str) -> Iterator[Beside]:
        """The scripts that a script brings, and that they bring, which say what is asked of
        them."""
        for other in self.closure([name])[1:]:
            script = self.of(other).script
            if script is not None and any(word in script.data for word in ASKED):
                yield script


def script_in(path: str) -> Beside | None:
    """The script in a file; None where it is none, or cannot be read."""
    language = LANGUAGES.get(os.path.splitext(path)[1])
    try:
        return Beside(read_file(path), language) if language is not None else None
    except OSError:
        return None


def read_file(path: str) -> bytes:
    """The bytes of a file, so many of them as a port reads. Raises `OSError`."""
    with open(path, "rb") as stream:
        return stream.read(MAX_BYTES)
