"""A page written in a test, loaded on a client."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import worlds
from mediaglot.adapters.realm.host import Host
from mediaglot.adapters.realm.page import Page

pytest.importorskip("quickjs")

Load = Callable[..., Page]


@pytest.fixture
def load(tmp_path: Path) -> Iterator[Load]:
    """Load the source of a page: `load(code, client=, user=, files=, ...)`. A file is a text, bytes,
    or the path that it is a link to."""
    opened: list[tuple[Page, Host]] = []

    def run(code: str, client: str = "wx", *, files: dict[str, str | bytes | Path] | None = None, user: Any = (),
            album: Any = None, device: Any = None, page: str = "page.js",
            **options: Any) -> Page:  # fmt: skip
        folder = tmp_path / f"app{len(opened)}"
        for name, text in {"page.js": code, **(files or {})}.items():
            place = folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(text, Path):
                place.symlink_to(text)
            elif isinstance(text, bytes):
                place.write_bytes(text)
            else:
                place.write_text(text, encoding="utf-8")
        extra: Any = device or {}
        host = Host(client, worlds.ALBUM if album is None else album, user, **extra)
        loaded = host.load(folder / page, root=folder, **options)
        opened.append((loaded, host))
        return loaded

    yield run
    for page, host in opened:
        page.close()
        host.close()
