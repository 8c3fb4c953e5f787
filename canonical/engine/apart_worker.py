"""The other process of `apart`: decodes HEIC files, one job a line, until its input ends.

A script of its own, started without the package: what crashes here is gone with it. First line in:
the module path as JSON. Then a job a line: {"path": …, "seconds": …}. Answers: a line of JSON, then
as many bytes as its `lengths` say (pixels, Exif, ICC). A job that takes longer ends the process,
also when nobody waits for it any more.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from typing import Any, BinaryIO

MAX_MEMORY = 6 << 30
"""Address space of a decoder: several times what the largest picture takes that is decoded."""


def main() -> None:
    """Serve until the input ends."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints must not write into an answer
    _limit()
    jobs = sys.stdin.buffer
    sys.path[:] = json.loads(jobs.readline())
    for line in iter(jobs.readline, b""):
        job = json.loads(line)
        _alarm(job["seconds"])
        try:
            head, blocks = _decoded(job["path"])
        except Exception as error:  # noqa: BLE001  (whatever a library raises)
            head, blocks = {"error": str(error) or type(error).__name__}, []
        _alarm(0)
        _write(answers, {**head, "lengths": [len(block) for block in blocks]}, blocks)


def _alarm(seconds: float) -> None:
    """End the process after so many seconds, whatever a library holds then; 0: not any more."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _write(answers: BinaryIO, head: dict[str, Any], blocks: list[bytes]) -> None:
    answers.write(json.dumps(head).encode() + b"\n")
    answers.writelines(blocks)
    answers.flush()


def _decoded(path: str) -> tuple[dict[str, Any], list[bytes]]:
    import pi_heif

    pictures = pi_heif.open_heif(path, convert_hdr_to_8bit=True)
    picture = pictures[pictures.primary_index]
    pixels = bytes(picture.data)
    head = {"mode": picture.mode, "size": list(picture.size), "stride": picture.stride}
    blocks = [picture.info.get(name) or b"" for name in ("exif", "icc_profile")]
    return head, [pixels, *blocks]


def _limit() -> None:
    """No core files, no message boxes, no more memory than a picture needs."""
    if os.name == "nt":
        import ctypes

        ctypes.windll.kernel32.SetErrorMode(0x8003)  # type: ignore[attr-defined]
        return
    import resource

    for what, most in ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_AS, MAX_MEMORY)):
        try:
            _, hard = resource.getrlimit(what)
            if hard == resource.RLIM_INFINITY or hard > most:
                resource.setrlimit(what, (most, most))
        except (OSError, ValueError):
            continue  # a system without that limit


if __name__ == "__main__":
    main()
