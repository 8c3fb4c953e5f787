"""Operations that make files and fail half-way: of what they had begun, nothing is left."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import media_files as made
import pytest
import worlds
from mediaglot.adapters.realm.host import Host
from mediaglot.canonical.engine import chosen
from mediaglot.canonical.engine.consent import SCOPES
from mediaglot.canonical.engine.faults import MediaError
from mediaglot.canonical.engine.storage import Storage
from mediaglot.canonical.engine.user import picks

CLIENTS = ("wx/android", "my/ios", "tt/android@7.47.0")
ALLOWED = dict.fromkeys(SCOPES, "allowed")
URL = "https://example.com/a.jpg"
SIZES = (0, 1, 100, 500)


def folder_of(storage: Storage) -> Path:
    return storage.scratch().parent.parent


def unknown(storage: Storage) -> list[str]:
    """Real files of a client that no path of the app leads to."""
    known = {found.place for path, _ in storage.entries() if (found := storage.entry(path))}
    folder = folder_of(storage)
    there = [place for place in folder.rglob("*") if place.is_file()]
    return [place.relative_to(folder).as_posix() for place in there if place not in known]


@contextmanager
def full_after(size: int) -> Iterator[None]:
    """No file can have more bytes: the system itself refuses, wherever that is."""
    resource = pytest.importorskip("resource")
    signal = pytest.importorskip("signal")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    heard = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, heard)


def calls(client: str) -> list[str]:
    """The media functions of a client that work there."""
    with Host(client) as host:
        apis = host.view.apis
        usable = [k for k in worlds.apis(client) if apis[k].support.usable]
        return [key for key in usable if not apis[key].engine.get("unsupported")]


def ready(client: str, key: str) -> tuple[Host, dict[str, Any]]:
    """A client on which a function can be called, and what it is given."""
    name = Host(client).view.apis[key].canonical
    host = Host(
        client, album=dict(worlds.ALBUM), user=worlds.script(name), permissions=ALLOWED,
        network={URL: made.picture("jpeg")},
    )  # fmt: skip
    path = ""
    if worlds.needs_file(name):
        path = host.storage.put_temp(worlds.ALBUM[worlds.file_for(name)]).path
    return host, worlds.options(client, key, path)


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("size", SIZES)
def test_on_a_full_device_nothing_half_made_stays(client: str, size: int) -> None:
    failed = 0
    for key in calls(client):
        host, options = ready(client, key)
        with host:
            before = len(list(host.storage.entries()))
            with full_after(size):
                reply = host.reply(key, options)
            assert unknown(host.storage) == [], key
            if not reply.ok:
                failed += 1
                assert len(list(host.storage.entries())) <= before, key
    assert failed


@pytest.mark.parametrize("client", CLIENTS)
def test_on_a_client_without_room_nothing_half_made_stays(client: str) -> None:
    for key in calls(client):
        for room in (0, 500):
            host, options = ready(client, key)
            with host:
                used = host.storage.used("temp")
                host.storage.capacity = used + room
                host.reply(key, options)
                assert unknown(host.storage) == [], (key, room)


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("given", [{}, {"filePath": "{root}a.jpg"}, {"filePath": "/none/a.jpg"}])
def test_a_download_that_finds_no_room_leaves_nothing(
    client: str, size: int, given: dict[str, str]
) -> None:
    with Host(client, network={URL: made.picture("jpeg")}) as host:
        said = {k: v.format(root=host.storage.user_root) for k, v in given.items()}
        with full_after(size):
            answer = host.companions.perform("downloadFile", {"url": URL, **said}, "")
        assert not answer.ok
        assert unknown(host.storage) == []
        assert list(host.storage.entries()) == []


@pytest.mark.parametrize("error", [OSError(errno.ECONNRESET, "reset"), TimeoutError("late")])
@pytest.mark.parametrize("client", CLIENTS)
def test_a_network_that_is_cut_leaves_nothing(client: str, error: OSError) -> None:
    def fetch(_url: str, _headers: Any = None) -> bytes:
        raise error

    with Host(client, network=fetch, permissions=ALLOWED) as host:
        assert not host.companions.perform("downloadFile", {"url": URL}, "").ok
        for key in ("getImageInfo", "saveImageToPhotosAlbum"):
            if key in host.view.apis:
                option = next(iter(host.view.apis[key].params.values())).names[0]
                assert not host.reply(key, {option: URL}).ok
        assert unknown(host.storage) == []
        assert list(host.storage.entries()) == []


@pytest.mark.parametrize("client", CLIENTS)
def test_an_interrupt_leaves_nothing(client: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever it comes while a file is made: here as that is given its name."""

    def interrupted(*_: Any) -> Any:
        raise KeyboardInterrupt

    for key in calls(client):
        host, options = ready(client, key)
        with host, monkeypatch.context() as patch:
            patch.setattr(Storage, "keep_temp", interrupted)
            with suppress(KeyboardInterrupt):
                host.reply(key, options)
            assert unknown(host.storage) == [], key


SEVERAL = tuple(f"{number}.jpg" for number in range(6))


def several(most: int, broken: int | None = None) -> tuple[Any, list[bytes], list[str], list[str]]:
    """Six pictures picked, so many of them compressed at a time: the reply, the files, what is
    noted and what is left. `broken`: the number of one that cannot be decoded."""
    files = {name: made.picture("jpeg", n + 1, 40 + n, 30) for n, name in enumerate(SEVERAL)}
    if broken is not None:
        files[SEVERAL[broken]] = files[SEVERAL[broken]][:300]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chosen, "MOST_AT_ONCE", most)
        patch.setattr(chosen.os, "cpu_count", lambda: most)
        with Host("wx/android", album=files, user=[picks(*SEVERAL)], permissions=ALLOWED) as host:
            reply = host.call("chooseImage", {"count": 9, "sourceType": ["album"]})
            paths = reply.get("tempFilePaths", [])
            kept = [host.storage.resolve(path).read_bytes() for path in paths]
            return reply, kept, list(host.notes), unknown(host.storage)


def test_several_pictures_at_once_come_to_what_they_do_one_by_one() -> None:
    at_once = several(4)
    assert at_once == several(1)
    assert len(at_once[1]) == 6
    assert at_once[3] == []


@pytest.mark.parametrize("broken", [0, 3, 5])
def test_of_several_pictures_nothing_is_left_where_one_fails(broken: int) -> None:
    at_once = several(4, broken)
    assert at_once == several(1, broken)
    assert at_once[1:] == ([], at_once[2], [])
    assert "ok" not in at_once[0]["errMsg"]


def test_the_apps_own_files_are_whole_or_not_there() -> None:
    with Host("wx") as host:
        storage = host.storage
        path = f"{storage.user_root}a.txt"
        storage.put(path, b"before")
        with full_after(3), pytest.raises(MediaError) as caught:
            storage.put(path, b"longer than that")
        assert caught.value.kind == "storage_full"
        assert storage.resolve(path).read_bytes() == b"before"
        with full_after(8), pytest.raises(MediaError):
            storage.append(path, b" and after")
        assert storage.resolve(path).read_bytes() == b"before"
        assert storage.append(path, b" and after").size == 16
        assert storage.resolve(path).read_bytes() == b"before and after"
        assert storage.used("kept") == 16
        assert unknown(storage) == []
        with pytest.raises(MediaError):
            storage.append(f"{storage.user_root}none.txt", b"x")


def test_a_file_that_grows_while_it_is_copied_is_held_to_the_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mediaglot.canonical.engine import album

    file, target = tmp_path / "a", tmp_path / "b"
    file.write_bytes(b"x" * 100)
    found = album.open_regular

    def grows(source: Path) -> tuple[int, int]:
        opened = found(source)
        with source.open("ab") as out:
            out.write(b"y" * 1000)
        return opened

    monkeypatch.setattr(album, "open_regular", grows)
    with pytest.raises(MediaError) as caught:
        album.copy_file(file, target, 500)
    assert caught.value.kind == "storage_full"
    assert not target.exists()


def test_a_host_that_is_closed_leaves_nothing(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("mediaglot.canonical.engine.device.os.access", lambda *_: False)
    with Host("wx", network={URL: made.picture("jpeg")}) as host:
        host.companions.perform("downloadFile", {"url": URL}, "")
        assert os.listdir(tmp_path)
    assert os.listdir(tmp_path) == []
