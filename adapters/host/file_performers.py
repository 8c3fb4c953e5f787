"""What functions of files do on a simulated client where a script does not do it at once itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from ...canonical.engine.faults import MediaError
from ...canonical.engine.heads import read_format
from ...canonical.engine.sniff import kind_of
from ...canonical.engine.unpack import unpack
from ...canonical.vocabulary import Payload

if TYPE_CHECKING:
    from .performing import Performing

IN_THE_REALM: Final = frozenset(
    {"access", "appendFile", "copyFile", "mkdir", "readFile", "readdir", "rename", "rmdir", "stat",
     "unlink", "writeFile"}
)  # fmt: skip
"""Operations of files that the script of a realm does itself, in `realm/js/files.js`."""
ASKED: Final = frozenset({"readFile"})
"""Those of them that the client answers where they are not called at once: with bytes that the
script was not given beforehand."""


def unzip(it: Performing, _name: str, given: Mapping[str, Any]) -> Payload:
    """Unpack an archive into a folder of the app's own."""
    storage = it.host.storage
    source, target = path_of(given, "source"), path_of(given, "target")
    for file in unpack(storage, source, target):
        it.host.world.event("writeFile", "written", path=file.path, size=file.size)
        folder = file.path.rpartition("/")[0]
        while len(folder) >= len(target.rstrip("/")) and folder not in storage.folders:
            storage.folders.add(folder)
            storage.log.append(f"{folder}/")
            folder = folder.rpartition("/")[0]
    return {}


def remove_saved(it: Performing, _name: str, given: Mapping[str, Any]) -> Payload:
    """Remove a file that is kept."""
    path = path_of(given, "path")
    if not it.host.storage.is_kept(path):
        raise MediaError("file_not_found", "no such saved file")
    it.host.storage.remove(path)
    it.host.world.event("unlink", "deleted", path=path)
    return {}


def save_media(it: Performing, name: str, given: Mapping[str, Any]) -> Payload:
    """Keep pictures and videos, one after the other; the first that fails ends it."""
    files = given.get("files")
    if not isinstance(files, list) or not files:
        raise MediaError("param_invalid", "no files are named")
    for path in files:
        one = {"path": path}
        place = it.host.storage.resolve(path_of(one, "path"))
        kind = kind_of(read_format(place))
        if kind not in SAVES:
            raise MediaError("format_unsupported", f"{name} keeps pictures and videos alone")
        api = it.view.api(SAVES[kind])
        reply = it.host.reply(api.key, {api.params["file"].names[0]: path})
        if not reply.ok and reply.failure is not None:
            raise MediaError(reply.failure.kind, str(reply.failure.message or ""))
    return {}


SAVES: Final = {"image": "saveImageToPhotosAlbum", "video": "saveVideoToPhotosAlbum"}
"""What keeps a file of a kind."""


def open_document(it: Performing, name: str, given: Mapping[str, Any]) -> Payload:
    """Show a document that is there."""
    path = path_of(given, "path")
    it.host.storage.resolve(path)
    it.host.world.event(name, "opened", path=path)
    return {}


def path_of(given: Mapping[str, Any], key: str) -> str:
    """A path among the options. Raises MediaError."""
    path = given.get(key)
    if not isinstance(path, str) or not path:
        raise MediaError("param_invalid", "the path is missing or empty")
    return path
