"""Drive the studio's command for minutes, as its browser does, and tell what it keeps.

    python tests/studio/soak.py [--minutes 10] [--beside] [--seed 7]

A line each half minute: acts, resident memory of the process, files in its temporary folders.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from mediaglot.canonical.engine.samples import scenery
from studio_acts import Restless
from studio_server import SNAP


class Line:
    """A connection to a studio, kept open, that speaks as its page does."""

    def __init__(self, address: str) -> None:
        found = re.match(r"http://([\d.]+):(\d+)(/.*/)", address)
        assert found is not None
        self._host, self._port, self._path = found[1], int(found[2]), found[3]
        self._line = http.client.HTTPConnection(self._host, self._port, timeout=120)
        self._rows: list[int] = []
        self._picture = scenery(1, 800, 600)

    def ask(self, method: str, path: str, body: bytes | None = None) -> tuple[int, bytes]:
        """One request."""
        headers = {
            "Origin": f"http://{self._host}:{self._port}",
            "Content-Type": "application/json",
        }
        self._line.request(method, self._path + path, body, headers)
        answer = self._line.getresponse()
        return answer.status, answer.read()

    def do(self, plain: dict[str, Any]) -> str:
        """Say an act; why it was refused."""
        _, data = self.ask("POST", "do", json.dumps(plain).encode())
        return str(json.loads(data).get("problem", ""))

    def add(self, to: str, name: str) -> str:
        """Hand in a picture."""
        _, data = self.ask("POST", f"add/{to}?name={name}", self._picture)
        return str(json.loads(data).get("problem", ""))

    def state(self) -> dict[str, Any]:
        """What shows, when the phones rest or ask; pictures are asked for as a page does."""
        while True:
            known = ",".join(map(str, self._rows))
            _, data = self.ask("GET", f"state?rows={known}")
            state: dict[str, Any] = json.loads(data)
            phones = state["phones"]
            self._rows = [it.get("told", 0) for it in phones]
            files = [
                file for it in phones for row in it.get("rows", ()) for file in row.get("files", ())
            ]
            for file in files[:4]:
                self.ask("GET", f"thumb/{file['key']}.jpg")
            if phones and (
                any(it.get("prompt") for it in phones) or not any(it["busy"] for it in phones)
            ):
                return state
            time.sleep(0.002)


def kept(pid: int, temp: Path) -> dict[str, Any]:
    """What a process holds: memory in MB, and files in the temporary folders."""
    status = Path(f"/proc/{pid}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+)", status)
    files = folders = size = 0
    for place, inner, names in os.walk(temp):  # what goes meanwhile is left out
        folders += len(inner)
        for name in names:
            with suppress(OSError):
                size += os.stat(Path(place) / name).st_size
                files += 1
    return {
        "rss": round(int(found[1]) / 1024) if found else 0, "files": files, "bytes": size,
        "folders": folders, "fds": len(os.listdir(f"/proc/{pid}/fd")),
        "threads": len(os.listdir(f"/proc/{pid}/task")),
    }  # fmt: skip


def main() -> None:
    """Run it."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--minutes", type=float, default=10.0)
    given.add_argument("--seed", type=int, default=7)
    given.add_argument("--beside", action="store_true")
    args = given.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        words = [
            sys.executable,
            "-u",
            "-m",
            "mediaglot",
            "studio",
            str(SNAP),
            "--client",
            "wx/android",
        ]
        words += ["--beside", "my/android"] if args.beside else []
        place = Path(folder)
        env = {**os.environ, "TMPDIR": folder, "BROWSER": "none"}
        studio = subprocess.Popen(
            [*words, "--no-open"], stdout=subprocess.PIPE, cwd=folder, env=env
        )
        assert studio.stdout is not None
        try:
            found = re.search(rb"http://\S+", studio.stdout.readline())
            assert found is not None
            line = Line(found[0].decode())
            someone = Restless(args.seed, line.do, line.state, line.add)
            begun = told = time.monotonic()
            while time.monotonic() - begun < args.minutes * 60:
                someone.step()
                if time.monotonic() - told > 30:
                    told = time.monotonic()
                    print(
                        f"{told - begun:5.0f} s",
                        sum(someone.done.values()),
                        "acts",
                        kept(studio.pid, place),
                        flush=True,
                    )
            print(dict(someone.done))
            print(someone.refused.most_common(12))
        finally:
            studio.send_signal(signal.SIGINT)
            studio.wait(30)
        print("left:", [it.name for it in place.rglob("*") if it.is_file()][:10])


if __name__ == "__main__":
    main()
