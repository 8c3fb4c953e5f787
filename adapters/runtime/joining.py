"""The JavaScript files of a runtime, joined without what is not needed; those of kinds of values.

A line ``//if A B`` to ``//endif`` stays where a feature A or B is wanted; such parts may nest. In
``kinds/``, ``//row TABLE code`` puts the kind's row into a table (the last that is kept holds), and
``//uses NAME`` brings a file along that kinds share. ``rows:TABLE`` is a feature where a table has
rows.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cache
from pathlib import Path
from typing import Final

from ..plan.kinds import KINDS
from .kinds import NUMBERS

TABLES: Final = (
    "READERS", "PREPARERS", "WRITERS", "FITTERS", "SPELLERS", "CONVERTERS", "SAYS", "LISTED",
    "FIELD_SPELLERS", "FILES", "FINAL",
)  # fmt: skip
"""What the interpreter looks up by the kind of a value.

Of an option: how it is read; what is done to all values before it is written; how it is written
altogether, or fitted to the target before its default is left out, and spelt after that. Of a
result: how it is read; whether what a text says is one; whether a value may be a list itself; how
one that is made of others is spelt. In a debug build: whether a value is addresses
of files, and whether nothing is told of one that is fitted.
"""
_FOLDER: Final = Path(__file__).parent
_DIRECTIVE: Final = re.compile(r"//(row|uses) (\w+) ?(.*)\n")
_DEBUG: Final = re.compile(
    r"^[^\n]*//debug\n|^//debug-begin\n.*?^//debug-end\n", re.MULTILINE | re.DOTALL
)
_ASKED_FOR: Final = {"dev", "small", "quiet", "one_place", "no_lists", "apart", "hoisted", "closed"}
"""What a debug build may be asked for as others are: it is fast and in one piece by itself."""
DECLARED: Final = re.compile(r"^(?:const|let|function) (\w+)", re.MULTILINE)
_COMMENT: Final = re.compile(r"^\s*//(?!debug)[^\n]*\n", re.MULTILINE)


def source(name: str, features: Collection[str], debug: bool) -> str:
    """A file without the parts that nothing here needs, and without line comments."""
    return _COMMENT.sub("", _kept(name, features, debug))


def kinds(
    features: Collection[str], debug: bool, *, apart: bool = False
) -> tuple[str, set[str], set[str]]:
    """The code of the kinds of values, with the tables of it; what features these add; ``apart``:
    with empty tables, and a function for each kind of these last that puts its rows into them."""
    tables: dict[str, dict[str, str]] = {name: {} for name in TABLES}
    code, shared = [], dict[str, str]()
    for kind in KINDS:
        if KINDS[kind].javascript:
            continue
        name = f"kinds/{kind}"
        used: list[str] = []
        for word, first, rest in _DIRECTIVE.findall(_kept(name, features, debug)):
            if word == "row":
                tables[first][kind] = rest
            else:
                used.append(first)
        code.append(source(name, features, debug))
        if code[-1].strip() or any(kind in rows for rows in tables.values()):
            shared |= {part: source(f"kinds/{part}", features, debug) for part in used}
    filled = {name: rows for name, rows in tables.items() if rows or name == "READERS"}
    written = {
        name: ", ".join(f"{NUMBERS[kind]}: {row}" for kind, row in rows.items())
        for name, rows in filled.items()
    }
    ends = [f"const {name} = {{ {rows} }};\n" for name, rows in written.items()]
    parts: dict[str, str] = {}
    if apart:
        ends = [f"const {name} = {{}};\n" for name in filled]
        for name, rows in filled.items():
            for kind, row in rows.items():
                parts[kind] = f"{parts.get(kind, '')}{name}[{NUMBERS[kind]}] = {row}; "
        ends += [f"const {PART}{kind} = () => {{ {text}}};\n" for kind, text in parts.items()]
    added = {f"rows:{name}" for name in filled}
    return "".join((*shared.values(), *code, *ends)), added, set(parts)


def recipes_apart(text: str) -> tuple[str, list[str]]:
    """Code whose recipes, and makers of functions of a form, are put into their tables by a
    function each, and the names of these, in order.

    The tables name them from the start: that is the order in which a call takes several.
    """
    found = _RECIPE.findall(text)
    text = _RECIPE.sub(rf"const {PART}\3 = () => {{\n\1\n}};\n", text)
    for table in dict.fromkeys(name for _, name, _ in found):
        rows = ", ".join(f"{recipe}: 0" for _, name, recipe in found if name == table)
        text = re.sub(rf"\b{table} = {{}}", f"{table} = {{ {rows} }}", text, count=1)
    return text, [recipe for _, _, recipe in found]


def recipe_tables(files: Iterable[str], features: Collection[str], debug: bool) -> set[str]:
    """What files of recipes add as features: the tables that have rows."""
    return {
        f"rows:{table}"
        for name in files
        for _, table, _ in _RECIPE.findall(source(name, features, debug))
    }


PART: Final = "with_"
"""What functions begin with that put something into the tables of the code."""
_RECIPE: Final = re.compile(
    r"^((BEFORE|INSTEAD|AFTER|FILLS|ALONE|MAKERS)\.(\w+) = "
    r"(?:[^\n]*;|[^\n]*\{\n(?:[ ][^\n]*\n|\n)*\}[^\n]*|[^\n]*=>\n[^\n]*))\n",
    re.MULTILINE,
)


@cache
def declared() -> frozenset[str]:
    """The names that the files of the code declare for all of it."""
    files = [file.read_text(encoding="utf-8") for file in _FOLDER.rglob("*.js")]
    return frozenset(name for text in files for name in DECLARED.findall(text))


@cache
def _file(name: str) -> str:
    return (_FOLDER / f"{name}.js").read_text(encoding="utf-8")


def _kept(name: str, features: Collection[str], debug: bool) -> str:
    """A file without the parts that nothing here needs."""
    lines = []
    open_parts: list[bool] = []
    for line in _file(name).splitlines(keepends=True):
        if line.startswith("//if "):
            wanted = set(line.split()[1:])
            kept = debug and not wanted <= _ASKED_FOR
            open_parts.append(kept or not wanted.isdisjoint(features))
        elif line.startswith("//endif"):
            open_parts.pop()
        elif all(open_parts):
            lines.append(line)
    text = "".join(lines)
    return text if debug else _DEBUG.sub("", text)
