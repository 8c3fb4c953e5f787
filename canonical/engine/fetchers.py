"""Where files of the network come from: nowhere by default, or from files given for addresses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from ..errors import InputError
from .faults import MediaError

Fetcher = Callable[[str, Mapping[str, str]], bytes]
"""Address and headers -> the bytes there. Raises MediaError."""

NO_NETWORK: Final = "the device has no network: give it network=, or the file for an address"
"""What a run without one is told beside the client's own failure."""


def no_network(_url: str, _headers: Mapping[str, str]) -> bytes:
    """The default fetcher: there is no network. Always raises MediaError."""
    raise MediaError("network", "no network")


def canned(files: Mapping[str, bytes | Path | str]) -> Fetcher:
    """A fetcher that knows these addresses only; values are bytes or paths of files.

    Raises InputError for a path where there is no file.
    """
    for url, found in files.items():
        if not isinstance(found, bytes) and not Path(found).is_file():
            raise InputError(f"there is no file {found}", place=url)

    def fetch(url: str, _headers: Mapping[str, str]) -> bytes:
        found = files.get(url.partition("#")[0])
        if found is None:
            raise MediaError("network", "nothing answers at that address")
        return found if isinstance(found, bytes) else Path(found).read_bytes()

    return fetch
