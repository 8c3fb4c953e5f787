"""The file system: the functions of a file manager."""

from __future__ import annotations

from typing import Final

from .model import Field, Operation, Rows, anything, flag, listed, number, path, record, text

MANAGER: Final = "file_manager"
PROBLEMS: Final[dict[str, tuple[str, bool]]] = {
    "not_found": ("file_not_found", True),
    "denied": ("file_permission", True),
    "full": ("storage_full", True),
    "exists": ("save_failed", False),
    "not_dir": ("param_invalid", False),
    "is_dir": ("param_invalid", False),
    "not_empty": ("param_invalid", False),
    "encoding": ("param_invalid", False),
}
"""What is wrong with a file or a folder: the failure's kind, and whether it is all of that kind;
else it is a finer cause. An argument that is wrong is no problem of the file."""
_op = Rows("files")
_PATH: Final = {"path": path("the file")}
_DATA: Final = {"data": anything("text or bytes"), "encoding": text("of the text")}
_OF_SAVED: Final = {"size": number("bytes"), "time": number("when it was kept, in seconds")}
_SAVED: Final = {"files": listed(record({"path": path("the file"), **_OF_SAVED}))}
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
    _op(
        "unzip",
        "Unpacks a file.",
        _FROM_TO,
        receiver=MANAGER,
    ),
    *_both("truncate", "Cuts a file off.", {**_PATH, "length": number("bytes that stay")}),
    _op(
        "saveFileSync",
        "Keeps a temporary file. At once.",
        {"temp_file": path("the temporary file"), "file": path("where to; none: anywhere")},
        {"path": path("the file kept")},
        form="at_once",
        receiver=MANAGER,
        keeps=True,
    ),
    _op("getSavedFileList", "Lists the files that are kept.", None, _SAVED, receiver=MANAGER),
    _op("removeSavedFile", "Removes a file that is kept.", _PATH, receiver=MANAGER),
    _op("getSavedFileInfo", "Tells of a file that is kept.", _PATH, _OF_SAVED),
    _op(
        "saveMediaToPhotosAlbum",
        "Keeps pictures and videos in the album.",
        {
            "files": Field("paths", doc="the files"),
            "media": Field("set", ("image", "video"), doc="what kinds of file they are"),
        },
    ),
    _op(
        "openDocument",
        "Shows a document.",
        {
            **_PATH,
            "type": text("pdf, doc, docx, xls, xlsx, ppt, pptx"),
            "show_menu": flag("with the menu that hands it on", neutral=False),
        },
    ),
)
