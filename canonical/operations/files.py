"""The file system: the functions of a file manager."""

from __future__ import annotations

from typing import Final

from .model import Operation, Rows, anything, flag, number, path, text

MANAGER: Final = "file_manager"
_op = Rows("files")
_PATH: Final = {"path": path("the file")}
_DATA: Final = {"data": anything("text or bytes"), "encoding": text("of the text")}
_FROM_TO: Final = {"source": path("the file"), "target": path("where to")}


def _both(*args: object) -> tuple[Operation, Operation]:
    return _op.both(*args, receiver=MANAGER)  # type: ignore[arg-type]


OPERATIONS: Final = (
    _op(
        "getFileSystemManager",
        "The file manager.",
        form="factory",
        gives=MANAGER,
    ),
    *_both("access", "Tells whether a file is there.", _PATH),
    *_both(
        "stat",
        "Tells what a file is.",
        {**_PATH, "recursive": flag("those below, too")},
        {"stats": anything("what it is")},
    ),
    *_both(
        "readFile",
        "Reads a file.",
        {
            **_PATH,
            "encoding": text("of the text; none: bytes"),
            "position": number("the first byte"),
            "length": number("how many bytes"),
        },
        {"data": anything("text or bytes")},
    ),
    *_both("writeFile", "Writes a file.", {**_PATH, **_DATA}),
    *_both("appendFile", "Writes at the end of a file.", {**_PATH, **_DATA}),
    *_both("unlink", "Removes a file.", _PATH),
    *_both("mkdir", "Makes a folder.", {**_PATH, "recursive": flag("those above, too")}),
    *_both("rmdir", "Removes a folder.", {**_PATH, "recursive": flag("what is in it, too")}),
    *_both("readdir", "Lists a folder.", _PATH, {"files": anything("names")}),
    *_both("rename", "Moves a file.", _FROM_TO),
    *_both("copyFile", "Copies a file.", _FROM_TO),
)
