"""Whole reports of the port of one program, in every form: what each says, in order and in words.

`reports/` has them; `make accept` rewrites it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import mediaglot as mg
import pytest
from commands import called

GOLDEN = Path(__file__).parent / "reports"
FILES: dict[str, str | bytes] = {
    "app.json": '{ "pages": ["pages/a/a", "pages/b/b"], '
    '"window": { "navigationBarTitleText": "A" } }\n',
    "app.js": "App({ onLaunch() { wx.login({ success: (res) => use(res.code) }) } })\n",
    "pages/a/a.js": "const old = 1\n"
    * 12
    + "Page({\n  pick() {\n    wx.chooseImage({ count: 30, success: (res) => use(res) })\n  },\n"
    "  show() { wx.previewMedia({ sources: [{ url }], current }) },\n"
    "  edit() { wx.editImage({ src }) },\n"
    "  save() { wx.saveImageToPhotosAlbum({ filePath }) }, // mediaglot: ignore\n})\n",
    "pages/a/a.wxml": '<view wx:if="{{a}}" bindtap="pick">'
    '<image src="{{a}}" show-menu-by-longpress/></view>\n'
    "<official-account/>\n",
    "pages/a/a.wxss": '@import "../b/b.wxss";\n.a { width: 1rpx }\n',
    "pages/a/a.json": '{ "usingComponents": {}, "enableShareTimeline": true }\n',
    "pages/b/b.js": "import { f } from '../../lib/f'\nPage({ go: f })\n",
    "pages/b/b.wxml": "<view>{{ b }}\n",
    "pages/b/b.wxss": ".b {}\n",
    "lib/f.js": "export const f = () => wx.compressImage({ src, quality: 50 })\n",
    "lib/twice.ts": "wx.chooseImage(options); wx.chooseImage(options)\nwx.chooseImage(options)\n",
    "lib/fine.js": "wx.chooseVideo({ success: (res) => use(res.tempFilePath) })\n",
    "lib/none.js": "export default 1\n",
    "lib/broken.js": "wx.chooseImage({ count: \n",
    "lib/two.js": b"\xff\xfew\0x\0",
    "lib/min.js": "var a=1;" * 9000 + "wx.chooseImage({})\n",
    "lib/types.d.ts": "declare const wx: any\n",
    "img/a.png": b"\x89PNG\r\n",
    "lib/other.js": "my.chooseImage({})\n",
}
FORMS = ("text", "json", "sarif", "markdown", "html", "github", "junit")


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports") / "program"
    for name, data in FILES.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data if isinstance(data, bytes) else data.encode())
    return folder


def plainly(text: str) -> str:
    """A report without what is no part of it: the version, looks and scripts of pages."""
    text = re.sub(r"<(style|script)\b.*?</\1>", r"<\1/>", text, flags=re.DOTALL)
    text = re.sub(r"\([0-9]+ KB, about [0-9]+ KB gzipped\)", "(its size)", text)
    return text.replace(mg.__version__, "VERSION")


def held(golden: Callable[[Path, str], None], name: str, words: list[str]) -> None:
    status, out, told = called(["--color", "never", "port", ".", "--check", "--jobs", "1", *words])
    text = f"{out.decode()}--- told, {status}\n{told}".replace("\r\n", "\n")
    golden(GOLDEN / f"{name}.txt", plainly(text))


@pytest.mark.parametrize("form", FORMS)
def test_a_report_in_every_form(
    form: str, program: Path, golden: Callable[[Path, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(program)
    held(golden, form, ["--from", "wx", "--to", "my", "--format", form])


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("verbose", ["-v"]),
        ("strict", ["--strict", "-v"]),
        ("runtime", ["--style", "runtime", "-v"]),
        ("lossy", ["--fail-on", "lossy"]),
        ("selected", ["--select", "MG4,MG5", "--ignore", "MG405", "-v"]),
        ("scripts", ["--only", "script", "-v"]),
        ("one", ["--include", "lib/fine.js", "-v"]),
        ("nothing", ["--include", "lib/none.js", "-v"]),
    ],
)
def test_a_report_of_what_is_asked_for(
    name: str,
    words: list[str],
    program: Path,
    golden: Callable[[Path, str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(program)
    held(golden, name, ["--from", "wx", "--to", "my", *words])
