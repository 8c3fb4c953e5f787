"""Downloads and uploads: where files go, what a call returns, and how it fails, by client."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from mediaglot.adapters.realm.page import Page
from mediaglot.canonical.engine.user import cancels

Load = Callable[..., Page]

URL = "https://a.example/a.bin"
NET = {"network": {URL: b"hello"}}
GLOBALS = {"wx": "wx", "my": "my", "tt": "tt"}


def answer(load: Load, client: str, call: str, device: Any = NET) -> dict[str, Any]:
    """What one call says: its reply, or its failure under `failed`."""
    vendor = client.partition("@")[0]
    code = f"""Page({{ data: {{}}, go() {{ const root = '{ROOTS[vendor]}'
      {vendor}.{call.replace("DONE", "success: (r) => this.setData({ r }), fail: (f) => this.setData({ f })")} }},
      stat(path) {{ return new Promise((good) => {vendor}.getFileSystemManager().stat({{ path, success: (s) => good((s.stats || s.stat).size), fail: (e) => good(JSON.stringify(e)) }})) }} }})"""
    page = load(code, client, device=device)
    page.call("go")
    data = page.data
    found: dict[str, Any] = data["r"] if "r" in data else {"failed": data["f"]}
    for key in ("filePath", "tempFilePath"):
        if found.get(key):
            found["size"] = page.call("stat", found[key])
            break
    found["notes"] = list(page.program.host.notes)
    found["trace"] = page.trace
    return found


ROOTS = {"wx": "wxfile://usr", "my": "https://usr", "tt": "ttfile://user"}


@pytest.mark.parametrize(
    ("client", "kept", "gone"),
    [
        ("wx", "filePath", {"tempFilePath", "apFilePath"}),
        ("my", "filePath", {"tempFilePath", "apFilePath"}),
        ("tt", "tempFilePath", {"filePath", "apFilePath"}),
    ],
)
def test_a_download_goes_where_it_is_sent(
    load: Load, client: str, kept: str, gone: set[str]
) -> None:
    target = f"{ROOTS[client]}/kept.bin"
    found = answer(load, client, f"downloadFile({{ url: '{URL}', filePath: '{target}', DONE }})")
    assert found[kept] == target
    assert found["size"] == 5
    assert not gone & set(found)
    assert [event.data["path"] for event in found["trace"].of("downloaded")] == [target]


@pytest.mark.parametrize(
    ("client", "fields"),
    [("wx", {"tempFilePath", "statusCode"}), ("my", {"tempFilePath", "apFilePath", "statusCode", "header", "headers"}), ("my@2.8.0", {"tempFilePath", "apFilePath"}), ("tt", {"tempFilePath", "statusCode"})],
)  # fmt: skip
def test_a_download_without_a_place_is_temporary(load: Load, client: str, fields: set[str]) -> None:
    found = answer(load, client, f"downloadFile({{ url: '{URL}', DONE }})")
    assert set(found) - {"errMsg", "size", "notes", "trace"} == fields
    assert found["size"] == 5


@pytest.mark.parametrize("client", ["wx", "my", "tt"])
def test_a_download_stays_in_the_apps_own_folder(load: Load, client: str) -> None:
    for target in ("/etc/passwd", f"{ROOTS[client]}/../x", "https://b.example/x"):
        found = answer(
            load, client, f"downloadFile({{ url: '{URL}', filePath: '{target}', DONE }})"
        )
        assert "failed" in found


FULL = ["abort", "offHeadersReceived", "offProgressUpdate", "onHeadersReceived", "onProgressUpdate"]
PLAIN = ["abort", "onProgressUpdate"]


@pytest.mark.parametrize("api", ["uploadFile", "downloadFile"])
@pytest.mark.parametrize(
    ("client", "methods", "promise"),
    [("wx", FULL, False), ("my", FULL, True), ("tt", PLAIN, False)],
)
def test_a_transfer_returns_the_clients_task(
    load: Load, client: str, api: str, methods: list[str], promise: bool
) -> None:
    code = f"""Page({{ go() {{ const task = {client}.{api}({{ url: '{URL}', filePath: 'a', name: 'f', fail() {{}} }})
      return [Object.keys(task).filter((key) => typeof task[key] === 'function').sort(), typeof task.then === 'function'] }} }})"""
    assert load(code, client, device=NET).call("go") == [methods, promise]


@pytest.mark.parametrize(
    ("client", "field", "code"), [("wx", "errno", None), ("my", "error", 9), ("tt", "errno", 301)]
)
def test_a_transfer_that_is_ended_fails_as_the_client_says(
    load: Load, client: str, field: str, code: int | None
) -> None:
    page = load(
        f"""Page({{ data: {{}}, go() {{
          {client}.uploadFile({{ url: '{URL}', filePath: 'page.js', name: 'f', fail: (f) => this.setData({{ f }}) }}).abort() }} }})""",
        client,
        device=NET,
    )
    page.call("go")
    assert page.data["f"].get(field) == code
    assert not page.trace.of("uploaded")


FAILS = [
    ("my", "uploadFile", "nowhere", NET, 11),
    ("my", "uploadFile", "page.js", {}, 12),
    ("my", "downloadFile", "", {}, 12),
    ("my", "downloadFile", "", {"network": {"https://b.example/": b""}}, 12),
    ("wx", "uploadFile", "page.js", {}, 600000),
    ("wx", "downloadFile", "", {}, 600000),
    ("tt", "uploadFile", "nowhere", NET, 203),
    ("tt", "uploadFile", "page.js", {}, 303),
    ("tt", "uploadFile", "page.js", {"network": {"https://b.example/": b""}}, 305),
    ("tt", "downloadFile", "", {}, 303),
    ("tt", "downloadFile", "", {"network": {"https://b.example/": b""}}, 306),
]


@pytest.mark.parametrize(("client", "api", "file", "device", "code"), FAILS)
def test_a_transfer_fails_by_the_functions_own_code(
    load: Load, client: str, api: str, file: str, device: Any, code: int
) -> None:
    path = f"filePath: '{file}', name: 'f'," if file else ""
    failed = answer(load, client, f"{api}({{ url: '{URL}', {path} DONE }})", device)["failed"]
    assert failed["error" if client == "my" else "errno"] == code


def test_feishus_failed_download_has_its_fields(load: Load) -> None:
    failed = answer(load, "tt", f"downloadFile({{ url: '{URL}', DONE }})", {})["failed"]
    assert (failed["tempFilePath"], failed["statusCode"]) == ("", "0")


@pytest.mark.parametrize(
    ("client", "fields"),
    [("wx", {"data", "statusCode", "errMsg"}), ("my", {"data", "statusCode", "header"}), ("tt", {"data", "statusCode", "errMsg"})],
)  # fmt: skip
def test_an_upload_answers_with_the_clients_fields(
    load: Load, client: str, fields: set[str]
) -> None:
    found = answer(
        load, client, f"uploadFile({{ url: '{URL}', filePath: 'page.js', name: 'f', DONE }})"
    )
    assert set(found) - {"notes", "trace"} == fields
    assert found["data"] == "hello"


@pytest.mark.parametrize("client", ["wx", "my", "tt"])
@pytest.mark.parametrize("call", ["uploadFile({ url: 'URL', filePath: 'page.js', name: 'f', DONE })",
                                  "downloadFile({ url: 'URL', DONE })", "request({ url: 'URL', DONE })",
                                  "getImageInfo({ src: 'URL', DONE })"])  # fmt: skip
def test_an_app_hears_of_the_network_and_its_author_of_the_option(
    load: Load, client: str, call: str
) -> None:
    found = answer(load, client, call.replace("URL", URL), {})
    words = " ".join(str(value) for value in found["failed"].values())
    assert "give it" not in words
    assert "network=" not in words
    assert found["notes"] == [
        "the device has no network: give it network=, or the file for an address"
    ]


@pytest.mark.parametrize("given", ["() => 1", "BigInt.bind", "class A {}"])
def test_a_function_in_place_of_options_is_no_options(load: Load, given: str) -> None:
    page = load(f"Page({{ data: {{}}, go() {{ wx.chooseImage({given}) }} }})", user=[cancels()])
    page.call("go")
    assert [event.api for event in page.trace.of("call")] == ["chooseImage"]
