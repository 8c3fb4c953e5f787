"""Paths, album, storage: nothing outside the roots, quotas held, nothing half-written."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import Any

import media_files as made
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from mediaglot.canonical.engine.album import Album
from mediaglot.canonical.engine.clock import Ids, RealClock, VirtualClock
from mediaglot.canonical.engine.consent import Consent
from mediaglot.canonical.engine.device import FolderDevice, MemoryDevice
from mediaglot.canonical.engine.faults import MediaError
from mediaglot.canonical.engine.paths import clean_parts, inside, is_inside, place_new, plain_name
from mediaglot.canonical.engine.storage import RootRule, Storage, StorageRules
from mediaglot.canonical.errors import InputError

BAD_PATHS = [
    "", ".", "./", "..", "../a", "a/../b", "a/..", "/etc/passwd", "a\0b", "a\nb", "a\\b", "C:/x",
    "c:x", "\ud800.jpg", "a" * 256, "猫" * 90, "x/" * 3000,
]  # fmt: skip


@pytest.mark.parametrize("path", BAD_PATHS)
def test_paths_that_could_leave_their_root(path: str) -> None:
    with pytest.raises(MediaError) as caught:
        clean_parts(path)
    assert caught.value.kind == "param_invalid"


@pytest.mark.parametrize(
    "path", ["a", "a/b.jpg", "./a", "a//b", "猫🐈.jpg", "a b", "..a", "a..", "..."]
)
def test_paths_that_stay(path: str) -> None:
    assert clean_parts(path)


@given(st.text(max_size=40))
def test_no_text_leads_out(text: str) -> None:
    root = Path("/some/root")
    try:
        place = root.joinpath(*clean_parts(text))
    except MediaError:
        return
    assert os.path.normpath(place).startswith("/some/root/")


def test_links_out_of_the_root(tmp_path: Path) -> None:
    root = tmp_path / "root"
    (root / "in").mkdir(parents=True)
    (tmp_path / "secret").write_text("x")
    (root / "out").symlink_to(tmp_path / "secret")
    (root / "up").symlink_to(tmp_path)
    (root / "here").symlink_to(root / "in")
    for bad in ("out", "up/secret"):
        with pytest.raises(MediaError) as caught:
            inside(root, bad)
        assert caught.value.kind == "file_permission"
    assert inside(root, "here/x")


def test_what_is_no_path_is_inside_of_nothing(tmp_path: Path) -> None:
    assert is_inside(tmp_path, tmp_path)
    assert is_inside(tmp_path, tmp_path / "a")
    assert is_inside(Path("/"), tmp_path)
    assert not is_inside(tmp_path, Path(f"{tmp_path}a"))
    assert not is_inside(tmp_path, tmp_path.parent)
    assert not is_inside(tmp_path, tmp_path / "a\0b")


def test_place_new_never_replaces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    part, place = tmp_path / "part", tmp_path / "place"
    part.write_text("new")
    place_new(part, place)
    with pytest.raises(FileExistsError):
        place_new(part, place)

    def no_links(*_: object) -> None:
        raise OSError(95, "not supported")

    monkeypatch.setattr(os, "link", no_links)
    with pytest.raises(FileExistsError):
        place_new(part, place)
    place_new(part, tmp_path / "other")
    assert (tmp_path / "other").read_text() == "new"


def test_names_for_people() -> None:
    assert plain_name("猫.jpg") == "猫.jpg"
    plain_name("\ud800\n.jpg").encode()


# Album -----------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "album"
    (home / "trip").mkdir(parents=True)
    for name in ("10.jpg", "9.jpg", "trip/a.png", "no-suffix"):
        (home / name).write_bytes(made.picture("png" if "png" in name else "jpeg"))
    (home / "clip.jpg").write_bytes(made.mp4())
    (home / "notes.txt").write_text("not media")
    (home / "broken.jpg").write_bytes(b"")
    (home / ".hidden.jpg").write_bytes(b"x")
    return home


def album(folder: Path) -> Album:
    return Album(folder.parent / "saved", folder)


def test_listing_by_content_in_natural_order(folder: Path) -> None:
    names = [item.name for item in album(folder).items(("image",))]
    assert names == ["9.jpg", "10.jpg", "broken.jpg", "no-suffix", "trip/a.png"]
    assert [item.name for item in album(folder).items(("video",))] == ["clip.jpg"]
    assert [item.name for item in album(folder).items(("file",))] == ["notes.txt"]


def test_an_album_is_read_so_deep(folder: Path) -> None:
    deep = "/".join("abcdefghi")
    (folder / deep).mkdir(parents=True)
    for place in (deep, deep[:-2]):
        (folder / place / "x.png").write_bytes(made.picture("png", None, 8, 8))
    found = [item.name for item in album(folder).items() if item.name.endswith("x.png")]
    assert found == ["a/b/c/d/e/f/g/h/x.png"]


def test_an_album_without_a_folder_has_the_files_that_are_given(folder: Path) -> None:
    given = Album(folder.parent / "saved", None, {"one.png": folder / "trip" / "a.png"})
    assert [item.name for item in given.items()] == ["one.png"]


def test_links_out_of_the_album_are_seen_and_not_read(folder: Path) -> None:
    (folder.parent / "secret.jpg").write_bytes(made.picture("jpeg"))
    (folder / "link.jpg").symlink_to(folder.parent / "secret.jpg")
    (folder / "dangling.jpg").symlink_to(folder / "nowhere.jpg")
    found = album(folder).find("link.jpg")
    with pytest.raises(MediaError) as caught:
        album(folder).copy_out(found, folder.parent / "copy", 1 << 20)
    assert caught.value.kind == "file_permission"
    assert not (folder.parent / "copy").exists()
    assert "dangling.jpg" not in [item.name for item in album(folder).items()]


def test_what_is_saved_is_part_of_the_album(folder: Path) -> None:
    it = album(folder)
    source = folder / "9.jpg"
    assert [it.add(source, "IMG.jpg") for _ in range(3)] == [
        "IMG.jpg",
        "IMG (2).jpg",
        "IMG (3).jpg",
    ]
    assert len([i for i in it.items() if i.name.startswith("IMG")]) == 3
    assert sorted(os.listdir(folder)) == sorted(os.listdir(folder))
    assert not [name for name in os.listdir(folder.parent / "saved") if name.startswith(".")]
    assert "IMG.jpg" not in os.listdir(folder)
    it.full = True
    with pytest.raises(MediaError):
        it.add(source, "IMG.jpg")


def test_saving_at_once_from_many_threads(folder: Path) -> None:
    it = album(folder)
    names: list[str] = []
    threads = [
        threading.Thread(target=lambda: names.append(it.add(folder / "9.jpg", "I.jpg")))
        for _ in range(12)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(names)) == 12


def test_folder_device_writes_into_the_folder_only_when_told(folder: Path) -> None:
    for keep in (False, True):
        with FolderDevice(folder, keep=keep) as device:
            device.album.add(folder / "9.jpg", "kept.jpg")
        assert (folder / "kept.jpg").exists() is keep
    with pytest.raises(InputError, match="does not exist"):
        FolderDevice(folder / "nowhere")


# Storage ---------------------------------------------------------------------------------------

RULES = StorageRules(
    temp=RootRule("x://temp/{id}.{ext}", max_total=1000),
    saved=RootRule("x://saved/{id}.{ext}"),
    user=RootRule("x://user/", max_file=300, max_total=500),
    package_forms=frozenset({"bare", "slash"}),
)


@pytest.fixture
def storage(tmp_path: Path) -> Storage:
    return Storage(tmp_path / "app", RULES, Ids(), package=tmp_path / "package")


def test_temporary_files_by_their_path_alone(storage: Storage) -> None:
    entry = storage.put_temp(made.picture("png", None, 8, 8))
    assert entry.path.startswith("x://temp/")
    assert entry.path.endswith(".png")
    assert storage.resolve(entry.path).stat().st_size == entry.size
    for other in (
        "x://temp/../" + entry.place.name,
        str(entry.place),
        "file://" + str(entry.place),
    ):
        with pytest.raises(MediaError):
            storage.resolve(other)


def test_a_file_that_is_gone_is_written_anew(storage: Storage) -> None:
    old = storage.put("x://user/a", b"old")
    old.place.unlink()
    assert storage.put("x://user/a", b"new").place.read_bytes() == b"new"
    assert [path for path, _ in storage.entries()] == ["x://user/a"]


def test_suffix_by_kind(tmp_path: Path) -> None:
    rules = evolve(RULES, temp=RootRule("y://{id}.{ext}", "kind"))
    storage = Storage(tmp_path, rules, Ids())
    files = {"image": made.picture("jpeg"), "video": made.mp4(), "pdf": b"%PDF-1.7", "other": b"x"}
    files["audio"] = b"fLaC...."
    for suffix, data in files.items():
        assert storage.put_temp(data).path.endswith("." + suffix)


def test_quotas(storage: Storage) -> None:
    storage.put_temp(b"x" * 900)
    with pytest.raises(MediaError) as caught:
        storage.put_temp(b"x" * 200)
    assert caught.value.kind == "storage_full"
    small = [storage.put_temp(b"x" * 10).path for _ in range(3)]
    storage.save(small[0])
    storage.capacity = 930
    storage.save(small[1])  # moves: no more room is needed
    storage.restart()
    big = storage.put_temp(b"x" * 301).path
    storage.capacity = None
    with pytest.raises(MediaError):
        storage.save(big)
    assert storage.is_temp(big)  # still there


def test_saving_under_a_name_of_the_app(storage: Storage) -> None:
    one, two = storage.put_temp(b"one").path, storage.put_temp(b"two").path
    assert storage.save(one, "x://user/a/猫.txt").path == "x://user/a/猫.txt"
    assert storage.save(two, "x://user/a/猫.txt").size == 3
    assert storage.resolve("x://user/a/猫.txt").read_bytes() == b"two"
    three = storage.put_temp(b"3").path
    for bad in ("x://user/../../b", "x://user/", "x://temp/b", "/etc/b", "x://user/a\0"):
        with pytest.raises(MediaError):
            storage.save(three, bad)
    storage.restart()
    assert storage.resolve("x://user/a/猫.txt").read_bytes() == b"two"
    with pytest.raises(MediaError):
        storage.save(one)


def test_package_files_stay_in_the_package(storage: Storage, tmp_path: Path) -> None:
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "a.png").write_bytes(b"x")
    (tmp_path / "secret").write_bytes(b"x")
    assert storage.resolve("a.png") == storage.resolve("/a.png")
    for bad in ("../secret", "/../secret", "//etc/passwd", "./a.png", "b.png", "a.png/x"):
        with pytest.raises(MediaError):
            storage.resolve(bad)


# Device ----------------------------------------------------------------------------------------


def test_a_closed_device_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("mediaglot.canonical.engine.device.os.access", lambda *_: False)
    with MemoryDevice({"a.jpg": made.picture("jpeg")}) as device:
        device.storage(RULES).put_temp(b"x")
        assert os.listdir(tmp_path)
    assert os.listdir(tmp_path) == []
    with pytest.raises(InputError):
        MemoryDevice({"a.jpg": 3})  # type: ignore[dict-item]
    assert os.listdir(tmp_path) == []
    forgotten = MemoryDevice()
    del forgotten
    assert os.listdir(tmp_path) == []


def test_ids_and_clock() -> None:
    assert [Ids(1).token() for _ in range(2)] == [Ids(1).token()] * 2
    ids = Ids("a")
    assert len({ids.token() for _ in range(1000)}) == 1000
    clock = VirtualClock()
    clock.pass_time(5)
    assert clock.now() == VirtualClock().now() + 5
    assert RealClock().now() > VirtualClock().now() - 10**10


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (({"albun": "allowed"},), "did you mean 'album'"),
        (({"album": "alowed"},), "did you mean 'allowed'"),
        (({}, ["albun"]), "did you mean 'album'"),
    ],
)
def test_consent_knows_its_words(arguments: Any, words: str) -> None:
    with pytest.raises(InputError, match=words):
        Consent(*arguments)
