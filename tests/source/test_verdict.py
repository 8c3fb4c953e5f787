"""The verdict of a file: what blocks it, what is lost, what is never reached."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from mediaglot.adapters.source.reports.migration import sections
from mediaglot.adapters.source.reports.report import report_lines
from mediaglot.adapters.source.reports.sarif import sarif
from mediaglot.adapters.source.tree.code import port_code
from mediaglot.adapters.source.tree.port import port_tree
from mediaglot.canonical.rules import RULES

# `nobody` is a member that no profile knows; Alipay has no editImage, and no cropImage
BLOCKED = [
    ("wx.editImage({ src })", "editImage (MG401)"),
    ("promisify(wx.editImage)", "editImage (MG401)"),
    ("wx.nobody()", "nobody (MG528)"),
    ("wx.nobody.deep.call(); wx.nobody.more()", "nobody (MG528)"),
    ("wx.cloud.init(); const db = wx.cloud.database()", "cloud (MG401)"),
    ("const { nobody } = wx; nobody()", "nobody (MG528)"),
    ("const { nobody } = wx", "wx (MG528)"),
    ("const api = wx; if (api.nobody) api.nobody()", "nobody (MG528)"),
    ("const found = wx.nobody || other", "nobody (MG528)"),
    ("wx = mine", "wx (MG502)"),
    ("globalThis.wx = mine", "wx (MG502)"),
    ("wx[yes ? 'editImage' : 'showToast']()", "editImage (MG401)"),
    ("for (const name of ['nobody', 'showToast']) wx[name]()", "nobody (MG528)"),
    ("wx[name](); wx.nobody()", "nobody (MG528)"),
    ("function f(api = wx) { api.nobody() } f()", "nobody (MG528)"),
    ("wx.chooseImage({ count: , })", "syntax error (MG505)"),
    ("// #ifdef MP-WEIXIN\nwx.nobody()\n// #endif", "conditional compilation (MG506)"),
    ("if (typeof wx !== 'undefined') { wx.chooseImage({}); wx.nobody() }", "nobody (MG528)"),
    ("if (wx.nobody) a(); wx.nobody()", "nobody (MG528)"),
    ("if (wx.nobody || go) wx.nobody()", "nobody (MG528)"),
    ("if (go) return; function f() {} wx.nobody(f)", "nobody (MG528)"),
    ("export function f() { wx.nobody() }", "nobody (MG528)"),
    ("function f() { wx.nobody() } export { f }", "nobody (MG528)"),
    ("go(); return f(); function f() { return wx.nobody() }", "nobody (MG528)"),
    ("let on = false; on = more(); if (on) wx.nobody()", "nobody (MG528)"),
    ("go(0 + wx.nobody()); go(0 == wx.nobody())", "nobody (MG528)"),
]


@pytest.mark.parametrize(("code", "by"), BLOCKED)
def test_what_blocks(code: str, by: str) -> None:
    done = port_code(code, read="wx", write="my")
    assert done.verdict == "blocked"
    assert [cause.words for cause in done.blockers] == [by]


LOSSY = [
    ("wx[name]()", "member-computed (MG501)"),
    ("promisifyAll(wx)", "global-escapes (MG502)"),
    ("if (wx.nobody) wx.nobody(); promisifyAll(wx)", "nobody (MG534), global-escapes (MG502)"),
    ("wx.canIUse('button.open-type.getUserInfo')", "canIUse (MG507)"),
    ("wx.checkSession({ fail: () => go() })", "checkSession (MG536)"),
    ("const check = promisify(wx.checkSession)", "checkSession (MG536)"),
    ("if (wx.checkSession) wx.checkSession()", "checkSession (MG536)"),
    ("const log = wx.getRealtimeLogManager(); log.info(1)", "getRealtimeLogManager (MG523)"),
    ("wx.compressImage({ src, quality: 50 })", "compressImage (MG104)"),
    ("if (wx.editImage) wx.editImage({ src })", "editImage (MG534)"),
    ("if (wx.nobody) wx.nobody()", "nobody (MG534)"),
    ("if (!wx.nobody) { sorry(); return }\nwx.nobody()", "nobody (MG534)"),
    ("if (!wx.nobody) sorry(); else wx.nobody()", "nobody (MG534)"),
    ("wx.nobody ? wx.nobody() : sorry()", "nobody (MG534)"),
    ("wx.nobody && wx.nobody()", "nobody (MG534)"),
    ("!wx.nobody || wx.nobody()", "nobody (MG534)"),
    ("if (a && (wx.nobody && b)) wx.nobody()", "nobody (MG534)"),
    ("if (wx.nobody && wx.editImage) wx.nobody()", "nobody (MG534), editImage (MG534)"),
    ("if (typeof wx.nobody === 'function') wx.nobody()", "nobody (MG534)"),
    ("if (typeof wx.nobody === 'undefined') sorry(); else wx.nobody()", "nobody (MG534)"),
    ("if (wx.nobody !== undefined) wx.nobody()", "nobody (MG534)"),
    ("if (wx.nobody == null) sorry(); else wx.nobody()", "nobody (MG534)"),
    ("if ('nobody' in wx) wx.nobody()", "nobody (MG534)"),
    ("if (wx.hasOwnProperty('nobody')) wx.nobody()", "nobody (MG534)"),
    ("if (Object.hasOwn(wx, 'nobody')) wx.nobody()", "nobody (MG534)"),
    ("show({ can: !!wx.editImage })", "editImage (MG534)"),
    ("if (wx.canIUse('editImage')) wx.editImage({ src })", "editImage (MG534)"),
    ("const can = wx.canIUse('editImage'); if (can) wx.editImage({ src })", "editImage (MG534)"),
    ("if (typeof wx !== 'undefined') wx.nobody()", "platform-asked (MG526)"),
    ("if (wx) wx.nobody()", "platform-asked (MG526)"),
    ("wx && wx.nobody()", "platform-asked (MG526)"),
    ("if (wx && wx.nobody) wx.nobody()", "platform-asked (MG526)"),
    ("if (!wx) { go() } else { wx.nobody() }", "platform-asked (MG526)"),
    ("const on = typeof wx !== 'undefined'; if (on) wx.nobody()", "platform-asked (MG526)"),
    ("if ('wx' in globalThis) wx.nobody()", "platform-asked (MG526)"),
    ("if (globalThis.wx) wx.nobody()", "platform-asked (MG526)"),
    ("const api = typeof wx === 'undefined' ? null : wx; if (api) api.nobody()", None),
]


@pytest.mark.parametrize(("code", "lost"), LOSSY)
def test_what_is_lost_and_blocks_nothing(code: str, lost: str | None) -> None:
    done = port_code(code, read="wx", write="my")
    if lost is not None:
        assert ", ".join(cause.words for cause in done.losses) == lost
    assert (done.blockers, done.file.left) == ((), 0)
    assert done.verdict == ("blocked" if done.blockers else "lossy")
    again = port_code(done.code, read="wx", write="my")
    assert not again.file.changed
    assert done.runtime or not again.blockers  # what the runtime answers is not seen a second time


COMPLETE = [
    "wx.chooseImage({ count: 1 })",
    "function unused() { wx.nobody() }",
    "const unused = () => wx.nobody()",
    "if (false) wx.nobody()",
    "if (0 && go()) wx.nobody()",
    "const DEBUG = false; if (DEBUG && go()) wx.nobody()",
    "function f() { return 1; wx.nobody() } f()",
    "function f() { if (!'') { return } wx.nobody() } f()",
    "wx.editImage({}) // mediaglot: ignore MG401",
]


@pytest.mark.parametrize("code", COMPLETE)
def test_complete(code: str) -> None:
    done = port_code(code, read="wx", write="my")
    assert (done.verdict, done.blockers, done.losses) == ("complete", (), ())


@pytest.mark.parametrize(
    "code",
    [
        "my.chooseImage({})",
        "// wx.nobody()",
        "const wx = mine; wx.nobody()",
        "show('wx', x.wx)",
        "let a: wx.Options",
    ],
)
def test_what_does_not_use_the_global_has_no_verdict(code: str) -> None:
    assert port_code(code, read="wx", write="my", name="a.ts").verdict == ""


def test_a_test_by_typeof_stays_as_it_is_written() -> None:
    code = 'if ("undefined" !== typeof wx) wx.nobody()'
    assert not port_code(code, read="wx", write="my").file.changed


TESTS = [
    ("if (wx.nobody) go()", "if (typeof wx !== 'undefined' && wx.nobody) go()"),
    ("show(!wx.nobody)", "show(!(typeof wx !== 'undefined' && wx.nobody))"),
    ("if (a || wx.nobody) go()", "if (a || typeof wx !== 'undefined' && wx.nobody) go()"),
    (
        "const can = typeof wx.nobody === 'function'",
        "const can = typeof wx !== 'undefined' && typeof wx.nobody === 'function'",
    ),
    (
        "if (a && wx.nobody == null) go()",
        "if (a && (typeof wx === 'undefined' || wx.nobody == null)) go()",
    ),
    ('if ("nobody" in wx) go("")', 'if (typeof wx !== "undefined" && "nobody" in wx) go("")'),
    ("if (wx) go()", "if (typeof wx !== 'undefined') go()"),
    ("if (!wx) go()", "if (typeof wx === 'undefined') go()"),
    ("show(!!wx)", "show(!(typeof wx === 'undefined'))"),
    ("if (wx != null) go()", "if (typeof wx !== 'undefined') go()"),
]


@pytest.mark.parametrize(("code", "ported"), TESTS)
def test_a_test_of_what_stays_asks_for_the_global_first(code: str, ported: str) -> None:
    assert port_code(code, read="wx", write="my").code == ported


def test_what_is_called_complete_runs_without_the_global(node: str) -> None:
    """Not one of the ports that nothing blocks throws where there is no such global."""
    codes = [code for code, _ in (*LOSSY, *TESTS)] + COMPLETE
    ports = [port_code(code, read="wx", write="my") for code in codes if "ignore" not in code]
    runs = [done.code for done in ports if not done.file.module and not done.blockers]
    assert len(runs) > 40
    script = "const nothing = () => {}\n" + "\n".join(
        "(function (my, a, b, go, more, show, sorry, src) {"
        f" {code.replace('export ', '')}\n}})({{ chooseImage: nothing, compressImage: nothing }},"
        " 1, 1, nothing, nothing, nothing, nothing, '');"
        for code in runs
    )
    ran = subprocess.run([node, "-e", script], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


def test_a_namespace_is_told_once_a_file() -> None:
    done = port_code("wx.cloud9.init()\nwx.cloud9.call()\nwx?.cloud9.db()", read="wx", write="my")
    assert [(item.code, item.line, item.uses) for item in done.findings] == [("MG528", 1, 3)]
    assert done.findings[0].told.endswith("(3 uses in this file)")
    assert done.blockers[0].uses == done.file.left == 3


def test_edits_that_take_a_use_away_leave_nothing(tmp_path: Path) -> None:
    code = "wx.getFileSystemManager().saveFile({ tempFilePath, success: () => wx.nobody() })"
    done = port_code(code, read="wx", write="my")
    assert "wx.nobody()" in done.code
    assert [cause.words for cause in done.blockers] == ["nobody (MG528)"]


def _tree(root: Path, **files: str) -> Path:
    for name, code in files.items():
        (root / f"{name}.js").write_text(code)
    return root


def test_a_tree(tmp_path: Path) -> None:
    app = _tree(
        tmp_path,
        a="wx.nobody(); wx.nobody()",
        b="wx.nobody(); wx.editImage({})",
        c="wx.editImage({}); wx = mine",
        d="wx.compressImage({ src, quality: 50 })",
        e="wx.chooseImage({ count: 1 })",
        f="my.chooseImage({})",
    )
    done = port_tree(app, read="wx", write="my")
    assert done.verdict == "blocked"
    assert done.verdicts == {"blocked": 3, "lossy": 1, "complete": 1}
    assert [(row.words, row.files, row.uses, row.frees, row.together) for row in done.blockers] == [
        ("nobody (MG528)", 2, 3, 1, 1),
        ("editImage (MG401)", 2, 2, 0, 2),
        ("wx (MG502)", 1, 1, 0, 3),
    ]
    assert [(row.words, row.files) for row in done.losses] == [("compressImage (MG104)", 1)]
    plain = done.to_plain()
    assert plain["verdict"] == "blocked"
    assert {key: plain["summary"][key] for key in ("complete", "lossy", "blocked")} == {
        "complete": 1,
        "lossy": 1,
        "blocked": 3,
    }
    assert plain["blockers"][0]["frees"] == 1
    assert "frees" not in plain["losses"][0]
    assert plain["files"][0]["blockers"][0]["uses"] == 2
    told = "\n".join(report_lines(done))
    assert "5 files use wx: 1 complete, 1 complete with losses, 3 blocked" in told
    assert "blocked by nobody (MG528) in 2 files, editImage (MG401) in 2 files" in told
    results = sarif(done)["runs"][0]["results"]
    assert sum(item["ruleId"] == "MG528" for item in results) == 3


def test_what_a_file_says_again_is_told_by_its_places(tmp_path: Path) -> None:
    toast = "wx.showToast({ title: a, mask: true })\n"
    app = _tree(tmp_path, a=toast * 16, b=f"{toast}wx.compressImage({{ src, quality: 50 }})\n")
    done = port_tree(app, read="wx", write="my")
    told = "\n".join(report_lines(done))
    assert told.count("mask: Alipay's showToast has no such option") == 2
    first = [f"{line}:26" for line in range(2, 14)]
    assert f"= the same at {', '.join(first)}, and 3 more\n" in told
    assert "quality 50 became compressLevel 1" in told
    assert len(done.to_plain()["files"][0]["diagnostics"]) > 16


def test_a_loss_is_told_in_the_words_of_most_places(tmp_path: Path) -> None:
    app = _tree(
        tmp_path,
        a="wx.showToast({ title: a, mask: true })\nwx.showToast({ title: a, image: b })\n",
        b="wx.showToast({ title: a, mask: true })\n",
    )
    rows = next(
        part.rows
        for part in sections(port_tree(app, read="wx", write="my"))
        if part.title == "Lost"
    )
    said = "mask: Alipay's showToast has no such option (and 1 other)"
    assert [tuple(row) for row in rows] == [("showToast", "MG103", "2", "3", said)]


def test_what_fails_a_run(tmp_path: Path) -> None:
    app = _tree(tmp_path, a="wx = mine")  # a warning, but it blocks
    done = port_tree(app, read="wx", write="my")
    assert [done.failed(level) for level in ("error", "lossy", "never")] == [True, True, False]
    app = _tree(tmp_path, a="if (wx.editImage) wx.editImage({})")
    done = port_tree(app, read="wx", write="my")
    assert [done.failed(level) for level in ("error", "lossy", "never")] == [False, True, False]
    app = _tree(tmp_path, a="wx.editImage({}) // mediaglot: ignore")
    assert not port_tree(app, read="wx", write="my").failed("lossy")


def test_a_runtime_has_what_a_namespace_is_asked_for(tmp_path: Path) -> None:
    names = "for (const name of ['showToast', 'hideToast']) wx[name]({})"
    done = port_tree(_tree(tmp_path, a=names, b="wx.mine = 1"), read="wx", write="my")
    need = done.runtimes["mediaglot-runtime.js"]
    assert (need.apis, need.whole) == (frozenset({"showToast", "hideToast"}), False)
    told = "\n".join(report_lines(done))
    assert "runtime mediaglot-runtime.js: hideToast, showToast" in told
    done = port_tree(_tree(tmp_path, c="keep(wx)"), read="wx", write="my")
    assert done.runtimes["mediaglot-runtime.js"].whole
    assert "runtime mediaglot-runtime.js: all functions" in "\n".join(report_lines(done))
    assert "KB gzipped" in done.files[-1].findings[0].diagnostic.message


def test_names_that_go_through_many_hands_take_no_long_time() -> None:
    hands = [
        f"function f{at}(n) {{ {f'f{at - 1}(n); ' * 30 if at else 'wx[n]({})'} }}"
        for at in range(8)
    ]
    code = "\n".join([*hands, *(["f7('showToast')", "f7('hideToast')"] * 15)])
    done = port_code(code, read="wx", write="my")
    assert (done.runtime, done.file.whole) == ({"showToast", "hideToast"}, False)
    ring = "function f(n) { wx[n]({}); f(n) }\nf('showToast')"
    assert port_code(ring, read="wx", write="my").file.whole


def test_nothing_is_bound_with_strict() -> None:
    for code in ("wx[name]()", "keep(wx)", "wx.mine = 1"):
        done = port_code(code, read="wx", write="my", strict=True)
        assert (done.code, done.verdict) == (code, "blocked")


def test_files_that_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text(f"wx.chooseImage({{}}){';' * 1_600_000}")
    (tmp_path / "b.js").write_bytes("wx.chooseImage({})".encode("utf-16"))
    done = port_tree(tmp_path, read="wx", write="my")
    assert [row.words for row in done.blockers] == ["UTF-16 (MG509)", "minified (MG509)"]


def test_many_uses_in_one_block_take_no_long_time() -> None:
    code = "if (on) return\n" + "if (wx.some) { a(); return }\nwx.nobody()\n" * 3_000
    done = port_code(f"function f() {{ {code} }} f()", read="wx", write="my")
    assert done.blockers[0].uses == 3_000


def test_what_only_shows_to_the_eye_is_a_closed_list() -> None:
    """A page whose losses are all of these works as it did: colours, bars, what a client lacks
    anyway, marks of templates and styles. All other losses change what a program does."""
    assert {code for code, rule in RULES.items() if rule.eye} == {
        "MG531", "MG536", "MG705", "MG720", "MG731", "MG732", "MG733", "MG737", "MG742", "MG746",
        "MG748", "MG752", "MG753", "MG754", "MG755",
    }  # fmt: skip


@pytest.mark.parametrize(
    "code",
    [
        "my.getStorageSync({ key: 'a' }).success ? a() : b()",
        "const { data, success } = my.getStorageSync({ key: 'a' }); go(data, success)",
        "const found = my.getStorageSync({ key: 'a' }); if (found.success) go(found.data)",
    ],
)
def test_a_field_that_nothing_answers_with_on_the_target_is_a_loss(code: str) -> None:
    """What is read beside the value is not there, documented or not: the value is all there is."""
    done = port_code(code, read="my", write="wx")
    assert done.verdict == "lossy"
    losses = {(item.code, item.loss) for item in done.diagnostics if item.loss != "none"}
    assert losses == {("MG512", "dropped")}


def test_an_error_has_a_line_at_each_of_its_places(tmp_path: Path) -> None:
    app = _tree(tmp_path, a="wx.editImage({ src })\n" * 3 + "wx.createVKSession({})\n" * 2)
    lines = [*report_lines(port_tree(app, read="wx", write="my"))]
    again = [line for line in lines if "the same as at" in line]
    assert again == [
        "a.js:2:1: error MG401: the same as at 1:1",
        "a.js:3:1: error MG401: the same as at 1:1",
        "a.js:5:1: error MG401: the same as at 4:1",
    ]
    assert any("5 errors" in line for line in lines)
    (tmp_path / "b").mkdir()
    many = _tree(tmp_path / "b", a="wx.editImage({ src })\n" * 150)
    lines = [*report_lines(port_tree(many, read="wx", write="my"))]
    assert sum("the same as at" in line for line in lines) == 100
    assert "      = the same at 49 more places" in lines
    assert any("150 errors" in line for line in lines)


@pytest.mark.parametrize(
    ("code", "read", "write", "said"),
    [
        ("wx.createVKSession({})", "wx", "my", ("MG401", "WeChat's own media")),
        ("wx.canvasPutImageData({})", "wx", "my", ("MG401", "Alipay has no canvasPutImageData.")),
        ("wx.getRecorderManager()", "wx", "dingtalk", ("MG401", "takes seconds, 60 at most")),
        ("dd.getRecorderManager()", "dingtalk", "my", ("MG401", "another function than Alipay's")),
        ("wx.playVoice({})", "wx", "my", ("MG401", "WeChat's own media")),
        ("wx.playVoice({})", "wx", "swan", ("MG528", "Baidu's profile names it, too")),
        ("wx.playVoice({})", "wx", "ascf", ("MG528", "ASCF's profile names it, too")),
        ("swan.playVoice({})", "swan", "wx", ("MG528", "WeChat's profile names it, too")),
        ("tt.filePicker({})", "tt", "my", ("MG401", "Alipay has no filePicker.")),
        ("wx.request({ url }).onHeadersReceived(f)", "wx", "my", ("MG401", "has no onHeadersRec")),
        ("my.filePreview({})", "my", "wx", ("MG528", "my.filePreview")),
    ],
)
def test_what_blocks_is_told_by_the_vendors_own_word(
    code: str, read: str, write: str, said: tuple[str, str]
) -> None:
    (item,) = [
        item for item in port_code(code, read=read, write=write).file.findings if item.blocks
    ]
    assert item.code == said[0]
    assert said[1] in item.diagnostic.message
