"""A field that no source gives for the target is told where code reads it, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest
from mediaglot.adapters.source.tree.code import port_code
from mediaglot.profiles import loader

READS = "wx.getImageInfo({ src: p, success(res) { show(res.width, res.orientation) } })"


def told(code: str, write: str, style: str) -> list[tuple[str, int]]:
    done = port_code(code, read="wx", write=write, runtime="./rt", style=style)
    return [
        (item.diagnostic.message, item.column) for item in done.findings if item.code == "MG404"
    ]


@pytest.mark.parametrize("style", ["native", "runtime"])
def test_where_it_is_read(style: str) -> None:
    text = "getImageInfo: no source says whether its result has orientation"
    assert told(READS, "tcsas", style) == [(text, 1 + READS.index("res.orientation"))]
    destructured = (
        "async function f() { const { orientation } = await wx.getImageInfo({ src: p }) }"
    )
    assert [item[0] for item in told(destructured, "tcsas", style)] == [text]


@pytest.mark.parametrize("style", ["native", "runtime"])
def test_not_where_it_is_not_read_nor_where_a_source_has_it(style: str) -> None:
    plain = "wx.getImageInfo({ src: p, success(res) { show(res.width) } })"
    assert told(plain, "tcsas", style) == []
    assert told(READS, "swan", style) == []


def test_a_client_is_told_of_beside_it() -> None:
    """A doubt about a field does not stand for one about the function."""
    code = "wx.downloadFile({ url: u, success(res) { show(res.statusCode) } })"
    done = port_code(code, read="wx", write="mpaas", runtime="./rt", style="runtime")
    assert {"MG404", "MG411"} <= {item.code for item in done.findings}


OTHER = """\
schema = 1
id = "other"
name = "Other"
namespace = "other"
extends = "wx"
sources.X = { title = "a page", where = "https://example.com/", checked = "2026-11-30" }

[api.getImageInfo.result]
orientation = { paths = "orientation", support = { android = true, ios = false }, evidence = "X" }

[api.getSavedFileList.result.files]
evidence = "X"
members.time = { name = "createTime", support = {} }
"""


@pytest.mark.parametrize("style", ["native", "runtime"])
def test_inside_of_a_value_and_of_some_clients(style: str, tmp_path: Path) -> None:
    file = tmp_path / "other.toml"
    file.write_text(OTHER, encoding="utf-8")
    other = loader.register(loader.load(file))
    code = (
        "wx.getFileSystemManager().getSavedFileList({"
        " success(res) { res.fileList.forEach((f) => show(f.createTime)) } })"
    )
    try:
        text = "getSavedFileList: no source says whether its result has fileList[].createTime"
        assert text in [item[0] for item in told(code, other.id, style)]
        some = port_code(READS, read="wx", write=other.id, runtime="./rt", style=style).findings
        assert [(item.code, item.diagnostic.message) for item in some] == [
            ("MG405", "getImageInfo: some clients' results have orientation, others have not")
        ]
    finally:
        loader.unregister(other.id)
