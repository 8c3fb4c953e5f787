"""HEIC and AVIF by their boxes: the clean aperture, its order with turns, sequences, damage."""

from __future__ import annotations

import io
import json
import os
import random
import signal
import struct
import subprocess
import sys
from pathlib import Path

import media_files as made
import pytest
import still_files as still
from mediaglot.canonical.engine import apart
from mediaglot.canonical.engine.codec import CompressRule, compress_image
from mediaglot.canonical.engine.faults import MediaError
from mediaglot.canonical.engine.heads import read_image_head
from PIL import Image

KEPT = CompressRule(None)
APPLIED = CompressRule(None, orientation="apply")


def squeezed(data: bytes, place: Path, rule: CompressRule = APPLIED) -> Image.Image:
    source, target = place / "in", place / "out"
    source.write_bytes(data)
    target.unlink(missing_ok=True)
    compress_image(source, target, quality=95, rule=rule)
    return still.seen(target.read_bytes())


APERTURES = [
    # width, height, aside, below -> the part that is shown
    ((64, 1), (48, 1), (0, 1), (0, 1), (0, 0, 64, 48)),
    ((63, 1), (47, 1), (-1, 2), (-1, 2), (0, 0, 63, 47)),
    ((63, 1), (47, 1), (1, 2), (1, 2), (1, 1, 63, 47)),
    ((20, 1), (10, 1), (0, 1), (0, 1), (22, 19, 20, 10)),
    ((20, 1), (10, 1), (-10, 1), (5, 1), (12, 24, 20, 10)),
    ((126, 2), (94, 2), (-1, 2), (-1, 2), (0, 0, 63, 47)),
    ((41, 2), (21, 2), (0, 1), (0, 1), (21, 19, 21, 11)),
    ((100, 1), (100, 1), (0, 1), (0, 1), (0, 0, 64, 48)),
    ((32, 1), (24, 1), (-24, 1), (-18, 1), (0, 0, 24, 18)),  # beyond the edge
]


@pytest.mark.parametrize("kind", ["heic", "avif"])
@pytest.mark.parametrize(("width", "height", "aside", "below", "part"), APERTURES)
def test_the_clean_aperture_is_the_picture(
    kind: str,
    width: still.Part,
    height: still.Part,
    aside: still.Part,
    below: still.Part,
    part: tuple[int, int, int, int],
    tmp_path: Path,
) -> None:
    if kind == "heic":
        pytest.importorskip("pi_heif")
    data = still.still(kind, still.clap(width, height, aside, below))
    head = read_image_head(data)
    assert (head.crop, head.width, head.height) == (part, part[2], part[3])
    assert head.orientation == 1
    assert not head.by_container
    if kind == "heic" and aside[0] <= -24:
        return  # libheif itself is a row off where an aperture begins above the picture
    left, top, across, down = part
    wanted = made.scene().crop((left, top, left + across, top + down))
    for rule in (KEPT, APPLIED):
        assert still.distance(squeezed(data, tmp_path, rule), wanted) < 6


@pytest.mark.parametrize("kind", ["heic", "avif"])
@pytest.mark.parametrize("orientation", range(2, 9))
@pytest.mark.parametrize("cut_first", [True, False])
def test_aperture_and_turn_in_their_order(
    kind: str, orientation: int, cut_first: bool, tmp_path: Path
) -> None:
    """The boxes are applied as they stand: a cut behind a turn cuts what was turned."""
    if kind == "heic":
        pytest.importorskip("pi_heif")
    cut = still.clap((20, 1), (10, 1), (-10, 1), (3, 1))
    turn = still.turned(orientation)
    data = still.still(kind, *((cut, *turn) if cut_first else (*turn, cut)))
    scene = made.scene() if cut_first else still.upright(made.scene(), orientation)
    left, top = (scene.width - 20) // 2 - 10, (scene.height - 10) // 2 + 3
    wanted = scene.crop((left, top, left + 20, top + 10))
    if cut_first:
        wanted = still.upright(wanted, orientation)
    head = read_image_head(data)
    assert (head.orientation, head.upright_size) == (orientation, wanted.size)
    for rule in (KEPT, APPLIED):
        assert still.distance(squeezed(data, tmp_path, rule), wanted) < 6


def test_aperture_with_exif_alone(tmp_path: Path) -> None:
    """libheif cuts and leaves the turn that only Exif states."""
    pytest.importorskip("pi_heif")
    cut = still.clap((20, 1), (10, 1))
    data = still.still("heic", cut, exif=made.exif_block(6)[6:])
    wanted = still.upright(made.scene().crop((22, 19, 42, 29)), 6)
    for rule in (KEPT, APPLIED):
        assert still.distance(squeezed(data, tmp_path, rule), wanted) < 6


@pytest.mark.parametrize("kind", ["heic", "avif"])
@pytest.mark.parametrize("others", [1, 3])
def test_the_primary_picture_is_the_one_wherever_it_stands(
    kind: str, others: int, tmp_path: Path
) -> None:
    if kind == "heic":
        pytest.importorskip("pi_heif")
    data = still.still(kind, still.clap((30, 1), (20, 1)), *still.turned(6), others=others)
    head = read_image_head(data)
    assert (head.width, head.height, head.orientation) == (30, 20, 6)
    wanted = still.upright(made.scene().crop((17, 14, 47, 34)), 6)
    for rule in (KEPT, APPLIED):
        assert still.distance(squeezed(data, tmp_path, rule), wanted) < 6


@pytest.mark.parametrize("cut", [still.clap((0, 1), (0, 1)), still.clap((9, 0), (9, 1))])
def test_an_aperture_of_nothing(cut: bytes) -> None:
    with pytest.raises(MediaError, match="aperture"):
        read_image_head(still.still("avif", cut))


@pytest.mark.parametrize("kind", ["heic", "avif"])
def test_orientation_in_xmp_alone(kind: str) -> None:
    head = read_image_head(still.still(kind, xmp=still.xmp(6)))
    assert (head.orientation, head.oriented, head.elsewhere) == (1, False, 6)
    head = read_image_head(still.still(kind, still.irot(1), xmp=still.xmp(6)))
    assert (head.orientation, head.elsewhere) == (8, None)


# Sequences --------------------------------------------------------------------------------------


def sequence(samples: int, brand: bytes = b"avis", with_still: bool = True) -> bytes:
    stts = made.full("stts", 0, 0, struct.pack(">III", 1, samples, 1))
    stsd = made.full("stsd", 0, 0, struct.pack(">I", 0))
    hdlr = made.full("hdlr", 0, 0, bytes(4), b"pict", bytes(13))
    mdhd = made.full("mdhd", 0, 0, struct.pack(">IIII", 0, 0, 10, samples))
    media = made.box("mdia", mdhd, hdlr, made.box("minf", made.box("stbl", stsd, stts)))
    matrix = struct.pack(">9i", 0, 1 << 16, 0, -1 << 16, 0, 0, 0, 0, 1 << 30)
    tkhd = made.full(
        "tkhd", 0, 7, bytes(8), struct.pack(">III", 1, 0, samples), bytes(16), matrix,
        struct.pack(">II", 64 << 16, 48 << 16),
    )  # fmt: skip
    moov = made.box("moov", made.box("trak", tkhd, media))
    kind = "avif" if brand.startswith(b"av") else "heic"
    if not with_still:
        return made.box("ftyp", brand, bytes(4), b"msf1", brand) + moov
    return still.still(kind, brands=(brand, b"msf1")) + moov


@pytest.mark.parametrize("brand", [b"avis", b"hevc"])
def test_a_sequence_moves_when_it_has_two_samples(brand: bytes) -> None:
    for samples in (1, 2, 30):
        head = read_image_head(sequence(samples, brand))
        assert (head.width, head.height, head.animated) == (64, 48, samples > 1)
        alone = read_image_head(sequence(samples, brand, with_still=False))
        assert (alone.width, alone.height, alone.animated) == (64, 48, samples > 1)
        assert alone.orientation == 6


@pytest.mark.parametrize("frames", [1, 2, 3])
def test_avif_as_pillow_writes_it(frames: int) -> None:
    out = io.BytesIO()
    pictures = [made.scene().rotate(n) for n in range(frames)]
    pictures[0].save(out, "AVIF", save_all=True, append_images=pictures[1:], speed=10)
    assert read_image_head(out.getvalue()).animated == (frames > 1)


# Damage -----------------------------------------------------------------------------------------


def damaged(seed: int) -> bytes:
    """A HEIC with a few bytes of its boxes changed."""
    chance = random.Random(seed)
    turn = still.turned(chance.randint(1, 8))
    data = bytearray(still.still("heic", *turn, exif=made.exif_block(6)[6:]))
    end = data.index(b"mdat")
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(end)
        data[at] = chance.choice((0, 255, data[at] ^ 1 << chance.randrange(8)))
    return bytes(data)


def test_damage_costs_a_failure_and_never_the_process(tmp_path: Path) -> None:
    pytest.importorskip("pi_heif")
    outcomes: set[str] = set()
    for seed in range(150):
        (tmp_path / "in").write_bytes(damaged(seed))
        (tmp_path / "out").unlink(missing_ok=True)
        try:
            compress_image(tmp_path / "in", tmp_path / "out", quality=60, rule=APPLIED)
            outcomes.add("ok")
        except MediaError as error:
            outcomes.add(error.kind)
            assert not (tmp_path / "out").exists()
    assert {"ok", "load_failed"} <= outcomes


def heic(place: Path) -> Path:
    source = place / "in.heic"
    source.write_bytes(still.still("heic"))
    return source


def test_a_decoder_that_dies_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pi_heif")
    good = apart.decode_heic(heic(tmp_path))
    assert (good.mode, good.size) == ("RGB", (64, 48))
    script = tmp_path / "dies.py"
    script.write_text("import os, sys\nsys.stdin.readline(); sys.stdin.readline(); os.abort()\n")
    apart._end_all()
    with monkeypatch.context() as patched:
        patched.setattr(apart, "_WORKER", str(script))
        with pytest.raises(MediaError, match="its decoder gave up") as caught:
            apart.decode_heic(heic(tmp_path))
    assert (caught.value.kind, caught.value.detail) == ("load_failed", "broken")
    assert apart.decode_heic(heic(tmp_path)) == good


def test_a_decoder_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pi_heif")
    script = tmp_path / "hangs.py"
    script.write_text("import time\ntime.sleep(600)\n")
    apart._end_all()
    monkeypatch.setattr(apart, "_WORKER", str(script))
    with pytest.raises(MediaError, match="its decoder gave up"):
        apart.decode_heic(heic(tmp_path), seconds=0.2)


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs timers of the system")
def test_a_decoder_ends_a_job_that_takes_too_long_by_itself(tmp_path: Path) -> None:
    """Also where the process that gave it the job is gone meanwhile."""
    job = {"path": str(tmp_path / "pipe"), "seconds": 0.2}
    os.mkfifo(tmp_path / "pipe")  # what reads it waits for ever
    lines = "".join(json.dumps(line) + "\n" for line in (sys.path, job))
    ended = subprocess.run(
        [sys.executable, "-I", "-S", apart._WORKER],
        input=lines.encode(), capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    assert (ended.returncode, ended.stdout) == (-signal.SIGALRM, b"")


def test_one_decoder_serves_many(tmp_path: Path) -> None:
    pytest.importorskip("pi_heif")
    apart.decode_heic(heic(tmp_path))
    waiting = list(apart._idle)
    apart.decode_heic(heic(tmp_path))
    assert apart._idle == waiting
