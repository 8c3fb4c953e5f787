"""Every vendor's programs on every other vendor's client, for what media programs do first of all.

The table, docs/vendors/matrix.md, says what the port of each call comes to; every cell is then run:
a page in the source's dialect on the source's client, its port and the same over the generated
runtime on the target's, must show the same, and messages must be refused where the port is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import mediaglot as mg
import pytest
from matrix.programs import ROWS, RUNTIME, VENDORS, call, handler, page, ported, view
from matrix.world import Part, run, willing
from mediaglot.adapters.runtime import generate
from mediaglot.adapters.verify.worlds import SCENARIOS
from mediaglot.canonical.shapes import result_of

SAMPLES: dict[str, Any] = {
    "images[].path": {"images": [{"path": "a"}]},
    "files[].path": {"files": [{"path": "a", "kind": "image"}]},
    "video.path": {"video": {"path": "a"}},
    "width": {"width": 160},
    "path": {"path": "a"},
    "data": {"data": "kept"},
}


@cache
def shown(folder: Path, vendor: str) -> dict[str, Any]:
    """What the page of a vendor shows on its own client."""
    apis = [row["api"] for row in ROWS if call(vendor, row["api"]) is not None]
    found = run(folder, vendor, [Part(vendor, page(vendor), apis)])
    return {api: value for (_, api), value in found.items()}


def pairs(write: str) -> Iterator[str]:
    return (vendor for vendor in VENDORS if vendor != write)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("matrix")


def test_the_table(golden: Callable[[Path, str], None], root: Path) -> None:
    golden(root / "docs" / "vendors" / "matrix.md", table())


@pytest.mark.parametrize("vendor", VENDORS)
def test_every_page_does_on_its_own_client_what_it_is_to_do(vendor: str, folder: Path) -> None:
    found = shown(folder, vendor)
    for row in ROWS:
        if call(vendor, row["api"]) is not None:
            assert found[row["api"]] == wanted(row["api"], found[row["api"]]), row["api"]


def wanted(api: str, found: Any) -> Any:
    """What a page shows of an operation that is well."""
    pictures = {"chooseImage": 2, "chooseMedia": 2, "compressImage": 1}
    if api in pictures:
        return ["picture"] * pictures[api] if isinstance(found, list) else "picture"
    whole = {"chooseVideo": "video", "saveFile": "picture", "uploadFile": "kept"}
    if api == "getImageInfo":
        return 120
    return whole.get(api, True)


@pytest.mark.parametrize("write", VENDORS)
def test_ports_show_on_every_client_what_the_original_shows(write: str, folder: Path) -> None:
    """Plain code of the target where there is any, and the same calls through the runtime."""
    parts = [part(read, write, style) for read in pairs(write) for style in ("native", "runtime")]
    wrong = []
    for (name, api), here in run(folder, write, parts).items():
        read, _, style = name.partition("_")
        there = shown(folder, read)[api]
        if here != there:
            wrong.append(f"{read} > {write}: {api}, {style}: {there!r} became {here!r}")
    assert wrong == []


def part(read: str, write: str, style: str) -> Part:
    code, cells = ported(read, write, style)
    done = [api for api, cell in cells.items() if cell.how != "refused"]
    names = [found[0].name for api in cells if (found := call(read, api)) is not None]
    runtime = generate(read, write, only=names, fast=False) if RUNTIME in code else ""
    return Part(f"{read}_{style}", code, done, runtime)


@pytest.mark.parametrize("write", VENDORS)
def test_messages_are_refused_where_the_port_is(write: str) -> None:
    for read in pairs(write):
        for api, cell in ported(read, write)[1].items():
            found = call(read, api)
            assert found is not None
            out = mg.translate_request(found[0].key, found[1], read=read, write=write)
            codes = {item.code for item in out.diagnostics if item.severity == "error"}
            refused = out.value is None and not out.calls and not out.recipes
            assert refused == (cell.how == "refused"), (read, write, api, str(cell), codes)
            if refused:
                assert set(cell.rules) <= codes, (read, write, api)


@pytest.mark.parametrize("write", VENDORS)
def test_replies_come_back_as_they_were(write: str) -> None:
    """Of what the target's client answers, what the source's program looks at."""
    for read in pairs(write):
        for row in ROWS:
            cell = ported(read, write)[1].get(row["api"])
            if cell is None or cell.how == "refused" or "sees" not in row:
                continue
            if not view(write).apis[row["api"]].support.usable:
                continue
            meant = result_of(row["api"], SAMPLES[row["sees"]])
            said = mg.write_result(meant, write=write).value
            back = mg.translate_result(row["api"], said, read=write, write=read).value
            assert back is not None
            again = mg.read_result(row["api"], back, read=read).value
            assert _look(again, row["sees"]) == _look(meant, row["sees"]), (read, write, row)


def _look(value: Any, path: str) -> Any:
    head, _, leaf = path.replace("[]", "").partition(".")
    found = getattr(value, head)
    if not leaf:
        return found
    return (
        [getattr(one, leaf) for one in found] if isinstance(found, tuple) else getattr(found, leaf)
    )


@pytest.mark.parametrize("write", VENDORS)
def test_verify_agrees(write: str, tmp_path: Path) -> None:
    """All rows, one after the other, on both clients; it tells which calls the port has not."""
    wrong = []
    for read in pairs(write):
        (tmp_path / f"{read}.js").write_text(page(read), encoding="utf-8")
        rows = [row["api"] for row in ROWS if call(read, row["api"]) is not None]
        calls = [f"{read}.js:{'+'.join(rows)}"]
        done = mg.verify(
            tmp_path / f"{read}.js", read=read, write=write, calls=calls, scenario=willing
        )
        (verdict,) = done.verdicts
        cells = ported(read, write)[1]
        refused = [api for api, cell in cells.items() if cell.how == "refused"]
        left = [text.partition(" in ")[2].partition(":")[0] for text in verdict.left]
        if (verdict.ok, left, done.complete) != (True, refused, not refused) or done.unmade:
            wrong.append((read, verdict.difference, verdict.left, done.unmade))
        shown = [event for event in verdict.original.seen if event.what == "setData"]
        assert {*rows} - {*refused} <= {key for event in shown for key in event.data}
    assert wrong == []


@pytest.mark.parametrize(
    ("read", "write"), list(zip(VENDORS, (*VENDORS[1:], VENDORS[0]), strict=True))
)
def test_verify_finds_the_handlers_itself(read: str, write: str, tmp_path: Path) -> None:
    """Each vendor once as the source and once as the target: a pick that is well, and a cancelled
    one."""
    row = next(item for item in ROWS if item["api"] == "chooseImage")
    file = tmp_path / "page.js"
    file.write_text(f"Page({{ data: {{}},\n{handler(read, row)}\n}});\n", encoding="utf-8")
    few = [item for item in SCENARIOS if item.name in ("ok", "cancel")]
    done = mg.verify(file, read=read, write=write, situations=few)
    assert [verdict.ok for verdict in done.verdicts] == [True, True]
    assert done.complete


# The table --------------------------------------------------------------------------------------


NOTE = "<!-- Generated by `make accept` from tests/matrix. -->\n"
ABOUT = """\
What the port of one plain call comes to, from the vendor of the row to that of the column: *yes*,
plain code of the target; *by the runtime*; *no*, refused; with the rules that tell what is lost, or
what no source says ([rules](../rules.md)). A vendor without such a function has no row. Every cell
is run when the tests are: the original on the simulated client of its vendor, the port and the same
calls through the runtime on that of the other, and all show the same; `verify` runs both over the
whole page and agrees, but for the calls that are refused, which it names."""


def table() -> str:
    """docs/vendors/matrix.md."""
    out = ["# Every vendor to every other\n", NOTE, f"{ABOUT}\n"]
    for row in ROWS:
        api = row["api"]
        out += [f"## {api}\n", "```js", *_calls(api), "```\n", *_rows(api), ""]
    return "\n".join(out).rstrip("\n") + "\n"


def _calls(api: str) -> Iterator[str]:
    for vendor in VENDORS:
        for line in page(vendor).splitlines():
            if line.startswith(f"  {api}() {{"):
                said = line.partition("{ ")[2].partition(", success:")[0]
                yield f"{said} }})  // {view(vendor).profile.name}"


def _rows(api: str) -> Iterator[str]:
    yield f"| from | {' | '.join(f'`{vendor}`' for vendor in VENDORS)} |"
    yield "|" + "---|" * (len(VENDORS) + 1)
    for read in VENDORS:
        if call(read, api) is None:
            continue
        cells = ["" if read == write else str(ported(read, write)[1][api]) for write in VENDORS]
        yield f"| {view(read).profile.name} | {' | '.join(cells)} |"
