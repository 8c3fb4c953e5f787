"""Hold the header readers against exiftool on a folder of real photographs and videos.

    python benchmarks/check_exiftool.py FOLDER

Compares size before rotation and orientation (Exif 1 to 8; invalid counts as 1) of every picture,
length and rotation of every video. exiftool is Debian's libimage-exiftool-perl. Exit status 1
when anything differs. Files that exiftool itself finds damaged are counted apart.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mediaglot.canonical.engine.faults import MediaError
from mediaglot.canonical.engine.heads import read_image_head
from mediaglot.canonical.engine.video_heads import read_video_head

TAGS = (
    "ImageWidth",
    "ImageHeight",
    "Orientation",
    "Duration",
    "FileType",
    "MIMEType",
    "Rotation",
    "Error",
    "Warning",
)
GROUPS = ("File", "PNG", "RIFF", "GIF", "QuickTime", "IFD0")
PICTURES = {"JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "HEIC", "HEIF", "AVIF", "APNG"}
VIDEOS = {"MP4", "MOV", "M4V", "3GP"}


def exiftool(folder: Path) -> list[dict[str, Any]]:
    """What exiftool says of every file below `folder`, numbers as numbers."""
    # SubIFDs and embedded pictures have sizes of their own: the file's own come first.
    tags = [f"-{tag}" for tag in TAGS]
    command = ["exiftool", "-json", "-n", "-r", "-q", "-q", "-G0:1", "-a", *tags, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found: list[dict[str, Any]] = json.loads(done.stdout or "[]")
    return found


def first(row: dict[str, Any], tag: str, groups: tuple[str, ...]) -> Any:
    """The value of a tag in the first of the groups that has it."""
    for group in groups:
        for key, value in row.items():
            name, _, found = key.rpartition(":")
            if found == tag and (
                name == group or name.startswith(f"{group}:") or group in name.split(":")
            ):
                return value
    return None


def damaged(row: dict[str, Any]) -> bool:
    """Whether exiftool complains about the file, or finds no size in it."""
    if any(key.rpartition(":")[2] in ("Error", "Warning") for key in row):
        return True
    sizes = [first(row, tag, GROUPS) for tag in ("ImageWidth", "ImageHeight")]
    return not all(isinstance(size, int) and size > 0 for size in sizes)


def differences(row: dict[str, Any]) -> Iterator[str]:
    """What our reader says otherwise of one file."""
    path = Path(row["SourceFile"])
    kind = first(row, "FileType", ("File",))
    if kind in PICTURES:
        try:
            head = read_image_head(path)
        except MediaError as error:
            yield f"not read: {error.message}"
            return
        width, height = (first(row, tag, GROUPS) for tag in ("ImageWidth", "ImageHeight"))
        if (head.width, head.height) != (width, height):
            yield f"size {head.width} x {head.height}, exiftool {width} x {height}"
        turn = first(row, "Orientation", ("IFD0",))
        turn = turn if isinstance(turn, int) and 1 <= turn <= 8 else 1
        if kind not in ("HEIC", "HEIF", "AVIF") and head.orientation != turn:
            yield f"orientation {head.orientation}, exiftool {turn}"
    elif kind in VIDEOS:
        try:
            video = read_video_head(path)
        except MediaError as error:
            yield f"not read: {error.message}"
            return
        length = first(row, "Duration", ("QuickTime",))
        if length and abs((video.duration or 0) - float(length)) > 0.05:
            yield f"{video.duration} s, exiftool {length} s"
        rotation = first(row, "Rotation", ("Composite", "QuickTime"))
        if rotation is not None and video.rotation != int(rotation):
            yield f"rotation {video.rotation}, exiftool {rotation}"


def main() -> int:
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        print(__doc__)
        return 2
    if shutil.which("exiftool") is None:
        print("exiftool is not installed (Debian: libimage-exiftool-perl)")
        return 2
    rows = [
        row
        for row in exiftool(Path(sys.argv[1]))
        if first(row, "FileType", ("File",)) in PICTURES | VIDEOS
    ]
    wrong = 0
    sound = [row for row in rows if not damaged(row)]
    for row in sound:
        for text in differences(row):
            wrong += 1
            print(f"{row['SourceFile']}: {text}")
    print(f"{len(sound)} files, {wrong} differences ({len(rows) - len(sound)} damaged ones apart)")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
