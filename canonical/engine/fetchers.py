"""Where files of the network come from: nowhere by default, or from files given for addresses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from attrs import field, frozen

from ..errors import InputError
from ..values import Value
from .faults import MediaError


@frozen(eq=False, repr=False)
class WebAnswer(Value):
    """What a server says. `status`: of HTTP. `cut`: bytes after which the connection breaks, of
    what is sent or, where nothing is, of the body."""

    body: bytes = b""
    status: int = 200
    header: Mapping[str, str] = field(factory=dict[str, str])
    cut: int | None = None


Fetcher = Callable[[str, Mapping[str, str]], "bytes | WebAnswer"]
"""Address and headers -> the bytes there, or the whole answer. Raises MediaError."""

NO_NETWORK: Final = "the device has no network: give it network=, or the file for an address"
"""What a run without one is told beside the client's own failure."""


def answer_of(found: bytes | WebAnswer) -> WebAnswer:
    """What a fetcher gave, as an answer."""
    return found if isinstance(found, WebAnswer) else WebAnswer(found)


def no_network(_url: str, _headers: Mapping[str, str]) -> bytes:
    """The default fetcher: there is no network. Always raises MediaError."""
    raise MediaError("network", "no network")


def canned(files: Mapping[str, bytes | Path | str | WebAnswer]) -> Fetcher:
    """A fetcher that knows these addresses only; values are bytes, paths of files, or answers.

    Raises InputError for a path where there is no file.
    """
    for url, found in files.items():
        if not isinstance(found, (bytes, WebAnswer)) and not Path(found).is_file():
            raise InputError(f"there is no file {found}", place=url)

    def fetch(url: str, _headers: Mapping[str, str]) -> bytes | WebAnswer:
        found = files.get(url.partition("#")[0])
        if found is None:
            raise MediaError("network", "nothing answers at that address")
        return found if isinstance(found, (bytes, WebAnswer)) else Path(found).read_bytes()

    return fetch
