"""The example with pages: a project of each vendor, ported in all six directions, opened and used."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import mediaglot as mg
import pytest
from grids import each
from mediaglot.adapters.source.pages.parts import PARTS
from mediaglot.adapters.source.tree import output
from mediaglot.adapters.source.tree.port import port_tree
from mediaglot.adapters.source.tree.ported import TreePort
from mediaglot.profiles import loader
from pairs import DESCRIBED, whole

APP = Path(__file__).resolve().parents[2] / "examples" / "notes-app"
WAYS = [("", f"{read}->{to}", (read, to)) for read, to in whole()]


def ported(read: str, to: str, out: Path) -> TreePort:
    source = APP / read
    done = port_tree(source, read=read, write=to, parts=PARTS)
    output.write_tree(done, source, out)
    return done


def used(client: str, program: Path) -> list[Any]:
    """What a person who adds a note and taps it sees."""
    seen: list[Any] = []
    with mg.Host(client) as host:
        page = host.load(program / "pages/list/list.js")
        seen.append(page.find(".empty").text)
        page.find(".add").tap()
        for text in ("Milk", "Bread"):
            page.find(".field").input(text)
            page.find(".add").tap()
        seen.append([page.find(".row").nth(at).text for at in range(2)])
        seen.append(page.find(".field").attributes["value"])
        page.find(".row").nth(1).tap()
        seen.append(page.toasts)
        seen.append(page.data)
    return seen


SEEN: list[Any] = [
    "Nothing yet",
    ["Milk", "Bread"],
    "",
    ["Bread"],
    {"notes": [{"id": 1, "text": "Milk"}, {"id": 2, "text": "Bread"}], "text": ""},
]


@pytest.mark.parametrize("vendor", DESCRIBED)
def test_the_originals(vendor: str) -> None:
    assert used(vendor, APP / vendor) == SEEN


@each("read, to", WAYS)
def test_a_port_is_used_as_the_original(read: str, to: str, tmp_path: Path) -> None:
    done = ported(read, to, tmp_path / "out")
    assert {page.name: page.verdict for page in done.pages if page.verdict == "blocked"} == {}
    assert done.page_verdicts["complete"] >= 1
    assert used(to, tmp_path / "out") == SEEN


@each("read, to", WAYS)
def test_configurations_are_those_that_people_wrote(read: str, to: str, tmp_path: Path) -> None:
    """But for defaults that only one of the vendors has, and for what the tools ask for."""
    ported(read, to, tmp_path / "out")
    for name in (
        "app.json",
        "pages/about/about.json",
        "pages/list/list.json",
        "parts/row/row.json",
    ):
        mine = json.loads((tmp_path / "out" / name).read_text())
        theirs = json.loads((APP / to / name).read_text())
        for value in (mine, theirs):
            value.pop("styleIsolation", None)
            value.pop("virtualHost", None)
        assert mine == theirs, name
    project = loader.get(to).project
    assert project is not None
    said = json.loads((tmp_path / "out" / project.file).read_text())
    assert set(project.fresh) <= set(said)
    assert "appid" not in said
