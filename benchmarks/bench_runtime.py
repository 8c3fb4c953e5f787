"""Calls through the JavaScript runtime against Taro's, uni-app's and Mpx's shims."""

from __future__ import annotations

from contextlib import ExitStack

from harness import HERE, Context, Goal, NodeMissing, Row, Table, find_node, install
from mediaglot.adapters.runtime import generate

CALLS = 200_000
NAMES = {"taro": "Taro", "uni": "uni-app", "mpx": "Mpx"}
BARE = "no shim: the vendor's own function, made to give a promise"
NOTES = {
    "chooseImage": {
        "direct": BARE,
        "mediaglot": "every option checked and written; reply and failures read and written",
        "small": "the same by the interpreter alone (--small)",
        "taro": "options as they are; tempFilePaths is set to apFilePaths",
        "uni": "options as they are; errMsg, tempFilePaths and tempFiles are filled in",
        "mpx": "does not translate: options and reply go through as they are",
    },
    "previewImage": {
        "direct": BARE,
        "mediaglot": "every option checked and written; reply and failures read and written",
        "small": "the same by the interpreter alone (--small)",
        "taro": "current becomes an index; the reply goes through as it is",
        "uni": "current becomes an index; errMsg is put into the reply",
        "mpx": "current becomes an index; reply and failures go through as they are",
    },
    "showToast": {
        "direct": BARE,
        "mediaglot": "every option checked and written; reply and failures read and written",
        "small": "the same by the interpreter alone (--small)",
        "taro": "title and icon are copied to content and type",
        "uni": "title and icon become content and type; errMsg is put into the reply",
        "mpx": "title and icon become content and type; reply and failures as they are",
    },
    "request": {
        "direct": BARE,
        "mediaglot": "every option checked and written; reply and failures read and written",
        "small": "the same by the interpreter alone (--small)",
        "taro": "header, status and headers are renamed; by its chain of interceptors, none added",
        "uni": "header, status and headers are renamed; HTTP errors become answers",
        "mpx": "header, status and headers are renamed",
    },
    "getStorageSync": {
        "direct": "no shim: the vendor's own function, with an object for the key",
        "mediaglot": "the key checked and written; the reply read, a failure thrown",
        "small": "the same by the interpreter alone (--small)",
        "taro": "the key becomes an object; of the reply the data",
        "uni": "the key becomes an object; of the reply the data",
        "mpx": "the key becomes an object; of the reply the data",
    },
}
RIVALS = {"chooseImage": ("uni-app", "Taro"), "previewImage": ("uni-app", "Taro", "Mpx")}
"""Those that translate the call; where it is not said, uni-app and Taro."""
STYLES = {"request": ("promise",), "getStorageSync": ("returned",)}
"""How a call is made, where not both by callbacks and by promise: Taro's gives one always."""


def run(context: Context) -> list[Table]:
    """Rates of both calls with callbacks and with promises, in Node.js on one core."""
    node = find_node()
    if node is None:
        raise NodeMissing("Node.js is not installed")
    install(HERE / "js")
    files = {}
    for name, fast in (("mediaglot", None), ("small", False)):
        files[name] = context.scratch / f"{name}.cjs"
        files[name].write_text(generate("wx", "my", fast=fast), encoding="utf-8")
    files["alipay"] = context.scratch / "alipay.cjs"
    files["alipay"].write_text(generate("my", "wx"), encoding="utf-8")
    calls = context.size(CALLS)
    tables = []
    for call, notes in NOTES.items():
        for style in STYLES.get(call, ("callbacks", "promise")):
            title = f"{call} in the WeChat dialect on Alipay, {style}"
            commands = {
                NAMES.get(name, name): [name, call, style, str(calls), str(files.get(name, ""))]
                for name in notes
            }
            rows = _rows(context, str(node), commands, calls, title)
            told = {NAMES.get(name, name): note for name, note in notes.items()}
            goals = [Goal("mediaglot", name, 1.0) for name in RIVALS.get(call, ("uni-app", "Taro"))]
            shown = [Row(row.name, row.rates, told[row.name]) for row in rows]
            tables.append(Table(title, "calls/s", shown, list(NAMES.values()), goals))
    title = "The Alipay dialect on WeChat, promises; no other package has it"
    commands = {
        call: ["mediaglot", call, "promise", str(calls), str(files["alipay"]), "alipay"]
        for call in RIVALS
    }
    tables.append(Table(title, "calls/s", _rows(context, str(node), commands, calls, title), []))
    return tables


def _rows(
    context: Context, node: str, commands: dict[str, list[str]], calls: int, title: str
) -> list[Row]:
    script = str(HERE / "js" / "runtime.mjs")
    with ExitStack() as stack:
        cases = {
            name: stack.enter_context(context.worker([node, script, *command]))
            for name, command in commands.items()
        }
        return context.interleave(cases, calls, title)
