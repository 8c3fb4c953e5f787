"""The silent traps between dialects, each run on both: `traps.toml` says how."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tomli
from mediaglot.adapters.realm.page import Page

Load = Callable[..., Page]
TRAPS: list[dict[str, Any]] = tomli.loads(
    Path(__file__).with_name("traps.toml").read_text(encoding="utf-8")
)["trap"]
SUFFIX = {"wx": ".wxml", "my": ".axml", "tt": ".ttml"}


def outcome(load: Load, client: str, said: dict[str, Any], steps: list[str]) -> tuple[str, Any]:
    """What a program comes to after what the user does: the words on the page, and more."""
    end = SUFFIX[client]
    files = {f"page{end}": said["template"], **said.get("files", {})}
    if "part" in said:
        files |= {
            "page.json": '{"usingComponents": {"my-part": "./part"}}', "part.json": '{"component": true}',
            f"part{end}": said["part"], "part.js": said["part_script"],
        }  # fmt: skip
    page = load(said["script"], client, files=files, strict=False)
    for step in steps:
        does, what, *rest = step.split()
        if does == "call":
            page.call(what)
        elif does == "send":
            page.find(what).send(*rest)
        else:
            getattr(page.find(what), does)(*rest)
    also = eval(said["also_code"], {"page": page}) if said.get("also_code") else None
    return page.tree.words(), also


def merged(trap: dict[str, Any], *parts: str) -> dict[str, Any]:
    """A program: what all have, and then each part's own."""
    shared = {key: trap[key] for key in ("script", "part_script", "files") if key in trap}
    found: dict[str, Any] = {**shared, "also_code": trap.get("also", "")}
    for part in parts:
        own = dict(trap.get(part, {}))
        own["files"] = {**found.get("files", {}), **own.get("files", {})}
        found |= own
    return found


def other(trap: dict[str, Any]) -> str:
    return next(client for client in SUFFIX if client in trap and client != "wx")


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap["name"])
def test_a_trap(load: Load, trap: dict[str, Any]) -> None:
    steps, client = trap.get("steps", []), other(trap)
    more = [*steps, *trap[client].get("steps", [])]  # what the client itself does besides
    original, renamed = merged(trap, "wx"), merged(trap, client)
    was = outcome(load, "wx", original, steps)
    came = outcome(load, client, renamed, more)
    wanted = [(said.get("words", was[0]), said.get("also")) for said in (trap["wx"], trap[client])]
    assert [was, came] == wanted
    assert (was == came) is trap.get("same", False)
    if "mended" in trap:
        said = {"also": wanted[0][1], **trap["mended"]}
        mended = outcome(load, client, merged(trap, client, "mended"), more)
        assert mended == (was[0], mend_wanted(trap, said))


def mend_wanted(trap: dict[str, Any], said: dict[str, Any]) -> Any:
    """What the right port comes to beside its words: what the original does, unless it says so."""
    return said["also"] if trap.get("also") else None


def test_all_the_traps_are_here() -> None:
    assert len(TRAPS) >= 16 + 5
    assert len({trap["name"] for trap in TRAPS}) == len(TRAPS)
