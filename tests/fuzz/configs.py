"""Configurations changed as keys and values: ported, still JSON, and final.

Seeds are the vectors of configurations, in three dialects. Whatever the file says: the port does not
raise, takes back its own edits to the same bytes, gives what is read as it was, and leaves nothing for
a second port.
"""

from __future__ import annotations

import json
import random
import re
from functools import cache
from pathlib import Path
from typing import Any

import tomli
from fuzz import cases
from fuzz.cases import Case
from fuzz.sources import _findings
from mediaglot.adapters.source.common.pair import pair
from mediaglot.adapters.source.config.json_text import Broken, JsonDocument, parsed
from mediaglot.adapters.source.config.port import port_config
from mediaglot.adapters.source.config.work import NOWHERE, ConfigKind, ConfigPlace
from mediaglot.adapters.source.markup.scripts import Beside
from mediaglot.adapters.source.text.edits import apply, reverse
from mediaglot.adapters.source.text.encoding import encoding_of, mask, wide
from mediaglot.canonical.settings import GROUPS
from mediaglot.profiles import loader

PIECES = (cases.LINES, cases.TOKENS, cases.BYTES)
VECTORS = Path(__file__).resolve().parent.parent / "config"
VENDORS = tuple(v for v in loader.builtin_ids() if loader.get(v).settings)
"""Those whose configurations are known."""
KINDS: tuple[ConfigKind, ...] = ("app", "page", "component", "project")
PARTS = re.compile(r'\s+|"(?:[^"\\\n]|\\.)*"|//[^\n]*|/\*.*?\*/|[\w.-]+|.', re.DOTALL)
WORDS = (
    *"""{ } [ ] , : " // /* */ /**/ null true false 0 -1 1e9 1e999 NaN {} [] "" '' {}: [,] \\
    "__proto__" "constructor" "pages" "window" "tabBar" "list" "items" "usingComponents" "subPackages"
    "a/../../b" "/" "./" "@x" "plugin://a/b" "@a/b/c" "../../../x" "\\u0000" "\\ud800" "图" "YES" "custom"
    "navigationStyle" "styleIsolation" "virtualHost" "componentGenerics" "preloadRule" "workers" "appid"
    "permission" "scope.userLocation" "renderer" "skyline" "darkmode" "componentPlaceholder" """.split(),
    *("\n", "\r\n", "\t", "\0", "\ufeff", "\ud800", "\u3000", "\v"),
)
SCRIPT = b"Component({ options: { styleIsolation: 'shared', addGlobalClass: true } })"


@cache
def _seeds() -> tuple[tuple[str, str, str], ...]:
    """Dialect, kind and text of every seed."""
    return tuple(
        (case["read"].partition("@")[0], case["kind"], case["source"])
        for file in sorted(VECTORS.glob("*.toml"))
        for case in tomli.loads(file.read_text(encoding="utf-8"))["case"]
    )


def variant(chance: random.Random) -> Case:
    """A configuration, and how it is ported."""
    dialect, kind, text = chance.choice(_seeds())
    if chance.random() < 0.2:
        kind = chance.choice(KINDS)
    write = chance.choice([vendor for vendor in VENDORS if vendor != dialect])
    head = {"read": dialect, "write": write, "kind": kind, "tree": chance.random() < 0.5}
    if chance.random() < 0.6:
        text = _grown(text, chance)
    else:
        parts = PARTS.findall(text)
        for _ in range(chance.choice((0, 1, 1, 2, 4, 8))):
            _change(parts, chance)
        text = "".join(parts)
    if chance.random() < 0.1:
        before, after = chance.choice((("\ufeff", ""), ("// a\n", ""), ("[" * 120, ""), ("", "x")))
        text = before + text + after
    body = bytearray(text.encode("utf-8", "surrogatepass"))
    if chance.random() < 0.05:
        chance.choice((cases.flip, cases.cut, cases.remove, cases.repeat))(body, chance)
    return Case(head, bytes(body))


def _grown(text: str, chance: random.Random) -> str:
    """Another value that is JSON: keys and values of all seeds, laid out in some way."""
    value = _value(text)
    for _ in range(chance.choice((1, 2, 4, 8))):
        _put(value, chance)
    indent = chance.choice((None, 1, 2, "\t"))
    made = json.dumps(value, indent=indent, ensure_ascii=chance.random() < 0.2)
    if chance.random() < 0.2:
        made = made.replace("\n", "\r\n")
    return made.replace(",", ", // c\n", 1) if chance.random() < 0.1 else made


def _put(value: Any, chance: random.Random) -> None:
    """Change something somewhere in a value."""
    at, inner = value, value
    while isinstance(inner, (dict, list)) and inner and chance.random() < 0.7:
        at = inner
        inner = chance.choice(list(at.values()) if isinstance(at, dict) else at)
    new = chance.choice((chance.choice(_pool()), chance.choice(_pool()), None, 0, True, "", [], {}))
    if isinstance(at, dict):
        key = chance.choice([*at, *_keys()]) if chance.random() < 0.8 else "__proto__"
        if chance.random() < 0.2:
            at.pop(key, None)
        else:
            at[key] = json.loads(json.dumps(new))
    elif isinstance(at, list):
        at.insert(chance.randrange(len(at) + 1), json.loads(json.dumps(new)))


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return {}


@cache
def _keys() -> tuple[str, ...]:
    """Every key of every vendor."""
    found: dict[str, None] = {}
    for vendor in VENDORS:
        for group, facts in loader.get(vendor).settings.items():
            for name in GROUPS[group]:
                found.update(dict.fromkeys(facts.spelt.get(name) or [name]))
    return tuple(found)


@cache
def _pool() -> tuple[Any, ...]:
    """Values of the seeds, at any depth."""
    found: list[Any] = []
    pending = [_value(text) for _, _, text in _seeds()]
    while pending:
        value = pending.pop()
        found.append(value)
        if isinstance(value, (dict, list)):
            pending += value.values() if isinstance(value, dict) else value
    return tuple(found)


def _change(parts: list[str], chance: random.Random) -> None:
    def other() -> list[str]:
        return PARTS.findall(chance.choice(_seeds())[2])

    cases.rearrange(parts, chance, WORDS, other, lambda: (chance.choice((", ", ": ", " ")), ""))


def _read(data: bytes) -> JsonDocument | None:
    encoding = encoding_of(data)
    if b"\0" in data:
        return None
    try:
        return parsed(mask(data, encoding).decode("latin-1"), data, encoding)
    except Broken:
        return None


def check(case: Case) -> str:
    """`ported`, `kept`, `broken`, `written` (a new file) or `wide` (no encoding that is read)."""
    read, write, data = str(case.head["read"]), str(case.head["write"]), case.body
    both, kind = pair(read, write), case.head["kind"]
    place = NOWHERE
    if case.head.get("tree"):
        files = frozenset({"pages/a/a.js", "parts/card/card.json", "img/a.png"})
        place = ConfigPlace(
            exists=files.__contains__,
            size=lambda _: 50_000,
            inside=lambda folder: [f"{folder}a.js"],
            script=Beside(SCRIPT, "javascript") if kind == "component" else None,
            declared={"my-card": "/parts/card/card"},
            lets_in=lambda path: path.endswith("open"),
            suffixes=(".js", ".json"),
            project=True,
        )
    done = port_config(data, "pages/a/a.json", both, kind, place)
    assert apply(done.after, reverse(data, done.edits)) == data, "edits that cannot be taken back"
    _findings(done, data)
    if wide(data) is not None:
        assert not done.edits, "a file in an encoding that nobody reads was edited"
        return "wide"
    before = _read(data)
    if before is None or before.root.kind != "object":
        assert not done.edits, "a broken configuration was edited"
        return "broken"
    after = _read(done.after)
    assert after is not None, f"broken by the port: {done.after!r}"
    if done.goal:
        return "written"
    if not done.edits:
        return "kept"
    again = port_config(done.after, "pages/a/a.json", both, kind, place)
    assert not again.edits, f"a second port changes it again: {again.after!r}"
    return "ported"
