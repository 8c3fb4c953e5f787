"""Where the pages run: one client each, the same album, a user who does what is asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import mediaglot as mg
import worlds
from matrix.programs import RUNTIME
from mediaglot.canonical.engine.prompts import Prompt
from mediaglot.canonical.engine.user import Action, allows, picks, taps

ALLOWED: dict[str, str] = dict.fromkeys(("album", "camera", "album_write"), "allowed")
NETWORK = {"https://e.com/put": b"kept"} | {
    f"https://e.com/{name}.png": worlds.ALBUM["logo.png"] for name in "ab"
}


class Willing:
    """A user who agrees to all, taps the first entry, and picks what there is."""

    def answer(self, prompt: Prompt) -> Action:
        if "taps" in prompt.offers:
            return taps(prompt.entries[0])
        if "allows" in prompt.offers:
            return allows(prompt.scopes[0])
        videos = "image" not in {item.kind for item in prompt.items}
        names = ["walk.mp4"] if videos else ["dog.jpg", "cat.jpg"]
        return picks(*names[: prompt.most or len(names)])


class Part(NamedTuple):
    """One program of several that run on a client, one after the other: its page, the rows that are
    done, and the runtime that it requires."""

    name: str
    code: str
    apis: Collection[str]
    runtime: str = ""


def run(folder: Path, client: str, parts: Iterable[Part]) -> dict[tuple[str, str], Any]:
    """What pages show, by name and row: the data that their handlers set, called in this order.

    They are one page to the client: starting an engine takes longer than all that one of them does.
    """
    parts = list(parts)
    made = [f"const page = {{ data: {{}} }};\n{_JOIN}"]
    for part in parts:
        own = part.code.replace(RUNTIME, f"{RUNTIME}_{part.name}")
        (folder / f"runtime_{part.name}.js").write_text(part.runtime, encoding="utf-8")
        made.append(f"(function () {{ const Page = join('{part.name}');\n{own}}})();\n")
    (folder / "page.js").write_text("".join([*made, "Page(page);\n"]), encoding="utf-8")
    with willing(client, folder) as host:
        page = host.load(folder / "page.js")
        shown: dict[tuple[str, str], Any] = {}
        for part in parts:
            for api in part.apis:
                page.call(f"{part.name}_{api}")
                shown[part.name, api] = seen(host, page.data.get(api, "nothing"))
        return shown


def willing(client: str, _: Path) -> mg.Host:
    """A client with what all rows need."""
    return mg.Host(client, album=worlds.ALBUM, user=Willing(), permissions=ALLOWED, network=NETWORK)


_JOIN = """\
const join = (name) => (own) => {
  for (const key in own) if (key !== 'data') page[name + '_' + key] = own[key];
};
"""


def seen(host: mg.Host, value: Any) -> Any:
    """A value as any client would show it: of a file how it begins, of several in their order."""
    if isinstance(value, list):
        return [seen(host, item) for item in value]
    if not isinstance(value, str) or value in ("failed", "kept", "nothing"):
        return value
    with host.open(value) as stream:
        return kind(stream.read(12))


@cache
def kind(head: bytes) -> str:
    return "picture" if head[:2] == b"\xff\xd8" else "video" if head[4:8] == b"ftyp" else "other"
