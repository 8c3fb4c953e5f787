"""The studio behind a local server: what the browser asks for, and what it says."""

from __future__ import annotations

import asyncio
import json
import os
import secrets
import socket
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from ...canonical.engine.faults import MediaError
from ...canonical.engine.heads import read_format
from ...canonical.engine.paths import clean_parts
from ...canonical.errors import InputError, MediaglotError
from ..system.html_page import LOOK, TYPES
from ..testing.trace_words import FACTS, HAPPENED
from .guard import Application, Guard
from .shelf import LARGE, SMALL, is_big

if TYPE_CHECKING:
    from .studio import Studio

HOST: Final = "127.0.0.1"
WEB: Final = Path(__file__).with_name("web")
OF_WEB: Final = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
PHOTOS: Final = frozenset({"jpeg"})
"""Formats in which nothing moves and nothing is clear: a smaller one shows the same."""
MOST_SHOWN: Final = 8 << 20
"""Bytes of a file that is shown or played as it is; of a larger picture, a smaller one is made."""
MOST_SAID: Final = 1 << 20
MOST_UPLOAD: Final = 256 << 20
PATIENCE: Final = 20.0
"""Seconds that a question for news waits."""

Saves = Callable[["Studio", str], str]
"""Writes a scenario under a name, and says where."""


class StudioMissing(MediaglotError):
    """What the server is made of is not installed."""


@frozen(eq=False)
class Bound:
    """A server that is bound to its port. `address`: what the browser opens, token and all."""

    listening: socket.socket
    token: str
    port: int

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}/{self.token}/"

    @property
    def hosts(self) -> tuple[str, ...]:
        return (f"{HOST}:{self.port}", f"localhost:{self.port}")


def bound(port: int = 0) -> Bound:
    """Bind this machine's own address, at a port; 0: at any that is free. Raises InputError."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if os.name != "nt":
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
        listening.listen(128)  # who comes before the server stands waits for it
    except (OSError, OverflowError) as error:
        listening.close()
        raise InputError(f"port {port} cannot be had: {error}", place="--port") from None
    return Bound(listening, secrets.token_urlsafe(24), listening.getsockname()[1])


def serve(make: Callable[[], Studio], at: Bound, *, language: str, saves: Saves) -> None:
    """Serve until it is interrupted: the page at once, and the studio as soon as it is made.

    Raises StudioMissing, and what `make` raises."""
    try:
        import uvicorn
    except ImportError:
        raise StudioMissing(MISSING) from None
    later: Future[Studio] = Future()
    app = Guard(application(later, language=language, saves=saves), at.token, at.hosts)
    config = uvicorn.Config(
        app, log_level="critical", access_log=False, lifespan="off", ws="none", http="h11",
        server_header=False, timeout_graceful_shutdown=1,
    )  # fmt: skip
    server = uvicorn.Server(config)

    def begin() -> None:
        try:
            later.set_result(make())
        except BaseException as error:  # noqa: BLE001  (raised again by whoever serves)
            later.set_exception(error)
            server.should_exit = True

    threading.Thread(target=begin, daemon=True, name="studio").start()
    try:
        server.run(sockets=[at.listening])
    finally:
        with suppress(BaseException):
            later.result(timeout=PATIENCE).close()
    later.result(timeout=0)


MISSING: Final = "the studio needs starlette and uvicorn: pip install 'mediaglot[studio]'"


def application(later: Future[Studio], *, language: str, saves: Saves) -> Application:
    """What answers, behind the guard. `later`: the studio, when it is made.

    Raises StudioMissing."""
    try:
        from starlette.applications import Starlette
        from starlette.concurrency import run_in_threadpool
        from starlette.requests import ClientDisconnect, Request
        from starlette.responses import JSONResponse, Response
        from starlette.routing import Route
    except ImportError:
        raise StudioMissing(MISSING) from None

    def told(error: MediaglotError) -> Response:
        return JSONResponse({"problem": str(error)}, 400)

    async def file(request: Request) -> Response:
        name = request.path_params.get("name", "index.html")
        found = await run_in_threadpool(web_file, name)
        if found is None:
            return Response(status_code=404)
        return Response(found, headers=_kept(0), media_type=OF_WEB[Path(name).suffix])

    async def there() -> Studio:
        return await asyncio.wrap_future(later)

    async def about(_request: Request) -> Response:
        studio = await there()
        plain = await run_in_threadpool(about_plain, studio, language)
        return JSONResponse(plain)

    async def state(request: Request) -> Response:
        studio = await there()
        known = _numbers(request.query_params.get("version", ""))
        rows = _numbers(request.query_params.get("rows", ""))
        if known and known[0] == studio.version:
            await news(studio, known[0])
        plain = await run_in_threadpool(studio.state, rows)
        return Response(_text(plain), headers=_kept(0), media_type="application/json")

    async def do(request: Request) -> Response:
        studio = await there()
        try:
            plain = await said(request)
            await run_in_threadpool(studio.do, plain)
        except MediaglotError as error:
            return told(error)
        return JSONResponse({})

    async def said(request: Request) -> Any:
        if request.headers.get("content-type", "").partition(";")[0] != "application/json":
            raise InputError("expected JSON")
        data = b""
        async for piece in request.stream():
            data += piece
            if len(data) > MOST_SAID:
                raise InputError(f"more than {MOST_SAID:,} bytes")
        try:
            return json.loads(data)
        except (ValueError, RecursionError):
            raise InputError("expected JSON") from None

    async def add(request: Request) -> Response:
        studio = await there()
        name = request.query_params.get("name", "")
        place = studio.room()
        try:
            clean_parts(name)
            size = 0
            with place.open("xb") as out:
                async for piece in request.stream():
                    size += len(piece)
                    if size > MOST_UPLOAD:
                        raise InputError(f"larger than {MOST_UPLOAD >> 20} MB", place=name)
                    out.write(piece)
            await run_in_threadpool(lambda: studio.add(name, place, to=request.path_params["to"]))
        except ClientDisconnect:
            place.unlink(missing_ok=True)
            return Response(status_code=400)
        except MediaglotError as error:
            place.unlink(missing_ok=True)
            return told(error)
        return JSONResponse({})

    async def picture(request: Request) -> Response:
        studio = await there()
        side = SMALL if request.url.path.startswith("/thumb/") else LARGE
        made = await run_in_threadpool(studio.shelf.picture, request.path_params["key"], side)
        if made is None:
            return Response(status_code=404)
        return Response(made, headers=_kept(60), media_type="image/jpeg")

    async def whole(request: Request) -> Response:
        made = await run_in_threadpool(shown_file, await there(), request.path_params["key"])
        if made is None:
            return Response(status_code=404)
        return Response(made[0], headers=_kept(60), media_type=made[1])

    async def save(request: Request) -> Response:
        try:
            plain = await said(request)
            name = plain.get("name") if isinstance(plain, dict) else None
            if not isinstance(name, str):
                raise InputError("a scenario needs a name")
            where = await run_in_threadpool(saves, await there(), name)
        except MediaglotError as error:
            return told(error)
        return JSONResponse({"file": where})

    made = Starlette(
        routes=[
            Route("/", file),
            Route("/about", about),
            Route("/state", state),
            Route("/do", do, methods=["POST"]),
            Route("/add/{to:str}", add, methods=["POST"]),
            Route("/scenario", save, methods=["POST"]),
            Route("/thumb/{key:str}.jpg", picture, name="thumb"),
            Route("/large/{key:str}.jpg", picture, name="large"),
            Route("/file/{key:str}", whole),
            Route("/{name:str}", file),
        ]
    )
    made.router.redirect_slashes = False  # it would lead out of the token
    return made


def about_plain(studio: Studio, language: str) -> dict[str, Any]:
    """What the browser is told once."""
    return {
        "language": language,
        "program": studio.plan.root.name,
        "pages": list(studio.pages),
        "page": studio.plan.page,
        "vendors": studio.vendors(),
        "words": {**HAPPENED, **FACTS},
    }


def web_file(name: str) -> bytes | None:
    """A file of the page itself, by its plain name."""
    place = LOOK if name == LOOK.name else WEB / name
    if "/" in name or "\\" in name or place.suffix not in OF_WEB or name.startswith("."):
        return None
    return place.read_bytes() if place.is_file() else None


def shown_file(studio: Studio, key: str) -> tuple[bytes, str] | None:
    """A picture or sound of the program as it is, where browsers take that and it is no more than a
    telephone shows; else a picture made of it."""
    place = studio.shelf.place(key)
    if place is None:
        return None
    try:
        form = read_format(place) or ""
        kind = TYPES.get(form)
        photo = form in PHOTOS and is_big(place)
        if kind is not None and not photo and place.stat().st_size <= MOST_SHOWN:
            return place.read_bytes(), kind
    except (MediaError, OSError):
        return None
    made = studio.shelf.picture(key, LARGE)
    return None if made is None else (made, "image/jpeg")


async def news(studio: Studio, known: int) -> None:
    """Wait until something has changed, or nobody would wait any longer."""
    loop, changed = asyncio.get_running_loop(), asyncio.Event()

    def listener() -> None:
        with suppress(RuntimeError):  # the loop has ended meanwhile
            loop.call_soon_threadsafe(changed.set)

    studio.listen(listener)
    try:
        if studio.version == known:
            await asyncio.wait_for(changed.wait(), PATIENCE)
    except TimeoutError:
        pass
    finally:
        studio.forget(listener)


def _kept(seconds: int) -> dict[str, str]:
    return {"cache-control": f"private, max-age={seconds}" if seconds else "no-store"}


def _numbers(text: str) -> list[int]:
    return [int(word) for word in text.split(",") if word.isascii() and word.isdigit()][:4]


def _text(plain: Any) -> bytes:
    """JSON; numbers that it has not are null."""
    import orjson

    try:
        return orjson.dumps(plain, default=repr, option=orjson.OPT_NON_STR_KEYS)
    except TypeError:  # a program's texts may be halves of characters, which JSON can escape
        text = json.dumps(plain, default=repr)
        return json.dumps(json.loads(text, parse_constant=lambda _: None)).encode()
