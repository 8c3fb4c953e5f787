"""The file system manager in a realm: at once and later, folders, failures, the quota."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from mediaglot.adapters.realm import kept
from mediaglot.adapters.realm.engine import RealmError
from mediaglot.adapters.realm.page import Page
from mediaglot.adapters.realm.program import PageError
from mediaglot.canonical.engine.user import allows, picks

Load = Callable[..., Page]

TRY = """
const fs = NS.getFileSystemManager(), root = NS.env.USER_DATA_PATH
const out = []
const t = (name, ...args) => {
  try { out.push(fs[name](...args)) } catch (e) { out.push(['threw', e.errMsg, e.errno, e instanceof Error]) }
}
const ask = (name, options) => new Promise((success, fail) => fs[name]({ ...options, success, fail }))
"""


def page_of(body: str, client: str = "wx") -> str:
    text = f"Page({{ async go() {{\n{TRY}{body}\nreturn out\n}} }})\n"
    if client == "tt":  # it has no member for it
        text = text.replace("NS.env.USER_DATA_PATH", "'ttfile://user'")
    return text.replace("NS", client)


def did(load: Load, body: str, client: str = "wx", **options: Any) -> list[Any]:
    found: list[Any] = load(page_of(body, client), client, **options).call("go")
    return found


@pytest.mark.parametrize(
    ("encoding", "text", "size"),
    [
        ("utf8", "h\u00f6llo \u6f22 \U0001f600", 15),
        ("base64", "aGk=", 2),
        ("hex", "00ff", 2),
        ("latin1", "\u00e9", 1),
        ("ascii", "abc", 3),
        ("utf16le", "a\u6f22", 4),
        ("binary", "\u00ff\u0000", 2),
    ],
)
def test_text_is_written_and_read_in_any_encoding(
    load: Load, encoding: str, text: str, size: int
) -> None:
    body = f"""
      t('writeFileSync', root + '/a', {text!r}, '{encoding}')
      t('readFileSync', root + '/a', '{encoding}')
      out.push((await ask('readFile', {{ filePath: root + '/a', encoding: '{encoding}' }})).data)
      out.push(fs.statSync(root + '/a').size)
    """
    assert did(load, body) == [None, text, text, size]


def test_folders(load: Load) -> None:
    body = """
      t('mkdirSync', root + '/x/y')
      t('mkdirSync', root + '/x/y', true)
      t('mkdirSync', root + '/x')
      t('writeFileSync', root + '/x/y/b', 'b')
      t('writeFileSync', root + '/nope/b', 'b')
      t('readdirSync', root)
      t('rmdirSync', root + '/x')
      t('unlinkSync', root + '/x')
      t('readdirSync', root + '/x/y/b')
      t('renameSync', root + '/x', root + '/z')
      t('readFileSync', root + '/z/y/b', 'utf8')
      t('rmdirSync', root + '/z', true)
      t('readdirSync', root)
      t('rmdirSync', root)
    """
    missing = "no such file or directory"
    assert did(load, body) == [
        ["threw", f"mkdirSync:fail {missing}", 1300002, True],
        None,
        ["threw", "mkdirSync:fail file already exists", 1301005, True],
        None,
        ["threw", f"writeFileSync:fail {missing}", 1300002, True],
        ["x"],
        ["threw", "rmdirSync:fail directory not empty", 1300066, True],
        ["threw", "unlinkSync:fail illegal operation on a directory", 1301003, True],
        ["threw", "readdirSync:fail not a directory", 1300020, True],
        None,
        "b",
        None,
        [],
        ["threw", "rmdirSync:fail permission denied", 1300013, True],
    ]


def test_alipay_gives_its_failures_back(load: Load) -> None:
    body = """
      t('accessSync', root + '/a')
      t('writeFileSync', { filePath: root + '/a', data: 'hi' })
      t('accessSync', { path: root + '/a' })
      t('readFileSync', root + '/a', 'utf8')
      t('readdirSync', root)
      t('unlinkSync', root + '/a')
    """
    assert did(load, body, "my") == [
        {"error": 10022, "errorMessage": "no such file or directory"},
        {"success": True},
        {"success": True},
        {"data": "hi"},
        {"files": ["a"]},
        {"success": True},
    ]


def test_feishu_throws_and_what_its_pages_leave_open_is_refused_by_name(load: Load) -> None:
    body = """
      t('accessSync', root + '/a')
      t('writeFileSync', root + '/a', 'hi')
      t('accessSync', root + '/a')
      const { stat } = await ask('stat', { path: root + '/a' })
      out.push([stat.size, stat.isFile(), stat.isDirectory()])
    """
    assert did(load, body, "tt") == [
        ["threw", "accessSync:fail no such file or directory", 203, True],
        None,
        None,
        [2, True, False],
    ]
    with pytest.raises(PageError, match="appendFileSync"):
        did(load, "t('appendFileSync', root + '/a', 'x')", "tt")


def test_a_picked_file_is_there_at_once_with_its_bytes(load: Load) -> None:
    body = """
      const { tempFilePaths: [path] } = await NS.chooseImage({ count: 1 })
      const { data } = fs.readFileSync(path)
      const text = fs.readFileSync(path, 'base64').data
      fs.copyFileSync(path, root + '/kept.jpg')
      const info = await ask('getFileInfo', { filePath: root + '/kept.jpg' })
      out.push(new Uint8Array(data)[0], text.slice(0, 4), info.size === data.byteLength)
    """
    user = [allows("album"), picks("cat.jpg")]
    assert did(load, body.replace("NS", "my"), "my", user=user) == [255, "/9j/", True]


def test_files_of_the_package_are_read_and_not_changed(load: Load) -> None:
    body = """
      t('readFileSync', 'conf/a.json', 'utf8')
      t('readFileSync', '/conf/a.json', 'utf8')
      t('readdirSync', 'conf')
      t('accessSync', 'conf/b.json')
      t('unlinkSync', 'conf/a.json')
      t('writeFileSync', 'conf/a.json', 'x')
      t('accessSync', '../secret')
      t('accessSync', '/etc/passwd')
    """
    denied, gone = [" permission denied", 1300013, True], [" no such file or directory", 1300002]
    found = did(load, body, files={"conf/a.json": "{}"})
    assert found[:3] == ["{}", "{}", ["a.json"]]
    assert found[3][1:3] == ["accessSync:fail" + gone[0], gone[1]]
    assert [row[1].partition("fail")[2] for row in found[4:6]] == [denied[0]] * 2
    assert [row[0] for row in found[6:]] == ["threw", "threw"]


def test_what_is_written_lasts_and_the_device_has_it(load: Load) -> None:
    page = load(page_of("fs.mkdirSync(root + '/d'); fs.writeFileSync(root + '/d/a', 'one')"))
    page.call("go")
    host = page.program.host
    with host.open("wxfile://usr/d/a") as stream:
        assert stream.read() == b"one"
    assert [e.data["path"] for e in host.events if e.kind == "written"] == ["wxfile://usr/d/a"]


def test_the_quota_holds(load: Load) -> None:
    body = """
      t('writeFileSync', root + '/a', 'x'.repeat(60))
      t('writeFileSync', root + '/b', 'x'.repeat(60))
      out.push(await ask('writeFile', { filePath: root + '/b', data: 'x'.repeat(60) }).catch((e) => e.errno))
    """
    full = "the maximum size of the file storage limit is exceeded"
    assert did(load, body, device={"capacity": 100}) == [
        None, ["threw", f"writeFileSync:fail {full}", 1300202, True], 1300202
    ]  # fmt: skip


def test_what_is_overwritten_makes_room(load: Load) -> None:
    body = """
      t('writeFileSync', root + '/a', 'x'.repeat(60))
      t('writeFileSync', root + '/a', 'y'.repeat(90))
      t('writeFileSync', root + '/b', 'z'.repeat(10))
      t('copyFileSync', root + '/a', root + '/b')
      t('writeFileSync', root + '/a', 'w'.repeat(20))
      t('copyFileSync', root + '/a', root + '/b')
      out.push(fs.readFileSync(root + '/b', 'utf8').length)
    """
    full = "the maximum size of the file storage limit is exceeded"
    assert did(load, body, device={"capacity": 100}) == [
        None, None, None, ["threw", f"copyFileSync:fail {full}", 1300202, True], None, None, 20
    ]  # fmt: skip


STORES = """
Page({ async go() {
  const out = []
  const t = (key, size) => {
    try { out.push(NS.setStorageSync(ARGS) || null) } catch (e) { out.push(e.errMsg) }
  }
  t('a', 6 << 20); t('a', 9 << 20); t('b', 2 << 20); t('b', 1)
  await new Promise((go) => NS.setStorage({ key: 'c', data: 'x'.repeat(2 << 20),
    fail: (e) => { out.push(e.errMsg || e.errorMessage); go() }, success: () => { out.push('kept'); go() } }))
  return out
} })
"""


@pytest.mark.parametrize("client", ["wx", "my"])
def test_what_is_kept_by_key_has_its_limit(load: Load, client: str) -> None:
    args = "key, 'x'.repeat(size)" if client == "wx" else "{ key, data: 'x'.repeat(size) }"
    out = load(STORES.replace("NS", client).replace("ARGS", args), client).call("go")
    if client == "wx":
        full = "setStorageSync:fail exceed max size"
        assert out == [None, None, full, None, "setStorage:fail exceed max size"]
    else:
        good = {"success": True}
        assert [out[0], out[1], out[3]] == [good] * 3
        assert (out[2]["errorMessage"], out[4]) == ("exceed max size", "exceed max size")


@pytest.mark.parametrize(
    "path",
    [
        "null",
        "5",
        "''",
        "{}",
        "root + '/../x'",
        "root + '/a\\u0000'",
        "root + '/\\\\x'",
        "'wxfile://nope/x'",
    ],
)
def test_odd_paths_are_failures(load: Load, path: str) -> None:
    found = did(load, f"t('writeFileSync', {path}, 'x'); t('accessSync', {path})")
    assert [row[0] for row in found] == ["threw", "threw"]


def test_a_name_that_is_computed_is_refused_and_told_why(load: Load) -> None:
    with pytest.raises(
        PageError, match=r"in programs that write the function's name out; read it with callbacks"
    ):
        did(load, "fs['read' + 'File' + 'Sync']('page.js')")


@pytest.mark.parametrize(
    ("client", "code", "number", "text"),
    [
        ("wx", "errno", 1300002, "readFile:fail no such file or directory"),
        ("my", "error", 10022, "no such file or directory"),
        ("tt", "errno", 203, "readFile:fail no such file or directory"),
    ],
)
def test_a_file_that_is_not_there_is_told_alike_by_reading_and_looking(
    load: Load, client: str, code: str, number: int, text: str
) -> None:
    key = "errorMessage" if client == "my" else "errMsg"
    body = f"""
      const none = root + '/none'
      const wrong = (e) => out.push([e.{code}, e.{key}])
      await ask('readFile', {{ filePath: none }}).catch(wrong)
      await ask('access', {{ path: none }}).catch(wrong)
    """
    assert did(load, body, client) == [
        [number, text],
        [number, text.replace("readFile", "access")],
    ]


@pytest.mark.parametrize(
    ("body", "ends"),
    [
        ("fs.writeFileSync(a, x)", False),
        ("fs.writeFileSync(a, x); fs.appendFileSync(a, 'y')", True),
        ("fs.writeFileSync(a, 'y'); for (let i = 0; i < 100; i++) fs.copyFileSync(a, b)", True),
        ("for (let i = 0; i < 5; i++) { fs.writeFileSync(a, x); fs.unlinkSync(a) }", True),
        (
            "fs.writeFileSync(a, x); for (let i = 0; i < 50; i++) { fs.renameSync(a, b); fs.renameSync(b, a) }",
            False,
        ),
    ],
)
def test_what_a_script_writes_in_all_has_a_bound(
    body: str, ends: bool, monkeypatch: pytest.MonkeyPatch, load: Load
) -> None:
    """Whatever it takes away again: it was written."""
    assert kept.MOST_WRITTEN == 4 << 30
    monkeypatch.setattr(kept, "MOST_WRITTEN", 100)
    head = "const fs = wx.getFileSystemManager(), a = wx.env.USER_DATA_PATH + '/a', b = a + 'b'"
    page = load(f"Page({{ go() {{ {head}; const x = 'x'.repeat(100); {body} }} }})", "wx")
    if ends:
        with pytest.raises(RealmError, match="the script wrote more than"):
            page.call("go")
    else:
        page.call("go")
