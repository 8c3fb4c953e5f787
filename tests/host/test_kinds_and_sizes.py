"""Which kinds a picker of media has on offer, and sizes in the vendors' units."""

from __future__ import annotations

from typing import Any

import media_files as made
import pytest
import worlds
from mediaglot.adapters.realm.host import Host
from mediaglot.canonical.engine.user import ScriptError, cancels, picks, saves

ALBUM = worlds.ALBUM
ALLOWED = {"album": "allowed", "camera": "allowed"}


def picked(client: str, name: str, media: list[str] | None) -> str:
    """The kind of the file that chooseMedia answers with; raises where it is not on offer."""
    options: dict[str, Any] = {"count": 1, "sourceType": ["album"], "sizeType": ["original"]}
    if media is not None:
        options["mediaType"] = media
    with Host(client, user=[picks(name)], album=ALBUM, permissions=ALLOWED) as it:
        (file,) = it.call("chooseMedia", options)["tempFiles"]
        kind: str = file.get("fileType", file.get("type"))
        return kind


@pytest.mark.parametrize("media", [None, ["image", "video"]], ids=repr)
@pytest.mark.parametrize("client", ["wx", "tt/ios"])
def test_both_kinds_are_on_offer(client: str, media: list[str] | None) -> None:
    assert picked(client, "cat.jpg", media) == "image"
    assert picked(client, "walk.mp4", media) == "video"


def test_a_mix_has_both_kinds_on_offer() -> None:
    assert picked("wx", "cat.jpg", ["mix"]) == "image"
    assert picked("wx", "walk.mp4", ["mix"]) == "video"


@pytest.mark.parametrize("client", ["wx", "tt/ios"])
def test_one_kind_alone_is_on_offer(client: str) -> None:
    assert picked(client, "cat.jpg", ["image"]) == "image"
    assert picked(client, "walk.mp4", ["video"]) == "video"
    for name, media in (("walk.mp4", ["image"]), ("cat.jpg", ["video"])):
        with pytest.raises(ScriptError):
            picked(client, name, media)


@pytest.mark.parametrize("client", ["wx", "tt/ios", "my"])
def test_the_size_of_a_video_is_told_in_kilobytes(client: str) -> None:
    video = made.mp4()
    video += made.box("free", bytes(70_000 - len(video) - 8))
    with Host(client, permissions=ALLOWED) as it:
        path = it.storage.put_temp(video).path
        assert it.call("getVideoInfo", {"src": path, "filePath": path})["size"] == 68.36


def test_the_sheet_before_saving_goes_on_only_when_the_user_saves() -> None:
    told = []
    for action in (saves(), cancels()):
        with Host("my", user=[action], permissions={"album_write": "allowed"}) as it:
            path = it.storage.put_temp(ALBUM["cat.jpg"]).path
            told.append(it.call("saveImage", {"url": path, "showActionSheet": True})["error"])
            assert it.saved == ()
    assert told == [2, 3]  # on to the address, which must be one of the network; cancelled


@pytest.mark.parametrize("quality", [-1, 0, 1, 100, 101])
def test_a_quality_is_from_nothing_to_a_hundred(quality: int) -> None:
    with Host("wx") as host:
        path = host.storage.put_temp(made.picture("jpeg")).path
        answer = host.call("compressImage", {"src": path, "quality": quality})
        assert (answer["errMsg"] == "compressImage:ok") is (0 <= quality <= 100), answer
