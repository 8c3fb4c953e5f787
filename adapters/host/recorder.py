"""A recorder of sound, as one client's program drives it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from ...canonical.engine.faults import MediaError
from ...canonical.engine.prompts import Prompt
from ...canonical.engine.sound import Recorded
from .live import Live

BITS: Final = 48_000
"""Bits a second where neither the program nor a profile says how many."""


class Recorder(Live):
    """Records what the microphone hears, in files of the format, rate and length asked for.

    The user's script says how long it is let run before anything else is done (`records`), or when
    something else takes the microphone (`is_interrupted`); a program may end it earlier, and the
    client does at its own limit.
    """

    single: ClassVar = True
    error: ClassVar = "onRecorderError"

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._state = "idle"
        self._how = Recorded()
        self._name: str | None = None
        self._before, self._since = 0.0, 0.0
        self._most = 0.0
        self._end = self._piece = self._interruption = 0
        self._pieces: list[bytes] = []
        self._each = 0.0

    def act(self, canonical: str, values: Mapping[str, Any]) -> None:
        """Start, pause, resume, stop. Raises MediaError."""
        does = canonical.removesuffix("Recorder")
        if does == "start":
            self._start(values)
        elif does == "pause":
            self._want("running", "nothing is recorded")
            self._pause()
        elif does == "resume":
            self._want("paused", "no recording pauses")
            self._go()
            self.tell("onRecorderResume")
        elif does == "stop":
            if self._state == "idle":
                raise MediaError("internal", "nothing is recorded")
            self._stop()

    def _want(self, state: str, text: str) -> None:
        if self._state != state:
            raise MediaError("internal", text)

    def _start(self, values: Mapping[str, Any]) -> None:
        if self._state != "idle":
            raise MediaError("resource_busy", "it is recording")
        name = self.api("startRecorder").name
        self._how = self._recorded(values)
        self.world.ask(name, ("microphone",))
        what = "a recording of sound"
        action = self.world.put(Prompt("sound", name, what, ("records", "is_interrupted")))
        self._name = action.names[0] if action.names else None
        if self._name is not None:
            self.host.device.microphone.sound(self._name)
        self._most = float(values.get("duration") or 60_000) / 1000
        self._before = 0.0
        self.world.event(name, "recording", format=self._how.format)
        self._divide(values, action.number)
        self._go()
        self.tell("onRecorderStart")
        self.alarms.waits = self.now() + action.number
        if action.kind == "is_interrupted":
            self._interruption = self.alarms.later(action.number, self._interrupted, forces=False)

    def _recorded(self, values: Mapping[str, Any]) -> Recorded:
        """The format, rate, channels and bits of a recording. Raises MediaError for what this
        client does not take."""
        api = self.api("startRecorder")
        wanted = values.get("format") or "aac"
        facts = api.params["format"].facts if "format" in api.params else None
        if facts is not None and wanted in facts.not_honoured and facts.default:
            wanted = str(facts.default)
        rate = int(values.get("sample_rate") or 8000)
        bits = int(values.get("bits_per_second") or BITS)
        rates = api.params["sample_rate"].facts.steps
        if rates and rate not in rates:
            raise MediaError("param_invalid", f"{rate} is no sample rate of this client")
        for row in api.engine.get("bit_rates", ()):
            if row[0] == rate and not row[1] <= bits <= row[2]:
                text = f"at {rate} Hz it takes {row[1]} to {row[2]} bits a second, not {bits}"
                raise MediaError("param_invalid", text)
        for key in ("duration", "channels"):
            param, value = api.params[key].facts, values.get(key)
            if value is not None and (
                (param.max is not None and value > param.max)
                or (param.min is not None and value < param.min)
            ):
                raise MediaError("param_invalid", f"{key} {value} is out of range")
        return Recorded(str(wanted), rate, int(values.get("channels") or 1), bits)

    def _divide(self, values: Mapping[str, Any], seconds: float) -> None:
        """The pieces that listeners hear while it is recorded, where the client has them."""
        self._pieces = []
        size = int(float(values.get("frame_size") or 0) * 1024)
        framed = self.api("startRecorder").engine.get("framed", ())
        if size <= 0 or self._how.format not in framed:
            return
        length = min(seconds, self._most)
        data = self.host.device.microphone.record(length, self._how, self._name)
        self._pieces = [data[at : at + size] for at in range(0, len(data), size)]
        self._each = length / max(len(data) / size, 1)

    def _go(self) -> None:
        self._state, self._since = "running", self.now()
        left = self._most - self._before
        self._end = self.alarms.later(left, self._stop, forces=False)
        if self._pieces:
            self._piece = self.alarms.later(self._each, self._next_piece, forces=False)

    def _next_piece(self) -> None:
        if len(self._pieces) > 1:
            self.tell("onRecorderFrame", {"data": self._pieces.pop(0), "last": False})
            self._piece = self.alarms.later(self._each, self._next_piece, forces=False)

    def _halt(self) -> None:
        if self._state == "running":
            self._before += self.now() - self._since
        for number in (self._end, self._piece):
            self.alarms.cancel(number)

    def _pause(self) -> None:
        self._halt()
        self._state = "paused"
        self.tell("onRecorderPause")

    def _stop(self) -> None:
        self._halt()
        self._state = "idle"
        self.alarms.cancel(self._interruption)
        self.alarms.waits = 0.0
        seconds = min(self._before, self._most)
        api = self.api("startRecorder")
        if seconds * 1000 < api.engine.get("shortest", 0):
            self.fail(MediaError("empty", "the recording is too short"))
            return
        try:
            data = self.host.device.microphone.record(seconds, self._how, self._name)
            entry = self.host.storage.put_temp(data)
        except MediaError as error:
            self.fail(error)
            return
        if self._pieces:
            self.tell("onRecorderFrame", {"data": self._pieces.pop(0), "last": True})
        seconds = round(seconds, 3)
        self.world.event(api.name, "recorded", seconds=seconds)
        told = {"path": entry.path, "duration": round(seconds * 1000), "size": entry.size}
        self.tell("onRecorderStop", told)

    def _interrupted(self) -> None:
        """Something else takes the microphone."""
        if self._state != "running":
            return
        self.world.event(self.api("startRecorder").name, "interrupted")
        if self.has("onRecorderInterruptionBegin"):
            self.tell("onRecorderInterruptionBegin")
            self._pause()
            self.alarms.waits = self.now() + 1
            self.alarms.later(1, lambda: self.tell("onRecorderInterruptionEnd"))
            return
        self._halt()
        self._state = "idle"
        self.fail(MediaError("resource_busy", "interrupted", detail="interrupted"))
