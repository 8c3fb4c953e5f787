"""Whole programs: their projects in all six directions, and the verdict of each page."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from commands import called
from grids import each
from mediaglot.adapters.source.pages.parts import PARTS
from mediaglot.adapters.source.pages.verdict import PagePort
from mediaglot.adapters.source.program.scripts import brought
from mediaglot.adapters.source.reports.migration import markdown, sections
from mediaglot.adapters.source.reports.migration_html import page as html
from mediaglot.adapters.source.reports.report import report_lines
from mediaglot.adapters.source.reports.sarif import sarif
from mediaglot.adapters.source.tree import output
from mediaglot.adapters.source.tree.port import port_tree
from mediaglot.adapters.source.tree.ported import TreePort
from mediaglot.profiles import loader
from pairs import whole

APP = {
    "pages": ["pages/a/a", "pages/b/b"],
    "subPackages": [{"root": "shop", "pages": ["c/c"]}],
    "window": {"navigationBarTitleText": "Album"},
    "tabBar": {"list": [{"pagePath": "pages/a/a", "text": "A"}], "custom": True},
    "usingComponents": {"my-head": "parts/head/head"},
}
FILES: dict[str, str] = {
    "app.json": json.dumps(APP, indent=2),
    "app.js": "App({ onLaunch() { wx.showToast({ title: 'a', icon: 'none' }) } })\n",
    "app.wxss": '@import "common.wxss";\n',
    "common.wxss": "page { color: red }\n",
    "project.config.json": '{\n  "appid": "wx1",\n  "compileType": "miniprogram"\n}\n',
    "package.json": '{ "name": "album", "dependencies": {} }\n',
    "pages/a/a.json": '{ "usingComponents": { "my-card": "../../parts/card/card" } }\n',
    "pages/a/a.wxml": '<import src="../../tpl/row"/><my-card class="wide"/><view bindtap="go"/>\n',
    "pages/a/a.wxss": ".wide { width: 10rpx }\n",
    "pages/a/a.js": "const tell = require('../../utils/tell')\nPage({ go() { tell.tell() } })\n",
    "pages/b/b.json": '{ "navigationBarTitleText": "B" }\n',
    "pages/b/b.wxml": "<my-head/>\n",
    "pages/b/b.js": "Page({})\n",
    "shop/c/c.json": "{}\n",
    "shop/c/c.wxml": '<view wx:if="{{a}}"/>\n',
    "shop/c/c.js": "Page({ data: { a: 1 } })\n",
    "utils/tell.js": "exports.tell = () => wx.showToast({ title: 'a', icon: 'none' })\n",
    "tpl/row.wxml": '<template name="row"><text>{{a}}</text></template>\n',
    "parts/card/card.json": '{ "component": true, "usingComponents": { "my-in": "../in/in" } }\n',
    "parts/card/card.wxml": "<my-in/>\n",
    "parts/card/card.wxss": ":host { display: block }\n",
    "parts/card/card.js": "Component({})\n",
    "parts/in/in.json": '{ "component": true }\n',
    "parts/in/in.wxml": "<view/>\n",
    "parts/in/in.js": "Component({ methods: {} })\n",
    "parts/head/head.json": '{ "component": true }\n',
    "parts/head/head.wxml": "<view/>\n",
    "parts/head/head.js": "Component({})\n",
    "custom-tab-bar/index.json": '{ "component": true }\n',
    "custom-tab-bar/index.wxml": "<view/>\n",
    "custom-tab-bar/index.js": "Component({})\n",
    "custom-tab-bar/home.png": "png",
}  # fmt: skip


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def app(tmp_path: Path) -> Path:
    return write(tmp_path / "app", FILES)


def ported(source: Path, to: str = "my", read: str = "wx") -> TreePort:
    return port_tree(source, read=read, write=to, parts=PARTS)


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def pages(done: TreePort) -> dict[str, PagePort]:
    return {page.name: page for page in done.pages}


HELPERS = {
    "app.json": '{ "pages": ["pages/a/a", "pages/b/b", "pages/c/c"] }\n',
    "app.js": "App({})\n",
    **{
        f"pages/{name}/{name}{end}": text
        for name in "abc"
        for end, text in ((".json", "{}\n"), (".wxml", "<view/>\n"))
    },
    "pages/a/a.js": "const { told } = require('../../utils/all')\nPage({ onLoad() { told() } })\n",
    "pages/b/b.js": "const all = require('../../utils/all')\nPage({ onLoad() { all.pay() } })\n",
    "pages/c/c.js": "Page({ onLoad() { require('../../utils/' + 'all').pay() } })\n",
    "utils/all.js": "function told() { wx.showToast({ title: 'a', icon: 'none' }) }\n"
    "function pay() { wx.requestPayment({ timeStamp: '1' }) }\n"
    "module.exports = { told, pay }\n",
}


def test_a_page_is_judged_by_what_it_takes_of_a_file_of_helpers(tmp_path: Path) -> None:
    done = ported(write(tmp_path / "app", HELPERS))
    assert [file.name for file in done.files if file.verdict == "blocked"] == ["utils/all.js"]
    found = pages(done)
    assert found["pages/a/a"].verdict == "complete"
    assert "utils/all.js" in found["pages/a/a"].files
    assert [cause.name for cause in found["pages/b/b"].blockers] == ["requestPayment"]
    assert [row.frees for row in done.page_blockers] == [1]


VENT = {
    "app.json": '{ "pages": ["pages/a/a", "pages/b/b"] }\n',
    "app.js": "App({})\n",
    **{
        f"pages/{name}/{name}{end}": text
        for name, tag in (("a", "plain"), ("b", "kin"))
        for end, text in (
            (".json", f'{{ "usingComponents": {{ "x-{tag}": "/parts/{tag}" }} }}\n'),
            (".wxml", f"<x-{tag}/>\n"),
            (".js", "Page({})\n"),
        )
    },
    **{
        f"parts/{name}{end}": text
        for name, given in (("plain", "{ props: {} }"), ("kin", "{ props: {}, kin: [] }"))
        for end, text in (
            (".json", '{ "component": true }\n'),
            (".wxml", "<view/>\n"),
            (".js", f"import {{ make }} from './make'\nmake({given})\n"),
        )
    },
    "parts/make.js": "export function make(given) {\n  const options = { behaviors: [] }\n"
    "  if (given.kin) options.behaviors.push('wx://other')\n"
    "  Component(options)\n}\n",
}


def test_a_component_is_judged_by_what_it_gives_to_what_defines_it(tmp_path: Path) -> None:
    found = pages(ported(write(tmp_path / "app", VENT), to="tt"))
    assert found["pages/a/a"].verdict != "blocked"
    assert [cause.name for cause in found["pages/b/b"].blockers] == ["wx://other"]


BLOCKED = "Component({ attached() { wx.editImage({}) } })\n"
TAKEN = {
    "a bar of tabs": {
        "app.json": '{ "pages": ["p"], "tabBar": { "custom": true, "list": [{ "pagePath": "p", "text": "P" }] } }\n',
        "custom-tab-bar/index.json": '{ "component": true }\n', "custom-tab-bar/index.wxml": "<view/>\n",
        "custom-tab-bar/index.js": BLOCKED,
    },
    "what stands for a component": {
        "p.json": '{ "usingComponents": { "a-b": "/good", "c-d": "/bad" },'
        ' "componentPlaceholder": { "a-b": "c-d" } }\n',
        "p.wxml": "<a-b/>\n",
    },
    "what a component takes where it is handed nothing": {
        "p.json": '{ "usingComponents": { "a-b": "/good" } }\n', "p.wxml": "<a-b/>\n",
        "good.json": '{ "component": true, "componentGenerics": { "g": { "default": "./bad" } } }\n',
    },
}  # fmt: skip


@pytest.mark.parametrize("case", TAKEN)
@pytest.mark.parametrize("to", ["my", "tt"])
def test_a_page_takes_in(case: str, to: str, tmp_path: Path) -> None:
    files = {
        "app.json": '{ "pages": ["p"] }\n', "app.js": "App({})\n",
        "p.json": "{}\n", "p.wxml": "<view/>\n", "p.js": "Page({})\n",
        **{f"{name}{end}": text for name, script in (("good", "Component({})\n"), ("bad", BLOCKED))
           for end, text in ((".json", '{ "component": true }\n'), (".wxml", "<view/>\n"), (".js", script))},
        **TAKEN[case],
    }  # fmt: skip
    page = pages(ported(write(tmp_path / "app", files), to=to))["p"]
    assert "editImage" in [cause.name for cause in page.blockers]


ALIASED = {
    "app.json": '{ "pages": ["pages/a/a"],\n'
    '  "resolveAlias": { "@/*": "/*", "@/up/*": "../../up/*", "kit/*": "utils/*", "one": "utils/one.js" } }\n',
    "app.js": "App({})\n",
    "pages/a/a.json": "{}\n",
    "pages/a/a.wxml": "<view/>\n",
    "pages/a/a.js": "const b = require('kit/pay')\nimport one from 'one'\nimport two from '@/utils/two'\n"
    "require('@/up/x'); require('@/none'); require('kit')\nPage({ onLoad() { b.pay(one, two) } })\n",
    "utils/pay.js": "exports.pay = () => wx.requestPayment({})\n",
    "utils/one.js": "export default 1\n",
    "utils/two.ts": "export default 2\n",
}


@pytest.mark.parametrize("to", ["my", "tt"])
def test_paths_by_names_are_written_out(to: str, tmp_path: Path) -> None:
    source = write(tmp_path / "app", ALIASED)
    done = ported(source, to=to)
    (page,) = [page for page in done.pages if not page.whole]
    assert [cause.name for cause in page.blockers] == ["requestPayment"]
    output.write_tree(done, source, tmp_path / "out")
    assert json.loads((tmp_path / "out/app.json").read_text()) == {"pages": ["pages/a/a"]}
    assert (tmp_path / "out/pages/a/a.js").read_text() == (
        "const b = require('../../utils/pay')\nimport one from '../../utils/one'\n"
        "import two from '../../utils/two'\n"
        "require('@/up/x'); require('@/none'); require('kit')\nPage({ onLoad() { b.pay(one, two) } })\n"
    )
    assert "taken out: the port writes out what paths" in " ".join(
        item.diagnostic.message for item in done.findings
    )


def test_a_program_becomes_a_project(app: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = ported(app)
    output.write_tree(done, app, out)
    assert json.loads((out / "app.json").read_text()) == {
        "pages": ["pages/a/a", "pages/b/b"],
        "subPackages": [{"root": "shop", "pages": ["c/c"]}],
        "window": {"defaultTitle": "Album"},
        "tabBar": {"items": [{"pagePath": "pages/a/a", "name": "A"}], "customize": True},
        "usingComponents": {"my-head": "./parts/head/head"},
    }
    assert json.loads((out / "mini.project.json").read_text()) == {
        "format": 2, "compileOptions": {"component2": True}, "compileType": "mini",
    }  # fmt: skip
    assert json.loads((out / "parts/card/card.json").read_text()) == {
        "component": True, "usingComponents": {"my-in": "../in/in"},
        "styleIsolation": "apply-shared", "virtualHost": False,
    }  # fmt: skip
    found = names(out)
    assert "project.config.json" not in found
    assert {"customize-tab-bar/index.axml", "customize-tab-bar/index.json",
            "customize-tab-bar/index.js", "customize-tab-bar/home.png"} <= found  # fmt: skip
    assert not any(name.startswith("custom-tab-bar") for name in found)
    assert (out / "package.json").read_text() == FILES["package.json"]


def test_components_that_the_port_gives_a_node_are_not_told(app: Path) -> None:
    assert [item.code for item in ported(app).findings if item.code == "MG720"] == []
    only = port_tree(app, read="wx", write="my", parts=("markup", "style"))
    assert {item.file for item in only.findings if item.code == "MG720"} == {
        "pages/a/a.wxml", "parts/card/card.wxss",
    }  # fmt: skip
    (app / "parts/card/card.js").write_text("Component({ options: { virtualHost: true } })\n")
    assert "MG720" in {item.code for item in ported(app).findings}


def test_options_of_a_script_that_the_configuration_says(app: Path, tmp_path: Path) -> None:
    script = "Component({ options: { styleIsolation: 'apply-shared' } })\n"
    done = ported(write(app, {"parts/in/in.js": script}))
    assert [item for item in done.findings if item.file == "parts/in/in.js"] == []
    output.write_tree(done, app, tmp_path / "out")
    said = json.loads((tmp_path / "out/parts/in/in.json").read_text())
    assert said["styleIsolation"] == "apply-shared"
    alone = port_tree(app, read="wx", write="my", parts=["script"])
    assert "MG544" in {item.code for item in alone.findings}


def test_a_second_port_changes_nothing(app: Path, tmp_path: Path) -> None:
    for to in ("my", "tt"):
        out = tmp_path / to
        output.write_tree(ported(app, to), app, out)
        assert not any(file.changed for file in ported(out, to).files)


def test_in_place_and_as_a_diff(app: Path, tmp_path: Path) -> None:
    out, place = tmp_path / "out", tmp_path / "place"
    shutil.copytree(app, place)
    output.write_tree(ported(app), app, out)
    output.write_in_place(ported(place), place)
    assert names(place) == names(out)
    for name in names(out):
        assert (place / name).read_bytes() == (out / name).read_bytes()
    text = b"\n".join(line for line, _ in output.diff_lines(ported(app))).decode()
    assert "rename to mini.project.json" in text


def test_one_part_alone(app: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    words = [
        "port",
        str(app),
        "--from",
        "wx",
        "--to",
        "my",
        "--only",
        "config",
        "--out",
        str(out),
        "-q",
    ]
    assert called(words)[0] == 0
    assert port_tree(app, read="wx", write="my", parts=["config"]).pages == ()
    assert "defaultTitle" in (out / "app.json").read_text()
    assert (out / "pages/a/a.wxml").read_text() == FILES["pages/a/a.wxml"]


def test_one_file_alone(app: Path) -> None:
    way = ["--from", "wx", "--to", "my"]
    assert called(["port", str(app / "pages/b/b.json"), *way])[1] == b'{ "defaultTitle": "B" }\n'
    status, text, told = called(["port", str(app / "package.json"), *way])
    assert (status, text) == (2, b"")
    assert "is no configuration that WeChat is known to have" in told
    given = called(["port", "-", *way, "--name", "app.json"], b'{"pages": [], "style": "v2"}')
    assert given[1] == b'{"pages": []}'
    assert called(["port", "-", *way, "--name", "a.json"], b"[1]")[0] == 2


# --- pages ------------------------------------------------------------------------------------


def test_what_a_page_takes_in(app: Path) -> None:
    found = pages(ported(app, "tt"))
    first = found["pages/a/a"]
    assert set(first.files) == {
        "pages/a/a.wxml", "pages/a/a.wxss", "pages/a/a.js", "pages/a/a.json", "tpl/row.wxml",
        "utils/tell.js", "parts/card/card.wxml", "parts/card/card.wxss", "parts/card/card.js",
        "parts/card/card.json", "parts/in/in.wxml", "parts/in/in.js", "parts/in/in.json",
        "custom-tab-bar/index.wxml", "custom-tab-bar/index.js", "custom-tab-bar/index.json",
    }  # fmt: skip
    assert set(first.components) == {"parts/card/card", "parts/in/in", "custom-tab-bar/index"}
    assert set(found["pages/b/b"].components) == {"parts/head/head"}
    assert found["shop/c/c"].verdict == "complete"
    assert set(found["app.json"].files) == {"app.js", "app.wxss", "app.json", "common.wxss"}
    assert found["app.json"].whole


def verdict(app: Path, name: str, text: str, page: str = "pages/a/a", to: str = "my") -> PagePort:
    write(app, {name: text})
    return pages(ported(app, to))[page]


def test_a_page_is_what_its_parts_are(app: Path) -> None:
    before = pages(ported(app))
    assert before["pages/a/a"].verdict == "lossy"
    assert before["pages/a/a"].eye
    assert before["shop/c/c"].verdict == "complete"


@pytest.mark.parametrize(
    ("name", "text", "blocker"),
    [
        ("parts/in/in.wxml", "<open-data/>", "<open-data> (MG702)"),
        ("tpl/row.wxml", '<template name="row"><open-data/></template>', "<open-data> (MG702)"),
        ("utils/tell.js", "exports.tell = () => wx.cloud.init()", "cloud (MG401)"),
        ("parts/card/card.json", '{ "component": true, "usingComponents": { "my-in": "../gone" } }',
         "missing component (MG749)"),
        ("parts/in/in.js", "Component({ behaviors: ['wx://other'] })", "wx://other (MG541)"),
        ("pages/a/a.js", "Page({ go() { this.animate() } })", "this.animate (MG541)"),
        ("pages/a/a.json", "{ broken", "broken configuration (MG740)"),
    ],
)  # fmt: skip
def test_what_blocks_a_part_blocks_the_page(app: Path, name: str, text: str, blocker: str) -> None:
    page = verdict(app, name, text)
    assert page.verdict == "blocked"
    assert blocker in [cause.words for cause in page.blockers]
    cause = next(cause for cause in page.blockers if cause.words == blocker)
    assert cause.file == name
    assert pages(ported(app))["shop/c/c"].verdict == "complete"


def test_a_component_of_all_pages_that_is_not_there(app: Path) -> None:
    changed: dict[str, Any] = {**APP, "usingComponents": {"my-head": "@ui/head/index"}}
    page = verdict(app, "app.json", json.dumps(changed), "pages/b/b")
    assert [cause.words for cause in page.blockers] == ["package @ui/head (MG747)"]
    assert pages(ported(app))["pages/a/a"].verdict == "lossy"  # which does not use it


@pytest.mark.parametrize("text", ["[]", '["pages/a/a"]', "null", '{"pages": [', '"x"', "3"])
def test_what_is_no_configuration_is_left_as_it_is(app: Path, text: str) -> None:
    """And there is no program: nobody knows its pages."""
    done = ported(write(app, {"app.json": text}))
    (found,) = [item for file in done.files for item in file.findings if file.name == "app.json"]
    assert found.code == "MG740"
    assert found.diagnostic.message.endswith(": left as it is")
    assert done.pages == ()
    for name in ("pages/a/a.json", "project.config.json"):
        (app / "app.json").write_text(FILES["app.json"])
        done = ported(write(app, {name: text}))
        codes = [item.code for file in done.files for item in file.findings if file.name == name]
        assert codes == ["MG740"]
        (app / name).write_text(FILES[name])


def test_circles_end(app: Path) -> None:
    write(app, {
        "parts/in/in.json": '{ "component": true, "usingComponents": { "my-card": "../card/card" } }',
        "parts/in/in.wxml": "<my-card/>", "utils/tell.js": "require('./tell')",
        "tpl/row.wxml": '<import src="row.wxml"/>',
    })  # fmt: skip
    assert set(pages(ported(app))["pages/a/a"].components) == {
        "parts/card/card", "parts/in/in", "custom-tab-bar/index",
    }  # fmt: skip


def test_hooks_that_pages_do_without(app: Path) -> None:
    page = verdict(app, "shop/c/c.js", "Page({ onShareTimeline() {} })", "shop/c/c")
    assert (page.verdict, page.eye) == ("lossy", True)
    ignored = "Page({ onShareTimeline() {} }) // mediaglot: ignore MG531"
    assert verdict(app, "shop/c/c.js", ignored, "shop/c/c").verdict == "complete"


def test_what_scripts_bring() -> None:
    text = b"""
// require('./a')
/* import './b' */
const text = "require('./c')", other = `import './d'`
const e = require( './e' ), f = require("./f"), g = require(name)
import './g'
import h, { i } from "./h"
export * from './i'
const j = await import('./j')
x.require('./k')
"""
    assert brought(text) == ["./e", "./f", "./g", "./h", "./i", "./j"]
    assert brought(b"/*" * 50_000 + b"require") == []


# --- reports ----------------------------------------------------------------------------------


def test_reports_have_the_pages(app: Path) -> None:
    write(
        app,
        {
            "parts/in/in.wxml": "<open-data/>",
            "parts/head/head.js": "Component({ behaviors: ['wx://other'] })",
        },
    )
    done = ported(app)
    assert done.page_verdicts == {"blocked": 2, "lossy": 0, "complete": 1}
    assert [(row.words, row.files, row.frees) for row in done.page_blockers] == [
        ("<open-data> (MG702)", 1, 1), ("wx://other (MG541)", 1, 1),
    ]  # fmt: skip
    told = list(report_lines(done))
    assert "3 pages: 1 complete, 2 blocked" in told
    assert "pages blocked by <open-data> (MG702) on 1 page, wx://other (MG541) on 1 page" in told
    titles = [section.title for section in sections(done)]
    assert titles[:2] == ["Pages blocked by", "Pages"]
    plain = json.loads(json.dumps(done.to_plain()))
    assert plain["summary"]["pages"] == 3
    assert {item["page"]: item["verdict"] for item in plain["pages"] if not item.get("program")} == {
        "pages/a/a": "blocked", "pages/b/b": "blocked", "shop/c/c": "complete",
    }  # fmt: skip
    assert sarif(done)["runs"][0]["properties"]["pageBlockers"][0]["name"] == "<open-data>"
    assert "## Pages blocked by" in markdown(done)
    assert "3 pages: 1 complete, 2 blocked." in html(done)
    assert "<h2>Pages</h2>" in html(done)


def test_failing_on_pages(app: Path) -> None:
    plain = {name: text for name, text in FILES.items() if name != "app.js"}
    shutil.rmtree(app)
    done = ported(write(app, plain))
    assert (done.failed("error"), done.failed("lossy"), done.failed("never")) == (
        False,
        True,
        False,
    )
    (app / "parts/in/in.json").unlink()
    (app / "parts/in/in.js").unlink()
    (app / "parts/in/in.wxml").unlink()
    assert ported(app).failed("error")


def test_processes_give_the_same(app: Path) -> None:
    for number in range(80):
        write(app, {f"pages/x/x{number}.json": "{}", f"pages/x/x{number}.js": "Page({})"})
    one = port_tree(app, read="wx", write="my", parts=PARTS, jobs=1)
    two = port_tree(app, read="wx", write="my", parts=PARTS, jobs=2)
    assert one.to_plain() == two.to_plain()


WAYS = [(f"{read}->{write}", (read, write)) for read, write in whole()]


@each("read, to", [("", name, way) for name, way in WAYS])
def test_a_ported_program_is_a_program(read: str, to: str, app: Path, tmp_path: Path) -> None:
    """From WeChat to any vendor, and from there on: each output has pages that its own tools find."""
    source = app
    if read != "wx":
        source = tmp_path / "between"
        output.write_tree(ported(app, read), app, source)
    out = tmp_path / "out"
    done = ported(source, to, read)
    output.write_tree(done, source, out)
    again = port_tree(out, read=to, write=read, parts=PARTS)
    assert {page.name for page in again.pages} == {"app.json", "pages/a/a", "pages/b/b", "shop/c/c"}
    told = {item.code for item in again.findings}
    assert told.isdisjoint({"MG740", "MG749", "MG747", "MG701"})
    project = loader.get(to).project
    assert project is not None
    assert (out / project.file).is_file()
    assert "wx1" not in (out / project.file).read_text()


@pytest.mark.parametrize("target", ["wx", "tt"])
def test_a_tab_that_the_target_does_not_open_as_a_page_is_told(target: str, tmp_path: Path) -> None:
    bar = [{"pagePath": "pages/a", "name": "A"}, {"pagePath": "pages/me", "name": "Me"}]
    pages = ["pages/a", "pages/me", "pages/b"]
    links = (
        '<navigator url="/pages/me"/>',
        '<navigator url="./me?x=1" open-type="redirect"/>',
        '<navigator url="/pages/me" open-type="switchTab"/>',
        '<navigator url="b"/><navigator url="/pages/{{x}}"/>',
    )
    calls = (
        "my.navigateTo({ url: '/pages/me' })",
        "my.redirectTo({ 'url': `me?id=${1}` })",
        "my.navigateTo({ url: '/pages/me' + this.query })",
        "my.navigateTo({ url: '/pages/b' }); my.switchTab({ url: '/pages/me' })",
        "my.reLaunch({ url: '/pages/me' }); my.navigateTo({ url: `/pages/me${this.x}` })",
    )
    files = {
        "app.json": json.dumps({"pages": pages, "tabBar": {"items": bar}}),
        "pages/a.axml": "\n".join(links),
        "pages/a.js": "\n".join(("Page({ go() {", *calls, "} })")),
        **{f"{page}{end}": "" for page in pages[1:] for end in (".js", ".axml")},
    }
    port = port_tree(write(tmp_path, files), read="my", write=target, parts=PARTS)
    told = [(item.file, item.line) for item in port.findings if item.code == "MG538"]
    assert told == [
        ("pages/a.axml", 1), ("pages/a.axml", 2), ("pages/a.js", 2), ("pages/a.js", 3), ("pages/a.js", 4),
    ]  # fmt: skip
    rows = [line for line in markdown(port).splitlines() if line.startswith("| `pages/a` |")]
    told_of = "tab-refused (MG538), navigateTo (MG538), look-differs (MG737), redirectTo (MG538)"
    assert rows[0].endswith(f"| {told_of} |")
    back = port_tree(tmp_path, read="wx", write="my", parts=PARTS)
    assert not [item for item in back.findings if item.code == "MG538"]
