"""Which files and words a client takes: by what its profile says, and one of our own making."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import media_files as made
import pytest
import worlds
from mediaglot.adapters.realm.host import Host
from mediaglot.canonical.engine.consent import SCOPES
from mediaglot.canonical.engine.user import Action, ScriptError, picks, picks_first, saves
from mediaglot.profiles import loader

ALBUM = {
    **worlds.ALBUM,
    "w.webp": made.picture("webp"),
    "p.bmp": made.picture("bmp"),
    "g.gif": made.picture("gif"),
}
ALLOWED = dict.fromkeys(SCOPES, "allowed")
OWN = """\
schema = 1
id = "zz"
name = "Own"
extends = "wx"
[sources.S]
title = "made up"
where = "here"
checked = "2026-11-21"
[api.getVideoInfo.engine]
evidence = "S"
formats = ["mov"]
[api.getImageInfo.engine]
evidence = "S"
formats = ["jpeg"]
[api.saveVideoToPhotosAlbum.engine]
evidence = "S"
formats = ["mov"]
[api.saveImageToPhotosAlbum.engine]
evidence = "S"
formats = ["png"]
[api.previewMedia.engine]
evidence = "S"
network = false
formats = ["png"]
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A client of our own, on which little is taken."""
    file: Path = tmp_path_factory.mktemp("own") / "zz.toml"
    file.write_text(OWN, encoding="utf-8")
    vendor = loader.register(loader.load(file)).id
    yield vendor
    loader.unregister(vendor)


def called(client: str, api: str, name: str, option: str, *user: Action, **options: Any) -> Any:
    """What a call answers about a file that was picked."""
    video = name.endswith("mp4")
    pick = {"count": 1, "sourceType": ["album"], "sizeType": ["original"], "compressed": False}
    with Host(client, ALBUM, [picks(name), *user], permissions=ALLOWED) as host:
        given = host.call("chooseVideo" if video else "chooseImage", pick)
        path = given["tempFilePath"] if video else given["tempFilePaths"][0]
        return host.call(api, {**options, option: path})


@pytest.mark.parametrize(
    ("os", "taken"),
    [("ios", "cat.jpg logo.png g.gif"), ("android", "cat.jpg logo.png g.gif w.webp"),
     ("pc", "cat.jpg logo.png g.gif w.webp p.bmp")],
)  # fmt: skip
def test_pictures_are_saved_by_their_suffix(os: str, taken: str) -> None:
    for name in ("cat.jpg", "logo.png", "g.gif", "w.webp", "p.bmp"):
        told = called(f"tt/{os}", "saveImageToPhotosAlbum", name, "filePath")
        suffix = name.rpartition(".")[2]
        said = f"saveImageToPhotosAlbum:fail a file with the suffix '{suffix}' is not saved here"
        assert told.get("errno") == (None if name in taken.split() else 1300011), name
        assert told["errMsg"] == ("saveImageToPhotosAlbum:ok" if name in taken.split() else said)


def test_what_a_client_does_not_take_is_told_by_its_format(own: str) -> None:
    def said(api: str, name: str, option: str) -> str:
        message: str = called(own, api, name, option)["errMsg"]
        return message.removeprefix(f"{api}:")

    assert said("getImageInfo", "cat.jpg", "src") == "ok"
    assert said("getImageInfo", "logo.png", "src") == "fail png pictures are not supported here"
    assert said("getVideoInfo", "walk.mp4", "src") == "fail mp4 videos are not supported here"
    saving = "saveImageToPhotosAlbum"
    assert said(saving, "logo.png", "filePath") == "ok"
    assert said(saving, "cat.jpg", "filePath") == "fail invalid file type"
    saving = "saveVideoToPhotosAlbum"
    assert said(saving, "walk.mp4", "filePath") == "fail invalid video"


def shown(own: str, name: str) -> str:
    """What previewMedia says of a picked file."""
    with Host(own, ALBUM, [picks(name)], permissions=ALLOWED) as host:
        path = host.call("chooseImage", {"count": 1, "sourceType": ["album"]})["tempFilePaths"][0]
        message: str = host.call("previewMedia", {"sources": [{"url": path}]})["errMsg"]
        return message.removeprefix("previewMedia:")


def test_what_a_client_does_not_show(own: str) -> None:
    assert shown(own, "logo.png") == "ok"
    assert shown(own, "cat.jpg") == "fail jpeg pictures are not shown here"
    with Host(own, ALBUM, permissions=ALLOWED) as host:
        told = host.call("previewMedia", {"sources": [{"url": "https://e.com/a.png"}]})
        assert told["errMsg"] == "previewMedia:fail network addresses are not shown here"
    with Host("wx", ALBUM, permissions=ALLOWED) as host:
        told = host.call("previewMedia", {"sources": [{"url": "https://e.com/a.png"}]})
        assert told["errMsg"] == "previewMedia:ok"
        told = host.call("previewMedia", {"sources": [{"url": "ftp://e.com/a.png"}]})
        assert told["errMsg"] == "previewMedia:fail only http and https addresses are shown"


@pytest.mark.parametrize("scale", ["16:0", "0:9", "16", ":", "a:b", "1.5:1"])
def test_a_ratio_that_is_none_is_refused(own: str, scale: str) -> None:
    told = called("wx", "cropImage", "cat.jpg", "src", cropScale=scale)
    assert told["errMsg"].startswith("cropImage:fail"), told
    told = called("wx", "cropImage", "cat.jpg", "src", saves(), cropScale="4:3")
    assert told["errMsg"] == "cropImage:ok"


def test_a_file_is_picked_once() -> None:
    album = {"sourceType": ["album"], "count": 3}
    said = pytest.raises(ScriptError, match="picks the same file twice")
    with Host("wx", ALBUM, [picks("cat.jpg", "cat.jpg")], permissions=ALLOWED) as host, said:
        host.call("chooseImage", album)
    with Host("wx", ALBUM, [picks_first(3)], permissions=ALLOWED) as host:
        assert len(host.call("chooseImage", album)["tempFilePaths"]) == 3
    said = pytest.raises(ScriptError, match=r"picks_first\(4\) picks 4, but .* at most 3")
    with Host("wx", ALBUM, [picks_first(4)], permissions=ALLOWED) as host, said:
        host.call("chooseImage", album)


def test_the_system_s_own_picker_may_give_fewer() -> None:
    asked: dict[str, Any] = {"count": 3}
    both = [picks("cat.jpg", "dog.jpg")]
    with Host("tt/android", ALBUM, both, permissions=ALLOWED) as host:
        assert len(host.call("chooseMessageFile", asked)["list"]) == 2
    said = pytest.raises(ScriptError, match="at most 1")
    with Host("tt/android", ALBUM, both, permissions=ALLOWED) as host, said:
        host.call("chooseMessageFile", {**asked, "isSystem": True})
