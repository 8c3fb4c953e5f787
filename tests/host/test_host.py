"""The host: documented shapes, real bytes, consent, callbacks, promises, determinism."""

from __future__ import annotations

import asyncio
import io
import threading
from typing import Any

import media_files as made
import pytest
import worlds
from mediaglot.adapters.host.reply import Rejected
from mediaglot.adapters.realm.host import Host
from mediaglot.canonical.engine.device import MemoryDevice
from mediaglot.canonical.engine.faults import MediaError
from mediaglot.canonical.engine.fetchers import NO_NETWORK
from mediaglot.canonical.engine.user import (
    ScriptError,
    allows,
    cancels,
    denies,
    denies_forever,
    picks,
    picks_first,
    records,
    saves,
    shoots,
    toggles_original,
)
from mediaglot.canonical.errors import InputError
from PIL import Image

ALLOWED = {"album": "allowed", "camera": "allowed", "album_write": "allowed"}


def host(client: str, *user: Any, **options: Any) -> Host:
    options.setdefault("permissions", ALLOWED)
    options.setdefault("album", worlds.ALBUM)
    return Host(client, user=user, **options)


# The seeds' example calls: exactly the documented shape, real bytes behind each path ------------


def test_feishu_choose_image_example() -> None:
    with host("tt/ios@7.40.0", shoots()) as tt:
        reply = tt.call(
            "chooseImage",
            {
                "sourceType": ["album", "camera"],
                "count": 10,
                "sizeType": ["compressed"],
                "cameraDevice": "front",
                "isSaveToAlbum": "0",
            },
        )
        assert set(reply) == {"tempFilePaths", "tempFiles", "errMsg"}
        assert reply["errMsg"] == "chooseImage:ok"
        (path,) = reply["tempFilePaths"]
        assert reply["tempFiles"] == [{"path": path, "size": len(tt.open(path).read())}]
        assert path.startswith("ttfile://temp/")
        assert path.endswith(".jpg")
        assert tt.saved == ()


def test_feishu_choose_media_example() -> None:
    options = {
        "mediaType": ["image", "video"],
        "sourceType": ["album"],
        "count": 1,
        "sizeType": ["compressed", "original"],
        "maxDuration": 60,
        "cameraDevice": "back",
        "isSaveToAlbum": "0",
    }
    with host("tt/android@7.40.0", picks("cat.jpg")) as tt:
        reply = tt.call("chooseMedia", options)
        (file,) = reply["tempFiles"]
        assert set(reply) == {"errMsg", "tempFiles"}
        assert set(file) == {"tempFilePath", "size", "type"}
        assert file["type"] == "image"
        assert file["size"] == len(tt.open(file["tempFilePath"]).read())


@pytest.mark.parametrize(("client", "more"), [
    ("tt/android", {"duration", "width", "height"}),
    ("tt/pc@7.40.0", set()),
])  # fmt: skip
def test_feishu_returns_no_video_details_on_pc(client: str, more: set[str]) -> None:
    with host(client, picks("walk.mp4")) as tt:
        (file,) = tt.call("chooseMedia", {"sourceType": ["album"]})["tempFiles"]
        assert set(file) == {"tempFilePath", "size", "type"} | more
        assert file["tempFilePath"].endswith(".mp4")


def test_feishu_compress_image_example() -> None:
    with host("tt/android", picks("cat.jpg")) as tt:
        chosen = tt.call("chooseImage", {"count": 1, "sourceType": ["album", "camera"]})
        reply = tt.call("compressImage", {"src": chosen["tempFilePaths"][0], "quality": 50})
        assert set(reply) == {"errMsg", "tempFilePath"}
        assert reply["errMsg"] == "compressImage:ok"


@pytest.mark.parametrize(("client", "suffix"), [
    ("my/android", ".image"), ("my/ios", ".image"), ("my/ide", ".png"),
])  # fmt: skip
def test_alipay_choose_image_example(client: str, suffix: str) -> None:
    with host(client, allows("album"), picks("dog.jpg", "cat.jpg"), permissions={}) as my:
        reply = my.call("chooseImage", {"sourceType": ["camera", "album"], "count": 2})
        assert set(reply) == {"tempFilePaths", "tempFiles"}
        for path, file in zip(reply["tempFilePaths"], reply["tempFiles"], strict=True):
            assert path.startswith("https://resource/")
            assert path.endswith(suffix)
            assert file == {"path": path, "size": len(my.open(path).read())}
        shown = my.call("previewImage", {"current": 2, "urls": reply["tempFilePaths"]})
        assert "error" not in shown
        assert my.shown[0].data["current"] == 1  # beyond the list of two: the last


@pytest.mark.parametrize(
    ("client", "api", "given", "wanted"),
    [
        ("my/android", "previewImage", -3, 0), ("my/android", "previewImage", 2, 1),
        ("wx/android", "previewMedia", -3, 0), ("wx/android", "previewMedia", 2, 1),
    ],
)  # fmt: skip
def test_a_preview_begins_at_one_of_its_files(
    client: str, api: str, given: int, wanted: int
) -> None:
    with host(client) as opened:
        paths = [opened.storage.put_temp(made.picture("jpeg")).path for _ in range(2)]
        key = "sources" if api == "previewMedia" else "urls"
        files = [{"url": path} for path in paths] if key == "sources" else paths
        opened.call(api, {key: files, "current": given})
        assert opened.shown[0].data["current"] == wanted


def test_wechat_examples() -> None:
    with host("wx/android", picks("cat.jpg"), permissions={}) as wx:
        options = {
            "count": 1,
            "sizeType": ["original", "compressed"],
            "sourceType": ["album", "camera"],
        }
        reply = wx.call("chooseImage", options)
        assert set(reply) == {"tempFilePaths", "tempFiles", "errMsg"}
        (path,) = reply["tempFilePaths"]
        assert path.startswith("wxfile://")
        info = wx.call("getImageInfo", {"src": path})
        assert info == {
            "width": 120, "height": 160, "path": path, "orientation": "up", "type": "jpeg",
            "errMsg": "getImageInfo:ok",
        }  # fmt: skip
        # The seed's own sample leaves out the required filePath.
        failed = wx.call("saveImageToPhotosAlbum", {})
        assert failed["errMsg"].startswith("saveImageToPhotosAlbum:fail")


def test_wechat_devtools_paths() -> None:
    with host("wx/devtools", picks("cat.jpg")) as wx:
        assert wx.call("chooseImage")["tempFilePaths"][0].startswith("http://tmp/")


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("name", made.FORMATS_WITH_EXIF)
def test_orientation_in_each_vendors_words(name: str, orientation: int) -> None:
    words = ["up", "up-mirrored", "down", "down-mirrored",
             "left-mirrored", "right", "right-mirrored", "left"]  # fmt: skip
    for client in ("wx/ios", "my/ios"):
        with Host(client) as device:
            path = device.storage.put_temp(made.picture(name, orientation)).path
            reply = device.call("getImageInfo", {"src": path})
            if "orientation" not in reply:
                assert client == "my/ios"  # its documented formats leave out tiff and avif
                assert name in ("tiff", "avif")
                assert reply["error"] == 22
                continue
            assert reply["orientation"] == words[orientation - 1]
            assert (reply["width"], reply["height"]) == (64, 48)


# Compression by the client's rules -------------------------------------------------------------


def compressed(client: str, data: bytes, **options: Any) -> bytes:
    with Host(client) as device:
        path = device.storage.put_temp(data).path
        reply = device.call("compressImage", {"src": path, **options})
        return device.open(reply["tempFilePath"]).read()


def test_feishu_ios_gives_jpeg_of_anything_others_leave_it() -> None:
    png = made.picture("png", None, 60, 40)
    assert compressed("tt/ios", png)[:3] == b"\xff\xd8\xff"
    assert compressed("tt/android", png) == png
    assert compressed("tt/pc", png) == png
    jpeg = made.noise()
    for client in ("tt/ios", "tt/android", "tt/pc"):
        sizes = [len(compressed(client, jpeg, quality=q)) for q in (90, 50, 10)]
        assert sizes == sorted(sizes, reverse=True)
        assert sizes[0] < len(jpeg)


def test_wechat_resizes() -> None:
    jpeg = made.noise(320, 240)
    for options, size in [
        ({"compressedWidth": 160}, (160, 120)),
        ({"compressedHeight": 60}, (80, 60)),
        ({"compressedWidth": 50, "compressedHeight": 70}, (50, 70)),
    ]:
        out = compressed("wx/android@2.26.0", jpeg, **options)
        assert Image.open(io.BytesIO(out)).size == size


def test_a_size_that_the_format_cannot_have_is_told_with_every_call() -> None:
    with Host("wx/android@2.26.0") as wx:
        png = wx.storage.put_temp(made.picture("png", None, 60, 40)).path
        jpeg = wx.storage.put_temp(made.noise(320, 240)).path
        message = "PNG pictures come back as they are: no size can be asked for"
        for _ in range(2):
            reply = wx.reply("compressImage", {"src": png, "compressedWidth": 30})
            (told,) = [item for item in reply.diagnostics if item.code == "MG606"]
            assert told.message == message
        for options in ({"src": jpeg, "compressedWidth": 30}, {"src": png}):
            codes = {item.code for item in wx.reply("compressImage", options).diagnostics}
            assert "MG606" not in codes
        assert wx.notes == (message,)


@pytest.mark.parametrize("quality", [-1, 101])
def test_wechat_quality_out_of_range(quality: int) -> None:
    with Host("wx/android") as wx:
        path = wx.storage.put_temp(made.noise()).path
        reply = wx.call("compressImage", {"src": path, "quality": quality})
        assert reply["errno"] == 1103006


def test_alipay_levels() -> None:
    with Host("my/android") as my:
        path = my.storage.put_temp(made.noise()).path
        sizes = []
        for level in (0, 1, 2):
            reply = my.call("compressImage", {"apFilePaths": [path], "compressLevel": level})
            sizes.append(len(my.open(reply["apFilePaths"][0]).read()))
        assert sizes == sorted(sizes)
        kept = my.call("compressImage", {"apFilePaths": [path], "compressLevel": 3})
        assert my.open(kept["apFilePaths"][0]).read() == made_bytes(my, path)


def made_bytes(device: Host, path: str) -> bytes:
    return device.open(path).read()


# Choosing --------------------------------------------------------------------------------------


def test_order_of_picking_is_kept() -> None:
    with host("wx/android", picks("logo.png", "cat.jpg", "dog.jpg")) as wx:
        paths = wx.call("chooseImage")["tempFilePaths"]
        sizes = [Image.open(wx.open(path)).size for path in paths]
        assert sizes == [(60, 40), (120, 160), (120, 160)]  # the cat's Exif turn is applied


def test_the_user_may_ask_for_originals() -> None:
    with host("wx/android", toggles_original(), picks("cat.jpg"), picks("cat.jpg")) as wx:
        original = wx.call("chooseImage")["tempFilePaths"][0]
        smaller = wx.call("chooseImage")["tempFilePaths"][0]
        assert wx.open(original).read() == worlds.ALBUM["cat.jpg"]
        assert wx.open(smaller).read() != worlds.ALBUM["cat.jpg"]


def test_original_on_feishu_pc_and_harmony() -> None:
    for client in ("tt/pc", "tt/harmony"):
        with host(client, picks("cat.jpg")) as tt:
            sizes = {"sizeType": ["original", "compressed"]}
            path = tt.call("chooseImage", sizes)["tempFilePaths"][0]
            assert tt.open(path).read() == worlds.ALBUM["cat.jpg"]


def test_feishu_pc_offers_the_album_whatever_is_asked() -> None:
    with host("tt/pc", picks("cat.jpg")) as tt:
        assert tt.call("chooseImage", {"sourceType": ["camera"]})["errMsg"] == "chooseImage:ok"


@pytest.mark.parametrize(
    ("client", "options", "action", "words"),
    [
        ("tt/pc", {}, shoots(), "this client has no camera"),
        ("wx", {"sourceType": ["camera"]}, picks("cat.jpg"), "album is not offered"),
        ("wx", {"sizeType": ["original"]}, toggles_original(), "no choice of size"),
        ("my", {}, picks("cat.jpg", "dog.jpg"), "at most 1"),
        ("wx", {}, picks("walk.mp4"), "does not show walk.mp4"),
        ("wx", {}, picks("cat.jpeg"), "did you mean 'cat.jpg'"),
        ("wx", {}, picks_first(7), "shows 3"),
        ("wx", {}, records(3), "videos are not asked for"),
        ("wx", {}, allows("album"), "does not ask for album"),
    ],
)
def test_what_a_client_does_not_offer(
    client: str, options: dict[str, Any], action: Any, words: str
) -> None:
    with pytest.raises((ScriptError, InputError), match=words):
        host(client, action).call("chooseImage", options)


def test_an_unscripted_prompt_tells_the_line_to_add() -> None:
    with pytest.raises(ScriptError, match=r"the script is at its end; add .*picks\('cat.jpg'\)"):
        host("wx").call("chooseImage")
    wx = host("wx", permissions={})
    path = wx.storage.put_temp(made.noise()).path
    with pytest.raises(ScriptError, match=r"allows\('album_write'\)"):
        wx.call("saveImageToPhotosAlbum", {"filePath": path})


def test_an_unused_action_fails_too() -> None:
    wx = host("wx", picks("cat.jpg"), cancels())
    wx.call("chooseImage")
    with pytest.raises(ScriptError, match=r"nothing asked for cancels\(\)"):
        wx.__exit__(None)


def test_the_same_script_on_several_clients() -> None:
    script = [allows("album", when="my"), picks("cat.jpg", after=1.5), saves(when="ks")]
    for client in ("wx", "tt/ios", "my/android"):
        with Host(client, album=worlds.ALBUM, user=script) as device:
            start = device.device.clock.now()
            assert device.call("chooseImage", {"count": 1})["tempFilePaths"]
            assert device.device.clock.now() == start + 1.5


def test_camera_writes_exif_and_saves_when_asked() -> None:
    with host("tt/android@7.40.0", shoots()) as tt:
        options = {"sourceType": ["camera"], "sizeType": ["original"], "isSaveToAlbum": "1"}
        path = tt.call("chooseImage", options)["tempFilePaths"][0]
        exif = Image.open(tt.open(path)).getexif()
        assert exif[0x0112] == 6
        assert exif[0x0132].startswith("2026:01:01")
        assert len(tt.saved) == 1
        assert len(tt.device.album.items()) == len(worlds.ALBUM) + 1


def test_camera_of_given_scenes() -> None:
    camera = {"desk.jpg": worlds.ALBUM["dog.jpg"]}
    with host("wx", shoots("desk.jpg"), camera=camera) as wx:
        path = wx.call("chooseImage", {"sizeType": ["original"]})["tempFilePaths"][0]
        assert wx.open(path).read() == worlds.ALBUM["dog.jpg"]


def test_recording_stops_at_the_limit() -> None:
    pytest.importorskip("av")
    with host("wx", records(30)) as wx:
        options = {"mediaType": ["video"], "sourceType": ["camera"], "maxDuration": 3}
        (file,) = wx.call("chooseMedia", options)["tempFiles"]
        assert file["duration"] == pytest.approx(3, abs=0.2)
        assert wx.open(file["thumbTempFilePath"]).read(3) == b"\xff\xd8\xff"


def test_feishu_choose_video_limits_picking() -> None:
    with host("tt/android", picks("walk.mp4"), picks("walk.mp4")) as tt:
        assert tt.call("chooseVideo", {"maxDuration": 3})["errMsg"] == "chooseVideo:ok"
        long = host("tt/android", picks("walk.mp4"), album={"walk.mp4": made.mp4(seconds=90)})
        assert long.call("chooseVideo", {"maxDuration": 60})["errno"] == 1301004
        long.close()
        tt.call("chooseVideo")


def test_alipay_takes_a_still_of_an_animation() -> None:
    frames = [made.scene(20, 20), made.scene(20, 20).rotate(90)]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], loop=0)
    for client, still in (("my", True), ("wx", False)):
        with host(client, picks("a.gif"), album={"a.gif": out.getvalue()}) as device:
            path = device.call("chooseImage", {"sizeType": ["original"]})["tempFilePaths"][0]
            assert getattr(Image.open(device.open(path)), "is_animated", False) is not still
            lost = "the picture is animated: only its first frame comes out"
            assert (lost in device.notes) is still


# Consent, failures, versions -------------------------------------------------------------------


def test_alipay_asks_again_until_told_not_to() -> None:
    script = [denies("album"), denies_forever("album"), picks("cat.jpg")]
    with host("my/android", *script, permissions={}) as my:
        assert my.call("chooseImage")["error"] == 2001
        assert my.call("chooseImage")["error"] == 2003
        assert my.call("chooseImage", {"sourceType": ["album"]})["error"] == 2002
        my.device.consent.remember("album", "allowed")
        assert my.call("chooseImage")["tempFilePaths"]


def test_wechat_does_not_ask_again() -> None:
    with host("wx", denies("album_write"), permissions={}) as wx:
        path = wx.storage.put_temp(made.noise()).path
        for _ in range(2):
            assert "auth den" in wx.call("saveImageToPhotosAlbum", {"filePath": path})["errMsg"]


@pytest.mark.parametrize(
    ("client", "api", "key", "code"),
    [
        ("tt/android", "chooseImage", "errno", 1300001),
        ("my/android", "chooseImage", "error", 11),
        ("my/android", "chooseVideo", "error", 10),
        ("my/ios", "chooseVideo", "error", 11),
        ("wx/android", "chooseImage", "errMsg", "chooseImage:fail cancel"),
    ],
)
def test_cancel_in_each_vendors_words(client: str, api: str, key: str, code: Any) -> None:
    with host(client, cancels()) as device:
        assert device.call(api)[key] == code


@pytest.mark.parametrize(
    ("client", "api", "options", "code"),
    [
        ("tt/android", "getVideoInfo", {"src": "https://example.com/a.mp4"}, 1306001),
        ("tt/android", "getImageInfo", {"src": "nope.png"}, 203),
        ("tt/android", "chooseImage", {"count": "3"}, 104),
        ("tt/ios", "previewImage", {"urls": ["ftp://x/a.png"]}, 104),
        ("my", "getImageInfo", {"src": "nope.png"}, 12),
        ("my", "getImageInfo", {"src": ""}, 12),
        ("my", "saveImageToPhotosAlbum", {"filePath": ""}, 2),
        ("my", "saveImageToPhotosAlbum", {"filePath": "nope.png"}, 17),
        ("my", "previewImage", {"urls": ["ftp://x/a.png"]}, 2),
        ("wx", "getImageInfo", {"src": "nope.png"}, 1300002),
        ("wx", "compressImage", {"src": "nope.png"}, 1103002),
        ("wx", "saveFile", {"tempFilePath": "x"}, 1301112),
        ("wx@2.26.0", "compressImage", {"src": "x", "compressedWidth": 0}, 1103007),
    ],
)
def test_failures_in_each_vendors_codes(
    client: str, api: str, options: dict[str, Any], code: int
) -> None:
    with host(client) as device:
        reply = device.call(api, options)
        assert reply[device.view.profile.envelope.failure.code[0]] == code


@pytest.mark.parametrize(
    ("client", "kind", "code"),
    [
        ("tt/ios", "policy_blocked", 1300010),
        ("tt/ios", "resource_busy", 1300013),
        ("tt/ios", "rate_limited", 111),
        ("wx", "rate_limited", 1003),
        ("wx", "privacy_undeclared", 112),
        ("my", "api_forbidden", 4),
    ],
)
def test_what_no_user_causes(client: str, kind: str, code: int) -> None:
    with host(client, trouble={"chooseImage": kind}) as device:
        reply = device.call("chooseImage")
        assert reply[device.view.profile.envelope.failure.code[0]] == code
        assert device.reply("chooseImage").failure is not None
    with pytest.raises(InputError, match="did you mean 'policy_blocked'"):
        host(client, trouble={"chooseImage": "policy_block"})
    with pytest.raises(InputError, match="did you mean 'chooseImage'"):
        host(client, trouble={"chooseImag": kind})


def test_version_gate() -> None:
    with host("wx@2.9.0") as wx:
        assert not wx.can_use("chooseMedia")
        assert "chooseMedia:fail" in wx.call("chooseMedia", {"count": 1})["errMsg"]
    assert host("wx@2.10.0").can_use("chooseMedia")
    assert not host("my").can_use("chooseMedia")
    with pytest.raises(InputError, match="did you mean"):
        host("wx").call("chooseImages")


def test_alipay_album_full_on_ios() -> None:
    with host("my/ios") as my:
        my.device.album.full = True
        path = my.storage.put_temp(made.noise()).path
        assert my.call("saveImageToPhotosAlbum", {"filePath": path})["error"] == 16


def test_network_is_off_unless_given() -> None:
    url = "https://example.com/a.jpg"
    with host("my") as my:
        assert my.call("getImageInfo", {"src": url})["errorMessage"] == "no network"
        assert my.notes == (NO_NETWORK,)
    with host("my", network={url: worlds.ALBUM["cat.jpg"]}) as my:
        info = my.call("getImageInfo", {"src": url})
        assert (info["width"], info["orientation"]) == (160, "right")
        assert my.open(info["path"]).read() == worlds.ALBUM["cat.jpg"]
        assert "error" not in my.call("saveImageToPhotosAlbum", {"filePath": url})
    with host("tt/harmony", network={url: worlds.ALBUM["cat.jpg"]}) as tt:
        assert "fail" in tt.call("getImageInfo", {"src": url})["errMsg"]


# Files -----------------------------------------------------------------------------------------


def test_saving_moves_the_file_and_survives_a_restart() -> None:
    with host("wx", picks("cat.jpg"), picks("dog.jpg")) as wx:
        path = wx.call("chooseImage")["tempFilePaths"][0]
        saved = wx.call("saveFile", {"tempFilePath": path})["savedFilePath"]
        assert "fail" in wx.call("getFileInfo", {"filePath": path})["errMsg"]
        other = wx.call("chooseImage")["tempFilePaths"][0]
        wx.restart()
        assert wx.open(saved).read()
        with pytest.raises(MediaError):
            wx.open(other)


def test_alipay_quota_of_saved_files() -> None:
    with host("my") as my:
        path = my.storage.put_temp(b"x" * (11 << 20)).path
        assert my.call("saveFile", {"tempFilePath": path})["error"] == 10028
        assert my.open(path).read(1) == b"x"


def test_a_file_in_the_place_of_another_makes_room() -> None:
    with host("wx", capacity=100) as wx:
        root = wx.storage.user_root
        wx.storage.put(f"{root}a", b"x" * 60)
        wx.storage.put(f"{root}a", b"y" * 90)
        with pytest.raises(MediaError, match="over the quota"):
            wx.storage.put(f"{root}b", b"z" * 20)
        wx.storage.put(f"{root}a", b"y" * 40)
        temp = wx.storage.put_temp(b"t" * 50).path
        assert wx.storage.save(temp, f"{root}a").size == 50
        assert wx.storage.used("kept") == 50
    with host("my") as my:
        temp = my.storage.put_temp(b"x" * (11 << 20)).path
        with pytest.raises(MediaError, match="over the quota"):
            my.storage.rename(temp, f"{my.storage.user_root}a")
        assert my.open(temp).read(1) == b"x"


def test_package_files(tmp_path: Any) -> None:
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "猫🐈.jpg").write_bytes(worlds.ALBUM["cat.jpg"])
    (tmp_path / "out.jpg").symlink_to("/etc/hostname")
    with host("tt", package=tmp_path) as tt:
        for form in ("images/猫🐈.jpg", "/images/猫🐈.jpg", "./images/猫🐈.jpg"):
            assert tt.call("getImageInfo", {"src": form})["width"] == 160
        for bad in ("out.jpg", "../x", "images/../../x", "images", ".", "", "a\0b"):
            assert "fail" in tt.call("getImageInfo", {"src": bad})["errMsg"]
    with host("wx", package=tmp_path) as wx:
        assert "fail" in wx.call("getImageInfo", {"src": "./images/猫🐈.jpg"})["errMsg"]


# Calling ---------------------------------------------------------------------------------------


def test_callbacks_run_once_each_in_order() -> None:
    seen: list[tuple[str, Any]] = []
    with host("wx", picks("cat.jpg"), cancels()) as wx:
        calls = {
            name: lambda reply, n=name: seen.append((n, reply))
            for name in ("success", "fail", "complete")
        }
        done = wx.call("chooseImage", calls)
        failed = wx.call("chooseImage", {}, **calls)
    assert seen == [("success", done), ("complete", done), ("fail", failed), ("complete", failed)]


def test_a_callback_that_raises_does_not_swallow_complete() -> None:
    seen: list[str] = []

    def broken(_: Any) -> None:
        raise RuntimeError("in the page")

    with host("wx", picks("cat.jpg")) as wx, pytest.raises(RuntimeError, match="in the page"):
        wx.call("chooseImage", success=broken, complete=lambda _: seen.append("complete"))
    assert seen == ["complete"]


def test_promises() -> None:
    async def run() -> None:
        with host("wx", picks("cat.jpg"), picks("cat.jpg"), cancels()) as wx:
            assert (await wx.acall("chooseImage") or {})["tempFilePaths"]
            assert await wx.acall("chooseImage", success=lambda _: None) is None
            with pytest.raises(Rejected) as caught:
                await wx.acall("chooseImage")
            assert caught.value.reply.value["errMsg"] == "chooseImage:fail cancel"
        with host("my", picks("cat.jpg")) as my:
            assert await my.acall("chooseImage", success=lambda _: None) is not None

    asyncio.run(run())


@pytest.mark.parametrize(("client", "fired"), [("my/android", 1), ("wx/android", 3)])
def test_overlapping_saves(client: str, fired: int) -> None:
    seen: list[str] = []

    async def run(device: Host) -> None:
        path = device.storage.put_temp(made.noise()).path
        calls = {
            "success": lambda _: seen.append("success"),
            "complete": lambda _: seen.append("complete"),
        }
        one = {"filePath": path, **calls}
        await asyncio.gather(*(device.acall("saveImageToPhotosAlbum", one) for _ in range(3)))

    with host(client) as device:
        asyncio.run(run(device))
        assert len(device.saved) == 3
    assert (seen.count("success"), seen.count("complete")) == (fired, 3)


@pytest.mark.parametrize(("when", "fired"), [("success", 1), ("complete", 2)])
def test_a_save_that_starts_before_complete_overlaps(when: str, fired: int) -> None:
    seen: list[str] = []
    with host("my/android") as my:
        path = my.storage.put_temp(made.noise()).path

        def save(again: bool) -> None:
            def at(name: str) -> None:
                seen.append(name)
                if again and name == when:
                    save(False)

            calls = {name: lambda _, name=name: at(name) for name in ("success", "complete")}
            my.call("saveImageToPhotosAlbum", {"filePath": path}, **calls)

        save(True)
    assert (seen.count("success"), seen.count("complete")) == (fired, 2)


def test_one_after_the_other_all_fire() -> None:
    seen: list[str] = []
    with host("my/android") as my:
        path = my.storage.put_temp(made.noise()).path
        for _ in range(3):
            my.call(
                "saveImageToPhotosAlbum", {"filePath": path}, success=lambda _: seen.append("s")
            )
    assert seen == ["s"] * 3


def flow(seed: int) -> tuple[list[Any], list[bytes]]:
    with host("wx", shoots(), picks_first(2), seed=seed) as wx:
        replies = [wx.call("chooseImage", {"sourceType": ["camera"]}), wx.call("chooseImage")]
        paths = [path for reply in replies for path in reply["tempFilePaths"]]
        return [replies, [e.to_plain() for e in wx.events]], [wx.open(p).read() for p in paths]


def test_the_same_seed_gives_the_same_bytes() -> None:
    assert flow(1) == flow(1)
    assert flow(1)[0] != flow(2)[0]


def test_hosts_in_threads_share_nothing() -> None:
    alone = flow(5)
    found: list[Any] = []
    threads = [threading.Thread(target=lambda: found.append(flow(5))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [alone] * 4


def test_a_device_made_beforehand() -> None:
    device = MemoryDevice(worlds.ALBUM, permissions=ALLOWED)
    with Host("wx", user=[picks("cat.jpg")], device=device) as wx:
        assert wx.call("chooseImage")["tempFilePaths"]
        assert wx.device is device
    # Two apps on one telephone: what one saves, the other picks; all share one album.
    with Host("tt/pc", device=device) as tt:
        path = tt.storage.put_temp(made.noise()).path
        assert tt.call("saveImageToPhotosAlbum", {"filePath": path})["errMsg"].endswith(":ok")
    with Host("wx", user=[picks("IMG_1767225600.jpg")], device=device) as wx:
        assert wx.call("chooseImage")["tempFilePaths"]
    device.close()
    with pytest.raises(InputError, match="either device"):
        Host("wx", album={}, device=MemoryDevice())
