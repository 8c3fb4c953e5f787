"""Lines between a client and a user in another process: what is read of them, and to which end."""

from __future__ import annotations

import io
import json
import threading
import time
from queue import SimpleQueue
from typing import Any

import pytest
from mediaglot.canonical.engine import remote
from mediaglot.canonical.engine.prompts import Prompt
from mediaglot.canonical.engine.remote import MAX_LINE, RemoteUser, StreamUser, answering
from mediaglot.canonical.engine.user import Action, ScriptError, cancels
from mediaglot.canonical.errors import InputError

PROMPT = Prompt("pick", "chooseImage", "the picker", ("cancels",), client="wx", id=7)


class Closing:
    """Whoever sits there and closes."""

    def answer(self, prompt: Prompt) -> Action:
        del prompt
        return cancels()


class Breaks(io.BytesIO):
    """A stream that ends with an error."""

    error: Exception

    def readline(self, size: int | None = -1, /) -> bytes:
        line = super().readline(size)
        if not line:
            raise self.error
        return line


def asked(**change: Any) -> bytes:
    return json.dumps({"prompt": PROMPT.to_json(), **change}).encode() + b"\n"


@pytest.mark.parametrize("error", [OSError("reset"), ValueError("I/O operation on closed file")])
def test_a_stream_that_breaks_has_ended(error: Exception) -> None:
    reader, written = Breaks(b'{"gone": 1}\n' + asked()), io.BytesIO()
    reader.error = error
    answering(Closing(), reader, written)
    assert json.loads(written.getvalue()) == {"answer": 7, "action": {"kind": "cancels"}}


def test_a_line_is_as_long_as_it_may_be() -> None:
    least = len(asked(x=""))
    for length, whole in ((MAX_LINE, True), (MAX_LINE + 1, False)):
        written = io.BytesIO()
        line = asked(x="a" * (length - least))
        assert len(line) == length
        if whole:
            answering(Closing(), io.BytesIO(line), written)
            assert written.getvalue()
        else:
            with pytest.raises(InputError, match="a line of more than 1,048,576 bytes"):
                answering(Closing(), io.BytesIO(line), written)


def test_what_follows_a_line_that_is_too_long_is_the_next() -> None:
    long = b"[" * (3 * MAX_LINE) + b"\n"
    stream = io.BytesIO(long + b"next\n")
    assert len(remote._line(stream)) == MAX_LINE + 1
    assert remote._line(stream) == b"next\n"
    assert remote._line(stream) == b""


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b"no\n", "expected a line of JSON"),
        (b"[" * 100_000 + b"\n", "expected a line of JSON"),
        (b"[]\n", "expected an object, got an array"),
        (b"3\n", "expected an object, got 3"),
    ],
)
def test_what_is_no_line_of_these(line: bytes, told: str) -> None:
    with pytest.raises(InputError) as caught:
        answering(Closing(), io.BytesIO(line), io.BytesIO())
    assert str(caught.value) == told


class Gone(io.BytesIO):
    """A stream of which nobody reads."""

    error: Exception

    def write(self, _: object) -> int:
        raise self.error


@pytest.mark.parametrize("error", [OSError(), ValueError(), TypeError()])
def test_a_stream_that_takes_nothing_ends_the_wait(error: Exception) -> None:
    out = Gone()
    out.error = error

    class Waits(io.BytesIO):
        def readline(self, _: int | None = -1, /) -> bytes:
            ended.wait(20)
            return b""

    ended = threading.Event()
    user = StreamUser(Waits(), out)
    try:
        with pytest.raises(ScriptError, match="the other side takes no more lines"):
            user.answer(PROMPT)
    finally:
        ended.set()
        user.close()


def test_a_far_end_that_has_gone_meanwhile_is_no_error() -> None:
    out = Gone()
    out.error = BrokenPipeError()
    answering(Closing(), io.BytesIO(asked() + asked()), out)
    out.error = OSError("full")
    with pytest.raises(OSError, match="full"):
        answering(Closing(), io.BytesIO(asked()), out)


class Wire:
    """Both ends: at a prompt the other side says these lines, and then no more."""

    def __init__(self, *lines: bytes) -> None:
        self.lines = lines
        self.written: list[dict[str, Any]] = []
        self._said: SimpleQueue[bytes] = SimpleQueue()

    def readline(self, _size: int, /) -> bytes:
        return self._said.get()

    def write(self, data: bytes, /) -> None:
        self.written.append(json.loads(data))
        if "prompt" in self.written[-1]:
            for line in (*self.lines, b""):
                self._said.put(line)

    def flush(self) -> None:
        pass


FITS = b'{"answer": 1, "action": {"kind": "cancels"}}\n'


@pytest.mark.parametrize(
    ("line", "refused", "why"),
    [
        (b'{"answer": true, "action": {"kind": "cancels"}}\n', True,
         "answer: expected the id of a prompt"),
        (b'{"action": {"kind": "cancels"}}\n', None, "answer: expected the id of a prompt"),
        (b'{"answer": 2, "action": {"kind": "cancels"}}\n', 2,
         "no such prompt is open; time may have been up"),
        (b'{"answer": 1, "action": {"kind": "saves"}}\n', 1,
         "the picker of chooseImage takes cancels(), not saves()"),
        (b'{"answer": 1, "action": {"kind": "cancels", "after": 1}}\n', 1,
         "an answer comes when it comes; leave out after"),
        (b"no\n", None, "expected a line of JSON"),
    ],
)  # fmt: skip
def test_an_answer_that_does_not_fit_is_told_and_the_prompt_stays(
    line: bytes, refused: object, why: str
) -> None:
    wire = Wire(line, FITS)
    user = StreamUser(wire, wire)
    assert user.answer(PROMPT) == cancels()
    while len(wire.written) < 2:
        time.sleep(0.01)
    asked, told = wire.written
    assert asked == {"prompt": {**PROMPT.to_json(), "id": 1}}
    assert told == {"refused": refused, "why": why}


def test_the_other_side_goes_or_never_answers_well(monkeypatch: pytest.MonkeyPatch) -> None:
    wire = Wire(b"no\n")
    with pytest.raises(ScriptError) as caught:
        StreamUser(wire, wire).answer(PROMPT)
    assert str(caught.value) == (
        "wx: the picker of chooseImage: the other side has gone; it takes cancels()"
    )
    assert caught.value.code == "MG601"
    monkeypatch.setattr(remote, "MOST_REFUSED", 2)
    wire = Wire(b"no\n", b"no\n", FITS)
    with pytest.raises(ScriptError, match="no answer of the other side fits; it takes"):
        StreamUser(wire, wire).answer(PROMPT)
    wire = Wire(b"no\n", FITS)
    assert StreamUser(wire, wire).answer(PROMPT) == cancels()


def test_prompts_are_given_once_and_none_is_answered_after_the_end() -> None:
    user = RemoteUser(timeout=20)
    assert user.prompt(0) is None
    given: list[Prompt | None] = []

    def answers() -> None:
        for _ in range(2):
            asked = user.prompt(20)
            given.extend([asked, user.prompt(0)])
            user.reply(cancels(), asked)

    thread = threading.Thread(target=answers, daemon=True)
    thread.start()
    assert [user.answer(PROMPT), user.answer(PROMPT)] == [cancels(), cancels()]
    thread.join(20)
    assert [it and it.id for it in given] == [1, None, 2, None]
    with pytest.raises(ScriptError, match="no such prompt is open"):
        user.reply(cancels())
    user.close("enough")
    user.close("too late")
    with pytest.raises(ScriptError, match="chooseImage: enough; it takes"):
        user.answer(PROMPT)
    assert user.prompt() is None
