"""One vendor's dialect on another, call by call, in Node.js and in the embedded realm."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import jsenv
import pytest
from families import media
from grids import each
from mediaglot.adapters.plan.pair import plan
from mediaglot.adapters.runtime import generate
from mediaglot.profiles import loader
from realms import ENGINES

HERE = Path(__file__).parent
STAGE = HERE / "stage.js"
FILES = sorted(HERE.glob("cases_*.js"))
VENDOR_PAIRS = ("wx>my", "wx>tt", "my>wx", "my>tt", "tt>wx", "tt>my")
PAIRS = (*VENDOR_PAIRS, "wx>tt/ios", "wx>any", "canonical>any", "tt>wx,my", "wx>wx,my,tt")
WHOLE = ("wx>my", "wx>tt", "my>wx", "wx>wx,my", "wx>any")
"""Pairs whose whole dialect is there, too, as ``whole wx>my``."""
ALONE = ("wx>my", "wx>tt", "my>tt", "tt>wx")
"""Pairs of which the function that gives a sound is there by itself, too, as ``sound wx>my``."""
MAX_JOBS = 100_000


BUILDS = {"fast": True, "small": False, "module": None}
"""With straight lines or without them; an ES module, as it comes."""


def made(pair: str, build: str, *, only: list[str] | None = None) -> str:
    """A runtime of a pair as the stage takes it: an ES module's exports as those of CommonJS."""
    read, _, write = pair.partition(">")
    if build != "module":
        return generate(read, write, only=only, fast=BUILDS[build])
    text = generate(read, write, module="esm", only=only)
    return re.sub(r"^export \{ (.*) \};$", _assigned, text, flags=re.MULTILINE)


def _assigned(found: re.Match[str]) -> str:
    """Assignments for a list of exports."""
    pairs = (item.split(" as ") for item in found[1].split(", "))
    return "; ".join(f"module.exports.{name} = {local}" for local, name in pairs)


@cache
def sources(build: str) -> dict[str, str]:
    """Runtimes by pair; one for a user's vendor with a recipe of its own."""
    vendor = loader.register(loader.load(HERE / "one_kind.toml")).id
    try:
        own = {f"wx>{vendor}": made(f"wx>{vendor}", build, only=["media"])}
    finally:
        loader.unregister(vendor)
    own |= {f"whole {pair}": made(pair, build) for pair in WHOLE}
    sound = ["createInnerAudioContext"]
    own |= {f"sound {pair}": made(pair, build, only=sound) for pair in ALONE}
    return {pair: made(pair, build, only=["media"]) for pair in PAIRS} | own


@cache
def _node(build: str) -> jsenv.Send:
    send = jsenv.serve(STAGE, build)
    send(json.dumps({"sources": sources(build), "files": [str(file) for file in FILES]}))
    return lambda name: send(json.dumps({"run": name}))


def _realm(build: str) -> Any:
    """A fresh realm with the stage, the runtimes and the cases in it."""
    quickjs: Any = pytest.importorskip("quickjs", reason="the extra mediaglot[js]")
    context = quickjs.Context()
    context.eval(STAGE.read_text(encoding="utf-8"))
    context.eval(f"Object.assign(sources, {json.dumps(sources(build))})")
    for file in FILES:
        context.eval("{\n" + file.read_text(encoding="utf-8") + "}")
    return context


@cache
def _quickjs(build: str) -> jsenv.Send:
    context = _realm(build)
    start, outcome = context.get("start"), context.get("outcome")

    def run(name: str) -> str:
        start(name)
        for _ in range(MAX_JOBS):
            if not context.execute_pending_job():
                break
        return str(outcome(name))

    return run


def names() -> list[tuple[str, str]]:
    """Every case with the file that adds it, by asking for what the files add."""
    script = (
        "const names = [];"
        "let file = '';"
        "const ok = () => ({}), no = ok, raw = (make) => make;"
        "const add = (name) => names.push([file, name]);"
        + "".join(
            f"file = '{file.stem}';\n{{{file.read_text(encoding='utf-8')}}}\n" for file in FILES
        )
        + "console.log(JSON.stringify(names));"
    )
    if jsenv.find_node() is None:
        return []
    found = json.loads(jsenv.run(script))
    return [(file.removeprefix("cases_"), name) for file, name in found]


CASES = names()


@pytest.mark.parametrize("build", BUILDS)
@pytest.mark.parametrize("engine", ENGINES)
@each("case", [(file, name, (name,)) for file, name in CASES])
def test_case(engine: str, build: str, case: str) -> None:
    run = (_node if engine == "node" else _quickjs)(build)
    told = json.loads(run(case))
    assert told is not None, "never ended"
    assert told["error"] == ""


def test_names_are_unique() -> None:
    assert len(CASES) == len({name for _, name in CASES})


def functions(pair: str) -> set[str]:
    """The functions of a pair's dialect, those of the file system with ``fs.`` before them."""
    read, _, write = pair.partition(">")
    reads = [entry["read"] for entry in media(plan(read, write)).values()]
    return {("fs." if read.get("receiver") else "") + read["name"] for read in reads}


def test_every_function_has_a_case() -> None:
    context = _realm("fast")
    context.get("startAll")()
    for _ in range(50 * MAX_JOBS):
        if not context.execute_pending_job():
            break
    called = set(json.loads(context.eval("JSON.stringify([...called])")))
    wanted = {f"{pair} {name}" for pair in VENDOR_PAIRS for name in functions(pair)}
    assert wanted - called == set()
