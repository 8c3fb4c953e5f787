"""Each recipe, performed by the canonical API: what is done, and that it is told truly."""

from __future__ import annotations

import base64
import hashlib
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import media_files as made
import pytest
import worlds
from mediaglot.adapters.media.media import LossWarning, Media, MediaFailed
from mediaglot.adapters.media.recipes import after
from mediaglot.adapters.realm.host import Host
from mediaglot.adapters.runtime import generator
from mediaglot.canonical import results, shapes
from mediaglot.canonical.engine.consent import SCOPES
from mediaglot.canonical.engine.user import (
    Action,
    cancels,
    picks,
    picks_first,
    records,
    saves,
    shoots,
)
from mediaglot.canonical.errors import LossError
from mediaglot.canonical.recipes import PERFORMERS, RECIPES
from mediaglot.canonical.vocabulary import UNSET

ALLOWED = dict.fromkeys(SCOPES, "allowed")
URL = "https://example.com/a.jpg"
PICTURE = made.picture("jpeg", 6, 160, 120)


def media(client: str, *user: Action, loss: str = "error", **options: Any) -> Media:
    album = options.pop("album", worlds.ALBUM)
    host = Host(client, album, user, permissions=ALLOWED, **options)
    return Media(host, loss=loss)  # type: ignore[arg-type]


def lossless(of: Media) -> bool:
    return all(item.loss in ("none", "made_explicit") for item in of.diagnostics)


def test_everyone_who_performs_is_named() -> None:
    assert set(PERFORMERS) == set(RECIPES)
    folder = Path(generator.__file__).parent
    sources = "".join(file.read_text("utf-8") for file in folder.glob("*.js"))
    for name, performers in PERFORMERS.items():
        registered = any(
            f"\n{part}.{name} =" in sources
            for part in ("BEFORE", "AFTER", "INSTEAD", "FILLS", "ALONE")
        )
        otherwise = name in ("one_at_a_time", "mark_duplicates", "json_from_text")
        assert (registered or otherwise) == ("runtime" in performers), name


@pytest.mark.parametrize("client", ["wx", "tt/ios", "my"])
def test_ask_before_saving(client: str) -> None:
    with media(client, saves(), cancels()) as any_vendor:
        path = any_vendor.host.storage.put_temp(PICTURE).path
        any_vendor.save_image_to_photos_album(file=path, show_action_sheet=True)
        assert len(any_vendor.host.saved) == 1
        with pytest.raises(MediaFailed) as caught:
            any_vendor.save_image_to_photos_album(file=path, show_action_sheet=True)
        assert caught.value.failure.kind == "cancelled"
        assert len(any_vendor.host.saved) == 1
        assert lossless(any_vendor)


def test_nothing_is_asked_where_nobody_wants_it() -> None:
    with media("wx") as wx:
        wx.save_image_to_photos_album(file=wx.host.storage.put_temp(PICTURE).path)
        assert len(wx.host.saved) == 1


@pytest.mark.parametrize("client", ["wx", "my"])
def test_download_with_header(client: str) -> None:
    asked: list[Mapping[str, str]] = []

    def fetch(url: str, headers: Mapping[str, str]) -> bytes:
        asked.append({"url": url, **headers})
        return PICTURE

    with media(client, network=fetch) as any_vendor:
        any_vendor.preview_image(urls=[URL, URL + "?2"], current=1, header={"Referer": "here"})
        assert asked == [{"url": URL, "Referer": "here"}, {"url": URL + "?2", "Referer": "here"}]
        (shown,) = any_vendor.host.shown
        assert shown.data["current"] == 1
        assert all(any_vendor.host.storage.is_temp(path) for path in shown.data["urls"])


@pytest.mark.parametrize("client", ["wx", "tt/pc"])
def test_download_first(client: str) -> None:
    with media(client, network={URL: PICTURE}) as any_vendor:
        any_vendor.save_image_to_photos_album(file=URL)
        assert len(any_vendor.host.saved) == 1
        assert lossless(any_vendor)


@pytest.mark.parametrize("client", ["wx", "my", "tt"])
def test_data_to_file(client: str) -> None:
    address = "data:image/jpeg;base64," + base64.b64encode(PICTURE).decode()
    with media(client) as any_vendor:
        info = any_vendor.get_image_info(src=address)
        assert (info.width, info.height) == (120, 160) or (info.width, info.height) == (160, 120)
        any_vendor.preview_image(urls=[address, address])
        (shown,) = any_vendor.host.shown
        root = any_vendor.host.storage.user_root
        assert all(path.startswith(root) for path in shown.data["urls"])
        with any_vendor.open(shown.data["urls"][0]) as stream:
            assert stream.read() == PICTURE
        any_vendor.save_image_to_photos_album(file=address)
        assert len(any_vendor.host.saved) == 1
        assert lossless(any_vendor)


def test_data_that_is_no_base64() -> None:
    with media("wx") as wx:
        with pytest.raises(MediaFailed) as caught:
            wx.get_image_info(src="data:image/png;base64,no base64!")
        assert caught.value.failure.kind == "param_invalid"
        with pytest.raises(LossError):  # no recipe reads it: the loss stays
            wx.get_image_info(src="data:image/svg+xml,%3Csvg/%3E")


def many(count: int) -> dict[str, bytes]:
    return {f"{number}.jpg": made.picture("jpeg", 1, 40, 30) for number in range(count)}


def test_loop_until_count() -> None:
    old = "tt/android@5.0"  # at most nine there
    asked: dict[str, Any] = {"media": {"image"}, "count": 11, "sources": {"album"}}
    with media(old, picks_first(9), picks("9.jpg", "10.jpg"), album=many(12)) as tt:
        assert len(tt.choose_media(**asked).files) == 11
        assert lossless(tt)
    with media(old, picks_first(4), album=many(12)) as tt:  # not filled: the user has enough
        assert len(tt.choose_media(**asked).files) == 4
    with media(old, picks_first(9), cancels(), album=many(12)) as tt:
        assert len(tt.choose_media(**asked).files) == 9
    with media(old, cancels(), album=many(12)) as tt, pytest.raises(MediaFailed):
        tt.choose_media(**asked)


def test_fan_out() -> None:
    with media("wx") as wx:
        paths = [wx.host.storage.put_temp(made.noise(80 + n, 60)).path for n in range(3)]
        assert len(wx.compress_image(srcs=paths, quality=30).images) == 3
        assert lossless(wx)


def test_return_source() -> None:
    with media("wx") as wx:
        path = wx.host.storage.put_temp(PICTURE).path
        assert wx.compress_image(srcs=[path], quality="none").images[0].path == path


def test_resize_on_canvas() -> None:
    for client in ("tt/android", "wx"):
        with media(client) as any_vendor:
            path = any_vendor.host.storage.put_temp(made.noise(320, 240)).path
            (file,) = any_vendor.compress_image(srcs=[path], max_width=100, quality=80).images
            assert any_vendor.get_image_info(src=file.path).width == 100
            assert lossless(any_vendor)


def test_media_by_kind() -> None:
    with media("my", picks("cat.jpg")) as my:
        (file,) = my.choose_media(count=1, max_duration=60, sizes={"compressed"}).files
        assert file.kind == "image"
        assert lossless(my)


def test_one_at_a_time() -> None:
    """Calls of one object never overlap, so nothing is swallowed."""
    with media("my") as my:
        for _ in range(2):
            my.save_image_to_photos_album(file=my.host.storage.put_temp(PICTURE).path)
        assert len(my.host.saved) == 2
        assert lossless(my)


def test_mark_duplicates() -> None:
    with media("wx", network={URL: PICTURE}) as wx:
        wx.preview_image(urls=[URL, URL + "?2", URL], current=2)
        (shown,) = wx.host.shown
        assert shown.data["current"] == 2


@pytest.mark.parametrize("client", ["wx", "tt/android"])
@pytest.mark.parametrize("kind", ["image", "video"])
def test_save_after_capture(client: str, kind: str) -> None:
    if kind == "video":
        pytest.importorskip("av")
    action = shoots() if kind == "image" else records(1)
    with media(client, action, loss="ignore") as any_vendor:
        any_vendor.choose_media(
            media={kind}, count=1, sources={"camera"}, save_to_album=True, max_duration=10
        )
        assert len(any_vendor.host.saved) == 1
        assert any_vendor.host.saved[0].endswith(".jpg" if kind == "image" else ".mp4")


def test_what_may_come_from_the_album_is_not_saved() -> None:
    """And that is told: the recipe cannot know where a file is from."""
    with media("wx", loss="error") as wx, pytest.raises(LossError, match="not known from the rest"):
        wx.choose_image(count=1, save_to_album=True)
    with media("wx", picks("cat.jpg"), loss="warn") as wx:
        with pytest.warns(LossWarning, match="save_after_capture"):
            wx.choose_image(count=1, save_to_album=True)
        assert wx.host.saved == ()


def test_a_refused_copy_does_not_spoil_the_pick() -> None:
    allowed = {**ALLOWED, "album_write": "denied"}
    host = Host("wx", user=[shoots()], permissions=allowed)
    with Media(host, loss="error") as wx:
        found = wx.choose_image(count=1, sources={"camera"}, save_to_album=True)
        assert len(found.images) == 1
        assert host.saved == ()


@pytest.mark.parametrize("client", ["wx", "my"])
def test_check_duration(client: str) -> None:
    for most, fits in ((0.5, False), (5, True)):
        with media(client, picks("walk.mp4")) as any_vendor:
            if fits:
                video = any_vendor.choose_video(sources={"album"}, max_picked_duration=most).video
                assert isinstance(video, results.MediaFile)
                assert video.duration
                assert lossless(any_vendor)
            else:
                with pytest.raises(MediaFailed) as caught:
                    any_vendor.choose_video(sources={"album"}, max_picked_duration=most)
                assert caught.value.failure.kind == "too_long"


def test_filter_extensions() -> None:
    album = {"a.pdf": b"%PDF-1.7 x", "b.txt": b"text"}
    with media("tt/ios", picks("b.txt", "a.pdf"), album=album) as tt:
        found = tt.choose_message_file(count=2, type="all", extensions=["PDF"])
        assert [file.name for file in found.files] == ["a.pdf"]


def test_keep_one_kind() -> None:
    plain = {
        "files": [{"path": "a", "kind": "image"}, {"path": "b", "kind": "video"},
                  {"path": "c", "kind": "image"}],
        "media": "mix",
    }  # fmt: skip
    result = shapes.result_of("chooseMedia", plain)
    request = shapes.request_of("chooseMedia", {})
    kept: Any = after(request, result, ["keep_one_kind"], lambda *_: None)
    assert ([file.path for file in kept.files], kept.media) == (["a", "c"], "image")


@pytest.mark.parametrize("client", worlds.clients())
def test_what_a_reply_leaves_out_is_filled(client: str) -> None:
    """exif_from_bytes, format_from_bytes, size_from_file, path_from_request, digest_from_bytes."""
    with media(client, loss="ignore") as any_vendor:
        host = any_vendor.host
        path = host.storage.put_temp(PICTURE).path
        info = any_vendor.get_image_info(src=path)
        emulate = host.view.api("getImageInfo").facts.emulate
        wanted = {"orientation": 6, "format": "jpeg", "size": len(PICTURE), "path": path}
        for name, value in wanted.items():
            if name in emulate or getattr(info, name) is not UNSET:
                assert getattr(info, name) == value, name
        if host.can_use("getVideoInfo"):
            clip = host.storage.put_temp(made.mp4()).path
            found = any_vendor.get_video_info(src=clip)
            assert found.path in (clip, UNSET)
        if host.can_use("getFileInfo"):
            for digest in ("md5", "sha1", "sha256"):
                if digest == "sha256" and client.startswith("my"):
                    continue
                told = any_vendor.get_file_info(file=path, digest=digest).digest
                assert told == hashlib.new(digest, PICTURE).hexdigest()


def test_what_is_performed_warns_of_nothing() -> None:
    with warnings.catch_warnings(action="error"), media("wx", saves(), loss="warn") as wx:
        path = wx.host.storage.put_temp(PICTURE).path
        wx.save_image_to_photos_album(file=path, show_action_sheet=True)
        assert any("performed" in item.message for item in wx.diagnostics)
