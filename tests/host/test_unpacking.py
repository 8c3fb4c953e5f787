"""Archives that an app unpacks, all of one or nothing; what nobody does is not said to be done."""

from __future__ import annotations

import errno
import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from mediaglot.adapters.host.file_performers import IN_THE_REALM
from mediaglot.adapters.realm.host import Host
from mediaglot.canonical.engine import unpack
from mediaglot.canonical.engine.storage import Storage
from mediaglot.canonical.operations.files import MANAGER

CLIENTS = ("wx/android", "my/ios", "tt/android@7.47.0")
BIG = b"\0" * 300_000


def packed(files: dict[str, bytes], **more: Any) -> bytes:
    """A zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
        for name, value in more.items():
            setattr(archive, name, value)
    return out.getvalue()


GOOD = packed({"a.txt": b"one", "d/": b"", "d/e/b.txt": b"two"})


def unzip(host: Host, data: bytes, target: str = "out") -> Any:
    root = host.storage.user_root
    host.storage.put(f"{root}a.zip", data)
    given = {"zipFilePath": f"{root}a.zip", "targetPath": f"{root}{target}"}
    return host.companions.perform("unzip", given, MANAGER)


def files(host: Host) -> dict[str, bytes]:
    """What the app has beside the archive, by its paths there."""
    storage = host.storage
    head = len(storage.user_root)
    found = {path[head:]: storage.resolve(path).read_bytes() for path, _ in storage.entries()}
    found.pop("a.zip")
    return found


def real_files(host: Host) -> int:
    return sum(1 for it in host.storage.scratch().parent.parent.rglob("*") if it.is_file())


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("target", ["out", "out/"])
def test_what_is_in_an_archive_is_the_apps(client: str, target: str) -> None:
    with Host(client) as host:
        assert unzip(host, GOOD, target).ok
        assert files(host) == {"out/a.txt": b"one", "out/d/e/b.txt": b"two"}
        root = host.storage.user_root
        assert {f"{root}out", f"{root}out/d", f"{root}out/d/e"} <= host.storage.folders


def flipped(data: bytes) -> bytes:
    """The second file's bytes are other ones."""
    at = data.index(b"d/e/b.txt") + len(b"d/e/b.txt")
    return data[:at] + bytes(byte ^ 0xFF for byte in data[at : at + 3]) + data[at + 3 :]


BAD = {
    "no archive": b"PK",
    "empty": b"",
    "cut": GOOD[:-30],
    "one file is damaged": flipped(GOOD),
    "out of its folder": packed({"a": b"x", "../b": b"y"}),
    "a file in a file": packed({"a": b"x", "a/b": b"y"}),
    "a name that is none": packed({"a": b"x", "b\\c": b"y"}),
    "too many": packed({f"{n}": b"" for n in range(unpack.MOST_FILES + 1)}),
    "a method that nobody has": GOOD.replace(
        b"PK\1\2\x14\3\x14\0\0\0\x08\0", b"PK\1\2\x14\3\x14\0\0\0\x63\0"
    ),
    "encrypted": GOOD.replace(b"PK\1\2\x14\3\x14\0\0\0", b"PK\1\2\x14\3\x14\0\1\0"),
}


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("name", BAD)
def test_an_archive_that_cannot_be_unpacked_leaves_nothing(client: str, name: str) -> None:
    with Host(client) as host:
        answer = unzip(host, BAD[name])
        assert not answer.ok
        assert files(host) == {}
        assert real_files(host) == 1


@pytest.mark.parametrize("client", CLIENTS)
def test_an_archive_that_finds_no_room_leaves_nothing(client: str) -> None:
    """And what stood there before stays what it was."""
    bomb = packed({"kept.txt": b"new", "a": BIG, "b": BIG})
    with Host(client) as host:
        host.storage.put(f"{host.storage.user_root}out/kept.txt", b"old")
        host.storage.capacity = len(bomb) + len(BIG) + 1000
        answer = unzip(host, bomb)
        assert answer.error.kind == "storage_full"
        assert files(host) == {"out/kept.txt": b"old"}
        assert real_files(host) == 2


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("at", [0, 1])
def test_a_device_that_fails_half_way_leaves_nothing(
    client: str, at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first, or the second file of an archive cannot be kept."""
    with Host(client) as host:
        save, calls = Storage.save, []

        def fails(self: Storage, path: str, target: str | None = None) -> Any:
            calls.append(path)
            if len(calls) == at + 1:
                raise OSError(errno.EIO, "broken")
            return save(self, path, target)

        monkeypatch.setattr(Storage, "save", fails)
        assert not unzip(host, GOOD).ok
        assert files(host) == {}
        assert real_files(host) == 1


def test_more_than_may_be_unpacked_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack, "MOST_BYTES", len(BIG))
    with Host("wx") as host:
        assert unzip(host, packed({"a": BIG})).ok
        answer = unzip(host, packed({"a": BIG, "b": b"x"}), "other")
        assert answer.error.kind == "storage_full"
        assert set(files(host)) == {"out/a"}


def test_a_script_finds_what_it_unpacked(tmp_path: Path) -> None:
    pytest.importorskip("quickjs")
    (tmp_path / "a.zip").write_bytes(GOOD)
    (tmp_path / "page.js").write_text(
        """Page({ go() {
          const fs = wx.getFileSystemManager(), root = wx.env.USER_DATA_PATH
          const said = []
          fs.unzip({ zipFilePath: 'a.zip', targetPath: root + '/out', success: () => {
            said.push(fs.readdirSync(root + '/out').sort().join())
            said.push(fs.readFileSync(root + '/out/a.txt', 'utf8'))
            fs.unzip({ zipFilePath: root + '/none.zip', targetPath: root + '/x',
              fail: () => { said.push('failed'); this.setData({ said }) } })
          } })
        } })""",
        encoding="utf-8",
    )
    with Host("wx/android") as host, host.load(tmp_path / "page.js", root=tmp_path) as page:
        page.call("go")
        assert page.data["said"] == ["a.txt,d", "one", "failed"]


@pytest.mark.parametrize("client", CLIENTS)
def test_nothing_of_files_is_done_that_nobody_does(client: str) -> None:
    """A path that leads to no file is no success, whatever the function."""
    with Host(client) as host:
        root = host.storage.user_root
        tried = 0
        for api in host.view.apis.values():
            paths = {n: p for n, p in api.params.items() if n in ("path", "source", "temp_file")}
            here = api.operation.form == "options" and api.canonical not in IN_THE_REALM
            if api.operation.family != "files" or not paths or not here:
                continue
            given = {
                name: f"{root}none/{key}"
                for key, param in api.params.items()
                for name in param.names
            }
            answer = host.companions.perform(api.name, given, api.receiver)
            assert not answer.ok, api.name
            tried += 1
        assert tried >= 2


def test_what_the_realm_does_is_known_by_its_names() -> None:
    script = Path(__file__).parents[2] / "adapters" / "realm" / "js" / "files.js"
    body = script.read_text("utf-8").partition("const FILES = bare({")[2]
    assert set(re.findall(r"^  (\w+): \(", body, re.MULTILINE)) == IN_THE_REALM
