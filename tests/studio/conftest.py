"""Studios, and a real browser, where there is one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from mediaglot.canonical.engine.samples import sample_picture, scenery
from real_browser import PATIENCE, Looked, real_browser
from studio_server import Served, Studios


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An album: three photographs and a drawing."""
    folder = tmp_path_factory.mktemp("album")
    for number in range(3):
        (folder / f"photo{number + 1}.jpg").write_bytes(scenery(number, 640, 480))
    (folder / "scan.png").write_bytes(sample_picture(64, 48, format="png"))
    return folder


@pytest.fixture
def studios(pictures: Path, tmp_path: Path) -> Iterator[Studios]:
    """Studios over the small album; what they save goes into a folder of the test."""
    made = Studios(pictures, tmp_path)
    with made.stack:
        yield made


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium from the system's packages, driven by Playwright; none is fetched."""
    with real_browser() as made:
        yield made


@pytest.fixture
def looks(browser: Any) -> Iterator[Callable[..., Looked]]:
    """Opens a studio in the browser: `looks(served, width=390, dark=True)`."""
    opened: list[Any] = []
    seen: list[Looked] = []

    def look(served: Served, *, width: int = 1440, height: int = 900, dark: bool = False,
             locale: str = "en-US", at: str = "") -> Looked:  # fmt: skip
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale=locale,
            color_scheme="dark" if dark else "light", reduced_motion="reduce",
        )  # fmt: skip
        opened.append(context)
        context.set_default_timeout(PATIENCE * 1000)
        looked = Looked(context.new_page())
        context.on("request", lambda request: looked.asked.append(request.url))
        looked.page.on("pageerror", lambda error: looked.complaints.append(str(error)))
        looked.page.on(
            "console",
            lambda said: looked.complaints.append(said.text) if said.type == "error" else None,
        )
        seen.append(looked)
        looked.page.goto(served.at.address + at)
        return looked

    yield look
    for context in opened:
        context.close()
    asked = {url for looked in seen for url in looked.asked if url.startswith("http")}
    assert {url for url in asked if not url.startswith("http://127.0.0.1:")} == set()
