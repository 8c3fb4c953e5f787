"""Programs with components, ported whole and drawn: each vendor shows what the original shows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import mediaglot as mg
import pytest
import tomli
from mediaglot.adapters.source.tree.output import write_tree
from mediaglot.adapters.source.tree.port import port_tree

PROGRAMS: list[dict[str, Any]] = tomli.loads(
    Path(__file__).with_name("programs.toml").read_text(encoding="utf-8")
)["program"]
VENDORS = ("wx", "my", "tt")
PARTS = ("script", "markup", "style", "config")


def drawn(folder: Path, client: str, steps: list[str]) -> list[list[Any]]:
    """The words on the page and what stands in its inputs, at first and after each step."""
    with mg.Host(client) as host:
        page = host.load(folder / "page.js")
        found = []
        for step in ("", *steps):
            if step:
                does, what, *said = step.split()
                getattr(page.find(what), does)(*said)
            values = [item.attributes.get("value") for item in page.find("input").all()]
            found.append([page.tree.words(), *values])
        return found


def written(program: dict[str, Any], folder: Path) -> Path:
    folder.mkdir()
    for name, text in program["files"].items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text.lstrip("\n"), encoding="utf-8")
    return folder


@pytest.mark.parametrize("target", VENDORS)
@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program["name"])
def test_a_program_shows_the_same(tmp_path: Path, program: dict[str, Any], target: str) -> None:
    read, steps = program["read"], program["steps"]
    source = written(program, tmp_path / "source")
    if target == read:
        assert len(set(map(str, drawn(source, read, steps)))) > 1
        return
    port = port_tree(source, read=read, write=target, parts=PARTS)
    blocked = sorted(cause.name for file in port.files for cause in file.blockers)
    if target in program.get("apart", ()):
        assert blocked
        return
    assert not blocked
    if target in program.get("unknown", ()):
        return
    out = tmp_path / "out"
    write_tree(port, source, out)
    assert drawn(out, target, steps) == drawn(source, read, steps)
    again = port_tree(out, read=read, write=target, parts=PARTS)
    assert not [file.name for file in again.files if file.changed]


def test_a_component_of_the_program_has_a_node_of_its_own(tmp_path: Path) -> None:
    files = {
        "app.json": '{"pages": ["page"]}',
        "page.json": '{"usingComponents": {"my-part": "./part", "far-part": "far/part"}}',
        "page.wxml": '<my-part class="a" id="b" /><far-part class="c" />',
        "page.js": "Page({})",
        "part.json": '{"component": true}',
        "part.wxml": "<view>{{n}}</view>",
        "part.js": "Component({ properties: { n: Number } })",
    }
    source = written({"files": files}, tmp_path / "source")
    port = port_tree(source, read="wx", write="my", parts=PARTS)
    told = [item for item in port.findings if item.code == "MG720"]
    assert ["far-part" in item.diagnostic.message for item in told] == [True]
    out = tmp_path / "out"
    write_tree(port, source, out)
    with mg.Host("my") as host:
        page = host.load(out / "page.js")
        assert page.find("#b").view.tag == "my-part"
        assert not page.find("#b").view.virtual


def test_what_is_no_page_is_not_made_one(tmp_path: Path) -> None:
    """The bar of tabs, and whatever else no list of pages has, stay components."""
    files = {
        "app.json": '{"pages": ["page"]}',
        "page.json": "{}",
        "page.wxml": "<view/>",
        "page.js": "Component({ methods: {} })",
        "bar.json": "{}",
        "bar.wxml": "<view/>",
        "bar.js": "Component({ methods: {} })",
    }
    source = written({"files": files}, tmp_path / "source")
    port = port_tree(source, read="wx", write="my", parts=PARTS)
    after = {file.name: file.after.decode() for file in port.files if file.name.endswith(".js")}
    assert "Page(pageOf({ methods: {} }))" in after["page.js"]
    assert "Component(component({ methods: {} }))" in after["bar.js"]


@pytest.mark.parametrize(("read", "write"), [("my", "wx"), ("wx", "my")])
def test_a_page_may_be_called_as_a_program_is(tmp_path: Path, read: str, write: str) -> None:
    end = {"wx": ".wxml", "my": ".axml"}
    files = {
        "app.json": '{"pages": ["pages/app/app", "pages/app/other"]}',
        "pages/app/app.json": '{"usingComponents": {"my-part": "/parts/part"}}',
        "pages/app/other.json": "{}",
        "parts/part.json": '{"component": true}',
        f"parts/part{end[read]}": "<view/>",
        "parts/part.js": "Component({})",
    }
    for page in ("app", "other"):
        files[f"pages/app/{page}.js"] = f"Page({{ go() {{ call({read}) }} }})"
        files[f"pages/app/{page}{end[read]}"] = "<my-part/>" if page == "app" else "<view/>"
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    done = port_tree(tmp_path, read=read, write=write, parts=PARTS)
    assert not [cause for file in done.files for cause in file.blockers]
    assert [page.name for page in done.pages if not page.whole] == [
        "pages/app/app",
        "pages/app/other",
    ]
    assert not [name for name in done.runtimes if "/" in name]
