"""Where files of the network come from: nowhere by default, or from files given for addresses."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from attrs import field, frozen

from ..errors import InputError
from ..values import Value
from .faults import MediaError


@frozen(eq=False, repr=False)
class WebAnswer(Value):
    """What a server says. `status`: of HTTP. `cut`: bytes after which the connection breaks, of
    what is sent or, where nothing is, of the body. `delay`: seconds until it answers, on the
    device's clock."""

    body: bytes = b""
    status: int = 200
    header: Mapping[str, str] = field(factory=dict[str, str])
    cut: int | None = None
    delay: float = 0.0


@frozen(eq=False, repr=False)
class WebRequest(Value):
    """What a program asks of a server.

    `api`: the vendor's function that asks; empty for a file that another one needs. `data`: what is
    sent, as the program gave it. Of a file that is sent: `file`, its bytes; `name`, the field it is
    sent in; `form`, further fields.
    """

    url: str
    header: Mapping[str, str] = field(factory=dict[str, str])
    method: str = "GET"
    api: str = ""
    data: Any = None
    file: bytes | None = None
    name: str = ""
    form: Mapping[str, Any] = field(factory=dict[str, Any])

    def __repr__(self) -> str:
        sent = f", a file of {len(self.file):,} bytes" if self.file is not None else ""
        return f"<{self.method} {self.url}{sent}>"

    @property
    def json(self) -> Any:
        """What is sent, where it is a value or a text of JSON. Raises ValueError for a text that
        is none."""
        return json.loads(self.data) if isinstance(self.data, (str, bytes)) else self.data


Fetcher = Callable[[str, Mapping[str, str]], "bytes | WebAnswer"]
"""Address and headers -> the bytes there, or the whole answer. Raises MediaError. One that has a
method `answer` is given the whole request instead; one with a true `offline` is no network."""

NO_NETWORK: Final = "the device has no network: give it network=, or the file for an address"
"""What a run without one is told beside the client's own failure."""


def asked(fetch: Fetcher, request: WebRequest) -> bytes | WebAnswer:
    """What a fetcher gives for a request. Raises MediaError."""
    whole: Callable[[WebRequest], bytes | WebAnswer] | None = getattr(fetch, "answer", None)
    return fetch(request.url, request.header) if whole is None else whole(request)


def is_offline(fetch: Fetcher) -> bool:
    """Whether a fetcher stands for a device without a network."""
    return fetch is no_network or bool(getattr(fetch, "offline", False))


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
