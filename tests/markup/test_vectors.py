"""What templates and their scripts become: each directive, each trap, in the vectors beside.

A case: ``source`` on ``read`` becomes ``target`` on ``write``; ``findings``: rule, place, severity,
what each blocks; ``verdict``; ``made``: files that the port adds. ``module``: it is the file of a
script. What stands around it: ``declared`` components, the ``script`` beside it, ``files`` of the
tree, ``part``: it is a file that others include, ``page``: a page of the program.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import in_full
import tomli
from grids import each
from mediaglot.adapters.source.common.model import FilePort
from mediaglot.adapters.source.common.pair import pair
from mediaglot.adapters.source.markup.port import markup_suffixes, port_markup
from mediaglot.adapters.source.markup.scripts import Beside
from mediaglot.adapters.source.markup.work import Around
from mediaglot.adapters.source.text.edits import apply, reverse

HERE = Path(__file__).parent


def cases() -> Iterator[tuple[str, str, tuple[dict[str, Any]]]]:
    for file in sorted(HERE.glob("*.toml")):
        for case in tomli.loads(file.read_text(encoding="utf-8"))["case"]:
            way = f"{case['read']}->{case['write']}"
            yield file.stem, f"{case['name'].removesuffix(way).strip()} {way}", (case,)


def around(case: dict[str, Any]) -> Around:
    script = Beside(case["script"].encode(), "javascript") if "script" in case else None
    declared = dict.fromkeys(case["declared"], "/x") if "declared" in case else None
    files = frozenset(case["files"]) if "files" in case else None
    exists = None if files is None else files.__contains__
    part, page = case.get("part", False), case.get("page", False)
    return Around(declared, script, exists, "", part, page=page)


def port(case: dict[str, Any], data: bytes) -> FilePort:
    both = pair(case["read"], case["write"])
    suffix = markup_suffixes(both)[case.get("module", False)]
    return port_markup(data, f"pages/a/a{suffix}", both, around(case))


@each("case", cases())
def test_a_template_becomes(case: dict[str, Any]) -> None:
    done = port(case, case["source"].encode())
    assert done.after.decode() == case["target"]
    told = [
        f"{item.code} {item.line}:{item.column} {item.diagnostic.severity}"
        + (f" blocks {item.blocks}" if item.blocks else "")
        for item in done.findings
    ]
    assert told == case.get("findings", [])
    assert done.verdict == case["verdict"]
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
def test_a_second_port_changes_nothing(case: dict[str, Any]) -> None:
    if not case.get("module"):
        assert port(case, case["target"].encode()).edits == ()


@each("case", cases())
def test_every_finding_has_a_reason(case: dict[str, Any]) -> None:
    for item in port(case, case["source"].encode()).findings:
        diagnostic = item.diagnostic
        assert diagnostic.message[0] != " "
        if diagnostic.severity == "error" and diagnostic.loss != "none":
            assert item.blocks, diagnostic
