"""Calls that stand again are ported as they were the first time, wherever they stand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from golden_data import cases, tables, targets
from mediaglot.adapters.source.common.model import FilePort
from mediaglot.adapters.source.common.outcome import Style
from mediaglot.adapters.source.common.pair import Pair, pair
from mediaglot.adapters.source.script.port import port_bytes
from mediaglot.adapters.source.script.uses import repeats

AHEAD = "let ahead = [1, 2]\n"


def port(both: Pair, code: str, case: dict[str, Any] | None = None) -> FilePort:
    case = case or {}
    style = Style(case.get("style") == "runtime", case.get("strict", False))
    return port_bytes(
        code.encode("utf-8", "surrogatepass"), case.get("file", "page.js"), both, style
    )


def told(done: FilePort) -> tuple[Any, ...]:
    places = [(item.to_plain(), item.start, item.end, item.text) for item in done.findings]
    return done.after, [call.to_plain() for call in done.calls], places, done.runtime, done.package


@pytest.mark.parametrize("path", tables(), ids=lambda path: path.stem)
def test_what_was_ported_before_changes_nothing(path: Path) -> None:
    for case in cases(path):
        for target in targets(case):
            both = pair(case["read"], target)
            known = both.remembered(repeats.known_ports)
            known.clear()
            moved = told(port(both, AHEAD + case["input"], case))
            known.clear()
            port(both, case["input"], case)
            assert told(port(both, AHEAD + case["input"], case)) == moved, case["title"]


READ = "wx.getStorageSync('a')"
SHOW = "wx.previewImage({ urls: [url] })"
PICK = "wx.chooseImage({ count: 1 })"


@pytest.mark.parametrize(
    ("one", "other", "target"),
    [
        (READ, f"try {{\n  {READ}\n  go()\n}} catch (e) {{ tell(e) }}", "my"),
        (READ, f"const kept = {READ}", "my"),
        (
            f"const url = 'data:image/png;base64,AA'\n{SHOW}",
            f"const url = 'https://a/b'\n{SHOW}",
            "my",
        ),
        (PICK, f"const my = 1\n{PICK}", "my"),
        (PICK, f"const wx = own()\n{PICK}", "my"),
        (PICK, f"async function pick() {{ const a = await {PICK} }}", "my"),
        (PICK, f"// #ifdef MP-WEIXIN\n{PICK}\n// #endif", "my"),
    ],
)
def test_what_stands_around_a_call_counts(one: str, other: str, target: str) -> None:
    both = pair("wx", target)
    known = both.remembered(repeats.known_ports)
    fresh = []
    for code in (one, other):
        known.clear()
        fresh.append(told(port(both, code)))
    assert fresh[0] != fresh[1]
    for first, second in ((one, other), (other, one)):
        known.clear()
        port(both, first)
        assert told(port(both, second)) == fresh[[one, other].index(second)]


def test_a_call_that_says_all_is_ported_once(monkeypatch: pytest.MonkeyPatch) -> None:
    both = pair("wx", "my")
    both.remembered(repeats.known_ports).clear()
    ported: list[str] = []

    def counted(*given: Any) -> Any:
        ported.append(given[2].name)
        return use(*given)

    use = repeats.port_use
    monkeypatch.setattr(repeats, "port_use", counted)
    code = "wx.showToast({ title: 'a' })\nif (b) {\n  wx.showToast({ title: 'a' })\n}\n"
    done = port(both, code)
    assert ported == ["showToast"]
    assert done.after.count(b"my.showToast({ content: 'a', type: 'success' })") == 2
    assert [(item.line, item.column) for item in done.calls] == [(1, 1), (3, 3)]
    port(both, "wx.showToast({ title: c })\nwx.showToast({ title: c })\n")
    assert len(ported) == 2
    port(both, "const c = 'a'\nwx.previewImage({ urls: [c] })\nwx.previewImage({ urls: [c] })\n")
    assert len(ported) == 4


@pytest.mark.parametrize(
    ("one", "other", "times"),
    [
        ("a", "a", 1),
        # the parser sees the same of both
        ("\u4e0a", "\u4e0b", 2),
        # as long as is remembered, and longer
        ("a" * 1973, "a" * 1973, 1),
        ("a" * 1974, "a" * 1974, 2),
    ],
)
def test_what_is_not_all_seen_or_long_is_no_repeat(
    one: str, other: str, times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = pair("wx", "my")
    both.remembered(repeats.known_ports).clear()
    ported: list[str] = []

    def counted(*given: Any) -> Any:
        ported.append(given[2].name)
        return use(*given)

    use = repeats.port_use
    monkeypatch.setattr(repeats, "port_use", counted)
    code = "".join(f"wx.showToast({{ title: '{text}' }})\n" for text in (one, other))
    done = port_bytes(code.encode("gb18030"), "page.js", both, Style())
    assert len(ported) == times
    assert done.after == code.replace("wx.showToast({ title", "my.showToast({ content").replace(
        " })", ", type: 'success' })"
    ).encode("gb18030")


def test_styles_are_told_apart() -> None:
    both = pair("wx", "my")
    code = "wx.showToast({ title: 'a', icon: 'none' })\n"
    afters = [
        port_bytes(code.encode(), "page.js", both, style).after
        for style in (Style(), Style(exact=True), Style(runtime=True), Style())
    ]
    assert afters[0] == afters[3]
    assert len(set(afters)) == 3
