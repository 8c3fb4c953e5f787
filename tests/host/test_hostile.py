"""Strangers' files and options: a failure of the vendor, never an exception, never a way out."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import media_files as made
import pytest
import worlds
from hypothesis import given, settings
from hypothesis import strategies as st
from mediaglot.adapters.realm.host import Host
from mediaglot.canonical.engine.consent import SCOPES
from mediaglot.canonical.engine.user import picks

ALLOWED = dict.fromkeys(SCOPES, "allowed")
CLIENTS = ("tt/ios", "tt/pc", "my/android", "wx/android")

PATHS = [
    "../../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "a\0b", "\ud800", "..", "", " ",
    "ttfile://temp/../../x", "ttfile://user/../../etc/passwd", "wxfile://usr/../x",
    "wxfile://tmp_../../x", "https://resource/../../x.image", "https://usr/../x", "http://tmp/../x",
    "http://127.0.0.1/x.jpg", "http://169.254.169.254/latest/meta-data", "data:image/png;base64,AA",
    "javascript:alert(1)", "C:\\windows\\system.ini", "\\\\host\\share", "x" * 100_000, "a/" * 5000,
]  # fmt: skip


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("path", PATHS, ids=range(len(PATHS)))
def test_paths_by_strangers(client: str, path: str, tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(made.picture("jpeg"))
    (tmp_path / "package").mkdir()
    with Host(client, permissions=ALLOWED, package=tmp_path / "package") as host:
        temp = host.storage.put_temp(made.picture("jpeg")).path
        for key in worlds.apis(client):
            api = host.view.apis[key]
            if not worlds.needs_file(api.canonical) or api.canonical.startswith("preview"):
                continue
            reply = host.reply(key, worlds.options(client, key, path))
            assert not reply.ok, (key, path)
        saved = host.reply("saveFile", {"tempFilePath": temp, "filePath": path})
        if saved.ok:  # an empty target is the client's choice
            assert path == ""
    assert sorted(os.listdir(tmp_path)) == ["package", "secret"]
    assert os.listdir(tmp_path / "package") == []


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=8,
)


@settings(max_examples=60)
@given(data=st.data())
def test_options_by_strangers(data: st.DataObject) -> None:
    client = data.draw(st.sampled_from(CLIENTS))
    with Host(client, permissions=ALLOWED) as host:
        key = data.draw(
            st.sampled_from([k for k in worlds.apis(client) if not k.startswith("choose")])
        )
        names = [name for param in host.view.apis[key].params.values() for name in param.names]
        options = data.draw(
            st.dictionaries(st.sampled_from(names) | st.text(max_size=6), JSON, max_size=5)
        )
        reply = host.reply(key, options)
        assert reply.ok or reply.failure is not None


def test_bombs() -> None:
    for client in CLIENTS:
        with Host(client, permissions=ALLOWED) as host:
            path = host.storage.put_temp(made.huge_png()).path
            info = host.reply("getImageInfo", {"src": path})
            assert info.ok
            assert info.value["width"] == 100_000
            option = host.view.api("compressImage").params["srcs"].names[0]
            listed = host.view.api("compressImage").params["srcs"].facts.single
            reply = host.reply("compressImage", {option: path if listed else [path]})
            if reply.ok:  # returned unchanged: never decoded
                assert client in ("tt/pc", "wx/android")
            else:
                assert reply.failure is not None
                assert reply.failure.kind == "compress_failed"


@pytest.mark.parametrize("name", ["jpeg", "png", "webp"])
def test_cut_at_every_byte(name: str) -> None:
    data = made.picture(name, 6, 16, 12)
    with Host("tt/ios", permissions=ALLOWED) as host:
        for end in range(len(data)):
            path = host.storage.put_temp(data[:end] or b"x").path
            assert host.reply("getImageInfo", {"src": path}).api == "getImageInfo"
            assert host.reply("compressImage", {"src": path}).api == "compressImage"
            host.restart()


def test_polyglots_are_what_they_begin_with() -> None:
    page = made.picture("gif") + b"<script>alert(1)</script>"
    with Host("wx") as host:
        assert (
            host.reply("getImageInfo", {"src": host.storage.put_temp(page).path}).value["type"]
            == "gif"
        )
        bad = host.storage.put_temp(b"<html>" + made.picture("gif")).path
        assert not host.reply("getImageInfo", {"src": bad}).ok


def test_links_out_of_the_album(tmp_path: Path) -> None:
    album = tmp_path / "album"
    album.mkdir()
    (tmp_path / "secret.jpg").write_bytes(made.picture("jpeg"))
    (album / "link.jpg").symlink_to(tmp_path / "secret.jpg")
    for client in CLIENTS:
        with Host(client, album, [picks("link.jpg")], permissions=ALLOWED) as host:
            reply = host.reply("chooseImage")
            assert reply.failure is not None
            assert reply.failure.kind == "file_permission"
            assert not list(host.storage.entries())


@pytest.mark.parametrize(
    "name", ["猫🐈‍⬛.jpg", "a b'c\"d.jpg", "-rf.jpg", "名前.JPG", "x" * 200 + ".jpg"]
)
def test_strange_names(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(made.picture("jpeg"))
    for client in CLIENTS:
        with Host(client, tmp_path, [picks(name)], permissions=ALLOWED) as host:
            reply = host.reply("chooseImage")
            assert reply.ok
            assert reply.value["tempFilePaths"][0].isascii()


def test_undecodable_names(tmp_path: Path) -> None:
    raw = os.path.join(os.fsencode(tmp_path), b"caf\xe9.jpg")
    try:
        with open(raw, "wb") as stream:
            stream.write(made.picture("jpeg"))
    except OSError:
        pytest.skip("the file system takes no such name")
    name = os.fsdecode(b"caf\xe9.jpg")
    with Host("wx", tmp_path, [picks(name), picks(name)], permissions=ALLOWED) as host:
        assert host.reply("chooseImage").ok
        file = host.call("chooseMessageFile", {"count": 1})["tempFiles"][0]
        json.dumps(file).encode()
        json.dumps([event.to_plain() for event in host.events]).encode("utf-8")
        assert "\udce9" not in file["name"]


def test_a_file_that_changes_while_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(made.noise())
    from mediaglot.canonical.engine import album

    real = album.copy_file

    def changing(source: Path, target: Path, most: int) -> int:
        size = real(source, target, most)
        path.write_bytes(b"something else")  # between the copy and all that looks at it
        return size

    monkeypatch.setattr(album, "copy_file", changing)
    with Host("wx", tmp_path, [picks("a.jpg")], permissions=ALLOWED) as host:
        reply = host.reply("chooseImage", {"sizeType": ["original"]})
        (file,) = reply.value["tempFiles"]
        assert file["size"] == len(host.open(file["path"]).read())
        assert host.open(file["path"]).read(3) == b"\xff\xd8\xff"


def test_a_callback_that_is_no_function_is_not_called() -> None:
    with Host("wx") as host:
        assert "errMsg" in host.call("getImageInfo", {"src": "x", "success": 3, "fail": "no"})


@pytest.mark.parametrize("value", [None, {}, [], float("nan"), True, 3])
def test_values_of_every_wrong_type(value: Any) -> None:
    with Host("my") as host:
        reply = host.call("getImageInfo", {"src": value})
        assert "errorMessage" in reply


@pytest.mark.parametrize("client", CLIENTS)
def test_failures_name_nothing_of_this_machine(client: str, tmp_path: Path) -> None:
    """What a decoder complains about is not where the file really lies: runs stay identical."""
    album = {"a.gif": b"GIF89a/*\x01\x01" + b"*/=1;", "b.jpg": made.picture("jpeg")[:400]}
    told: list[list[dict[str, Any]]] = []
    for _ in range(2):
        with Host(client, album, permissions=ALLOWED) as host:
            temp = [host.storage.put_temp(data).path for data in album.values()]
            replies = [
                dict(host.reply(key, worlds.options(client, key, path)).value)
                for key in worlds.apis(client)
                for path in temp
                if worlds.needs_file(host.view.apis[key].canonical)
                and not host.view.apis[key].canonical.startswith(("edit", "crop"))
            ]
            told.append(replies)
    assert told[0] == told[1]
    assert "mediaglot-" not in str(told)


def test_a_file_that_vanishes_between_two_looks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.jpg").write_bytes(made.picture("jpeg"))
    with Host("wx/android", package=tmp_path) as host:
        found = host.storage.resolve

        def gone(path: str) -> Path:
            place = found(path)
            place.unlink()
            return place

        monkeypatch.setattr(host.storage, "resolve", gone)
        assert host.call("getImageInfo", {"src": "a.jpg"})["errno"] == 1300002


@pytest.mark.parametrize("options", [3, "x", [1]])
def test_options_that_are_no_object(options: Any) -> None:
    with Host("wx") as host, pytest.raises(ValueError, match="expected an object of options, got"):
        host.call("getImageInfo", options)


@pytest.mark.parametrize(("error", "errno"), [(TimeoutError(), 5), (OSError(5, "lost"), 108)])
def test_a_fetcher_that_raises(error: OSError, errno: int) -> None:
    def fetch(_url: str, _headers: Mapping[str, str]) -> bytes:
        raise error

    with Host("wx", network=fetch) as host:
        assert host.call("getImageInfo", {"src": "https://a/b.jpg"})["errno"] == errno


def test_an_address_needs_its_file(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"https://a/b: there is no file .*none\.jpg"):
        Host("wx", network={"https://a/b": tmp_path / "none.jpg"})
