"""One contestant of bench_studio: a studio in which pictures are picked, or bare decoding.

    python studio_worker.py CASE FOLDER

Does all pictures of FOLDER for every line on standard input and tells the seconds of processor
time; `start` starts one studio, ends when its phone stands, and reads nothing.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

SNAP = Path(__file__).resolve().parent.parent / "tests" / "studio" / "snap"


def resting(studio: Any) -> Any:
    """The phone, when it rests; its prompt, when it asks."""
    while True:
        plain = studio.state(())
        phone = plain["phones"][0] if plain["phones"] else {}
        if phone.get("prompt") or (phone and not phone["busy"] and phone.get("page")):
            return phone
        time.sleep(0.002)


def start() -> None:
    """A studio as the command makes one, until its phone stands."""
    from mediaglot.adapters.cli.studio import _plan
    from mediaglot.adapters.studio.server import about_plain

    given = {"client": "wx/android", "own": None, "beside": None, "ported": None, "album": None}
    given |= {"scenario": None, "stub": ()}
    with tempfile.TemporaryDirectory() as work:
        plan = _plan(str(SNAP), given, Path(work).resolve())
        from attrs import evolve
        from mediaglot.adapters.studio.studio import Studio

        with Studio(evolve(plan, rested=None)) as studio:
            about_plain(studio, "")
            resting(studio)


def picks(folder: Path, original: bool) -> Callable[[], None]:
    """All pictures of a folder picked, and made for the page and the trace."""
    from mediaglot.adapters.host.albums import make_device
    from mediaglot.adapters.studio.server import shown_file
    from mediaglot.adapters.studio.shelf import SMALL
    from mediaglot.adapters.studio.studio import Studio, StudioPlan

    names = sorted(file.name for file in folder.iterdir())
    actions: list[dict[str, Any]] = [{"kind": "toggles_original"}] if original else []
    actions.append({"kind": "picks", "names": names})

    def work() -> None:
        plan = StudioPlan(SNAP, "wx/android", partial(make_device, folder, package=SNAP))
        with Studio(plan) as studio:
            resting(studio)
            tree: Any = studio.phones[0].tree
            node = next(
                it.number for it in tree.walk() if any(b.handler == "pick" for b in it.bound)
            )
            studio.do({"kind": "touch", "node": node, "event": "tap"})
            for said in ([{"kind": "taps", "names": ["album"]}], actions):
                prompt = resting(studio)["prompt"]
                studio.do({"kind": "answer", "prompt": prompt["id"], "actions": said})
            while "picked" not in json.dumps(resting(studio)["page"]["nodes"]):
                time.sleep(0.002)
            shown = [it.get("pic") for it in _views(resting(studio)["page"]["nodes"])]
            for key in filter(None, shown):
                assert shown_file(studio, key)
                assert studio.shelf.picture(key, SMALL)

    return work


def _views(nodes: list[Any]) -> list[Any]:
    return [it for node in nodes for it in (node, *_views(node.get("in", [])))]


def pillow(folder: Path, small: bool) -> Callable[[], None]:
    """The same files decoded and encoded, or decoded as small as a telephone shows them."""
    from PIL import Image

    def work() -> None:
        with tempfile.TemporaryDirectory() as out:
            for file in sorted(folder.iterdir()):
                with Image.open(file) as picture:
                    if small:
                        picture.draft(None, (1000, 750))
                        picture.load()
                    else:
                        picture.save(Path(out) / file.name, quality=80, optimize=True)

    return work


def main(case: str, folder: str = "") -> None:
    """Do the work of a case for every line."""
    if case == "start":
        start()
        return
    made = {
        "compressed": partial(picks, original=False), "original": partial(picks, original=True),
        "pillow": partial(pillow, small=False), "draft": partial(pillow, small=True),
    }[case]  # fmt: skip
    work = made(Path(folder))
    for _ in sys.stdin:
        before = time.process_time()
        work()
        print(json.dumps({"seconds": time.process_time() - before}), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
