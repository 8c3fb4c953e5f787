"""The package of node/ as people use it: packed, typed, in Jest, Vitest and node:test."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Any

import jsenv
import pytest

pytestmark = pytest.mark.node

ROOT = Path(__file__).resolve().parents[2]
RUNNERS = jsenv.JS / "runners"
OWN = ROOT / "node"
FAILED = {
    "what is not mocked": "wx.scanCode is not mocked",
    "a script that was forgotten": "nothing asked for cancels()",
    "a prompt that nobody scripted": "add to the script, in order",
}
BODY = """
const album = { "cat.jpg": { size: 700, width: 4, height: 3 }, "dog.png": 20 };

test("a pick", async () => {
  createHost("wx/ios", { album, user: [picks("cat.jpg")] }).install();
  const { tempFilePaths } = await globalThis.wx.chooseImage({ count: 1 });
  expect(tempFilePaths.length).toBe(1);
});
test("cleaned up", () => {
  expect(globalThis.wx).toBe(undefined);
});
test("what is not mocked", () => {
  createHost("wx").install();
  try { globalThis.wx.scanCode({}); } catch { /* as a program may */ }
});
test("a script that was forgotten", () => {
  createHost("my", { user: [cancels()] }).install();
});
test("a prompt that nobody scripted", async () => {
  const host = createHost("tt", { album });
  await host.tt.chooseImage({}).catch(() => {});
});
test("cleaned up after what failed", () => {
  expect([globalThis.wx, globalThis.my, globalThis.tt]).toEqual([undefined, undefined, undefined]);
});
test("finished by hand, too", () => {
  createHost("wx").install().finish();
  expect(globalThis.wx).toBe(undefined);
});
test("functions of the test's own", () => {
  const showToast = fn();
  createHost("wx", { stubs: { showToast } }).media.showToast({ title: "hi" });
  expect(showToast.mock.calls).toEqual([[{ title: "hi" }]]);
});
"""
NAMES = "{ createHost, picks, cancels }"
JEST: dict[str, tuple[dict[str, Any], str]] = {
    "globals": ({}, f'const {NAMES} = require("mediaglot-host"); const {{ fn }} = jest;'),
    "without globals": (
        {"injectGlobals": False},
        f"""const {{ test, expect, jest: {{ fn }} }} = require("@jest/globals");
        const {NAMES} = require("mediaglot-host");""",
    ),
    "set up": (
        {"setupFilesAfterEnv": ["mediaglot-host/jest"], "resetModules": True},
        f"""const {{ fn }} = jest; let createHost, picks, cancels;
        beforeEach(() => ({NAMES} = require("mediaglot-host")));""",
    ),
}
VITEST = {
    "imported": (
        "",
        f"""import {{ test, expect, vi }} from "vitest"; const {{ fn }} = vi;
        import {NAMES} from "mediaglot-host/vitest";""",
    ),
    "imported by its name alone": (
        "",
        f"""import {{ test, expect, vi }} from "vitest"; const {{ fn }} = vi;
        import {NAMES} from "mediaglot-host";""",
    ),
    "set up": (
        'setupFiles: ["mediaglot-host/vitest"],',
        f"""import {{ test, expect, vi }} from "vitest"; const {{ fn }} = vi;
        import {NAMES} from "mediaglot-host";""",
    ),
    "globals": (
        'globals: true, setupFiles: ["mediaglot-host/vitest"],',
        f'const {{ fn }} = vi; import {NAMES} from "mediaglot-host";',
    ),
}
NODE_TEST = """
const { test, mock } = require("node:test");
const assert = require("node:assert");
const { createHost, picks, cancels } = require("mediaglot-host/node-test");
const fn = () => {
  const made = mock.fn();
  const plain = () => made.mock.calls.map((it) => it.arguments);
  Object.defineProperty(made.mock, "plain", { get: plain });
  return made;
};
const expect = (value) => ({
  toBe: (wanted) => assert.strictEqual(value, wanted),
  toEqual: (wanted) => assert.deepStrictEqual(value, wanted),
});
"""


def path_with(folder: Path, **programs: Path | str) -> dict[str, str]:
    """An environment in which there are these programs alone; a text is a shell script."""
    folder.mkdir()
    for name, what in programs.items():
        if isinstance(what, str):
            (folder / name).write_text(f"#!/bin/sh\n{what}\n")
            (folder / name).chmod(0o755)
        else:
            (folder / name).symlink_to(what)
    others = ("MEDIAGLOT", "npm_", "VIRTUAL_ENV")
    kept = {key: it for key, it in os.environ.items() if not key.startswith(others)}
    system = os.pathsep.join(["/usr/bin", "/bin"]) if os.name != "nt" else ""
    return {**kept, "PATH": os.pathsep.join([str(folder), system])}


def repository(target: Path) -> Path:
    """As much of the repository as the package is made of, without an environment in it."""
    skip = shutil.ignore_patterns("clients", "node_modules")
    shutil.copytree(OWN, target / "node", ignore=skip)
    return target / "node"


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package as `npm pack` makes it where only `python3` is there."""
    base = tmp_path_factory.mktemp("pack")
    found = jsenv.node()
    npm = jsenv.npm(found, os.environ["PATH"])
    if npm is None:
        pytest.skip("npm is not installed")
    python3 = f'exec "{sys.executable}" "$@"'
    environment = path_with(base / "bin", python3=python3, node=found, python="exit 9")
    folder = repository(base)
    done = subprocess.run([*npm, "pack", "--silent"], cwd=folder, env=environment, text=True,
                          capture_output=True, check=False, timeout=300)  # fmt: skip
    assert done.returncode == 0, done.stderr
    return folder / done.stdout.strip().splitlines()[-1]


@pytest.fixture
def project(packed: Path, tmp_path: Path) -> Path:
    """A project that has the package, Jest and Vitest."""
    modules = tmp_path / "node_modules"
    modules.mkdir()
    for place in jsenv.packages(RUNNERS).iterdir():
        if not place.name.startswith("."):
            (modules / place.name).symlink_to(place, target_is_directory=True)
    with tarfile.open(packed) as archive:
        archive.extractall(modules, filter="data")
    (modules / "package").rename(modules / "mediaglot-host")
    (tmp_path / "package.json").write_text("{}")
    return tmp_path


def run(project: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "CI": "1", "NO_COLOR": "1"}
    return subprocess.run([str(jsenv.node()), *map(str, words)], cwd=project, env=environment,
                          capture_output=True, text=True, check=False, timeout=300)  # fmt: skip


def check(outcomes: dict[str, str]) -> None:
    """Outcomes by test: empty for one that passed, else what it was told."""
    assert len(outcomes) == BODY.count("test(")
    assert {name for name, told in outcomes.items() if told} == set(FAILED), outcomes
    for name, told in FAILED.items():
        assert told in outcomes[name]


def jest_like(text: str) -> dict[str, str]:
    """The outcomes in a report as Jest writes it, and Vitest after it."""
    report: dict[str, Any] = json.loads(text)
    return {
        it["title"]: "\n".join(it["failureMessages"]) or ("" if it["status"] == "passed" else "?")
        for suite in report["testResults"]
        for it in suite["assertionResults"]
    }


def test_the_package_holds_what_it_needs(packed: Path) -> None:
    with tarfile.open(packed) as archive:
        names = {name.removeprefix("package/") for name in archive.getnames()}
    own = {it.name for it in OWN.iterdir() if it.suffix in (".js", ".mjs", ".ts", ".mts")}
    assert names >= own - {"host.test.js", "prepare.js"}
    assert names >= {"clients/wx.json", "clients/wx.d.ts", "clients/index.d.ts", "README.md"}
    assert not any(name.endswith(".test.js") for name in names)


def test_the_command_line_by_npx(packed: Path, tmp_path: Path) -> None:
    found = jsenv.node()
    npm = jsenv.npm(found, os.environ["PATH"])
    assert npm is not None
    environment = path_with(tmp_path / "bin", python3="exit 1", python="exit 1", node=found)
    environment.pop("VIRTUAL_ENV", None)
    folder = tmp_path / "app"
    (folder / "mediaglot").mkdir(parents=True)  # no package: a folder of the program's own
    (folder / "mediaglot" / "__init__.py").write_text("raise SystemExit(7)")
    (folder / "package.json").write_text("{}")
    (folder / "it.js").write_text("wx.chooseImage({ count: 3, success() {} })\n")
    install = [*npm, "install", "--silent", "--offline", "--no-audit", "--no-fund", str(packed)]
    done = subprocess.run(install, cwd=folder, env=environment, text=True, capture_output=True,
                          check=False, timeout=300)  # fmt: skip
    assert done.returncode == 0, done.stderr

    def npx(*words: str, **more: str) -> tuple[int, str, str]:
        done = subprocess.run([*npm, "exec", "--offline", "--", "mediaglot", *words], cwd=folder,
                              env={**environment, **more}, text=True, capture_output=True,
                              check=False, timeout=300)  # fmt: skip
        return done.returncode, done.stdout, done.stderr

    here = {"MEDIAGLOT_PYTHON": sys.executable}
    assert npx("port", "it.js", "--from", "wx", "--to", "my", "-q", **here)[:2] == (
        0, "my.chooseImage({ count: 3, success() {} })\n"
    )  # fmt: skip
    assert npx("rule", "MG", **here)[0] == 2
    assert npx("rule", "MG404") == (
        2,
        "",
        (
            "mediaglot: error: no Python here has mediaglot; tried python3, python; install it "
            "(pip install mediaglot), or name one that has it in MEDIAGLOT_PYTHON\n"
        ),
    )


@pytest.mark.parametrize("name", JEST)
def test_in_jest(project: Path, name: str) -> None:
    options, head = JEST[name]
    config = {"transform": {}, "watchman": False, "testEnvironment": "node", **options}
    (project / "jest.config.json").write_text(json.dumps(config))
    (project / "it.test.js").write_text(head + BODY)
    done = run(project, "node_modules/jest/bin/jest.js", "--ci", "--json", "--runInBand")
    assert done.stdout, done.stderr
    check(jest_like(done.stdout))


@pytest.mark.parametrize("name", VITEST)
def test_in_vitest(project: Path, name: str) -> None:
    options, head = VITEST[name]
    (project / "vitest.config.mjs").write_text(
        f'export default {{ test: {{ {options} cache: false, include: ["*.test.mjs"] }} }}'
    )
    (project / "it.test.mjs").write_text(head + BODY)
    done = run(project, "node_modules/vitest/vitest.mjs", "run", "--reporter=json",
               "--outputFile=out.json")  # fmt: skip
    assert (project / "out.json").is_file(), done.stderr
    check(jest_like((project / "out.json").read_text()))


def test_in_vitest_where_files_share_their_modules(project: Path) -> None:
    (project / "vitest.config.mjs").write_text(
        "export default { test: { isolate: false, fileParallelism: false, cache: false } }"
    )
    for name in ("one", "two"):
        (project / f"{name}.test.mjs").write_text(
            'import { test } from "vitest"; import { createHost, cancels } from "mediaglot-host";\n'
            f'test("{name}", () => {{ createHost("my", {{ user: [cancels()] }}).install() }});\n'
        )
    run(
        project, "node_modules/vitest/vitest.mjs", "run", "--reporter=json", "--outputFile=out.json"
    )
    told = jest_like((project / "out.json").read_text())
    assert sorted(told) == ["one", "two"]
    assert all("nothing asked for cancels()" in it for it in told.values()), told


def test_jest_is_told_of_the_test_and_not_of_the_package(project: Path) -> None:
    (project / "jest.config.json").write_text('{"transform": {}, "watchman": false}')
    (project / "it.test.js").write_text(
        'const { createHost, cancels } = require("mediaglot-host");\n'
        'test("forgotten", () => { createHost("my", { user: [cancels()] }) });\n'
    )
    (project / "late.test.js").write_text('test("late", () => { require("mediaglot-host") });\n')
    done = run(project, "node_modules/jest/bin/jest.js", "--ci", "--runInBand")
    assert "it.test.js:2:27)" in done.stderr
    assert "user.js" not in done.stderr
    assert 'loaded inside the test "late"' in done.stderr
    assert "name mediaglot-host/jest in setupFilesAfterEnv" in done.stderr
    assert "Tests:       2 failed, 2 total" in done.stderr


@pytest.mark.parametrize(
    "name", ["mediaglot-host", "mediaglot-host/node-test", "mediaglot-host/jest"]
)
def test_an_es_module_imports_all_by_name(project: Path, name: str) -> None:
    names = "createHost, finishAll, ScriptError, picks, picks_first, shoots, records, cancels, "
    names += "toggles_original, allows, denies, denies_forever, saves, taps"
    (project / "it.mjs").write_text(
        f'import {{ {names} }} from "{name}"; console.log([{names}].map((it) => typeof it).join());'
    )
    done = run(project, "it.mjs")
    assert done.stdout.splitlines()[0] == ",".join(["function"] * 14), done.stderr


def test_in_node_test(project: Path) -> None:
    body = BODY.replace("showToast.mock.calls", "showToast.mock.plain")
    (project / "it.test.js").write_text(NODE_TEST + body)
    done = run(project, "--test", "--test-reporter=tap", "it.test.js")
    outcomes: dict[str, str] = {}
    for part in done.stdout.split("# Subtest: ")[1:]:
        title, _, rest = part.partition("\n")
        outcomes[title] = rest if rest.lstrip().startswith("not ok") else ""
    check({title: told for title, told in outcomes.items() if title != "it.test.js"})


def test_without_a_runner_the_process_tells(project: Path) -> None:
    head = 'const { createHost, cancels } = require("mediaglot-host");'
    done = run(project, "-e", head + 'createHost("wx", { user: [cancels()] })')
    assert done.returncode == 1
    assert "never finished, and does not agree: wx: nothing asked for cancels()" in done.stderr
    assert run(project, "-e", head + 'createHost("wx")').returncode == 0


TYPED = """
import { createHost, picks, allows, Host, Trouble } from 'mediaglot-host'
import * as vitest from 'mediaglot-host/vitest'
import * as jest from 'mediaglot-host/jest'
import * as nodeTest from 'mediaglot-host/node-test'

const album = { 'cat.jpg': { size: 70000, width: 400 }, 'dog.png': 20 }
const host = createHost('my/ios', { album, user: [allows('album'), picks('cat.jpg')] }).install()
const named: 'my' = host.namespace
export async function pick(): Promise<string> {
  const { tempFilePaths } = await host.my.chooseImage({ count: 2, sourceType: ['album'] })
  return tempFilePaths[0]
}
host.media.chooseImage({ success: (res) => res.tempFilePaths.length, fail: (error) => error.error })
const stubbed = createHost('wx@3.0.0', { stubs: { login: (): number => 7 } })
const seven: number = stubbed.wx.login()
export const both: Array<Host<'wx'> | Host<'tt/ios'>> = [createHost('wx'), createHost('tt/ios')]
export const code = createHost('douyin').tt.chooseImage
export const trouble: Trouble = 'timeout'
export const all = [vitest.createHost, jest.createHost, nodeTest.createHost]
stubbed.script(picks('a.jpg'))
stubbed.events.map((event) => event.kind)

// @ts-expect-error there is no such vendor
createHost('weixin')
// @ts-expect-error there is no such system
createHost('my/ioss')
createHost('tt:web/pc@3.47.0').tt.chooseImage({})
// @ts-expect-error there is no such option
createHost('wx', { albums: {} })
// @ts-expect-error what is not mocked has no type
host.my.scanCode()
// @ts-expect-error the global of another vendor
host.wx
// @ts-expect-error no such source
host.my.chooseImage({ sourceType: ['cloud'] })
// @ts-expect-error no such permission
allows('albun')
// @ts-expect-error no such trouble
createHost('wx', { trouble: { chooseImage: 'rain' } })
// @ts-expect-error no such operation
createHost('wx', { trouble: { chosImage: 'timeout' } })
// @ts-expect-error the stub gives a number
export const text: string = stubbed.wx.login()
export { named, seven }
"""


def test_the_types_are_exact(project: Path) -> None:
    (project / "it.ts").write_text(TYPED)
    tsc = jsenv.packages() / "typescript" / "bin" / "tsc"
    for module, way in (("nodenext", "nodenext"), ("esnext", "bundler")):
        options = {"strict": True, "noEmit": True, "types": [], "target": "es2022",
                   "module": module, "moduleResolution": way}  # fmt: skip
        (project / "tsconfig.json").write_text(
            json.dumps({"compilerOptions": options, "files": ["it.ts"]})
        )
        done = run(project, tsc, "--pretty", "false", "-p", ".")
        assert done.stdout == "", done.stdout
        assert done.returncode == 0


MAKES = """\
echo "$@" >> "{log}"
case "$*" in
  *"import mediaglot"*) exit 1;;
  *"-m venv"*) for last; do :; done; mkdir -p "$last/bin"; cp "{inner}" "$last/bin/python";;
esac
"""


@pytest.mark.skipif(os.name == "nt", reason="the stand-ins are shell scripts")
def test_without_mediaglot_an_environment_is_made_and_goes_again(tmp_path: Path) -> None:
    log, inner = tmp_path / "log", tmp_path / "inner"
    inner.write_text(f'#!/bin/sh\necho "made: $@" >> "{log}"\n')
    inner.chmod(0o755)
    python3 = MAKES.format(log=log, inner=inner)
    environment = path_with(tmp_path / "bin", python3=python3, python="exit 9")
    environment["TMPDIR"] = str(tmp_path)
    folder = repository(tmp_path / "there")
    command = [str(jsenv.node()), "prepare.js"]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True,
                          check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr
    lines = log.read_text().splitlines()
    made = [it.removeprefix("made: ") for it in lines if it.startswith("made: ")]
    assert made == [
        f"-m pip install --quiet --disable-pip-version-check {folder.parent}",
        str(folder / "build.py"),
    ]
    assert not list(tmp_path.glob("mediaglot-node-*"))
    bare = path_with(tmp_path / "none", python3="exit 9", python="exit 9")
    done = subprocess.run(command, cwd=folder, env=bare, capture_output=True, text=True,
                          check=False)  # fmt: skip
    assert done.returncode == 1
    assert "Python 3.11 or later is needed" in done.stderr
    assert "python3, python" in done.stderr
