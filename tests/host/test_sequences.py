"""Long lives: calls in any order on any client keep the host's promises."""

from __future__ import annotations

from typing import Any

import media_files as made
import worlds
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from mediaglot.adapters.realm.host import Host
from mediaglot.canonical.engine.consent import SCOPES
from mediaglot.canonical.engine.faults import MediaError
from mediaglot.canonical.engine.user import cancels, picks, toggles_original

SMALL = {"a.jpg": made.picture("jpeg", 6, 40, 30), "b.png": made.picture("png", None, 20, 30)}


class Life(RuleBasedStateMachine):
    """One app on one client: what replies gave is there, with the size they said."""

    host: Host

    @initialize(client=st.sampled_from(worlds.clients()), capacity=st.sampled_from([None, 4000]))
    def start(self, client: str, capacity: int | None) -> None:
        allowed = dict.fromkeys(SCOPES, "allowed")
        self.host = Host(client, SMALL, permissions=allowed, capacity=capacity)
        self.temp: dict[str, int | None] = {}
        self.kept: dict[str, int | None] = {}

    def call(self, api: str, **options: Any) -> dict[str, Any]:
        reply = self.host.reply(api, options)
        assert reply.ok or reply.failure is not None
        return dict(reply.value) if reply.ok else {}

    @rule(name=st.sampled_from(sorted(SMALL)), original=st.booleans())
    def choose(self, name: str, original: bool) -> None:
        if not self.host.can_use("chooseImage"):
            return
        sizes = self.host.view.api("chooseImage").params.get("sizes")
        offered = sizes is not None and sizes.support.usable and not sizes.facts.allowed
        if original and offered:
            self.host.script(toggles_original())
        self.host.script(picks(name))
        for file in self.call("chooseImage", sourceType=["album"]).get("tempFiles", []):
            self.temp[file["path"]] = file["size"]

    @rule()
    def cancel(self) -> None:
        if self.host.can_use("chooseImage"):
            self.host.script(cancels())
            assert not self.call("chooseImage")

    @rule(data=st.data())
    def compress(self, data: st.DataObject) -> None:
        if self.temp and self.host.can_use("compressImage"):
            path = data.draw(st.sampled_from(sorted(self.temp)))
            name = self.host.view.api("compressImage").params["srcs"].names[0]
            single = self.host.view.api("compressImage").params["srcs"].facts.single
            reply = self.call("compressImage", **{name: path if single else [path]})
            for out in reply.get("apFilePaths", [reply.get("tempFilePath")]):
                if out is not None:
                    self.temp[out] = None

    @rule(data=st.data())
    def save(self, data: st.DataObject) -> None:
        if self.temp and self.host.can_use("saveFile"):
            path = data.draw(st.sampled_from(sorted(self.temp)))
            kept = self.call("saveFile", tempFilePath=path).get("savedFilePath")
            if kept is not None:
                self.kept[kept] = self.temp.pop(path)

    @rule(data=st.data())
    def keep_in_album(self, data: st.DataObject) -> None:
        if self.temp and self.host.can_use("saveImageToPhotosAlbum"):
            before = len(self.host.device.album.items())
            path = data.draw(st.sampled_from(sorted(self.temp)))
            saved = self.call("saveImageToPhotosAlbum", filePath=path)
            grown = len(self.host.device.album.items()) - before
            assert grown in ((1,) if saved else (0, 1))

    @rule()
    def restart(self) -> None:
        self.host.restart()
        for path in self.temp:
            try:
                self.host.open(path)
            except MediaError:
                continue
            raise AssertionError(f"{path} outlived the app")
        self.temp.clear()

    @invariant()
    def what_replies_gave_is_there(self) -> None:
        if not hasattr(self, "host"):
            return
        for path, size in {**self.temp, **self.kept}.items():
            with self.host.open(path) as stream:
                data = stream.read()
            assert data
            assert size in (None, len(data))
        used = sum(size for _, size in self.host.storage.entries())
        assert self.host.storage.capacity is None or used <= self.host.storage.capacity

    def teardown(self) -> None:
        if hasattr(self, "host"):
            self.host.finish()
            self.host.close()


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=40, stateful_step_count=20, deadline=None)
