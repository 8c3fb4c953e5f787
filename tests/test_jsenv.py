"""The means by which generated JavaScript is checked: Node.js, TypeScript, the vendors' typings."""

from __future__ import annotations

import json
from pathlib import Path

import jsenv
import pytest

GOOD = "%s.chooseImage({ count: 3, success(res) { const paths: string[] = res.tempFilePaths! } })\n"
BAD = "%s.chooseImage({ count: '3' })\n%s.noSuchCall()\n"


@pytest.fixture
def empty_npm_project(tmp_path: Path) -> Path:
    (tmp_path / "package.json").write_text('{"name": "empty", "version": "1.0.0"}')
    lock = {"name": "empty", "version": "1.0.0", "lockfileVersion": 3, "packages": {"": {}}}
    (tmp_path / "package-lock.json").write_text(json.dumps(lock))
    return tmp_path


@pytest.mark.parametrize("namespace", sorted(jsenv.TYPINGS))
def test_type_check_finds_what_the_vendors_typings_refuse(namespace: str, tmp_path: Path) -> None:
    files = {"good.ts": GOOD % namespace, "bad.ts": BAD % (namespace, namespace)}
    errors = jsenv.type_check(files, namespace, tmp_path)
    assert [error.split(":")[0] for error in errors] == ["bad.ts(1,18)", "bad.ts(2,4)"]
    assert "noSuchCall" in errors[1]


def test_run_hands_json_in_and_out() -> None:
    script = """
      let text = ''
      process.stdin.on('data', (part) => (text += part))
      process.stdin.on('end', () => {
        console.log(JSON.stringify({ got: JSON.parse(text), argv: process.argv.slice(1) }))
      })
    """
    payload = {"text": "取消 \U0001f600", "list": [1, None, True]}
    assert jsenv.run_json(script, payload, ["a b"]) == {"got": payload, "argv": ["a b"]}


def test_run_shows_why_a_script_failed() -> None:
    with pytest.raises(AssertionError, match="no such luck"):
        jsenv.run("throw new Error('no such luck')")


def test_install_is_done_once(empty_npm_project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    jsenv.node()
    calls: list[Path] = []

    def npm_ci(found: Path, folder: Path, timeout: float) -> None:
        calls.append(folder)
        (folder / "node_modules").mkdir(exist_ok=True)

    monkeypatch.setattr(jsenv, "_npm_ci", npm_ci)
    for _ in range(3):
        jsenv.install(empty_npm_project)
    assert calls == [empty_npm_project]
    (empty_npm_project / "package-lock.json").write_text("{}")
    jsenv.install(empty_npm_project)
    assert len(calls) == 2


def test_a_broken_lock_is_told(empty_npm_project: Path) -> None:
    jsenv.node()
    (empty_npm_project / "package-lock.json").write_text("not json")
    with pytest.raises(jsenv.NodeMissing, match=r"npm ci in .* failed"):
        jsenv.install(empty_npm_project)


def test_without_node_a_test_is_skipped_or_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsenv, "find_node", lambda: None)
    monkeypatch.setenv(jsenv.REQUIRED, "0")
    with pytest.raises(pytest.skip.Exception, match=r"Node\.js is not installed"):
        jsenv.packages()
    monkeypatch.setenv(jsenv.REQUIRED, "1")
    with pytest.raises(pytest.fail.Exception, match="so this is a failure"):
        jsenv.packages()
