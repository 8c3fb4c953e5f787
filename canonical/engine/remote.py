"""A user who answers from another thread, or from another process by lines of JSON.

The thread that runs the client waits at each prompt, a limited time. At the other end whoever
answers gets the prompt as data and gives an action; one that does not fit is refused there, in one
sentence, and the prompt stays open. Over streams the lines are, from the client::

    {"prompt": {"id": 3, "kind": "pick", ...}}     what is asked
    {"refused": 3, "why": "..."}                   an answer that did not fit; the prompt is open
    {"gone": 3}                                    it is not asked any more: time is up

and to it ``{"answer": 3, "action": {"kind": "picks", "names": ["cat.jpg"]}}``.
"""

from __future__ import annotations

import json
import threading
from contextlib import suppress
from queue import SimpleQueue
from typing import Any, Final, Protocol

from attrs import evolve

from ..errors import InputError, MediaglotError, shown
from .prompts import Prompt, User
from .user import Action, ScriptError

PATIENCE: Final = 60.0
"""Seconds that a prompt waits for its answer, unless said otherwise."""
MAX_LINE: Final = 1 << 20
MOST_REFUSED: Final = 1000
"""Answers that are refused before the other side is given up."""


class LineStream(Protocol):
    """A stream of bytes that is read by lines."""

    def readline(self, size: int, /) -> bytes:
        """A line with its end, or so much of it."""
        ...


class Out(Protocol):
    """A stream of bytes that is written to."""

    def write(self, data: bytes, /) -> object:
        """Take these bytes."""
        ...

    def flush(self) -> object:
        """Hand them on."""
        ...


class RemoteUser:
    """A user who answers from another thread.

    The client's thread calls `answer` and waits for `timeout` seconds at most; the other one takes
    what is asked from `prompt` and answers by `reply`. Several clients may share one user: they are
    answered one after the other.
    """

    def __init__(self, timeout: float = PATIENCE) -> None:
        self.timeout = timeout
        self._turn = threading.Lock()
        self._changed = threading.Condition()
        self._open: Prompt | None = None
        self._given = 0
        self._count = 0
        self._action: Action | None = None
        self._over = ""

    def answer(self, prompt: Prompt) -> Action:
        """What the other thread does at a prompt. Raises ScriptError when time is up."""
        with self._turn, self._changed:
            self._count += 1
            asked = evolve(prompt, id=self._count)
            if not self._over:
                self._open, self._action = asked, None
                self._changed.notify_all()
                self._shown(asked)
            try:
                self._changed.wait_for(lambda: self._action or self._over, self.timeout)
            finally:
                self._open = None
            if self._action is not None:
                taken, self._action = self._action, None  # it answers no later prompt
                return taken
            self._gone(asked)
        where = f"{prompt.client}: {prompt.what} of {prompt.operation}"
        why = self._over or f"nobody answered within {self.timeout:g} s"
        raise ScriptError(f"{where}: {why}; it takes {prompt.lines()}", code="MG601")

    def prompt(self, timeout: float | None = None) -> Prompt | None:
        """The next prompt, waited for; None when there is none in so many seconds, or no more."""
        with self._changed:
            self._changed.wait_for(self._news, timeout)
            if not self._news() or self._open is None:
                return None
            self._given = self._open.id
            return self._open

    def _news(self) -> bool:
        return bool(self._over) or (self._open is not None and self._open.id != self._given)

    def reply(self, action: Action, to: Prompt | int | None = None) -> None:
        """Answer the prompt that is open; `to`: only if it is this one, or has this id.

        Raises ScriptError for an action that does not fit; the prompt stays open.
        """
        wanted = to.id if isinstance(to, Prompt) else to
        with self._changed:
            asked = self._open if self._action is None else None
            if asked is None or wanted not in (None, asked.id):
                raise ScriptError("no such prompt is open; time may have been up")
            fault = asked.fault(action) or asked.beyond(action)
            if not fault and action.after:
                fault = "an answer comes when it comes; leave out after"
            if fault:
                raise ScriptError(fault)
            self._action = action
            self._changed.notify_all()

    def close(self, why: str = "the user has gone") -> None:
        """Nobody answers any more: whoever waits gets ScriptError with this reason."""
        with self._changed:
            self._over = self._over or why
            self._changed.notify_all()

    def _shown(self, prompt: Prompt) -> None:
        """A prompt is open."""

    def _gone(self, prompt: Prompt) -> None:
        """A prompt is open no more, and was not answered."""


class StreamUser(RemoteUser):
    """A user in another process, behind a pair of streams of bytes: pipes, or a socket's file.

    Neither stream is closed here, and Python closes none that a thread reads: the other side ends
    first. `close` ends the waiting alone.
    """

    def __init__(self, reader: LineStream, writer: Out, timeout: float = PATIENCE) -> None:
        super().__init__(timeout)
        self._refused = 0
        self._out: SimpleQueue[dict[str, Any] | None] = SimpleQueue()
        threading.Thread(target=self._read, args=(reader,), daemon=True).start()
        threading.Thread(target=self._write, args=(writer,), daemon=True).start()

    def _shown(self, prompt: Prompt) -> None:
        self._out.put({"prompt": prompt.to_json()})

    def _gone(self, prompt: Prompt) -> None:
        self._out.put({"gone": prompt.id})

    def close(self, why: str = "the user has gone") -> None:
        """Nobody answers any more: whoever waits gets ScriptError with this reason."""
        super().close(why)
        self._out.put(None)

    def _write(self, stream: Out) -> None:
        while (message := self._out.get()) is not None:
            try:
                stream.write(json.dumps(message).encode() + b"\n")
                stream.flush()
            except (OSError, ValueError, TypeError):  # broken, closed, a stream of text
                break
        self.close("the other side takes no more lines")

    def _read(self, stream: LineStream) -> None:
        while self._refused < MOST_REFUSED and (line := _line(stream)):
            number: object = None
            try:
                message = _object(line)
                number = message.get("answer")
                if not isinstance(number, int) or isinstance(number, bool):
                    raise InputError("expected the id of a prompt", place="answer")
                self.reply(Action.from_json(message.get("action")), number)
            except MediaglotError as error:
                self._refused += 1
                self._out.put({"refused": number, "why": str(error)})
        ended = self._refused < MOST_REFUSED
        self.close("the other side has gone" if ended else "no answer of the other side fits")


def answering(user: User, reader: LineStream, writer: Out) -> None:
    """The far end of a `StreamUser`: ask `user` at every prompt, until there are no more.

    Raises ScriptError for an answer that is refused, InputError for a line that is none of these.
    """
    while line := _line(reader):
        message = _object(line)
        if "refused" in message:
            raise ScriptError(str(message.get("why")))
        if "prompt" not in message:
            continue
        prompt = Prompt.from_json(message["prompt"])
        answer = {"answer": prompt.id, "action": user.answer(prompt).to_json()}
        with suppress(BrokenPipeError):
            writer.write(json.dumps(answer).encode() + b"\n")
            writer.flush()


def _line(stream: LineStream) -> bytes:
    """The next line, one that is cut off where it is too long; empty at the end."""
    try:
        line = stream.readline(MAX_LINE + 1)
        whole = line
        while len(whole) > MAX_LINE and not whole.endswith(b"\n"):  # the rest of it is nobody's
            whole = stream.readline(MAX_LINE + 1)
        return line
    except (OSError, ValueError):
        return b""


def _object(line: bytes) -> dict[str, Any]:
    if len(line) > MAX_LINE:
        raise InputError(f"a line of more than {MAX_LINE:,} bytes")
    try:
        message = json.loads(line)
    except (ValueError, RecursionError):
        raise InputError("expected a line of JSON") from None
    if not isinstance(message, dict):
        raise InputError(f"expected an object, got {shown(message)}")
    return message
