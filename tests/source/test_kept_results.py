"""A result that is kept whole, under a name that others read."""

from __future__ import annotations

from pathlib import Path

import mediaglot as mg
import pytest
from mediaglot.adapters.source.tree.port import port_tree

KEEPS = "App({ globalData: {}, onLaunch() { this.globalData.sys = wx.getSystemInfoSync() } })"


def told(code: str, write: str = "my") -> list[str]:
    out = mg.port(code, read="wx", write=write)
    return [item.message for item in out.diagnostics if item.code == "MG512"]


@pytest.mark.parametrize(
    "code",
    [
        f"{KEEPS}\nconst b = app.globalData.sys.benchmarkLevel",
        f"{KEEPS}\nconst s = getApp().globalData.sys\nrun(s.benchmarkLevel)",
        f"{KEEPS}\nconst {{ model, benchmarkLevel }} = getApp().globalData.sys",
        f"{KEEPS}\nconst all = app.globalData.sys || {{}}\nrun(all?.benchmarkLevel)",
        "wx.getSystemInfo({ success(res) { app.sys = res } }); run(app.sys.benchmarkLevel)",
        (
            "wx.getSystemInfo({ success: (res) => { this.setData({ sys: res }) } });"
            "run(this.data.sys.benchmarkLevel)"
        ),
        (
            "const sys = wx.getSystemInfoSync(); Page({ go() { this.setData({ sys }) },"
            "then() { run(this.data.sys.benchmarkLevel) } })"
        ),
    ],
)
def test_a_field_that_is_read_where_the_result_is_kept_is_told(code: str) -> None:
    (text,) = told(code)
    assert text.startswith("the target's result has no benchmarkLevel, which is read of sys in ")
    assert not mg.port(code, read="wx", write="my").lossless


STORING = [
    ("wx", "my", "benchmarkLevel", "X.setStorageSync('sys', all)", "X.getStorageSync('sys').FIELD"),
    ("wx", "tt", "benchmarkLevel", "X.setStorageSync('sys', all)", "X.getStorageSync('sys').FIELD"),
    ("tt", "my", "theme", "X.setStorageSync('sys', all)", "X.getStorageSync('sys').FIELD"),
    *(
        ("my", write, "storage", keeps, reads)
        for write in ("wx", "tt")
        for keeps in ("X.setStorageSync({ key: 'sys', data: all })",)
        for reads in (
            "X.getStorageSync({ key: 'sys' }).data.FIELD",
            "X.getStorage({ key: 'sys', success: (res) => run(res.data.FIELD) })",
            "X.getStorage({ key: 'sys', success({ data }) { run(data.FIELD) } })",
        )
    ),
    (
        "wx",
        "my",
        "benchmarkLevel",
        "X.setStorage({ key: 'sys', data: all })",
        "X.getStorage({ key: 'sys' }).then(({ data }) => run(data.FIELD))",
    ),
]


@pytest.mark.parametrize(("read", "write", "field", "keeps", "reads"), STORING)
def test_a_field_that_is_read_of_what_is_stored_is_told(
    read: str, write: str, field: str, keeps: str, reads: str
) -> None:
    """Each vendor stores, and reads, in its own form: as its profile has it."""

    def said(key: str) -> list[str]:
        code = f"const all = X.getSystemInfoSync();\n{keeps};\nrun({reads.replace('sys', key)})"
        code = code.replace("X", read).replace("FIELD", field)
        out = mg.port(code, read=read, write=write)
        return [it.place for it in out.diagnostics if it.code == "MG512" and field in it.message]

    (place,) = said("sys")
    assert place.startswith("code.js:3:")
    assert said("other") == []


@pytest.mark.parametrize(
    "code",
    [
        KEEPS,
        f"{KEEPS}\nrun(app.globalData.sys.model)",
        f"{KEEPS}\nrun(app.globalData.other.benchmarkLevel)",
        f"{KEEPS}\napp.globalData.sys.benchmarkLevel = 1",
        f"{KEEPS}\nrun(mysys.benchmarkLevel)",
        f"{KEEPS}\nconst {{ model }} = getApp().globalData.sys; run(x.benchmarkLevel)",
        (
            "const s = wx.getSystemInfoSync(); wx.setStorageSync('sys', s);"
            "run(wx.getStorageSync('other').benchmarkLevel)"
        ),
        "wx.getSystemInfo({ success(res) { done({ data: res }); run(this.data.benchmarkLevel) } })",
        "wx.getSystemInfo({ success(res) { x.data = res; run(this.data.benchmarkLevel) } })",
        (
            "wx.getSystemInfo({ success: (res) => { wx.setStorage({ key: 'sys', data: res }) } });"
            "run(this.data.benchmarkLevel)"
        ),
        "const data = wx.getSystemInfoSync(); done({ data }); run(this.data.benchmarkLevel)",
    ],
)
def test_one_that_nobody_reads_is_not(code: str) -> None:
    assert told(code) == []


def test_what_the_target_gives_is_not_told() -> None:
    code = f"{KEEPS}\nrun(app.globalData.sys.theme)"
    assert told(code, "tt") == []
    assert told(code, "my")


def test_the_readers_are_looked_for_in_the_whole_program(tmp_path: Path) -> None:
    page = tmp_path / "pages" / "a"
    page.mkdir(parents=True)
    (tmp_path / "app.json").write_text('{"pages": ["pages/a/a"]}', encoding="utf-8")
    (tmp_path / "app.js").write_text(KEEPS, encoding="utf-8")
    (page / "a.json").write_text("{}", encoding="utf-8")
    (page / "a.js").write_text(
        "Page({\n  onLoad() { this.setData({ sys: getApp().globalData.sys }) },\n})",
        encoding="utf-8",
    )
    (page / "a.wxml").write_text("<view>\n{{sys.theme}}</view>", encoding="utf-8")
    ports = port_tree(str(tmp_path), read="wx", write="my", parts=("script", "markup", "config"))
    found = [item for port in ports.files for item in port.findings if item.code == "MG512"]
    assert [item.diagnostic.message for item in found] == [
        "the target's result has no theme, which is read of sys in pages/a/a.wxml:2"
    ]
