"""The studio in a real browser: a person's whole flow, two phones, a scenario, looks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from mediaglot.adapters.testing.scenario import run_scenario
from mediaglot.adapters.testing.scenario_file import load_scenario
from real_browser import Looked, keep_picture
from studio_hand import Hand
from studio_server import Served, Studios

pytestmark = pytest.mark.slow
Looks = Callable[..., Looked]
FOREVER = {"wx/android": 0, "my/android": 1, "tt/android": 0}
"""Whether a client lets its user say that it is not to ask again."""
MEMO = "pages/memo/memo.js"


def at_client(served: Served, client: str) -> Served:
    """The phone of a client; where the program is of another vendor, it is ported."""
    served.quiet()
    if client != "wx/android":
        served.studio.do({"kind": "client", "phone": 0, "client": client})
    return served


@pytest.mark.parametrize("client", ["wx/android", "my/android", "tt/android"])
def test_a_person_does_everything(client: str, studios: Studios, looks: Looks) -> None:
    served = at_client(studios(), client)
    looked = looks(served)
    hand = Hand(looked, served)
    hand.picks(0, 2, original=True)
    hand.sees("picked 2")
    pictures = hand.inner.locator("image img")
    assert pictures.count() == 2
    hand.page.wait_for_function(
        "() => [...document.querySelector('iframe').contentDocument.images]"
        ".every((it) => it.complete && it.naturalWidth > 300)"
    )
    trace = hand.page.locator(".trace")
    trace.get_by_text("toggles_original()").wait_for()
    assert trace.locator("[data-what=picked] img").count() == 2

    hand.touches("Compress")
    hand.sees("compressed")
    hand.touches("Upload")
    hand.sees("sent 200")
    hand.phone.locator(".toast").get_by_text("Sent").wait_for()
    trace.locator("[data-what=uploaded]").first.wait_for()

    hand.inner.locator("image").nth(1).click()
    preview = hand.phone.locator(".preview")
    preview.get_by_text("2 / 2").wait_for()
    hand.page.keyboard.press("ArrowLeft")
    preview.get_by_text("1 / 2").wait_for()
    hand.page.keyboard.press("Escape")
    preview.wait_for(state="hidden")

    hand.adds()
    hand.asked("source")
    hand.page.keyboard.press("Escape")
    hand.served.until(lambda state: not state["phones"][0]["busy"])
    trace.locator("[data-what=cancelled]").first.wait_for()

    hand.touches("More")
    hand.asked("menu")
    hand.presses("Remove all")
    hand.asked("dialog")
    hand.phone.locator(".dialog .pair .main").click()
    hand.sees("removed")
    assert pictures.count() == 0

    hand.picks(0)
    scopes = served.studio.phones[0].device.consent
    hand.touches("Save to album")
    assert hand.asked("consent") == "consent"
    forever = hand.phone.get_by_label("Don't ask again")
    assert forever.count() == FOREVER[client]
    hand.presses("Deny")
    served.quiet()
    assert scopes.state("album_write") == "denied"
    trace.locator("[data-what=reply].bad").last.wait_for()
    for_good = "denied"
    if FOREVER[client]:
        hand.decides("album_write", "undetermined")
        hand.touches("Save to album")
        hand.asked("consent")
        forever.check()
        hand.presses("Deny")
        served.quiet()
        for_good = "denied_forever"
    assert scopes.state("album_write") == for_good
    hand.touches("Save to album")
    assert hand.asked("consent") == "nothing"
    assert served.studio.phones[0].host is not None
    assert served.studio.phones[0].host.saved == ()
    hand.decides("album_write", "allowed")
    hand.touches("Save to album")
    hand.asked("save", "menu")
    hand.sees("saved")
    assert len(served.studio.phones[0].host.saved) == 1
    trace.locator("[data-what=saved] img").wait_for()
    assert looked.complaints == []
    assert {url.split("/")[2] for url in looked.asked if "://" in url} == {
        f"127.0.0.1:{served.at.port}"
    }


@pytest.mark.parametrize(
    ("client", "length"), [("wx/android", "4.1 s"), ("my/android", "4.1 s"), ("tt/android", "4 s")]
)  # whole frames of MP3; one records WAV whatever is asked for
def test_a_person_records_sound(client: str, length: str, studios: Studios, looks: Looks) -> None:
    """The permission, the length, stopping; the sound stands in the trace and can be heard."""
    pytest.importorskip("av")
    served = at_client(studios(), client)
    served.studio.do({"kind": "open", "page": MEMO})
    served.quiet()
    looked = looks(served)
    hand = Hand(looked, served)
    trace = looked.page.locator(".trace")

    hand.touches("Record")
    assert hand.asked("consent", "sound") == "consent"
    assert hand.phone.get_by_text("microphone").count()
    hand.presses("Deny")
    hand.sees("not recorded")
    served.studio.do({"kind": "consent", "scope": "microphone", "state": "undetermined"})
    served.quiet()

    hand.touches("Record")
    assert hand.asked("consent", "sound") == "consent"
    hand.presses("Allow")
    assert hand.asked("sound") == "sound"
    hand.phone.get_by_label("Seconds").fill("4")
    hand.presses("Let it run")
    hand.sees("recording")
    hand.touches("Stop")
    hand.sees("recorded")
    trace.locator("[data-what=recorded]").get_by_text("seconds: 4").wait_for()
    figure = trace.locator("figure.sound").last
    figure.get_by_text(length).wait_for()
    sound = figure.locator("audio")
    assert sound.get_attribute("controls") is not None
    seconds = sound.evaluate(
        "it => new Promise((done, fails) => { it.onloadedmetadata = () => done(it.duration);"
        " it.onerror = () => fails(it.error.message); it.preload = 'auto'; it.load(); })"
    )
    assert 3.9 < seconds < 4.2

    hand.taps(hand.inner.get_by_text("Memo 1"))
    hand.sees("play")
    served.studio.do({"kind": "wait", "seconds": 10})
    hand.sees("played")

    hand.touches("Record")
    assert hand.asked("sound") == "sound"
    hand.presses("A call comes in")
    served.quiet()
    served.studio.do({"kind": "wait", "seconds": 10})
    trace.locator("[data-what=interrupted]").wait_for()
    assert looked.complaints == []


def test_two_phones_and_a_planted_difference(
    studios: Studios, looks: Looks, tmp_path: Path
) -> None:
    served = studios(beside="tt/android")
    served.quiet(2)
    port = served.studio.phones[1].seat.root / "pages" / "camera" / "camera.js"
    code = port.read_text(encoding="utf-8")
    assert "'compressed'" in code
    port.write_text(code.replace("'compressed'", "'pressed'"), encoding="utf-8")
    served.studio.do({"kind": "open", "page": ""})
    served.quiet(2)
    looked = looks(served)
    hand = Hand(looked, served)
    hand.picks(0)
    hand.sees("picked 1")
    served.until(lambda state: state["apart"] and state["apart"]["state"] == "same")
    looked.page.get_by_role("tab", name="Differences").click()
    looked.page.get_by_text("The two agree so far").wait_for()
    Hand(looked, served, 1).sees("picked 1")
    looked.page.get_by_role("tab", name="Trace 1").click()
    keep_picture("studio", lambda file: looked.page.screenshot(path=file))
    looked.page.get_by_role("tab", name="Differences").click()

    hand.touches("Compress")
    looked.page.get_by_text("They differ").wait_for()
    first = looked.page.locator(".first code").all_inner_texts()
    assert '"compressed"' in first[0]
    assert '"pressed"' in first[1]
    assert looked.page.locator(".apart tr.here").count() == 1
    keep_picture("studio-difference", lambda file: looked.page.screenshot(path=file))
    assert looked.complaints == []


def test_what_was_done_is_a_scenario(studios: Studios, looks: Looks) -> None:
    served = studios(beside="my/android")
    served.quiet(2)
    looked = looks(served)
    hand, other = Hand(looked, served), Hand(looked, served, 1)
    hand.adds()
    hand.presses("Album")
    other.presses("Allow")
    cells = hand.phone.locator(".cell:not(.lens)")
    cells.nth(0).click()
    cells.nth(1).click()
    hand.presses("Done")
    hand.sees("picked 2")
    served.quiet(2)
    hand.touches("Compress")
    hand.sees("compressed")
    served.quiet(2)
    looked.page.get_by_role("button", name="Save as scenario").click()
    looked.page.get_by_label("Name").fill("snap")
    looked.page.get_by_role("button", name="Save", exact=True).click()
    looked.page.get_by_text("written: snap.scenario.toml").wait_for()

    script = load_scenario(served.folder / "snap.scenario.toml")
    assert [call.api for call in script.scenario.call][:2] == ["chooseImage", "compressImage"]
    assert script.scenario.clients[0] == "wx/android"
    runs = list(run_scenario(script))
    assert [
        (run.problem, [step.problems for step in run.steps if step.problems]) for run in runs
    ] == [("", []) for _ in runs]
    assert not any(step.outcome != "ok" for step in runs[0].steps)


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("count", [1, 2])
def test_nothing_lies_outside(
    width: int, height: int, dark: bool, count: int, studios: Studios, looks: Looks
) -> None:
    served = studios(beside="my/android" if count == 2 else "")
    served.quiet(count)
    looked = looks(served, width=width, height=height, dark=dark, locale="zh-CN", at="#zh")
    page = looked.page
    hand = Hand(looked, served)
    hand.adds()
    hand.asked("source")
    wide = (
        "() => ((it) => it.scrollWidth <= innerWidth && it.scrollHeight <= innerHeight)"
        "(document.scrollingElement) && [...document.querySelectorAll('.phone, .screen')]"
        ".every((it) => it.scrollWidth <= it.clientWidth && it.clientWidth <= innerWidth"
        " && it.getBoundingClientRect().left >= 0)"
    )
    assert page.evaluate(wide)
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    hand.presses("相册")
    served.until(lambda state: (state["phones"][0].get("prompt") or {}).get("kind") == "pick")
    hand.phone.locator(".cell").first.wait_for()
    assert page.evaluate(wide)
    if dark and width < 760 and count == 1:
        keep_picture("studio-phone", lambda file: page.screenshot(path=file))
    hand.presses("取消")
    if width < 760:
        page.locator("#views").get_by_role("button", name="轨迹").click()
    for tab in page.locator(".tabs [role=tab]").all():
        tab.click()
        assert page.evaluate(wide)
        pane = page.locator("#pane")
        assert pane.evaluate("it => it.scrollWidth <= it.clientWidth")
    shade = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    assert (int(shade[4:].split(",")[0]) < 100) is dark
    unnamed = page.evaluate(
        "() => [...document.querySelectorAll('button, select, input, img, iframe')].filter((it) => "
        "it.offsetParent && !(it.getAttribute('aria-label') || it.title || it.textContent.trim() "
        "|| it.alt !== undefined || (it.labels && it.labels.length))).map((it) => it.outerHTML)"
    )
    assert unnamed == []
    assert looked.complaints == []


CHOICES = {
    "app.json": '{"pages": ["page"]}',
    "app.js": "App({})",
    "page.json": "{}",
    "page.axml": """<view class="state">{{said}}</view>
<view class="day" onTap="day">day</view><view class="place" onTap="place">place</view>
<picker-view style="height: 120px" value="{{at}}" onChange="turned">
<picker-view-column><view a:for="{{['a', 'b', 'c']}}">{{item}}</view></picker-view-column>
<picker-view-column><view a:for="{{[1, 2]}}">{{item}}</view></picker-view-column>
</picker-view>""",
    "page.js": """Page({ data: { said: "nothing", at: [0, 0] },
  turned(e) { this.setData({ at: e.detail.value, said: e.detail.value.join("-") }); },
  day() { my.datePicker({ format: "yyyy-MM", success: (it) => this.setData({ said: it.date }) }); },
  place() { my.regionPicker({ success: ({ data }) => this.setData({ said: data.join(" ") }) }); } })
""",
}


def test_a_person_chooses_of_wheels(studios: Studios, looks: Looks, tmp_path: Path) -> None:
    for name, text in CHOICES.items():
        (tmp_path / name).write_text(text)
    served = studios("my/android", root=tmp_path)
    served.quiet()
    hand = Hand(looks(served), served)
    wheels = hand.inner.locator("picker-view-column")
    hand.taps(wheels.nth(1).get_by_text("2"))
    hand.sees("0-1")
    hand.taps(wheels.nth(0).get_by_text("c"))
    hand.sees("2-1")
    assert wheels.nth(0).locator("[aria-pressed]").all_inner_texts() == ["c"]
    assert wheels.nth(1).locator("[aria-pressed]").all_inner_texts() == ["2"]
    boxes = [wheels.nth(at).bounding_box() for at in range(2)]
    assert boxes[0]["y"] == boxes[1]["y"]
    assert boxes[0]["x"] < boxes[1]["x"]

    hand.taps(hand.inner.locator(".day"))
    hand.asked("date")
    hand.phone.locator(".over input").fill("2025-05")
    hand.presses("Done")
    hand.sees("2025-05")
    hand.taps(hand.inner.locator(".place"))
    hand.asked("region")
    hand.presses("Done")
    hand.sees("广东省 广州市 海珠区")
