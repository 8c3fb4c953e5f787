"""Reading the head of a video file: boxes here, other containers by a library kept as an extra."""

from __future__ import annotations

from .faults import truncated, unsupported
from .reader import Reader, Source, read_through
from .sniff import BOX_VIDEO_FORMATS, VIDEO_FORMATS, kind_of, sniff
from .video_boxes import read_boxes
from .video_head import VideoHead


def read_video_head(source: Source) -> VideoHead:
    """Head of a video given as bytes, a path or a seekable binary file.

    Raises MediaError: file_not_found, file_permission, format_unsupported (not a video, or a
    container that needs an extra that is not installed) or load_failed (cut or malformed).
    """
    return read_through(source, lambda reader: video_head(reader, source))


def video_head(reader: Reader, source: Source) -> VideoHead:
    """As read_video_head, over an open Reader of `source`."""
    name = sniff(reader.head)
    if not reader.head:
        raise truncated("its first byte: it is empty")
    if name is None:
        raise unsupported("the file is not a video in a known format")
    if name in BOX_VIDEO_FORMATS:
        return read_boxes(reader, name)
    if name in VIDEO_FORMATS:
        from .containers import read_with_extra

        return read_with_extra(source, name, reader.size)
    raise unsupported(f"the file is {kind_of(name)} ({name}), not a video")
