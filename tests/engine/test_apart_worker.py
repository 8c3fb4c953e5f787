"""The process that decodes: what it answers, whatever a library prints."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from mediaglot.canonical.engine import apart, apart_worker

NOISY = """\
import os


class Picture:
    data, mode, size, stride, info = b"12", "L", (2, 1), 2, {"exif": b"exif"}


class Pictures(list):
    primary_index = 1


def open_heif(path, convert_hdr_to_8bit):
    assert convert_hdr_to_8bit
    print("noise of", path)
    os.write(1, b"noise\\n")
    if path == "bad":
        raise ValueError("no picture")
    if path == "odd":
        raise KeyError
    return Pictures([None, Picture()])
"""


def test_a_decoder_answers_with_pictures_and_errors_alone(tmp_path: Path) -> None:
    (tmp_path / "pi_heif.py").write_text(NOISY, encoding="utf-8")
    lines = [json.dumps([str(tmp_path), *sys.path])]
    lines += [json.dumps({"path": path, "seconds": 60}) for path in ("good", "bad", "odd", "good")]
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(apart_worker.__file__)],
        input="\n".join(lines).encode() + b"\n",
        capture_output=True,
        check=True,
        timeout=120,
    )
    picture = b'{"mode": "L", "size": [2, 1], "stride": 2, "lengths": [2, 4, 0]}\n12exif'
    errors = b'{"error": "no picture", "lengths": []}\n{"error": "KeyError", "lengths": []}\n'
    assert done.stdout == picture + errors + picture
    assert done.stderr.count(b"noise") == 8


def test_a_decoder_that_is_ended_leaves_nothing_open() -> None:
    decoder = apart._Decoder()
    process = decoder._process
    decoder.end()
    assert process.stdin is not None
    assert process.stdout is not None
    assert (process.stdin.closed, process.stdout.closed) == (True, True)
    assert process.returncode is not None
