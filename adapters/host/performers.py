"""What operations beside media do on a simulated client, told once and in canonical words.

Each takes the companions of a client, the vendor's name of the function and its options by
canonical name, and gives the result by canonical name. Raises `MediaError` for a failure.
"""

from __future__ import annotations

import base64
import contextlib
import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from ...canonical.engine.consent import GRANTED, SCOPES
from ...canonical.engine.faults import MediaError
from ...canonical.engine.fetchers import WebAnswer, WebRequest
from ...canonical.engine.prompts import DATES, REGION, Prompt
from ...canonical.engine.sources import answered, kept
from ...canonical.engine.user import Action
from ...canonical.errors import is_number
from ...canonical.vocabulary import Payload
from .canvas_performers import export_canvas
from .file_performers import open_document, path_of, remove_saved, save_media, unzip

if TYPE_CHECKING:
    from ...profiles.fold import ClientApi
    from .performing import Do, Performing

MAX_READ: Final = 64 << 20
MOST_KEPT: Final = 10 << 20
"""Bytes of JSON that may be kept by key, in all."""
KEPT_FULL: Final = ("storage_full", "exceed max size")
NO_KEY: Final = ("not_found", "there is no such key")
"""How keeping more than that fails: the failure's kind, and words for it."""
_ENCODINGS: Final = {
    "utf8": "utf-8", "utf-8": "utf-8", "ascii": "ascii", "latin1": "latin-1",
    "binary": "latin-1", "ucs2": "utf-16-le", "ucs-2": "utf-16-le", "utf16le": "utf-16-le",
    "utf-16le": "utf-16-le",
}  # fmt: skip


def toast(it: Performing, name: str, given: Mapping[str, Any]) -> Payload:
    """Show a short message."""
    it.host.world.event(name, "toast", text=_text(given.get("title")))
    return {}


def loading(it: Performing, name: str, given: Mapping[str, Any]) -> Payload:
    """Show that something is going on."""
    it.host.world.event(name, "loading", text=_text(given.get("title")))
    return {}


def hide(it: Performing, name: str, _given: Mapping[str, Any]) -> Payload:
    """Take a message away."""
    it.host.world.event(name, "hidden")
    return {}


def dialog(it: Performing, name: str, given: Mapping[str, Any]) -> Payload:
    """Ask, or tell, and wait for the user."""
    title, text = _text(given.get("title")), _text(given.get("content"))
    yes = _text(given.get("confirm_text")) or "OK"
    no = _text(given.get("cancel_text")) or "Cancel"
    refusable = given.get("show_cancel") is not False
    it.host.world.event(name, "dialog", title=title, text=text)
    action = it.host.world.put(
        Prompt(
            "dialog",
            name,
            f"the dialog {title or text!r}",
            ("taps", "cancels") if refusable else ("taps",),
            entries=(yes, no) if refusable else (yes,),
            title=title,
            text=text,
        )
    )
    confirmed = action.kind == "taps" and action.names[0] == yes
    it.host.world.event(name, "answered", confirmed=confirmed)
    return {"confirm": confirmed, "cancel": not confirmed}


def action_sheet(it: Performing, name: str, given: Mapping[str, Any]) -> Payload:
    """Let the user choose from a menu."""
    items = given.get("items")
    if not isinstance(items, list) or not items:
        raise MediaError("param_invalid", "the menu has no entries")
    entries = [_text(item) for item in items]
    it.host.world.event(name, "menu", entries=entries)
    offers, listed = ("taps", "cancels"), tuple(entries)
    prompt = Prompt("menu", name, f"the menu {entries}", offers, entries=listed)
    action = _not_cancelled(it, prompt, "menu")
    it.host.world.event(name, "answered", entry=action.names[0])
    return {"index": entries.index(action.names[0])}


def _not_cancelled(it: Performing, prompt: Prompt, at: str) -> Action:
    """What the user chooses; raises `MediaError` where they close it."""
    action = it.host.world.put(prompt)
    if action.kind == "cancels":
        it.host.world.event(prompt.operation, "cancelled", at=at)
        raise MediaError("cancelled", "cancel")
    return action


def choose_date(it: Performing, name: str, given: Mapping[str, Any]) -> Payload:
    """Let the user choose a day or a time."""
    form = _text(given.get("format")) or next(iter(DATES))
    if form not in DATES:
        raise MediaError("param_invalid", f"a date is written as one of {', '.join(DATES)}")
    now = _text(given.get("current"))
    it.host.world.event(name, "dates", format=form, current=now)
    offers = ("chooses", "cancels")
    what = f"the wheels of {form}"
    action = _not_cancelled(it, Prompt("date", name, what, offers, text=now, date=form), "dates")
    it.host.world.event(name, "answered", date=action.names[0])
    return {"date": action.names[0]}


def choose_region(it: Performing, name: str, _given: Mapping[str, Any]) -> Payload:
    """Let the user choose a province, a city and a district; numbers are known of few."""
    offers = ("chooses", "cancels")
    action = _not_cancelled(it, Prompt("region", name, "the wheels of regions", offers), "region")
    names = action.names[0].split("/")
    it.host.world.event(name, "answered", names=names)
    return {"names": names, "codes": [REGION.get(one, "") for one in names]}


def download(it: Performing, name: str, given: Mapping[str, Any]) -> Payload:
    """Fetch a file into the temporary files."""
    url = _address(it, name, given)
    answer = _answered(it, given, WebRequest(url, _headers(given), api=name))
    told = min(len(answer.body), answer.cut if answer.cut is not None else len(answer.body))
    it.objects.tell(it.call, "onDownloadHeaders", {"header": dict(answer.header)})
    for progress, written in _progress(told, len(answer.body)):
        values = {"progress": progress, "written": written, "total": len(answer.body)}
        it.objects.tell(it.call, "onDownloadProgress", values)
    entry = kept(url, answer, it.host.world)
    target = given.get("file")
    path = entry.path
    if isinstance(target, str) and target:
        try:
            path = it.host.storage.save(entry.path, target).path
        except MediaError:  # nothing of what was asked for elsewhere is left
            it.host.storage.remove(entry.path)
            raise
    it.host.world.event(name, "downloaded", url=given["url"], path=path)
    elsewhere = path != entry.path and "kept" in it.view.api(name).result
    place = "kept" if elsewhere else "path"
    return {place: path, "status": answer.status, "header": dict(answer.header)}


def upload(it: Performing, name: str, given: Mapping[str, Any]) -> Payload:
    """Send a file; the network's answer comes back as text."""
    url, path = _address(it, name, given), given.get("file")
    if not isinstance(path, str) or not path:
        raise MediaError("param_invalid", "the file to upload is not named")
    place = it.host.storage.resolve(path)
    size = place.stat().st_size
    field, form = _text(given.get("name")), given.get("form")
    form = form if isinstance(form, dict) else {}
    looked_at = hasattr(it.host.device.fetch, "answer") and size <= MAX_READ
    sent_file = place.read_bytes() if looked_at else None
    request = WebRequest(url, _headers(given), "POST", name, file=sent_file, name=field, form=form)
    reply = _answered(it, given, request)
    sent = size if reply.cut is None else min(size, reply.cut)
    for progress, done in _progress(sent, size):
        values = {"progress": progress, "sent": done, "total": size}
        it.objects.tell(it.call, "onUploadProgress", values)
    if sent < size:
        raise MediaError("network", f"the connection broke after {sent} bytes")
    it.objects.tell(it.call, "onUploadHeaders", {"header": dict(reply.header)})
    it.host.world.event(name, "uploaded", url=url, path=path, size=size, name=field, form=form)
    data = reply.body.decode("utf-8", "replace")
    return {"data": data, "status": reply.status, "header": dict(reply.header)}


def _progress(done: int, total: int) -> Iterator[tuple[int, int]]:
    """How far something is, in percent and bytes, at each quarter up to what is done."""
    for quarter in range(1, 5):
        at = total * quarter // 4
        if at > done or not total:
            return
        yield at * 100 // total, at


def request(it: Performing, name: str, given: Mapping[str, Any]) -> Payload:
    """Talk to a server."""
    url = _address(it, name, given)
    method = _text(given.get("method")) or "GET"
    sent = WebRequest(url, _headers(given), method.upper(), name, given.get("data"))
    reply = _answered(it, given, sent)
    it.host.world.event(name, "requested", url=url, method=method, data=given.get("data"))
    text: Any = reply.body.decode("utf-8", "replace")
    if _text(given.get("data_type") or "json").lower() == "json":
        with contextlib.suppress(ValueError, RecursionError):
            text = json.loads(text)
    return {"data": text, "status": reply.status, "header": dict(reply.header)}


def read_file(it: Performing, _name: str, given: Mapping[str, Any]) -> Payload:
    """Bytes or text of a file."""
    place = it.host.storage.resolve(path_of(given, "path"))
    start = _count(given.get("position"), 0)
    with place.open("rb") as stream:
        stream.seek(start)
        data = stream.read(_count(given.get("length"), MAX_READ))
    encoding = given.get("encoding")
    if encoding is None:
        return {"data": data}
    if encoding == "base64":
        return {"data": base64.b64encode(data).decode()}
    if encoding == "hex":
        return {"data": data.hex()}
    return {"data": data.decode(_encoding(encoding), "replace")}


def get_setting(it: Performing, _name: str, _given: Mapping[str, Any]) -> Payload:
    """What the user has allowed, under the vendor's names."""
    return {"settings": _settings(it)}


def _settings(it: Performing) -> dict[str, bool]:
    result: dict[str, bool] = {}
    for scope, fact in it.view.profile.scopes.items():
        state = it.host.device.consent.state(scope) if scope in SCOPES else "undetermined"
        if state != "undetermined":
            for key in fact.setting or [fact.name]:
                result[key] = result.get(key, True) and state in GRANTED
    return result


def open_setting(it: Performing, name: str, _given: Mapping[str, Any]) -> Payload:
    """Open the page where the user switches permissions."""
    scopes = [scope for scope in it.view.profile.scopes if scope in SCOPES]
    consent = it.host.device.consent
    scopes.sort(key=consent.granted)
    offers = ("allows", "denies", "cancels") if scopes else ("cancels",)
    action = it.host.world.put(
        Prompt("settings", name, "the settings page", offers, scopes=tuple(scopes))
    )
    if action.kind != "cancels":
        state = "allowed" if action.kind == "allows" else "denied"
        consent.remember(action.names[0], state)
        it.host.world.event(name, "consent", scope=action.names[0], answer=action.kind)
    return {"settings": _settings(it)}


def authorize(it: Performing, name: str, given: Mapping[str, Any]) -> Payload:
    """Ask for a permission ahead of its use."""
    wanted = given.get("scope")
    known = it.view.profile.scopes
    scopes = [key for key in SCOPES if key in known and known[key].name == wanted]
    if not scopes:
        raise MediaError("param_invalid", f"the scope {_text(wanted)[:60]} is not simulated")
    it.host.world.ask(name, (scopes[0],))
    return {}


def fails_without(api: ClientApi) -> bool:
    """Whether it is a failure on this client to ask for a key under which nothing is kept: where
    its profile has such a failure. Others give no value."""
    kept = api.operation.family == "storage" and "key" in api.operation.options
    return kept and any(rule.kind == NO_KEY[0] for rule in api.failures)


def get_storage(it: Performing, name: str, given: Mapping[str, Any]) -> Payload:
    """What is kept under a key; `None` where there is nothing, or a failure."""
    kept = it.host.stored.get(_text(given.get("key")))
    if kept is None and any(fails_without(it.view.apis[key]) for key in it.view.named(name, "")):
        raise MediaError(*NO_KEY)
    return {"data": None if kept is None else json.loads(kept)}


def set_storage(it: Performing, name: str, given: Mapping[str, Any]) -> Payload:
    """Keep a value under a key."""
    try:
        kept = json.dumps(given.get("data"), allow_nan=False)
    except (TypeError, ValueError, RecursionError):
        raise MediaError("param_invalid", "the data is nothing that JSON can hold") from None
    key = _text(given.get("key"))
    others = sum(len(text) for other, text in it.host.stored.items() if other != key)
    if others + len(kept) > MOST_KEPT:
        raise MediaError(*KEPT_FULL)
    it.host.stored[key] = kept
    it.host.world.event(name, "stored", key=key, text=kept)
    return {}


def remove_storage(it: Performing, name: str, given: Mapping[str, Any]) -> Payload:
    """Forget what is kept under a key."""
    key = _text(given.get("key"))
    it.host.stored.pop(key, None)
    it.host.world.event(name, "stored", key=key, text=None)
    return {}


def clear_storage(it: Performing, name: str, _given: Mapping[str, Any]) -> Payload:
    """Forget all that is kept."""
    it.host.stored.clear()
    it.host.world.event(name, "stored", key=None, text=None)
    return {}


def storage_info(it: Performing, _name: str, _given: Mapping[str, Any]) -> Payload:
    """What is kept, in kilobytes."""
    size = sum(len(key) + len(kept) for key, kept in it.host.stored.items())
    return {"keys": list(it.host.stored), "size": -(-size // 1024), "limit": MOST_KEPT // 1024}


def system_info(it: Performing, _name: str, _given: Mapping[str, Any]) -> Payload:
    """What device, screen and app this is."""
    return it.info()


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    return "" if value is None else json.dumps(value, default=str)


def _address(it: Performing, name: str, given: Mapping[str, Any]) -> str:
    """The address that is asked for, of a scheme that the client takes there."""
    url = given.get("url")
    if not isinstance(url, str) or not url.lower().startswith(("http://", "https://")):
        raise MediaError("param_invalid", "the url is missing or no network address")
    param = it.view.api(name).params.get("url")
    taken = param.facts.schemes if param is not None else ()
    if taken and url.partition(":")[0].lower() not in taken:
        text = f"the url is to begin with {' or '.join(f'{scheme}:' for scheme in taken)}"
        raise MediaError("api_forbidden", text, detail="scheme")
    return url


def _headers(given: Mapping[str, Any]) -> dict[str, str]:
    header = given.get("header")
    return {k: _text(v) for k, v in header.items()} if isinstance(header, dict) else {}


def _answered(it: Performing, given: Mapping[str, Any], request: WebRequest) -> WebAnswer:
    """What the server says while the program waits for it."""
    wait = given.get("timeout")
    if not is_number(wait) or wait <= 0:
        return answered(request, it.host.world)
    return answered(request, it.host.world, wait / 1000)


def _count(value: Any, default: int) -> int:
    if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= MAX_READ:
        return int(value)
    return default


def _encoding(name: Any) -> str:
    found = _ENCODINGS.get(str(name).lower())
    if found is None:
        raise MediaError("param_invalid", f"the encoding {_text(name)[:40]} is not known")
    return found


PERFORMERS: Final[dict[str, Do]] = {
    "showToast": toast,
    "hideToast": hide,
    "showLoading": loading,
    "hideLoading": hide,
    "showModal": dialog,
    "showActionSheet": action_sheet,
    "datePicker": choose_date,
    "regionPicker": choose_region,
    "downloadFile": download,
    "uploadFile": upload,
    "request": request,
    "readFile": read_file,
    "readFileSync": read_file,
    "unzip": unzip,
    "removeSavedFile": remove_saved,
    "openDocument": open_document,
    "saveMediaToPhotosAlbum": save_media,
    "exportCanvas": export_canvas,
    "getSetting": get_setting,
    "openSetting": open_setting,
    "authorize": authorize,
    "getStorage": get_storage,
    "setStorage": set_storage,
    "removeStorage": remove_storage,
    "clearStorage": clear_storage,
    "getStorageInfo": storage_info,
    "getStorageSync": get_storage,
    "setStorageSync": set_storage,
    "removeStorageSync": remove_storage,
    "clearStorageSync": clear_storage,
    "getStorageInfoSync": storage_info,
    "getSystemInfo": system_info,
    "getSystemInfoSync": system_info,
    "getWindowInfo": system_info,
    "getDeviceInfo": system_info,
    "getAppBaseInfo": system_info,
}
"""By canonical name. Of other operations it is written down that they were called."""
