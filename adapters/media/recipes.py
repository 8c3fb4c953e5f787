"""Recipes that the canonical API performs itself where one call of the vendor is not enough.

What each does stands in `canonical.recipes`; `Media` goes through them in the order of a call:
before it, instead of it, filling what its reply leaves out, and after it.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from attrs import evolve

from ...canonical import requests, results, shapes
from ...canonical.diagnostics import LOSSLESS, Diagnostic
from ...canonical.engine.codec import CompressRule, Resize, compress_image
from ...canonical.engine.faults import MediaError
from ...canonical.engine.heads import read_image_head
from ...canonical.engine.prompts import Item, Prompt
from ...canonical.engine.sources import fetched, is_network
from ...canonical.operations import OPERATIONS
from ...canonical.recipes import FIELDS, OPTIONS, SHOWN
from ...canonical.vocabulary import Payload
from ..host.host import BaseHost
from ..plan.kinds import KINDS
from ..plan.kinds.addresses import BASE64, unwritten

_MEANT: Final = {
    "MG102": "loop_until_count",
    "MG114": "mark_duplicates",
    "MG116": "download_first",
    "MG529": "data_to_file",
}
"""Diagnostics that one recipe makes untrue; those of an option name their own (MG409)."""


def settled(
    host: BaseHost,
    request: requests.Request,
    diagnostics: Iterable[Diagnostic],
    recipes: Iterable[str],
) -> list[Diagnostic]:
    """The diagnostics of a request, those without loss whose recipe is performed."""
    emulate: dict[str, str] = {}
    for api in host.view.apis.values():
        if api.canonical == request.api:
            for name, does in api.facts.emulate.items():  # places are in the vendor's words
                param = api.params.get(name)
                emulate.update(dict.fromkeys((name, *(param.names if param else ())), does))
    named = frozenset(recipes)
    result: list[Diagnostic] = []
    for item in diagnostics:
        recipe = emulate.get(item.place) if item.code == "MG409" else _MEANT.get(item.code)
        if item.code == "MG529" and unwritten(requests.to_plain(request)):
            recipe = None
        if item.code == "MG406":
            recipe = next(iter(named), None)
        if item.loss in LOSSLESS or recipe not in named:
            result.append(item)
        elif recipe == "save_after_capture" and not _from_camera(request):
            text = f"{item.message}, but not here: what the camera took is not known from the rest"
            result.append(evolve(item, message=text))
        else:
            text = f"{item.message} (recipe {recipe}: performed)"
            result.append(evolve(item, message=text, severity="info", loss="none"))
    return result


def _from_camera(request: requests.Request) -> bool:
    """Whether every file of a pick must come from the camera."""
    sources: list[str] | None = _stated("save_after_capture", requests.to_plain(request))
    return sources == ["camera"]


def _stated(recipe: str, plain: Mapping[str, Any]) -> Any:
    """What a request says by the options that a recipe works by: the first that says anything."""
    return next((plain[name] for name in OPTIONS[recipe] if plain.get(name)), None)


def _without(recipe: str, plain: Payload) -> list[Any]:
    """The values of the options that a recipe works by, taken out of a request; None: unsaid."""
    return [plain.pop(name, None) for name in OPTIONS[recipe]]


def of_files(api: str) -> list[str]:
    """The options of an operation that are addresses of files."""
    return [name for name, of in OPERATIONS[api].options.items() if KINDS[of.kind].files]


# Before the call --------------------------------------------------------------------------------


def before(host: BaseHost, request: requests.Request, recipes: Iterable[str]) -> requests.Request:
    """The request with what its recipes do before the call. Raises MediaError."""
    plain = requests.to_plain(request)
    named = frozenset(recipes)
    if "ask_before_saving" in named:
        _without("ask_before_saving", plain)
        offers = ("saves", "cancels")
        prompt = Prompt("save", request.api, "the sheet that offers to save", offers)
        if host.world.put(prompt).kind != "saves":
            raise MediaError("cancelled", "the user cancelled")
    if "data_to_file" in named:
        _changed(request, plain, lambda path: _written(host, path))
    header = None
    if "download_with_header" in named:
        (header,) = _without("download_with_header", plain)
    if header is not None or "download_first" in named:
        _changed(request, plain, lambda path: _local(host, path, header))
    if "resize_on_canvas" in named:
        resize = Resize(*(int(size or 0) for size in _without("resize_on_canvas", plain)))
        _changed(request, plain, lambda path: _resized(host, path, resize))
    return shapes.request_of(request.api, plain)


def _changed(request: requests.Request, plain: Payload, change: Callable[[str], str]) -> None:
    """Put other addresses into a plain request."""
    known = OPERATIONS[request.api].options
    for name in of_files(request.api):
        if name in plain and KINDS[known[name].kind].inline:
            value = plain[name]
            several = isinstance(value, list)
            plain[name] = [change(path) for path in value] if several else change(value)


def _written(host: BaseHost, path: str) -> str:
    """The file with the bytes of a data: address; any other address as it is."""
    head = BASE64.match(path)
    if head is None:
        return path
    text = path[head.end() :]
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        raise MediaError("param_invalid", "the address holds no base64") from None
    name = f"mediaglot{hashlib.sha256(data).hexdigest()[:16]}.{head['kind'] or 'png'}"
    target = f"{host.storage.user_root.rstrip('/')}/{name}"
    known = host.storage.entry(target)
    return known.path if known is not None else host.storage.put(target, data).path


def _local(host: BaseHost, path: str, header: Mapping[str, Any] | None) -> str:
    if not is_network(path, host.world):
        return path
    return fetched(
        path, host.world, {key: str(value) for key, value in (header or {}).items()}
    ).path


def _resized(host: BaseHost, path: str, resize: Resize) -> str:
    """A picture drawn at another size, upright, as a canvas exports it."""
    place = host.storage.scratch()
    rule = CompressRule(accepts=None, orientation="apply", optimize=False)
    compress_image(host.storage.resolve(path), place, quality=100, rule=rule, resize=resize)
    return host.storage.keep_temp(place).path


# Instead of the call ----------------------------------------------------------------------------


def kind_wanted(host: BaseHost, api: str) -> str:
    """Which kind the user takes on the sheet that asks: `image` or `video`."""
    items = host.device.album.items()
    sheet = Prompt(
        "media",
        api,
        "the sheet: a picture or a video?",
        ("taps",),
        items=tuple(Item(item.name, item.kind, item.size) for item in items),
        media=SHOWN["media_by_kind"],
        entries=SHOWN["media_by_kind"],
    )
    return host.world.put(sheet).names[0]


def unchanged(request: requests.Request) -> results.Result:
    """The result of a compression that was not wanted: its input."""
    plain = requests.to_plain(request)
    given = [plain.get(name) or [] for name in of_files(request.api)]
    paths = [path for value in given for path in (value if isinstance(value, list) else [value])]
    files = [results.MediaFile(path=path) for path in paths]
    return results.with_files(shapes.result_of(request.api, {}), files)


def joined(api: str, parts: Iterable[results.Result]) -> results.Result:
    """The results of several calls as one, files in the order of the calls."""
    plain: Payload = {}
    for part in parts:
        for key, value in results.to_plain(part).items():
            if isinstance(value, list):
                plain.setdefault(key, []).extend(value)
            else:
                plain[key] = value
    return shapes.result_of(api, plain)


def in_rounds(
    request: requests.Request, most: int, call: Callable[[requests.Request], results.Result]
) -> results.Result:
    """Picks of at most `most`, again while the user fills each, until the count is reached.

    `call` raises what a failed call raises; after the first round a `cancelled` one ends it.
    """
    plain = requests.to_plain(request)
    (option,) = OPTIONS["loop_until_count"]
    missing = int(plain[option])
    parts: list[results.Result] = []
    while missing > 0:
        asked = min(missing, most)
        try:
            part = call(shapes.request_of(request.api, {**plain, option: asked}))
        except Exception as error:
            failure = getattr(error, "failure", None)
            if not parts or failure is None or failure.kind != "cancelled":
                raise
            break
        parts.append(part)
        got = len(results.files_of(part))
        missing -= got
        if got < asked:
            break
    return joined(request.api, parts)


# What the reply leaves out ----------------------------------------------------------------------


def filled(
    host: BaseHost, emulate: Mapping[str, str], request: requests.Request, plain: Payload
) -> Payload:
    """A plain result with what the vendor does not tell, taken from the files themselves.

    `emulate`: result path -> recipe; `request`: what was asked.
    """
    asked = requests.to_plain(request)
    about = next((asked[name] for name in of_files(request.api) if asked.get(name)), None)
    for path, recipe in emulate.items():
        fill = _FILLS.get(recipe)
        if fill is None:
            continue
        many, inner, leaf = path.partition("[].")
        items: list[Payload] = plain.get(many, []) if inner else [plain]
        for item in items:
            key = leaf if inner else path
            if item.get(key) is None:
                source = item.get("path") or about
                value = _filled(fill, host, source, asked)
                if value is not None:
                    item[key] = value
    return plain


_Fill = Callable[[BaseHost, str, Mapping[str, Any]], Any]


def _filled(fill: _Fill, host: BaseHost, source: object, asked: Mapping[str, Any]) -> Any:
    try:
        return fill(host, source, asked) if isinstance(source, str) else None
    except (MediaError, OSError):  # a file that cannot be read leaves the value unknown
        return None


def _digest(host: BaseHost, source: str, asked: Mapping[str, Any]) -> str | None:
    wanted = _stated("digest_from_bytes", asked)
    if not wanted:
        return None
    with host.storage.resolve(source).open("rb") as stream:
        return hashlib.file_digest(stream, wanted).hexdigest()


_FILLS: Final[Mapping[str, _Fill]] = {
    "exif_from_bytes": lambda host, at, _: read_image_head(host.storage.resolve(at)).orientation,
    "format_from_bytes": lambda host, at, _: read_image_head(host.storage.resolve(at)).format,
    "size_from_file": lambda host, at, _: host.storage.resolve(at).stat().st_size,
    "path_from_request": lambda _host, at, _: at,
    "digest_from_bytes": _digest,
}


# After the call ---------------------------------------------------------------------------------


def after(
    request: requests.Request,
    result: results.Result,
    recipes: Iterable[str],
    save: Callable[[str, str], None],
) -> results.Result:
    """The result with what its recipes do after the call. Raises MediaError.

    `save`: puts a file, given with its kind, into the album.
    """
    named = frozenset(recipes)
    asked, files = requests.to_plain(request), results.files_of(result)
    if "check_duration" in named:
        most = _stated("check_duration", asked)
        if most is not None and any((file.duration or 0) > most for file in files):
            raise MediaError("too_long", f"the video is longer than {most:g} seconds")
    if "filter_extensions" in named:
        endings = tuple(
            f".{word.lower().lstrip('.')}" for word in _stated("filter_extensions", asked) or ()
        )
        files = tuple(file for file in files if not endings or _name(file).endswith(endings))
    if "keep_one_kind" in named and files:
        kind = files[0].kind
        files = tuple(file for file in files if file.kind == kind)
        said = results.to_plain(result).keys() & FIELDS["keep_one_kind"]
        changes: Payload = dict.fromkeys(said, kind)
        result = evolve(result, **changes)
    if "save_after_capture" in named and _from_camera(request):
        for file in files:
            save(str(file.path), results.kind_of(result, file))
    return results.with_files(result, files)


def _name(file: results.MediaFile) -> str:
    return str(file.name or file.path or "").lower()
