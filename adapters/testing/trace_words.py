"""What pages of traces say in Chinese, by what they say in English."""

from __future__ import annotations

from typing import Final

HAPPENED: Final = {
    "call": "调用", "reply": "回复", "abort": "中止", "failed": "失败", "prompt": "询问",
    "act": "用户", "user": "用户", "consent": "授权", "picked": "选取", "taken": "拍摄", "cancelled": "取消",
    "answered": "回答", "menu": "菜单", "dates": "日期", "dialog": "对话框", "toast": "提示", "loading": "加载",
    "hidden": "隐藏", "shown": "预览", "data": "数据", "page": "页面", "leads": "跳转",
    "event": "事件", "stored": "存储", "navigate": "导航", "listen": "监听", "told": "通知",
    "foreign": "外来", "requested": "请求", "fetched": "取得", "downloaded": "下载",
    "uploaded": "上传", "log": "日志", "error": "错误", "saved": "保存", "kept": "保留",
    "recording": "录音", "recorded": "录完", "interrupted": "打断", "played": "播放",
    "deleted": "删除", "drawn": "绘制", "opened": "打开", "written": "写入", "end": "结束",
}  # fmt: skip
"""Kinds of what happens."""

FACTS: Final = {
    "{0}'s profile does not know {1}": "{0} 的描述文件中没有 {1}",
    "{0} of {1}": "{1} 的 {0}",
    "{0} of {1}, {2}": "{1} 的 {0}，{2}",
    "the permission {0}": "权限 {0}",
    "the permission {0}, asked for as {1}": "权限 {0}，以 {1} 询问",
    "no source says how {0} tells of {1}": "没有来源说明 {0} 如何告知 {1}",
    "{0} is told by code {1} and {2}": "{0} 以代码 {1} 和 {2} 告知",
    "{0} is told by code {1}": "{0} 以代码 {1} 告知",
    "{0} is told by {1}": "{0} 以 {1} 告知",
    "{0} has no code of its own": "{0} 没有自己的代码",
    "documented": "文档", "typings": "类型声明", "observed": "实测", "assumed": "推测",
}  # fmt: skip
"""Facts behind it, and their grades."""

ZH: Final = {
    **HAPPENED, **FACTS,
    "all": "全部", "calls": "调用", "network": "网络", "console": "控制台", "device": "设备",
    "with files": "带文件", "failures": "失败", "as expected": "符合预期",
    "all as expected": "全部符合预期", "not as expected": "不符合预期",
    "{0} of {1} not as expected": "{1} 个中有 {0} 个不符合预期", "nothing ran": "什么都没有运行",
    "the test failed": "测试失败", "The failure": "失败信息", "What each call gave": "每个调用的结果",
    "What happened": "发生了什么",
    "… {0} more": "…… 还有 {0} 条", "On the page in the end": "最后页面上的内容",
    "Assumed": "推测的内容", "nothing happened": "什么都没有发生", "all of it": "全部内容",
    "{0}; takes {1}": "{0}；可以：{1}", "file {0}": "文件 {0}", "{0} bytes": "{0} 字节",
    "unknown format": "未知格式", "{0} s": "{0} 秒", "picture of {0}": "{0} 的图片",
    "sound of {0}": "{0} 的声音", "why": "依据", "no source": "没有来源",
    "{0}: {1}, read {2}": "{0}：{1}，{2} 查阅",
}  # fmt: skip
"""English -> Chinese; ``{0}`` is filled in."""
