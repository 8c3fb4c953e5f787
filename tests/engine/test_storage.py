"""An app's files by themselves: how they are named, moved, counted, and what they are refused."""

from __future__ import annotations

import os
from pathlib import Path

import media_files as made
import pytest
from attrs import evolve
from mediaglot.canonical.engine.clock import Ids
from mediaglot.canonical.engine.device import FolderDevice, MemoryDevice
from mediaglot.canonical.engine.faults import MediaError
from mediaglot.canonical.engine.storage import RootRule, Storage, StorageRules

RULES = StorageRules(
    RootRule("xx://temp/{id}.{ext}", max_file=100, max_total=250),
    RootRule("xx://kept/{id}.{ext}"),
    RootRule("xx://user/", max_file=90, max_total=200),
    frozenset({"bare", "slash", "dot"}),
)


def storage(folder: Path, rules: StorageRules = RULES) -> Storage:
    package = folder / "package"
    (package / "img").mkdir(parents=True)
    (package / "img" / "a.png").write_bytes(b"png")
    return Storage(folder / "files", rules, Ids(), package)


def refused(kind: str, said: str) -> pytest.RaisesExc[MediaError]:
    """What is raised, by its kind."""

    def of_kind(error: MediaError) -> bool:
        return error.kind == kind

    return pytest.raises(MediaError, match=said, check=of_kind)


def left(files: Storage, folder: Path) -> tuple[list[tuple[str, int]], int]:
    """The app's files, and how many real ones there are."""
    real = [place for place in (folder / "files").rglob("*") if place.is_file()]
    return sorted(files.entries()), len(real)


def test_a_file_has_its_most_and_all_together_have_theirs(tmp_path: Path) -> None:
    files = storage(tmp_path)
    assert (files.room("temp"), files.room("kept")) == (100, 90)
    with refused("storage_full", "no room for another temporary file"):
        files.put_temp(bytes(101))
    one, two = files.put_temp(bytes(100)), files.put_temp(bytes(100))
    assert (files.used("temp"), files.used("kept"), files.room("temp")) == (200, 0, 50)
    with refused("storage_full", "no room"):
        files.put_temp(bytes(51))
    files.put_temp(bytes(50))
    assert files.room("temp") == 0
    files.remove(one.path)
    assert (files.used("temp"), files.room("temp")) == (150, 100)
    assert not one.place.exists()
    assert two.place.exists()


def test_a_file_that_takes_the_place_of_another_has_its_room(tmp_path: Path) -> None:
    files = storage(tmp_path)
    files.put("xx://user/a", bytes(90))
    files.put("xx://user/b", bytes(90))
    assert files.room("kept") == 20
    assert files.room("kept", target="xx://user/a") == 90
    assert files.room("kept", target="xx://user/c") == 20
    with refused("storage_full", "a file of 21 bytes is over the quota"):
        files.put("xx://user/c", bytes(21))
    files.put("xx://user/a", bytes(30))
    assert files.used("kept") == 120
    assert left(files, tmp_path) == ([("xx://user/a", 30), ("xx://user/b", 90)], 2)


def test_the_device_may_have_less_room_than_the_client_gives(tmp_path: Path) -> None:
    files = storage(tmp_path)
    files.capacity = 120
    temp = files.put_temp(bytes(80))
    assert (files.room("temp"), files.room("kept")) == (40, 40)
    assert files.room("kept", moving=30) == 70
    files.capacity = 60
    assert files.room("temp") == 0
    files.capacity = 80
    kept = files.save(temp.path)  # it is moved, so the device has no more
    assert (kept.size, files.used("temp"), files.used("kept")) == (80, 0, 80)
    assert not files.is_temp(temp.path)
    assert files.is_kept(kept.path)


def test_a_temporary_file_is_saved_where_there_is_room(tmp_path: Path) -> None:
    files = storage(tmp_path)
    big, small = files.put_temp(bytes(91)), files.put_temp(bytes(9))
    with refused("storage_full", "a file of 91 bytes is over the quota"):
        files.save(big.path)
    assert files.is_temp(big.path)
    named = files.save(small.path, "xx://user/deep/./b")
    assert named.path == "xx://user/deep/b"
    assert files.resolve("xx://user/deep/b").read_bytes() == bytes(9)
    with refused("file_not_found", "no such temporary file"):
        files.save(small.path)
    big.place.unlink()
    with refused("file_not_found", "no such temporary file"):
        files.save(big.path)
    with refused("file_not_found", "the file is gone"):
        files.resolve(big.path)


def test_files_are_renamed(tmp_path: Path) -> None:
    files = storage(tmp_path)
    temp = files.put_temp(bytes(80))
    mine = files.rename(temp.path, "xx://user/a")
    assert (files.used("temp"), files.used("kept")) == (0, 80)
    assert files.rename(mine.path, "xx://user/a").path == "xx://user/a"
    assert files.resolve("xx://user/a").is_file()
    files.put("xx://user/b", bytes(90))
    other = files.put_temp(bytes(80))
    with refused("storage_full", "a file of 80 bytes is over the quota"):
        files.rename(other.path, "xx://user/c")
    files.rename(other.path, "xx://user/a")
    assert files.rename("xx://user/b", "xx://user/a").size == 90
    assert left(files, tmp_path) == ([("xx://user/a", 90)], 1)
    for target in ("xx://users/a", "xx://temp/a", "a"):
        with refused("file_permission", "the target must be under xx://user/"):
            files.rename("xx://user/a", target)
    with refused("param_invalid", "the path leaves its root"):
        files.rename("xx://user/a", "xx://user/../a")


def test_a_file_grows_up_to_its_most(tmp_path: Path) -> None:
    files = storage(tmp_path)
    files.put("xx://user/a", bytes(80))
    assert files.append("xx://user/a", b"1234567890").size == 90
    assert files.resolve("xx://user/a").read_bytes() == bytes(80) + b"1234567890"
    with refused("storage_full", "a file of 91 bytes is over the quota"):
        files.append("xx://user/a", b"1")
    assert files.resolve("xx://user/a").stat().st_size == 90
    assert files.used("kept") == 90
    with refused("file_not_found", "no such file"):
        files.append("xx://user/b", b"1")


def test_nothing_of_the_package_is_changed(tmp_path: Path) -> None:
    files = storage(tmp_path)
    for path in ("img/a.png", "/img/a.png", "./img/a.png"):
        assert files.resolve(path).read_bytes() == b"png"
        with refused("file_permission", "the package cannot be changed"):
            files.remove(path)
        with refused("file_permission", "the package cannot be changed"):
            files.rename(path, "xx://user/a")
    assert (tmp_path / "package" / "img" / "a.png").read_bytes() == b"png"
    for path in ("img", "img/b.png", "xx://user/a", "xx://temp/a", "zz://a"):
        with refused("file_not_found", "no such file"):
            files.resolve(path)
    bare = storage(tmp_path / "b", evolve(RULES, package_forms=frozenset({"bare"})))
    assert bare.resolve("img/a.png")
    for path in ("/img/a.png", "./img/a.png"):
        with refused("file_not_found", "takes no path of that form"):
            bare.resolve(path)
    without = Storage(tmp_path / "c", RULES, Ids())
    with refused("file_not_found", "no such file in the package"):
        without.resolve("img/a.png")
    without.mount(tmp_path / "package")
    without.mount(tmp_path)  # one is there
    assert without.resolve("img/a.png").read_bytes() == b"png"


@pytest.mark.skipif(os.name == "nt", reason="links take a right of their own")
def test_a_link_leads_nowhere_else(tmp_path: Path) -> None:
    files = storage(tmp_path)
    (tmp_path / "secret").write_bytes(b"secret")
    (tmp_path / "package" / "out").symlink_to(tmp_path / "secret")
    with refused("file_permission", "leads out of its root"):
        files.resolve("out")


def test_which_paths_have_the_form_of_local_files(tmp_path: Path) -> None:
    files = storage(tmp_path)
    for path in ("xx://temp/a", "xx://kept/a", "xx://user/a", "xx://user/", "a/b.png", "/a", ""):
        assert files.is_local(path), path
    for path in ("xx://other/a", "https://a", "data:image/png;base64,AA", "zz:a"):
        assert not files.is_local(path), path


@pytest.mark.parametrize(
    ("rule", "ends"),
    [
        (RootRule("xx://temp/{id}.{ext}"), ("jpg", "mp4", "unknown")),
        (RootRule("xx://temp/{id}.{ext}", ext="kind"), ("image", "video", "other")),
        (RootRule("xx://temp/{id}.{ext}", ext="kind", force_ext="x"), ("x", "x", "x")),
    ],
)
def test_how_the_client_names_files(tmp_path: Path, rule: RootRule, ends: tuple[str, ...]) -> None:
    files = storage(tmp_path, evolve(RULES, temp=rule))
    contents = (made.picture("jpeg"), made.mp4(), b"words")
    names = [files.put_temp(data).path for data in contents]
    assert [name.rpartition(".")[2] for name in names][:2] == list(ends[:2])
    assert all(name.startswith("xx://temp/") and len(name) > 42 for name in names)
    assert len(set(names)) == 3
    if rule.ext == "kind":
        assert names[2].endswith(f".{ends[2]}")


def test_what_was_begun_goes_where_it_fails(tmp_path: Path) -> None:
    files = storage(tmp_path)
    earlier = files.scratch()
    earlier.write_bytes(b"1")
    kept = files.scratch()

    def fails() -> None:
        with files.nothing_left():
            files.scratch().write_bytes(b"2")
            files.scratch()  # never made
            kept.write_bytes(b"3")
            files.keep_temp(kept)
            raise KeyError

    with pytest.raises(KeyError):
        fails()
    assert left(files, tmp_path)[1] == 2
    assert earlier.exists()
    assert kept.exists()


def test_a_restart_and_the_end(tmp_path: Path) -> None:
    files = storage(tmp_path)
    temp, mine = files.put_temp(b"1"), files.put("xx://user/a", b"22")
    files.restart()
    assert left(files, tmp_path) == ([("xx://user/a", 2)], 1)
    assert files.used("temp") == 0
    assert files.log == [temp.path, mine.path, temp.path]
    kept = storage(tmp_path / "b", evolve(RULES, temp=evolve(RULES.temp, lifetime="kept")))
    kept.put_temp(b"1")
    kept.restart()
    assert kept.used("temp") == 1
    files.close()
    assert list(files.entries()) == []
    assert not (tmp_path / "files").exists()
    assert (files.used("temp"), files.used("kept")) == (0, 0)


@pytest.mark.skipif(not os.access("/dev/shm", os.W_OK), reason="no memory that is a folder here")
def test_what_goes_with_a_device_is_kept_in_memory(tmp_path: Path) -> None:
    with MemoryDevice() as device, FolderDevice(tmp_path) as other:
        assert device._work.is_relative_to("/dev/shm")
        assert not other._work.is_relative_to("/dev/shm")


def test_what_is_gone_before_it_is_kept_is_no_file(tmp_path: Path) -> None:
    files = storage(tmp_path)
    with refused("file_not_found", "the file does not exist"):
        files.keep_temp(files.scratch())
    assert left(files, tmp_path) == ([], 0)
