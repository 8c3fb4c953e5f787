"""The closed list of failure kinds, and the canonical failure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import attrs

from .values import Value

KINDS: Final[dict[str, str]] = {
    "cancelled": "the user closed the sheet or the picker",
    "auth_denied": "the user refused the permission; the dialog may appear again",
    "auth_denied_forever": "the user refused for good; only the settings page helps",
    "system_permission": "the operating system has not granted the permission to the client",
    "api_unsupported": "this client does not have the API",
    "api_forbidden": "the app may not call the API (authentication, organisation, no right)",
    "policy_blocked": "the organisation's security policy blocked it",
    "param_invalid": "an option is missing, of the wrong type or out of range",
    "not_found": "nothing is there under that name: a key, a page",
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
    "aborted": "the program ended the call itself",
    "timeout": "it took too long",
    "network": "the network failed",
    "internal": "the client failed inside",
    "unknown": "the profile does not know this code or message",
}
"""Failure kinds and what each means."""

DENIALS: Final = frozenset({"auth_denied", "auth_denied_forever", "system_permission"})
"""Kinds that say: it is not permitted, by the user or by the system."""

FALLBACK: Final[dict[str, str]] = {
    "auth_denied_forever": "auth_denied",
    "storage_full": "save_failed",
}
"""The nearest kind to fall back on where a vendor has no code for one. Always a reported loss."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Failure(Value):
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
