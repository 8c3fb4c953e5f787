"""Ported components do what the original does: on WeChat by its own published framework, on Alipay
and Feishu by models of their documented rules (`models.js`), under changes from above and below."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import attrs
import mediaglot as mg
import pytest
from jsenv import node, packages
from mediaglot.adapters.source.components.helper import generate_components

MODELS = Path(__file__).parent / "models.js"
VENDORS = ("wx", "my", "tt")


@attrs.frozen
class Case:
    """A component, what its parent passes and listens for, and what happens to it."""

    read: str
    code: str
    given: dict[str, Any]
    told: Sequence[str]
    steps: Sequence[Sequence[Any]]
    apart: frozenset[str] = frozenset()
    """Targets that a finding says cannot keep it."""


CASES = {
    "life, properties, data": Case(
        "wx",
        """
Component({
  properties: { title: String, count: { type: Number, value: 3 }, list: Array, on: Boolean, any: null, box: Object },
  data: { n: 1, inner: { a: [1] } },
  lifetimes: {
    created() { log('created') },
    attached() { log('attached', this.data.title, this.properties.count); this.setData({ n: 2 }) },
    ready() { log('ready', this.data.n) },
    detached() { log('detached') },
  },
  attached() { log('never') },
  methods: { tap() { this.setData({ 'inner.a[1]': 5, n: this.data.n + 1 }); log(this.data.n, this.data.inner) } },
})
""",
        {"title": "a", "count": 4, "on": False},
        [],
        [["call", "tap"], ["update", {"title": "b"}], ["update", {"count": "7", "on": 1}],
         ["call", "tap"], ["remove"]],
    ),
    "observers of paths and of properties": Case(
        "wx",
        """
Component({
  properties: {
    title: { type: String, observer: 'titled' },
    count: { type: Number, value: 3, observer(now, before) { log('count', before, now) } },
  },
  data: { n: 1, inner: { a: [1] }, sum: 0 },
  observers: {
    'title, n'(title, n) { log('title,n', title, n) },
    'inner.**'(inner) { log('inner', inner) },
    'inner.a[0]'(first) { log('first', first) },
    n(n) { if (n < 5) this.setData({ sum: n }) },
    sum(sum) { log('sum', sum) },
  },
  attached() { log('attached'); this.setData({ n: 2 }) },
  methods: {
    titled(now, before) { log('titled', before, now) },
    tap() { this.setData({ count: this.data.count + 1, 'inner.a[0]': 5 }) },
    same() { this.setData({ n: this.data.n }) },
  },
})
""",
        {"title": "a", "count": 4},
        [],
        [["call", "tap"], ["update", {"title": "b"}], ["call", "same"], ["update", {"count": 9, "title": "c"}]],
    ),
    "what it tells its parent": Case(
        "wx",
        """
Component({
  properties: { n: Number },
  methods: {
    tap() { this.triggerEvent('my-pick', { n: this.data.n }); this.triggerEvent('change', 5); this.triggerEvent('none', 1) },
    later() { const that = this; that.triggerEvent('change', [1, 2], {}) },
    named(name) { this.triggerEvent(name, 'x') },
  },
})
""",
        {"n": 2},
        ["my-pick", "change"],
        [["call", "tap"], ["call", "later"], ["call", "named", "change"], ["call", "named", "my-pick"]],
    ),
    "behaviours in behaviours": Case(
        "wx",
        """
const deep = Behavior({
  properties: { deep: { type: String, value: 'd', observer(now) { log('deep is', now) } } },
  data: { o: { x: 1 }, z: 1 },
  attached() { log('deep attached') },
  methods: { who() { return 'deep' }, deepOnly() { log('deepOnly', this.who()) } },
})
const base = Behavior({
  behaviors: [deep], data: { o: { y: 2 }, z: 2 },
  observers: { z(z) { log('base z', z) } },
  lifetimes: { attached() { log('base attached') } },
  methods: { who() { return 'base' } },
})
Component({
  behaviors: [base, deep],
  data: { o: { w: 3 } },
  observers: { z(z) { log('own z', z) } },
  attached: function () { log('own attached', this.data.o) },
  methods: { go() { this.setData({ z: 7 }); this.deepOnly() } },
})
""",
        {"deep": "d"},
        [],
        [["call", "go"], ["update", {"deep": "e"}]],
    ),
    "a behaviour that changes the definition": Case(
        "wx",
        """
const computed = Behavior({
  definitionFilter(definition) {
    definition.data = Object.assign({ doubled: 0 }, definition.data)
    definition.observers = Object.assign({ n(n) { this.setData({ doubled: n * 2 }) } }, definition.observers)
  },
})
Component({ behaviors: [computed], properties: { n: Number }, methods: {} })
""",
        {"n": 2},
        [],
        [["update", {"n": 5}]],
    ),
    "what becomes of the page": Case(
        "wx",
        """
Component({
  data: { on: 0 },
  pageLifetimes: { show() { this.setData({ on: 1 }); log('show') }, hide() { this.setData({ on: 0 }); log('hide') } },
  methods: {},
})
""",
        {},
        [],
        [["page", "show"], ["page", "hide"], ["page", "show"]],
        frozenset({"tt"}),
    ),
    "put together out of sight": Case(
        "wx",
        """
function make(options) {
  const given = { properties: options.props, data: options.data, methods: options.methods }
  if (options.mounted) given.attached = options.mounted
  Component(given)
}
make({ props: { a: Number }, data: { b: 1 }, mounted() { log('mounted', this.data.a) }, methods: { go() { this.setData({ b: 2 }) } } })
""",
        {"a": 1},
        [],
        [["call", "go"], ["update", {"a": 2}]],
    ),
    "properties apart from the data": Case(
        "my",
        """
Component({
  mixins: [{ didMount() { log('mixed mount') }, data: { m: 1 } }],
  props: { title: 'x', count: 1, list: [], onPick: () => {}, flag: false, none: null },
  data: { n: 0, arr: [1, 2] },
  onInit() { log('init', this.props.title); this.setData({ n: 1 }) },
  deriveDataFromProps(next) {
    log('derive', this.props.count, next.count)
    if (next.count !== this.props.count) this.setData({ n: next.count * 10 })
  },
  didMount() { log('mount', this.props.title, this.data.n) },
  didUpdate(props, data) { log('update', props.count, this.props.count, data.n, this.data.n) },
  didUnmount() { log('unmount') },
  methods: {
    pick() { this.props.onPick({ count: this.props.count }); if (this.props.onOther) this.props.onOther(1) },
    inc() { this.setData({ n: this.data.n + 1 }) },
    many() { const { onPick, title } = this.props; onPick && onPick(title) },
  },
})
""",
        {"title": "t", "count": 2},
        ["pick"],
        [["call", "pick"], ["call", "inc"], ["update", {"title": "t", "count": 5}], ["call", "many"], ["remove"]],
    ),
    "lifetimes and observers that are asked for": Case(
        "my",
        """
Component({
  options: { observers: true, lifetimes: true },
  props: { a: 1 },
  data: { b: 1 },
  lifetimes: { attached() { log('attached'); this.setData({ b: 2 }) }, detached() { log('detached') } },
  observers: { 'b'(b) { log('b', b) } },
  methods: { go() { this.setData({ b: 3 }) } },
})
""",
        {"a": 2},
        [],
        [["call", "go"], ["remove"]],
    ),
    "and that are not": Case(
        "my",
        """
Component({
  data: { b: 1 },
  lifetimes: { attached() { log('attached') } },
  observers: { 'b'(b) { log('b', b) } },
  methods: { go() { this.setData({ b: 3 }) } },
})
""",
        {},
        [],
        [["call", "go"]],
    ),
    "Feishu's own": Case(
        "tt",
        """
Component({
  properties: { title: String, n: { type: Number, value: 1, observer(now, before) { log('n', before, now) } } },
  data: { m: 0 },
  created() { log('created') },
  attached() { log('attached', this.data.n) },
  methods: { go() { this.setData({ m: 1 }); this.triggerEvent('went', { m: this.data.m }) } },
})
""",
        {"title": "a", "n": 1},
        ["went"],
        [["call", "go"], ["update", {"n": 5}], ["remove"]],
    ),
}  # fmt: skip


def play(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What each of them did, by the model of its vendor."""
    done = subprocess.run(
        [str(node()), str(MODELS)],
        input=json.dumps(items),
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
        env={"NODE_PATH": str(packages())},
    )
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def item(case: Case, vendor: str, code: str, helper: str = "") -> dict[str, Any]:
    """One run of a component."""
    return {"vendor": vendor, "code": code, "helper": helper, "given": case.given,
            "told": list(case.told), "steps": list(case.steps)}  # fmt: skip


def seen(run: dict[str, Any], names: set[str]) -> list[dict[str, Any]]:
    """What a template could show after each step, of the names that the original has."""
    return [{key: value for key, value in shown.items() if key in names} for shown in run["shown"]]


@pytest.mark.node
@pytest.mark.parametrize("name", CASES)
def test_a_ported_component_does_the_same(name: str) -> None:
    case = CASES[name]
    targets = [vendor for vendor in VENDORS if vendor not in (case.read, *case.apart)]
    items = [item(case, case.read, case.code)]
    for target in targets:
        done = mg.port(case.code, read=case.read, write=target, name="c.js")
        assert not done.blockers, (target, done.blockers)
        items.append(item(case, target, done.code, generate_components(case.read, target)))
    original, *others = play(items)
    assert "error" not in original, original
    names = {key for shown in original["shown"] for key in shown if not key.startswith("on")}
    names |= {"on"} & set(original["shown"][0])
    for target, found in zip(targets, others, strict=True):
        assert "error" not in found, (target, found)
        assert found["log"] == original["log"], target
        assert seen(found, names) == seen(original, names), target


@pytest.mark.node
def test_what_a_target_cannot_keep_is_told() -> None:
    for case in CASES.values():
        for target in case.apart:
            assert mg.port(case.code, read=case.read, write=target).verdict == "blocked"
