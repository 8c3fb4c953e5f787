"""A field that the target never sends and that always says the same is written as its literal."""

from __future__ import annotations

import mediaglot as mg
import pytest


@pytest.mark.parametrize(
    ("source", "ported"),
    [
        (
            "wx.chooseImage({ count: 1, success({ errMsg }) { go(errMsg) } })",
            "my.chooseImage({ count: 1, success({ errMsg = 'chooseImage:ok' }) { go(errMsg) } })",
        ),
        (
            "wx.chooseImage({ count: 1, success(r) { const { errMsg } = r; go(errMsg) } })",
            (
                "my.chooseImage({ count: 1, success(r) { const { errMsg = 'chooseImage:ok' } = r; "
                "go(errMsg) } })"
            ),
        ),
        (
            "wx.saveImageToPhotosAlbum({ filePath: p, success(r) { go(r.errMsg) } })",
            (
                "my.saveImageToPhotosAlbum({ filePath: p, success(r) { "
                "go('saveImageToPhotosAlbum:ok') } })"
            ),
        ),
    ],
)
def test_the_words_of_success_are_written_out(source: str, ported: str) -> None:
    assert mg.port(source, read="wx", write="my").code == ported
