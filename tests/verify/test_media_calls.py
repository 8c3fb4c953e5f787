"""What `verify` takes for a media call: canvases, sounds, recorders and cameras, too."""

from __future__ import annotations

from pathlib import Path

import pytest
from mediaglot.adapters.verify import SCENARIOS, Verified, verify

pytest.importorskip("quickjs")

OK = [situation for situation in SCENARIOS if situation.name == "ok"]
PAGE = """
const rec = wx.getRecorderManager()
Page({
  data: {},
  onLoad() { this.sound = wx.createInnerAudioContext() },
  record() { rec.start({ duration: 1000 }) },
  stop() { rec.stop() },
  play() { this.sound.play() },
  another() { this.other = wx.createInnerAudioContext() },
  show() { wx.createVideoContext('v').play() },
  draw() {
    wx.canvasToTempFilePath({
      canvasId: 'c', x: 0, y: 0, width: 10, height: 10, destWidth: 10, destHeight: 10,
      success: (res) => this.setData({ made: !!res.tempFilePath }),
    })
  },
  toast() { wx.showToast({ title: 'a' }) },
  idle() {},
})
"""
TEMPLATE = '<canvas canvas-id="c" id="c" /><button bindtap="draw">a</button>'
MEDIA = ["record", "stop", "play", "another", "show", "draw"]


def verified(folder: Path, code: str, write: str = "my", **given: bool) -> Verified:
    (folder / "page.js").write_text(code, encoding="utf-8")
    (folder / "page.wxml").write_text(TEMPLATE, encoding="utf-8")
    return verify(folder, read="wx", write=write, situations=OK, **given)  # type: ignore[arg-type]


def pressed(found: Verified) -> list[str]:
    return [it.entry.handlers[0] for it in found.verdicts if len(it.entry.handlers) == 1]


def test_handlers_of_canvases_sounds_and_recorders_are_compared(tmp_path: Path) -> None:
    found = verified(tmp_path, PAGE)
    assert sorted(pressed(found)) == sorted(MEDIA)
    assert [item.handler for item in found.missed] == ["toast", "idle"]
    assert found.ok, [it.difference for it in found.verdicts]


def test_those_that_do_nothing_that_is_seen_are_among_every_one(tmp_path: Path) -> None:
    found = verified(tmp_path, PAGE, every=True)
    assert sorted(pressed(found)) == sorted([*MEDIA, "toast"])
    assert [item.handler for item in found.missed] == ["idle"]


def test_one_that_is_named_is_no_idle_one(tmp_path: Path) -> None:
    (tmp_path / "page.js").write_text(PAGE, encoding="utf-8")
    calls = ["page.js:stop", "page.js:idle"]
    found = verify(tmp_path, read="wx", write="tt", situations=OK, calls=calls)
    assert [item.handler for item in found.missed] == ["idle"]
    assert not found.complete


def test_calls_that_no_run_made_leave_it_incomplete(tmp_path: Path) -> None:
    code = """
    function later() { wx.canvasToTempFilePath({ canvasId: 'c' }); wx.getRecorderManager().stop() }
    Page({ never() { if (this.data.on) later() }, pick() { wx.chooseImage({}) } })
    """
    found = verified(tmp_path, code)
    assert [item.names for item in found.unmade] == [("canvasToTempFilePath", "getRecorderManager")]
    assert found.ok
    assert not found.complete


def test_a_member_that_the_target_lacks_is_a_difference(tmp_path: Path) -> None:
    code = """Page({
      zoom() { const c = wx.createCameraContext(); c.setZoom({ zoom: 2 }); this.setData({ a: 1 }) },
      frames() { wx.createVideoContext('v').startCasting({}); this.setData({ a: 1 }) },
    })"""
    found = verified(tmp_path, code, "swan")
    assert [it.ok for it in found.verdicts if it.entry.handlers == ("frames",)] == [False]
    assert not found.ok
