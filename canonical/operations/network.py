"""Sending and fetching."""

from __future__ import annotations

from typing import Final

from .model import Rows, anything, number, path, text, word

_op = Rows("network")
_REPLY: Final = {
    "data": anything("what the server said"),
    "status": number("HTTP status"),
    "header": anything("HTTP headers"),
}
_COMMON: Final = {
    "url": text("where to"),
    "header": anything("HTTP headers"),
    "timeout": number("milliseconds", low=0),
}

OPERATIONS: Final = (
    _op(
        "request",
        "Talks to a server.",
        {
            **_COMMON,
            "data": anything("what is sent"),
            "method": word(
                "OPTIONS",
                "GET",
                "HEAD",
                "POST",
                "PUT",
                "DELETE",
                "TRACE",
                "CONNECT",
                "PATCH",
                doc="the HTTP method",
            ),
            "data_type": text("json: the answer is parsed"),
            "response_type": word("text", "arraybuffer", doc="what the answer comes as"),
        },
        {**_REPLY, "cookies": anything("the cookies set")},
        gives="task",
    ),
    _op(
        "downloadFile",
        "Fetches a file.",
        {**_COMMON, "file": path("where to put it")},
        {
            "path": path("the temporary file"),
            "kept": path("the file, where a place was asked for"),
            "status": number("HTTP status"),
            "header": anything("HTTP headers"),
        },
        gives="task",
    ),
    _op(
        "uploadFile",
        "Sends a file.",
        {
            **_COMMON,
            "file": path("the file"),
            "name": text("the field it is sent in"),
            "form": anything("further fields"),
            "file_kind": word("image", "video", "audio", doc="what the file is"),
        },
        _REPLY,
        gives="task",
    ),
    _op(
        "getNetworkType",
        "Tells what the device is connected by.",
        None,
        {
            "type": word("wifi", "2g", "3g", "4g", "5g", "unknown", "none"),
            "available": anything("whether there is a network"),
        },
    ),
    *_op.pair(
        "NetworkStatusChange",
        "The network comes, goes or changes.",
        {
            "connected": anything("whether there is a network"),
            "type": word("wifi", "2g", "3g", "4g", "5g", "unknown", "none"),
        },
    ),
)
