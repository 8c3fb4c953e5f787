"""A real browser: the system's Chromium, driven by Playwright; pictures for the site."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from attrs import define, field
from mediaglot.adapters.cli.site.pictures import CAPTIONS

PATIENCE = 60.0
"""Seconds that something is waited for; a slow machine is not a failure."""
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


@contextmanager
def real_browser() -> Iterator[Any]:
    """The browser. Without one the test is skipped with the reason, or fails where
    MEDIAGLOT_REQUIRE_BROWSER is set."""
    missing = "" if importlib.util.find_spec("playwright") else "playwright is not installed"
    found = chromium()
    if found is None:
        missing = (
            "there is no Chromium; install the system's package, or name one in MEDIAGLOT_BROWSER"
        )
    if missing:
        if os.environ.get("MEDIAGLOT_REQUIRE_BROWSER"):
            pytest.fail(missing)
        pytest.skip(missing)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield made
        made.close()


def chromium() -> str | None:
    """A browser of this machine."""
    named = os.environ.get("MEDIAGLOT_BROWSER")
    return named or next(filter(None, map(shutil.which, NAMES)), None)


@define
class Looked:
    """A page of the browser, and what it asked for and complained of."""

    page: Any
    asked: list[str] = field(factory=list)
    complaints: list[str] = field(factory=list)


_UNNAMED = re.compile(
    r"- (button|link|checkbox|radio|combobox|textbox|searchbox|spinbutton|slider|switch|img|dialog"
    r"|region|tab|tabpanel|figure|navigation|complementary)(?: \[[^\]]*\])*:?$"
)


def unnamed(snapshot: str) -> list[str]:
    """Lines of an accessibility snapshot of what is reached or looked at and has no name."""
    return [line.strip() for line in snapshot.splitlines() if _UNNAMED.search(line.strip())]


def keep_picture(name: str, take: Callable[[Path], Any]) -> None:
    """Keep a picture for the site, where MEDIAGLOT_PICTURES names a folder; ``take`` writes it."""
    assert name in CAPTIONS
    folder = os.environ.get("MEDIAGLOT_PICTURES")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        take(Path(folder) / f"{name}.png")
