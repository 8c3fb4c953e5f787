"""Every setting that a vendor's configurations have, alone in its file, with each of its words.

What becomes of each stands in settings.txt, a line a value: what is written, and rules, losses and
what is blocked. `make accept` rewrites it: read the diff as a claim about two vendors.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import permutations
from pathlib import Path
from typing import Any

from mediaglot.adapters.source.common.pair import pair
from mediaglot.adapters.source.config.facts import ConfigSide, dialects_of
from mediaglot.adapters.source.config.port import port_config
from mediaglot.adapters.source.config.work import NOWHERE, ConfigKind

FILE = Path(__file__).with_name("settings.txt")
VENDORS = ("wx", "my", "tt")
GROUPS: dict[str, tuple[ConfigKind, str]] = {
    "app": ("app", "app.json"),
    "window": ("app", "app.json"),
    "page": ("page", "pages/a/a.json"),
    "component": ("component", "parts/b/b.json"),
}
ANY: tuple[Any, ...] = (True, "x", 5)
"""What a setting without words is given."""


def values(side: ConfigSide, group: str, name: str) -> list[Any]:
    """The words of a setting, and one that it has not; something of each type without."""
    facts = side.group(group)
    if words := facts.words.get(name):
        return [*words.values(), "odd"]
    usual = facts.defaults.get(name)
    return [*([] if usual is None else [usual]), *ANY]


def ported(read: str, write: str, group: str, key: str, value: Any) -> str:
    """What becomes of a setting, in a line."""
    both = pair(read, write)
    sides = dialects_of(both)
    assert sides is not None
    inner = {key: value}
    whole = {sides.source.key("app", "window"): inner} if group == "window" else inner
    kind, name = GROUPS[group]
    done = port_config(json.dumps(whole).encode(), name, both, kind, NOWHERE)
    after = json.loads(done.after)
    told = [
        f"{item.code} {item.diagnostic.severity} {item.diagnostic.loss}"
        + (f" blocks {item.blocks}" if item.blocks else "")
        for item in done.findings
    ]
    return f"{json.dumps(after)} {'; '.join(told) or done.verdict}"


def lines() -> Iterator[str]:
    for read, write in permutations(VENDORS, 2):
        sides = dialects_of(pair(read, write))
        assert sides is not None
        for group in GROUPS:
            for key, name in sorted(sides.source.read[group].items()):
                if group == "app" and name == "window":
                    continue  # a group of its own
                for value in values(sides.source, group, name):
                    given = json.dumps({key: value})
                    became = ported(read, write, group, key, value)
                    yield f"{read}>{write} {group} {given}: {became}"


def test_each_setting_becomes_what_it_became(golden: Callable[[Path, str], None]) -> None:
    golden(FILE, "\n".join(lines()) + "\n")
