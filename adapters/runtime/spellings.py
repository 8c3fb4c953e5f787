"""Canonical names in the data of a runtime, each by the name that most vendors in it have for it.

A canonical name of an option or of a part of a result only ties together what the two sides of a
pair say; nobody sees it. Where it is what vendors say anyway, the data need not say both. What the
code itself speaks of stays as it is, and so does what a failure may have as its detail.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, Final

from .packing import KINDS, shortly

Data = Mapping[str, Any]
_PATH: Final = re.compile(r"([^.\[]+)(\[\]|)\.?(.*)")
_PLAIN: Final = re.compile(r"[A-Za-z]\w*", re.ASCII)
_RESERVED: Final = frozenset({"extra"})
"""What the interpreter keeps among values that are not of the canon."""


def spellings(found: Sequence[Data], spoken: Collection[str]) -> dict[str, str]:
    """The names to say instead of canonical ones, over the data of all pairs of a runtime."""
    told: dict[str, Counter[str]] = {}
    kept = {*_details(found), *spoken}
    for data in found:
        for item in (*data["programs"].values(), *data["apis"].values()):
            for name, said in _said(item):
                told.setdefault(name, Counter())[said] += 1
    taken = {*KINDS, *_RESERVED}
    out: dict[str, str] = {}
    for name, counted in told.items():
        said = counted.most_common(1)[0][0]
        if name not in kept and said not in taken:
            taken.add(said)
            out[name] = said
    return out


def _said(item: Data) -> Iterable[tuple[str, str]]:
    """The canonical names of a program, each with a name that the vendor has for it."""
    for key, row in item.get("params", {}).items():
        names = _listed(row.get("names") if isinstance(row, Mapping) else row)
        yield key, names[0] if names else key
    for path, row in item.get("result", {}).items():
        places = _listed(row.get("names") if isinstance(row, Mapping) else row)
        root, listed, leaf = _parts(path)
        their_root, their_list, member = _parts(places[0] if places else path)
        said = (member if their_list else "") if listed else "" if member else their_root
        word = leaf or ("" if listed else root)
        if word and _PLAIN.fullmatch(said):
            yield word, said


def _details(found: Sequence[Data]) -> Iterable[str]:
    """What failures are told apart by."""
    for data in found:
        tables = [item.get("failures", ()) for item in data["apis"].values()]
        for table in (data["written"], *tables):
            yield from (kind.partition("/")[2] for kind in table)


def _parts(path: str) -> tuple[str, str, str]:
    found = _PATH.fullmatch(path.lstrip("~"))
    return (found[1], found[2], found[3]) if found else ("", "", "")


def _listed(value: Any) -> Sequence[str]:
    return value if isinstance(value, list) else [value] if isinstance(value, str) else []


class Respelling:
    """Data with other names for canonical ones."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = names

    def word(self, name: str) -> str:
        return self.names.get(name, name)

    def path(self, path: str) -> str:
        """A path of a result: each part of it is a name."""
        return re.sub(r"\w+", lambda found: self.word(found[0]), path)

    def data(self, data: Data) -> dict[str, Any]:
        """The data of a pair."""
        tables = ("programs", "apis")
        return {
            name: {key: self.program(item) for key, item in table.items()}
            if name in tables
            else table
            for name, table in data.items()
        }

    def program(self, item: Data) -> dict[str, Any]:
        steps: Mapping[str, Callable[[Any], Any]] = {
            "params": lambda rows: self.rows(rows, self.word),
            "result": lambda rows: self.rows(rows, self.path),
            "implies": self.keyed,
            "always": self.keyed,
            "unneeded": self.keyed,
            "emulate": self.keyed,
            "forced": lambda rules: [[self.word(a), self.tests(b), c] for a, b, c in rules],
            "answers": lambda rows: [[*row[:2], self.tests(row[2])] for row in rows],
            "routes": self.routes,
        }
        return {key: steps[key](said) if key in steps else said for key, said in item.items()}

    def keyed(self, table: Data) -> dict[str, Any]:
        """A table whose keys are names or paths."""
        return {self.path(key): item for key, item in table.items()}

    def tests(self, tests: Iterable[Sequence[Any]]) -> list[Any]:
        return [[self.path(test[0]), *test[1:]] for test in tests]

    def rows(self, rows: Data, spelt: Callable[[str], str]) -> dict[str, Any]:
        """Options or a result; what a row says by its key is not said again."""
        out: dict[str, Any] = {}
        for key, item in rows.items():
            name = spelt(key)
            row = dict(item) if isinstance(item, Mapping) else {"names": item}
            for other in ("of", "suffix_of", "before_by"):
                if other in row:
                    row[other] = self.word(row[other])
            if "needs" in row:
                row["needs"] = self.keyed(row["needs"])
            names = row.pop("names", 0)
            kind = {"type": names} if isinstance(names, int) and names else {}
            said = key if kind or not names else names
            if said != name:
                row["names"] = said
            row |= kind
            out[name] = shortly(row)
        return out

    def routes(self, routes: Any) -> Any:
        if not isinstance(routes, list):
            return routes
        return [self.way(way) if isinstance(way, Mapping) else way for way in routes]

    def way(self, way: Data) -> dict[str, Any]:
        out = dict(way)
        if "when" in out:
            out["when"] = self.tests(out["when"])
        if "convert" in out:
            out["convert"] = self.conversion(out["convert"])
        return out

    def conversion(self, convert: Data) -> dict[str, Any]:
        out = dict(convert)
        if "set" in out:
            out["set"] = self.keyed(out["set"])
        for name in ("copy", "gone"):
            if name in out:
                out[name] = [self.word(key) for key in out[name]]
        if "map" in out:
            out["map"] = {
                self.word(key): {**step, "to": self.word(step["to"])}
                for key, step in out["map"].items()
            }
        if "back" in out:
            back = dict(out["back"])
            for name in ("from", "to"):
                if name in back:
                    back[name] = self.word(back[name])
            if "drop" in back:
                back["drop"] = [self.word(key) for key in back["drop"]]
            if "only" in back:
                back["only"] = [self.path(key) for key in back["only"]]
            if "add" in back:
                back["add"] = self.keyed(back["add"])
            out["back"] = back
        return out
