"""What configurations become: each kind of setting, in the vectors beside.

A case: ``source`` on ``read`` becomes ``target`` on ``write``; ``kind``: what file it is;
``findings``: rule, place, severity, loss, what each blocks; ``verdict``. What stands around it:
``files`` of the tree (none: the file is alone), the ``script`` beside it, components ``declared`` for
all pages, ``themes``. ``goal``: its name on the target, ``made``: files that the port adds.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import in_full
import pytest
import tomli
from grids import each
from mediaglot.adapters.source.common.model import FilePort
from mediaglot.adapters.source.common.pair import pair
from mediaglot.adapters.source.config.port import port_config
from mediaglot.adapters.source.config.work import NOWHERE, ConfigPlace
from mediaglot.adapters.source.markup.scripts import Beside
from mediaglot.adapters.source.pages.parts import page_suffixes
from mediaglot.adapters.source.text.edits import apply, reverse

HERE = Path(__file__).parent
NAMES = {
    "app": "app.json",
    "page": "pages/a/a.json",
    "component": "parts/b/b.json",
    "project": "project.config.json",
}


def cases() -> Iterator[tuple[str, str, tuple[dict[str, Any]]]]:
    for file in sorted(HERE.glob("*.toml")):
        for case in tomli.loads(file.read_text(encoding="utf-8"))["case"]:
            way = f"{case['read']}->{case['write']}"
            yield file.stem, f"{case['name']} {way}", (case,)


def place(case: dict[str, Any]) -> ConfigPlace:
    if "files" not in case:
        return NOWHERE
    files = set(case["files"])
    script = Beside(case["script"].encode(), "javascript") if "script" in case else None
    return ConfigPlace(
        exists=files.__contains__,
        size=lambda name: case.get("sizes", {}).get(name, 0),
        inside=lambda folder: sorted(name for name in files if name.startswith(folder)),
        script=script,
        declared=case.get("declared", {}),
        themes=case.get("themes", {}),
        lets_in=lambda path: path in case.get("open", []),
        suffixes=page_suffixes(pair(case["read"], case["write"])),
        project=case.get("project", True),
        tabs=case.get("tabs", ""),
    )


def port(case: dict[str, Any], data: bytes, around: ConfigPlace | None = None) -> FilePort:
    both = pair(case["read"], case["write"])
    name = case.get("name_of_file", NAMES[case["kind"]])
    return port_config(data, name, both, case["kind"], place(case) if around is None else around)


@each("case", cases())
def test_a_configuration_becomes(case: dict[str, Any]) -> None:
    done = port(case, case["source"].encode())
    assert done.after.decode() == case["target"]
    told = [
        f"{item.code} {item.line}:{item.column} {item.diagnostic.severity} {item.diagnostic.loss}"
        + (f" blocks {item.blocks}" if item.blocks else "")
        for item in done.findings
    ]
    assert told == case.get("findings", [])
    assert done.verdict == case["verdict"]
    assert done.goal == case.get("goal", "")
    assert {name: data.decode() for name, data in done.made} == case.get("made", {})


def test_what_is_told_is_told_in_full(accept: bool, golden: in_full.Golden) -> None:
    made = {f"{group}: {name}": partial(findings, case) for group, name, (case,) in cases()}
    in_full.hold(golden, accept, HERE / "told.txt", made)


def findings(case: dict[str, Any]) -> list[str]:
    return [in_full.of_finding(item) for item in port(case, case["source"].encode()).findings]


@each("case", cases())
def test_what_no_edit_touches_stays_and_the_way_back_is_there(case: dict[str, Any]) -> None:
    source = case["source"].encode()
    done = port(case, source)
    assert apply(done.after, reverse(source, done.edits)) == source


@each("case", cases())
def test_the_output_is_json_and_a_second_port_changes_nothing(case: dict[str, Any]) -> None:
    if "MG740" in str(case.get("findings", [])):
        return
    if "MG741" not in str(case.get("findings", [])):
        json.loads(case["target"])
    if "goal" not in case:
        assert port(case, case["target"].encode()).edits == ()


@each("case", cases())
def test_every_finding_has_a_reason(case: dict[str, Any]) -> None:
    for item in port(case, case["source"].encode()).findings:
        diagnostic = item.diagnostic
        assert diagnostic.message
        if diagnostic.severity == "error" and diagnostic.loss != "none":
            assert item.blocks, diagnostic


def test_bytes_that_are_no_text() -> None:
    both = pair("wx", "my")
    text = '{ "navigationBarTitleText": "图" }'
    for data, told in (
        (text.encode("utf-16"), ["MG509"]),
        (text.encode("utf-8-sig"), ["MG741"]),
        (text.encode("gb18030"), []),
        (b'{ "navigationBarTitleText": "\0" }', ["MG740"]),
    ):
        done = port_config(data, "pages/a/a.json", both, "page")
        assert [item.code for item in done.findings] == told
        kept = told in (["MG509"], ["MG740"])
        assert done.after == (
            data if kept else data.replace(b"navigationBarTitleText", b"defaultTitle")
        )


def test_more_than_anybody_would_read() -> None:
    text = "{ " + many('"a#": 1', 3_000) + " }"
    done = port_config(text.encode(), "app.json", pair("wx", "my"), "app")
    assert [item.code for item in done.findings] == ["MG509"]
    assert not done.edits


def many(text: str, count: int) -> str:
    """So many entries, # being their number."""
    return ", ".join(text.replace("#", str(number)) for number in range(count))


PARTS = many('{ "root": "r#", "name": "n#" }', 900)
RULES = many('"p#": { "network": "all", "packages": ["n#"] }', 900)
HOSTILE = [
    '{ "window": { ' + many('"backgroundTextStyle": #', 1_900) + " } }",
    '{ "tabBar": { "list": [' + many('{ "pagePath": "a", "text": "b" }', 10_000) + "] } }",
    f'{{ "pages": [], "subPackages": [{PARTS}], "preloadRule": {{ {RULES} }} }}',
    '{ "usingComponents": { ' + many('"a#": "b/#"', 10_000) + " } }",
    '{"a": ' * 90 + "1" + "}" * 90,
    "[" * 1_000_000,
    '{"a": "' + "b" * 1_500_000,
    "/*" * 500_000,
]


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_hostile_files_cost_what_they_are_long(number: int) -> None:
    text = HOSTILE[number]
    case = {"read": "wx", "write": "my", "kind": "app", "files": ["app.json"]}
    begin = time.process_time()
    done = port(case, text.encode())
    assert time.process_time() - begin < 8
    assert apply(done.after, reverse(text.encode(), done.edits)) == text.encode()
