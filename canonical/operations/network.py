"""Sending and fetching."""

from __future__ import annotations

from typing import Final

from .model import Field, Rows, anything, flag, number, path, text, texts, word

_op = Rows("network")
_REPLY: Final = {
    "data": anything("what the server said", nullable=True),
    "status": number("HTTP status"),
    "header": Field("object", doc="HTTP headers"),
}
_COMMON: Final = {
    "url": text("where to"),
    "header": Field("object", doc="HTTP headers"),
    "timeout": number("milliseconds", low=0),
}
_FASTER: Final = {
    "http2": flag("by HTTP/2", neutral=False),
    "quic": flag("by QUIC", neutral=False),
    "profile": anything("whether the reply tells how long things took"),
}
_HEADERS: Final = {"header": Field("object", doc="HTTP headers")}
_CONNECTION: Final = word("wifi", "2g", "3g", "4g", "5g", "unknown", "none")
_MESSAGE: Final = {"data": anything("text or bytes")}

OPERATIONS: Final = (
    _op(
        "request",
        "Talks to a server.",
        {
            **_COMMON,
            **_FASTER,
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
            "data_type": word(
                "json",
                "json_or_text",
                "text",
                doc="what is not JSON fails, stays a text; nothing is parsed",
            ),
            "response_type": word(
                "text", "arraybuffer", "base64", doc="what the answer comes as", neutral="text"
            ),
            "cookies": flag("cookies are kept and sent", neutral=False),
            "cache": flag("answers may come from a cache", neutral=False),
            "chunked": flag("the answer comes in pieces", neutral=False),
            "cellular": flag("by the mobile network, even with wifi", neutral=False),
            "redirect": word("follow", "manual", doc="who follows a redirection", neutral="follow"),
            "http_dns": flag("names are resolved by a service", neutral=False),
        },
        {**_REPLY, "cookies": anything("the cookies set")},
        gives="request_task",
    ),
    _op(
        "downloadFile",
        "Fetches a file.",
        {**_COMMON, **_FASTER, "file": path("where to put it")},
        {
            "path": path("the temporary file"),
            "kept": path("the file, where a place was asked for"),
            "status": number("HTTP status"),
            "header": Field("object", doc="HTTP headers"),
        },
        gives="download_task",
    ),
    _op(
        "uploadFile",
        "Sends a file.",
        {
            **_COMMON,
            **_FASTER,
            "file": path("the file"),
            "name": text("the field it is sent in"),
            "form": Field("object", doc="further fields"),
            "file_kind": word("image", "video", "audio", doc="what the file is"),
            "hide_loading": flag("nothing shows that it is going on", neutral=True),
        },
        _REPLY,
        gives="upload_task",
    ),
    *(
        item
        for task, doc, what in (
            ("request", "The headers of an answer have come.", "Request"),
            ("download", "The headers of a file have come.", "Download"),
            ("upload", "The headers of the answer to a file have come.", "Upload"),
        )
        for item in _op.pair(f"{what}Headers", doc, _HEADERS, receiver=f"{task}_task")
    ),
    *_op.pair(
        "DownloadProgress",
        "More of a file has come.",
        {
            "progress": number("percent"),
            "written": number("bytes so far"),
            "total": number("bytes in all"),
        },
        receiver="download_task",
    ),
    *_op.pair(
        "UploadProgress",
        "More of a file is sent.",
        {
            "progress": number("percent"),
            "sent": number("bytes so far"),
            "total": number("bytes in all"),
        },
        receiver="upload_task",
    ),
    _op(
        "connectSocket",
        "Opens a connection for messages both ways.",
        {
            **_COMMON,
            "protocols": texts("sub-protocols"),
            "data": anything("what is sent with it"),
            "multiple": flag("the call returns a task of its own connection", neutral=True),
            "no_delay": flag("TCP_NODELAY", neutral=False),
            "deflate": flag("messages are compressed", neutral=False),
            "cellular": flag("by the mobile network, even with wifi", neutral=False),
        },
        gives="socket_task",
        given_by="multiple",
    ),
    _op("sendSocketMessage", "Sends a message.", _MESSAGE),
    _op(
        "closeSocket",
        "Ends a connection.",
        {"code": number("why, 1000: all is well"), "reason": text("why")},
    ),
    *_op.pair("SocketOpen", "A connection is open.", _HEADERS),
    *_op.pair("SocketMessage", "A message has come.", _MESSAGE),
    *_op.pair(
        "SocketClose", "A connection has ended.", {"code": number("why"), "reason": text("why")}
    ),
    *_op.pair("SocketError", "A connection failed.", fails=True),
    _op(
        "getNetworkType",
        "Tells what the device is connected by.",
        None,
        {
            "type": _CONNECTION,
            "available": Field("boolean", doc="whether there is a network"),
            "signal": Field("number", low=-1000, doc="strength in dBm"),
            "weak": Field("boolean", doc="whether the network is weak"),
            "proxied": Field("boolean", doc="whether there is a proxy"),
        },
    ),
    *_op.pair(
        "NetworkStatusChange",
        "The network comes, goes or changes.",
        {
            "connected": Field("boolean", doc="whether there is a network"),
            "type": _CONNECTION,
        },
    ),
)
