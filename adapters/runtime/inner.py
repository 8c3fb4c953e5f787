"""Names that the code and the data of a runtime have for themselves, written as letters.

Minifiers leave the names of members alone, as others might use them; nobody uses these. A member
that is called so is the code's own wherever it stands: nothing of JavaScript's or of a canonical
value may be called so (a test holds it), and no such member is named in quotes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from ...canonical.operations import RECEIVERS
from ...canonical.recipes import RECIPES

_LETTERS: Final = "etnrisoualchpdfmgvbywESxTNCkLAOMDPHBjFIqRUzWXVJKQGYZ"
_NAMES: Final = (
    "values", "type", "result", "called", "key", "names", "default", "params", "recipes",
    "program", "entry", "routes", "from", "failures", "words", "places", "member", "known", "to",
    "each", "form", "on", "members", "leaf", "convert", "gives", "root", "task", "given",
    "returns", "open", "reads", "stated", "only", "absent", "lists", "groups", "fields",
    "options", "roles", "made", "older", "when", "back", "services", "implies",
    "fold", "emulate", "needs", "nullable", "lane", "also", "free", "singles",
    "allowed", "alone", "always", "answers", "arguments", "as_text", "asked_of", "base64_by",
    "before", "before_by", "by_suffix", "copy", "derive", "drop", "emulated", "failed", "fails",
    "fixed", "forced", "gathered", "givers", "gone", "good", "had", "inner", "inside", "json",
    "keeps", "last", "left", "lenient", "levels", "many", "memo", "modes", "native", "nearest",
    "nested", "network", "of", "ok", "older_arguments", "once", "or_null", "order",
    "otherwise", "outcomes", "own", "owner", "pattern", "pluck", "promise", "range", "ranges",
    "recipe", "rejected", "replied", "required", "room", "running", "scale", "shape", "signed",
    "single", "steps", "suffix_of", "supplied", "sync", "tasked", "template", "together", "told",
    "twin", "unneeded", "unread", "void", "waiting", "wary", "way", "ways",
)  # fmt: skip
"""Those that are met most often come first."""
INNER: Final[dict[str, str]] = dict(
    zip(_NAMES, (*_LETTERS, *(f"{a}{b}" for a in "en" for b in _LETTERS)), strict=False)
)
_WORD: Final = "|".join(INNER)
_MEMBER: Final = re.compile(rf"(?<!\.)\.({_WORD})\b")
_KEY: Final = re.compile(rf"(?:^\s*|(?<=[{{,] ))({_WORD})(?=: )", re.MULTILINE)
_CONSTANT: Final = re.compile(r"\bconst(?= [\w{\[])")
_TAKEN_APART: Final = re.compile(r"\{ \w+(?:\s*, \w+)*\s+\}")
_SPOKEN: Final = "|".join((*RECIPES, "at_once", "factory", "listener", "giver"))
_KINDS: Final = {kind: f"k{at}" for at, kind in enumerate(RECEIVERS)}
_RECIPE: Final = re.compile(
    rf'\b((?:BEFORE|INSTEAD|AFTER|FILLS|ALONE|MAKERS)\.)(\w+)|"({_SPOKEN})"'
)
_ROWS: Final = ("params", "result")


def inner_code(text: str) -> str:
    """JavaScript whose members of these names have letters instead; all its variables are of one
    kind, which gzip sees as the same again."""
    text = _TAKEN_APART.sub(lambda found: re.sub(r"\w+", _told, found[0]), text)
    text = _MEMBER.sub(lambda found: f".{INNER[found[1]]}", text)
    text = _KEY.sub(lambda found: found[0].replace(found[1], INNER[found[1]]), text)
    return _CONSTANT.sub("let", text)


def recipes_in_letters(text: str) -> str:
    """A file whose recipes and forms have letters for names, in the code and in the data."""
    letters: dict[str, str] = {}

    def spelt(found: re.Match[str]) -> str:
        name = found[2] or found[3]
        letter = letters.setdefault(name, f"r{len(letters)}")
        return f"{found[1]}{letter}" if found[2] else f'"{letter}"'

    return _RECIPE.sub(spelt, text)


def _told(found: re.Match[str]) -> str:
    """A member by its letter, under its name."""
    name = found[0]
    return f"{INNER[name]}: {name}" if name in INNER else name


def inner_data(data: Mapping[str, Any]) -> dict[str, Any]:
    """The data of a pair with these letters."""
    out = {
        key: {name: _program(item) for name, item in table.items()}
        if key in ("programs", "apis")
        else table
        for key, table in data.items()
    }
    for side in ("source", "target"):
        out[side] = _letters(data[side])
    if "detect" in data:
        clues = [_letters(clue) for clue in data["detect"]["clues"]]
        out["detect"] = {**data["detect"], "clues": clues}
    if "givers" in data["target"]:
        givers = data["target"]["givers"]
        out["target"][INNER["givers"]] = {_KINDS[kind]: name for kind, name in givers.items()}
    if "services" in data["target"]:
        services = data["target"]["services"]
        out["target"][INNER["services"]] = {key: _letters(item) for key, item in services.items()}
    return out


def _letters(row: Mapping[str, Any]) -> dict[str, Any]:
    """What a row says, by letters; kinds of objects are such, too."""
    return {
        INNER.get(key, key): _KINDS.get(item, item) if key in ("on", "gives") else item
        for key, item in row.items()
    }


def _program(item: Mapping[str, Any]) -> dict[str, Any]:
    out = dict(item)
    for name in _ROWS:
        if name in out:
            out[name] = {key: _row(row) for key, row in out[name].items()}
    if isinstance(out.get("routes"), list):
        out["routes"] = [_way(way) for way in out["routes"]]
    return _letters(out)


def _row(row: Any) -> Any:
    """An option or a field, with what is inside it."""
    if not isinstance(row, Mapping):
        return row
    out = dict(row)
    if "each" in out:
        out["each"] = _row(out["each"])
    if "members" in out:
        out["members"] = {key: _row(inside) for key, inside in out["members"].items()}
    return _letters(out)


def _way(way: Any) -> Any:
    if not isinstance(way, Mapping):
        return way
    out = dict(way)
    if "convert" in out:
        convert = dict(out["convert"])
        if "map" in convert:
            convert["map"] = {key: _letters(step) for key, step in convert["map"].items()}
        if "back" in convert:
            convert["back"] = _letters(convert["back"])
        out["convert"] = _letters(convert)
    return _letters(out)
