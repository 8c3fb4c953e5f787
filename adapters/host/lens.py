"""The camera of a page, as one client's program drives it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ...canonical.engine.chosen import thumbnail_of
from ...canonical.engine.codec import CompressRule, compress_image, write_png
from ...canonical.engine.faults import MediaError
from ...canonical.engine.prompts import Prompt
from ...canonical.vocabulary import Payload
from .live import Live

_QUALITY: Final = {"normal": 80, "low": 50}
"""Of a JPEG; what is not here is as the camera gives it. No client documents it: assumed."""


class PageCamera(Live):
    """Takes real pictures and videos; the user's script says of what (`shoots`, `records`)."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._begun: float | None = None
        self._scene: str | None = None
        self._over = 0

    def asked(self, canonical: str, values: Mapping[str, Any]) -> Payload:
        """A photo, the beginning and the end of a video, a zoom. Raises MediaError."""
        if "id" in self.it.view.apis["createCameraContext"].params and self._nameless():
            raise MediaError("not_found", "the context has no id of a camera")
        if canonical == "takePhoto":
            return self._photo(values)
        if canonical == "startCameraRecord":
            return self._begin(values)
        if canonical == "stopCameraRecord":
            return self._stopped()
        if canonical == "setCameraZoom":
            return {"zoom": values.get("zoom")}
        return super().asked(canonical, values)

    def _nameless(self) -> bool:
        param = self.it.view.apis["createCameraContext"].params["id"]
        return bool(param.facts.required) and not self.options.get("id")

    def _consents(self, canonical: str) -> None:
        api = self.api(canonical)
        self.world.ask(api.name, tuple(api.engine.get("scopes", ())))

    def _photo(self, values: Mapping[str, Any]) -> Payload:
        api = self.api("takePhoto")
        self._consents("takePhoto")
        prompt = Prompt("camera", api.name, "the camera of the page", ("shoots",))
        action = self.world.put(prompt)
        name = action.names[0] if action.names else None
        storage, device = self.host.storage, self.host.device
        place = storage.scratch()
        device.camera.shoot(place, "back", device.clock.now(), name)
        quality = _QUALITY.get(str(values.get("quality") or "normal"))
        if quality is not None:
            smaller = storage.scratch()
            compress_image(place, smaller, quality=quality, rule=CompressRule())
            place = smaller
        if api.engine.get("by_os", {}).get(self.host.view.client.os or "") == "png":
            drawn = storage.scratch()
            write_png(place, drawn)
            place = drawn
        entry = storage.keep_temp(place)
        self.world.event(api.name, "taken", what="image", by=name or "camera")
        return {"path": entry.path}

    def _begin(self, values: Mapping[str, Any]) -> Payload:
        if self._begun is not None:
            raise MediaError("resource_busy", "it is recording")
        api = self.api("startCameraRecord")
        self._consents("startCameraRecord")
        most = float(values.get("timeout") or 30)
        limit = api.params["timeout"].facts.max
        if limit is not None and most > limit:
            raise MediaError("param_invalid", f"timeout is {limit:g} seconds at most")
        prompt = Prompt("camera", api.name, "the camera of the page", ("records",))
        action = self.world.put(prompt)
        self._scene = action.names[0] if action.names else None
        self._begun = self.now()
        self.alarms.waits = self._begun + action.number
        self._over = self.alarms.later(most, self._timed_out, forces=False)
        return {}

    def _stopped(self) -> Payload:
        if self._begun is None:
            raise MediaError("not_found", "nothing is recorded")
        return self._ended()

    def _ended(self) -> Payload:
        seconds = self.now() - (self._begun or 0.0)
        self._begun = None
        self.alarms.cancel(self._over)
        self.alarms.waits = 0.0
        storage = self.host.storage
        place = storage.scratch()
        self.host.device.camera.record(place, "back", seconds, self._scene)
        entry = storage.keep_temp(place)
        told: Payload = {"path": entry.path}
        self.world.event(self.api("stopCameraRecord").name, "recorded", seconds=round(seconds, 3))
        thumb = thumbnail_of(entry.place, self.world)
        if thumb is not None:
            told["thumbnail"] = storage.keep_temp(thumb).path
        return told

    def _timed_out(self) -> None:
        """The client ends a video whose time is up: what the program gave to hear of it does."""
        try:
            with self.host.storage.nothing_left():
                told = self._ended()
        except MediaError as error:
            self.world.event(self.api("startCameraRecord").name, "failed", failure=error.kind)
            return
        self.it.objects.answer_as(self.number, "on_timeout", "stopCameraRecord", told)
