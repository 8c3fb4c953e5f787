// One Node.js contestant of bench_port.
//
//   node port.mjs PARSER TREE
//
// One run for every line on standard input: walk, read, filter, parse, rename `wx.x` to `my.x`.

import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const require = createRequire(import.meta.url)
const [parser, tree] = process.argv.slice(2)

function* walk(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === 'node_modules' || entry.name === 'miniprogram_npm') continue
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* walk(path)
    else if (/\.(m?js|cjs|jsx|tsx?)$/.test(entry.name) && !entry.name.endsWith('.d.ts')) yield path
  }
}

// every member expression whose object is the identifier wx, whatever the tree looks like
function visit(node, found) {
  if (!node || typeof node !== 'object') return
  if (Array.isArray(node)) {
    for (const item of node) visit(item, found)
    return
  }
  if (node.type === 'MemberExpression' && node.object.type === 'Identifier') {
    const name = node.object.name ?? node.object.value
    if (name === 'wx') found.push(node.object)
  }
  for (const key in node) {
    if (key !== 'loc' && key !== 'span' && key !== 'comments') visit(node[key], found)
  }
}

function edited(MagicString, code, spots) {
  const text = new MagicString(code)
  for (const [start, end] of spots) text.overwrite(start, end, 'my')
  return text.toString()
}

const PARSERS = {
  babel() {
    const { parse } = require('@babel/parser')
    const MagicString = require('magic-string').default
    const options = {
      sourceType: 'unambiguous', errorRecovery: true, allowReturnOutsideFunction: true,
      plugins: ['jsx'],
    }
    return (code) => {
      const found = []
      visit(parse(code, options).program, found)
      return edited(MagicString, code, found.map((node) => [node.start, node.end]))
    }
  },
  oxc() {
    const { parseSync } = require('oxc-parser')
    const MagicString = require('magic-string').default
    return (code, path) => {
      const found = []
      visit(parseSync(path, code).program, found)
      return edited(MagicString, code, found.map((node) => [node.start, node.end]))
    }
  },
  swc() {
    const { parseSync } = require('@swc/core')
    const MagicString = require('magic-string').default
    return (code) => {
      const found = []
      // its positions are UTF-8 bytes, counted on over all files: edit the bytes' own string
      const bytes = Buffer.from(code).toString('latin1')
      const root = parseSync(code, { syntax: 'ecmascript', jsx: true })
      visit(root.body, found)
      const base = root.span.start - firstToken(bytes)
      const spots = found.map((node) => [node.span.start - base, node.span.end - base])
      return Buffer.from(edited(MagicString, bytes, spots), 'latin1').toString()
    }
  },
  jscodeshift() {
    const shift = require('jscodeshift').withParser('babel')
    return (code) => {
      const root = shift(code)
      root
        .find(shift.MemberExpression, { object: { type: 'Identifier', name: 'wx' } })
        .forEach((path) => { path.node.object.name = 'my' })
      return root.toSource()
    }
  },
}

// swc's module starts at its first token: leave white space and comments out
function firstToken(text) {
  const skipped = /^(?:\s|\/\/[^\n]*|\/\*[^]*?\*\/)*/.exec(text)
  return skipped[0].length
}

const rename = PARSERS[parser]()
for await (const _ of createInterface({ input: process.stdin })) {
  const begin = performance.now()
  let files = 0
  let failed = 0
  for (const path of walk(tree)) {
    const code = readFileSync(path, 'utf8')
    if (!code.includes('wx')) continue
    try {
      if (rename(code, path) !== code) files += 1
    } catch {
      failed += 1
    }
  }
  console.log(JSON.stringify({ seconds: (performance.now() - begin) / 1000, files, failed }))
}
