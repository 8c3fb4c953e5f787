"""Packages that the source's tools built into a program, ported with it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from commands import called
from mediaglot.adapters.source.common.packages import places_of
from mediaglot.adapters.source.pages.parts import PARTS
from mediaglot.adapters.source.tree.output import write_tree
from mediaglot.adapters.source.tree.port import port_tree
from mediaglot.adapters.source.tree.ported import TreePort
from mediaglot.adapters.verify.pages import verify_pages
from mediaglot.canonical.errors import InputError

BOX = "miniprogram_npm/@kit/ui"
PROGRAM = {
    "app.json": {"pages": ["pages/a/a"], "usingComponents": {"kit-tag": "@kit/ui/tag/index"}},
    "app.js": "App({})\n",
    ".gitignore": "miniprogram_npm\n",
    "pages/a/a.json": {"usingComponents": {"kit-box": "@kit/ui/box/index"}},
    "pages/a/a.wxml": '<kit-box label="a" bind:pick="pick" /><kit-tag />\n',
    "pages/a/a.js": (
        "import Toast from '@kit/ui/toast/toast'\n"
        "const days = require('days') // require('days') is said here, too\n"
        "Page({\n  pick() {\n    wx.showToast({ title: 'a' })\n    Toast('b' + days)\n  },\n})\n"
    ),
    f"{BOX}/box/index.json": {"component": True, "usingComponents": {"kit-tag": "../tag/index"}},
    f"{BOX}/box/index.wxml": '<view bindtap="tell">{{label}}<kit-tag /></view>\n',
    f"{BOX}/box/index.js": (
        "Component({\n  properties: { label: String },\n"
        "  methods: { tell() { this.triggerEvent('pick') } },\n})\n"
    ),
    f"{BOX}/tag/index.json": {"component": True},
    f"{BOX}/tag/index.wxml": "<text>tag</text>\n",
    f"{BOX}/tag/index.js": "Component({})\n",
    f"{BOX}/pay/index.json": {"component": True},
    f"{BOX}/pay/index.wxml": "<view>pay</view>\n",
    f"{BOX}/pay/index.js": "Component({ methods: { pay() { wx.requestPayment({}) } } })\n",
    f"{BOX}/toast/toast.js": "export default (title) => wx.showToast({ title })\n",
    "miniprogram_npm/days/index.js": "module.exports = 7\n",
}


def made(folder: Path, files: Mapping[str, object] = PROGRAM) -> Path:
    """A program of files by name; what is no text becomes JSON."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text if isinstance(text, str) else json.dumps(text), encoding="utf-8")
    return folder


def ported(folder: Path, packages: bool = True) -> TreePort:
    return port_tree(folder, read="wx", write="my", parts=PARTS, packages=packages)


def rules(port: TreePort) -> set[str]:
    return {item.diagnostic.code for file in port.files for item in file.findings
            if item.blocks}  # fmt: skip


def test_packages_are_ported_with_the_program(tmp_path: Path) -> None:
    port = ported(made(tmp_path / "program"))
    after = {file.name: file.after.decode() for file in port.files if file.changed}
    declared = json.loads(after["pages/a/a.json"])["usingComponents"]
    assert declared == {"kit-box": f"/{BOX}/box/index"}
    assert json.loads(after["app.json"])["usingComponents"] == {"kit-tag": f"/{BOX}/tag/index"}
    assert after["pages/a/a.js"].startswith(
        f"import Toast from '../../{BOX}/toast/toast'\n"
        "const days = require('../../miniprogram_npm/days/index') // require('days') is said here"
    )
    assert "media.showToast" in after[f"{BOX}/toast/toast.js"]
    (page,) = [page for page in port.pages if not page.whole]
    assert page.verdict != "blocked"
    assert set(page.components) == {f"{BOX}/box/index", f"{BOX}/tag/index"}
    assert f"{BOX}/toast/toast.js" in page.files


def test_what_no_page_takes_in_of_a_package_is_not_told(tmp_path: Path) -> None:
    folder = made(tmp_path / "program")
    spare = next(f for f in ported(folder).files if f.name == f"{BOX}/pay/index.js")
    assert not spare.findings
    assert not ported(folder).failed("error")
    used = {"usingComponents": {"kit-pay": "@kit/ui/pay/index"}}
    made(folder, {"pages/a/a.wxml": "<kit-pay />\n", "pages/a/a.json": used})
    assert ported(folder).failed("error")
    assert rules(ported(folder)) == {"MG401"}


def test_without_it_they_block(tmp_path: Path) -> None:
    port = ported(made(tmp_path / "program"), packages=False)
    assert rules(port) == {"MG747"}
    assert not any(file.name.startswith("miniprogram_npm") for file in port.files)


def test_the_port_stands_alone_and_a_second_port_changes_nothing(tmp_path: Path) -> None:
    folder = made(tmp_path / "program")
    out = tmp_path / "out"
    write_tree(ported(folder), folder, out)
    assert (out / BOX / "box/index.axml").is_file()
    assert (out / "miniprogram_npm/days/index.js").read_text() == "module.exports = 7\n"
    again = ported(out)
    assert not [file.name for file in again.files if file.changed]


def test_pages_with_components_of_packages_are_compared(tmp_path: Path) -> None:
    pytest.importorskip("quickjs")
    folder = made(tmp_path / "program")
    verified = verify_pages(folder, read="wx", write="my", packages=True)
    assert [(one.page, one.outcome) for one in verified.verdicts] == [("pages/a/a.js", "ok")]
    assert verified.verdicts[0].steps > 0


def test_the_nearest_package_is_meant() -> None:
    built = ("built",)
    assert list(places_of("kit/a", "app/pages/a.js", "app/", built)) == [
        "app/pages/kit/a", "app/pages/built/kit/a", "app/built/kit/a",
    ]  # fmt: skip
    assert list(places_of("kit/a", "a.js", "", built)) == ["kit/a", "built/kit/a"]
    assert list(places_of("kit/a", "pages/a.js", "")) == ["pages/kit/a"]
    assert list(places_of("./kit", "pages/a.js", "", built)) == ["pages/kit"]
    assert list(places_of("/kit", "app/pages/a.js", "app/", built)) == ["app/kit"]


@pytest.mark.parametrize("path", ["../../../kit", "kit/../../../../x", "a\0b", "/../x"])
def test_no_path_leads_out_of_the_program(path: str) -> None:
    found = list(places_of(path, "app/pages/a.js", "app/", ("built",)))
    assert all(one.startswith("app/") and "\0" not in one for one in found)


def test_a_vendor_without_such_folders_is_told_so(tmp_path: Path) -> None:
    made(tmp_path, {"app.json": {"pages": []}, "app.js": "App({})\n"})
    with pytest.raises(InputError, match="tools of Alipay build packages into"):
        port_tree(tmp_path, read="my", write="wx", parts=PARTS, packages=True)
    status, _, told = called(
        ["port", str(tmp_path), "--from", "my", "--to", "wx", "--check", "--packages"]
    )
    assert status == 2
    assert "build packages into" in told


def test_the_command_line_ports_them(tmp_path: Path) -> None:
    folder = made(tmp_path / "program")
    words = ["port", str(folder), "--from", "wx", "--to", "my", "--out"]
    assert called([*words, str(tmp_path / "part"), "--no-packages"])[0] == 1
    assert called([*words, str(tmp_path / "scripts"), "--only", "script"])[0] == 0
    assert not (tmp_path / "scripts" / BOX / "tag/index.axml").exists()
    status, _, told = called([*words, str(tmp_path / "whole")])
    assert status == 0, told
    assert (tmp_path / "whole" / BOX / "tag/index.axml").is_file()
