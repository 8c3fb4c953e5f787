"""A page may change every built-in object: the client's bridge looks nothing up on any of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from mediaglot.adapters.realm import engine as realm
from mediaglot.adapters.realm.page import Page
from mediaglot.canonical.engine.user import picks

Load = Callable[..., Page]

POISON = """
(function () {
  'use strict'
  const { ownKeys, getOwnPropertyDescriptor, defineProperty, getPrototypeOf } = Reflect
  const bad = (name) => function () { throw new Failure('poisoned ' + name) }
  const Failure = Error
  const iterators = [[][Symbol.iterator](), ''[Symbol.iterator](), new Map()[Symbol.iterator](),
    new Set()[Symbol.iterator](), /a/[Symbol.matchAll]('')]
  const targets = [Map, Set, WeakMap, WeakSet, Promise, RegExp, Date, Error, TypeError, RangeError,
    ArrayBuffer, DataView, Uint8Array, getPrototypeOf(Uint8Array), Number, Boolean, Symbol, BigInt,
    String, Array, async function () {}.constructor, function* () {}.constructor, Function, Object]
  const objects = [JSON, Math, Reflect]
  for (let i = 0; i < targets.length; i++) objects[objects.length] = targets[i], objects[objects.length] = targets[i].prototype
  for (let i = 0; i < iterators.length; i++) objects[objects.length] = getPrototypeOf(iterators[i])
  for (let i = 0; i < objects.length; i++) {
    const keys = ownKeys(objects[i])
    for (let j = 0; j < keys.length; j++) {
      if (keys[j] === 'prototype') continue
      const slot = getOwnPropertyDescriptor(objects[i], keys[j])
      if (!slot.configurable) continue
      if (typeof slot.value === 'function') {
        defineProperty(objects[i], keys[j], { __proto__: null, value: bad(typeof keys[j] === 'string' ? keys[j] : 'symbol'), writable: true, configurable: true })
      } else if (slot.get !== undefined) {
        defineProperty(objects[i], keys[j], { __proto__: null, get: bad(typeof keys[j] === 'string' ? keys[j] : 'symbol'), configurable: true })
      }
    }
  }
  const names = ['toJSON', 'then', 'get', 'set', 'value', 'writable', 'enumerable', 'configurable',
    'op', 't', 'now', 'files', 'id', 'page', 'where', 'problem', 'local', '$', '$bytes', 'v', 'ok',
    'missing', 'key', 'behaviors', 'run', 'has', 'ownKeys', 'construct', 'nodes', 'chars', 'is',
    'kept', 'pack', 'folder', 'recursive', 'members', 'length', 'index', 'groups', 'exports',
    '0', '1', '2', '3', '7', 'join', 'push', 'Symbol']
  for (let i = 0; i < names.length; i++) {
    if (getOwnPropertyDescriptor(Object.prototype, names[i]) === undefined) {
      defineProperty(Object.prototype, names[i], { __proto__: null, get: bad('get ' + names[i]), set: bad('set ' + names[i]), configurable: true })
    }
  }
  const globals = ['Array', 'Object', 'String', 'Error', 'TypeError', 'RangeError', 'Map', 'Set', 'Promise',
    'Proxy', 'Reflect', 'JSON', 'Math', 'Date', 'Number', 'eval', 'Function', 'Uint8Array', 'WeakSet', 'RegExp']
  for (let i = 0; i < globals.length; i++) globalThis[globals[i]] = undefined
})()
"""

PAGE = """
const other = require('./other')
const log = console.log
const bytes = new Uint8Array(3)
Page({
  data: { n: 0, list: [1, { a: 2 }], photo: '' },
  poison() { POISON },
  pick() {
    const page = this
    wx.chooseImage({ count: 2, success(res) {
      page.setData({ n: res.tempFilePaths.length, 'list[0]': { deep: [1, 2] }, 'made.up[1].x': 7, photo: 'there' })
      log('picked', res.tempFiles[0].size > 0, { a: [1, { b: 'c' }] })
      wx.getImageInfo({ src: res.tempFilePaths[0], success(info) { page.setData({ width: info.width }) } })
    } })
    wx.getImageInfo({ src: 'nowhere.jpg', fail(e) { page.setData({ why: e.errMsg }) } })
  },
  store() {
    wx.setStorageSync('a', { x: [1, 'two', null] })
    const back = wx.getStorageSync('a')
    const none = wx.getStorageSync('none')
    wx.removeStorageSync('zzz')
    this.setData({ back, none, size: wx.getStorageInfoSync().keys.length, model: wx.getSystemInfoSync().model })
  },
  file() {
    const fs = wx.getFileSystemManager()
    const root = wx.env.USER_DATA_PATH
    fs.mkdirSync(root + '/d', true)
    fs.writeFileSync(root + '/d/a.txt', 'h\\u00e9llo \\ud83d\\ude00', 'utf8')
    fs.appendFileSync(root + '/d/a.txt', '!', 'utf8')
    fs.copyFileSync(root + '/d/a.txt', root + '/d/b.txt')
    const text = fs.readFileSync(root + '/d/b.txt', 'utf8')
    const names = fs.readdirSync(root + '/d')
    const size = fs.statSync(root + '/d/a.txt').size
    fs.renameSync(root + '/d', root + '/e')
    fs.unlinkSync(root + '/e/b.txt')
    let why = ''
    try { fs.accessSync(root + '/e/b.txt') } catch (e) { why = e.errMsg }
    fs.rmdirSync(root + '/e', true)
    this.setData({ text, name: names[0] + names[1], count: names.length, size, why })
  },
  time() {
    const page = this
    setTimeout((x) => page.setData({ waited: x }), 50, 'yes')
    const id = setInterval(() => { page.setData({ ticks: 1 }); clearInterval(id) }, 10)
    wx.nextTick(() => page.setData({ next: true }))
  },
  event() {
    this.triggerEvent('done', { ok: [1] })
    wx.showToast({ title: 'hello' })
    wx.navigateTo({ url: '/pages/a' })
    const pages = getCurrentPages()
    this.setData({ pages: pages.length, can: wx.canIUse('chooseImage.object.count'), other: other.value,
      absent: wx.saveFileToDisk === undefined })
  },
  odd() {
    this.setData({ bytes, far: 1 / 0 })
    try { wx.scanCode() } catch (e) { this.setData({ refused: e.message }) }
    try { wx.cloud.init() } catch (e) { this.setData({ cloud: e.message }) }
  },
  thrower() { throw { message: 'mine', name: 'Odd' } },
})
"""

COMPONENT = """
const shared = Behavior({ data: { s: 1 }, observers: { 'n, s'(n) { this.seen = n } } })
Component({
  behaviors: [shared],
  properties: { name: { type: String, value: 'x', observer(now, before) { this.renamed = before + now } } },
  data: { n: 1 },
  methods: { poison() { POISON }, go() { this.setData({ n: 2, name: 'y' }); this.setData({ seen: this.seen, renamed: this.renamed }) } },
})
"""


def told(load: Load, source: str, handlers: list[str], *, poisoned: bool) -> Any:
    files = {"other.js": "exports.value = 'other'\n"}
    page = load(
        source.replace("POISON", POISON),
        user=[picks("cat.jpg", "dog.jpg")],
        files=files,
        strict=False,
    )
    if poisoned:
        page.call("poison")
        assert not page.program.thrown
    for name in handlers:
        page.call(name)
    return page.data, [
        (event.what, event.api, dict(event.data))
        for event in page.trace
        if event.what not in ("picked", "fetched")
    ]


HANDLERS = ["pick", "store", "file", "time", "event", "odd", "thrower"]


@pytest.mark.parametrize(("source", "handlers"), [(PAGE, HANDLERS), (COMPONENT, ["go"])])
def test_a_page_with_every_prototype_poisoned_is_told_the_same(
    load: Load, source: str, handlers: list[str]
) -> None:
    plain = told(load, source, handlers, poisoned=False)
    poisoned = told(load, source, handlers, poisoned=True)
    assert poisoned[0] == plain[0]
    for one, other in zip(plain[1], poisoned[1], strict=True):
        one[2].pop("places", None)
        other[2].pop("places", None)
        assert other == one


def test_what_the_page_of_this_test_does_is_much() -> None:
    assert len(re.findall(r"wx\.\w+|fs\.\w+", PAGE)) > 25


FORBIDDEN = {
    "for-of": r"for \((?:const|let) [^;)]* of ",
    "spread of a list": r"\[\.\.\.|[\w.]\(\.\.\.\w+\)(?! \{)",
    "a method of lists or texts": r"\.(?:map|filter|forEach\(\(\[|slice|split|join|includes|indexOf|startsWith|replace|concat|trim|sort|reduce|some|every|find|unshift|then|catch|call|apply|bind|toLowerCase|test|exec|match)\(",
    "instanceof, which asks the constructor": r"\binstanceof\b",
    "a global taken late": r"(?<![\w.])(?:new (?:Map|Set|WeakSet|Proxy|Promise|Error|TypeError|RangeError|SyntaxError|Uint8Array|Date)\b|Object\.\w+\(|Array\.\w+\(|JSON\.\w+\(|Math\.\w+\(|String\()",
}


@pytest.mark.parametrize("rule", FORBIDDEN)
def test_the_clients_script_keeps_its_own_rule(rule: str) -> None:
    folder = Path(realm.__file__).with_name("js")
    found = [
        f"{place.name}:{number}: {line.strip()}"
        for place in sorted(folder.glob("*.js"))
        if place.name != "own.js"
        for number, line in enumerate(place.read_text(encoding="utf-8").splitlines(), 1)
        if not line.lstrip().startswith(("//", "/*", "*")) and re.search(FORBIDDEN[rule], line)
    ]
    assert found == []


DRAWN = """
Page({
  data: { list: ['a', 'b'], n: 0, o: { k: [1] } },
  poison() { POISON },
  pick(e) { this.setData({ n: e.currentTarget.dataset.n, 'list[2]': 'c' }) },
})
"""
DRAWN_TEMPLATE = """<template name="t"><text>{{x}}</text></template>
<view wx:for="{{list}}" wx:key="*this" class="a b" data-n="{{index + 1}}" bindtap="pick">{{item}}{{o.k[0]}}</view>
<template is="t" data="{{x: n, ...o}}"/><part v="{{n}}"/><input value="{{n}}"/><view wx:if="{{n > 1}}">more</view>"""


def test_a_poisoned_page_is_drawn_and_touched(load: Load) -> None:
    files = {
        "page.wxml": DRAWN_TEMPLATE, "page.json": '{"usingComponents": {"part": "part"}}',
        "part.js": "Component({ properties: { v: Number } })", "part.wxml": "<text>part {{v}}</text>",
    }  # fmt: skip
    page = load(DRAWN.replace("POISON", POISON), files=files)
    page.call("poison")
    page.find(".b").nth(1).tap()
    assert page.tree.words() == "a1 b1 c1 2 part 2 more"
