"""The language that rules are told in, and their texts in Chinese."""

from __future__ import annotations

import json
import re

import pytest
from commands import called
from mediaglot.adapters.cli.language import language_of
from mediaglot.adapters.system.columns import width
from mediaglot.canonical.diagnostics import Rule
from mediaglot.canonical.rules import RULES, in_language
from mediaglot.canonical.rules.zh import TEXTS

VENDORS = {"WeChat": "微信", "Alipay": "支付宝", "Feishu": "飞书"}
TERMS = re.compile(
    r"`[^`]+`"  # what is marked as code
    r"|--[a-z-]+|\bwhen=|'[^' ]+'"  # options, words of a vendor
    r"|\b[a-z]+(?:[A-Z][a-z]+)+\b"  # names of APIs and options
    r"|\b[a-z]+(?:\.[a-zA-Z]+)+\b|\b[a-z]+_[a-z_]+\b"  # members, recipes
    r"|\b[A-Z][A-Z0-9]{2,}\b|\b\d+\b"  # acronyms, numbers
)


def said(rule: Rule) -> str:
    return f"{rule.summary} {rule.why} {rule.fix}"


def test_all_rules_have_a_text_in_chinese() -> None:
    assert TEXTS.keys() == RULES.keys()


def test_a_chinese_text_is_chinese_and_ends_as_a_sentence() -> None:
    wrong = {
        code: text
        for code, texts in TEXTS.items()
        for text in texts
        if not re.search("[\u4e00-\u9fff]", text) or re.search("[\u4e00-\u9fff][,;:?!]", text)
    }
    assert wrong == {}
    for code, texts in TEXTS.items():
        english = RULES[code]
        for text, other in zip(texts, (english.summary, english.why, english.fix), strict=True):
            assert text != other, code


def test_what_a_rule_names_its_chinese_text_names() -> None:
    lost: dict[str, list[str]] = {}
    for code, rule in RULES.items():
        chinese = said(in_language(rule, "zh"))
        terms = set(TERMS.findall(said(rule))) | {
            VENDORS[name] for name in VENDORS if name in said(rule)
        }
        missing = sorted(term for term in terms if term not in chinese)
        if missing:
            lost[code] = missing
    assert lost == {}


def test_codes_names_and_examples_stay() -> None:
    for rule in RULES.values():
        chinese = in_language(rule, "zh")
        assert (chinese.code, chinese.name, chinese.example) == (rule.code, rule.name, rule.example)
        assert (chinese.severity, chinese.loss, chinese.eye) == (rule.severity, rule.loss, rule.eye)


def test_a_rule_without_a_text_is_told_in_english() -> None:
    made = Rule("MG999", "made-up", "info", "none", "It is.", "So.", "x", "Nothing.")
    assert in_language(made, "zh") is made
    assert in_language(RULES["MG102"], "en") is RULES["MG102"]


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_TW.UTF-8@euro"}, "zh"),
        ({"LANG": "zh"}, "zh"),
        ({"LANG": "zh-Hans"}, "zh"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_CTYPE": "en_US.UTF-8"}, "zh"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "zh_CN:en"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LANGUAGE": "en:zh"}, "en"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "de:zh:en"}, "zh"),
        ({"LANG": "POSIX", "LANGUAGE": "zh"}, "en"),
        ({"LANGUAGE": "zh"}, "zh"),
        ({"LANG": ":::"}, "en"),
    ],
)
def test_the_language_of_an_environment(environ: dict[str, str], language: str) -> None:
    assert language_of(environ) == language


def chinese_of(code: str) -> str:
    status, out, told = called(["--lang", "zh", "rule", code])
    assert (status, told) == (0, "")
    return out.decode()


def test_a_rule_is_explained_in_the_language_asked_for() -> None:
    text = chinese_of("MG102")
    assert text == (
        "MG102 value-clamped (warning, loss: clamped)\n\n"
        "该值超出目标平台文档规定的范围，已改为最近的边界值。\n\n"
        "原因\n  同一个选项，各厂商的取值范围不同；超出范围时客户端怎么做，文档很少写明。\n\n"
        "示例\n  wx.compressImage({ quality: 0 }) -> tt.compressImage({ quality: 1 })\n\n"
        "处理\n  选择在所有要发布的厂商那里都合法的值。\n"
    )
    table = called(["--lang", "zh", "rule"])[1].decode()
    assert RULES["MG102"].summary not in table
    assert TEXTS["MG102"][0] in table


def test_long_texts_are_broken_by_the_width_of_their_characters() -> None:
    lines = chinese_of("MG528").splitlines()
    assert max(map(width, lines)) <= 88
    assert any(width(line) > 80 for line in lines)
    assert not any(line.strip()[:1] in set("。，、；：）”") for line in lines if line)
    why = "".join(line.strip() for line in lines)
    assert TEXTS["MG528"][1] in why


def test_the_language_is_that_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "zh")
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    assert TEXTS["MG102"][0] in called(["rule", "MG102"])[1].decode()
    assert RULES["MG102"].why.split()[0] in called(["--lang", "en", "rule", "MG102"])[1].decode()


def test_a_report_has_its_fixes_in_the_language_and_programs_read_english(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path_factory.mktemp("program")
    (folder / "index.js").write_text("wx.compressVideo({ src })\n", encoding="utf-8")
    monkeypatch.chdir(folder)
    words = ["port", "index.js", "--from", "wx", "--to", "my", "--check"]
    fix = TEXTS["MG401"][2]
    assert fix in called(["--lang", "zh", *words])[1].decode()
    assert RULES["MG401"].fix in called(words)[1].decode()
    called(["--lang", "zh", *words, "--report", "found.txt", "--format", "text"])
    assert fix in (folder / "found.txt").read_text(encoding="utf-8")
    for form in ("json", "sarif"):
        asked = [*words, "--format", form]
        assert called(["--lang", "zh", *asked])[1] == called(asked)[1]
    plain = json.loads(called(["--lang", "zh", "rule", "MG102", "--format", "json"])[1])
    assert plain["summary"] == RULES["MG102"].summary


def test_a_language_that_is_not_there_is_refused() -> None:
    status, _, told = called(["--lang", "fr", "rule", "MG102"])
    assert status == 2
    assert "'fr' is not one of 'auto', 'en', 'zh'" in told
