"""Replies for queries, ordinary and hostile, and what a query has to say of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from mediaglot.adapters.lines.stream import Bad, LineSettings, settled
from mediaglot.adapters.volume import sql
from mediaglot.adapters.volume.rows import COLUMNS, FILE, row

OURS = [name for name in COLUMNS if name not in sql.LEFT_OUT]

ORDINARY = [
    ("my", "chooseImage", {"tempFiles": [{"path": "a.jpg", "size": 7}]}),
    (
        "my",
        "chooseImage",
        {
            "tempFilePaths": ["图", "b"],
            "tempFiles": [{"size": 1, "path": "图"}, {"size": 2, "path": "b"}],
        },
    ),
    ("my", "chooseImage", {"error": 11}),
    ("my", "chooseImage", {"errorMessage": "用户取消", "error": 2001}),
    ("my", "chooseImage", {"errorMessage": "用户取消"}),
    ("wx", "chooseImage", {"errMsg": "chooseImage:fail cancel"}),
    ("wx", "chooseImage", {"errMsg": "chooseImage:fail auth deny", "errno": 103}),
    (
        "wx",
        "chooseMedia",
        {
            "tempFiles": [{"tempFilePath": "a", "fileType": "image", "size": 1}],
            "type": "image",
            "errMsg": "chooseMedia:ok",
        },
    ),
    (
        "wx",
        "getImageInfo",
        {
            "errMsg": "getImageInfo:ok",
            "width": 1,
            "height": 2,
            "path": "a",
            "orientation": "right",
            "type": "jpeg",
        },
    ),
    (
        "my",
        "getImageInfo",
        {"width": 1, "height": 2, "path": "a", "orientation": "lright-mirrored", "type": "jpg"},
    ),
    ("wx", "saveImageToPhotosAlbum", {"errMsg": "saveImageToPhotosAlbum:ok"}),
    ("tt", "chooseImage", {"errno": 1300001, "errMsg": "chooseImage:fail user cancel"}),
]


REPLY = '{"tempFiles":[{"path":"a","size":1}],"tempFilePaths":["a"]}'
HOSTILE = [
    "",
    " ",
    "{}",
    "[]",
    "null",
    "nope",
    "\ufeff" + REPLY,
    REPLY + " ",
    REPLY + "\n",
    REPLY + "\r",
    REPLY + "{}",
    REPLY[:-1],
    REPLY[:-1] + ",",
    REPLY[:-1] + ",}",
    REPLY.replace(",", ",,", 1),
    REPLY.replace('"tempFilePaths"', '"tempFiles"'),
    REPLY.replace('"tempFilePaths"', r'"temp\u0046iles"'),
    REPLY.replace('"size":1', '"size":1,"size":1'),
    REPLY.replace('"size":1', '"size":1,"path":"b"'),
    REPLY.replace('"path":"a"', '"path":"b"'),
    *(
        REPLY.replace('"size":1', f'"size":{size}')
        for size in (
            "NaN",
            "1e999",
            "99999999999999999999",
            "9223372036854775807",
            "999999999999999999",
            "-0",
            "01",
            "1.0",
            "1e2",
            "-1",
            '"1"',
            "null",
            "true",
            "[1]",
            "Infinity",
            "+1",
            "0x1",
        )
    ),
    *(
        REPLY.replace('"path":"a"', f'"path":{path}').replace('["a"]', f"[{path}]")
        for path in (
            '""',
            "1",
            "null",
            r'"\ud800"',
            r'"\ud83d\ude00"',
            r'"\u0000"',
            r'"\u0041"',
            r'"\x41"',
            r'"\""',
            r'"\\"',
            r'"\/"',
            r'"\n"',
            '"\t"',
            '"\x7f"',
            '"a',
            r'"\"',
            r'"\\\""',
            r'"\u12"',
            '"tempFiles"',
            '"😀"',
            '["a"]',
            "{}",
        )
    ),
    REPLY.replace('["a"]', "[]"),
    REPLY.replace('["a"]', '["a","b"]'),
    REPLY.replace('["a"]', "null"),
    REPLY.replace('["a"]', "[" * 3000 + "]" * 3000),
    REPLY.replace('"a"', '"' + "x" * 100_000 + '"'),
    '{"tempFiles":[' + ",".join(['{"path":"a","size":1}'] * 3000) + "]}",
    '{"error":11,"error":12}',
    '{"error":11,"errorMessage":"a","message":"b"}',
    '{"error":"11"}',
    '{"error":11.0}',
    '{"error":0}',
    '{"error":-0}',
    '{"error":0,"errorMessage":"用户取消"}',
    '{"error":null}',
    '{"errorMessage":""}',
    '{"errorMessage":"  "}',
    '{"errorMessage":"　"}',
    '{"errorMessage":"unheard of"}',
    '{"errorMessage":"user cancel select\\u2028"}',
    '{"error":11,"success":true}',
    '{"errno":0,"errCode":-1,"errMsg":"chooseImage:ok","tempFilePaths":["a"]}',
    '{"errno":0,"errCode":103,"errMsg":"chooseImage:fail"}',
    '{"errno":103,"errCode":0}',
    '{"Error":11}',
    '{"error":99999999999999999999}',
    '{"error":11,"tempFiles":[{"path":"a","size":1}]}',
    "'; DROP TABLE replies; --",
    '{"error":11}' + ";" * 10,
]


def expected(text: str, vendor: str, api: str) -> dict[str, Any] | None:
    """The row of the reference path, None where it has more to say."""
    made = settled(LineSettings(read=vendor, api=api), text.encode(), row)
    if isinstance(made, Bad):
        return None
    plain = json.loads(made[1].data)
    if plain.pop("extra") or plain.pop("diagnostics"):
        return None
    if "files" in plain:
        plain["files"] = [dict.fromkeys(FILE) | file for file in plain["files"]]
    return dict.fromkeys(OURS) | plain


def agrees(found: Sequence[dict[str, Any]], vendor: str, api: str, lines: Sequence[str]) -> int:
    """Hold the rows of a query against the reference path; gives how many lines are ordinary."""
    assert len(found) == len(lines)
    ordinary = 0
    for line, made in zip(lines, found, strict=True):
        error = made.pop("error")
        if error is None:
            ordinary += 1
            assert made == expected(line, vendor, api), line
        else:
            assert error == sql.OUT_OF_THE_ORDINARY
            assert set(made.values()) == {None}, line
    return ordinary
