"""One contestant of bench_realm: a realm made, a page opened, pictures picked by a script.

    python realm_worker.py CASE COUNT

Does COUNT units of work for every line on standard input and tells the seconds of processor time.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import mediaglot as mg
import quickjs  # type: ignore[import-not-found]
from mediaglot.adapters.realm.process import close_idle
from mediaglot.canonical.engine.samples import sample_picture

PAGE = """
Page({
  data: { picked: 0 },
  pick() {
    wx.chooseImage({
      count: 1, sizeType: ['original'],
      success: (res) => this.setData({ picked: this.data.picked + 1, last: res.tempFilePaths[0] }),
    })
  },
})
"""


def context() -> Callable[[int], None]:
    """A bare QuickJS context that adds two numbers."""

    def work(count: int) -> None:
        for _ in range(count):
            quickjs.Context().eval("1 + 1")

    return work


def page(folder: Path) -> Callable[[int], None]:
    """A page opened on a client, and closed: its realm with it."""
    host = mg.Host("wx/android", album={})

    def work(count: int) -> None:
        for _ in range(count):
            host.load(folder / "page.js").close()

    return work


def picks(folder: Path) -> Callable[[int], None]:
    """A button tapped, a picture picked, the page told."""
    album = {"cat.jpg": sample_picture(320, 240)}

    def work(count: int) -> None:
        with mg.Host("wx/android", album=album, user=[mg.picks("cat.jpg")] * count) as host:
            opened = host.load(folder / "page.js")
            for _ in range(count):
                opened.tap("pick")
            assert opened.data["picked"] == count
            opened.close()

    return work


def calls() -> Callable[[int], None]:
    """The same picks through the host alone, without a script."""
    album = {"cat.jpg": sample_picture(320, 240)}

    def work(count: int) -> None:
        with mg.Host("wx/android", album=album, user=[mg.picks("cat.jpg")] * count) as host:
            for _ in range(count):
                host.call("chooseImage", {"count": 1, "sizeType": ["original"]})

    return work


def main() -> None:
    """Run the case named on the command line."""
    case, count = sys.argv[1], int(sys.argv[2])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "page.js").write_text(PAGE, encoding="utf-8")
        work = {
            "context": context,
            "page": lambda: page(folder),
            "picks": lambda: picks(folder),
            "calls": calls,
        }[case]()
        for _ in sys.stdin:
            start = _spent()
            work(count)
            close_idle()
            print(json.dumps({"seconds": _spent() - start}), flush=True)


def _spent() -> float:
    """Processor time of this process and of those it started and saw the end of."""
    realms = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + realms.ru_utime + realms.ru_stime


if __name__ == "__main__":
    main()
