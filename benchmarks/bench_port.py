"""Porting source: a whole port of a tree against renames by the JavaScript codemods, one core.

mediaglot walks, filters, parses, resolves scopes, rewrites options, results and failures, and
makes the report. The others do a rename only, ``wx.x`` to ``my.x``: they walk, read, filter on
the global's name, parse and write the text anew. Nobody writes files. Every run is a process of
its own, start-up included, as one port is. They know scripts alone, and so does the row that is
held against them; the port of all parts of the same programs, templates and styles too, is told
beside it.

A tree that has nothing to port is measured against a process that only walks and reads it.
BENCH_PORT_TREE=DIR measures a tree of your own instead of the generated ones:
``BENCH_PORT_TREE=~/src/miniprogram make bench ARGS="--only port"``.
"""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from harness import HERE, Context, Goal, Table, find_node, install, one_core

WORKER = HERE / "port_worker.py"
READER = HERE / "read_worker.py"
SCRIPT = HERE / "js" / "port.mjs"
TREES = {"1,000 scripts, as many as WeChat's demo has": 1_000, "3,500 scripts": 3_500}
SCRIPTS = "mediaglot port --only script"
WHOLE = "mediaglot port, all parts"
PLAIN = 20_000
NODE = {
    "jscodeshift": ["jscodeshift"],
    "babel + magic-string": ["babel"],
    "swc + magic-string": ["swc"],
    "oxc-parser + magic-string": ["oxc"],
}
PAGE = """\
// pages/{name}/{name}.js
const app = getApp()
const {{ request, format }} = require('../../utils/util{number}.js')

Page({{
  data: {{ list: [], page: {number}, loading: false, title: '第{number}页' }},
  onLoad(options) {{
    this.setData({{ id: options.id }})
    wx.showLoading({{ title: '加载中' }})
    this.load().then(() => wx.hideLoading())
  }},
  async load() {{
    const {{ data }} = await request({{ url: `/api/{name}/${{this.data.page}}` }})
    const list = data.map((item, index) => ({{ ...item, index, price: format(item.price) }}))
    this.setData({{ list: this.data.list.concat(list) }})
  }},
{methods}
}})
"""
TEMPLATE = """\
<view class="page">
  <text wx:if="{{{{loading}}}}">{{{{title}}}}</text>
  <view wx:for="{{{{list}}}}" wx:key="id" class="row" bindtap="go0" data-id="{{{{item.id}}}}">
    <image src="{{{{item.image}}}}" mode="aspectFill" lazy-load bindload="loaded" />
    <text class="price">{{{{item.price}}}} 元</text>
  </view>
  <button type="primary" open-type="share" bindtap="pick">第{number}页</button>
</view>
"""
STYLE = """\
@import "../../common/base.wxss";
.page {{ padding: 20rpx; }}
.row {{ display: flex; height: {number}rpx; }}
"""
METHODS = {
    "media": """\
  pick() {{
    wx.chooseImage({{
      count: 9 - this.data.list.length,
      sizeType: ['compressed'],
      success: (res) => this.setData({{ list: res.tempFilePaths }}),
      fail: (err) => {{
        if (err.errMsg.indexOf('cancel') === -1) wx.showToast({{ title: err.errMsg }})
      }},
    }})
  }},
  preview(e) {{
    wx.previewImage({{ current: e.currentTarget.dataset.src, urls: this.data.list }})
  }},
""",
    "calls": """\
  go{n}(e) {{
    wx.navigateTo({{ url: '/pages/detail/detail?id=' + e.currentTarget.dataset.id }})
    wx.setStorageSync('last{n}', {{ id: e.currentTarget.dataset.id, time: Date.now() }})
  }},
""",
    "plain": """\
  compute{n}(values) {{
    // a method that any page has
    let total = 0
    for (const value of values) {{
      if (value.kind === 'a' && value.count > {n}) total += value.count * value.price
      else total -= Math.max(0, value.price - {n})
    }}
    return {{ total, mean: values.length ? total / values.length : 0, label: `${{total}} 元` }}
  }},
""",
}


def generate(folder: Path, files: int, calls: bool = True) -> None:
    """Write a mini-program of so many pages, the same every time.

    One in sixteen scripts has media calls, if any calls are wanted; four in ten use other functions
    of the global: the shares of WeChat's own demo. Each page has a template and a style sheet.
    """
    dice = random.Random(files)
    for number in range(files):
        kind = "media" if number % 16 == 0 else "calls" if number % 5 in (1, 3) else "plain"
        kind = kind if calls else "plain"
        more = ["plain", "plain", "plain" if kind == "plain" else "calls"]
        picks = [kind, *dice.choices(more, k=dice.randrange(3, 14))]
        methods = "".join(METHODS[pick].format(n=n) for n, pick in enumerate(picks))
        text = PAGE.format(name=f"p{number}", number=number, methods=methods)
        if kind == "plain":
            text = text.replace("wx.", "app.")
        path = folder / f"pages/p{number}/p{number}.js"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
        if calls:
            path.with_suffix(".wxml").write_bytes(TEMPLATE.format(number=number).encode())
            path.with_suffix(".wxss").write_bytes(STYLE.format(number=number).encode())
    (folder / "app.json").write_text("{}")


def process(command: list[str | Path]) -> Callable[[], float]:
    """A run of a contestant: one process on one core, start-up included; seconds of that core.

    Time of the core, not of the clock: what else the machine does then matters little.
    """

    def run() -> float:
        begin = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [str(part) for part in command],
            input=b"run\n",
            stdout=subprocess.DEVNULL,
            check=True,
            timeout=900,
            preexec_fn=one_core if hasattr(os, "sched_setaffinity") else None,
        )
        end = resource.getrusage(resource.RUSAGE_CHILDREN)
        return end.ru_utime + end.ru_stime - begin.ru_utime - begin.ru_stime

    return run


def run(context: Context) -> list[Table]:
    """Measure both sizes of tree and one without media calls, or the tree that is named."""
    own = os.environ.get("BENCH_PORT_TREE")
    tables = renames(context, own)
    return tables if own else [*tables, reading(context)]


def reading(context: Context) -> Table:
    """A port that finds nothing to do, against the mere reading of the tree."""
    files = context.size(PLAIN)
    tree = context.scratch / f"plain-{files}"
    if not tree.is_dir():
        generate(tree, files, calls=False)
    cases = {
        SCRIPTS: process([sys.executable, WORKER, tree, "script"]),
        "walk and read only": process([sys.executable, READER, tree]),
    }
    return Table(
        title=f"wx -> my, {files:,} scripts that name no global",
        unit="files/s",
        rows=context.interleave(cases, files, f"{files:,} files"),
        references=["walk and read only"],
        goals=[Goal(SCRIPTS, "walk and read only", 1 / 1.5)],
        notes=["start-up and imports included on both sides"],
    )


def renames(context: Context, own: str | None) -> list[Table]:
    """The port against renames by others, on the generated trees or on the one that is named."""
    node = find_node()
    install(HERE / "js")
    assert node
    tables = []
    for title, full in {own: 0}.items() if own else TREES.items():
        tree = Path(own) if own else context.scratch / f"tree-{context.size(full)}"
        files = sum(1 for _ in tree.rglob("*.js")) if own else context.size(full)
        if not tree.is_dir():
            generate(tree, files)
        commands = {
            SCRIPTS: [sys.executable, WORKER, tree, "script"],
            WHOLE: [sys.executable, WORKER, tree],
        }
        commands |= {name: [node, SCRIPT, *case, tree] for name, case in NODE.items()}
        cases = {name: process(command) for name, command in commands.items()}
        rows = context.interleave(cases, files, str(title))
        size = sum(path.stat().st_size for path in tree.rglob("*.js")) / 1e6
        tables.append(
            Table(
                title=f"wx -> my, {title} ({size:,.1f} MB)",
                unit="files/s",
                rows=rows,
                references=["jscodeshift", "babel + magic-string", "oxc-parser + magic-string"],
                goals=[
                    Goal(SCRIPTS, "jscodeshift", 10.0),
                    Goal(SCRIPTS, "babel + magic-string", 1.0),
                ],
                notes=["the others rename only, on every script that names the global"],
            )
        )
    return tables
