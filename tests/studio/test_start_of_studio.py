"""Before the studio's phone stands, nothing is read or drawn that it does not need."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from mediaglot.adapters.studio.server import bound
from mediaglot.adapters.studio.worlds import ALBUM, Drawing, devices
from mediaglot.profiles import loader
from mediaglot.profiles.markup import heads_with_pages
from studio_server import SNAP

BEGINS = """
import json, sys, tempfile
from pathlib import Path
from mediaglot.adapters.cli.studio import _plan
from mediaglot.adapters.studio.server import about_plain
work = Path(tempfile.mkdtemp())
given = {"client": "wx/android", "own": None, "beside": None, "ported": None, "album": None,
         "scenario": None, "stub": (), "save": "."}
HEAVY = ("PIL.Image", "av", "pydantic", "rich", "mediaglot.adapters.source.tree.ported")
plan = _plan(sys.argv[1], given, work)
from mediaglot.adapters.studio.studio import Studio
from mediaglot.profiles import builtin
import threading
stands, goes_on = threading.Event(), threading.Event()
begin = plan.rested
def rested():
    stands.set()
    goes_on.wait()
    begin()
object.__setattr__(plan, "rested", rested)
studio = Studio(plan)
about_plain(studio, "")
stands.wait()
found = {"page": bool(studio.phones[0].screen.page.get("nodes")),
         "modules": [name for name in HEAVY if name in sys.modules],
         "profiles": builtin.profile.cache_info().misses,
         "drawn": [it.name for it in work.rglob("*") if it.is_file()]}
goes_on.set()
found["album"] = [it.name for it in studio.phones[0].device.album.items()]
print(json.dumps(found))
studio.close()
"""


def test_before_the_phone_stands_no_picture_is_drawn_and_one_profile_is_read() -> None:
    pytest.importorskip("quickjs")
    done = subprocess.run(
        [sys.executable, "-c", BEGINS, str(SNAP)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["page"]
    assert found["modules"] == []
    assert found["profiles"] == 1
    assert found["drawn"] == []
    assert len(found["album"]) == 8


def test_who_looks_at_the_album_waits_until_it_is_drawn(tmp_path: Path) -> None:
    drawing = Drawing(tmp_path, album=True)
    device = devices(None, tmp_path, drawing)()
    assert list((tmp_path / ALBUM).iterdir()) == []
    assert {it.name for it in device.album.items()} == {
        *(f"photo{number}.jpg" for number in range(1, 7)), "scan.png", "clip.mp4"
    }  # fmt: skip
    assert device.camera.scene("view").read_bytes()[:2] == b"\xff\xd8"
    device.close()


def test_of_a_given_folder_the_camera_alone_is_drawn(tmp_path: Path, pictures: Path) -> None:
    work = tmp_path / "work"
    work.mkdir()
    device = devices(pictures, tmp_path, Drawing(work, album=False))()
    assert "photo1.jpg" in {it.name for it in device.album.items()}
    assert list(work.iterdir()) == []
    assert device.camera.scene("view").is_file()
    assert not (work / ALBUM).exists()
    device.close()


def test_an_answer_is_not_held_back_for_the_next() -> None:
    """asyncio turns that off for sockets that say which protocol they are of, and for no others."""
    at = bound()
    assert at.listening.proto == socket.IPPROTO_TCP
    at.listening.close()


def test_who_the_vendors_are_is_read_without_their_profiles() -> None:
    registry = loader.Registry()
    heads = heads_with_pages(registry)
    for vendor in registry.ids:
        profile = registry.get(vendor)
        if profile.template is None:
            assert vendor not in heads
        else:
            assert heads[vendor] == (profile.name, tuple(profile.os))
