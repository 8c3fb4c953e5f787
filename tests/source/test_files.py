"""The walk over a tree: what is a source, what is skipped, and why."""

from __future__ import annotations

import os
from multiprocessing import get_start_method
from pathlib import Path

import pytest
from mediaglot.adapters.source.common import files
from mediaglot.adapters.source.tree import port as tree_module
from mediaglot.adapters.source.tree.port import port_tree
from mediaglot.canonical.errors import InputError, MediaglotError


def tree(root: Path, *names: str) -> Path:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("wx.chooseImage({})\n")
    return root


def names(root: Path) -> list[str]:
    return [item.name for item in files.walk(root).sources()]


def test_sources_and_the_rest(tmp_path: Path) -> None:
    tree(
        tmp_path,
        "a.js",
        "b.TS",
        "c.vue",
        "d.jsx",
        "e.d.ts",
        "f.min.js",
        "g.wxs",
        "h.css",
        "node_modules/x.js",
        "miniprogram_npm/y.js",
        "sub/i.mjs",
    )
    walked = files.walk(tmp_path)
    assert names(tmp_path) == ["a.js", "b.TS", "c.vue", "d.jsx", "f.min.js", "sub/i.mjs"]
    assert walked.skipped == {"packages": 2, "type declarations": 1}
    kinds = {item.name: item.what for item in walked.found}
    assert kinds["g.wxs"] == "template"
    assert kinds["h.css"] == "other"


def test_gitignore(tmp_path: Path) -> None:
    tree(tmp_path, "a.js", "dist/b.js", "sub/c.js", "sub/gen/d.js", "sub/keep.js")
    (tmp_path / ".gitignore").write_text("dist/\n*.js\n!keep.js\n!a.js\n")
    (tmp_path / "sub" / ".gitignore").write_text("!c.js\n")
    assert names(tmp_path) == ["a.js", "sub/c.js", "sub/keep.js"]


def test_ignored_scripts_that_are_asked_for_belong_to_the_program(tmp_path: Path) -> None:
    tree(tmp_path, "app.js", "config/env.js", "config/more.js", "local.js", "spare.js", "page.ts",
         "page.js", "deep/a.js", "gen/index.js", "gen/other.js")  # fmt: skip
    (tmp_path / ".gitignore").write_text("config/\nlocal.js\nspare.js\npage.js\ngen\n")
    (tmp_path / "app.js").write_text("require('./config/env'); import './page'; require('../gen')")
    (tmp_path / "config/env.js").write_text("import x from '/local'")
    (tmp_path / "deep/a.js").write_text("const g = require(`../gen`)")
    found = files.walk(tmp_path)
    sources = [item.name for item in found.sources()]
    assert sources == [
        "app.js", "config/env.js", "deep/a.js", "gen/index.js", "local.js", "page.ts"
    ]  # fmt: skip
    assert found.skipped == {"ignored by .gitignore": 4}


def test_gitignore_of_the_folders_above(tmp_path: Path) -> None:
    tree(tmp_path, "src/a.js", "src/b.js")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("src/b.js\n")
    assert names(tmp_path / "src") == ["a.js"]


def test_links_and_loops_are_skipped(tmp_path: Path) -> None:
    tree(tmp_path, "in/a.js", "out.js")
    os.symlink("..", tmp_path / "in" / "loop")
    os.symlink("../out.js", tmp_path / "in" / "b.js")
    walked = files.walk(tmp_path / "in")
    assert [item.name for item in walked.sources()] == ["a.js"]
    assert walked.skipped == {"symbolic link": 2}


@pytest.mark.skipif(os.name == "nt", reason="no such names there")
def test_names_with_line_ends_and_bytes(tmp_path: Path) -> None:
    for name in (b"a\nb.js", b"\xff\xfe.js", "文件.js".encode()):
        with open(os.path.join(os.fsencode(tmp_path), name), "wb") as stream:
            stream.write(b"wx.chooseImage({})")
    port = port_tree(tmp_path, read="wx", write="my")
    assert port.count("native") == 3
    from mediaglot.adapters.source.reports.report import report_lines

    assert not any("\n" in line for line in report_lines(port, verbose=True))


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_is_reported(tmp_path: Path) -> None:
    tree(tmp_path, "a.js", "b.js")
    (tmp_path / "a.js").chmod(0)
    port = port_tree(tmp_path, read="wx", write="my")
    assert [item.code for item in port.findings if item.file == "a.js"] == ["MG509"]
    assert port.count("native") == 1


def test_a_file_that_vanishes_is_reported(tmp_path: Path) -> None:
    tree(tmp_path, "a.js")
    found = files.walk(tmp_path).sources()[0]
    (tmp_path / "a.js").unlink()
    assert "cannot be read" in str(files.read(found))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
def test_a_pipe_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.js")
    assert files.walk(tmp_path).skipped == {"not a file": 1}


def test_one_file(tmp_path: Path) -> None:
    tree(tmp_path, "a.js")
    assert names(tmp_path / "a.js") == ["a.js"]


def test_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        files.walk(tmp_path / "none")


def test_a_minified_line(tmp_path: Path) -> None:
    text = "var a=1;" * 4000 + "wx.chooseImage({count:1})"
    (tmp_path / "a.js").write_text(text)
    port = port_tree(tmp_path, read="wx", write="my")
    assert port.files[0].after.decode() == text.replace("wx.", "my.")
    large = "var a='" + "x" * files.MOST_MINIFIED + "';wx.chooseImage({})"
    (tmp_path / "a.js").write_text(large)
    port = port_tree(tmp_path, read="wx", write="my")
    assert port.walked.skipped == {"minified": 1}
    assert [item.code for item in port.findings] == ["MG509"]
    (tmp_path / "a.js").write_text(large.replace(";", "\n"))
    assert port_tree(tmp_path, read="wx", write="my").count("native") == 1


def test_libraries_that_are_minified_by_name_are_a_part_of_the_program(tmp_path: Path) -> None:
    (tmp_path / "map.min.js").write_text("module.exports={go:function(o){wx.getFuzzyLocation(o)}}")
    (tmp_path / "a.js").write_text("require('./map.min').go({})")
    port = port_tree(tmp_path, read="wx", write="my")
    assert [file.name for file in port.files if file.verdict == "blocked"] == ["map.min.js"]


def test_more_processes_give_the_same(tmp_path: Path) -> None:
    tree(tmp_path, *(f"p{number % 7}/f{number}.js" for number in range(150)))
    one = port_tree(tmp_path, read="wx", write="my", jobs=1)
    two = port_tree(tmp_path, read="wx", write="my", jobs=2)
    assert one.to_plain() == two.to_plain()
    assert one.count("native") == 150


@pytest.mark.skipif(get_start_method() != "fork", reason="a patched function is not sent over")
def test_a_process_that_dies_is_one_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree(tmp_path, *(f"a{number}.js" for number in range(200)))
    monkeypatch.setattr(tree_module, "_port", lambda *_: os._exit(9))
    with pytest.raises(MediaglotError, match="died"):
        port_tree(tmp_path, read="wx", write="my", jobs=2)


@pytest.mark.parametrize(("count", "jobs"), [(65, 1), (3, 8)], ids=["one asked for", "few files"])
def test_no_process_is_started_where_one_does(
    count: int, jobs: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def started(*_: object) -> None:
        raise AssertionError("processes were started")

    monkeypatch.setattr(tree_module, "_parallel", started)
    tree(tmp_path, *(f"{number}.js" for number in range(count)))
    done = port_tree(tmp_path, read="wx", write="my", jobs=jobs)
    assert len(done.files) == count


@pytest.mark.parametrize("size", [0, 3, 4, 5, 8, 9, 12, 19, 20, 21, 24, 25, 60])
def test_a_file_is_read_to_its_end_or_told_to_be_too_large(
    size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_PIECE", 4)
    monkeypatch.setattr(files, "MAX_BYTES", 20)
    data = bytes(range(size))
    (tmp_path / "a.js").write_bytes(data)
    found = files.read(files.Found(str(tmp_path / "a.js"), "a.js", "source"))
    assert found == (data if size <= 20 else "larger than 20 bytes")


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    gone = files.Found(str(tmp_path / "a.js"), "a.js", "source")
    assert files.read(gone) == "cannot be read: No such file or directory"
