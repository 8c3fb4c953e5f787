"""A client that runs here, with the pages of mini-programs in its JavaScript engine."""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..host.host import BaseHost

if TYPE_CHECKING:
    from .page import Page


class Host(BaseHost):
    """A client that runs here: `Host("tt/pc@7.40.0", album="album/", user=[picks("cat.jpg")])`.

    Everything of `BaseHost`, and pages. See there for the arguments.
    """

    @cached_property
    def pages(self) -> list[Page]:
        """The mini-program pages that were loaded here."""
        return []

    def load(self, page: str | os.PathLike[str], **options: Any) -> Page:
        """Run a mini-program's page on this client and open it: see `page.load`.

        `options`: `root`, `query`, `stubs`, `setup`, `limits`, `app`, `strict`.
        Needs the extra ``js``.
        """
        from .page import load

        opened = load(self, os.fspath(page), **options)
        self.pages.append(opened)
        return opened
