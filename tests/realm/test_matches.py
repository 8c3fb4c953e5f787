"""What a script reads of the last match of a pattern, as in clients' engines: `RegExp.$1`."""

from __future__ import annotations

from pathlib import Path

import pytest
from jsenv import run_json

pytest.importorskip("quickjs")
from mediaglot.adapters.realm.host import Host

READ = "[RegExp.$1, RegExp.$2, RegExp['$&'], RegExp.lastMatch, RegExp.lastParen, RegExp['$+'], RegExp.input, RegExp.$_, "
READ += "RegExp['$`'], RegExp.leftContext, RegExp[\"$'\"], RegExp.rightContext]"
MATCHES = {
    "test": "/a(b)/.test('xaby')",
    "exec": "/(a)(b)?/.exec('xay')",
    "match": "'xabab'.match(/a(b)/)",
    "match of all": "'xabacz'.match(/a(.)/g)",
    "replace": "'ppqq'.replace(/(q)/g, (it) => it)",
    "split": "'a-b'.split(/(-)/)",
    "search": "'a-b'.search(/(b)/)",
    "none after one": "/(a)/.test('a'); /(c)/.test('b')",
    "without groups": "/b/.test('abc')",
    "a pattern that is made": "new RegExp('(M+)').test('MM-dd')",
}


@pytest.mark.parametrize("case", MATCHES)
def test_the_last_match_is_kept(case: str, tmp_path: Path) -> None:
    body = f"{MATCHES[case]}; const read = {READ};"
    page = tmp_path / "page.js"
    page.write_text(f"Page({{ data: {{}}, onLoad() {{ {body} this.setData({{ read }}) }} }})")
    with Host("wx") as host:
        wanted = run_json(f"{body} process.stdout.write(JSON.stringify(read));", None)
        assert host.load(page).data["read"] == wanted


def test_dates_are_written_as_programs_do(tmp_path: Path) -> None:
    page = tmp_path / "page.js"
    page.write_text(
        """function write(form) {
  const parts = { "M+": 2, "d+": 13 };
  if (/(y+)/.test(form)) form = form.replace(RegExp.$1, "2025".substr(4 - RegExp.$1.length));
  for (const k in parts) if (new RegExp("(" + k + ")").test(form))
    form = form.replace(RegExp.$1, RegExp.$1.length == 1 ? parts[k] : ("00" + parts[k]).substr(("" + parts[k]).length));
  return form;
}
Page({ data: {}, onLoad() { this.setData({ day: write("yyyy-MM-dd"), short: write("yy/M/d") }) } })
"""
    )
    with Host("my") as host:
        assert host.load(page).data == {"day": "2025-02-13", "short": "25/2/13"}


def test_what_a_script_sets_is_nothing(tmp_path: Path) -> None:
    page = tmp_path / "page.js"
    page.write_text("/(a)/.test('a'); RegExp.$1 = 'z'; Page({ data: { it: RegExp.$1 } })")
    with Host("tt") as host:
        assert host.load(page).data == {"it": "a"}
