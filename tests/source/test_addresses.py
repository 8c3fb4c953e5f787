"""Inlined data and files of the package: found wherever they are written, listed where they are."""

from __future__ import annotations

import json
from pathlib import Path

import mediaglot as mg
import pytest
from mediaglot.adapters.source.tree import output
from mediaglot.adapters.source.tree.code import port_code
from mediaglot.adapters.source.tree.package import merged
from mediaglot.adapters.source.tree.port import port_tree

PAIRS = [(a, b) for a in ("wx", "my", "tt") for b in ("wx", "my", "tt") if a != b]
INLINE = [
    "'data:image/png;base64,AAAA'",
    "'DATA:image/png;base64,' + text",
    "`data:image/jpeg;base64,${res.data.image}`",
    "canvas.toDataURL('image/png')",
    "'blob:https://a/b'",
    "URL.createObjectURL(file)",
    "ok ? 'data:image/gif;base64,AA' : path",
    "'data:image/png;base64,' + res.data.image.replace(/\\s/g, '')",
]


def codes(code: str, read: str, write: str, style: str = "native") -> list[str]:
    return [item.code for item in port_code(code, read=read, write=write, style=style).findings]


@pytest.mark.parametrize(("read", "write"), PAIRS)
@pytest.mark.parametrize("address", INLINE)
@pytest.mark.parametrize("form", ["%s", "[%s]", "name"])
def test_inlined_data_is_told(read: str, write: str, address: str, form: str) -> None:
    plan = mg.plan(read, write)
    for key in ("getImageInfo", "previewImage", "compressImage", "saveImageToPhotosAlbum"):
        program = plan.apis[key]["read"]
        param = next(item for item in program["params"] if item["kind"] in ("path", "paths"))
        listed = param["kind"] == "paths" and not param.get("single")
        if (form == "[%s]") != listed and form != "name":
            continue
        value = ("[name]" if listed else "name") if form == "name" else form % address
        space = plan.sides["read"]["namespace"]
        code = (
            f"const name = {address}; {space}.{program['name']}({{ {param['names'][0]}: {value} }})"
        )
        unwritten = "blob" in address or "createObjectURL" in address
        for style in ("native", "runtime"):
            out = port_code(code, read=read, write=write, style=style)
            performed = bool(out.runtime) and not unwritten
            told = [item.code for item in out.findings]
            assert ("MG529" in told) is not performed, (code, style)


@pytest.mark.parametrize(("read", "write"), PAIRS)
@pytest.mark.parametrize("head", ["data:image/png;base64,", "data:image/jpeg;name=a;BASE64,"])
def test_the_runtime_writes_inlined_data_to_a_file(read: str, write: str, head: str) -> None:
    space = mg.plan(read, write).sides["read"]["namespace"]
    code = f"{space}.getImageInfo({{ src: '{head}' + text, success: handler }})"
    out = port_code(code, read=read, write=write)
    assert "media.getImageInfo" in out.code
    assert "MG529" not in [item.code for item in out.findings]


@pytest.mark.parametrize(
    "value", ["res.tempFilePath", "'https://a/data:b.png'", "path", "'data/a.png'"]
)
def test_other_addresses_are_not(value: str) -> None:
    assert "MG529" not in codes(f"wx.getImageInfo({{ src: {value} }})", "wx", "tt")


def test_a_message_with_inlined_data() -> None:
    payload = {"src": "data:image/png;base64,AAAA"}
    told = mg.translate_request("getImageInfo", payload, read="wx", write="my").diagnostics
    assert [item.code for item in told] == ["MG529"]


@pytest.mark.parametrize("path", ["/images/a.png", "images/a.png", "./a.png", "../x/a.jpg"])
def test_a_file_of_the_package(path: str) -> None:
    code = f"const P = '{path}'; wx.getImageInfo({{ src: P, success(r) {{ show(r.width) }} }})"
    assert "MG530" in codes(code, "wx", "my")
    assert "MG530" in codes(code, "wx", "my", "runtime")
    assert "MG530" not in codes(code, "wx", "tt")


@pytest.mark.parametrize(
    "path", ["https://a/b.png", "wxfile://tmp/a.png", "//a.b/c.png", "http://tmp/a.png"]
)
def test_no_file_of_the_package(path: str) -> None:
    assert "MG530" not in codes(f"wx.getImageInfo({{ src: '{path}' }})", "wx", "my")


PUT = '"assetsInclude": [\r\n\t\t"a.png",\r\n\t\t"b/c.png"\r\n\t]'
LIST = {"file": "mini.project.json", "key": "include", "formats": {"2": "assetsInclude"}}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"", b'{\n  "include": [\n    "a.png",\n    "b/c.png"\n  ]\n}\n'),
        (b"{}", b'{\n  "include": [\n    "a.png",\n    "b/c.png"\n  ]\n}'),
        (
            b'\xef\xbb\xbf{\r\n\t"format": 2\r\n}\r\n',
            b"\xef\xbb\xbf{\r\n\t" + PUT.encode() + b',\r\n\t"format": 2\r\n}\r\n',
        ),
        (
            b'{\n  "include": ["b/*.png", "x"],\n  "y": 1\n}\n',
            b'{\n  "include": [\n    "a.png","b/*.png", "x"],\n  "y": 1\n}\n',
        ),
        (b'{"include": []}', b'{"include": [\n    "a.png",\n    "b/c.png"\n  ]}'),
        (b'{"include": ["**/*.png"]}', b'{"include": ["**/*.png"]}'),
        (b"// no JSON\n{}", None),
        (b"[]", None),
        (b'{"include": "a"}', None),
    ],
)
def test_lines_are_put_in_to_the_byte(before: bytes, after: bytes | None) -> None:
    assert merged(before, ["b/c.png", "a.png"], LIST) == after
    if after is not None:
        assert merged(after, ["b/c.png", "a.png"], LIST) == after
        json.loads(after.removeprefix(b"\xef\xbb\xbf"))


def test_a_ported_project_lists_its_package_files(tmp_path: Path) -> None:
    app, out = tmp_path / "app", tmp_path / "out"
    (app / "pages").mkdir(parents=True)
    (app / "app.json").write_text("{}")
    code = "wx.getImageInfo({ src: './logo.png' })\nwx.previewImage({ urls: ['/img/a.png'] })\n"
    (app / "pages" / "a.js").write_text(code)
    output.write_tree(port_tree(app, read="wx", write="my"), app, out)
    listed = json.loads((out / "mini.project.json").read_text())
    assert listed == {"include": ["img/a.png", "pages/logo.png"]}
    output.write_tree(port_tree(app, read="wx", write="tt"), app, tmp_path / "tt")
    assert not (tmp_path / "tt" / "mini.project.json").exists()
    # what stands there stays
    (app / "mini.project.json").write_text('{\n  "format": 2\n}\n')
    output.write_tree(port_tree(app, read="wx", write="my"), app, out)
    listed = json.loads((out / "mini.project.json").read_text())
    assert listed == {"format": 2, "assetsInclude": ["img/a.png", "pages/logo.png"]}
    diff = b"\n".join(line for line, _ in output.diff_lines(port_tree(app, read="wx", write="my")))
    assert b"+++ b/mini.project.json" in diff
