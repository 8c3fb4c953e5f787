"""A program that means harm, looked at in a real browser: nothing of it runs, asks or reaches out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from real_browser import Looked
from studio_server import Studios

pytestmark = pytest.mark.slow

PAGE = """
<view class="all">
  <script>parent.mgOwned = 1</script>
  <iframe src="https://evil.example/frame"></iframe>
  <view class="bad" style="background: url(https://evil.example/style); position: fixed; inset: 0; z-index: 99999">{{text}}</view>
  <image src="https://evil.example/picture.png"/>
  <image src="javascript:parent.mgOwned=2"/>
  <image src="/../../../../etc/passwd"/>
  <image src="{{svg}}"/>
  <video src="https://evil.example/film.mp4" poster="https://evil.example/poster.png"/>
  <audio src="https://evil.example/sound.mp3" controls/>
  <web-view src="https://evil.example/site"/>
  <rich-text nodes="{{html}}"/>
  <view id="phones" onclick="parent.mgOwned=3">{{html}}</view>
  <button class="done" bindtap="go">Go</button>
</view>
"""
STYLE = """
@import url("https://evil.example/more.css");
@font-face { font-family: x; src: url(https://evil.example/font.woff) }
* { font-family: x }
.all { background-image: url("https://evil.example/back.png"), url('//evil.example/two.png'); height: 200vh }
} #top, header, #main { display: none !important } html { position: fixed; inset: 0
.bad::after { content: url(https://evil.example/after.png) }
"""
SCRIPT = """
Page({
  data: {
    text: '<img src=x onerror="parent.mgOwned=4">',
    html: '<img src="https://evil.example/rich.png" onerror="parent.mgOwned=5"><script>parent.mgOwned=6</scr' + 'ipt>',
    svg: 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" onload="parent.mgOwned=7"/>',
  },
  go() {
    wx.showModal({ title: '<b>t</b><img src=x onerror="mgOwned=8">', content: '\\ud800 \\u202e</p><script>mgOwned=9</script>' })
  },
})
"""


def test_nothing_of_a_program_runs_or_asks(
    studios: Studios, looks: Callable[..., Looked], tmp_path: Path
) -> None:
    for name, text in {
        "app.json": '{"pages":["p/p"],"window":{"navigationBarTitleText":"</title><script>mgOwned=10</script>",'
        '"navigationBarBackgroundColor":"red;background:url(https://evil.example/bar)"}}',
        "app.js": "App({})", "p/p.js": SCRIPT, "p/p.wxml": PAGE, "p/p.wxss": STYLE,
    }.items():  # fmt: skip
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    served = studios(root=tmp_path)
    served.quiet()
    looked = looks(served)
    page = looked.page
    inner = page.frame_locator("iframe")
    inner.locator("button.done").wait_for()
    inner.get_by_text('<img src=x onerror="parent.mgOwned=4">').wait_for()
    inner.locator("button.done").evaluate("it => it.click()")
    page.get_by_role("heading", name="<b>t</b>").wait_for()
    page.get_by_role("button", name="Save as scenario").wait_for()
    frame = page.locator("iframe")
    assert frame.get_attribute("sandbox") == "allow-same-origin"
    tags = frame.evaluate(
        "it => [...it.contentDocument.body.querySelectorAll('*')].map((it) => it.localName)"
    )
    assert not {"script", "iframe", "object", "embed", "link", "style", "meta", "base"} & set(tags)
    held = page.evaluate(
        "() => { const box = document.querySelector('.case').getBoundingClientRect(); "
        "const inner = document.querySelector('iframe').getBoundingClientRect(); "
        "return inner.left >= box.left && inner.right <= box.right && inner.bottom <= box.bottom }"
    )
    assert held
    assert page.evaluate("() => window.mgOwned") is None
    assert frame.evaluate("it => it.contentWindow.mgOwned") is None
    outside = [url for url in looked.asked if "evil.example" in url or "passwd" in url]
    assert outside == []
