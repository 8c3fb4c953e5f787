"""What properties are before anybody passes anything: what the definition says, of whatever type."""

from __future__ import annotations

from pathlib import Path

import pytest
from mediaglot.adapters.source.pages.parts import PARTS
from mediaglot.adapters.source.tree import output
from mediaglot.adapters.source.tree.port import port_tree

pytest.importorskip("quickjs")
from mediaglot.adapters.realm.host import Host

PART = """Component({
  properties: {
    most: { type: Number, value: Infinity }, text: { type: String, value: {} },
    list: { type: Array, value: "none" }, on: { type: Boolean, value: "yes" },
    count: { type: Number, value: "7" }, some: { type: Object, value: [1] },
    any: { type: null, value: 3 }, plain: Number,
  },
  data: { seen: "" },
  lifetimes: { attached() { this.look() } },
  methods: { look() {
    const { most, text, list, on, count, some, any, plain } = this.data;
    this.setData({ seen: [most > 1e9, typeof text, typeof list, typeof on, typeof count,
      Array.isArray(some), any, plain].join(" ") });
  } },
})
"""
TAGS = {
    "nobody passes any": ("<my-part/>", "true object string string string true 3 0"),
    # as the client's published component framework takes them
    "all are passed, of another type": (
        (
            '<my-part most="{{\'x\'}}" text="{{1}}" list="{{\'x\'}}" on="{{0}}" count="{{\'8\'}}" '
            'some="{{\'x\'}}" any="{{4}}" plain="{{\'x\'}}"/>'
        ),
        "false string object boolean number false 4 0",
    ),
}  # fmt: skip


@pytest.mark.parametrize("write", ["tt", "my", "wx"])
@pytest.mark.parametrize("case", TAGS)
def test_first_values_are_as_on_wechat(case: str, write: str, tmp_path: Path) -> None:
    tag, seen = TAGS[case]
    source = tmp_path / "app"
    source.mkdir()
    for name, text in {
        "app.json": '{"pages": ["page"]}', "app.js": "App({})", "page.js": "Page({})",
        "page.json": '{"usingComponents": {"my-part": "/part"}}', "page.wxml": tag,
        "part.json": '{"component": true}', "part.wxml": "<text>{{seen}}</text>", "part.js": PART,
    }.items():  # fmt: skip
        (source / name).write_text(text)
    place = source
    if write != "wx":
        place = tmp_path / "out"
        output.write_tree(port_tree(source, read="wx", write=write, parts=PARTS), source, place)
    with Host(write) as host:
        page = host.open_program(place)
        assert page.text == seen
