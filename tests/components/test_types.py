"""Ported definitions in TypeScript, checked against the target's own typings, strictly."""

from __future__ import annotations

from pathlib import Path

import jsenv
import mediaglot as mg
import pytest
from mediaglot.adapters.source.components.helper import FUNCTIONS, declarations_of_components

SOURCES = {
    "wx": """
interface Said { id: number }
export const shared = Behavior({ data: { a: 1 } })
Component<{ n: number }, { title: StringConstructor }, { tap(): void }, []>({
  properties: { title: String },
  data: { n: 0 },
  lifetimes: { attached() { this.setData({ n: 1 }) } },
  methods: { tap() { const said: Said = { id: this.data.n }; this.triggerEvent('pick', said) } },
})
Page({
  data: { list: [] as number[] },
  onLoad() { this.data.list.push(1); const it: any = this.selectComponent('#a'); it.go() },
  tap(e: any) { this.setData({ list: [e.target.dataset.id as number] }) },
})
export {}
""",
    "my": """
Component({
  props: { title: '', onPick: (id: number): void => { void id } },
  data: { n: 0 },
  methods: { tap(): void { this.props.onPick(this.data.n) } },
})
export {}
""",
}


GLOBALS = {"my": '/// <reference types="@mini-types/global" />\n'}
"""Where the typings of pages and components are apart from those of the namespace."""


def checked(files: dict[str, str], vendor: str, folder: Path) -> list[str]:
    folder.mkdir()
    lead = GLOBALS.get(vendor, "")
    return jsenv.type_check({name: lead + text for name, text in files.items()}, vendor, folder)


@pytest.mark.slow
@pytest.mark.node
@pytest.mark.parametrize(("read", "write"), [("wx", "my"), ("my", "wx")])
def test_ported_definitions_pass_strict(read: str, write: str, tmp_path: Path) -> None:
    code = SOURCES[read]
    done = mg.port(code, read=read, write=write, name="a.ts")
    assert "mediaglot-components" in done.code
    assert not checked({"a.ts": code}, read, tmp_path / "before")
    files = {"a.ts": done.code, "mediaglot-components.d.ts": declarations_of_components(FUNCTIONS)}
    found = checked(files, write, tmp_path / "after")
    assert not found, (found, done.code)
