"""Components that are written as classes: what is a key of them, and what is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from mediaglot.adapters.source.components.classes import class_definitions
from mediaglot.adapters.source.pages.parts import PARTS
from mediaglot.adapters.source.syntax.parsed import parse
from mediaglot.adapters.source.tree.port import port_tree

CODE = """\
import { component } from './made'
export class A extends Base {
  externalClasses = ['x-class'];
  static relations = {};
  'observers' = { a() {} };
  [made] = 1;
  behaviors = ['wx://component-export'];
  bare;
  constructor() {
    super();
    this.relations = { '../b/b': {} }, this.options = {}, other.lifetimes = 1;
    this[made] = 1;
    if (a) this.properties = {}, this.behaviors = b ? ['wx://other'] : [];
    that.data = {};
  }
  methods() { this.data = {} }
  pageLifetimes = { show() {}, resize() { a() } };
}
component(A)
const B = class { relations = { b: {} } }, C = 3, D = (class { data = {} });
if (x) { class E { relations = {} } }
export default class { options = {} }
class F {}
"""


def test_the_keys_of_a_class() -> None:
    data = CODE.encode()
    found = class_definitions(parse(data, data, 0, "javascript"))
    told = [
        (
            item.name.text.decode().partition("{")[0].strip() if item.name.text else "",
            [f"{entry.key.start_point[0] + 1} {name}" for name, entry in item.entries.items()],
            item.whole,
        )
        for item in found
    ]
    assert told == [
        ("A", ["3 externalClasses", "11 relations", "5 observers", "7 behaviors", "8 bare",
               "11 options", "17 pageLifetimes"], False),
        ("class", ["20 relations"], False),
        ("class", ["20 data"], False),
        ("class", ["22 options"], False),
        ("F", [], False),
    ]  # fmt: skip
    entries = found[0].entries
    values = {name: entry.value.text for name, entry in entries.items() if entry.value is not None}
    assert values["relations"] == b"{ '../b/b': {} }"
    assert values["externalClasses"] == b"['x-class']"
    assert "bare" not in values


@pytest.mark.parametrize(
    ("write", "told"),
    [
        ("tt", [
            "3:3 MG531 components have no externalClasses on Feishu",
            "7:16 MG541 Feishu has no wx://component-export, a behaviour of WeChat's own",
            "11:10 MG541 components have no relations on Feishu",
            "13:56 MG541 Feishu has no wx://other, a behaviour of WeChat's own",
            "17:32 MG541 components have no pageLifetimes.resize on Feishu",
            "20:19 MG541 components have no relations on Feishu",
        ]),
        ("my", [
            "7:16 MG541 Alipay has no wx://component-export, a behaviour of WeChat's own",
            "13:56 MG541 Alipay has no wx://other, a behaviour of WeChat's own",
        ]),
    ],
)  # fmt: skip
def test_what_a_component_s_class_says_that_the_target_has_not(
    write: str, told: list[str], tmp_path: Path
) -> None:
    files = {
        "app.json": '{"pages":["p/p"]}', "p/p.js": "Page({})", "p/p.wxml": "<view/>",
        "p/p.json": '{"usingComponents":{"c":"/c/c"}}', "c/c.json": '{"component":true}',
        "c/c.wxml": "<view/>", "c/c.js": CODE, "util.js": CODE,
    }  # fmt: skip
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    found = {file.name: file.findings for file in port_tree(tmp_path, read="wx", write=write).files}
    lines = {
        name: [
            f"{item.line}:{item.column} {item.code} {item.diagnostic.message}" for item in findings
        ]
        for name, findings in found.items()
    }
    assert lines["c/c.js"] == told
    assert lines["util.js"] == [line for line in told if "wx://" in line]  # nobody says what it is


def test_what_a_class_asks_its_component_for_is_told(tmp_path: Path) -> None:
    files = {
        "app.json": '{"pages":["p/p"]}', "p/p.js": "Page({})", "p/p.wxml": "<view/>",
        "p/p.json": '{"usingComponents":{"c":"/c/c"}}', "c/c.json": '{"component":true}',
        "c/c.wxml": "<view/>",
        "c/c.js": "let A = class extends B { constructor() { super(); this.methods = {\n"
        "owner() { return this.selectOwnerComponent() }, animate() { this.animate() } } } }\n"
        "A = made()(A)",
    }  # fmt: skip
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    found = {file.name: file for file in port_tree(tmp_path, read="wx", write="tt").files}
    told = [(item.line, item.diagnostic.message) for item in found["c/c.js"].findings]
    assert told == [(2, "no source says that instances have selectOwnerComponent on Feishu")]


@pytest.mark.parametrize(
    ("options", "loss"), [("{}", "unknown"), ("{ multipleSlots: true }", "none")]
)
def test_names_of_slots_of_a_class_may_not_count(options: str, loss: str, tmp_path: Path) -> None:
    files = {
        "app.json": '{"pages":["p/p"]}', "p/p.js": "Page({})", "p/p.wxml": "<view/>",
        "p/p.json": '{"usingComponents":{"c":"/c/c"}}', "c/c.json": '{"component":true}',
        "c/c.wxml": '<slot name="head"/><view><slot/></view>',
        "c/c.js": f"class A extends B {{ options = {options}; relations = {{}} }}\nmade(A)",
    }  # fmt: skip
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    done = port_tree(tmp_path, read="wx", write="my", parts=PARTS)
    found = {file.name: file for file in done.files}
    told = [it.diagnostic.loss for it in found["c/c.wxml"].findings if it.code == "MG728"]
    assert told == ([] if loss == "none" else [loss])
