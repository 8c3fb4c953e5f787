"""One Python contestant of bench_engine.

    python engine_worker.py CASE LISTING OUT [check]

It does one run over the files of LISTING for every line on standard input; with `check` it prints
what it finds, one JSON array a file.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

QUALITY = int(os.environ.get("BENCH_QUALITY", "80"))


def compressor(optimize: bool) -> Callable[[str, str], Any]:
    from mediaglot.canonical.engine.codec import CompressRule, compress_image

    rule = CompressRule(optimize=optimize)

    def one(path: str, out: str) -> None:
        Path(out).unlink(missing_ok=True)
        compress_image(path, out, quality=QUALITY, rule=rule)

    return one


def pillow() -> Callable[[str, str], Any]:
    from PIL import Image

    def one(path: str, out: str) -> None:
        with Image.open(path) as picture:
            picture.save(out, "JPEG", quality=QUALITY, exif=picture.info["exif"])

    return one


def turbo() -> Callable[[str, str], Any]:
    import simplejpeg

    def one(path: str, out: str) -> None:
        pixels = simplejpeg.decode_jpeg(Path(path).read_bytes())
        made = simplejpeg.encode_jpeg(pixels, quality=QUALITY, colorsubsampling="420")
        Path(out).write_bytes(made)

    return one


def heads() -> Callable[[str, str], Any]:
    from mediaglot.canonical.engine.heads import read_image_head

    def one(path: str, _: str) -> list[int]:
        head = read_image_head(path)
        return [head.width, head.height, head.orientation]

    return one


def imagesize() -> Callable[[str, str], Any]:
    import imagesize as library

    return lambda path, _: list(library.get(path))


def pillow_heads() -> Callable[[str, str], Any]:
    from PIL import Image

    def one(path: str, _: str) -> list[int]:
        with Image.open(path) as picture:
            return [*picture.size, picture.getexif().get(0x0112, 1)]

    return one


CASES: dict[str, Callable[[], Callable[[str, str], Any]]] = {
    "compress": lambda: compressor(False),
    "compress2": lambda: compressor(False),
    "compress-optimize": lambda: compressor(True),
    "pillow": pillow,
    "simplejpeg": turbo,
    "heads": heads,
    "imagesize": imagesize,
    "pillow-heads": pillow_heads,
}


HEADS = ("heads", "imagesize", "pillow-heads")


def main() -> None:
    case, listing, out = sys.argv[1:4]
    files = Path(listing).read_text().splitlines()
    one = CASES[case]()
    targets = [f"{out}/{case}-{number}.jpg" for number in range(len(files))]
    if sys.argv[4:] == ["check"]:
        for path in files:
            print(json.dumps(one(path, "")))
        return
    threads = 2 if case.endswith("2") else 1
    if threads > 1 and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, range(os.cpu_count() or 1))  # out of the one core it was put on
    pool = ThreadPoolExecutor(threads)
    rounds = int(os.environ["BENCH_ROUNDS"]) if case in HEADS else 1
    for _ in sys.stdin:
        start = time.perf_counter()
        if threads > 1:
            list(pool.map(one, files, targets))
        else:
            for _ in range(rounds):
                for path, target in zip(files, targets, strict=True):
                    one(path, target)
        print(json.dumps({"seconds": time.perf_counter() - start}), flush=True)


if __name__ == "__main__":
    main()
