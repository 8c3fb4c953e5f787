"""What the page of a report says in Chinese, by what it says in English."""

from __future__ import annotations

from typing import Final

ZH: Final = {
    "{0} lines, {1} replies, {2} bad": "{0} 行，{1} 个回复，{2} 行有误", "{0}; {1} to {2}": "{0}；{1} 至 {2}",
    "{0} replies say no time that can be read": "{0} 个回复没有可读的时间",
    "{0} lie far before or after the others": "{0} 个远早于或晚于其他",
    "all vendors": "全部厂商", "all APIs": "全部接口", "filter rows": "筛选行", "Clear": "清除",
    "success": "成功", "cancelled": "取消", "denied": "拒绝", "failed": "失败", "unknown": "未知",
    "Calls by {0}, UTC": "按{0}的调用数，UTC", "Calls by file": "按文件的调用数", "up to {0} calls": "最多 {0} 次调用",
    "minute": "分钟", "5 minutes": "5 分钟", "15 minutes": "15 分钟", "hour": "小时", "6 hours": "6 小时",
    "day": "天", "week": "周", "4 weeks": "4 周", "52 weeks": "52 周",
    "Outcomes": "结果", "{0} more with fewer calls": "另有 {0} 个，调用更少",
    "Failure kinds": "失败类型", "Files in a reply": "回复中的文件数", "Size of a file, up to": "文件大小，不超过",
    "{0} more rows: --format json has all": "另有 {0} 行：--format json 给出全部",
    "none": "无", "{0} of {1} rows": "{0} / {1} 行", "Hide versions of {0}": "收起 {0} 的版本",
    "Show versions of {0}": "展开 {0} 的版本",
    "Calls": "调用", "Failures": "失败",
    "Codes and messages no profile knows (--format toml: as rules to be filled in)":
        "没有描述文件认识的代码和消息（--format toml：作为待填写的规则）",
    "Files (p50 and p95 are estimates)": "文件（p50 和 p95 为估计值）",
    "Drift: fields and types no profile tells of": "偏离：没有描述文件说明的字段和类型",
    "Shapes: what the first file of a reply holds": "形状：回复中第一个文件的字段", "Bad lines": "有误的行",
    "client": "客户端", "api": "接口", "clients": "客户端数", "calls": "调用", "vendor": "厂商", "kind": "类型",
    "code": "代码", "count": "次数", "message": "消息", "files": "文件", "per call": "每次调用", "mean": "平均",
    "p50": "p50", "p95": "p95", "largest": "最大", "rule": "规则", "place": "位置", "example": "例子",
    "fields": "字段", "reason": "原因",
}  # fmt: skip
"""English -> Chinese; ``{0}`` is filled in."""
