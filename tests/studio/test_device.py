"""The studio's device in a real browser: clients, pictures handed in, the camera, every way out."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path

import pytest
from real_browser import Looked
from studio_hand import Hand
from studio_server import Studios

pytestmark = pytest.mark.slow
Looks = Callable[..., Looked]
DROP = """([name, data]) => {
  const bytes = Uint8Array.from(atob(data), (it) => it.charCodeAt(0));
  const dropped = new DataTransfer();
  dropped.items.add(new File([bytes], name, { type: "image/jpeg" }));
  for (const kind of ["dragover", "drop"]) {
    const how = { dataTransfer: dropped, bubbles: true, cancelable: true };
    document.body.dispatchEvent(new DragEvent(kind, how));
  }
}"""


def test_client_system_and_version_are_chosen(studios: Studios, looks: Looks) -> None:
    served = studios()
    served.quiet()
    looked = looks(served)
    page, phone = looked.page, looked.page.locator(".phone").first

    def stands(client: str) -> None:
        served.until(
            lambda state: (
                state["phones"][0]["client"] == client
                and not state["phones"][0]["busy"]
                and state["phones"][0].get("page")
            )
        )
        page.locator(f".phone[aria-label='{client}']").wait_for()

    phone.get_by_label("Client").select_option(label="Alipay")
    stands("my/android")
    phone.get_by_label("System").select_option("ios")
    stands("my/ios")
    phone.get_by_label("Version").fill("2.8.0")
    phone.get_by_label("Version").press("Enter")
    stands("my/ios@2.8.0")
    Hand(looked, served).inner.get_by_role("button", name="Compress").wait_for()
    phone.get_by_label("Version").fill("10.2.0")
    phone.get_by_label("Version").press("Enter")
    page.locator("#said").get_by_text("versions of an app are another count").wait_for()
    page.get_by_label("Beside it").select_option(label="Feishu")
    second = page.locator(".phone").nth(1)
    second.get_by_label("Client").wait_for()
    served.quiet(2)
    second.get_by_label("Client").select_option(label="nobody")
    second.wait_for(state="detached")
    assert [it for it in looked.complaints if "400" not in it] == []  # of the version


def test_pictures_are_dropped_and_the_camera_sees_them(
    studios: Studios, looks: Looks, pictures: Path
) -> None:
    served = studios()
    served.quiet()
    looked = looks(served)
    page, hand = looked.page, Hand(looked, served)
    hand.inner.locator(".add").wait_for()
    data = (pictures / "photo1.jpg").read_bytes()
    page.evaluate(DROP, ["dropped.jpg", base64.b64encode(data).decode()])
    page.locator("#said").get_by_text("Added: dropped.jpg").wait_for()
    hand.adds()
    hand.asked("source")
    hand.presses("Album")
    hand.asked("pick")
    hand.phone.locator(".cell[aria-label^='dropped.jpg']").click()
    hand.presses("Done")
    hand.sees("picked 1")

    page.get_by_role("tab", name="Device").click()
    with page.expect_file_chooser() as asked:
        page.get_by_role("button", name="A picture of your own …").click()
    asked.value.set_files(pictures / "photo2.jpg")
    page.locator("#said").get_by_text("Added: photo2.jpg").wait_for()
    page.get_by_role("tab", name="Trace").click()
    for scene in ("photo2.jpg", ""):
        hand.adds()
        hand.asked("source")
        hand.presses("Camera")
        if hand.asked("consent", "camera") == "consent":
            hand.presses("Allow")
            hand.asked("camera")
        hand.phone.get_by_label("What the camera sees").select_option(scene)
        hand.presses("Take a photo")
        served.quiet()
    taken = page.locator("[data-what=user]").get_by_text("shoots(")
    assert taken.all_inner_texts() == ["shoots('photo2.jpg')", "shoots()"]
    assert hand.inner.locator("image img").count() == 3

    hand.inner.locator("image").nth(0).click()
    preview = hand.phone.locator(".preview")
    preview.get_by_text("1 / 3").wait_for()
    stage = preview.locator(".stage").bounding_box()
    middle = stage["y"] + stage["height"] / 2
    page.mouse.move(stage["x"] + 300, middle)
    page.mouse.down()
    page.mouse.move(stage["x"] + 60, middle, steps=4)
    page.mouse.up()
    preview.get_by_text("2 / 3").wait_for()
    preview.get_by_role("button", name="Next").click()
    preview.get_by_text("3 / 3").wait_for()
    page.wait_for_function("() => document.querySelector('.preview img').naturalWidth > 200")
    preview.get_by_role("button", name="Close").click()
    preview.wait_for(state="hidden")
    assert looked.complaints == []


def test_everything_can_be_cancelled(studios: Studios, looks: Looks) -> None:
    """By the sheet's own way out, and by Escape, wherever the client lets its user."""
    served = studios()
    served.quiet()
    looked = looks(served)
    hand = Hand(looked, served)
    steps = {
        "source": (lambda: hand.adds(), ()),
        "pick": (lambda: hand.adds(), ("Album",)),
        "camera": (lambda: hand.adds(), ("Camera",)),
        "menu": (lambda: hand.touches("More"), ()),
        "dialog": (lambda: hand.touches("More"), ("Remove all",)),
    }
    for kind, (begin, presses) in steps.items():
        for way in ("Cancel", "Escape"):
            begin()
            for name in presses:
                hand.asked("source", "menu")
                hand.presses(name)
            if kind == "camera" and hand.asked("consent", "camera") == "consent":
                hand.presses("Allow")
            assert hand.asked(kind) == kind
            if way == "Escape":
                looked.page.keyboard.press("Escape")
            else:
                hand.phone.locator(".over").get_by_role("button", name="Cancel").click()
            served.quiet()
            hand.phone.locator(".over [role=dialog]").wait_for(state="detached")
    assert looked.complaints == []
