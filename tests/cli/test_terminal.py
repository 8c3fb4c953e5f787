"""What strangers say is shown, and moves no terminal's cursor."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mediaglot.adapters.cli.main import main
from mediaglot.adapters.cli.output import json_text, say, table
from mediaglot.adapters.source.common.outcome import Style
from mediaglot.adapters.source.common.pair import pair
from mediaglot.adapters.source.reports.report import finding_lines
from mediaglot.adapters.source.script.port import port_bytes
from mediaglot.adapters.system.columns import broken, cut, fitted, width

EVIL = "\x1b[2J\x9b31m\u202e\x07\ud800ok 中文"
SAFE = r"\x1b[2J\x9b31m\u202e\x07\ud800ok 中文"


def test_lines_tables_and_json_escape_what_cannot_be_printed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    say(f"{EVIL}\nnext")
    assert capsys.readouterr().out == f"{SAFE}\nnext\n"
    table(["a"], [[EVIL]])
    assert SAFE in capsys.readouterr().out
    text = json_text({"a": [EVIL, "\n"]}, 2)
    assert all(char.isprintable() or char == "\n" for char in text)
    assert json.loads(text) == {"a": [EVIL, "\n"]}
    assert "中文" in text


@pytest.mark.parametrize("form", ["text", "json"])
def test_what_a_page_throws_logs_and_holds_is_escaped(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("quickjs")
    said = "\\x1b[2J\\x9b31m\\u202e\\x07ok"
    page = tmp_path / "page.js"
    page.write_text(
        f"Page({{ data: {{ a: '{said}' }},\n"
        f"go() {{ console.log('{said}'); throw new Error('{said}') }} }})",
        encoding="utf-8",
    )
    words = ["--color", "always", "run", str(page), "--client", "wx", "--call", "go"]
    assert main([*words, "--format", form]) == 1
    out, err = capsys.readouterr()
    for text in (out, err.replace("\x1b[31m", "").replace("\x1b[1m", "").replace("\x1b[0m", "")):
        assert all(char.isprintable() or char == "\n" for char in text)
    assert "ok" in out


def test_an_error_is_one_line_without_control_characters(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a\x1b[2J\u202e\nb.toml"
    file.write_text("=", encoding="utf-8")
    assert main(["scenario", "check", str(file)]) == 2
    err = capsys.readouterr().err.replace("\x1b[31m\x1b[1m", "").replace("\x1b[0m", "")
    assert err.count("\n") == 1
    assert all(char.isprintable() or char == "\n" for char in err)


@pytest.mark.parametrize("columns", [60, 120])
def test_an_error_fits_the_terminal_and_breaks_no_word(
    columns: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    words = ["compare", "wx", "zebra"]
    assert main(words) == 2
    plain = capsys.readouterr().err
    assert plain.count("\n") == 1
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert main(["--color", "never", *words]) == 2
    told = capsys.readouterr().err.replace("\x1b[31m\x1b[1m", "").replace("\x1b[0m", "")
    lines = told.rstrip("\n").split("\n")
    assert all(len(line) <= columns for line in lines)
    assert " ".join(told.split()) == " ".join(plain.split())
    assert len(lines) > len(plain) // columns


@given(st.text("ab 中。（）é\u0301\x1b", max_size=60), st.integers(4, 30))
def test_fitted_lines_have_every_word_in_order(text: str, columns: int) -> None:
    text = text.replace("\x1b", "\x1b[1m")
    lines = [*fitted(text, columns, "> ", "  ")]
    assert lines[0].startswith("> ".rstrip())
    assert "".join("".join(lines).removeprefix(">").split()) == "".join(text.split())
    words = re.findall(
        r"[“（《]*(?:[!-~]+|[^!-~])[。，、；：？！”）》…]*", text.replace("\x1b[1m", "")
    )
    longest = max(map(width, words), default=0)
    assert all(width(line) <= max(columns, longest + 2) for line in lines)


LONG = "    wx.chooseImage({ title: '照片', " + "x: 1, " * 60 + "count: 99 }) // 好 " + "y" * 90


@pytest.mark.parametrize("columns", [60, 120])
@pytest.mark.parametrize("source", [LONG, "\t\t" + LONG.replace("    ", "\t"), "wx.scanItem()"])
def test_findings_fit_the_terminal_and_point_to_their_place(source: str, columns: int) -> None:
    findings = port_bytes(source.encode(), "a.js", pair("wx", "my"), Style()).findings
    assert findings
    for item in findings:
        lines = [*finding_lines(item, columns=columns)]
        assert all(width(line) <= columns for line in lines)
        whole = [*finding_lines(item)]
        assert " ".join(" ".join(lines).split()).startswith(whole[0])
        code, carets = next(
            (one, two) for one, two in pairwise(lines) if two.lstrip(" |").startswith("^")
        )
        before = len(carets) - len(carets.lstrip(" |"))
        pointed = next(code[at:] for at in range(len(code)) if width(code[:at]) == before)
        assert pointed.startswith(source[item.column - 1 :][:6])


def test_a_line_is_cut_and_broken_by_the_columns_it_takes() -> None:
    text = "ab 中文字cd"
    assert cut(text, 6) == "ab 中…"
    assert cut(text, 7) == "ab 中… "
    assert cut("ab", 4) == "ab  "
    assert [*broken(text, 6, pad="  ")] == ["ab 中", "  文字", "  cd"]
    assert [*broken("", 6)] == [""]
    assert [*broken("中", 1)] == ["中"]


@pytest.mark.parametrize(("more", "cut_off"), [(0, False), (1, True)])
def test_a_line_as_wide_as_the_terminal_is_shown_whole(more: int, cut_off: bool) -> None:
    columns, room = 60, 60 - len("    1 | ")
    code = "wx.editImage({ a })".ljust(room - 2 + more, ";") + "//"
    done = port_bytes(code.encode(), "a.js", pair("wx", "my"), Style())
    lines = list(finding_lines(done.findings[0], columns=columns))
    quoted = next(line for line in lines if "wx.editImage({" in line and "|" in line)
    assert ("…" in quoted) is cut_off
    assert width(quoted) in (columns - cut_off, columns)
