"""The scripts and templates of a program, as those need them who look for the readers of something
that one of its scripts hands on."""

from __future__ import annotations

import os
import posixpath
import re
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from typing import Final

import attrs

from ..syntax.parsed import Script, TooDeep, parse
from ..syntax.parser import Endless
from ..text.blocks import LANGUAGES
from ..text.encoding import encoding_of, mask, wide
from ..text.place import name_pattern
from .pair import LONG_LINE

_MOST: Final = 2_000_000
_KEPT: Final = 24
"""Scripts of which the trees are kept."""
_MADE: Final = (
    rb"(?:function\s*\*?\s*%b\s*\("
    rb"|(?<![\w$])%b\s*[:=]\s*(?:async\s*)?(?:function\s*\*?\s*[\w$]*\s*\(|\(|[\w$]+\s*=>)"
    rb"|(?<![\w$.])%b\s*\([^()]*\)\s*(?::[^{}();]*)?\{)"
)
"""A function that is given a name, in any of the ways that there are."""


@attrs.define(eq=False, repr=False)
class Texts:
    """``read``: gives the scripts and templates by name; ``meant``: the script that a path written
    in one means; ``paths``: the paths that a script brings others by, and where they
    stand; ``root``: the folder of the program that a file belongs to."""

    read: Callable[[], Mapping[str, bytes]]
    meant: Callable[[str, str], str | None]
    paths: Callable[[bytes], Iterator[tuple[str, int, int]]]
    root: Callable[[str], str]
    _texts: Mapping[str, bytes] | None = attrs.field(default=None, init=False)
    _trees: OrderedDict[str, Script | None] = attrs.field(factory=OrderedDict, init=False)
    _having: dict[bytes, frozenset[str]] = attrs.field(factory=dict, init=False)
    _made: dict[bytes, int] = attrs.field(factory=dict, init=False)
    _bring: dict[str, list[tuple[str, int, int]]] = attrs.field(factory=dict, init=False)
    _brought: dict[str, list[tuple[str | None, int, int]]] = attrs.field(factory=dict, init=False)
    _stems: dict[frozenset[bytes], frozenset[str]] = attrs.field(factory=dict, init=False)

    def all(self) -> Mapping[str, bytes]:
        """The texts by name."""
        if self._texts is None:
            self._texts = self.read()
        return self._texts

    def having(self, word: bytes, beside: str | None = None) -> frozenset[str]:
        """The files that say a word, be it within a longer one. ``beside``: those of the program
        of that file."""
        if word not in self._having:
            found = (name for name, text in self.all().items() if word in text)
            self._having[word] = frozenset(found)
        if beside is None:
            return self._having[word]
        own = self.root(beside)
        return frozenset(it for it in self._having[word] if self.root(it) in (own, "") or not own)

    def script(self, name: str) -> Script | None:
        """A script as a tree; None for what is none, or cannot be read as one."""
        if name in self._trees:
            self._trees.move_to_end(name)
        else:
            self._trees[name] = self._parsed(name)
            if len(self._trees) > _KEPT:
                self._trees.popitem(last=False)
        return self._trees[name]

    def _parsed(self, name: str) -> Script | None:
        language = LANGUAGES.get(os.path.splitext(name)[1].lower())
        data = self.all().get(name)
        if language is None or data is None or len(data) > _MOST or wide(data) is not None:
            return None
        if max(map(len, data.split(b"\n"))) > LONG_LINE:
            return None
        try:
            return parse(data, mask(data, encoding_of(data)), 0, language)
        except (Endless, TooDeep):
            return None

    def makers(self, name: bytes) -> int:
        """How many functions of the program are called so."""
        if name not in self._made:
            raw = re.escape(name)
            made = re.compile(_MADE % (raw, raw, raw))
            texts = (self.all()[file] for file in self.having(name))
            self._made[name] = sum(len(made.findall(text)) for text in texts)
        return self._made[name]

    def bringing(self, name: str) -> list[tuple[str, int, int]]:
        """The scripts that bring one by its path, and where each says that."""
        if name not in self._bring:
            stem = posixpath.splitext(posixpath.basename(name))[0]
            stems = {stem, posixpath.basename(posixpath.dirname(name)) if stem == _INDEX else stem}
            files = {file for it in stems if it for file in self.having(it.encode())}
            if stem == _INDEX and "" in stems:
                files = set(self.all())
            self._bring[name] = [
                (file, start, end)
                for file in sorted(files - {name})
                for meant, start, end in self._all_brought(file)
                if meant == name
            ]
        return self._bring[name]

    def _all_brought(self, file: str) -> list[tuple[str | None, int, int]]:
        if file not in self._brought:
            paths = self.paths(self.all()[file])
            self._brought[file] = [(self.meant(path, file), at, end) for path, at, end in paths]
        return self._brought[file]

    def stems(self, words: frozenset[bytes]) -> frozenset[str]:
        """The files that say one of some words, without their suffixes."""
        if words not in self._stems:
            files = {name for word in words for name in self.having(word)}
            self._stems[words] = frozenset(os.path.splitext(name)[0] for name in files)
        return self._stems[words]

    def brings(self, name: str, other: str) -> bool:
        """Whether a script brings another by its path."""
        return any(file == name for file, _, _ in self.bringing(other))

    def says(self, name: str, word: bytes) -> bool:
        """Whether a file says a name."""
        text = self.all().get(name, b"")
        return word in text and name_pattern(word).search(text) is not None


_INDEX: Final = "index"


def alone(name: str, data: bytes) -> Texts:
    """The texts of a file that is ported by itself."""
    return Texts(
        lambda: {name: data}, lambda _path, _name: None, lambda _data: iter(()), lambda _: ""
    )
