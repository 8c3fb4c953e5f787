"""Picking from the album and taking with the camera: chooseImage, chooseMedia, chooseVideo."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ..requests import ChooseImage, ChooseMedia, ChooseMessageFile, ChooseVideo
from ..results import (
    ChooseImageResult,
    ChooseMediaResult,
    ChooseMessageFileResult,
    ChooseVideoResult,
    MediaFile,
)
from ..vocabulary import SIZES, SOURCES
from .album import AlbumItem
from .chosen import Chosen, Wish, drop, finished
from .codec import with_no_trace
from .faults import MediaError
from .heads import read_format
from .paths import plain_name
from .prompts import Item, Prompt
from .sniff import suffix_of
from .user import Action, ScriptError
from .world import Behaviour, World, said


def choose_image(request: ChooseImage, world: World, how: Behaviour) -> ChooseImageResult:
    """Pick pictures or take one. Raises MediaError."""
    wish = Wish(
        "chooseImage",
        ("image",),
        count=said(request.count, None),
        sources=said(request.sources, frozenset(SOURCES)),
        sizes=said(request.sizes, frozenset(SIZES)),
        camera=said(request.camera, "back"),
        save=bool(said(request.save_to_album, False)),
    )
    return ChooseImageResult(images=_choose(wish, world, how))


def choose_media(request: ChooseMedia, world: World, how: Behaviour) -> ChooseMediaResult:
    """Pick pictures or videos, or take one. Raises MediaError."""
    media = said(request.media, frozenset({"image", "video"}))
    kinds = (
        ("image", "video")
        if "mix" in media
        else tuple(kind for kind in ("image", "video") if kind in media)
    )
    wish = Wish(
        "chooseMedia",
        kinds,
        count=said(request.count, None),
        sources=said(request.sources, frozenset(SOURCES)),
        sizes=said(request.sizes, frozenset(SIZES)),
        camera=said(request.camera, "back"),
        save=bool(said(request.save_to_album, False)),
        max_duration=said(request.max_duration, None),
        mix="mix" in media,
    )
    files = _choose(wish, world, how)
    result = {file.kind for file in files}
    return ChooseMediaResult(files=files, media="mix" if len(result) > 1 else next(iter(result)))


def choose_video(request: ChooseVideo, world: World, how: Behaviour) -> ChooseVideoResult:
    """Pick a video or record one. Raises MediaError."""
    wish = Wish(
        "chooseVideo",
        ("video",),
        count=1,
        sources=said(request.sources, frozenset(SOURCES)),
        sizes=frozenset({"compressed" if said(request.compressed, True) else "original"}),
        camera=said(request.camera, "back"),
        max_duration=said(request.max_duration, None),
        max_picked=said(request.max_picked_duration, None),
    )
    return ChooseVideoResult(video=_choose(wish, world, how)[0])


def choose_message_file(
    request: ChooseMessageFile, world: World, how: Behaviour
) -> ChooseMessageFileResult:
    """Pick files out of a conversation, or of the vendor's file picker. Raises MediaError."""
    api = "chooseMessageFile"
    wanted = said(request.type, "all")
    kinds = ("image", "video", "file") if wanted == "all" else (wanted,)
    count = said(request.count, None)
    if how.max_when_system and said(request.system_picker, False):
        count = how.max_when_system
    items = world.device.album.items(kinds)
    endings = tuple(f".{end.lower().lstrip('.')}" for end in said(request.extensions, ()))
    if endings:
        items = tuple(item for item in items if item.name.lower().endswith(endings))
    action = world.put(
        Prompt(
            "pick",
            api,
            "the file picker",
            ("picks", "picks_first", "cancels"),
            items=_told(items),
            most=count,
            media=kinds,
        )
    )
    files: list[MediaFile] = []
    for item in _picked(action, items, count, world, api, "file"):
        place = _copied(item, world)
        entry = world.storage.keep_temp(place)
        files.append(
            MediaFile(
                path=entry.path,
                size=entry.size,
                kind=item.kind,
                name=plain_name(item.name.rpartition("/")[2]),
                time=int(world.device.clock.now()),
            )
        )
    return ChooseMessageFileResult(files=tuple(files))


def _choose(wish: Wish, world: World, how: Behaviour) -> tuple[MediaFile, ...]:
    sources = wish.sources
    if how.sources is not None:
        sources = sources & how.sources or how.sources
    if wish.count is not None and wish.count < 1:
        raise MediaError("param_invalid", "count must be at least 1")
    items = _on_show(world, wish.kinds) if "album" in sources else ()
    toggle = how.sizes and wish.sizes == frozenset(SIZES) and not how.compress_always
    prompt = _prompt(wish, how, sources, toggle, items)
    source = next(iter(sources))
    if len(sources) > 1:
        sheet = world.put(_sheet(prompt, sources, how.scopes))
        if sheet.kind == "cancels":
            world.event(wish.api, "cancelled", at="sheet")
            raise MediaError("cancelled", "the user cancelled")
        source = sheet.names[0]
        if source == "camera":
            prompt = _prompt(wish, how, frozenset({source}), False, ())
    world.ask(wish.api, how.scopes.get(source, ()))
    action = world.put(prompt)
    original = wish.sizes == frozenset({"original"}) or not how.sizes
    if action.kind == "toggles_original":
        original = True
        action = world.put(_prompt(wish, how, sources, False, items))
    if action.kind in ("shoots", "records"):
        if source != "camera":
            world.ask(wish.api, how.scopes.get("camera", ()))
        chosen = [_taken(action, wish, world, how, original)]
    else:
        picked = _picked(action, items, wish.count, world, wish.api, "album")
        if len({item.kind for item in picked}) > 1 and not wish.mix:
            raise ScriptError(
                f"{world.client}: the picker of {wish.api} takes pictures or videos in one pick, "
                "not both (its media has no mix)"
            )
        chosen = []
        for item in picked:
            try:
                chosen.append(Chosen(_copied(item, world), item.kind, original))
            except MediaError:
                drop(chosen)
                raise
    return finished(chosen, wish, world, how)


LIMITED = (
    "access to the album is limited: that the picker shows what the user selected, and nothing "
    "else, is assumed of this client"
)


def _on_show(world: World, kinds: tuple[str, ...]) -> tuple[AlbumItem, ...]:
    """What the picker shows: all that fits, or what the user's limited access lets through."""
    items = world.device.album.items(kinds)
    limited = world.device.consent.limited
    if limited is None:
        return items
    world.note(LIMITED, "MG604")
    named = {world.device.album.find(name).name for name in limited}
    return tuple(item for item in items if item.name in named)


def _told(items: tuple[AlbumItem, ...]) -> tuple[Item, ...]:
    return tuple(Item(item.name, item.kind, item.size) for item in items)


def _sheet(then: Prompt, sources: frozenset[str], scopes: Mapping[str, tuple[str, ...]]) -> Prompt:
    """The sheet in front of the picker and the camera."""
    entries = tuple(source for source in SOURCES if source in sources)
    return Prompt(
        "source",
        then.operation,
        then.what,
        ("taps", "cancels"),
        media=then.media,
        entries=entries,
        needs={entry: scopes[entry] for entry in entries if entry in scopes},
        then=then,
    )


def _prompt(
    wish: Wish,
    how: Behaviour,
    sources: frozenset[str],
    toggle: bool,
    items: tuple[AlbumItem, ...],
) -> Prompt:
    offers: list[str] = []
    refuses: dict[str, str] = {}
    if "album" in sources:
        offers += ("picks", "picks_first")
    else:
        refuses["picks"] = refuses["picks_first"] = "the album is not offered (sources)"
    no_camera = "the camera is not offered (sources)"
    if how.sources is not None and "camera" not in how.sources:
        no_camera = "this client has no camera (sources of its profile)"
    for kind, name in (("image", "shoots"), ("video", "records")):
        if "camera" not in sources:
            refuses[name] = no_camera
        elif kind not in wish.kinds:
            refuses[name] = f"{kind}s are not asked for (media)"
        else:
            offers.append(name)
    if toggle and "album" in sources:
        offers.append("toggles_original")
    else:
        refuses["toggles_original"] = (
            "the picker offers no choice of size (sizes must hold original and compressed, and "
            "the client heed it)"
        )
    offers.append("cancels")
    names = " or ".join(source for source in SOURCES if source in sources)
    return Prompt(
        "pick" if "album" in sources else "camera",
        wish.api,
        f"the {names}",
        tuple(offers),
        refuses,
        _told(items),
        wish.count,
        wish.kinds,
        one_kind=len(wish.kinds) > 1 and not wish.mix,
    )


def _picked(
    action: Action,
    items: tuple[AlbumItem, ...],
    most: int | None,
    world: World,
    api: str,
    what: str,
) -> list[AlbumItem]:
    """The items an action picks, in its order. Raises MediaError when it cancels."""
    if action.kind == "cancels":
        world.event(api, "cancelled", at=what)
        raise MediaError("cancelled", "the user cancelled")
    by_name = {item.name: item for item in items}
    if action.kind == "picks_first":
        names = list(by_name)[: int(action.number)]
        if len(names) < action.number:
            raise ScriptError(
                f"{world.client}: {action.line()}, but the picker of {api} shows {len(names)}"
            )
    else:
        names = list(action.names)
    if most is not None and len(names) > most:
        raise ScriptError(
            f"{world.client}: {action.line()} picks {len(names)}, but the picker of {api} lets "
            f"the user pick at most {most} (count)"
        )
    if len(set(names)) < len(names):
        raise ScriptError(f"{world.client}: {action.line()} picks the same file twice")
    result: list[AlbumItem] = []
    for name in names:
        item = by_name.get(name) or world.device.album.find(name)
        if item.name not in by_name:
            limited = world.device.consent.limited
            hidden = limited is not None and item.name not in limited and what == "album"
            why = "which the user did not select (limited)" if hidden else f"a {item.kind} file"
            raise ScriptError(
                f"{world.client}: the picker of {api} does not show {plain_name(name)}, {why}"
            )
        result.append(item)
    world.event(api, "picked", names=[plain_name(item.name) for item in result])
    return result


def _copied(item: AlbumItem, world: World) -> Path:
    place = world.storage.scratch()
    size = world.device.album.copy_out(item, place, world.storage.room("temp"))
    if not size:
        with_no_trace(place)
        raise MediaError("empty", "the picked file is empty")
    return place


def _taken(action: Action, wish: Wish, world: World, how: Behaviour, original: bool) -> Chosen:
    camera = world.device.camera
    if camera.busy:
        raise MediaError("resource_busy", "something of higher priority holds the camera")
    place = world.storage.scratch()
    name = action.names[0] if action.names else None
    now = world.device.clock.now()
    if action.kind == "shoots":
        camera.shoot(place, wish.camera, now, name)
        kind, length = "image", 0.0
    else:
        seconds = action.number
        if wish.max_duration is not None and how.limits != "none":
            seconds = min(seconds, wish.max_duration)
        length = camera.record(place, wish.camera, seconds, name)
        world.device.clock.pass_time(length)
        kind = "video"
    world.event(wish.api, "taken", what=kind, camera=wish.camera, seconds=round(length, 3))
    if wish.save and world.device.consent.system_allows("album_write"):
        suffix = suffix_of(read_format(place))
        kept = world.device.album.add(place, f"IMG_{int(now)}.{suffix}")
        world.device.consent.also_show(kept)
        world.event(wish.api, "saved", name=kept)
    return Chosen(place, kind, original)
