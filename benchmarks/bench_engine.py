"""Engine: pictures compressed and heads read in a second, against what others use for it.

Compression: 12-megapixel photographs, quality 80, 4:2:0, Exif kept, file to file. Against
libjpeg-turbo through simplejpeg (no metadata: the floor) and Node's sharp with the same options.
Heads: files of all formats, size and orientation, warm. Against imagesize, Pillow, image-size and
sharp's metadata. Every contestant is held to the right answers first.
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from harness import HERE, Context, Goal, Row, Table, find_node, install
from PIL import Image, ImageFilter

WORKER = HERE / "engine_worker.py"
SCRIPT = HERE / "js" / "engine.mjs"
QUALITY = 80
ROUNDS = 20
"""Times that one run goes over the files whose heads are read."""
COMPRESS = {
    "mediaglot": [sys.executable, WORKER, "compress"],
    "mediaglot, 2 threads": [sys.executable, WORKER, "compress2"],
    "mediaglot, optimised tables": [sys.executable, WORKER, "compress-optimize"],
    "Pillow as it comes": [sys.executable, WORKER, "pillow"],
    "simplejpeg (libjpeg-turbo)": [sys.executable, WORKER, "simplejpeg"],
}
COMPRESS_NODE = {"sharp, same options": "sharp", "sharp as it comes": "sharp-default"}
INFO = {
    "mediaglot": [sys.executable, WORKER, "heads"],
    "imagesize": [sys.executable, WORKER, "imagesize"],
    "Pillow": [sys.executable, WORKER, "pillow-heads"],
}
INFO_NODE = {"image-size": "image-size", "sharp metadata": "metadata"}
NEEDS = {"simplejpeg": "simplejpeg", "imagesize": "imagesize"}
NOTES = {
    "imagesize": "no orientation; wrong on HEIC and turned AVIF",
    "simplejpeg (libjpeg-turbo)": "drops Exif and profile: the floor",
    "sharp metadata": "AVIF and HEIC sizes as turned",
}


def photographs(folder: Path, count: int) -> list[Path]:
    """Pictures of 4000 x 3000 with detail at every scale, the same bytes every time."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for number in range(count):
        path = folder / f"{number}.jpg"
        if not path.is_file():
            dice = random.Random(number)
            picture = Image.new("RGB", (4000, 3000), (110, 120, 105))
            for size in (6, 24, 96, 384, 1500):
                raw = dice.randbytes(size * size * 3)
                layer = Image.frombytes("RGB", (size, size), raw).resize((4000, 3000))
                picture = Image.blend(picture, layer, 0.33)
            exif = Image.Exif()
            exif[0x0112], exif[0x010F], exif[0x0110] = 6, "maker", "model"
            picture.filter(ImageFilter.SMOOTH).save(path, quality=93, exif=exif)
        made.append(path)
    return made


def small_files(folder: Path, count: int) -> list[Path]:
    """Pictures of half a megabyte in JPEG, WebP and PNG, seven of ten JPEG, all orientations."""
    folder.mkdir(parents=True, exist_ok=True)
    noise = Image.frombytes("RGB", (400, 300), random.Random(1).randbytes(400 * 300 * 3))
    base = noise.resize((1280, 960)).filter(ImageFilter.SMOOTH)
    made = []
    for number in range(count):
        name = ("jpg", "jpg", "jpg", "jpg", "jpg", "jpg", "jpg", "webp", "webp", "png")[number % 10]
        path = folder / f"{number:04}.{name}"
        if not path.is_file():
            exif = Image.Exif()
            exif[0x0112], exif[0x010F] = number % 8 + 1, "maker" * (number % 200)
            picture = base.crop((0, 0, 1280 - number % 50, 960 - number % 7))
            picture.save(path, exif=exif, quality=90)
        made.append(path)
    return made


def available(commands: dict[str, list[str | Path]]) -> dict[str, list[str | Path]]:
    """The contestants whose libraries are installed."""
    return {
        name: command
        for name, command in commands.items()
        if importlib.util.find_spec(NEEDS.get(name.partition(" ")[0], "PIL")) is not None
    }


def check(commands: dict[str, list[str | Path]], listing: Path, out: Path) -> list[str]:
    """What each contestant gets wrong: sizes (and turns, for those that give them)."""
    wrong = []
    wanted = [
        json.loads(line) for line in listing.with_suffix(".expected").read_text().splitlines()
    ]
    for name, command in commands.items():
        run = subprocess.run(
            [str(part) for part in [*command, listing, out, "check"]],
            check=True, capture_output=True, text=True, timeout=600,
        )  # fmt: skip
        found = [json.loads(line) for line in run.stdout.splitlines()]
        sizes = sum(a[:2] != b[:2] for a, b in zip(found, wanted, strict=True))
        turns = sum(len(a) > 2 and a[2] != b[2] for a, b in zip(found, wanted, strict=True))
        if name.startswith("mediaglot") and (sizes or turns):
            raise AssertionError(f"{name}: {sizes} sizes and {turns} turns are wrong")
        if sizes or turns:
            wrong.append(f"{name} gets {sizes} sizes and {turns} turns of {len(wanted)} wrong")
    return wrong


def listed(files: list[Path], listing: Path) -> Path:
    """Write the list of files, and beside it what is right."""
    listing.write_text("".join(f"{path}\n" for path in files))
    expected = []
    for path in files:
        with Image.open(path) as picture:
            expected.append(json.dumps([*picture.size, picture.getexif().get(0x0112, 1)]))
    listing.with_suffix(".expected").write_text("\n".join(expected))
    return listing


def measured(
    context: Context, commands: dict[str, list[str | Path]], listing: Path, work: float, title: str
) -> list[Row]:
    """Every contestant in turn, each in its own process."""
    with contextlib.ExitStack() as stack:
        cases: dict[str, Callable[[], float]] = {}
        for name, command in commands.items():
            out = context.scratch / f"out-{len(cases)}"
            out.mkdir(exist_ok=True)
            cases[name] = stack.enter_context(context.worker([*command, listing, out]))
        rows = context.interleave(cases, work, title)
    return [Row(row.name, row.rates, NOTES.get(row.name, "")) for row in rows]


def run(context: Context) -> list[Table]:
    """Measure compression, then heads."""
    node = find_node()
    install(HERE / "js")
    assert node
    os.environ |= {"BENCH_QUALITY": str(QUALITY), "BENCH_ROUNDS": str(ROUNDS)}
    photos = photographs(context.scratch / "photos", max(2, context.size(8)))
    listing = listed(photos, context.scratch / "photos.txt")
    commands = available(dict(COMPRESS))
    commands |= {name: [node, SCRIPT, case] for name, case in COMPRESS_NODE.items()}
    title = "12-megapixel photographs compressed, file to file"
    rows = measured(context, commands, listing, len(photos), title)
    tables = [
        Table(
            title=title,
            unit="pictures/s",
            rows=rows,
            references=["simplejpeg (libjpeg-turbo)", "sharp, same options", "mediaglot"],
            goals=[
                Goal("mediaglot", "simplejpeg (libjpeg-turbo)", 1 / 1.2),
                Goal("mediaglot", "sharp, same options", 1.0),
                Goal("mediaglot, 2 threads", "mediaglot", 1.8),
            ],
            notes=["one core each, but for the row with two threads"],
        )
    ]
    files = small_files(context.scratch / "small", context.size(300))
    listing = listed(files, context.scratch / "small.txt")
    commands = available(dict(INFO))
    commands |= {name: [node, SCRIPT, case] for name, case in INFO_NODE.items()}
    wrong = check(commands, listing, context.scratch)
    rows = measured(context, commands, listing, len(files) * ROUNDS, "heads of pictures")
    tables.append(
        Table(
            title="heads of pictures read (size, format, orientation), warm",
            unit="files/s",
            rows=rows,
            references=["Pillow", "image-size", "imagesize"],
            goals=[Goal("mediaglot", "Pillow", 5.0), Goal("mediaglot", "image-size", 10.0)],
            notes=wrong,
        )
    )
    return tables
