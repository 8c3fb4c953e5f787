"""Whole trees: templates beside scripts, files renamed, nothing lost, the same report."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import mediaglot as mg
import pytest
from commands import called
from mediaglot.adapters.source.pages.parts import PARTS
from mediaglot.adapters.source.reports.sarif import sarif
from mediaglot.adapters.source.tree import output
from mediaglot.adapters.source.tree.port import port_tree
from mediaglot.adapters.source.tree.ported import TreePort

PAGE = """\
<import src="../../tpl/row"/>
<wxs module="m">module.exports = { up: function (x) { return x } };</wxs>
<view wx:for="{{list}}" wx:key="id" bindtap="go"><image src="../../img/a.png"/>{{m.up(item)}}</view>
"""
FILES = {
    "app.json": '{"pages": ["pages/a/a"], "usingComponents": {"my-head": "/parts/head"}}',
    "pages/a/a.json": '{"usingComponents": {"my-card": "../../parts/card"}}',
    "pages/a/a.wxml": PAGE + "<my-card/><my-head/><my-foot/>\n",
    "pages/a/a.js": "Page({ go() { wx.showToast({ title: 'a' }) } })\n",
    "tpl/row.wxml": '<template name="row"><text>{{a}}</text></template>\n',
    "tpl/more.wxs": "module.exports = { one: 1 };\n",
    "other/x.axml": '<view a:if="{{b}}"/>\n',
}


@pytest.fixture
def app(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / "app" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "app"


def ported(source: Path, write: str = "my") -> TreePort:
    return port_tree(source, read="wx", write=write, parts=PARTS)


def names(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_templates_are_ported_beside_scripts(app: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = ported(app)
    output.write_tree(done, app, out)
    assert names(out) == {
        "app.json", "pages/a/a.json", "pages/a/a.axml", "pages/a/a.m.sjs", "pages/a/a.js",
        "tpl/row.axml", "tpl/more.sjs", "other/x.axml", "mini.project.json",
    }  # fmt: skip
    assert (out / "pages/a/a.axml").read_text() == (
        '<import src="../../tpl/row.axml"/>\n'
        '<import-sjs name="m" from="./a.m.sjs"/>\n'
        '<view a:for="{{list}}" a:key="id" onTap="go"><image src="/img/a.png"/>{{m.up(item)}}</view>\n'
        "<my-card/><my-head/><my-foot/>\n"
    )
    assert (out / "pages/a/a.m.sjs").read_text() == (
        "export default { up: function (x) { return x } };"
    )
    assert (out / "tpl/more.sjs").read_text() == "export default { one: 1 };\n"
    assert (out / "other/x.axml").read_text() == FILES["other/x.axml"]
    told = [(item.file, item.code) for item in done.findings if item.code.startswith("MG7")]
    told = [item for item in told if not item[0].endswith(".json")]
    assert told == [("pages/a/a.wxml", code) for code in ("MG727", "MG737", "MG703")]


def test_a_second_port_finds_nothing(app: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    output.write_tree(ported(app), app, out)
    again = ported(out)
    assert not any(file.changed for file in again.files)


def test_only_the_scripts_or_only_the_templates(app: Path, tmp_path: Path) -> None:
    scripts, markup = tmp_path / "scripts", tmp_path / "markup"
    for only, out in (("script", scripts), ("markup", markup)):
        words = ["port", str(app), "--from", "wx", "--to", "my", "--only", only, "--out", str(out)]
        assert called([*words, "-q"])[0] == 0
    assert "pages/a/a.wxml" in names(scripts)
    assert "my.showToast" in (scripts / "pages/a/a.js").read_text()
    assert "pages/a/a.axml" in names(markup)
    assert "wx.showToast" in (markup / "pages/a/a.js").read_text()


def git(folder: Path, *words: str) -> str:
    start = ["git", "-c", "user.name=a", "-c", "user.email=a@b", "-C", str(folder), *words]
    return subprocess.run(start, capture_output=True, text=True, check=True).stdout


def test_in_place_files_are_renamed(app: Path) -> None:
    output.write_in_place(ported(app), app)
    assert "pages/a/a.wxml" not in names(app)
    assert (app / "pages/a/a.axml").read_text().startswith('<import src="../../tpl/row.axml"/>')


def test_a_diff_says_what_an_output_has(app: Path, tmp_path: Path) -> None:
    out, work = tmp_path / "out", tmp_path / "work"
    output.write_tree(ported(app), app, out)
    shutil.copytree(app, work)
    git(work, "init", "-q")
    lines = [line for line, _ in output.diff_lines(ported(app))]
    (tmp_path / "port.diff").write_bytes(b"\n".join(lines) + b"\n")
    git(work, "apply", str(tmp_path / "port.diff"))
    shutil.rmtree(work / ".git")
    assert names(work) == names(out)
    for name in names(out):
        assert (work / name).read_bytes() == (out / name).read_bytes()


def test_a_file_that_is_there_is_never_replaced(app: Path, tmp_path: Path) -> None:
    (app / "pages/a/a.axml").write_text("<view/>\n")
    done = ported(app)
    (file,) = [file for file in done.files if file.name == "pages/a/a.wxml"]
    assert [item.code for item in file.findings] == ["MG730"]
    assert file.verdict == "blocked"
    output.write_tree(done, app, tmp_path / "out")
    assert (tmp_path / "out/pages/a/a.axml").read_text() == "<view/>\n"
    assert (tmp_path / "out/pages/a/a.wxml").read_text() == FILES["pages/a/a.wxml"]


def test_the_report(app: Path) -> None:
    done = ported(app)
    plain = done.to_plain()
    (file,) = [file for file in plain["files"] if file["file"] == "pages/a/a.wxml"]
    assert (file["goal"], file["changed"], file["verdict"]) == ("pages/a/a.axml", True, "lossy")
    assert plain["templates"] == {".axml": 1}
    assert plain["summary"]["lossy"] == 1
    results = sarif(done)["runs"][0]["results"]
    assert {item["ruleId"] for item in results} >= {"MG703", "MG727"}
    json.dumps(plain)


def test_processes_come_to_the_same(app: Path) -> None:
    for number in range(80):
        (app / f"p{number}.wxml").write_text(f'<view bindtap="go{number}"/>')
    one, two = ported(app), port_tree(app, read="wx", write="my", parts=PARTS, jobs=2)
    assert one.to_plain() == two.to_plain()


def test_one_file(app: Path) -> None:
    page = str(app / "tpl/row.wxml")
    status, out, _ = called(["port", page, "--from", "wx", "--to", "tt", "-q"])
    assert (status, out.decode()) == (0, FILES["tpl/row.wxml"])
    status, _, told = called(["port", page, "--from", "my", "--to", "tt"])
    assert status == 2
    assert "Alipay reads .axml or .sjs" in told


def test_standard_input() -> None:
    words = ["port", "-", "--from", "wx", "--to", "my", "-q", "--name"]
    status, out, _ = called([*words, "a.wxml"], b'<view wx:if="{{a}}"/>')
    assert (status, out) == (0, b'<view a:if="{{a}}"/>')
    assert called([*words, "a.axml"], b"<view/>")[0] == 2


def test_the_library() -> None:
    done = mg.port('<open-data/><view bindtap="a"/>', read="wx", write="my", name="a.wxml")
    assert done.code == '<open-data/><view onTap="a"/>'
    assert [(item.code, item.place) for item in done.diagnostics] == [("MG702", "a.wxml:1:1")]
    assert [cause.name for cause in done.blockers] == ["<open-data>"]
    with pytest.raises(mg.InputError, match="ends in one of"):
        mg.port("<view/>", read="my", write="wx", name="a.wxml")


def test_what_is_broken_costs_one_file(app: Path, tmp_path: Path) -> None:
    (app / "pages/a/b.wxml").write_text("<view><text></view>")
    (app / "pages/a/a.json").write_text("{ broken")
    done = ported(app)
    broken = {file.name for file in done.files if file.verdict == "blocked"}
    assert broken == {"pages/a/b.wxml", "pages/a/a.json", "app.json"}  # a component is not there
    output.write_tree(done, app, tmp_path / "out")
    assert (tmp_path / "out/pages/a/b.wxml").read_text() == "<view><text></view>"
    assert (tmp_path / "out/pages/a/a.json").read_text() == "{ broken"


USED = {
    "app.json": '{"pages": ["pages/a/a", "pages/b/b"]}',
    "pages/a/a.json": "{}",
    "pages/a/a.wxml": '<import src="../../tpl/rows"/><template is="row"/>\n',
    "pages/a/a.js": "Page({ go() {} })\n",
    "pages/b/b.json": "{}",
    "pages/b/b.wxml": '<include src="../../tpl/foot"/><import src="../../tpl/rows"/>\n',
    "pages/b/b.js": "Page({ other() {} })\n",
    "tpl/rows.wxml": (
        '<template name="row"><text bindtap="go"/><text bindtap="gone"/>\n'
        '<template is="cell"/></template>\n'
        '<template name="cell"><text bindtap="deep"/></template>\n'
        '<template name="idle"><text bindtap="nobody"/></template>\n'
    ),
    "tpl/foot.wxml": '<text bindtap="other"/><text catchtap="missing"/>\n',
    "tpl/alone.wxml": '<text bindtap="unused"/>\n',
}


@pytest.mark.parametrize("write", ["my", "tt"])
def test_handlers_of_templates_are_those_of_who_uses_them(tmp_path: Path, write: str) -> None:
    """A page that imports a template without using it needs none of its handlers."""
    for name, text in USED.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    done = ported(tmp_path, write)
    told = {
        (item.diagnostic.place.rpartition(":")[0], item.diagnostic.message.partition(":")[0])
        for file in done.files
        for item in file.findings
        if item.code == "MG713"
    }
    a, b = "in pages/a/a.js, where this template is used", "in pages/b/b.js, where this template"
    assert told == {
        ("tpl/rows.wxml:1", f"gone is missing {a}"),
        ("tpl/rows.wxml:3", f"deep is missing {a}"),
        ("tpl/foot.wxml:1", f"missing is missing {b} is used"),
    }


def test_a_mixed_page_may_have_a_templates_handlers(tmp_path: Path) -> None:
    files = {**USED, "pages/a/a.js": "Page({ ...require('./mixed'), go() {} })\n"}
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    found = [item for file in ported(tmp_path).files for item in file.findings]
    assert [it.file for it in found if it.code == "MG713"] == ["tpl/foot.wxml"]
