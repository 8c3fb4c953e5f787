"""What a generated file exports: each function by its name, the namespace, what is beside these.

A CommonJS file has everything in one piece. In an ES module each function is a constant of its
own, made by a call that is marked as free of effects, of data that nothing else names: what a
program does not import, a bundler drops.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from ...profiles.javascript import RESERVED, STRICT
from .inner import INNER
from .joining import DECLARED, PART
from .literals import IDENTIFIER, literal, literal_key

if TYPE_CHECKING:
    from .data import RuntimeTarget

_WORD: Final = re.compile(r"(?<![.\w$])[A-Za-z_$][\w$]*", re.ASCII)
_QUOTED: Final = re.compile(r'"(?:[^"\\]|\\.)*"')
_BESIDE: Final = ("media", "canIUse", "texts")
_TAKEN: Final = RESERVED | STRICT | {*_BESIDE, "translate"}
"""Words that no export may be called by, and those that are exported beside the functions."""
PURE: Final = "/*#__PURE__*/"


def names_of(found: Sequence[RuntimeTarget]) -> list[str]:
    """The functions of a runtime that are exported by their names, over all its targets."""
    names = dict.fromkeys(name for pair in found for name in pair.along)
    own = found[0].reader["namespace"]
    return [
        name for name in names if IDENTIFIER.fullmatch(name) and name not in _TAKEN and name != own
    ]


def commonjs(found: Sequence[RuntimeTarget]) -> str:
    """The exports of a CommonJS file; the last line tells Node.js their names, for ES modules."""
    own = found[0].reader["namespace"]
    copied = "Object.assign(module.exports, runtime.media, runtime);\n"  # canIUse is a member of it
    if holder := _holder(found):  # what it is to the target is not known yet
        each = f'if (name !== "{holder}") module.exports[name] = runtime.media[name];'
        copied = (
            f"Object.keys(runtime.media).forEach((name) => {{ {each} }});\n"
            "Object.assign(module.exports, runtime);\n"
        )
    names = ", ".join([*_BESIDE, *([own] if own else []), *names_of(found)])
    return f"{copied}0 && (module.exports = {{ {names} }});\n"


def _holder(found: Sequence[RuntimeTarget]) -> str:
    """The member of the namespace that is looked up when it is asked for."""
    places = [pair.data["source"].get("user", "") for pair in found]
    return next((place.partition(".")[0] for place in places if place), "")


class Tail:
    """The functions of an ES module, one by one."""

    def __init__(self, found: Sequence[RuntimeTarget], code: str, fast: bool) -> None:
        """``code``: what the functions are made by, whose names straight lines use; ``fast``: with
        these."""
        self.found = found
        self.fast = fast and any(pair.lines for pair in found)
        self.several = len(found) > 1
        self.declared = set(DECLARED.findall(code))

    def data(self) -> Iterator[str]:
        """A constant for each operation and program."""
        for at, pair in enumerate(self.found):
            for table in ("programs", "apis"):
                for key, item in pair.data[table].items():
                    yield f"const {self._name(table, key, at)} = {literal(item)};\n"

    def lines(self, closed: bool) -> Iterator[str]:
        """A constant for each pair of straight lines; ``closed``: a function of what they use of
        the code, where that stands in a function of its own."""
        for at, pair in enumerate(self.found):
            for key, text in pair.lines.items() if self.fast else ():
                used = ", ".join(self._used(text))
                made = f"({{ {used} }}) => ({text})" if closed else text
                yield f"const {self._name('lines', key, at)} = {made};\n"

    def tools(self) -> str:
        """What straight lines use of the code, in an object for them."""
        if not self.fast:
            return ""
        texts = (text for pair in self.found for text in pair.lines.values())
        used = sorted({name for text in texts for name in self._used(text)})
        return f"const tools = {{ {', '.join(f'{name}: {name}' for name in used)} }};\n"

    def exports(self, parts: Collection[str] | None = None) -> Iterator[str]:
        """The functions, and the namespace that they make together.

        ``parts`` are the kinds of values, recipes and forms that the code has its tables of when a
        function wants them; without: all are in them, and the code in a function of its own."""
        closed = parts is None
        of = "runtime." if closed else ""
        names = dict.fromkeys(name for pair in self.found for name in pair.along)
        local = {name: f"do_{_word(name)}" for name in names}
        for name in names:
            given = [self._part(pair, at, name) for at, pair in enumerate(self.found)]
            joined = f"[{', '.join(given)}]" if self.several else given[0]
            joined += "" if parts is None else f", [{', '.join(self._brought(name, parts))}]"
            yield f"const {local[name]} = {PURE} {of}add({json.dumps(name)}, {joined});\n"
        shown = [f"{local[name]} as {name}" for name in names_of(self.found)]
        yield f"export {{ {', '.join(shown)} }};\n" if shown else ""
        rows = ", ".join(f"{literal_key(name)}: {it}" for name, it in local.items())
        yield f"const every = {PURE} {of}whole({{ {rows} }});\n"
        own = self.found[0].reader["namespace"]
        yield f"export {{ every as media{f', every as {own}' if own else ''} }};\n"
        yield f"const asked = {PURE} (() => every.canIUse)();\n"
        words = f"const words = {PURE} (() => runtime.texts)();\n" if closed else ""
        yield f"{words}export {{ asked as canIUse, {'words' if closed else 'texts'} as texts }};\n"

    def _brought(self, name: str, parts: Collection[str]) -> list[str]:
        pair = self.found[0]
        brought = pair.along[name]
        rows = [pair.data["apis"][key] for key in brought.apis]
        forms = {row[name] for row in rows for name in ("form", INNER["form"]) if name in row}
        forms |= {"task" for row in rows if {"task", INNER["task"]} & row.keys()}
        wanted = brought.kinds | brought.recipes | forms
        return [f"{PART}{part}" for part in sorted(wanted) if part in parts]

    def _used(self, text: str) -> list[str]:
        """The names of the code that a text uses."""
        return sorted(set(_WORD.findall(_QUOTED.sub("", text))) & self.declared)

    def _part(self, pair: RuntimeTarget, at: int, name: str) -> str:
        brought = pair.along.get(name)
        if brought is None:
            return "null"
        tables = [
            self._rows("apis", brought.apis, at),
            self._rows("programs", brought.programs, at),
        ]
        if self.fast:
            tables.append(
                self._rows("lines", [key for key in brought.apis if key in pair.lines], at)
            )
        joined = ", ".join(tables)
        return f"[{joined}]" if self.several else joined

    def _rows(self, table: str, keys: Sequence[str], at: int) -> str:
        rows = (f"{literal_key(key)}: {self._name(table, key, at)}" for key in keys)
        return "{" + ", ".join(rows) + "}"

    def _name(self, table: str, key: str, at: int) -> str:
        tail = f"_{at}" if self.several else ""
        return f"{table}_{_word(key)}{tail}"


def _word(name: str) -> str:
    """A part of an identifier, another for each name."""
    return re.sub(r"\W", lambda found: f"${ord(found[0]):x}", name, flags=re.ASCII)


def without_tables(data: Mapping[str, Any]) -> dict[str, Any]:
    """The data of a pair, its operations and programs left for later."""
    return {**data, "programs": {}, "apis": {}}
