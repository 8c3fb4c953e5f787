"""A studio behind its server, in this process, and what is needed to look at it in a browser."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

from attrs import define, field
from mediaglot.adapters.host.albums import make_device
from mediaglot.adapters.studio.guard import Guard
from mediaglot.adapters.studio.kept import save_scenario
from mediaglot.adapters.studio.server import Bound, application, bound
from mediaglot.adapters.studio.studio import Studio, StudioPlan
from mediaglot.adapters.verify.worlds import answering
from real_browser import PATIENCE

SNAP = Path(__file__).parent / "studio" / "snap"


@define
class Served:
    """A studio behind its server."""

    studio: Studio
    at: Bound
    folder: Path

    def until(self, test: Callable[[dict[str, Any]], Any]) -> Any:
        """Wait for a state that passes; what the test gave."""
        end = time.monotonic() + PATIENCE
        state: dict[str, Any] = {}
        while time.monotonic() < end:
            state = self.studio.state(())
            found = test(state)
            if found:
                return found
            time.sleep(0.02)
        raise AssertionError(f"it did not come: {str(state)[:2000]}")

    def quiet(self, count: int = 1) -> list[dict[str, Any]]:
        """The phones, when all of them are there and rest."""
        return self.until(
            lambda state: (
                state["phones"]
                if len(state["phones"]) == count
                and all(not it["busy"] and it.get("page") for it in state["phones"])
                else None
            )
        )


@define
class Studios:
    """Makes studios, and ends them."""

    pictures: Path
    folder: Path
    stack: ExitStack = field(factory=ExitStack)

    def __call__(self, client: str = "wx/android", beside: str = "", **more: Any) -> Served:
        import uvicorn

        root = more.pop("root", SNAP)
        network = more.pop("network", answering)
        camera = {"view": self.pictures / "photo1.jpg"}
        album = more.pop("album", self.pictures)
        plan = StudioPlan(
            root, client, partial(make_device, album, network=network, package=root, camera=camera),
            beside=beside, **more,
        )  # fmt: skip
        studio = self.stack.enter_context(Studio(plan))
        at = bound()
        later: Future[Studio] = Future()
        later.set_result(studio)
        saves = partial(save_scenario, folder=self.folder)
        app = Guard(application(later, language="en", saves=saves), at.token, at.hosts)
        config = uvicorn.Config(
            app, log_level="critical", lifespan="off", ws="none", timeout_graceful_shutdown=1
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([at.listening],), daemon=True)
        thread.start()

        def end() -> None:
            server.should_exit = True
            thread.join(10)

        self.stack.callback(end)
        return Served(studio, at, self.folder)
