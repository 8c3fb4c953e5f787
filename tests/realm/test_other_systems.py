"""How the process of a realm measures itself where there is no /proc."""

from __future__ import annotations

import ctypes
import select
import sys
from ctypes import wintypes
from types import SimpleNamespace
from typing import Any

import pytest
from mediaglot.adapters.realm import child


def but(module: Any, **other: Any) -> Any:
    """A module as it is, but for some of its members."""
    return SimpleNamespace(**{**vars(module), **other})


def test_windows_is_asked_for_the_bytes_that_are_held(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[int, int]] = []

    class Measure:
        argtypes: Any = None

        def __call__(self, process: int, counters: Any, size: int) -> int:
            found = counters._obj
            seen.append((process, size))
            heads, sizes = 2 * ctypes.sizeof(wintypes.DWORD), ctypes.sizeof(ctypes.c_size_t)
            assert found.cb == size == heads + 8 * sizes
            assert type(found).held.offset == heads + sizes
            found.held, found.peak = 123_456, 999_999
            return 1

    class Current:
        restype: Any = None

        def __call__(self) -> int:
            return -1

    kernel = SimpleNamespace(GetCurrentProcess=Current(), K32GetProcessMemoryInfo=Measure())
    monkeypatch.setattr(ctypes, "WinDLL", lambda name: {"kernel32": kernel}[name], raising=False)
    monkeypatch.setattr(child, "sys", but(sys, platform="win32"))
    held = child.holding()
    assert held() == held() == 123_456
    assert [process for process, _ in seen] == [-1, -1]


@pytest.mark.parametrize(("system", "unit"), [("darwin", 1), ("freebsd14", 1024)])
def test_other_systems_tell_what_was_held_at_most(
    system: str, unit: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    resource = pytest.importorskip("resource")
    monkeypatch.setattr(resource, "getrusage", lambda _who: SimpleNamespace(ru_maxrss=77))
    monkeypatch.setattr(child, "sys", but(sys, platform=system))
    assert child.holding()() == 77 * unit


def test_where_pipes_cannot_be_polled_nobody_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    without = {name: it for name, it in vars(select).items() if name != "poll"}
    monkeypatch.setattr(child, "select", SimpleNamespace(**without))
    assert child.deserted(-1)() is False
