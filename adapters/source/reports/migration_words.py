"""What the page of a migration says in Chinese, by what it says in English."""

from __future__ import annotations

from typing import Final

from ...system.speaking import speaking

ZH: Final = {
    "Port from {0} to {1}": "从 {0} 转换到 {1}",
    "Pages blocked by": "阻塞页面的原因",
    "frees: pages that nothing else blocks; together: pages free once this and all above it are done.":
        "单独解除：没有其他阻塞原因的页面数；累计解除：完成本行及以上各行后不再受阻的页面数。",
    "Pages": "页面",
    "A page is its files, the components it uses and all that they bring; a program's own files stand under its configuration. Blocked ones first.":
        "一个页面包括自己的文件、所用组件及其带来的一切；小程序自身的文件列在其配置名下。受阻的排在最前。",
    "Blocked by": "阻塞文件的原因",
    "frees: files that nothing else blocks; together: files free once this and all above it are done.":
        "单独解除：没有其他阻塞原因的文件数；累计解除：完成本行及以上各行后不再受阻的文件数。",
    "Lost": "损失",
    "What ported files do not keep; why: what is said of most places.":
        "转换后的文件未能保留的内容；原因：多数位置给出的说明。",
    "Files": "文件",
    "A file opens to its diff, with what is found at its lines.": "展开文件可看到差异，诊断列在对应的行下。",
    "Added": "新增文件",
    "Files that the port brings along.": "转换时一并生成的文件。",
    "blocker": "阻塞原因", "rule": "规则", "frees": "单独解除", "together": "累计解除", "files": "文件",
    "pages": "页面", "places": "位置", "why": "原因", "of": "对象", "page": "页面", "verdict": "结论",
    "components": "组件", "by": "原因", "file": "文件", "calls": "调用",
    "all": "全部", "blocked": "受阻", "complete with losses": "完整但有损失", "complete": "完整",
    "complete with losses (to the eye)": "完整但有损失（只影响观感）",
    "No file uses {0}.": "没有文件使用 {0}。",
    "{0} files looked at, {1} of them use {2}; {3} calls: {4} native, {5} through the runtime, {6} refused; {7} errors, {8} warnings.":
        "查看了 {0} 个文件，其中 {1} 个使用 {2}；{3} 处调用：{4} 处为原生代码，{5} 处经运行时，{6} 处被拒绝；{7} 个错误，{8} 个警告。",
    "filter files": "筛选文件", "any cause": "任何原因", "any page": "任何页面", "any severity": "任何级别",
    "Clear": "清除", "Open all": "全部展开", "Close all": "全部收起", "{0} of {1} files": "{0} / {1} 个文件",
    "cause": "原因", "severity": "级别", "error": "错误", "warning": "警告", "info": "提示",
    "and {0} more files": "另有 {0} 个文件", "and {0} more rows": "另有 {0} 行",
    "{0} more lines; --diff has all": "还有 {0} 行；--diff 给出全部",
    "the page would grow too large: --diff has the diff of this file": "页面会过大：用 --diff 查看此文件的差异",
    "nothing changes": "没有改动", "becomes {0}": "改名为 {0}", "the runtime": "运行时",
    "the module of components": "组件模块", "made of this file: {0}": "由此文件生成：{0}",
    "Diff of {0}": "{0} 的差异", "before": "原", "after": "新", "line": "行", "fix": "修正",
    "unsafe fix": "不安全的修正", "what to do": "处理办法", "Show its files": "显示其文件", "lines left out": "略去若干行",
}  # fmt: skip
"""English -> Chinese; ``{0}`` is filled in."""


def said(text: str, lang: str, *values: object) -> str:
    """A text of the page in a language, its values filled in."""
    return speaking(ZH, lang)(text, *values)
