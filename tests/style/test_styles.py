"""Style sheets: imports, addresses, selectors; everything else stays to the byte."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mediaglot.adapters.source.common.model import FilePort
from mediaglot.adapters.source.common.pair import pair
from mediaglot.adapters.source.markup.work import Around
from mediaglot.adapters.source.style.port import port_style
from mediaglot.adapters.source.style.sheet import parts
from mediaglot.adapters.source.text.edits import apply, reverse
from mediaglot.adapters.source.tree import output
from mediaglot.adapters.source.tree.port import port_tree

SUFFIXES = {"wx": ".wxss", "my": ".acss", "tt": ".ttss"}


def port(text: str, read: str = "wx", write: str = "my", files: set[str] | None = None) -> FilePort:
    around = Around() if files is None else Around(exists=files.__contains__)
    return port_style(text.encode(), f"pages/a/a{SUFFIXES[read]}", pair(read, write), around)


def told(done: FilePort) -> list[str]:
    return [
        f"{item.code} {item.line}:{item.column} {item.diagnostic.severity} {item.diagnostic.loss}"
        for item in done.findings
    ]


@pytest.mark.parametrize("read", SUFFIXES)
@pytest.mark.parametrize("write", SUFFIXES)
def test_imports_get_the_suffix(read: str, write: str) -> None:
    if read == write:
        return
    text = "@import \"./b{0}\";\n@import url('/c{0}');\n.a {{ width: 10rpx }}\n"
    done = port(text.format(SUFFIXES[read]), read, write)
    assert done.after.decode() == text.format(SUFFIXES[write])
    assert done.goal == f"pages/a/a{SUFFIXES[write]}"
    assert told(done) == []
    assert done.verdict == "complete"


def test_trap_10_an_import_without_a_dot() -> None:
    assert port('@import "b.wxss";').after == b'@import "./b.acss";'
    assert port('@import "b.wxss";', write="tt").after == b'@import "b.ttss";'
    done = port('@import "third/b.acss";', "my", "wx")
    assert done.after == b'@import "third/b.acss";'
    assert told(done) == ["MG718 1:10 error unsupported"]
    assert done.verdict == "blocked"


def test_an_import_that_is_not_there() -> None:
    done = port('@import "./b.wxss";\n@import "./c.wxss";', files={"pages/a/b.wxss"})
    assert told(done) == ["MG718 2:10 warning unknown"]


def test_what_the_target_lacks_is_told_where_nothing_is_known_of_the_source() -> None:
    """No page says what these come to on Feishu: on Alipay they come to nothing."""
    text = ":host { color: red }\n.a[b] { background: url(./i.png) }\n"
    done = port(text, "tt", "my", files={"pages/a/i.png"})
    assert done.after.decode() == text
    assert told(done) == [
        "MG720 1:1 warning approximated", "MG731 2:3 warning dropped", "MG726 2:25 error unsupported",
    ]  # fmt: skip
    assert told(port(text, "tt", "wx", files={"pages/a/i.png"})) == []


def test_trap_10_addresses_are_from_the_root() -> None:
    text = (
        ".a { background: url(../../img/a.png) }\n.b { background: url( 'b.png' ) }\n"
        ".c { background: url(data:image/png;base64,aa==), url(/c.png), url(https://a/d.png) }\n"
    )
    done = port(text, files=set())
    assert done.after.decode() == (
        ".a { background: url(/img/a.png) }\n.b { background: url( '/pages/a/b.png' ) }\n"
        ".c { background: url(data:image/png;base64,aa==), url(/c.png), url(https://a/d.png) }\n"
    )
    assert told(done) == []
    alone = port(text)
    assert alone.edits == ()
    assert told(alone) == ["MG726 1:22 error unsupported", "MG726 2:24 error unsupported"]
    assert port(text, write="tt", files=set()).edits == ()
    assert told(port(text, write="tt")) == [
        "MG726 1:22 warning unknown",
        "MG726 2:24 warning unknown",
    ]


def test_trap_10_selectors() -> None:
    text = '.a[x="{"] .b, .am-list {}\n.x { content: "[a]" }\n/* .am-y[a] */ .c {}\n'
    assert told(port(text)) == ["MG731 1:3 warning dropped", "MG732 1:15 warning approximated"]
    assert told(port(text, write="tt")) == ["MG731 1:3 warning unknown"]
    assert told(port(text, "my", "wx")) == []
    assert port(text).edits == ()


def test_the_node_of_a_component() -> None:
    assert told(port(":host { display: block }\n:host-context(a) {}")) == [
        "MG720 1:1 warning approximated"
    ]
    assert told(port(":host { display: block }", write="tt")) == ["MG720 1:1 warning unknown"]


def test_rules_that_are_no_selectors() -> None:
    text = "@media (min-width: 1px) { .a { } }\n@font-face { src: url('/a.ttf') }\n@keyframes b { from { } }"
    found = [text[one.start : one.end].strip() for one in parts(text) if one.kind == "selector"]
    assert found == [".a", "from"]


PIECES = (
    "/*", "*/", '"', "'", "url(", ")", "@import", ";", "{", "}", "[a=b]", ".am-x", ":host", "a.wxss", "./b.wxss",
    "../c.png", "data:,", " ", "\n", "\\", "@media", "图", "\0",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join), st.sampled_from(["my", "tt"]))
def test_any_sheet(text: str, write: str) -> None:
    for files in (None, {"a.wxss"}):
        done = port(text, write=write, files=files)
        assert apply(done.after, reverse(text.encode(), done.edits)) == text.encode()
        around = Around() if files is None else Around(exists=files.__contains__)
        again = port_style(done.after, "pages/a/a.wxss", pair("wx", write), around)
        assert again.edits == ()


@pytest.mark.parametrize(
    "piece", ["/*", "url(", '"', "@import ", "{", "url('", ".a[", "@import url(", "\\"]
)
def test_hostile_sheets_cost_what_they_are_long(piece: str) -> None:
    assert port(piece * 60_000).before is not None


def test_a_tree(tmp_path: Path) -> None:
    app, out = tmp_path / "app", tmp_path / "out"
    (app / "pages").mkdir(parents=True)
    (app / "app.wxss").write_text('@import "common.wxss";\n')
    (app / "common.wxss").write_text("page { }\n")
    (app / "app.json").write_text("{}")
    (app / "pages/a.ttss").write_text(".b {}")
    done = port_tree(app, read="wx", write="my", parts=["script", "markup", "style"])
    output.write_tree(done, app, out)
    names = {path.name: path.read_text() for path in out.rglob("*") if path.is_file()}
    assert names == {
        "app.acss": '@import "./common.acss";\n', "common.acss": "page { }\n", "app.json": "{}",
        "a.ttss": ".b {}",
    }  # fmt: skip
    kept = port_tree(app, read="wx", write="my", parts=("script", "markup"))
    assert kept.files == ()
