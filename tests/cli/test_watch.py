"""`port --watch`: again after each change, until it is interrupted."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from commands import called
from mediaglot.adapters.cli import watch
from mediaglot.canonical.errors import InputError


def test_each_change_is_one_more_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.js"
    file.write_text("Page({ go() { wx.chooseImage({}) } })", encoding="utf-8")
    seen: list[str] = []
    steps = iter(
        [
            lambda: file.write_text("Page({ go() { wx.scanCode({}) } })", encoding="utf-8"),
            lambda: file.unlink(),
        ]
    )

    def changes(source: str, apart: object) -> object:
        seen.append(source)
        assert apart == ["out"]
        for step in steps:
            step()
            yield {str(file)}
        raise KeyboardInterrupt

    monkeypatch.setattr(watch, "changes", changes)
    monkeypatch.chdir(tmp_path.parent)
    words = ["port", str(file), "--from", "wx", "--to", "my", "--out", "out", "--watch"]
    status, out, told = called(words)
    assert status == 130
    assert seen == [str(file)]
    assert out.count(b"1 file looked at") == 2
    assert told.count("a.js changed\n") == 2
    assert "a.js: cannot be read: No such file or directory" in told  # and it goes on


def test_what_has_no_source_any_more_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, out = tmp_path / "src", tmp_path / "out"
    old = source / "pages" / "old"
    old.mkdir(parents=True)
    text = "Page({ go() { wx.chooseImage({}) } })"
    (source / "a.js").write_text(text, encoding="utf-8")
    (old / "old.js").write_text(text, encoding="utf-8")
    (out / "pages").mkdir(parents=True)
    (out / "mine.js").write_text("mine", encoding="utf-8")
    stood: list[list[str]] = []

    def stands() -> None:
        stood.append(sorted(it.relative_to(out).as_posix() for it in out.rglob("*.js")))

    def renamed() -> None:
        old.rename(source / "pages" / "new")
        (source / "pages" / "new" / "old.js").rename(source / "pages" / "new" / "new.js")

    def away() -> None:
        source.rename(tmp_path / "away")

    def back() -> None:
        (tmp_path / "away").rename(source)

    def changes(*_: object) -> object:
        for step in (stands, renamed, stands, away, stands, back, (source / "a.js").unlink, stands):
            step()
            yield {"something"}
        stands()
        raise KeyboardInterrupt

    monkeypatch.setattr(watch, "changes", changes)
    words = ["port", str(source), "--from", "wx", "--to", "my", "--out", str(out), "--watch"]
    assert called(words)[0] == 130
    first = ["a.js", "mine.js", "pages/old/old.js"]
    then = ["a.js", "mine.js", "pages/new/new.js"]
    assert stood == [
        first,
        then,
        then,
        ["mine.js", "pages/new/new.js"],
        ["mine.js", "pages/new/new.js"],
    ]
    assert not (out / "pages" / "old").exists()


def test_what_the_command_writes_is_no_change(tmp_path: Path) -> None:
    pytest.importorskip("watchfiles", reason="the extra watch is not installed")
    (tmp_path / "out").mkdir()
    (tmp_path / ".git").mkdir()
    stop = threading.Event()

    def writes() -> None:
        number = 0
        while not stop.wait(0.05):
            number += 1
            (tmp_path / "out" / "b.js").write_text(str(number))
            (tmp_path / ".git" / "index").write_text(str(number))
            if number > 4:
                (tmp_path / "a.js").write_text(str(number))

    writer = threading.Thread(target=writes, daemon=True)
    writer.start()
    try:
        found = next(watch.changes(str(tmp_path), [str(tmp_path / "out")]))
    finally:
        stop.set()
        writer.join()
    assert {Path(name).name for name in found} == {"a.js"}


def test_without_the_library_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "watchfiles", None)
    with pytest.raises(InputError, match=r'--watch: needs watchfiles.*pip install "mediaglot'):
        next(watch.changes(".", []))


@pytest.mark.parametrize("other", [["--in-place"], ["--write-baseline", "--baseline", "b.json"]])
def test_what_it_excludes(other: list[str], tmp_path: Path) -> None:
    words = ["port", str(tmp_path), "--from", "wx", "--to", "my", "--watch", *other]
    status, _, told = called(words)
    assert status == 2
    assert "exclude each other" in told


def test_standard_input_cannot_be_watched() -> None:
    status, _, told = called(["port", "-", "--from", "wx", "--to", "my", "--watch"])
    assert status == 2
    assert "--watch needs a folder or a file" in told
