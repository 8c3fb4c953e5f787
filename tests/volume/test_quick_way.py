"""Ordinary messages take the quick way: after a few of a kind, the others are not looked at by the
reference path. What comes out is the same either way, so nothing else would tell."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from mediaglot.adapters.lines.fast import Fast
from mediaglot.adapters.lines.stream import LineSettings

MANY = 400
FEW = 12


def _my(dice: random.Random, number: int) -> dict[str, Any]:
    paths = [f"https://resource/{dice.random()}.image" for _ in range(number % 3 + 1)]
    files = [{"path": path, "size": dice.randrange(1, 10**7)} for path in paths]
    return {"tempFilePaths": paths, "apFilePaths": paths, "tempFiles": files}


def _wx(dice: random.Random, number: int) -> dict[str, Any]:
    files = [
        {"tempFilePath": f"wxfile://tmp_{dice.random()}.jpg", "size": dice.randrange(1, 10**7),
         "fileType": "image"}
        for _ in range(number % 3 + 1)
    ]  # fmt: skip
    return {"errMsg": "chooseMedia:ok", "type": "image", "tempFiles": files}


def _tt(dice: random.Random, number: int) -> dict[str, Any]:
    paths = [f"ttfile://temp/{dice.random()}.jpg" for _ in range(number % 3 + 1)]
    files = [{"path": path, "size": dice.randrange(1, 10**7)} for path in paths]
    return {"errMsg": "chooseImage:ok", "tempFilePaths": paths, "tempFiles": files}


def _info(dice: random.Random, number: int) -> dict[str, Any]:
    return {
        "errMsg": "getImageInfo:ok", "width": dice.randrange(1, 9000), "height": number + 1,
        "path": f"wxfile://tmp_{dice.random()}.png", "orientation": "up", "type": "png",
    }  # fmt: skip


def _failed(dice: random.Random, number: int) -> dict[str, Any]:
    return {"error": 11, "errorMessage": ("用户取消操作", "cancelled")[number % 2]}


KINDS = {
    "my chooseImage": ("my", "chooseImage", _my),
    "wx chooseMedia": ("wx", "chooseMedia", _wx),
    "tt chooseImage": ("tt", "chooseImage", _tt),
    "wx getImageInfo": ("wx", "getImageInfo", _info),
    "failures of my": ("my", "chooseImage", _failed),
}


@pytest.mark.parametrize(
    ("kind", "write"),
    [
        (kind, write)
        for kind in KINDS
        for write in (None, "wx", "my", "tt")
        if write != KINDS[kind][0]
    ],
)
def test_few_of_many_alike_are_learnt(
    kind: str, write: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, api, make = KINDS[kind]
    dice = random.Random(7)
    lines = [json.dumps(make(dice, number)).encode() for number in range(MANY)]
    learn, learnt = Fast._learn, 0

    def counted(self: Fast, *given: Any) -> None:
        nonlocal learnt
        learnt += 1
        learn(self, *given)

    monkeypatch.setattr(Fast, "_learn", counted)
    settings = LineSettings(read=read, write=write, api=api)
    out = bytes(Fast(settings).run(b"\n".join(lines)).data)
    assert out.count(b"\n") == MANY
    assert 0 < learnt <= FEW
