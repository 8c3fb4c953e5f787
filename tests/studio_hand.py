"""A person's hand at one phone of a studio, in a real browser."""

from __future__ import annotations

from typing import Any

from real_browser import Looked
from studio_server import Served


class Hand:
    """A person at one of the phones."""

    def __init__(self, looked: Looked, served: Served, number: int = 0) -> None:
        self.page, self.served = looked.page, served
        self.phone = looked.page.locator(".phone").nth(number)
        self.inner = self.phone.frame_locator("iframe")

    def sees(self, text: str) -> None:
        self.inner.locator(".state").get_by_text(text).wait_for()

    def touches(self, text: str) -> None:
        self.taps(self.inner.locator("button", has_text=text))

    def adds(self) -> None:
        self.taps(self.inner.locator(".add"))

    def presses(self, name: str) -> None:
        self.taps(self.phone.get_by_role("button", name=name, exact=True))

    def taps(self, element: Any) -> None:
        """Click until the server has heard of it: a phone that is busy takes no touch."""
        sent: list[Any] = []

        def hears(request: Any) -> None:
            if request.url.endswith("/do"):
                sent.append(request)

        self.page.on("request", hears)
        for _ in range(20):
            element.click()
            for _ in range(20):
                if sent:
                    sent[0].response()
                    self.page.remove_listener("request", hears)
                    return
                self.page.wait_for_timeout(50)
        raise AssertionError("nothing was sent")

    def asked(self, *kinds: str) -> str:
        """The kind of prompt that opens, or `nothing` when the phone rests."""

        def kind(state: dict[str, Any]) -> str | None:
            phone = state["phones"][0]
            prompt = phone.get("prompt")
            if prompt and prompt["kind"] in kinds:
                return str(prompt["kind"])
            return "nothing" if not phone["busy"] else None

        found: str = self.served.until(kind)
        if found != "nothing":
            self.phone.locator(f".over [data-kind={found}]").wait_for()
        return found

    def decides(self, scope: str, state: str) -> None:
        """What is allowed, under the device."""
        self.page.get_by_role("tab", name="Device").click()
        self.page.get_by_label(scope, exact=True).select_option(state)
        self.served.until(lambda told: told["phones"][0]["consents"][scope]["state"] == state)
        self.page.get_by_role("tab", name="Trace").click()

    def picks(self, *places: int, original: bool = False) -> None:
        """Through the sheet and a permission, where they come, to the picker."""
        self.adds()
        self.asked("source")
        self.presses("Album")
        if self.asked("consent", "pick") == "consent":
            self.presses("Allow")
            self.asked("pick")
        cells = self.phone.locator(".cell:not(.lens)")
        for place in places:
            cells.nth(place).click()
        if original:
            self.phone.get_by_label("Original").check()
        self.presses("Done")
