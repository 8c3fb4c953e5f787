"""Trees in which a name of the port is taken, or a file cannot be read as text."""

from __future__ import annotations

from pathlib import Path

import pytest
from mediaglot.adapters.source.common.pair import pair
from mediaglot.adapters.source.pages.parts import PARTS
from mediaglot.adapters.source.tree.port import _package_folders, port_tree
from mediaglot.adapters.source.tree.ported import TreePort
from mediaglot.canonical.errors import InputError

PAGE = {
    "app.json": '{ "pages": ["pages/a/a"] }',
    "pages/a/a.js": "Page({ go() { wx.hideToast() } })",
    "pages/a/a.json": "{}",
    "pages/a/a.wxml": '<view wx:if="{{on}}" bindtap="go"/>',
}


def ported(tmp_path: Path, files: dict[str, str | bytes], write: str = "tt") -> TreePort:
    for name, text in {**PAGE, **files}.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return port_tree(tmp_path, read="wx", write=write, parts=PARTS)


def of(port: TreePort, name: str) -> tuple[str, list[str]]:
    file = next(item for item in port.files if item.name == name)
    return file.goal, [item.code for item in file.findings]


def test_a_template_gets_the_name_of_the_target(tmp_path: Path) -> None:
    assert of(ported(tmp_path, {}), "pages/a/a.wxml") == ("pages/a/a.ttml", [])


def test_a_name_that_is_taken_is_left_to_who_has_it(tmp_path: Path) -> None:
    port = ported(tmp_path, {"pages/a/a.ttml": "<view/>"})
    assert of(port, "pages/a/a.wxml") == ("", ["MG730"])
    file = next(item for item in port.files if item.name == "pages/a/a.wxml")
    assert [item.blocks for item in file.findings] == ["name taken"]
    assert not file.edits


@pytest.mark.parametrize("write", ["tt", "my"])
def test_a_template_that_is_no_text_is_left_and_costs_no_other_file(
    tmp_path: Path, write: str
) -> None:
    other = {
        "pages/b/b.wxml": '<view wx:if="{{on}}"/>'.encode("utf-16"),
        "pages/b/b.js": "Page({})",
    }
    port = ported(tmp_path, {**other, "app.json": '{ "pages": ["pages/a/a", "pages/b/b"] }'}, write)
    assert of(port, "pages/b/b.wxml")[1] == ["MG509"]
    assert of(port, "pages/a/a.js")[1] == []
    assert of(port, "pages/a/a.wxml")[0] == f"pages/a/a.{ {'tt': 'ttml', 'my': 'axml'}[write] }"


def test_where_packages_are_built_into() -> None:
    known, unknown = pair("wx", "tt"), pair("tt", "wx")
    folders = ("miniprogram_npm",)
    assert _package_folders(known, None, PARTS) == folders
    assert _package_folders(known, None, PARTS[:1]) == ()
    assert _package_folders(known, True, PARTS[:1]) == folders
    assert _package_folders(known, False, PARTS) == ()
    assert _package_folders(unknown, None, PARTS) == ()
    with pytest.raises(InputError, match="build packages into"):
        _package_folders(unknown, True, PARTS)
