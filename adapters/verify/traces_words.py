"""What pages of `verify` say in Chinese, by what they say in English."""

from __future__ import annotations

from typing import Final

ZH: Final = {
    "{0}: {1} and its port on {2}": "{0}：{1} 与它在 {2} 上的转换结果",
    "1 run: {0}": "1 次运行：{0}", "{1} runs: {0}": "{1} 次运行：{0}",
    "{0} differ": "{0} 次不同", "1 differs": "1 次不同",
    "{0} compared in part": "{0} 次部分比较", "1 in part": "1 次部分比较",
    "{0} are the same": "{0} 次相同", "1 is the same": "1 次相同",
    "nothing was compared": "什么都没有比较", "Runs": "运行", "all": "全部", "differ": "不同",
    "compared in part": "部分比较", "are the same": "相同", "differs": "不同", "in part": "部分",
    "the same": "相同", "not drawn: {0}: {1}": "未绘制：{0}：{1}", "after {0}: {1}": "{0} 之后：{1}",
    "not compared: {0}": "未比较：{0}", "{0} differs": "{0}不同", "(nothing)": "（无）",
    "original on {0}": "原程序，{0}", "port on {0}": "转换结果，{0}", "… {0} more": "…… 还有 {0} 条",
    "all that happened on {0} ({1})": "{0} 上发生的一切（{1}）", "Beside this": "此外",
    "what it did": "程序的行为", "what it did to the device": "对设备的操作",
    "a media call": "媒体调用", "what stands there": "页面上的内容", "its classes": "类名",
    "its attributes": "属性", "its data": "数据", "what it listens to": "监听的事件",
    "not simulated, though the program asks for it as it starts; compared without it:":
        "程序启动时就要用到但未模拟，比较时不计：",
    "not simulated, so compared in part:": "未模拟，因此只作部分比较：",
    "stopped before a media call, so not compared:": "在媒体调用之前停止，因此未比较：",
    "media calls that no run made, so not compared:": "没有任何运行触及的媒体调用，因此未比较：",
    "of a kind that is not run, so not compared, though they name a media API:":
        "这类文件不被运行，虽然提到媒体接口，仍未比较：",
    "not compared for lack of time (--budget SECONDS):": "时间不够，未比较（--budget SECONDS）：",
}  # fmt: skip
"""English -> Chinese; ``{0}`` is filled in."""
