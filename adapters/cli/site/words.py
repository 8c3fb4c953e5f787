"""The site's own words in Chinese, by what it says in English."""

from __future__ import annotations

from typing import Final

EN: Final = "en"
LANGS: Final = (EN, "zh")
TAGS: Final = {EN: "en", "zh": "zh-CN"}
"""Languages -> tags of HTML."""
ZH: Final = {
    "Menu": "目录", "Search": "搜索", "Search the pages": "搜索文档", "Skip to content": "跳到正文",
    "This page is in English only": "本页只有英文", "(English)": "（英文）", "On this page": "本页内容",
    "Start": "入门", "Use": "使用", "Reference": "参考", "Project": "项目", "By family": "按类别",
    "By vendor": "按厂商", "Compatibility by family": "按类别的兼容性", "Home": "首页",
    "Compatibility table": "兼容性表", "Operations": "操作", "Rules": "规则", "Pictures": "图片",
    "Sources": "来源", "Examples": "示例", "permanent address": "固定地址",
    "{0} found": "找到 {0} 处", "nothing found": "没有找到",
    "operation": "操作", "family": "类别", "vendor": "厂商", "client": "客户端", "version": "版本",
    "evidence": "依据", "support": "支持", "any": "不限", "all": "全部", "Clear": "清除",
    "any family": "任何类别", "any client": "任何客户端", "any evidence": "任何依据",
    "any support": "任何支持情况", "all chosen have it": "所选厂商都有",
    "some have it, some have not": "有的有，有的没有", "none has it": "都没有", "somewhere unknown": "有厂商未知",
    "vendors": "厂商", "filter by name": "按名称筛选", "version, such as 2.10.0": "版本，例如 2.10.0",
    "choose one vendor to ask for a version": "选择一个厂商后才能指定版本",
    "a version has numbers and dots, such as 2.10.0": "版本由数字和点组成，例如 2.10.0",
    "{0} of {1} operations": "{0} / {1} 个操作", "yes": "有", "no": "无", "unknown": "未知", "since": "自",
    "documented": "文档", "typings": "类型声明", "observed": "实测", "assumed": "推测",
    "no source": "没有来源", "not a client of this vendor": "该厂商没有此客户端", "nothing fits": "没有符合的操作",
    "What each vendor supports, by operation. Unknown: no source says it, which is neither yes nor no. The address keeps what is filtered.":
        "各厂商支持哪些操作。“未知”：没有来源说明，既不是“有”也不是“无”。筛选条件保存在地址中。",
    "Needs JavaScript to be filtered.": "筛选需要 JavaScript。",
    "{0} operations, each at an address that stays.": "共 {0} 个操作，每个都有固定的地址。",
    "{0} rules, each at an address that stays.": "共 {0} 条规则，每条都有固定的地址。",
    "Support": "支持", "Options": "选项", "Result": "结果", "Failures": "失败", "Emulated": "模拟",
    "function": "函数", "notes": "说明", "option": "选项", "name": "名称", "type": "类型",
    "default": "默认值", "bounds": "范围", "by client": "按客户端", "field": "字段", "place": "位置",
    "values": "值", "kind": "失败类型", "code": "代码", "message": "消息", "os": "系统", "what": "内容",
    "recipe": "配方", "by example": "示例", "in one table": "合在一页", "in the table": "在兼容性表中",
    "key": "标记", "title": "标题", "where": "出处", "checked": "核对于", "grade": "等级",
    "severity": "级别", "loss": "损失", "summary": "摘要", "Why": "原因", "Example": "示例",
    "What to do": "处理办法", "On the command line": "命令行", "all rules": "全部规则",
    "error": "错误", "warning": "警告", "info": "提示",
    "Where the facts come from: the sources of each vendor's profile, the day each was read, and how sure it is.":
        "事实的出处：各厂商描述文件的来源、阅读日期以及可信程度。",
    "There are no pictures in this build. The tests take them:": "本次构建没有图片。图片由测试拍摄：",
    "Taken by the tests, in a real browser.": "由测试在真实的浏览器中拍摄。",
    "Requests": "请求", "Results": "结果", "Source code": "源代码", "Host": "模拟宿主",
    "Templates": "模板", "Profiles": "描述文件", "files of the repository": "仓库中的文件",
    "The studio: two phones that answer to the same acts": "工作室：两部手机响应同样的操作",
    "The studio on a telephone, in the dark, in Chinese": "手机上的工作室：深色，中文",
    "The first difference of two phones": "两部手机的第一处差异",
    "A trace page: what happened on three clients": "轨迹页：三个客户端上发生的一切",
    "A trace page on a telephone, in the dark": "手机上的轨迹页，深色",
    "The migration page: a diff with its findings in place": "迁移页：差异与就位的诊断",
    "The runs of a verification": "一次验证的各次运行",
    "media": "媒体", "files": "文件", "network": "网络", "storage": "存储", "ui": "界面",
    "navigation": "导航", "device": "设备", "account": "账户", "canvas": "画布",
    "recording": "录制", "playing": "播放",
}  # fmt: skip
"""English -> Chinese; ``{0}`` is filled in."""


def said(text: str, lang: str, *values: object) -> str:
    """A text of the site in a language, its values filled in."""
    found = ZH.get(text, text) if lang == "zh" else text
    return found.format(*values) if values else found
