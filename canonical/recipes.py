"""The named emulations a profile may ask for: a closed set, each defined once, here.

A recipe is what it takes when one call of the source is not one call of the target. The generated
runtime performs them in JavaScript, `Media` (the configured object) in Python. The translation of
one message performs what needs no second call, and ported code without the runtime no more than
that; the host performs none, since it is one vendor's API as it is. The docs page is made from
these tables.
"""

from __future__ import annotations

from typing import Final, NamedTuple

RECIPES: Final[dict[str, str]] = {
    "media_by_kind": "Ask with an action sheet whether a picture or a video is wanted, then call "
    "the API for that kind.",
    "save_after_capture": "After success, copy each file that the camera took into the album. "
    "Where the album was on offer too, the origin of a file is unknown and nothing is saved.",
    "download_first": "Download a network address to a temporary file, then call with that file.",
    "data_to_file": "Write the bytes of a base64 data: address to a file of the user's directory, "
    "named by its contents, then call with that file.",
    "download_with_header": "Download each network picture with the given HTTP headers, then "
    "preview the temporary files.",
    "one_at_a_time": "Queue overlapping calls: the next starts in complete of the one before.",
    "fan_out": "Call once for each file, in order, and collect the results; the first failure "
    "fails the whole.",
    "loop_until_count": "Call again for what is still missing while the user fills each pick, "
    "until the count is reached or the user cancels.",
    "return_source": "Make no call: the result is the input.",
    "exif_from_bytes": "Read the file and take the orientation from its Exif tag 0x0112; 1 where "
    "there is none.",
    "format_from_bytes": "Read the head of the file and take the format from its magic bytes.",
    "size_from_file": "Ask the file system for the size of the file.",
    "path_from_request": "Where the reply leaves the file's path out: the path that was asked "
    "about.",
    "digest_from_bytes": "Read the file and compute the digest.",
    "resize_on_canvas": "Draw the picture on a canvas of the wanted size and export it.",
    "check_duration": "After picking, fail with too_long when the video is longer than allowed.",
    "mark_duplicates": "Give a network address that occurs earlier in the list a fragment of its "
    "own, so that the wanted entry opens.",
    "filter_extensions": "After picking, drop the files whose suffix was not asked for.",
    "ask_before_saving": "Show an action sheet with 'save' and 'cancel' before the call.",
    "keep_one_kind": "After picking, keep only files of the first file's kind.",
    "settings_first": "Make no call but look at the settings: fail where the permission is refused "
    "there, else succeed, and let the client ask when it is used.",
    "run_later": "Make no call: run the function after the current one has ended.",
    "base64_from_bytes": "Make no call: compute the text.",
    "bytes_from_base64": "Make no call: compute the bytes.",
    "notes_on_console": "Make no call: give an object that writes notes on the console.",
    "json_from_text": "Ask for text, and parse what comes where it is JSON.",
    "answers_at_exec": "Keep the functions that questions of a query are given, and call them with "
    "the answers when the query is run.",
    "nodes_when_ready": "Run a query that asks for the node of a canvas again, for two seconds at "
    "the most, until the canvas has one.",
}

_RUNTIME_ALONE: Final = frozenset(
    (
        "settings_first",
        "run_later",
        "base64_from_bytes",
        "bytes_from_base64",
        "notes_on_console",
        "json_from_text",
        "answers_at_exec",
        "nodes_when_ready",
    )
)


def _performers(name: str) -> tuple[str, ...]:
    if name in _RUNTIME_ALONE:
        return ("runtime",)
    return ("runtime", "Media", *(("one message",) if name == "mark_duplicates" else ()))


PERFORMERS: Final[dict[str, tuple[str, ...]]] = {name: _performers(name) for name in RECIPES}
"""Who performs a recipe; all others say that it is needed (MG406, MG409) and leave it."""

LOSSES: Final[dict[str, str]] = {
    "media_by_kind": "what was one pick asks first, and gives files of one kind only; where the "
    "target picks one video at a time, one video",
    "save_after_capture": "where the album is on offer too, nothing is saved",
    "loop_until_count": "the picker opens once for each part of the count",
    "return_source": "the file is handed back as it was",
    "resize_on_canvas": "metadata and animation do not outlive the canvas",
    "check_duration": "a video that is too long fails only after it was picked",
    "filter_extensions": "other files are on offer, and dropped after the pick",
    "keep_one_kind": "files of another kind are dropped after the pick",
    "settings_first": "where nothing was asked yet, it succeeds without asking",
    "notes_on_console": "nobody but the developer sees the notes",
}
"""What a recipe cannot keep, told where it is used. The others lose nothing but time."""

OPTIONS: Final[dict[str, tuple[str, ...]]] = {
    "ask_before_saving": ("show_action_sheet",),
    "download_with_header": ("header",),
    "resize_on_canvas": ("width", "height", "max_width", "max_height"),
    "loop_until_count": ("count",),
    "digest_from_bytes": ("digest",),
    "check_duration": ("max_picked_duration", "max_duration"),
    "filter_extensions": ("extensions",),
    "save_after_capture": ("sources",),
}
"""The options of the call by which a recipe works; of lengths, the first that is stated."""
FIELDS: Final[dict[str, tuple[str, ...]]] = {"keep_one_kind": ("media",)}
"""What of the result a recipe says anew, beside the files."""


class Exchange(NamedTuple):
    """What a recipe gives an operation of the target, and what it takes of the reply."""

    gives: tuple[str, ...]
    takes: tuple[str, ...] = ()


_ASKED: Final = {"showActionSheet": Exchange(("items",), ("index",))}
_FETCHED: Final = Exchange(("url",), ("path", "status"))
_HEAD: Final = {"readFile": Exchange(("path", "position", "length"), ("data",))}

SERVED: Final[dict[str, dict[str, Exchange]]] = {
    "media_by_kind": _ASKED,
    "ask_before_saving": _ASKED,
    "download_first": {"downloadFile": _FETCHED},
    "download_with_header": {"downloadFile": _FETCHED._replace(gives=("url", "header"))},
    "data_to_file": {"writeFile": Exchange(("path", "data", "encoding"))},
    "exif_from_bytes": _HEAD,
    "format_from_bytes": _HEAD,
    "digest_from_bytes": {"readFile": Exchange(("path",), ("data",))},
    "resize_on_canvas": {
        "createCanvas": Exchange(("width", "height")),
        "exportCanvas": Exchange(
            (
                "canvas",
                "canvas_id",
                "width",
                "height",
                "out_width",
                "out_height",
                "format",
                "quality",
            ),
            ("path",),
        ),
    },
}
"""The operations that a recipe calls on the target with options of its own."""
SAVED_BY: Final = {"image": "saveImageToPhotosAlbum", "video": "saveVideoToPhotosAlbum"}
"""What puts a file into the album, by its kind."""
CALLED: Final[dict[str, tuple[str, ...]]] = {
    "save_after_capture": tuple(SAVED_BY.values()),
    "size_from_file": ("getFileInfo",),
    "resize_on_canvas": ("getImageInfo",),
    "settings_first": ("getSetting",),
}
"""The media operations that a recipe asks of the target in canonical words."""
SHOWN: Final[dict[str, tuple[str, ...]]] = {
    "media_by_kind": ("image", "video"),
    "ask_before_saving": ("save",),
}
"""The words that a recipe shows to the user: profiles say them as ``texts``."""

BEYOND: Final = dict.fromkeys(OPTIONS["loop_until_count"], "loop_until_count")
"""Options that are asked for part by part beyond what the target takes at most, by the recipe."""
WORDED: Final = dict.fromkeys(OPTIONS["digest_from_bytes"], "digest_from_bytes")
"""Options whose words a recipe works out itself: it brings along what the program asks for."""
SIDES: Final = OPTIONS["resize_on_canvas"][2:]
"""Options of a size that a recipe keeps to."""

BESIDE: Final = frozenset(
    {"check_duration", "filter_extensions", "keep_one_kind", "one_at_a_time", "save_after_capture"}
)
"""Recipes that leave the call itself as the translation writes it."""
