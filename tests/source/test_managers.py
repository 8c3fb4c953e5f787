"""A file manager and its calls move together, natively and through the runtime."""

from __future__ import annotations

import mediaglot as mg
import pytest
from mediaglot.adapters.source.common.pair import pair
from mediaglot.adapters.source.tree.code import port_code
from pairs import every

NATIVE = "saveFile({ tempFilePath: p, success(r) { go(r.savedFilePath) } })"


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("const m = wx.getFileSystemManager()\nm.saveFile(o)",
         "const m = media.getFileSystemManager()\nm.saveFile(o)"),
        ("wx.getFileSystemManager().saveFile(o)", "media.getFileSystemManager().saveFile(o)"),
        ("const { saveFile } = wx.getFileSystemManager()\nsaveFile(o)",
         "media.getFileSystemManager().saveFile(o)"),
        (f"const m = wx.getFileSystemManager()\nm.{NATIVE}\nm.getFileInfo(o)",
         (f"const m = my.getFileSystemManager()\nm.{NATIVE}\n"
         "media.getFileSystemManager().getFileInfo(o)")),
        (f"const m = wx.getFileSystemManager()\nm.{NATIVE}",
         f"const m = my.getFileSystemManager()\nm.{NATIVE}"),
        ("const m = wx.getFileSystemManager(), info = promisify(m.getFileInfo)",
         "const m = media.getFileSystemManager(), info = promisify(m.getFileInfo)"),
    ],
)  # fmt: skip
def test_nothing_of_the_source_is_left(source: str, wanted: str) -> None:
    out = port_code(source, read="wx", write="my")
    head, _, rest = out.code.partition("\n")
    assert (rest if "mediaglot-runtime" in head else out.code) == wanted
    assert "MG528" not in [item.code for item in out.findings]
    assert out.file.left == 0
    assert not out.file.remaining


def test_what_somebody_else_uses_stays_and_is_told() -> None:
    source = "const m = wx.getFileSystemManager()\nm.saveFile(o)\nm.fluff({ filePath: p })"
    out = port_code(source, read="wx", write="my")
    assert "const m = wx.getFileSystemManager()" in out.code
    assert "media.getFileSystemManager().saveFile(o)" in out.code
    assert "MG528" in {item.code for item in out.findings}
    assert out.file.verdict == "blocked"


@pytest.mark.parametrize(
    "code",
    [
        (
            "Page({ onLoad() { this.fs = wx.getFileSystemManager() }, "
            "go(p) { this.fs.saveFile({ tempFilePath: p }) } })"
        ),
        "const app = getApp(); app.fs = wx.getFileSystemManager(); app.fs.saveFile({})",
        "keep(wx.getFileSystemManager()); fs.saveFile({})",
        "module.exports = { fs: wx.getFileSystemManager(), saveFile: 1 }",
    ],
)
@pytest.mark.parametrize("write", ["my", "tt"])
def test_a_manager_out_of_sight_is_told(code: str, write: str) -> None:
    """Its calls stay in the code, and throw where that vendor has no such global."""
    found = port_code(code, read="wx", write=write).diagnostics
    assert "MG502" in {item.code for item in found}


@pytest.mark.parametrize("write", ["my", "tt"])
def test_a_manager_that_goes_out_of_sight_is_the_runtime_s(write: str) -> None:
    code = (
        "const fs = wx.getFileSystemManager()\n"
        "keep(fs)\n"
        "fs.readFile({ filePath, encoding: 'utf8', success: (res) => go(res.data) })\n"
        "keep(wx.getFileSystemManager())"
    )
    out = port_code(code, read="wx", write=write)
    assert out.code == (
        "const { media } = require('./mediaglot-runtime')\n" + code.replace("wx.", "media.")
    )
    assert out.runtime == {"getFileSystemManager", "readFile"}
    assert ("truncateSync" in out.diagnostics[0].message) == (out.verdict == "lossy")
    strict = port_code(code, read="wx", write=write, strict=True)
    assert [cause.words for cause in strict.blockers] == ["getFileSystemManager (MG502)"]


@pytest.mark.parametrize(("read", "write"), every())
def test_rules_of_failures_are_an_apis_own_and_those_it_shares(read: str, write: str) -> None:
    """Codes for what is wrong with files are rules of each function that works on them."""
    both = pair(read, write)
    for entry in both.plan.apis.values():
        for route in entry["routes"]:
            rules = [
                *both.own_failures(route["program"]),
                *both.general_failures(route["program"]),
            ]
            rows = route["program"]["failures"]["read"]
            assert [row["kind"] for row in rows] == [rule.kind for rule in rules]


def test_a_member_that_its_own_vendor_has_not() -> None:
    code = "my.reportAnalytics('a', {}); my.chooseImage({ count: 1 })"
    out = mg.port(code, read="my", write="wx")
    assert out.code == "my.reportAnalytics('a', {}); wx.chooseImage({ count: 1 })"
    assert [(item.code, item.severity) for item in out.diagnostics] == [("MG528", "error")]


CALL = "wx.getFileInfo({ filePath: p, success(r) { use(r.size) } })"
GIVER = "my.getFileSystemManager"
ASKED = f"{GIVER} && {GIVER}().getFileInfo"


@pytest.mark.parametrize(
    ("test", "wanted"),
    [
        (f"wx.getFileInfo && {CALL}", f"{ASKED} && {CALL}"),
        ("wx['getFileInfo'] && go()", f"{ASKED} && go()"),
        ("if (wx.getFileInfo) go()", f"if ({ASKED}) go()"),
        ("while (!wx.getFileInfo) go()", f"while (!({ASKED})) go()"),
        ("const it = wx.getFileInfo ? 1 : 2", f"const it = {ASKED} ? 1 : 2"),
        ("if (typeof wx.getFileInfo === 'function') go()",
         f"if (typeof ({ASKED}) === 'function') go()"),
        ("if (wx.getFileInfo != null) go()", f"if (({ASKED}) != null) go()"),
        ("const { getFileInfo } = wx\ngetFileInfo && go()", f"{ASKED} && go()"),
        ("if ('getFileInfo' in wx) go()", "if ('getFileSystemManager' in my) go()"),
        ("if (wx.hasOwnProperty('getFileInfo')) go()",
         "if (my.hasOwnProperty('getFileSystemManager')) go()"),
        ("wx.getFileInfo?.({ filePath: p })", f"{GIVER}?.().getFileInfo?.({{ filePath: p }})"),
        ("const m = wx.getFileSystemManager()\nm.getFileInfo && m.getFileInfo({ filePath: p })",
         f"const m = {GIVER}()\nm.getFileInfo && m.getFileInfo({{ filePath: p }})"),
    ],
)  # fmt: skip
def test_a_test_for_a_function_asks_first_for_what_gives_its_object(test: str, wanted: str) -> None:
    """A client that has no file manager throws where one is fetched to look for a function."""
    out = mg.port(test, read="wx", write="my")
    assert out.code == wanted.replace("wx.getFileInfo(", f"{GIVER}().getFileInfo(")
    asked = [item.message for item in out.diagnostics if item.code == "MG520"]
    told = "getFileInfo" if "const m" in test else "getFileSystemManager"
    assert asked == ([] if "?." in test else [f"the test asks for my.{told}"])
