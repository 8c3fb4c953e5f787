"""The studio by keys alone and for those who do not see it: names, focus, ways out."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from commands import called
from real_browser import Looked, unnamed
from studio_server import SNAP, Served, Studios

pytestmark = pytest.mark.slow
Looks = Callable[..., Looked]
FOCUSED = """() => {
  let at = document.activeElement;
  if (at && at.contentDocument) at = at.contentDocument.activeElement;
  return at === null ? "" : (at.getAttribute("aria-label") || at.textContent || "").trim();
}"""
RING = """() => {
  let at = document.activeElement, view = window;
  if (at && at.contentDocument) { view = at.contentWindow; at = at.contentDocument.activeElement; }
  const style = view.getComputedStyle(at);
  const wide = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  return at.matches(":focus-visible") && wide;
}"""


class Keys:
    """A person with a keyboard."""

    def __init__(self, looked: Looked, served: Served) -> None:
        self.page, self.served = looked.page, served

    def focused(self) -> str:
        """The name of what has the focus, in the page or in a phone's frame."""
        return str(self.page.evaluate(FOCUSED))

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def goes_to(self, name: str) -> None:
        """Tab until something of that name has the focus, which shows."""
        for _ in range(40):
            self.press("Tab")
            if self.focused() == name:
                assert self.page.evaluate(RING), f"no ring about {name}"
                return
        raise AssertionError(f"no way to {name!r}")

    def asked(self, kind: str) -> Any:
        """The prompt that opens."""
        self.served.until(
            lambda state: (state["phones"][0].get("prompt") or {}).get("kind") == kind
        )
        made = self.page.locator(f".over [data-kind={kind}]").first
        made.wait_for()
        return made

    def stays_within(self) -> list[str]:
        """All that Tab leads to, until it is where it began: the sheet holds the focus."""
        names: list[str] = []
        for _ in range(30):
            inside = "() => document.activeElement.closest('[role=dialog]') !== null"
            assert self.page.evaluate(inside)
            if names and self.focused() == names[0]:
                return names
            names.append(self.focused())
            self.press("Tab")
        raise AssertionError(f"it does not come round: {names}")


def test_everything_is_done_by_keys(studios: Studios, looks: Looks) -> None:
    served = studios("my/android", own="wx")
    served.quiet()
    looked = looks(served)
    keys = Keys(looked, served)
    looked.page.frame_locator("iframe").locator(".add").wait_for()

    keys.goes_to("+")
    keys.press("Enter")
    keys.asked("source")
    assert keys.focused() == "Album"
    assert keys.stays_within() == ["Album", "Camera", "Cancel"]
    keys.press("Shift+Tab")
    assert keys.focused() == "Cancel"
    keys.press("Escape")
    served.quiet()
    looked.page.wait_for_function("() => document.activeElement.localName === 'iframe'")
    assert keys.focused() == "+"

    keys.press("Enter")
    keys.asked("source")
    keys.press("Enter")
    keys.asked("consent")
    assert keys.focused() == "Allow"
    keys.press("Enter")
    keys.asked("pick")
    second = looked.page.locator(".cell:not(.lens)").nth(1).get_attribute("aria-label")
    assert str(second).startswith("photo2.jpg, image, ")
    keys.goes_to(str(second))
    keys.press("Space")
    keys.goes_to("Done")
    keys.press("Enter")
    served.quiet()
    inner = looked.page.frame_locator("iframe")
    inner.locator(".state").get_by_text("picked 1").wait_for()

    keys.goes_to("image")
    keys.press("Enter")
    preview = looked.page.get_by_role("dialog", name="picture 1 of 1")
    preview.wait_for()
    assert keys.stays_within() == ["Close"]
    keys.press("Escape")
    preview.wait_for(state="hidden")
    assert keys.focused() == "image"

    keys.goes_to("Trace")
    keys.press("ArrowRight", "ArrowRight")
    assert keys.focused() == "Device"
    keys.goes_to("60 s pass")
    keys.press("Enter")
    keys.goes_to("Save as scenario")
    keys.press("Enter")
    dialog = looked.page.locator("dialog.keep")
    dialog.wait_for()
    keys.press("Escape")
    dialog.wait_for(state="detached")
    assert keys.focused() == "Save as scenario"
    assert looked.complaints == []


def test_everything_has_a_name_for_those_who_do_not_see_it(studios: Studios, looks: Looks) -> None:
    served = studios(beside="my/android")
    served.quiet(2)
    looked = looks(served, locale="zh-CN", at="#zh")
    page, phone = looked.page, looked.page.locator(".phone").first
    inner = page.frame_locator("iframe").first

    def whole() -> str:
        return str(page.locator("body").aria_snapshot())

    inner.locator(".add").wait_for()
    seen = [whole(), str(inner.locator("body").aria_snapshot())]
    inner.locator(".add").click()
    phone.get_by_role("dialog", name="请选择").wait_for()
    seen.append(whole())
    phone.get_by_role("button", name="相册", exact=True).click()
    page.locator(".phone").nth(1).get_by_role("button", name="允许").click()
    phone.get_by_role("dialog", name="相册").wait_for()
    seen.append(whole())
    phone.locator(".cell.lens").click()
    phone.get_by_role("dialog", name="相机").wait_for()
    seen.append(whole())
    phone.get_by_role("button", name="拍照").click()
    page.locator(".phone").nth(1).get_by_role("button", name="允许").click()
    served.quiet(2)
    inner.get_by_role("button", name="图片").wait_for()
    seen.append(str(inner.locator("body").aria_snapshot()))
    inner.get_by_role("button", name="图片").click()
    phone.get_by_role("dialog", name="第 1 张，共 1 张").wait_for()
    seen.append(whole())
    for tab in page.locator("#side [role=tab]").all():
        tab.click()
        seen.append(whole())
    page.get_by_role("button", name="存为场景").click()
    seen.append(whole())
    assert [line for text in seen for line in unnamed(text)] == []
    shown = " ".join(seen)
    assert "tabpanel" in shown
    assert re.search(r'tab "手机|tab "轨迹', shown)
    assert looked.complaints == []


PAGES = {
    "flow.html": ["scenario", "run", "flow.toml", "--html", "flow.html"],
    "report.html": ["report", "--from", "wx", "--api", "chooseImage", "--out", "report.html",
                    "log.jsonl"],
    "verify.html": ["verify", "src", "--from", "wx", "--to", "my", "--only", "ok,cancel", "--html",
                    "verify.html"],
    "plan.html": ["port", "src", "--from", "wx", "--to", "my", "--check", "--html", "plan.html"],
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_pages_of_commands_are_reached_by_keys_and_named(
    name: str, browser: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "src").mkdir()
    for file in SNAP.rglob("*.*"):
        (tmp_path / "src" / file.relative_to(SNAP)).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "src" / file.relative_to(SNAP)).write_bytes(file.read_bytes())
    (tmp_path / "flow.toml").write_text(
        'clients = ["wx", "tt"]\nalbum = { "a.jpg" = { width = 40 } }\n'
        "user = ['picks(\"a.jpg\")']\n"
        '[[call]]\napi = "chooseImage"\noptions = { count = 1, sources = ["album"] }\n'
    )
    (tmp_path / "log.jsonl").write_text(
        '{"vendor":"wx","api":"chooseImage","value":{"errMsg":"chooseImage:fail cancel"}}\n' * 2
    )
    status, _, error = called(PAGES[name])
    assert status in (0, 1), error
    context = browser.new_context(locale="en-US", viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto((tmp_path / name).as_uri())
    page.evaluate("() => document.querySelectorAll('details').forEach((it) => { it.open = true })")
    assert unnamed(page.locator("body").aria_snapshot()) == []
    reached: dict[str, bool] = {}
    for _ in range(60):
        page.keyboard.press("Tab")
        told = page.evaluate(
            "() => { const at = document.activeElement; "
            "return at === document.body ? '' : at.outerHTML.slice(0, 80) }"
        )
        if not told:
            break
        ring = page.evaluate(
            "() => { const at = document.activeElement; const it = at.matches('.filter') ? "
            "at.nextElementSibling : at; return getComputedStyle(it).outlineStyle !== 'none' }"
        )
        reached[told] = ring
    assert reached
    assert [place for place, ring in reached.items() if not ring] == []
    context.close()
