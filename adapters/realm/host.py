"""A client that runs here, with the pages of mini-programs in its JavaScript engine."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..host.host import BaseHost

if TYPE_CHECKING:
    from .opened import OpenProgram
    from .page import Page


class Host(BaseHost):
    """A client that runs here: `Host("tt/pc@7.40.0", album="album/", user=[picks("cat.jpg")])`.

    Everything of `BaseHost`, and pages. See there for the arguments.
    """

    @cached_property
    def pages(self) -> list[Page]:
        """The mini-program pages that were loaded here."""
        return []

    @cached_property
    def programs(self) -> list[OpenProgram]:
        """The whole programs that were opened here."""
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

    def open_program(
        self,
        folder: str | os.PathLike[str],
        page: str = "",
        query: Mapping[str, str] | None = None,
        **options: Any,
    ) -> OpenProgram:
        """Open a program where it opens, or at a `page` by its route.

        ```python
        with mg.Host("wx/android") as host, host.open_program("src") as program:
            program.find(".row").tap()
            assert program.route == "pages/detail/detail"
        ```

        `folder`: the program's, or one above it. `options`: `stubs`, `setup`, `limits`, `strict`,
        as those of `load`. Needs the extra ``js``. Raises InputError for a folder that holds no
        program of this client's vendor and for a page that it does not have, PageError for what
        its scripts throw.
        """
        from .opened import open_program

        opened = open_program(self, os.fspath(folder), page, query, **options)
        self.programs.append(opened)
        return opened

    def close(self) -> None:
        """Close pages and programs, then everything else: see `BaseHost.close`."""
        for page in self.pages:
            page.close()
        for program in self.programs:
            program.close()
        super().close()
