"""A profile that lints clean can be hosted, whatever it says: replies, never an exception."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import media_files as made
import pytest
import worlds
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mediaglot.adapters.host.host import Host
from mediaglot.canonical.engine.consent import SCOPES
from mediaglot.canonical.engine.user import ACTIONS, Action, Prompt
from mediaglot.canonical.errors import MediaglotError
from mediaglot.profiles import loader
from mediaglot.profiles.lint import lint

ALBUM = {"a.jpg": made.picture("jpeg", 6), "b.gif": made.picture("gif"), "c.mp4": made.mp4()}
VALUES = (
    "0", "1", "-1", "100", "1.5", "0.5", "1e400", "nan", '""', '"eighty"', '"jpeg"', '"same"',
    '"pick"', '"x://{id}"', '"x://y/"', "true", "false", "[]", "{}", '["*"]', '["album"]',
    '["jpeg"]', '["microphone"]', "[[1]]", "{ album = [] }", "{ quality = 1 }",
    "{ quality = 80, max_side = 1 }", "{ bitrate = 0.01, scale = 0.01 }", "1979-05-27", '"kind"',
    '"suffix"', '"keep"', '"apply"', "{ low = 0.5 }", '"{id}"', '["sha1"]', '"black"', "[0]",
    '"2.0"', '["a", "b"]',
)  # fmt: skip
TEXTS = {
    vendor: "\n".join((loader.builtin_texts(vendor) or {}).values()) for vendor in worlds.VENDORS
}


class Obliging:
    """A user who takes what is offered first."""

    def source(self, prompt: Prompt, scopes: Mapping[str, tuple[str, ...]]) -> str:
        return next(iter(scopes), "album")

    def answer(self, prompt: Prompt) -> Action:
        for kind in ("allows", "saves", "taps"):
            if kind in prompt.offers:
                words = re.findall("'([^']*)'", prompt.offers[kind])
                return ACTIONS[kind](*words)
        if "picks" in prompt.offers and prompt.items and prompt.most != 0:
            return ACTIONS["picks"](prompt.items[0].name)
        if "shoots" in prompt.offers:
            return ACTIONS["shoots"]()
        return ACTIONS["cancels"]()


def lines_of(text: str) -> tuple[list[str], list[int], list[int]]:
    """Lines, and the numbers of those that state something: in engine sections, and all."""
    lines = text.splitlines()
    engine: list[int] = []
    stated: list[int] = []
    inside = False
    for number, line in enumerate(lines):
        if line.startswith("["):
            inside = "engine" in line
        if " = " in line and not line.startswith((" ", "#")):
            stated.append(number)
            if inside:
                engine.append(number)
    return lines, engine, stated


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_what_lints_clean_can_be_hosted(data: st.DataObject) -> None:
    vendor = data.draw(st.sampled_from(sorted(TEXTS)))
    lines, engine, stated = lines_of(TEXTS[vendor])
    for _ in range(data.draw(st.integers(1, 3))):
        number = data.draw(st.sampled_from(engine if data.draw(st.integers(0, 3)) else stated))
        key, _, _ = lines[number].partition(" = ")
        lines[number] = f"{key} = {data.draw(st.sampled_from(VALUES))}"
    report = lint({"zz.toml": "\n".join(lines)}, find=loader.builtin_texts)
    assert (report.profile is None) == bool(report.diagnostics)
    if report.profile is not None and report.profile.id == vendor:
        loader.register(report.profile)
        try:
            for os in report.profile.os[:3]:
                hosted(f"{vendor}/{os}")
        finally:
            loader.unregister(vendor)


def hosted(client: str) -> None:
    """Every API of a client called once."""
    try:
        host = Host(client, ALBUM, Obliging(), permissions=dict.fromkeys(SCOPES, "undetermined"))
    except MediaglotError:  # the file may say, for example, that no version counts
        return
    with host:
        for key in host.view.apis:
            path = host.storage.put_temp(made.picture("jpeg", 6)).path
            canonical = host.view.apis[key].canonical
            options: dict[str, Any] = {}
            if worlds.needs_file(canonical):
                options = worlds.options(client, key, path)
            reply = host.reply(key, options)
            assert reply.ok == (reply.failure is None)


@pytest.mark.parametrize("vendor", sorted(TEXTS))
def test_as_they_are(vendor: str) -> None:
    for os in loader.get(vendor).os:
        hosted(f"{vendor}/{os}")
