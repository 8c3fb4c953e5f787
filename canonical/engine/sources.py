"""From a path or an address of a request to a real file."""

from __future__ import annotations

from pathlib import Path

from .faults import MediaError
from .fetchers import NO_NETWORK, WebAnswer, WebRequest, answer_of, asked, no_network
from .storage import StoredFile
from .world import Behaviour, World

_NO_FILE = 400
"""From this status on an answer is no file to the functions of media."""
_WEB = ("http://", "https://")


def local_file(path: object, world: World, how: Behaviour, what: str) -> Path:
    """The real file of a local path; addresses are fetched into a temporary file.

    `what` names the option. Raises MediaError.
    """
    return found(path, world, how, what).place


def found(path: object, world: World, how: Behaviour, what: str) -> StoredFile:
    """As `local_file`, with the path that the app may use afterwards."""
    if not isinstance(path, str) or not path:
        raise MediaError("param_invalid", f"{what} is missing or empty", detail="empty_path")
    if is_network(path, world):
        if not how.network:
            raise MediaError(
                "param_invalid", f"{what} must be a local file here", detail="network_source"
            )
        return fetched(path, world)
    if not how.local:
        raise MediaError("param_invalid", f"{what} must be a network address here")
    place = world.storage.resolve(path)
    return StoredFile(path, place.stat().st_size, place)


def is_network(path: str, world: World) -> bool:
    """Whether a path is an address of the network, not a local file that looks like one."""
    return path.lower().startswith(_WEB) and not world.storage.is_local(path)


def fetched(url: str, world: World, headers: dict[str, str] | None = None) -> StoredFile:
    """The file at an address, as a new temporary file. Raises MediaError."""
    answer = answered(WebRequest(url, headers or {}), world)
    if answer.status >= _NO_FILE:
        raise MediaError("load_failed", f"the server answered {answer.status}")
    return kept(url, answer, world)


def answered(request: WebRequest, world: World, seconds: float | None = None) -> WebAnswer:
    """What a server says to a request, whatever it is, when it has said it. `seconds`: how long the
    program waits for it. Raises MediaError."""
    device = world.device
    if device.fetch is no_network:
        world.note(NO_NETWORK)
    try:
        answer = answer_of(asked(device.fetch, request))
    except TimeoutError:
        raise MediaError("timeout", "the server took too long") from None
    except OSError as error:
        words = error.strerror or type(error).__name__
        raise MediaError("network", f"the file cannot be fetched: {words}") from None
    if seconds is not None and answer.delay > seconds:
        device.clock.pass_time(seconds)
        raise MediaError("timeout", "the server took too long")
    if answer.delay:
        device.clock.pass_time(answer.delay)
    return answer


def kept(url: str, answer: WebAnswer, world: World) -> StoredFile:
    """The body of an answer as a new temporary file. Raises MediaError."""
    if answer.cut is not None and answer.cut < len(answer.body):
        raise MediaError("network", f"the connection broke after {answer.cut} bytes")
    if not answer.body:
        raise MediaError("load_failed", "the server sent an empty file")
    world.event("", "fetched", url=url, size=len(answer.body))
    return world.storage.put_temp(answer.body)
