"""Trees in which there is nothing to port, or that hold a port already: what is told of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from mediaglot.adapters.runtime import generate
from mediaglot.adapters.source.common.files import others
from mediaglot.adapters.source.common.outcome import Style
from mediaglot.adapters.source.common.pair import pair
from mediaglot.adapters.source.reports.report import report_lines
from mediaglot.adapters.source.reports.sarif import sarif
from mediaglot.adapters.source.script.generated import runtime_in
from mediaglot.adapters.source.script.port import port_bytes
from mediaglot.adapters.source.tree import output
from mediaglot.adapters.source.tree.code import port_code
from mediaglot.adapters.source.tree.port import port_tree
from mediaglot.adapters.source.tree.ported import TreePort
from mediaglot.canonical.errors import InputError
from mediaglot.profiles import loader

VENDORS = ("wx", "my", "tt")


def tree(root: Path, **files: str | bytes) -> Path:
    for name, data in files.items():
        path = root / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return root


def told(done: TreePort) -> str:
    return "\n".join(report_lines(done))


@pytest.mark.parametrize("read", [*VENDORS, "canonical"])
@pytest.mark.parametrize("write", [*VENDORS, "any"])
@pytest.mark.parametrize("module", ["cjs", "esm"])
def test_a_generated_runtime_is_known(read: str, write: str, module: str) -> None:
    if read == write:
        return
    text = generate(read, write, module=module)  # type: ignore[arg-type]
    for form in (text, f"/* eslint-disable */\n{text}", text.replace("\n", "\r\n")):
        made = runtime_in(form.encode())
        assert made is not None
        assert (made.read, made.write) == (read, write)
    assert runtime_in(b"// mediaglot is a tool (--from wx --to my)\nwx.chooseImage({})") is None


@pytest.mark.parametrize("read", VENDORS)
@pytest.mark.parametrize("write", VENDORS)
def test_a_generated_runtime_is_never_ported(read: str, write: str) -> None:
    if read == write:
        return
    for source, target in (("wx", "my"), ("my", "tt"), ("tt", "wx"), ("wx", "any")):
        text = generate(source, target)
        done = port_bytes(text.encode(), "m.js", pair(read, write), Style())
        assert done.after == text.encode()
        assert not done.calls
        for item in done.findings:
            # it runs on the client that the port leaves: that has to be mended by hand
            assert item.diagnostic.severity == ("warning" if target == read else "info")


def test_a_second_port_has_a_runtime_of_its_own(tmp_path: Path) -> None:
    once, twice = tmp_path / "once", tmp_path / "twice"
    app = tree(tmp_path / "app", app_json="{}", a_js="wx.chooseImage(o)\nmy.previewImage(p)\n")
    output.write_tree(port_tree(app, read="wx", write="my"), app, once)
    output.write_tree(port_tree(once, read="my", write="tt"), once, twice)
    first = (once / "mediaglot-runtime.js").read_bytes()
    assert (twice / "mediaglot-runtime.js").read_bytes() == first
    assert b"--from my --to tt" in (twice / "mediaglot-runtime-my-tt.js").read_bytes()
    code = (twice / "a.js").read_text()
    assert "require('./mediaglot-runtime-my-tt')" in code
    assert "require('./mediaglot-runtime')" in code


def test_a_file_of_that_name_is_not_written_over(tmp_path: Path) -> None:
    app = tree(tmp_path / "app", a_js="wx.chooseImage(o)\n")
    (app / "mediaglot-runtime.js").write_text("module.exports = 1\n")
    done = port_tree(app, read="wx", write="my")
    assert list(done.runtimes) == ["mediaglot-runtime-wx-my.js"]


WIDE = [
    (codec, mark)
    for codec in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
    for mark in ("", "\ufeff")
]


@pytest.mark.parametrize(("codec", "mark"), WIDE)
def test_a_file_without_ascii_is_left_with_a_note(tmp_path: Path, codec: str, mark: str) -> None:
    text = f"{mark}const a = 1\nwx.chooseImage({{ count: 1 }}) // 图片\n"
    app = tree(tmp_path / "app", a_js=text.encode(codec), b_js=f"{mark}let b".encode(codec))
    done = port_tree(app, read="wx", write="my")
    assert [(item.code, item.file) for item in done.findings] == [("MG509", "a.js")]
    assert codec[:6].upper() in done.findings[0].diagnostic.message
    assert not any(file.changed for file in done.files)
    assert codec[:6].upper() in told(done)


def test_another_global_than_the_one_asked_for(tmp_path: Path) -> None:
    app = tree(
        tmp_path, a_js="wx.chooseImage({})\nwx.previewImage({})\nTaro.chooseVideo()\n", b_js=""
    )
    done = port_tree(app, read="my", write="tt")
    assert done.failed("error")
    assert not done.failed("never")
    assert "no media call of my was found, but calls of wx 2, Taro 1" in told(done)
    assert "wx is read with --from wx" in told(done)
    assert done.to_plain()["seen"]["globals"] == {"wx": 2, "Taro": 1}
    notes = sarif(done)["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    assert any("--from wx" in item["message"]["text"] for item in notes)


def test_a_variant_is_named_last_and_only_for_who_means_it(tmp_path: Path) -> None:
    app = tree(tmp_path, a_js="wx.chooseImage({})\ntt.chooseImage({})\n", b_js="")
    said = told(port_tree(app, read="my", write="dingtalk"))
    assert "wx is read with --from wx or --from tcsas where that is its client" in said
    assert "tt is read with --from douyin or --from tt or --from lark where that is" in said


def test_a_tree_without_any_media_call_is_done(tmp_path: Path) -> None:
    done = port_tree(tree(tmp_path, a_js="wx.hideToast()\n", b_js=""), read="wx", write="my")
    assert not done.failed("lossy")
    assert "hint" not in told(done)


@pytest.mark.parametrize("suffix", ["wpy", "mpx", "ux", "uvue"])
def test_components_of_frameworks_are_told(tmp_path: Path, suffix: str) -> None:
    (tmp_path / f"a.{suffix}").write_text("<script>wx.chooseImage({})</script>")
    (tmp_path / "b.js").write_text("")
    done = port_tree(tmp_path, read="wx", write="my")
    assert done.seen.components == {f".{suffix}": 1}
    assert f"1 file in .{suffix}" in told(done)
    with pytest.raises(InputError, match="not read"):
        port_tree(tmp_path / f"a.{suffix}", read="wx", write="my")


@pytest.mark.parametrize("suffix", ["axml", "ttml", "sjs", "acss"])
def test_one_template_of_another_vendor(tmp_path: Path, suffix: str) -> None:
    (tmp_path / f"a.{suffix}").write_text("<view/>")
    with pytest.raises(InputError, match=r"of those, WeChat reads \.wxml or \.wxs or \.wxss"):
        port_tree(tmp_path / f"a.{suffix}", read="wx", write="my")


@pytest.mark.parametrize("suffix", ["swan", "less", "md"])
def test_one_file_that_is_no_source(tmp_path: Path, suffix: str) -> None:
    (tmp_path / f"a.{suffix}").write_text("wx.chooseImage")
    with pytest.raises(InputError, match="expected a file that ends in"):
        port_tree(tmp_path / f"a.{suffix}", read="wx", write="my")


def test_a_platform_without_a_profile_has_none() -> None:
    here = {loader.get(vendor).namespace for vendor in loader.builtin_ids()}
    assert here.isdisjoint(others()["platforms"])


def test_what_is_left_of_the_global_is_told(tmp_path: Path) -> None:
    code = "wx.chooseImage({ count: 1 })\nwx.fluff()\nwx.fluff()\nwx.fuzz({})\n"
    found = port_code(code, read="wx", write="my").findings
    left = [item for item in found if item.code == "MG528"]
    assert [(item.line, item.diagnostic.severity) for item in left] == [
        (2, "error"),
        (3, "error"),
        (4, "error"),
    ]
    done = port_tree(tree(tmp_path, a_js=code, b_js="wx.fluff({})"), read="wx", write="my")
    assert done.left == 4
    assert "4 uses of wx left" in told(done)
    assert done.to_plain()["summary"]["left"] == 4
    assert done.failed("error")


def test_a_file_manager_that_moves_along_is_not_left() -> None:
    code = "wx.getFileSystemManager().saveFile({ tempFilePath })"
    assert all(item.code != "MG528" for item in port_code(code, read="wx", write="tt").findings)


def test_a_folder_without_sources_is_told(tmp_path: Path) -> None:
    done = port_tree(tree(tmp_path, notes_txt="{}"), read="wx", write="my")
    assert "hint: no file here ends in .cjs, .cts, .js, .jsx, .mjs, .mts, .ts, .tsx, .vue" in told(
        done
    )
    assert not done.failed("error")
    assert done.to_plain()["hints"] == [told(done).rpartition("hint: ")[2]]
    with_one = port_tree(tree(tmp_path, a_js="go()"), read="wx", write="my")
    assert "hint" not in told(with_one)


@pytest.mark.parametrize(
    ("uses", "said"), [(1, "it throws where it is"), (2, "they throw where they are")]
)
def test_one_use_left_is_spoken_of_as_one(tmp_path: Path, uses: int, said: str) -> None:
    code = "wx.chooseImage({ count: 1 })\n" + "wx.fluff()\n" * uses
    done = port_tree(tree(tmp_path, a_js=code), read="wx", write="my")
    assert f"there is no wx on my, so {said} reached" in told(done)
