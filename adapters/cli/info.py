"""``mediaglot info``: what a picture or video says of itself, from its head alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import click

from ...canonical.engine.codec import unread
from ...canonical.engine.faults import MediaError
from ...canonical.engine.heads import image_head, read_format
from ...canonical.engine.image_head import ImageHead
from ...canonical.engine.paths import plain_name
from ...canonical.engine.reader import Reader, read_through
from ...canonical.engine.sniff import kind_of, sniff
from ...canonical.engine.video_head import VideoHead
from ...canonical.engine.video_heads import video_head
from ...canonical.vocabulary import ORIENTATION_WORDS
from ..system.cores import MAX_JOBS, cores
from .file_args import file_name
from .media_args import exit_status, files_of, megabytes, spread
from .output import table, write_json

EPILOG: Final = """\
\b
Examples:
  mediaglot info photo.jpg clip.mp4
  mediaglot info album/ --format jsonl | jq 'select(.orientation == 6)'
  mediaglot info photo.heic --client my/ios   # as its getImageInfo answers
"""


@click.command(epilog=EPILOG)
@click.argument("files", nargs=-1, required=True, type=file_name())
@click.option("--client", help="Show the reply of that client's getImageInfo or getVideoInfo.")
@click.option(
    "--format",
    type=click.Choice(["text", "json", "jsonl"]),
    default="text",
    show_default=True,
    help="For people, for programs, one line a file.",
)
@click.option("--jobs", type=click.IntRange(1, MAX_JOBS), help="Processes; default: all cores.")
def info(files: tuple[str, ...], client: str | None, format: str, jobs: int | None) -> int:  # noqa: A002
    """Show format, size, orientation and more of FILES (folders: the files in them).

    Width and height are those before rotation. Only heads are read. Exit status 1 when a file
    could not be read, 2 when none could.
    """
    paths = files_of(files)
    rows = _answers(paths, client) if client else _heads(paths, jobs or cores())
    failed = 0
    if format == "jsonl":
        for row in rows:
            failed += "error" in row
            click.echo(json.dumps(row, ensure_ascii=False))
        return exit_status(failed, len(paths))
    result = list(rows)
    failed = sum("error" in row for row in result)
    if format == "json" or client:
        write_json(result)
    else:
        headers = ["file", "format", "width", "height", "turn", "size", "more"]
        table(headers, [_cells(row) for row in result])
    return exit_status(failed, len(result))


def describe(path: Path) -> dict[str, Any]:
    """What the head of a file says, as plain values; `error` and `kind` where it cannot be read."""
    row: dict[str, Any] = {"file": _shown(path)}
    try:
        row.update(read_through(path, lambda reader: _described(reader, path)))
    except MediaError as error:
        row.update(error=error.message, kind=error.kind)
        if error.detail == "camera_raw":
            row["format"] = read_format(path)
    return row


def _shown(path: Path) -> str:
    return str(path).encode("utf-8", "replace").decode()


def _described(reader: Reader, path: Path) -> dict[str, Any]:
    name = sniff(reader.head)
    if name is None or kind_of(name) == "image":
        return _image(image_head(reader), reader.size)
    return _video(video_head(reader, path))


def _image(head: ImageHead, size: int) -> dict[str, Any]:
    return {
        "format": head.format,
        "width": head.width,
        "height": head.height,
        "orientation": head.orientation,
        "turn": ORIENTATION_WORDS[head.orientation],
        "size": size,
        **({"animated": True} if head.animated else {}),
        **({"unread_orientation": head.elsewhere} if head.elsewhere else {}),
    }


def _video(head: VideoHead) -> dict[str, Any]:
    more = {
        "duration": head.duration,
        "frame_rate": head.frame_rate,
        "bit_rate": head.bit_rate,
        "codec": head.codec,
    }
    return {
        "format": head.format,
        "width": head.width,
        "height": head.height,
        "orientation": head.orientation,
        "turn": ORIENTATION_WORDS[head.orientation],
        "size": head.size,
        **{key: value for key, value in more.items() if value is not None},
        "audio": head.has_audio,
    }


def _heads(paths: list[Path], jobs: int) -> Iterator[dict[str, Any]]:
    for _, row in spread(describe, paths, jobs=jobs, label="reading", processes=True):
        yield row


def _answers(paths: list[Path], client: str) -> Iterator[dict[str, Any]]:
    """The reply of a client's own API about each file."""
    from ..host.host import BaseHost

    with BaseHost(client) as host:
        for path in paths:
            try:
                kind = "getVideoInfo" if "duration" in describe(path) else "getImageInfo"
                reply = host.reply(kind, {_option(host, kind): host.storage.import_temp(path).path})
                host.restart()
            except MediaError as error:
                yield {"file": _shown(path), "error": error.message, "kind": error.kind}
                continue
            row = {"file": _shown(path), "api": reply.api, "reply": dict(reply.value)}
            yield row if reply.ok or reply.failure is None else {**row, "error": reply.failure.kind}


def _option(host: Any, api: str) -> str:
    name: str = host.view.api(api).params["src"].names[0]
    return name


def _cells(row: dict[str, Any]) -> list[str]:
    if "error" in row:
        return [
            plain_name(row["file"]),
            row.get("format") or "error",
            "",
            "",
            "",
            "",
            row["error"],
        ]
    more: list[str] = []
    if "duration" in row:
        more.append(f"{row['duration']:g} s")
    if "frame_rate" in row:
        more.append(f"{row['frame_rate']:g} fps")
    if "bit_rate" in row:
        more.append(f"{row['bit_rate'] / 1000:.0f} kbit/s")
    if row.get("animated"):
        more.append("animated")
    if "unread_orientation" in row:
        more.append(unread(row["unread_orientation"]))
    turn = "" if row["orientation"] == 1 else f"{row['orientation']} {row['turn']}"
    size = megabytes(row["size"])
    return [
        plain_name(row["file"]), row["format"], str(row["width"]), str(row["height"]), turn, size,
        ", ".join(more),
    ]  # fmt: skip
