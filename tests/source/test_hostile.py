"""Sources from strangers: bounded work, a clear report, never an exception."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import mediaglot as mg
import pytest
from mediaglot.adapters.source.common.model import FilePort
from mediaglot.adapters.source.common.outcome import Style
from mediaglot.adapters.source.common.pair import pair
from mediaglot.adapters.source.script.port import port_bytes
from mediaglot.adapters.source.text.edits import apply, reverse

DEEP = 5_000


def port(data: str | bytes, name: str = "a.js") -> FilePort:
    raw = data.encode() if isinstance(data, str) else data
    done = port_bytes(raw, name, pair("wx", "my"), Style())
    assert apply(done.after, reverse(raw, done.edits)) == raw
    return done


def test_calls_inside_calls() -> None:
    """Each use costs its depth: past a bound the file is left alone, and reported."""
    done = port("wx.chooseImage({ success() {\n" * DEEP + "} })\n" * DEEP)
    assert done.reason.startswith("nested too deep")
    assert [item.code for item in done.findings] == ["MG509"]
    assert port("wx.chooseImage({ success() {\n" * 300 + "} })\n" * 300).count("native") == 300


@pytest.mark.parametrize(
    ("title", "data"),
    [
        ("parentheses", "wx.chooseImage(" + "(" * DEEP + "{}" + ")" * DEEP + ")"),
        ("arrays", "wx.chooseImage({ count: " + "[" * DEEP + "]" * DEEP + " })"),
        ("blocks", "{" * DEEP + "wx.chooseImage({ count: 1 })" + "}" * DEEP),
        ("arrows", "a=>" * DEEP + "wx.chooseImage({ count: 1 })"),
        ("indexes",
         "wx.chooseImage({ success(res) { " + "a[" * 3000 + "res.x" + "]" * 3000 + " } })"),
        ("sums", "wx.chooseImage({ count: " + "1+" * DEEP + "1 })"),
        ("not", "wx.chooseImage({ count: " + "!" * DEEP + "1 })"),
        ("unterminated template", "wx.chooseImage({}); `" + "${`" * DEEP),
        ("unterminated comment", "wx.chooseImage({}); /*" + "*" * DEEP),
        ("open calls", "wx.chooseImage({\n" * DEEP),
        ("open tags", "<wx>\n" * DEEP),
        ("aliases", "const a0 = wx;" + "".join(f"const a{i + 1} = a{i};\n" for i in range(400))
         + "a400.chooseImage({})"),
        ("an alias of itself", "const a = a; const b = c, c = b; var wx2 = wx; wx2 = wx; wx2.f()"),
        ("chains", "wx.chooseImage({ count: 1 })" + ".then()\n" * 3000),
        ("conditions", "// #ifdef A\nwx.chooseImage({})\n" * 500),
        ("surrogates", 'wx.chooseImage({ count: 1, sizeType: ["\\ud800", "\\u{110000}"] })'),
        ("numbers", "wx.chooseImage({ count: 1e999 });"
         "wx.chooseImage({ count: 0x" + "f" * 400 + " })"),
        ("huge count", "wx.chooseImage({ count: " + "9" * 5000 + " })"),
        ("keys", "wx.chooseImage({ __proto__: null, constructor: 1, 'a\\u0000': 2 })"),
        ("a call of what a call gives",
         "wx.saveImageToPhotosAlbum({ a: [] }).saveImageToPhotosAlbum()"),
        ("spaces", "wx\n\n.\n\nchooseImage\n(\n)\n"),
    ],
)  # fmt: skip
def test_it_ends(title: str, data: str) -> None:
    port(data)


def test_a_method_of_nothing_among_broken_syntax() -> None:
    done = port("(({(){{await wx.chooseMedia({})}})")
    assert "MG505" in [item.code for item in done.findings]


def test_many_calls_in_one_file() -> None:
    done = port(
        "function f(res) { wx.chooseImage({ success(res) { res.tempFilePaths } }) }\n" * 2000
    )
    assert done.count("native") == 2000


def test_one_line_of_ten_megabytes() -> None:
    done = port("wx.chooseImage({});" * 550_000)
    assert [item.code for item in done.findings] == ["MG509"]
    assert not done.changed


def test_noise() -> None:
    done = port(bytes(range(256)) * 40 + b"\nwx.chooseImage({ count: 1 })\n")
    assert done.after.count(b"chooseImage") == 1


@pytest.mark.parametrize("name", ["a.vue", "a.ts", "a.tsx", "a.jsx"])
def test_garbage_of_every_kind(name: str) -> None:
    port("<script" * 2000 + " wx " + '<template a="' * 2000 + "wx.chooseImage({})", name)


def test_a_long_line_is_quoted_in_part() -> None:
    from mediaglot.adapters.source.reports.report import finding_lines

    done = port("/*" + "-" * 9000 + "*/ wx.compressVideo({ src })")
    lines = [line for item in done.findings for line in finding_lines(item)]
    assert max(map(len, lines)) < 400


def test_a_defect_costs_one_file_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mediaglot.adapters.source.tree import port as tree

    def failing(data: bytes, name: str, *rest: Any, **options: Any) -> FilePort:
        if name == "a.js":
            raise RecursionError("deep")
        return port_bytes(data, name, *rest, **options)

    monkeypatch.setattr(tree, "port_bytes", failing)
    for name in ("a.js", "b.js"):
        (tmp_path / name).write_text("wx.chooseImage({})")
    done = tree.port_tree(tmp_path, read="wx", write="my")
    assert done.count("native") == 1
    assert [(item.file, item.code) for item in done.findings if item.code == "MG509"] == [
        ("a.js", "MG509")
    ]
    assert done.failed("error")


EMPTY = [
    "Component({ properties: { a: String }, methods: { b() { this.setData() } } })",
    "Page({ ...  })\nwx.chooseImage({ ... })",
    "wx.chooseImage({ sizeType: [...], success(res) { const [...] = res.tempFilePaths } })",
    "const a = `${}`; wx.previewImage({ urls: [`${}`], current: `a${}b` })",
    "async function f() { const a = await; return await wx.chooseImage() }",
    "wx.chooseImage({ success: (res) => { return } }); delete wx.chooseImage; (wx); ()",
    "const { ...  } = wx; wx[``]; wx[]; wx.chooseImage(...)",
    "export { } from './a'; import * as from './b'; export * as from './c'\nwx.chooseImage()",
    "this.triggerEvent(); this.selectComponent(); this.createSelectorQuery(); getApp(); require()",
    "Behavior(); Component(); Page(); App(); wx.on(); wx.off(); wx.canIUse()",
    "wx.chooseImage().then(); wx.chooseImage().catch(); wx.getFileSystemManager().readFile()",
]


@pytest.mark.parametrize("text", EMPTY)
@pytest.mark.parametrize("read", ["wx", "my", "tt"])
def test_what_has_nothing_inside_is_no_fault_of_the_porter(read: str, text: str) -> None:
    code = text.replace("wx", read)
    for write in {"wx", "my", "tt"} - {read}:
        for style in ("native", "runtime"):
            for name in ("a.js", "a.ts"):
                done = mg.port(code, read=read, write=write, style=style, name=name)
                assert done.file.reason != "failed", (write, style, name)
