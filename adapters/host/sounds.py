"""A sound that a program plays, by the length of its real file and the device's clock."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from ...canonical.engine.faults import MediaError
from ...canonical.engine.sound import read_sound
from ...canonical.engine.sources import fetched, is_network
from ...canonical.vocabulary import Payload
from .live import Live

BEAT: Final = 0.25
"""Seconds between two tellings of how far a sound has come."""


class Sound(Live):
    """Plays, pauses, seeks, ends; what it plays is not heard."""

    error: ClassVar = "onAudioError"

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._data: Payload = {
            "source": "", "start": 0, "autoplay": False, "loop": False, "muted_by_switch": True,
            "volume": 1, "rate": 1,
        }  # fmt: skip
        self._duration: float | None = None
        self._at, self._since = 0.0, 0.0
        self._playing = self._gone = False
        self._wanted = False
        self._load = self._end = self._beat = 0

    def set(self, field: str, value: Any) -> None:
        """The program sets one of its data: a source is loaded."""
        moment = self._position()
        self._data[field] = value
        if field == "source":
            self._quiet()
            self._duration, self._at, self._wanted = None, 0.0, False
            self.alarms.cancel(self._load)
            if value:
                self._load = self.alarms.later(0, self._loaded)
        elif field == "rate" and self._playing:
            self._quiet()
            self._at = moment
            self._run()

    def state(self) -> Payload:
        """Its data now."""
        duration = self._duration or 0
        return {
            **self._data,
            "duration": duration,
            "position": round(self._position(), 3),
            "paused": not self._playing,
            "buffered": duration,
        }

    def act(self, canonical: str, values: Mapping[str, Any]) -> None:
        """Play, pause, stop, seek, destroy. Raises MediaError."""
        does = canonical.removesuffix("Audio")
        if self._gone:
            return
        if does == "play":
            self._play()
        elif does == "pause":
            if self._playing:
                self._quiet()
                self.tell("onAudioPause")
        elif does == "stop":
            self._quiet()
            self._at, self._wanted = 0.0, False
            self.tell("onAudioStop")
        elif does == "seek":
            self._seek(float(values.get("position") or 0))
        elif does == "destroy":
            self._quiet()
            self._gone = True
            self.alarms.cancel(self._load)

    def _play(self) -> None:
        self._wanted = True
        if self._duration is None:
            if not self._data["source"]:
                raise MediaError("load_failed", "there is no source")
            return  # it begins once it is loaded
        if not self._playing:
            self._run()
            self.world.event(self.api("playAudio").name, "played", source=self._data["source"])
            self.tell("onAudioPlay")

    def _seek(self, to: float) -> None:
        was = self._playing
        self._quiet()
        self._at = min(max(to, 0.0), self._duration or 0.0)
        self.tell("onAudioSeeking")
        self.tell("onAudioSeeked")
        if was:
            self._run()

    def _loaded(self) -> None:
        source = self._data["source"]
        try:
            if not isinstance(source, str):
                raise MediaError("load_failed", "the source is no address")
            if is_network(source, self.world):
                place = fetched(source, self.world).place
            else:
                place = self.host.storage.resolve(source)
            self._duration = round(read_sound(place).duration, 3)
        except MediaError as error:
            kind = "load_failed" if error.kind == "file_not_found" else error.kind
            self.fail(MediaError(kind, error.message))
            return
        start = self._data["start"]
        self._at = float(start) if isinstance(start, (int, float)) else 0.0
        self.tell("onAudioCanplay")
        if self._wanted or self._data["autoplay"] is True:
            self._play()

    def _run(self) -> None:
        self._playing, self._since = True, self.now()
        left = max((self._duration or 0.0) - self._at, 0.0) / self._rate()
        self._end = self.alarms.later(left, self._ended, forces=self._data["loop"] is not True)
        self._beat = self.alarms.later(BEAT, self._further, forces=False)

    def _quiet(self) -> None:
        self._at, self._playing = self._position(), False
        for number in (self._end, self._beat):
            self.alarms.cancel(number)

    def _further(self) -> None:
        self.tell("onAudioTimeUpdate")
        self._beat = self.alarms.later(BEAT, self._further, forces=False)

    def _ended(self) -> None:
        self._quiet()
        self._at = 0.0
        self._wanted = False
        if self._data["loop"] is True and self._duration:
            self._run()
            return
        self.tell("onAudioEnded")

    def _position(self) -> float:
        if not self._playing:
            return self._at
        return min(self._at + (self.now() - self._since) * self._rate(), self._duration or 0.0)

    def _rate(self) -> float:
        rate = self._data["rate"]
        known = isinstance(rate, (int, float)) and not isinstance(rate, bool) and rate > 0
        return float(rate) if known else 1.0
