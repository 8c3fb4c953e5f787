"""The least and the most that a whole number of a request may be, whoever's it is."""

from __future__ import annotations

from typing import Any

import mediaglot as mg
import pytest

PATH = {"compressImage": {"src": "a"}}
ALIPAY = {"compressImage": {"apFilePaths": ["a"]}}

# vendor, API, option, canonical field, least, most
BOUNDS: list[tuple[str, str, str, str, int, int | None]] = [
    ("wx", "chooseImage", "count", "count", 0, 1000),
    ("wx", "chooseMedia", "count", "count", 0, 1000),
    ("wx", "compressImage", "compressedWidth", "width", 0, None),
    ("wx", "compressImage", "compressedHeight", "height", 0, None),
    ("wx", "chooseMessageFile", "count", "count", 0, 1000),
    ("my", "chooseImage", "count", "count", 0, 1000),
    ("my", "compressImage", "maxWidth", "max_width", 0, None),
    ("my", "compressImage", "maxHeight", "max_height", 0, None),
    ("tt", "chooseMessageFile", "maxNum", "count", 0, 1000),
]


@pytest.mark.parametrize(
    ("read", "api", "option", "field", "least", "most"),
    BOUNDS,
    ids=[f"{b[0]}.{b[1]}.{b[2]}" for b in BOUNDS],
)
def test_an_option_is_taken_from_its_least_to_its_most(
    read: str, api: str, option: str, field: str, least: int, most: int | None
) -> None:
    paths: dict[str, Any] = (ALIPAY if read == "my" else PATH).get(api, {})
    wanted = f"a whole number from {least} {'up' if most is None else f'to {most:,}'}"
    top = 10_000_000 if most is None else most
    for value in (least, least + 1, top):
        got = mg.read_request(api, {**paths, option: value}, read=read)
        assert getattr(got.value, field) == value
    for value in (least - 1, *(() if most is None else (most + 1,))):
        with pytest.raises(mg.InputError) as caught:
            mg.read_request(api, {**paths, option: value}, read=read)
        assert str(caught.value).endswith(f".{option}: expected {wanted}, got {value}")
