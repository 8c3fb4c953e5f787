"""The mock for Node against the host in Python: the same scenario gives the same replies."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import jsenv
import pytest
import worlds
from mediaglot.adapters.host.host import BaseHost
from mediaglot.adapters.host.rules import behaviour, consent_rules
from mediaglot.adapters.plan.pair import client_profile
from mediaglot.canonical.client import parse_client
from mediaglot.canonical.engine.codec import compress_image
from mediaglot.canonical.engine.heads import read_image_head
from mediaglot.canonical.engine.user import (
    Action,
    allows,
    cancels,
    denies,
    denies_forever,
    picks,
    picks_first,
    saves,
    shoots,
    toggles_original,
)
from mediaglot.canonical.engine.video_codec import compress_video
from mediaglot.canonical.engine.video_heads import read_video_head
from mediaglot.canonical.errors import MediaglotError
from mediaglot.canonical.operations import of_family
from mediaglot.profiles import loader
from mediaglot.profiles.fold import ClientApi

pytestmark = pytest.mark.node

NODE = Path(__file__).resolve().parents[2] / "node"
DIGESTS = ("md5", "sha1", "sha256")
URL = "https://a.example/cat.jpg"
Scenario = dict[str, Any]
"""`client`, `user`, `permissions`, `network` or not, and `calls`: [key of the API, options]."""

RUN = """
const { createHost } = require(process.argv[1]);
const read = (value, replies) => {
  if (value === null || typeof value !== "object") return value;
  if (value.$) return value.$.reduce((at, key) => (at === undefined ? at : at[key]), replies);
  if (Array.isArray(value)) return value.map((item) => read(item, replies));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, read(item, replies)]));
};
async function play({ client, calls, ...options }) {
  const host = createHost(client, options);
  const replies = [];
  const out = [];
  for (const [name, giver, asked] of calls) {
    const holder = giver ? host.media[giver]() : host.media;
    const [ok, value] = await new Promise((done) => holder[name]({
      ...read(asked, replies), success: (it) => done([true, it]), fail: (it) => done([false, it]),
    }));
    replies.push(value);
    out.push([ok, value]);
  }
  try {
    host.finish();
  } catch (error) {
    out.push(["script", error.message]);
  }
  return out;
}
(async () => {
  const all = JSON.parse(require("fs").readFileSync(0, "utf8"));
  const out = [];
  for (const one of all) out.push(await play(one));
  console.log(JSON.stringify(out));
})();
"""


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package with the clients in it."""
    folder = tmp_path_factory.mktemp("node") / "node"
    shutil.copytree(NODE, folder, ignore=shutil.ignore_patterns("clients", "node_modules"))
    wanted = ["tt/ios@7.40.0"]
    built = subprocess.run([sys.executable, "build.py", *wanted], cwd=folder, capture_output=True,
                           text=True, check=False)  # fmt: skip
    assert built.returncode == 0, built.stderr
    assert "tt.json: tt/ios@7.40.0, tt/android" in built.stdout
    return folder


def test_the_package_works_in_node(node: Path) -> None:
    done = subprocess.run([str(jsenv.node()), "--test", "host.test.js"], cwd=node, text=True,
                          capture_output=True, check=False, timeout=60)  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_the_package_is_small(node: Path) -> None:
    code = [it for it in node.glob("*.js") if not it.name.endswith(".test.js")]
    clients = {it.stem: len(gzip.compress(it.read_bytes())) for it in (node / "clients").iterdir()}
    own = [node / "clients" / f"{vendor}.json" for vendor in ("wx", "my", "tt")]
    data = b"".join(it.read_bytes() for it in [*code, *own, node / "index.d.ts"])
    assert len(gzip.compress(data)) < 80_000  # a project of three vendors
    assert set(clients) >= set(loader.builtin_ids())
    assert max(clients.values()) < 25_000


# The same world for both ------------------------------------------------------------------------


def described(name: str, place: Path) -> dict[str, Any]:
    """A file as Node is told of it."""
    data = place.read_bytes()
    known = {
        "size": len(data),
        "digests": {how: hashlib.new(how, data).hexdigest() for how in DIGESTS},
    }
    if name.endswith(".mp4"):
        video = read_video_head(place)
        return {
            **known, "kind": "video", "format": video.format, "duration": video.duration,
            "width": video.width, "height": video.height, "orientation": video.orientation,
            "fps": video.frame_rate, "bitrate": round((video.bit_rate or 0) / 1000),
        }  # fmt: skip
    if name.endswith(".pdf"):
        return {**known, "kind": "file"}
    head = read_image_head(place)
    return {
        **known, "kind": "image", "format": head.format, "width": head.width,
        "height": head.height, "orientation": head.orientation,
    }  # fmt: skip


def small(place: Path, target: Path, api: ClientApi) -> int:
    """The bytes of a file once the client has compressed it."""
    how = behaviour(api)
    if place.suffix == ".mp4" and how.video_compressed is not None:
        target.unlink(missing_ok=True)
        compress_video(place, target, how.video_compressed)
        return target.stat().st_size
    if how.compressed is None or place.suffix not in (".jpg", ".png"):
        return 0
    target.unlink(missing_ok=True)
    compress_image(place, target, quality=how.quality, rule=how.compressed)
    return target.stat().st_size


class Says:
    """A user with nothing left to do."""

    def answer(self, prompt: object) -> Any:
        raise AssertionError(prompt)


def answered(host: BaseHost, scenario: Scenario) -> Iterator[list[Any]]:
    replies: list[Mapping[str, Any]] = []
    for key, options in scenario["calls"]:
        reply = host.reply(key, read(options, replies))
        replies.append(reply.value)
        older = {name: reply.legacy[name] for name in reply.beside & set(reply.legacy)}
        yield [reply.ok, {**reply.value, **older}]


def read(value: Any, replies: list[Mapping[str, Any]]) -> Any:
    if isinstance(value, Mapping):
        if "$" in value:
            found: Any = replies
            for key in value["$"]:
                try:
                    found = found[key]
                except (KeyError, IndexError, TypeError):
                    return None
            return found
        return {key: read(item, replies) for key, item in value.items()}
    return [read(item, replies) for item in value] if isinstance(value, list) else value


def told(scenario: Scenario, folder: Path) -> list[Any]:
    """What the host in Python says."""
    files = {name: folder / name for name in worlds.ALBUM}
    network = {URL: folder / "cat.jpg"} if scenario.get("network") else None
    with BaseHost(
        scenario["client"], files, scenario["user"], permissions=scenario.get("permissions"),
        camera={"scene": folder / "cat.jpg"}, package=folder, network=network,
        trouble=scenario.get("trouble"),
    ) as host:  # fmt: skip
        found: list[Any] = []
        try:
            for step in answered(host, scenario):
                found.append(step)
            host.finish()
        except MediaglotError as error:
            found.append(["script", str(error)])
        host._user = Says()
        return found


def masked(steps: list[list[Any]]) -> list[Any]:
    """Replies with the ids of paths by their order, and how scripts write texts left out. Where a
    script does not fit there is no reply; Node tells that at the end, beside a failure."""
    last = steps[-1]
    if last[0] == "script" and "nothing asked for" not in last[1]:
        steps = [["script", last[1]]]
    seen: dict[str, str] = {}
    text = json.dumps(steps).replace('\\"', "'")
    text = re.sub("[0-9a-f]{32}", lambda m: seen.setdefault(m[0], f"#{len(seen)}"), text)
    found: list[Any] = json.loads(re.sub(r"(?:[\w.[\]]+: )?expected [^\"]*", "expected ...", text))
    return found


# Scenarios --------------------------------------------------------------------------------------

ODD = (-1, 1_001, 1.5, "x", None, [], {}, "/no.jpg")
YES = {"permissions": dict.fromkeys(("album", "camera", "album_write"), "allowed")}
PATHS = ("/logo.png", "/walk.mp4", "cat.jpg", "./cat.jpg", "../cat.jpg", "/none.jpg", "/read.pdf",
         "file:///cat.jpg", URL)  # fmt: skip
STEPS = (
    cancels(), picks_first(1), picks("cat.jpg", "dog.jpg"), picks("walk.mp4"), picks("logo.png"),
    picks("cat.jpg", "walk.mp4"), saves(), shoots("scene"),
)  # fmt: skip


def one(client: str, key: str, options: Any, *user: Action, **more: Any) -> Scenario:
    return {"client": client, "user": list(user), "calls": [[key, options]], **more}


def of_api(client: str, key: str, api: ClientApi, full: bool) -> Iterator[Scenario]:
    """Calls of one API: right, empty, odd, refused, and on what is no file for it."""
    good = worlds.options(client, key, f"/{worlds.file_for(api.canonical)}")
    user = worlds.script(api.canonical)
    yield one(client, key, good, *user, **YES)
    yield one(client, key, {}, *user, **YES)
    yield one(client, key, good, *user, trouble={api.canonical: "policy_blocked"}, **YES)
    for scope in dict.fromkeys(it for needed in behaviour(api).scopes.values() for it in needed):
        for no in (denies, denies_forever):
            lens = [shoots("scene")] if scope == "camera" else []
            yield one(client, key, good, *lens, no(scope))
            yield {**one(client, key, good), "permissions": {scope: "denied"}}
            yield {**one(client, key, good), "permissions": {scope: "denied_forever"}}
        yield one(client, key, good, allows(scope), *user)
    for param in api.params.values():
        if param.support.usable:
            words = list(param.facts.values.values())
            lists = [[word] for word in words] if param.facts.type == "set" else []
            for value in (*words, *lists, *(ODD if full else ())):
                if api.canonical == "compressVideo" and value in (-1, 1_001):
                    continue  # refused by the encoder, which the mock has none of
                yield one(client, key, {**good, param.names[0]: value}, *user, **YES)
    if api.canonical.startswith("choose"):
        for step in STEPS:
            yield one(client, key, good, step, **YES)
        yield one(client, key, good, toggles_original(), picks("cat.jpg"), **YES)
    else:
        for path in PATHS:
            options = worlds.options(client, key, path)
            yield one(client, key, options, *user, **YES)
            if path == URL:
                yield one(client, key, options, *user, network=True, **YES)


def flow(client: str) -> Scenario:
    """What was picked is looked at, compressed, shown, saved, refused and moved."""
    view = client_profile(parse_client(client))
    head, _, leaf = view.apis["chooseImage"].result["images[].path"].facts.paths[0].partition("[]")
    picked = {"$": [0, head, 0, *([leaf[1:]] if leaf else [])]}
    calls: list[list[Any]] = [["chooseImage", {"count": 1}]]
    user = [picks("cat.jpg")]
    for key in ("getImageInfo", "compressImage", "getFileInfo", "previewImage",
                "saveImageToPhotosAlbum", "saveImageToPhotosAlbum", "saveFile", "getImageInfo",
                "saveFile"):  # fmt: skip
        if key in view.apis and view.apis[key].support.usable:
            calls.append([key, worlds.options(client, key, picked)])  # type: ignore[arg-type]
    rules = consent_rules(view)
    asked = rules["album_write"].prompts
    again = asked and rules["album_write"].asks_again
    user += [denies("album_write")] * asked + [allows("album_write")] * again
    return {"client": client, "user": user, "calls": calls,
            "permissions": {"album": "allowed", "camera": "allowed"}}  # fmt: skip


def scenarios(client: str) -> Iterator[Scenario]:
    """All of it for the first client of a vendor; for the others, no odd values."""
    view = client_profile(parse_client(client))
    full = client == f"{view.profile.id}/{view.profile.os[0]}"
    if view.apis["chooseImage"].support.usable:
        yield flow(client)
    for key, api in view.apis.items():
        if api.canonical in of_family("media") and api.support.usable:
            yield from of_api(client, key, api, full)


class World:
    """The files of both, and what Node is told of them."""

    def __init__(self, client: str, folder: Path) -> None:
        self.view = client_profile(parse_client(client))
        self.folder, self.out = folder / "files", folder / "out"
        self.folder.mkdir()
        self.out.mkdir()
        for name, data in {**worlds.ALBUM, "read.pdf": b"%PDF-1.4 ..."}.items():
            (self.folder / name).write_bytes(data)
        places = sorted(self.folder.iterdir())
        self.known = {place.name: described(place.name, place) for place in places}
        self.sizes: dict[str, dict[str, int]] = {}

    def files(self, key: str) -> dict[str, Any]:
        """The files, with what an API's client makes of their bytes."""
        if key not in self.sizes:
            self.sizes[key] = {
                name: small(self.folder / name, self.out / name, self.view.apis[key])
                for name in self.known
            }
        return {
            name: it | ({"compressed": size} if (size := self.sizes[key][name]) else {})
            for name, it in self.known.items()
        }

    def asked(self, scenario: Scenario) -> dict[str, Any]:
        """A scenario as Node plays it."""
        files = self.files(scenario["calls"][0][0])
        apis = [(self.view.apis[key], options) for key, options in scenario["calls"]]
        return {
            "client": scenario["client"],
            "album": {name: files[name] for name in worlds.ALBUM},
            "package": files,
            "camera": {"scene": files["cat.jpg"]},
            "calls": [
                [api.name, api.receiver and self.view.giver(api.receiver), options]
                for api, options in apis
            ],
            "user": [action.to_json() for action in scenario["user"]],
            "permissions": scenario.get("permissions") or {},
            "trouble": scenario.get("trouble") or {},
            **({"network": {URL: files["cat.jpg"]}} if scenario.get("network") else {}),
        }


@pytest.mark.parametrize("client", worlds.clients())
def test_node_says_what_python_says(client: str, node: Path, tmp_path: Path) -> None:
    world = World(client, tmp_path)
    every = list(scenarios(client))
    ours = [told(scenario, world.folder) for scenario in every]
    asked = json.dumps([world.asked(scenario) for scenario in every])
    theirs = json.loads(jsenv.run(RUN, [str(node / "index.js")], stdin=asked))
    assert sum(steps[0][0] is True for steps in theirs) > 20
    different = []
    for scenario, mine, other in zip(every, ours, theirs, strict=True):
        if scenario["calls"][0][0] == "compressVideo":  # by rates, which the mock estimates
            for step in (*mine, *other):
                if isinstance(step[1], dict) and "size" in step[1]:
                    step[1]["size"] = "some"
        if masked(mine) != masked(other):
            different.append((scenario, masked(mine), masked(other)))
    assert different == []
