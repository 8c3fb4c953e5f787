"""Templates, WeChat to Alipay: translating against Mpx's template compiler, one core, same files.

Mpx is what people port WeChat's native pages with. Its compiler is called as its loader of such
pages calls it (``parse`` and ``serialize``), without webpack, which a build with it needs; the
components that a page declares are handed in. It reads a template, applies its rules and prints
all of it anew. mediaglot reads, translates by bytes, and tells every loss with place and evidence.

The first row translates each template by itself, as Mpx does. The second is what a port of the
program's templates takes: configurations and scripts beside them, verdicts and the report. Both
sides are warm processes; seconds are those of the core.

The templates are generated, of the sizes and with the constructs that real programs have.
BENCH_MARKUP_TREE=DIR measures a program of your own:
``BENCH_MARKUP_TREE=~/src/miniprogram make bench ARGS="--only markup"``.
"""

from __future__ import annotations

import json
import os
import random
import sys
from contextlib import ExitStack
from pathlib import Path

from harness import HERE, Context, Goal, Table, find_node, install

WORKER = HERE / "markup_worker.py"
SCRIPT = HERE / "js" / "markup.mjs"
PAGES = 600
ALONE = "mediaglot, each template"
PROGRAM = "mediaglot port --only markup"
MPX = "Mpx"
BLOCKS = (
    """\
  <view class="head{n}" hidden="{{{{!ready}}}}" style="color: {{{{color{n}}}}}; padding: {n}rpx">
    <image class="face" src="/images/face{n}.png" mode="aspectFit" bindtap="show{n}" />
    <text class="name">{{{{user.name{n} || '第{n}个'}}}}</text>
  </view>
""",
    """\
  <view class="row" wx:for="{{{{list{n}}}}}" wx:for-item="one"
    wx:key="id" data-id="{{{{one.id}}}}" bindtap="open{n}">
    <image src="{{{{one.cover}}}}" mode="aspectFill" lazy-load />
    <view class="title {{{{one.top ? 'top' : ''}}}}">{{{{one.title}}}}</view>
    <text class="price" wx:if="{{{{one.price > {n}}}}}">¥{{{{one.price}}}}</text>
    <text class="free" wx:else>免费</text>
  </view>
""",
    """\
  <form bindsubmit="save{n}">
    <input class="field" name="name{n}" value="{{{{form.name{n}}}}}"
      placeholder="姓名" maxlength="{n}" bindinput="typed{n}" />
    <textarea name="note{n}" placeholder="备注" auto-height bindblur="left{n}"></textarea>
    <picker mode="selector" range="{{{{kinds}}}}" value="{{{{kind{n}}}}}"
      bindchange="picked{n}"><view>{{{{kinds[kind{n}]}}}}</view></picker>
    <button type="primary" form-type="submit" loading="{{{{busy}}}}">保存</button>
  </form>
""",
    """\
  <swiper class="banner" indicator-dots="{{{{true}}}}" autoplay="{{{{auto}}}}"
    interval="{n}000" bindchange="turned{n}">
    <block wx:for="{{{{banners{n}}}}}" wx:key="*this">
      <swiper-item><image src="{{{{item}}}}" /></swiper-item>
    </block>
  </swiper>
""",
    """\
  <scroll-view scroll-y style="height: {{{{height}}}}px"
    bindscrolltolower="more{n}" scroll-into-view="at{{{{at}}}}">
    <card wx:for="{{{{cards{n}}}}}" wx:key="index" item="{{{{item}}}}"
      index="{{{{index}}}}" bind:pick="card{n}" />
  </scroll-view>
""",
    """\
  <!-- part {n} -->
  <view class="foot">
    <text>共 {{{{total{n}}}}} 件</text><view class="button" catchtap="pay{n}">去结算</view>
  </view>
  <navigator url="/pages/p{n}/p{n}?id={{{{id}}}}" open-type="navigate"><text>更多</text></navigator>
""",
)


PLAIN = (
    """\
  <!-- part {n} -->
  <view class="panel">
    <view class="panel-head"><view class="title">订单{n}</view><text class="more">更多</text></view>
    <view class="line"><view class="label">编号</view><view>{{{{order.no{n}}}}}</view></view>
    <view class="line" wx:if="{{{{order.time}}}}">
      <view class="label">时间</view><view class="value">{{{{order.time}}}}</view>
    </view>
    <view class="line"><text class="label">备注</text><text class="value">无</text></view>
  </view>
""",
    """\
  <view class="steps">
    <view class="step step-{n}"><view class="dot"></view><view class="words">已下单</view></view>
    <view class="step {{{{at > {n} ? 'on' : ''}}}}"><view class="dot"></view><text>x</text></view>
    <view class="step" wx:if="{{{{at > {n}}}}}"><image class="icon" src="/a.png" /></view>
    <view class="step" wx:else bindtap="wait{n}"><text>待签收</text></view>
  </view>
""",
)
"""Parts without handlers: most of what real templates are made of."""
SHARES = (*[1] * len(BLOCKS), 2, 2)
"""How often each part stands: views, handlers and conditions then have about the shares that they
have in public programs (of 100 elements 56 views, 16 with handlers, 12 with conditions)."""


def generate(folder: Path, pages: int) -> None:
    """Write a program of so many pages, the same every time, and one component that some use."""
    dice = random.Random(pages)
    names = [f"pages/p{number}/p{number}" for number in range(pages)]
    for number, name in enumerate(names):
        picks = dice.choices((*BLOCKS, *PLAIN), SHARES, k=dice.randrange(1, 9))
        inner = "".join(block.format(n=number * 10 + at) for at, block in enumerate(picks))
        path = folder / f"{name}.wxml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(f'<view class="page">\n{inner}</view>\n'.encode())
        config = {"usingComponents": {"card": "/parts/card/card"}} if "<card" in inner else {}
        path.with_suffix(".json").write_text(json.dumps(config))
    card = folder / "parts/card/card"
    card.parent.mkdir(parents=True)
    card.with_suffix(".wxml").write_text('<view bindtap="pick">{{item.title}}</view>\n')
    card.with_suffix(".json").write_text('{"component": true}')
    (folder / "app.json").write_text(json.dumps({"pages": names}))


def run(context: Context) -> list[Table]:
    """Measure the generated program, or the one that is named."""
    node = find_node()
    install(HERE / "js")
    assert node
    own = os.environ.get("BENCH_MARKUP_TREE")
    tree = Path(own) if own else context.scratch / f"markup-{context.size(PAGES)}"
    if not tree.is_dir():
        generate(tree, context.size(PAGES))
    found = list(tree.rglob("*.wxml"))
    size = sum(path.stat().st_size for path in found) / 1e6
    commands: dict[str, list[str | Path]] = {
        ALONE: [sys.executable, WORKER, tree, "alone"],
        PROGRAM: [sys.executable, WORKER, tree, "program"],
        MPX: [node, SCRIPT, tree],
    }
    with ExitStack() as stack:
        cases = {
            name: stack.enter_context(context.worker(command)) for name, command in commands.items()
        }
        rows = context.interleave(cases, len(found), "templates")
    title = f"wx -> my, {own or 'generated pages'}: {len(found):,} templates ({size:,.1f} MB)"
    return [
        Table(
            title=title,
            unit="files/s",
            rows=rows,
            references=[MPX],
            goals=[Goal(ALONE, MPX, 5.0)],
            notes=["Mpx's compiler alone, without webpack, style sheets and scripts"],
        )
    ]
