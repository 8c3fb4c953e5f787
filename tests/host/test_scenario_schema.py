"""The schema of scenario files: what loads is right by it, what does not is wrong by it, too."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import mediaglot as mg
import pytest
import tomli
from commands import called
from mediaglot.adapters.cli.scenario import TEMPLATE
from mediaglot.adapters.testing.scenario_schema import scenario_schema
from mediaglot.canonical.operations import OPERATIONS
from mediaglot.canonical.requests import REQUESTS

SCHEMA: dict[str, Any] = scenario_schema()
HEAD = 'clients = ["wx/android"]\n'
CALL = '[[call]]\napi = "chooseImage"\n'
GOOD = {
    "the template": TEMPLATE.format(name="flow.toml"),
    "nothing": "",
    "calls": HEAD + CALL + 'options = { count = 1, sources = ["album"], sizes = ["original"] }\n',
    "an earlier result": HEAD + '[[call]]\napi = "getImageInfo"\noptions = { src = "$last.a" }\n',
    "a dialect": HEAD + CALL + 'read = "wx"\noptions = { sourceType = ["album"] }\n',
    "a user": HEAD + """user = ['picks("a.jpg", after=2)', 'cancels', 'records(5, when="my")']\n""",
    "a network": HEAD + '[network]\n"https://a.cn/**" = { status = 500, delay = 1.5, times = 2 }\n',
    "trouble": HEAD + '[trouble]\nchooseImage = "timeout"\n',
    "by client": HEAD + CALL + 'expect = { outcome = "cancelled", by_client = { my = "ok" } }\n',
}
BAD = {
    "no such key": 'clents = ["wx"]\n',
    "no such vendor": 'clients = ["weixin"]\n',
    "no such operation": HEAD + '[[call]]\napi = "chosImage"\n',
    "no operation": HEAD + "[[call]]\nread = 'wx'\n",
    "no such option": HEAD + CALL + "options = { kount = 1 }\n",
    "no such outcome": HEAD + CALL + 'expect = { outcome = "cancled" }\n',
    "no such action": HEAD + "user = ['pics(\"a\")']\n",
    "no such permission": HEAD + 'permissions = { albun = "allowed" }\n',
    "no such state": HEAD + 'permissions = { album = "yes" }\n',
    "no such trouble": HEAD + '[trouble]\nchooseImage = "rain"\n',
    "no such status": HEAD + '[network]\n"https://a.cn/" = { status = 7 }\n',
    "too many files": HEAD + CALL + "expect = { files = -1 }\n",
    "a picture without a side": HEAD + 'album = { "a.jpg" = { width = 0 } }\n',
}


def errors(text: str) -> list[str]:
    validator = jsonschema.Draft202012Validator(SCHEMA)
    return [error.message for error in validator.iter_errors(tomli.loads(text))]


@pytest.mark.parametrize("name", GOOD)
def test_what_loads_is_right(name: str, tmp_path: Path) -> None:
    (tmp_path / "flow.toml").write_text(GOOD[name])
    mg.load_scenario(tmp_path / "flow.toml")
    assert errors(GOOD[name]) == []


@pytest.mark.parametrize("name", BAD)
def test_what_does_not_load_is_wrong(name: str, tmp_path: Path) -> None:
    (tmp_path / "flow.toml").write_text(BAD[name])
    with pytest.raises(mg.InputError):
        mg.load_scenario(tmp_path / "flow.toml")
    assert errors(BAD[name])


def test_every_operation_and_option_is_told() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    rules = SCHEMA["$defs"]["ScenarioCall"]["allOf"]
    told = {it["if"]["properties"]["api"]["const"]: it["then"] for it in rules}
    assert set(told) == set(REQUESTS)
    for name, then in told.items():
        options = then["properties"]["options"]["properties"]
        assert set(options) == set(OPERATIONS[name].options)
        assert all(it.get("description") for it in options.values())
    for key, it in SCHEMA["properties"].items():
        assert it.get("description"), key


def test_the_command_prints_and_writes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    status, out, _ = called(["scenario", "schema"])
    assert (status, json.loads(out)) == (0, SCHEMA)
    assert called(["scenario", "schema", "--out", "a.json"])[0] == 0
    assert json.loads(Path("a.json").read_text()) == SCHEMA


NETWORK = """
clients = ["wx"]
[network]
"https://a.cn/busy" = { status = 503, body = "later", times = 1 }
"https://a.cn/late" = { delay = 5, json = [] }
"https://a.cn/gone" = { abort = "network" }
"https://a.cn/post" = { method = "POST", headers = { X = "y" }, json = { a = 1 } }
"https://a.cn/*" = "any.txt"
"""


def test_a_network_of_a_scenario(tmp_path: Path) -> None:
    (tmp_path / "any.txt").write_text("any")
    (tmp_path / "flow.toml").write_text(NETWORK)
    with mg.load_scenario(tmp_path / "flow.toml").host("wx") as host:

        def ask(name: str, method: str = "GET") -> Any:
            asked = {"url": f"https://a.cn/{name}", "method": method}
            reply = host.call("request", asked)
            return reply.get("statusCode"), reply.get("data")

        assert [ask("busy"), ask("busy")] == [(503, "later"), (200, "any")]
        start = host.device.clock.now()
        assert ask("late") == (200, [])
        assert host.device.clock.now() - start == 5
        assert ask("gone") == (None, None)
        assert [ask("post"), ask("post", "POST")] == [(200, "any"), (200, {"a": 1})]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[network]\n"a.cn" = "any.txt"', r"flow.toml:2:1: network.*expected addresses such as"),
        ('[network]\n"https://a.cn/" = "no.txt"', r"flow.toml:2:1: network.*does not exist"),
        ('[network]\n"https://a.cn/" = { file = "no.txt" }', r"flow.toml:2:1.*does not exist"),
        ('[network]\n"https://a.cn/" = { json = 1, body = "x" }', r"body: json says already"),
    ],
)
def test_what_is_no_network(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "flow.toml").write_text(text)
    with pytest.raises(mg.InputError, match=told):
        mg.load_scenario(tmp_path / "flow.toml")


def test_the_example_of_the_page_comes_as_it_says(root: Path, tmp_path: Path) -> None:
    page = (root / "docs" / "scenarios.md").read_text(encoding="utf-8")
    text, network = re.findall(r"^```toml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert errors(text) == []
    assert errors(network) == []
    (tmp_path / "flow.toml").write_text(text)
    runs = list(mg.run_scenario(mg.load_scenario(tmp_path / "flow.toml")))
    assert len(runs) == 3
    assert [run.faults() for run in runs] == [[], [], []]
    for key in SCHEMA["properties"]:
        assert f"`{key}`" in page or key == "call", key
