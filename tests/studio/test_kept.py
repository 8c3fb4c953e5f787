"""What a studio holds while somebody plays with it for long: so much and no more."""

from __future__ import annotations

import gc
import threading
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from mediaglot.adapters.realm.host import Host
from mediaglot.adapters.realm.program import MiniProgram
from mediaglot.adapters.studio import phone as phones
from mediaglot.adapters.studio import rows, shelf
from mediaglot.adapters.studio import studio as studios_module
from mediaglot.adapters.studio.phone import Phone
from mediaglot.adapters.studio.rows import TraceRows
from mediaglot.canonical.engine.device import Device
from mediaglot.canonical.errors import InputError, MediaglotError
from studio_acts import Restless
from studio_server import Served, Studios

STEPS = 300
KINDS = (Phone, Host, MiniProgram, TraceRows, Device)
LIMITS = {
    (phones, "MOST_EVENTS"): 120, (rows, "MOST_ROWS"): 150, (shelf, "MOST_FILES"): 60,
    (shelf, "MOST_BYTES"): 40_000, (studios_module, "MOST_ADDED"): 8,
}  # fmt: skip


class Player:
    """Somebody at a studio in this process, who looks at every picture."""

    def __init__(self, served: Served, picture: bytes) -> None:
        self._served, self._picture = served, picture
        self._rows: list[int] = []

    def do(self, plain: dict[str, Any]) -> str:
        try:
            self._served.studio.do(plain)
        except MediaglotError as error:
            return str(error)
        return ""

    def add(self, to: str, name: str) -> str:
        studio = self._served.studio
        place = studio.room()
        place.write_bytes(self._picture)
        try:
            studio.add(name, place, to=to)
        except InputError as error:
            place.unlink()
            return str(error)
        return ""

    def state(self) -> dict[str, Any]:
        def rests(state: dict[str, Any]) -> dict[str, Any] | None:
            listed = state["phones"]
            asked = any(it.get("prompt") for it in listed)
            return state if listed and (asked or not any(it["busy"] for it in listed)) else None

        state: dict[str, Any] = self._served.until(rests)
        for phone in state["phones"]:
            for row in phone.get("rows", ()):
                for file in row.get("files", ()):
                    self._served.studio.shelf.picture(file["key"], shelf.SMALL)
        return state


def living() -> Counter[str]:
    """How many there are of what a studio is made of."""
    gc.collect()
    return Counter(type(it).__name__ for it in gc.get_objects() if type(it) in KINDS)


def test_what_is_kept_is_bounded(
    studios: Studios, tmp_path: Path, pictures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(work))
    for (module, name), most in LIMITS.items():
        monkeypatch.setattr(module, name, most)
    before, threads = living(), threading.active_count()
    served = studios(beside="my/android")
    served.quiet(2)
    studio = served.studio
    player = Player(served, (pictures / "photo1.jpg").read_bytes())
    someone = Restless(7, player.do, player.state, player.add)
    for _ in range(STEPS):
        someone.step()
    assert {"touch", "open", "client", "add", "picks", "taps", "cancels"} <= set(someone.done)
    assert any("were added, and no more" in it for it in someone.refused)

    assert all(count <= 2 + before[name] for name, count in living().items())
    assert threading.active_count() <= threads + 6
    for phone in studio.phones:
        assert phone.rows is not None
        assert len(phone.rows.after(0)) <= LIMITS[rows, "MOST_ROWS"]
        if phone.program is not None:
            assert len(phone.program.trace.events) <= 2 * LIMITS[phones, "MOST_EVENTS"]
    assert studio.shelf.kept <= LIMITS[shelf, "MOST_BYTES"]
    assert len(studio.shelf._places) == len(studio.shelf._keys) <= LIMITS[shelf, "MOST_FILES"]
    assert len(studio._added) == LIMITS[studios_module, "MOST_ADDED"]
    apps = [place for place in work.glob("*/apps/*") if place.is_dir()]
    assert len(apps) <= len(studio.phones)
    studio.close()
    assert [place for place in work.rglob("*") if place.is_file()] == []
