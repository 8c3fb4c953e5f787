"""Calls through the JavaScript runtime on Alipay, against Taro's, uni-app's and Mpx's shims."""

from __future__ import annotations

from contextlib import ExitStack

from harness import HERE, Context, Goal, NodeMissing, Row, Table, find_node, install
from mediaglot.adapters.runtime import generate

CALLS = 200_000
SHIMS = {
    "direct": "no shim: Alipay's own function",
    "mediaglot": "",
    "taro": "@tarojs/plugin-platform-alipay",
    "uni": "@dcloudio/uni-mp-alipay",
    "mpx": "@mpxjs/api-proxy: passes chooseImage on as it is",
}
NAMES = {"taro": "Taro", "uni": "uni-app", "mpx": "Mpx"}


def run(context: Context) -> list[Table]:
    """Rates of chooseImage with callbacks and with promises, in Node.js on one core."""
    node = find_node()
    if node is None:
        raise NodeMissing("Node.js is not installed")
    install(HERE / "js")
    file = context.scratch / "media.cjs"
    file.write_text(generate("wx", "my"), encoding="utf-8")
    calls = context.size(CALLS)
    return [
        _table(context, (str(node), str(file)), call, style, calls)
        for call in ("chooseImage", "previewImage")
        for style in ("callbacks", "promise")
    ]


def _table(context: Context, paths: tuple[str, str], call: str, style: str, calls: int) -> Table:
    node, file = paths
    title = f"{call} in the WeChat dialect on Alipay, {style}"
    script = str(HERE / "js" / "runtime.mjs")
    with ExitStack() as stack:
        cases = {
            NAMES.get(name, name): stack.enter_context(
                context.worker([node, script, name, call, style, str(calls), file])
            )
            for name in SHIMS
        }
        rows = [
            Row(row.name, row.rates, SHIMS.get(_key(row.name), ""))
            for row in context.interleave(cases, calls, title)
        ]
    goals = [Goal("mediaglot", name, 1.0) for name in ("uni-app", "Taro")]
    return Table(
        title,
        "calls/s",
        rows,
        list(NAMES.values()),
        goals,
        [
            "Only mediaglot checks options, writes the count WeChat would take, reads old replies",
        ],
    )


def _key(name: str) -> str:
    return next((key for key, shown in NAMES.items() if shown == name), name)
