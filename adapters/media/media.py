"""The canonical media API as one object, whichever vendor is behind it."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, BinaryIO, Literal, Self, cast

from ...canonical import requests, results, shapes
from ...canonical.convert import CONVERSIONS
from ...canonical.diagnostics import LOSSLESS, Diagnostic, Translation
from ...canonical.engine.faults import MediaError
from ...canonical.errors import LossError, MediaglotError
from ...canonical.failures import Failure
from ...canonical.recipes import OPTIONS, SAVED_BY, SHOWN
from ...canonical.vocabulary import Payload
from ..host.host import BaseHost
from ..host.reply import Reply
from ..messages.fields import request_of
from ..messages.result import back
from ..messages.translate import read_result, write_request
from .recipes import (
    after,
    before,
    filled,
    in_rounds,
    joined,
    kind_wanted,
    of_files,
    settled,
    unchanged,
)

Loss = Literal["error", "warn", "ignore"]


class MediaFailed(MediaglotError):
    """The call failed on its client; `failure` says how, `reply` is the vendor's own."""

    def __init__(self, reply: Reply) -> None:
        failure = cast("Failure", reply.failure)
        super().__init__(f"{reply.api}: {failure.kind}: {dict(reply.value)}")
        self.failure = failure
        self.reply = reply


class LossWarning(UserWarning):
    """Part of a request has no equivalent on the client behind the API."""


class Media:
    """`media.choose_image(count=3, sources={"album"})` on any vendor.

    Fields and results are the canonical ones. What the vendor behind it cannot do is treated by
    `loss`: `error` raises LossError, `warn` warns, `ignore` goes on; `diagnostics` has it all.
    Failures raise MediaFailed. `fill`: what the vendor's reply leaves out, and the file itself
    tells, is part of the result.
    """

    def __init__(self, host: BaseHost, *, loss: Loss = "warn", fill: bool = True) -> None:
        self.host = host
        self.loss = loss
        self.fill = fill
        self.diagnostics: list[Diagnostic] = []

    def choose_image(self, **fields: Any) -> results.ChooseImageResult:
        """Pick pictures or take one: count, sources, sizes, camera, save_to_album."""
        return cast("results.ChooseImageResult", self.perform("chooseImage", fields))

    def choose_media(self, **fields: Any) -> results.ChooseMediaResult:
        """Pick pictures or videos: media, count, sources, sizes, max_duration, camera, …"""
        return cast("results.ChooseMediaResult", self.perform("chooseMedia", fields))

    def choose_video(self, **fields: Any) -> results.ChooseVideoResult:
        """Pick or record a video: sources, compressed, max_duration, camera."""
        return cast("results.ChooseVideoResult", self.perform("chooseVideo", fields))

    def choose_message_file(self, **fields: Any) -> results.ChooseMessageFileResult:
        """Pick files: count, type, extensions, system_picker."""
        return cast("results.ChooseMessageFileResult", self.perform("chooseMessageFile", fields))

    def compress_image(self, **fields: Any) -> results.CompressImageResult:
        """Compress pictures: srcs, quality, width, height, max_width, max_height."""
        return cast("results.CompressImageResult", self.perform("compressImage", fields))

    def compress_video(self, **fields: Any) -> results.CompressVideoResult:
        """Compress a video: src, quality, bitrate, fps, resolution."""
        return cast("results.CompressVideoResult", self.perform("compressVideo", fields))

    def get_image_info(self, **fields: Any) -> results.GetImageInfoResult:
        """Size, orientation and format of a picture: src."""
        return cast("results.GetImageInfoResult", self.perform("getImageInfo", fields))

    def get_video_info(self, **fields: Any) -> results.GetVideoInfoResult:
        """Size, length and format of a video: src."""
        return cast("results.GetVideoInfoResult", self.perform("getVideoInfo", fields))

    def get_file_info(self, **fields: Any) -> results.GetFileInfoResult:
        """Size and digest of a file: file, digest."""
        return cast("results.GetFileInfoResult", self.perform("getFileInfo", fields))

    def preview_image(self, **fields: Any) -> results.PreviewImageResult:
        """Show pictures: urls, current (a 0-based index), show_menu."""
        return cast("results.PreviewImageResult", self.perform("previewImage", fields))

    def preview_media(self, **fields: Any) -> results.PreviewMediaResult:
        """Show pictures and videos: sources, current."""
        return cast("results.PreviewMediaResult", self.perform("previewMedia", fields))

    def save_image_to_photos_album(self, **fields: Any) -> results.SaveImageToPhotosAlbumResult:
        """Copy a picture into the system album: file."""
        found = self.perform("saveImageToPhotosAlbum", fields)
        return cast("results.SaveImageToPhotosAlbumResult", found)

    def save_video_to_photos_album(self, **fields: Any) -> results.SaveVideoToPhotosAlbumResult:
        """Copy a video into the system album: file."""
        found = self.perform("saveVideoToPhotosAlbum", fields)
        return cast("results.SaveVideoToPhotosAlbumResult", found)

    def save_file(self, **fields: Any) -> results.SaveFileResult:
        """Move a temporary file to where it stays: temp_file, file."""
        return cast("results.SaveFileResult", self.perform("saveFile", fields))

    def edit_image(self, **fields: Any) -> results.EditImageResult:
        """Open the client's editor: src."""
        return cast("results.EditImageResult", self.perform("editImage", fields))

    def crop_image(self, **fields: Any) -> results.CropImageResult:
        """Open the client's cropper: src, scale."""
        return cast("results.CropImageResult", self.perform("cropImage", fields))

    def open(self, path: str) -> BinaryIO:
        """The file behind a path that a result gave."""
        return self.host.open(path)

    def perform(self, api: str, fields: Mapping[str, Any]) -> results.Result:
        """Do what a canonical API asks for; any of the methods above by its name.

        Raises InputError for an unknown API or field, LossError by the policy, MediaFailed.
        """
        request = request_of(api, fields)
        written = self._written(request)
        self._weigh(request, written)
        try:
            ready = before(self.host, request, written.recipes)
        except MediaError as error:
            raise self._refused(api, written, error) from None
        result = self._made(
            ready, self._written(ready) if ready != request else written, written.recipes
        )
        try:
            return after(request, result, written.recipes, self._saved)
        except MediaError as error:
            raise self._refused(api, written, error) from None

    def _written(self, request: requests.Request) -> Translation[Payload | None]:
        return write_request(request, write=self.host.view.client, registry=self.host.registry)

    def _made(
        self,
        request: requests.Request,
        written: Translation[Payload | None],
        recipes: tuple[str, ...],
    ) -> results.Result:
        """The result of the call, or of those that stand for it."""
        api = request.api
        if "loop_until_count" in recipes and written.value is not None:
            most = self.host.view.api(written.api).params[OPTIONS["loop_until_count"][0]].facts.max
            if most:
                return in_rounds(request, int(most), self._round)
        if written.value is not None:
            return self._called(request, written.api, written.value)
        if "return_source" in recipes:
            return unchanged(request)
        if "fan_out" in recipes:
            parts = [self._called(request, call.api, call.options) for call in written.calls]
            return joined(api, parts)
        if "media_by_kind" in recipes:
            kind = kind_wanted(self.host, api)
            call = written.calls[0 if kind == SHOWN["media_by_kind"][0] else -1]
            return self._called(request, call.api, call.options)
        why = next((d.message for d in written.diagnostics if d.severity == "error"), "")
        raise LossError(
            f"{api} cannot be done on {self.host.client}" + (f": {why}" if why else ""),
            written.diagnostics,
        )

    def _round(self, request: requests.Request) -> results.Result:
        written = self._written(request)
        return self._called(request, written.api, written.value or {})

    def _saved(self, path: str, kind: str) -> None:
        """Put a file into the album; where that fails, what was picked stays picked."""
        api = SAVED_BY.get(kind, SAVED_BY["image"])
        with suppress(MediaFailed):
            self.perform(api, dict.fromkeys(of_files(api), path))

    def _refused(
        self, api: str, written: Translation[Payload | None], error: MediaError
    ) -> MediaFailed:
        name = written.api or (written.calls[0].api if written.calls else api)
        return MediaFailed(self.host.refused(name, error))

    def _weigh(self, request: requests.Request, written: Translation[Payload | None]) -> None:
        found = settled(self.host, request, written.diagnostics, written.recipes)
        self.diagnostics.extend(found)
        lost = [item for item in found if item.loss not in LOSSLESS]
        if not lost or self.loss == "ignore":
            return
        lines = [f"{d.code} {d.place}: {d.message}" for d in lost]
        if self.loss == "error":
            text = f"{request.api} on {self.host.client}: {'; '.join(lines)}"
            raise LossError(text, tuple(lost))
        for line in lines:
            warnings.warn(f"{request.api} on {self.host.client}: {line}", LossWarning, stacklevel=4)

    def _called(
        self, request: requests.Request, called: str, options: Mapping[str, Any]
    ) -> results.Result:
        reply = self.host.settle(self.host.start(called, options))
        if not reply.ok:
            raise MediaFailed(reply)
        view = self.host.view
        found = read_result(called, reply.value, read=view.client, registry=self.host.registry)
        plain = results.to_plain(found.value)
        if self.fill:
            emulate = view.api(called).facts.emulate
            plain = filled(self.host, emulate, request, plain)
        if found.api != request.api:
            plain = back(CONVERSIONS[request.api][found.api], plain)
        return shapes.result_of(request.api, plain)

    def close(self) -> None:
        """Remove the host's files."""
        self.host.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *rest: object) -> None:
        self.host.__exit__(kind, *rest)
