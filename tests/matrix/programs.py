"""A page in each vendor's dialect that does each operation once; what becomes of it elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import tomli
from mediaglot.adapters.messages.request_write import write
from mediaglot.adapters.plan.program import program
from mediaglot.adapters.source.text.literal import write as literal
from mediaglot.adapters.source.tree.code import port_code
from mediaglot.canonical.requests import to_plain
from mediaglot.canonical.shapes import request_of
from mediaglot.profiles import loader
from mediaglot.profiles.fold import ClientApi, ClientProfile

VENDORS: Final = loader.builtin_ids()
ROWS: Final[list[dict[str, Any]]] = tomli.loads(
    Path(__file__).with_name("rows.toml").read_text(encoding="utf-8")
)["row"]
RUNTIME: Final = "./runtime"
QUOTE: Final = "'"
PICKED: Final = {"'PICTURE'": "this.data.chooseImage[0]", "'VIDEO'": "this.data.chooseVideo"}
_SEEN: Final = frozenset({"MG101", "MG119", "MG408"})
"""Rules that only explain what is written."""
_ORDER: Final = ("yes", "depends", "unknown", "no")


class Cell(NamedTuple):
    """What becomes of one call on one vendor, by its port."""

    how: str
    """native, runtime, or refused."""
    rules: tuple[str, ...]

    def __str__(self) -> str:
        word = {"native": "yes", "runtime": "by the runtime", "refused": "no"}[self.how]
        return f"{word}: {', '.join(self.rules)}" if self.rules else word


@cache
def view(vendor: str) -> ClientProfile:
    return loader.get(vendor).at(vendor)


@cache
def call(vendor: str, api: str) -> tuple[ClientApi, dict[str, Any]] | None:
    """The vendor's function for a row and its options; None where it has none of its own."""
    found = [view(vendor).apis[key] for key in view(vendor).read_as(api)]
    found = [item for item in found if item.engine.get("local") is not False or item.key == api]
    best = min(found, key=lambda item: _ORDER.index(item.support.status))
    if not best.support.usable:
        return None
    row = next(item for item in ROWS if item["api"] == api)
    values = to_plain(request_of(api, row["request"]))
    return best, write(program(view(vendor), best), values, set(values), [])[0]


def handler(vendor: str, row: Mapping[str, Any]) -> str:
    """One method of a page, on one line; empty where the vendor has no such function."""
    found = call(vendor, row["api"])
    if found is None:
        return ""
    api, options = found
    owner = view(vendor).profile.namespace
    if api.receiver:
        owner = f"{owner}.{view(vendor).giver(api.receiver)}()"
    said = ", ".join(f"{name}: {literal(value, QUOTE)}" for name, value in options.items())
    for word, code in PICKED.items():
        said = said.replace(word, code)
    key, seen = row["api"], _seen(api, row.get("sees", ""))
    took = f"success: ({'res' if seen != 'true' else ''}) => this.setData({{ {key}: {seen} }})"
    failed = f"fail: () => this.setData({{ {key}: 'failed' }})"
    return f"  {key}() {{ {owner}.{api.name}({{ {said}, {took}, {failed} }}); }},"


def _seen(api: ClientApi, path: str) -> str:
    """What of a reply is looked at, as programs of the vendor write it."""
    if not path:
        return "true"
    places = sorted(api.result[path].facts.paths, key=lambda place: place.count("."))
    head, _, leaf = places[0].partition("[]")
    return f"res.{head}.map((one) => one{leaf})" if leaf else f"res.{head}"


@cache
def page(vendor: str) -> str:
    """The whole page: a line for each row, in their order."""
    return "Page({\n  data: {},\n" + "\n".join(handler(vendor, row) for row in ROWS) + "\n});\n"


@cache
def ported(read: str, write: str, style: str = "native") -> tuple[str, dict[str, Cell]]:
    """The page for another vendor, and what became of each row that its own vendor has."""
    done = port_code(page(read), read=read, write=write, runtime=RUNTIME, style=style)
    lines = done.code.splitlines()
    shift = len(lines) - len(page(read).splitlines())
    cells = {}
    for at, row in enumerate(ROWS, 3):
        if call(read, row["api"]) is None:
            continue
        told = [item.diagnostic for item in done.findings if item.line == at]
        errors = {item.code for item in told if item.severity == "error"}
        rules = errors or {item.code for item in told if item.loss not in ("none", "made_explicit")}
        how = "refused" if errors else "native"
        if not errors and re.search(r"\bmedia\b|\bruntime\b|\b_\w+\.", lines[at - 1 + shift]):
            how = "runtime"
        cells[row["api"]] = Cell(how, tuple(sorted(rules - _SEEN)))
    return done.code, cells
