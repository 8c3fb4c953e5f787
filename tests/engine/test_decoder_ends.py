"""A decoder in a process of its own is ended whatever comes between."""

from __future__ import annotations

import subprocess
from typing import Any

import pytest
from mediaglot.canonical.engine import apart
from mediaglot.canonical.engine.faults import MediaError


class Interrupted:
    """A decoder that never answers; what it raises instead stands in the class."""

    made: list[Interrupted]
    raised: BaseException

    def __init__(self) -> None:
        self.ended = 0
        self.made.append(self)

    def decode(self, path: str, seconds: float) -> Any:
        raise self.raised

    def end(self) -> None:
        self.ended += 1


@pytest.mark.parametrize(
    ("raised", "seen"),
    [
        (KeyboardInterrupt(), KeyboardInterrupt),
        (SystemExit(1), SystemExit),
        (OSError("no"), OSError),
        (apart._Ended(), MediaError),
    ],
    ids=["interrupt", "exit", "error", "gave up"],
)
def test_a_decoder_that_was_interrupted_is_ended_and_not_used_again(
    raised: BaseException, seen: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    idle: list[Any] = []
    monkeypatch.setattr(Interrupted, "made", [], raising=False)
    monkeypatch.setattr(Interrupted, "raised", raised, raising=False)
    monkeypatch.setattr(apart, "_Decoder", Interrupted)
    monkeypatch.setattr(apart, "_idle", idle)
    monkeypatch.setattr(apart, "find_spec", lambda name: name)
    with pytest.raises(seen):
        apart.decode_heic("a.heic")
    assert [decoder.ended for decoder in Interrupted.made] == [1]
    assert idle == []


def test_what_hinders_a_decoder_from_starting_is_told_as_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail() -> Any:
        raise PermissionError("no more processes")

    monkeypatch.setattr(apart, "_Decoder", fail)
    monkeypatch.setattr(apart, "_idle", [])
    monkeypatch.setattr(apart, "find_spec", lambda name: name)
    with pytest.raises(PermissionError, match="no more processes"):
        apart.decode_heic("a.heic")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (FileNotFoundError(2, "No such file or directory"), "No such file or directory"),
        (ValueError("embedded null byte"), "this interpreter has no name"),
    ],
)
def test_a_decoder_that_cannot_be_started(
    error: Exception, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> Any:
        raise error

    monkeypatch.setattr(subprocess, "Popen", fail)
    with pytest.raises(MediaError) as caught:
        apart._Decoder()
    assert (caught.value.kind, caught.value.message) == (
        "internal", f"no decoder can be started: {words}",
    )  # fmt: skip
