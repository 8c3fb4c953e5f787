"""Animations on simulated clients: what is exported says the same of the same movements."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("quickjs")
from mediaglot.adapters.realm.host import Host

GROUPS = [
    {
        "animates": [{"type": "rotate", "args": [45]}, {"type": "scale", "args": [2, 3]}],
        "option": {"duration": 300, "timing": "ease", "delay": 0, "origin": "50% 50% 0"},
    },
    {
        "animates": [{"type": "translate", "args": [1]}],
        "option": {"duration": 300, "timing": "linear", "delay": 5, "origin": "0 0"},
    },
]


def shown(tmp_path: Path, client: str, body: str) -> Any:
    page = tmp_path / "page.js"
    page.write_text(f"Page({{ go() {{ {body} }} }})")
    with Host(client) as host, host.load(page, root=tmp_path) as opened:
        return opened.call("go")


@pytest.mark.parametrize(
    ("client", "space", "timing"),
    [("wx", "wx", "timingFunction"), ("my", "my", "timeFunction"), ("tt", "tt", "timingFunction")],
)
def test_groups_of_movements(client: str, space: str, timing: str, tmp_path: Path) -> None:
    body = (
        f"const it = {space}.createAnimation({{ duration: 300, {timing}: 'ease', other: 1 }})\n"
        f"it.rotate(45).scale(2, 3).step(); it.translate(1)\n"
        f".step({{ {timing}: 'linear', delay: 5, transformOrigin: '0 0' }})\n"
        "const one = it.export(), two = it.export(); it.opacity(0)\n"
        "return [one, two, it.step().export(), it.export()]"
    )
    one, two, three, four = shown(tmp_path, client, body)
    assert one == {"actions": GROUPS}
    assert two == four == {"actions": []}
    assert three == {
        "actions": [{"animates": [{"type": "opacity", "args": [0]}], "option": GROUPS[0]["option"]}]
    }


@pytest.mark.parametrize("client", ["wx", "my", "tt"])
def test_what_nothing_is_said_of(client: str, tmp_path: Path) -> None:
    body = f"return {client}.createAnimation().left(1).step().export().actions[0].option"
    usual = {"duration": 400, "timing": "linear", "delay": 0, "origin": "50% 50% 0"}
    assert shown(tmp_path, client, body) == usual


def test_it_is_no_promise_and_no_list(tmp_path: Path) -> None:
    body = (
        "const it = wx.createAnimation(null); Array.prototype.push = () => { throw 1 }\n"
        "return [typeof it.then, JSON.stringify(it) === undefined, it[Symbol.iterator] === undefined,"
        " it.top('1px').step(7).export().actions.length]"
    )
    assert shown(tmp_path, "wx", body) == ["undefined", False, True, 1]
