"""The one exception the engine raises when a media operation cannot be done."""

from __future__ import annotations

import errno
import os
from typing import Final

from ..errors import MediaglotError

NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""Numbers of the system's errors that mean that nothing more can be written."""


class MediaError(MediaglotError):
    """A media operation failed for a reason a client would report.

    `kind` is one of the canonical error kinds (`file_not_found`, `format_unsupported`, ...),
    `detail` an optional finer word inside the kind, `code` a vendor code that the caller's
    rules prescribe for exactly this case.
    """

    def __init__(
        self, kind: str, message: str, *, detail: str | None = None, code: int | None = None
    ) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.detail = detail
        self.code = code

    def __repr__(self) -> str:
        return f"MediaError({self.kind!r}, {self.message!r})"


class ExtraMissing(MediaError):
    """An optional library is needed and not installed: the machine's lack, not the client's."""

    def __init__(self, message: str) -> None:
        super().__init__("format_unsupported", message, detail="extra_missing")


def truncated(what: str) -> MediaError:
    """The fault of a file that ends inside `what`."""
    return MediaError("load_failed", f"the file ends inside {what}", detail="truncated")


def broken(what: str) -> MediaError:
    """The fault of a file whose content contradicts its format."""
    return MediaError("load_failed", what, detail="broken")


def unsupported(what: str) -> MediaError:
    """The fault of a file in a format that is not read here."""
    return MediaError("format_unsupported", what)


def camera_raw(name: str) -> MediaError:
    """The fault of what a camera stored before it is a picture."""
    of_maker = "" if name == "raw" else f" ({name})"
    return MediaError(
        "format_unsupported",
        f"the file is a camera RAW{of_maker}: no source says what a client does with one",
        detail="camera_raw",
    )


def cause(error: BaseException, path: str | os.PathLike[str]) -> str:
    """What a library says of a file it cannot work with, without this machine's names."""
    words = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return "its content is not what its head says" if os.fspath(path) in words else words


def of_system(error: OSError) -> MediaError:
    """The fault of a file that the system would not read or write, or that is gone meanwhile."""
    if error.errno in NO_ROOM:
        return MediaError("storage_full", "there is no room on the device")
    if isinstance(error, FileNotFoundError):
        return MediaError("file_not_found", "the file is gone")
    return MediaError("internal", f"the system refused: {error.strerror or type(error).__name__}")
