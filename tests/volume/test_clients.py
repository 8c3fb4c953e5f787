"""Clients that lines name: which stand for which, and other names of the same."""

from __future__ import annotations

import pytest
from mediaglot.adapters.lines import clients
from mediaglot.adapters.lines.clients import otherwise, standing
from mediaglot.adapters.lines.stream import LineSettings


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("wx@8.0.1", "wx@8.0.1.0"),
        ("wx/ios@8", "wx/ios@8.0"),
        ("my/android@10.1.0", "my/android@10.1.0.0"),
        ("wx", None),
        ("wx/ios", None),
        # five parts are the most
        ("wx@1.2.3.4", "wx@1.2.3.4.0"),
        ("wx@1.2.3.4.0", "wx@1.2.3.4"),
        ("wx@1.2.3.4.5", None),
    ],
)
def test_a_version_may_end_in_zeros(name: str, other: str | None) -> None:
    assert otherwise(name) == other


def test_who_stands_for_a_client_of_a_log() -> None:
    of = standing(LineSettings(words=(("mine@1", "wx@3.0.0"),)))
    first = of("wx/ios@3.0.0")
    assert first is not None
    assert first.startswith("wx/ios")
    assert of("wx/ios@3.0.0.0") == first  # the same client
    assert of("wx/ios@3.0.0") == first
    assert of("wx/ios") is None  # without a version it stands for itself
    assert of("mine@1") is None  # a word of the log's own
    assert of("nobody@1") is None
    assert of("wx/toaster@1") is None
    assert of("") is None


def test_so_many_names_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def counted(_: LineSettings, name: str) -> str:
        asked.append(name)
        return name

    monkeypatch.setattr(clients, "_standing", counted)
    monkeypatch.setattr(clients, "MAX_NAMES", 2)
    of = standing(LineSettings())
    for name in ("a", "b", "a", "b"):
        assert of(name) == name
    assert asked == ["a", "b"]
    assert of("c") == "c"  # what was known is let go
    assert of("c") == "c"
    assert of("a") == "a"
    assert of("c") == "c"
    assert asked == ["a", "b", "c", "a"]
