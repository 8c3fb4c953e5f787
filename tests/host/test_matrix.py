"""Every API on every client in every trouble: that vendor's failure, nothing else, nothing left."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import worlds
from grids import each
from mediaglot.adapters.plan.pair import client_profile
from mediaglot.adapters.realm.host import Host
from mediaglot.canonical.client import parse_client
from mediaglot.canonical.engine.consent import SCOPES
from mediaglot.canonical.engine.user import Action, cancels, denies, denies_forever, picks
from mediaglot.canonical.failures import KINDS
from mediaglot.profiles.fold import ClientProfile

ALLOWED = dict.fromkeys(SCOPES, "allowed")
CASES = [(client, key) for client in worlds.clients() for key in worlds.apis(client)]
TROUBLES = ("truncated", "zero bytes", "wrong format")


def troubled(trouble: str, name: str) -> bytes:
    if trouble == "truncated":
        return worlds.ALBUM[worlds.file_for(name)][:200]
    return b"" if trouble == "zero bytes" else b"just words, not a picture"


def view_of(client: str) -> ClientProfile:
    return client_profile(parse_client(client))


def canonical(client: str, key: str) -> str:
    return view_of(client).apis[key].canonical


def has(client: str, key: str) -> bool:
    api = view_of(client).apis[key]
    return api.support.usable and not api.engine.get("unsupported")


def only_network(client: str, key: str) -> bool:
    return view_of(client).apis[key].engine.get("local", True) is False


def asked(client: str, key: str) -> list[str]:
    """The scopes that a call asks the user for, going to the album."""
    view = view_of(client)
    scopes = view.apis[key].engine.get("scopes", {})
    names = scopes.get("album", ()) if isinstance(scopes, dict) else scopes
    return [s for s in names if view.engine["consent"].get(s, {}).get("prompts")]


WORKING = [case for case in CASES if has(*case) and not only_network(*case)]
ON_FILES = [case for case in CASES if has(*case) and worlds.needs_file(canonical(*case))]
ASKING = [case for case in WORKING if worlds.script(canonical(*case))]
CONSENTING = [case for case in WORKING if asked(*case)]
SCOPED = [case for case in WORKING if view_of(case[0]).apis[case[1]].engine.get("scopes")]
DATED = [case for case in CASES if view_of(case[0]).apis[case[1]].support.since]
REFUSALS = [
    (*case, answer)
    for case in CONSENTING
    for answer in ("deny", "deny forever", "denied before", "forever before")
    if answer != "deny forever"
    or view_of(case[0]).engine["consent"][asked(*case)[0]].get("offers_forever")
]


def grid(cases: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Cases, those of a client together."""
    return ((case[0], " ".join(case[1:]), case) for case in cases)


@pytest.fixture(autouse=True)
def nothing_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Every temporary folder of a host is made here, and gone afterwards."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("mediaglot.canonical.engine.device.os.access", lambda *_: False)
    yield
    assert os.listdir(tmp_path) == []


def temp_file(host: Host, data: bytes) -> str:
    return host.storage.put_temp(data).path


def check(host: Host, key: str, options: dict[str, Any]) -> tuple[bool, str]:
    """Call, and hold the reply to the vendor's envelope; (ok, kind of the failure)."""
    fired: list[str] = []
    calls = {name: lambda _, n=name: fired.append(n) for name in ("success", "fail", "complete")}
    with_callbacks = {**options, **calls}
    started = host.start(key, with_callbacks)
    reply = host.settle(started)
    host.fire(reply, with_callbacks)
    json.dumps(dict(reply.value))
    assert fired == (["success", "complete"] if reply.ok else ["fail", "complete"])
    envelope = host.view.profile.envelope
    if reply.ok:
        for name, text in envelope.success.fields.items():
            assert reply.value[name] == str(text).format(api=reply.api)
        return True, ""
    assert reply.failure is not None
    assert reply.failure.kind in KINDS
    assert reply.failure.kind not in ("internal", "unknown")
    assert envelope.failure.message[0] in reply.value
    return False, reply.failure.kind


def ready(
    client: str,
    key: str,
    trouble: bytes | None = None,
    user: list[Action] | None = None,
    **options: Any,
) -> tuple[Host, dict[str, Any]]:
    """A host and good options for the API; `trouble` is what its file holds instead."""
    name = canonical(client, key)
    album = dict(worlds.ALBUM)
    wanted = worlds.file_for(name)
    if trouble is not None:
        album[wanted] = trouble
    script = worlds.script(name) if user is None else user
    host = Host(client, album=album, user=script, **options)
    path = ""
    if worlds.needs_file(name):
        data = album[wanted]
        place = host.storage.put_temp(data or b"x")
        if not data:
            place.place.write_bytes(b"")
        path = place.path
    return host, worlds.options(client, key, path)


@each("client, key", grid(CASES))
def test_ok(client: str, key: str) -> None:
    host, options = ready(client, key, permissions=ALLOWED)
    with closing(host):
        ok, kind = check(host, key, options)
        if (client, key) in WORKING:
            assert (ok, kind) == (True, "")
            host.finish()
        else:
            assert kind in ("api_unsupported", "param_invalid")


@each("client, key, trouble", grid((*case, trouble) for trouble in TROUBLES for case in CASES))
def test_bad_files(client: str, key: str, trouble: str) -> None:
    host, options = ready(
        client, key, troubled(trouble, canonical(client, key)), permissions=ALLOWED
    )
    with closing(host):
        ok, kind = check(host, key, options)
        name = canonical(client, key)
        if name in ("saveFile", "getFileInfo", "chooseMessageFile") or not has(client, key):
            return  # these move bytes, whatever they are
        if name in ("chooseImage", "compressImage") and ok:
            # An unchanged original is returned where the client does not look inside.
            assert trouble == "truncated"
            return
        if trouble == "truncated" and ok:
            return  # the head is whole: only decoding would tell
        assert not ok
        assert kind in (
            "load_failed",
            "format_unsupported",
            "empty",
            "param_invalid",
            "compress_failed",
        )


@each("client, key", grid(ON_FILES))
def test_file_missing(client: str, key: str) -> None:
    with Host(client, album=worlds.ALBUM, permissions=ALLOWED) as host:
        path = temp_file(host, b"x")
        host.storage.resolve(path).unlink()
        ok, kind = check(host, key, worlds.options(client, key, path))
        assert not ok
        assert kind == ("param_invalid" if only_network(client, key) else "file_not_found")


@each("client, key", grid(ASKING))
def test_cancel(client: str, key: str) -> None:
    host, options = ready(client, key, user=[cancels()], permissions=ALLOWED)
    with host:
        assert check(host, key, options) == (False, "cancelled")


@each("client, key, answer", grid(REFUSALS))
def test_consent_refused(client: str, key: str, answer: str) -> None:
    api = view_of(client).apis[key]
    scope = asked(client, key)[0]
    rule = view_of(client).engine["consent"][scope]
    states = {"denied before": "denied", "forever before": "denied_forever"}
    before = {**ALLOWED, scope: states.get(answer, "undetermined")}
    user: list[Action] = []
    if answer == "deny" or (answer == "denied before" and rule.get("asks_again")):
        user = [denies(scope)]
    elif answer == "deny forever":
        user = [denies_forever(scope)]
    if api.canonical.startswith("choose") and not user:
        user = [picks(worlds.file_for(api.canonical))]  # the tap on the sheet, never reached
    host, options = ready(client, key, user=user, permissions=before)
    ok, kind = check(host, key, options)
    assert (ok, kind) == (False, "auth_denied_forever" if "forever" in answer else "auth_denied")
    host.close()


@each("client, key", grid(SCOPED))
def test_system_switch_off(client: str, key: str) -> None:
    host, options = ready(client, key, permissions=ALLOWED, system_off=SCOPES)
    assert check(host, key, options) == (False, "system_permission")
    host.close()


@each("client, key", grid(CASES))
def test_disk_full(client: str, key: str) -> None:
    name = canonical(client, key)
    host, options = ready(client, key, permissions=ALLOWED)
    with closing(host):
        host.storage.capacity = 0
        host.device.album.full = True
        ok, kind = check(host, key, options)
        # saveFile moves: it needs no more room than there was.
        makes_files = name.startswith(("choose", "compress", "edit", "crop", "saveI", "saveV"))
        if (client, key) in WORKING and makes_files:
            assert (ok, kind) == (False, "storage_full")


@each("client, key", grid(DATED))
def test_version_too_old(client: str, key: str) -> None:
    host, options = ready(f"{client}@0.0.1", key, permissions=ALLOWED)
    with closing(host):
        assert check(host, key, options) == (False, "api_unsupported")
