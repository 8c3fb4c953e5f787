"""The whole namespace over another vendor's: ordinary companion calls, one by one, in Node.js.

The calls and what WeChat does on each stand in ``companions/calls.js``; the clients they run on,
``companions/alipay.js`` and ``feishu.js``, are made from the vendors' documents alone. Where a
target cannot do the same, translation and porter must have said so by the rule a call names.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any, Final

import jsenv
import mediaglot as mg
import pytest
from mediaglot.adapters.plan.pair import plan
from mediaglot.adapters.runtime import generate
from mediaglot.adapters.runtime.entries import with_objects

BATTERY: Final = Path(__file__).parent / "companions" / "run.js"
CLIENTS: Final = {
    "my": ("my", "typed"),
    "my, documented in 2022": ("my", "2022"),
    "my@2.8.5, documented in 2022": ("my@2.8.5", "2022"),
    "tt": ("tt", ""),
}
"""The client that the file is written for, and the mock it runs on."""
BUILDS: Final = {"fast": True, "small": False}
EMULATED: Final = {"MG406"}
"""What needs an emulation, and has it here."""
FEWEST: Final = 204
"""Calls of the battery; it only grows."""


@pytest.fixture(scope="session")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What was found of every call on a client in a build, each asked for once."""
    folder = tmp_path_factory.mktemp("namespace")

    @cache
    def ask(client: str, build: str) -> list[dict[str, Any]]:
        target, variant = CLIENTS[client]
        file = folder / f"{build}-{target}-{variant}.cjs"
        file.write_text(generate("wx", target, fast=BUILDS[build]), encoding="utf-8")
        asked = {"file": str(file), "target": target.partition("@")[0], "variant": variant}
        rows: list[dict[str, Any]] = json.loads(jsenv.serve(BATTERY)(json.dumps(asked)))
        return rows

    return ask


@pytest.mark.parametrize("build", BUILDS)
@pytest.mark.parametrize("client", CLIENTS)
def test_every_call_does_what_it_does_in_wechat(judged: Any, client: str, build: str) -> None:
    rows = judged(client, build)
    wrong = [f"{row['title']} ({row['style']}): {row['error']}" for row in rows if row["error"]]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("client", ["my", "tt"])
def test_a_part_of_it_has_what_is_called_on_the_objects_it_gives(
    judged: Any, client: str, tmp_path: Path
) -> None:
    target, variant = CLIENTS[client]
    own = plan("wx", target)
    gives = {entry["read"]["name"] for entry in own.apis.values() if entry["read"].get("gives")}
    files = {}
    for row in {row["title"]: row for row in judged(client, "small")}.values():
        names = set(re.findall(r"\bwx\.(\w+)", row["code"])) | {row["name"]} - {""}
        known = {name for name in names if own.read.named(name)}
        if names & gives:
            made = generate("wx", target, only=sorted(known), fast=False)
            file = tmp_path / f"of-{len(files)}.cjs"
            file.write_text(made, encoding="utf-8")
            files[row["title"]] = str(file)
    assert len(files) > 12
    asked = {"files": files, "target": target, "variant": variant}
    rows: list[dict[str, Any]] = json.loads(jsenv.serve(BATTERY)(json.dumps(asked)))
    wrong = [f"{row['title']} ({row['style']}): {row['error']}" for row in rows if row["error"]]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("client", CLIENTS)
def test_what_is_different_is_told_beforehand(judged: Any, client: str) -> None:
    wrong = []
    for row in {row["title"]: row for row in judged(client, "fast")}.values():
        wanted = set(filter(None, row["tells"].split("|")))
        for way, told in findings(row, CLIENTS[client][0]).items():
            codes = {item.code for item in told}
            errors = {item.code for item in told if item.severity == "error"}
            if wanted and not wanted & codes:
                wrong.append(f"{row['title']}: {way} tells {sorted(codes)}, not {row['tells']}")
            if errors - wanted - EMULATED:
                wrong.append(f"{row['title']}: {way} tells {sorted(errors)}, and yet it is done")
        if (row["refused"] or row["lacks"]) and not wanted:
            wrong.append(f"{row['title']}: it is refused by no rule")
    assert not wrong, "\n".join(wrong)


def findings(row: dict[str, Any], client: str) -> dict[str, Any]:
    """What is told of a call of the battery, by who tells it."""
    if not row["name"]:
        code = f"const run = {re.sub(r'^[(]wx', '(_', row['code'])};\nrun({{}}, {{}});\n"
        return {"the porter": mg.port(code, read="wx", write=client).diagnostics}
    options = json.dumps(row["options"])
    ported = mg.port(f"wx.{row['name']}({options})", read="wx", write=client)
    asked = mg.translate_request(row["name"], row["options"], read="wx", write=client)
    return {"the porter": ported.diagnostics, "translation": asked.diagnostics}


def test_the_battery_only_grows(judged: Any) -> None:
    titles = [row["title"] for row in judged("my", "fast") if row["style"] != "await"]
    assert len(titles) == len(set(titles))
    assert len(titles) >= FEWEST


VENDORS = ("wx", "my", "tt", "douyin", "ascf", "swan", "dingtalk")
OTHERWISE = [(read, write) for read in VENDORS for write in VENDORS if read != write]


@pytest.mark.parametrize(("read", "write"), OTHERWISE)
def test_a_part_has_every_failure_that_its_objects_tell_of(read: str, write: str) -> None:
    """What a listener of failures hears is in the vendor's own words: it is never left as it is."""
    whole = plan(read, write)
    telling = {
        key: kind
        for key in whole.apis
        if (entry := whole.apis[key])["read"].get("fails")
        and entry["routes"]
        and (kind := entry["read"].get("receiver"))
    }
    for giver in (key for key in whole.apis if whole.apis[key]["read"].get("gives")):
        gives = whole.apis[giver]["read"].get("gives")
        wanted = {key for key, kind in telling.items() if kind == gives}
        assert wanted <= with_objects(whole, [giver]), giver
