"""What a new operation takes: a row in the canon and an entry in each profile, and no more.

Five made-up ones, of shapes that are there already: a plain one, one that returns a task, one that
takes its options in order and answers at once, and the two of an event. Everything that speaks of
operations has to speak of them: translation, port, runtime, the simulated client, the pages.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import mediaglot as mg
import pytest
from mediaglot.adapters.cli.docs_compatibility import compatibility_pages
from mediaglot.adapters.runtime import generate, packing
from mediaglot.canonical import operations
from mediaglot.canonical.operations.model import Rows, anything, number, text
from mediaglot.profiles import loader

_op = Rows("device")
ROWS = (
    _op("setGlow", "Makes the device glow.", {"level": number("0 to 1"), "hue": text("colour")}),
    _op(
        "sendParcel", "Sends a parcel.", {"to": text("where")}, {"at": text("place")}, gives="task"
    ),
    *_op.both("getMood", "Tells a mood.", {"of": text("whose")}, {"mood": anything("it")}),
    *_op.pair("Rain", "It rains.", {"drops": number("how many")}),
)
ONE = """
schema = 1
extends = "wx"
id = "one"
name = "One"
namespace = "one"
[sources.own]
title = "One's pages"
where = "https://example.com"
checked = "2026-11-29"
[api.setGlow]
params = { level = { name = "value", default = 0.5 }, hue = "hue" }
evidence = "own"
[api.sendParcel]
params = { to = "to" }
result = { at = "place" }
task = ["abort"]
evidence = "own"
[api.getMood]
params = { of = "who" }
result = { mood = "data" }
evidence = "own"
[api.getMoodSync]
arguments = ["of"]
returns = "mood"
params = { of = "who" }
result = { mood = { paths = "data", absent = "" } }
evidence = "own"
[api.onRain]
result = { drops = "drops" }
evidence = "own"
[api.offRain]
evidence = "own"
"""
TWO = """
schema = 1
extends = "my"
id = "two"
name = "Two"
namespace = "two"
[sources.own]
title = "Two's pages"
where = "https://example.com"
checked = "2026-11-29"
[api.setGlow]
name = "glow"
params = { level = { name = "brightness", default = 1 }, hue = "color" }
evidence = "own"
[api.sendParcel]
name = "parcel"
params = { to = "target" }
result = { at = "address" }
task = ["abort"]
promised = true
evidence = "own"
[api.getMood]
params = { of = "key" }
result = { mood = "mood" }
evidence = "own"
[api.getMoodSync]
params = { of = "key" }
result = { mood = "mood" }
evidence = "own"
[api.onRain]
result = { drops = "count" }
evidence = "own"
[api.offRain]
evidence = "own"
"""
CODE = """\
one.setGlow({ hue: 'red' })
one.sendParcel({ to: place, success: (res) => show(res.place) })
const mood = one.getMoodSync('me') || 'fine'
one.onRain((res) => { show(res.drops) })
one.offRain()
"""
PORTED = """\
two.glow({ color: 'red', brightness: 0.5 })
two.parcel({ target: place, success: (res) => show(res.address) })
const mood = two.getMoodSync({ key: 'me' }).mood || 'fine'
two.onRain((res) => { show(res.count) })
two.offRain()
"""


@pytest.fixture(scope="module", autouse=True)
def _known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The rows in the canon and the entries in two profiles, while this module runs."""
    folder = tmp_path_factory.mktemp("profiles")
    operations.OPERATIONS.update({row.name: row for row in ROWS})
    packing.KINDS.update(packing._kinds())  # worked out of the canon when that is imported
    for name, text_ in (("one", ONE), ("two", TWO)):
        (folder / f"{name}.toml").write_text(text_, encoding="utf-8")
        loader.register(loader.load(folder / f"{name}.toml"))
    yield
    for name in ("one", "two"):
        loader.unregister(name)
    for row in ROWS:
        del operations.OPERATIONS[row.name]


def evaluated(script: str) -> Any:
    quickjs: Any = pytest.importorskip("quickjs", reason="the extra mediaglot[js]")
    return json.loads(quickjs.Context().eval(script))


def test_messages() -> None:
    asked = mg.translate_request("setGlow", {"hue": "red"}, read="one", write="two")
    assert (asked.api, asked.value) == ("glow", {"color": "red", "brightness": 0.5})
    told = mg.translate_result("sendParcel", {"address": "here"}, read="two", write="one")
    assert told.value == {"place": "here", "errMsg": "sendParcel:ok"}
    mood = mg.normalize("getMood", {"mood": [1]}, read="two").value
    assert (type(mood).__name__, mood.mood) == ("GetMoodResult", [1])


def test_port() -> None:
    done = mg.port(CODE, read="one", write="two")
    assert done.code == PORTED
    assert done.file.count("native") == 5
    through = mg.port(CODE, read="one", write="two", style="runtime")
    assert through.file.count("runtime") == 5


def test_runtime() -> None:
    text_ = generate("one", "two", only=[row.name for row in ROWS])
    said = evaluated(
        "const heard = [];\n"
        "globalThis.two = {\n"
        "  glow(o) { heard.push(['glow', o.color, o.brightness]); o.success({}); },\n"
        "  getMoodSync(o) { heard.push(['mood', o.key]); return { mood: null }; },\n"
        "  onRain(f) { this.f = f; }, offRain(f) { heard.push(['off', f === this.f]); },\n"
        "};\n"
        f"const module = {{ exports: {{}} }};\n{text_}\n"
        "const { media } = module.exports;\n"
        "media.setGlow({ hue: 'red' });\n"
        "heard.push(media.getMoodSync('me'));\n"
        "const f = (r) => heard.push(r.drops);\n"
        "media.onRain(f); two.f({ count: 3 }); media.offRain(f);\n"
        "JSON.stringify(heard)"
    )
    assert said == [["glow", "red", 0.5], ["mood", "me"], "", 3, ["off", True]]


def test_simulated_client(tmp_path: Path) -> None:
    page = tmp_path / "page.js"
    page.write_text(
        "Page({ data: { said: [] }, go() {\n"
        "  one.setGlow({ hue: 'red', success: (r) => this.setData({ said: r.errMsg }) });\n"
        "  one.onRain(() => {});\n} })\n",
        encoding="utf-8",
    )
    with mg.Host("one") as host:
        shown = host.load(page)
        shown.call("go")
        assert shown.data["said"] == "setGlow:ok"
        assert "setGlow" in {event.api for event in shown.trace.of("call")}


def test_pages() -> None:
    assert (
        "## setGlow" not in compatibility_pages("")["compatibility/device.md"]
    )  # no built-in has it
    view = mg.profile("one").at("one")
    assert {row.name for row in ROWS} <= set(view.apis)
