"""The examples of the pages and docstrings, run."""

from __future__ import annotations

import ast
import doctest
import importlib
import re
import sys
from pathlib import Path
from typing import Any

import mediaglot as mg
import pytest
import worlds
from test_readme import blocks

ROOT = Path(__file__).parent.parent
PAGES = [
    "README.md",
    "README.zh.md",
    *sorted(f"docs/{page.name}" for page in (ROOT / "docs").glob("*.md")),
]
MODULES = sorted(
    ".".join(("mediaglot", *file.relative_to(ROOT).with_suffix("").parts))
    for folder in ("canonical", "profiles", "adapters")
    for file in (ROOT / folder).rglob("*.py")
    if ">>> " in file.read_text(encoding="utf-8")
)
PAGE = """
Page({
  data: { photos: [] },
  pick() {
    my.chooseImage({
      success: res => {
        this.setData({ photos: res.tempFilePaths });
        my.showToast({ content: 'saved' });
      },
    });
  },
});
"""


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    text = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    for target, anchor in re.findall(r"\]\(([^)#:]*)(?:#([^)]*))?\)", text):
        file = (ROOT / page).parent / target if target else ROOT / page
        assert file.exists(), target
        if anchor and file.suffix == ".md":
            assert anchor in anchors(file), f"{target}#{anchor}"


def anchors(file: Path) -> set[str]:
    """The anchors that the headings of a page get on GitHub."""
    found = re.findall(r"^#+ +(.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in found}


@pytest.mark.parametrize("page", PAGES)
def test_python_of_the_pages_is_python(page: str) -> None:
    for block in blocks(page, "python"):
        ast.parse(block)


@pytest.mark.parametrize("module", MODULES)
def test_docstrings(module: str) -> None:
    done = doctest.testmod(importlib.import_module(module))
    assert done.attempted
    assert not done.failed


def test_the_package_has_a_docstring_that_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    album(tmp_path / "album")
    assert mg.__doc__ is not None
    code = mg.__doc__.partition("```python\n")[2].partition("```")[0]
    reply = {"tempFilePaths": ["https://resource/a.image"]}
    names: dict[str, Any] = {"reply": reply}
    for node in ast.parse(code).body:
        exec(compile(ast.Module([node], []), "doc", "exec"), names)


def album(folder: Path) -> None:
    folder.mkdir()
    for name, data in worlds.ALBUM.items():
        (folder / name).write_bytes(data)


def test_engine_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    album(tmp_path / "album")
    first, remote, second, *_ = blocks("docs/engine.md", "python")
    names: dict[str, Any] = {}
    exec(first, names)
    assert len(names["data"]) == names["reply"]["tempFiles"][0]["size"]
    assert names["reply"]["errMsg"] == "chooseImage:ok"
    exec(remote, names)
    assert len(names["reply"]["tempFilePaths"]) == 2
    (config,) = (text for text in blocks("docs/engine.md", "toml") if "[env.alipay]" in text)
    (tmp_path / "fixtures").mkdir()
    (tmp_path / "album").rename(tmp_path / "fixtures" / "album")
    (tmp_path / "profiles").mkdir()
    own = 'schema = 1\nid = "own"\nname = "Own"\nextends = "wx"\n'
    (tmp_path / "profiles" / "own.toml").write_text(own, encoding="utf-8")
    (tmp_path / "mediaglot.toml").write_text(config, encoding="utf-8")
    exec(second, names)
    assert names["small"].images[0].path.startswith("wxfile://")


def test_porting_page() -> None:
    (block,) = blocks("docs/porting.md", "python")
    names: dict[str, Any] = {"code": "wx.chooseImage({})"}
    exec(block, names)
    assert names["out"].code == "my.chooseImage({ count: 9 })"


def test_profiles_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = 'schema = 1\nid = "acme"\nname = "Acme"\nextends = "wx"\n'
    (tmp_path / "acme.toml").write_text(text, encoding="utf-8")
    from mediaglot.profiles import loader

    (block,) = blocks("docs/profiles.md", "python")
    try:
        exec(block, {})
    finally:
        loader.unregister("acme")


def test_testing_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("quickjs", reason="the extra mediaglot[js]")
    monkeypatch.chdir(tmp_path)
    album(tmp_path / "photos")
    page = tmp_path / "src" / "pages" / "index"
    page.mkdir(parents=True)
    (page / "index.js").write_text(PAGE, encoding="utf-8")
    (page / "index.axml").write_text('<view onTap="pick" />', encoding="utf-8")
    first, *_ = blocks("docs/testing.md", "python")
    exec(first, {})


@pytest.mark.parametrize("file", ["docs/testing.md", "docs/testing.zh.md"])
def test_what_is_said_to_be_missing_is(file: str, tmp_path: Path) -> None:
    pytest.importorskip("quickjs", reason="the extra mediaglot[js]")
    (told,) = re.findall(
        r"NotSimulated: wx\.(\w+) is not simulated.*", (ROOT / file).read_text("utf-8")
    )
    (tmp_path / "page.js").write_text(f"Page({{ go() {{ wx.{told}({{}}) }} }})", encoding="utf-8")
    from mediaglot.adapters.realm.program import PageError

    with mg.Host("wx") as host, pytest.raises(PageError, match=f"NotSimulated: wx.{told} is not"):
        host.load(tmp_path / "page.js").call("go")


def test_volume_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pyarrow = pytest.importorskip("pyarrow", reason="the extra mediaglot[arrow]")
    parquet = importlib.import_module("pyarrow.parquet")
    monkeypatch.chdir(tmp_path)
    table = pyarrow.table({"payload": ['{"error": 11}', '{"tempFilePaths": ["a"]}']})
    parquet.write_table(table, "replies.parquet")
    (tmp_path / "replies.jsonl").write_text('{"error": 11}\nno\n', encoding="utf-8")
    lines, columns, frames, *_ = blocks("docs/volume.md", "python")
    names: dict[str, Any] = {}
    exec(lines, names)
    assert (names["lines"].tally.lines, names["lines"].tally.bad) == (2, 1)
    exec(columns, names)
    assert names["rows"].num_rows == 2
    pytest.importorskip("polars")
    exec(frames, names)
    assert names["rows"]["kind"].to_list() == ["cancelled"]


def test_the_modules_with_examples_are_found() -> None:
    assert "mediaglot.adapters.messages.translate" in MODULES
    assert sys.modules["mediaglot"] is mg
