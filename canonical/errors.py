"""The closed list of failure kinds, the canonical failure, and the errors this package raises."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable, Mapping
from typing import Any, Final

import attrs

KINDS: Final[dict[str, str]] = {
    "cancelled": "the user closed the sheet or the picker",
    "auth_denied": "the user refused the permission; the dialog may appear again",
    "auth_denied_forever": "the user refused for good; only the settings page helps",
    "system_permission": "the operating system has not granted the permission to the client",
    "api_unsupported": "this client does not have the API",
    "api_forbidden": "the app may not call the API (authentication, organisation, no right)",
    "policy_blocked": "the organisation's security policy blocked it",
    "param_invalid": "an option is missing, of the wrong type or out of range",
    "file_not_found": "the file does not exist",
    "file_permission": "the file may not be read or written",
    "format_unsupported": "the format of the file is not supported",
    "load_failed": "the file could not be fetched or decoded",
    "compress_failed": "compression failed",
    "save_failed": "saving failed",
    "storage_full": "no room: quota or album full",
    "too_long": "the video is longer than allowed",
    "empty": "the file is empty",
    "resource_busy": "camera or recorder is taken by something of higher priority",
    "rate_limited": "too many calls",
    "background": "not callable while the app is in the background",
    "privacy_undeclared": "the API is not declared in the app's privacy agreement",
    "timeout": "it took too long",
    "network": "the network failed",
    "internal": "the client failed inside",
    "unknown": "the profile does not know this code or message",
}
"""Failure kinds and what each means."""

FALLBACK: Final[dict[str, str]] = {
    "auth_denied_forever": "auth_denied",
    "storage_full": "save_failed",
}
"""The nearest kind to fall back on where a vendor has no code for one. Always a reported loss."""


@attrs.frozen(kw_only=True)
class Failure:
    """A failed call: its canonical kind beside the vendor's own words.

    ``code`` and ``message`` are untouched words of ``vendor`` (a profile id; ``None``: made by
    the engine); ``detail`` is a finer cause; ``extra`` holds the reply's other fields.
    """

    api: str
    kind: str
    code: int | str | None = None
    message: str | None = None
    vendor: str | None = None
    detail: str = ""
    extra: Mapping[str, Any] = attrs.field(factory=dict, hash=False)


MAX_LISTED: Final = 30
"""Words in the list at the end of an error."""
MAX_NAME: Final = 255
"""Characters in one name of a path."""


class MediaglotError(Exception):
    """Base of every error this package raises on purpose. ``str(error)`` is one clear line."""

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (type(self), self.args, self.__dict__)


def _again(kind: type[BaseException], args: tuple[Any, ...], state: Mapping[str, Any]) -> Any:
    """An error out of its pickle or its copy, whatever its ``__init__`` takes."""
    error = kind.__new__(kind, *args)
    error.__dict__.update(state)
    return error


class InputError(MediaglotError, ValueError):
    """Input that cannot be used: what was found, where, and what was expected.

    ``place`` is the field (``chooseImage.count``), file position or option it is about.
    """

    def __init__(self, message: str, *, place: str = "") -> None:
        super().__init__(f"{place}: {message}" if place else message)
        self.place = place
        self.reason = message


class LossError(MediaglotError):
    """Raised by ``Translation.raise_for_loss()``; ``diagnostics`` are the ones that count."""

    def __init__(self, message: str, diagnostics: tuple[Any, ...]) -> None:
        super().__init__(message)
        self.diagnostics = diagnostics


def nearest(word: str, words: Iterable[str], most: int = 3) -> list[str]:
    """The words most like a misspelt one, best first, case ignored."""
    known = list(words)
    by_fold = {name.casefold(): name for name in known}
    hits = difflib.get_close_matches(word[:100].casefold(), list(by_fold), n=most, cutoff=0.6)
    return [by_fold[hit] for hit in hits]


def did_you_mean(word: str, words: Iterable[str], what: str) -> str:
    """The end of an error sentence: a suggestion, or the list of what is known."""
    known = sorted(words)
    listed = ", ".join(known[:MAX_LISTED]) + (" …" if len(known) > MAX_LISTED else "")
    close = nearest(word, known)
    if close:
        return f"did you mean {' or '.join(repr(name) for name in close)}?"
    return f"known {what}: {listed}"


def quoted(word: str, most: int = 60) -> str:
    """A word as it may stand in a message: in quotes, never long."""
    return repr(word if len(word) <= most else word[:most] + "…")


def shown(value: Any, most: int = 60) -> str:
    """A value as it may stand in a message: short, printable, never huge."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        text = value if len(value) <= most else value[:most] + "…"
        return "the string " + ascii(text).replace("'", '"', 1)[:-1] + '"'
    if isinstance(value, (int, float)):
        text = repr(value) if not isinstance(value, int) or abs(value) < 10**20 else "a huge number"
        return text
    if isinstance(value, Mapping):
        return "an object"
    if isinstance(value, (list, tuple, set, frozenset)):
        return "an array"
    return f"a value of type {type(value).__name__}"


def wrong(wanted: str, value: Any, *, place: str = "") -> InputError:
    """The error for a value that is not what was wanted at all."""
    return InputError(f"expected {wanted}, got {shown(value)}", place=place)


def checked_path(value: object, wanted: str = "the path of a file") -> str | os.PathLike[str]:
    """A path as it was given; raises `InputError` for anything that can be none."""
    if not isinstance(value, (str, os.PathLike)) or not isinstance(os.fspath(value), str):
        raise wrong(wanted, value)
    text = os.fspath(value)
    if any(len(part) > MAX_NAME for part in text.replace("\\", "/").split("/")):
        raise InputError(f"a name of more than {MAX_NAME} characters", place=text[:40] + "…")
    return value
