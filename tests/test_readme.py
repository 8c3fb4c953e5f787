"""Every command and every line of Python in the README does what the README says."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import media_files
import pytest
from commands import run

ROOT = Path(__file__).resolve().parent.parent
PAGES = ("README.md", "docs/profiles.md")

SOURCE = """\
Page({
  pick() {
    wx.chooseImage({
      success: (res) => this.setData({ path: res.tempFilePaths[0] }),
      fail: (err) => { if (err.errMsg === 'chooseImage:fail cancel') return; },
    });
  },
});
"""
FILES = {
    "replies.jsonl": '{"api": "chooseImage", "payload": {"apFilePaths": ["1.image"]}}\n',
    "calls.jsonl": '{"api": "chooseImage", "payload": {}}\n',
    "src/index.js": SOURCE,
}


def blocks(page: str, language: str) -> list[str]:
    text = (ROOT / page).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (config,) = blocks("README.md", "toml")
    (tmp_path / "mediaglot.toml").write_text(config, encoding="utf-8")
    (page,) = blocks("README.md", "js")
    (tmp_path / "page.js").write_text(page, encoding="utf-8")
    (tmp_path / "album").mkdir()
    (tmp_path / "album" / "cat.jpg").write_bytes(media_files.picture("jpeg"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


def commands(block: str) -> list[tuple[str, str]]:
    """Each command of a block, and the output shown below it."""
    found: list[tuple[str, str]] = []
    for line in block.splitlines(keepends=True):
        if line.startswith("$ "):
            found.append((line[2:].strip(), ""))
        else:
            command, text = found[-1]
            found[-1] = (command, text + line)
    return found


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("block", blocks("README.md", "console"))
def test_readme_commands(block: str) -> None:
    for command, shown in commands(block):
        status, text = run(command)
        assert status in (0, 1), text
        assert "error:" not in text
        if shown:
            assert text == shown


def test_readme_diff_is_what_port_says(folder: Path) -> None:
    (diff,) = blocks("README.md", "diff")
    lines = diff.splitlines()
    status, text = run(lines[0].removeprefix(" $ "))
    assert status == 0
    assert "\n".join(lines[1:]) in text
    assert (folder / "src/index.js").read_text(encoding="utf-8") == SOURCE


@pytest.mark.usefixtures("folder")
def test_readme_python() -> None:
    names: dict[str, Any] = {}
    compared = 0
    for block in blocks("README.md", "python"):
        lines = block.splitlines()
        for node in ast.parse(block).body:
            code = ast.get_source_segment(block, node)
            assert code is not None
            if not isinstance(node, ast.Expr):
                exec(code, names)
                continue
            value = eval(code, names)
            after = lines[node.end_lineno or 0 :][:1]
            if after and after[0].startswith("# "):
                assert repr(value) == after[0][2:], code
                compared += 1
    assert compared >= 5


def test_profile_page_commands(folder: Path) -> None:
    page = "".join(blocks("docs/profiles.md", "console"))
    for command, shown in commands(page):
        if shown:  # what lint says of a mistake that the reader is to imagine
            continue
        status, text = run(command)
        assert status == 0, (command, text)
    assert (folder / "acme.toml").is_file()


def test_links_of_the_pages_lead_somewhere() -> None:
    for page in PAGES:
        text = (ROOT / page).read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text):
            assert (ROOT / page).parent.joinpath(target).exists(), f"{page}: {target}"
