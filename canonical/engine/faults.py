"""The one exception the engine raises when a media operation cannot be done."""

from __future__ import annotations

from ..errors import MediaglotError


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
