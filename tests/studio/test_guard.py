"""Who may speak to the studio's server, and what it gives: nothing to strangers, no path."""

from __future__ import annotations

import http.client
import json
import shutil
import socket
from pathlib import Path
from typing import Any

import pytest
from studio_server import SNAP, Served, Studios


def ask(
    served: Served, path: str, *, method: str = "GET", body: bytes = b"", **headers: str
) -> tuple[int, bytes, dict[str, str]]:
    """One request as it stands here, whatever a browser would make of it."""
    connection = http.client.HTTPConnection("127.0.0.1", served.at.port, timeout=30)
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    given = {"host": f"127.0.0.1:{served.at.port}"}
    given |= {name.replace("_", "-"): value for name, value in headers.items()}
    for name, value in given.items():
        if value:
            connection.putheader(name, value)
    connection.putheader("content-length", str(len(body)))
    connection.endheaders(body)
    answer = connection.getresponse()
    found = answer.status, answer.read(), dict(answer.getheaders())
    connection.close()
    return found


@pytest.fixture
def served(studios: Studios) -> Served:
    made = studios()
    made.quiet()
    return made


def origin(served: Served) -> str:
    return f"http://127.0.0.1:{served.at.port}"


def do(served: Served, plain: Any, **headers: str) -> tuple[int, bytes]:
    data = plain if isinstance(plain, bytes) else json.dumps(plain).encode()
    given = {"origin": origin(served), "content_type": "application/json", **headers}
    status, body, _ = ask(served, f"/{served.at.token}/do", method="POST", body=data, **given)
    return status, body


def test_the_studios_own_page_is_served_with_its_policy(served: Served) -> None:
    status, body, headers = ask(served, f"/{served.at.token}/")
    assert status == 200
    assert b"studio.js" in body
    assert "script-src 'self'" in headers["content-security-policy"]
    assert "'unsafe-inline'" not in headers["content-security-policy"].split("style-src")[0]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert ask(served, f"/{served.at.token}/", host=f"localhost:{served.at.port}")[0] == 200


def test_without_the_token_there_is_nothing(served: Served) -> None:
    token = served.at.token
    for path in ("/", "/state", f"/{token}", f"/{token[:-1]}/", f"/{token}x/", f"/{token.upper()}/",
                 f"//{token}/", f"/x/{token}/", f"/{token[:-1]}%00/", "/%C3%A9/"):  # fmt: skip
        status, body, _ = ask(served, path)
        assert (status, body) == (404, b""), path


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1",
        "127.0.0.1:1",
        "127.0.0.1:{port}.evil.example",
        "",
        "[::1]:{port}",
    ],
)
def test_another_name_of_the_host_is_refused(host: str, served: Served) -> None:
    name = host.format(port=served.at.port)
    assert ask(served, f"/{served.at.token}/", host=name)[0] in (400, 404)


@pytest.mark.parametrize(
    "given", ["null", "http://evil.example", "https://127.0.0.1:{port}", "http://127.0.0.1"]
)
def test_another_origin_is_refused(given: str, served: Served) -> None:
    name = given.format(port=served.at.port)
    assert ask(served, f"/{served.at.token}/state", origin=name)[0] == 404
    assert do(served, {"kind": "back"}, origin=name)[0] == 404


def test_what_changes_something_needs_an_origin_and_json(served: Served) -> None:
    assert do(served, {"kind": "wait", "seconds": 1})[0] == 200
    assert do(served, {"kind": "wait", "seconds": 1}, origin="")[0] == 404
    assert do(served, {"kind": "wait", "seconds": 1}, content_type="text/plain")[0] == 400
    assert ask(served, f"/{served.at.token}/do", origin=origin(served))[0] == 404
    assert ask(served, f"/{served.at.token}/state", sec_fetch_site="cross-site")[0] == 404
    assert ask(served, f"/{served.at.token}/state", sec_fetch_site="same-site")[0] == 404


def test_there_is_no_websocket(served: Served) -> None:
    with socket.create_connection(("127.0.0.1", served.at.port), timeout=30) as line:
        line.sendall(
            f"GET /{served.at.token}/state?version=0 HTTP/1.1\r\nHost: 127.0.0.1:{served.at.port}\r\n"
            "Origin: http://evil.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n".encode()
        )
        assert b" 404 " in line.recv(200)


@pytest.mark.parametrize(
    "path",
    ["../pyproject.toml", "..%2f..%2fetc/passwd", "%2e%2e/%2e%2e/etc/passwd", "server.py", "../server.py", "..\\server.py",
     "file/..%2f..%2fetc%2fpasswd", "file//etc/passwd", "thumb/../../x.jpg", "large/%2Fetc%2Fpasswd.jpg",
     "file/0", "file/zz", "studio.js/", "web/studio.js", ".", "%00", "index.html%00.js"],
)  # fmt: skip
def test_no_path_leads_anywhere(path: str, served: Served) -> None:
    assert ask(served, f"/{served.at.token}/{path}")[0] == 404


@pytest.mark.parametrize(
    "plain",
    [b"", b"{", b"[" * 100_000, b"\xff", [], None, 7, {}, {"kind": 1}, {"kind": "x" * 99}, {"kind": "back", "more": 1},
     {"kind": "touch"}, {"kind": "touch", "node": -1, "event": "tap"}, {"kind": "touch", "node": 1, "event": "__proto__"},
     {"kind": "touch", "node": 1, "event": "tap", "detail": [[[[[[]]]]]]}, {"kind": "touch", "phone": 9, "node": 1, "event": "tap"},
     {"kind": "touch", "node": 999_999, "event": "tap"}, {"kind": "wait", "seconds": 1e9}, {"kind": "wait", "seconds": -1},
     b'{"kind": "wait", "seconds": NaN}', {"kind": "open", "page": "../x.js"}, {"kind": "open", "page": "/etc/passwd"},
     {"kind": "client", "phone": 0, "client": "nobody"}, {"kind": "client", "phone": 0, "client": "wx/" + "9" * 400},
     {"kind": "consent", "scope": "all", "state": "allowed"}, {"kind": "consent", "scope": "album", "state": "x"},
     {"kind": "answer", "prompt": 1, "actions": [{"kind": "cancels"}]}, {"kind": "answer", "prompt": 1, "actions": []},
     {"kind": "answer", "prompt": 1, "actions": [{"kind": "picks", "names": ["\ud800"]}]}, {"kind": "network", "on": "no"}],
    ids=str,
)  # fmt: skip
def test_what_cannot_be_done_is_one_sentence(plain: Any, served: Served) -> None:
    status, body = do(served, plain)
    assert status == 400
    problem = json.loads(body)["problem"]
    assert problem
    assert "Traceback" not in problem
    assert len(problem) < 600
    assert served.quiet()[0]["page"]["nodes"]


@pytest.mark.parametrize(
    "name", ["", "..", "../a.jpg", "/etc/a.jpg", "a%00b.jpg", "a\\b.jpg", "C:x.jpg", "x" * 300]
)
def test_a_name_that_leads_out_is_refused(name: str, served: Served) -> None:
    path = f"/{served.at.token}/add/album?name={name}"
    status, body, _ = ask(served, path, method="POST", body=b"x", origin=origin(served))
    assert (status, "problem" in json.loads(body)) == (400, True)


def test_files_are_handed_in_and_picked(served: Served, pictures: Any) -> None:
    data = (pictures / "photo1.jpg").read_bytes()
    path = f"/{served.at.token}/add/album?name=mine.jpg"
    assert ask(served, path, method="POST", body=data, origin=origin(served))[0] == 200
    assert served.studio.phones[0].device.album.find("mine.jpg").size == len(data)
    assert not (pictures / "mine.jpg").exists()
    camera = f"/{served.at.token}/add/camera?name=mine.jpg"
    assert ask(served, camera, method="POST", body=data, origin=origin(served))[0] == 200
    assert "mine.jpg" in served.studio.phones[0].device.camera.scenes
    served.studio.do({"kind": "open", "page": "", "fresh": True})
    served.quiet()
    assert served.studio.phones[0].device.album.find("mine.jpg").size == len(data)


def test_no_link_leads_out(studios: Studios, pictures: Any, tmp_path: Any) -> None:
    """Neither one in the album nor one in the program: nothing of it is shown, in any size."""
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "mine.jpg").write_bytes((pictures / "photo1.jpg").read_bytes())
    album, root = tmp_path / "album", tmp_path / "app"
    album.mkdir()
    (album / "ours.jpg").write_bytes((pictures / "photo2.jpg").read_bytes())
    shutil.copytree(SNAP, root)
    page = root / "pages" / "camera" / "camera.wxml"
    sources = ("/link.jpg", "/folder/mine.jpg", "../../link.jpg", "/../secret/mine.jpg")
    shown = "".join(f'<image src="{it}"/>' for it in (*sources, "/ours.jpg"))
    page.write_text(page.read_text(encoding="utf-8") + shown, encoding="utf-8")
    (root / "ours.jpg").write_bytes((pictures / "photo2.jpg").read_bytes())
    try:
        (album / "out.jpg").symlink_to(secret / "mine.jpg")
        (root / "link.jpg").symlink_to(secret / "mine.jpg")
        (root / "folder").symlink_to(secret, target_is_directory=True)
    except OSError:
        pytest.skip("no links can be made here")
    served = studios(root=root, album=album)
    nodes = served.quiet()[0]["page"]["nodes"]
    drawn = {it["a"]["src"]: it["pic"] for it in _views(nodes) if "pic" in it}
    assert {name for name, key in drawn.items() if key} == {"/ours.jpg"}
    served.studio.do({"kind": "touch", "node": _first(nodes, "tap"), "event": "tap"})
    for actions in ([{"kind": "taps", "names": ["album"]}], None):
        asked = served.until(lambda state: state["phones"][0].get("prompt"))
        if actions is not None:
            served.studio.do({"kind": "answer", "prompt": asked["id"], "actions": actions})
            served.until(
                lambda state: (state["phones"][0].get("prompt") or {}).get("kind") == "pick"
            )
    keys = {item["name"]: item["key"] for item in asked["items"]}
    assert bool(keys["ours.jpg"])
    assert keys["out.jpg"] == ""
    picked = {"kind": "picks", "names": ["out.jpg"]}
    served.studio.do({"kind": "answer", "prompt": asked["id"], "actions": [picked]})
    phone = served.quiet()[0]
    rows = [row for row in phone["rows"] if row["what"] in ("reply", "picked")]
    assert rows
    assert not any(row.get("files") for row in rows)
    places = list(served.studio.shelf._places.values())
    assert all("secret" not in str(place.resolve()) for place in places)


def _views(nodes: Any) -> list[Any]:
    return [it for node in nodes for it in (node, *_views(node.get("in", [])))]


def _first(nodes: Any, event: str) -> int:
    return next(it["n"] for it in _views(nodes) if event in it.get("on", []))


def test_a_hostile_name_is_a_text(studios: Studios, pictures: Any, tmp_path: Any) -> None:
    """Names of programs, pages and pictures stand as they are, in JSON and on no path."""
    evil = "<img src=x onerror=alert(1)>"
    root = tmp_path / f"app {evil}"
    folder = root / "pages" / evil
    try:
        folder.mkdir(parents=True)
    except OSError:
        pytest.skip("no such names can be had here")
    (root / "app.json").write_text(json.dumps({"pages": [f"pages/{evil}/p"]}))
    (root / "app.js").write_text("App({})")
    (folder / "p.js").write_text("Page({})")
    (folder / "p.wxml").write_text("<view>here</view>")
    served = studios(root=root)
    assert served.quiet()[0]["page"]["nodes"]
    status, body, headers = ask(served, f"/{served.at.token}/about")
    assert (status, headers["content-type"]) == (200, "application/json")
    assert json.loads(body)["program"] == root.name


def test_an_upload_that_does_not_end_is_cut_off(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mediaglot.adapters.studio import server

    monkeypatch.setattr(server, "MOST_UPLOAD", 100_000)
    path = f"/{served.at.token}/add/album?name=big.jpg"
    status, body, _ = ask(served, path, method="POST", body=b"x" * 300_000, origin=origin(served))
    assert status == 400
    assert "larger than" in json.loads(body)["problem"]
    assert not any(it.is_file() for it in Path(served.studio.shelf._work.name).iterdir())
    monkeypatch.setattr(server, "MOST_SAID", 1000)
    assert do(served, b" " * 5000)[0] == 400
