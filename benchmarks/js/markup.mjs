// Mpx's contestant of bench_markup: its template compiler, as its loader of native pages calls it.
//
//   node markup.mjs TREE
//
// One run for every line on standard input: read each template of the tree, parse it by the rules
// of WeChat and Alipay, write it anew. What it warns of is counted, as its loader would tell it.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const require = createRequire(import.meta.url)
const compiler = require('@mpxjs/webpack-plugin/lib/template-compiler/compiler')

function* walk(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* walk(path)
    else if (entry.name.endsWith('.wxml')) yield path
  }
}

// what its loader takes from the configuration beside a template
function components(path) {
  const config = path.replace(/\.wxml$/, '.json')
  const names = existsSync(config) ? JSON.parse(readFileSync(config, 'utf8')).usingComponents : {}
  return Object.fromEntries(Object.keys(names ?? {}).map((name) => [name, { mid: name, hasVirtualHost: false }]))
}

function compiled(path) {
  let told = 0
  const tell = () => { told += 1 }
  const used = components(path)
  const { root } = compiler.parse(readFileSync(path, 'utf8'), {
    warn: tell,
    error: tell,
    isNative: true,
    ctorType: 'page',
    mode: 'ali',
    srcMode: 'wx',
    env: '',
    defs: {},
    externalClasses: [],
    moduleId: 'm00000000',
    usingComponentsInfo: used,
    originalUsingComponents: Object.keys(used),
    globalComponents: [],
    filePath: path,
  })
  return { text: compiler.serialize(root), told }
}

for await (const _ of createInterface({ input: process.stdin })) {
  const begin = process.cpuUsage()
  let files = 0
  let told = 0
  let size = 0
  let failed = 0
  for (const path of walk(process.argv[2])) {
    files += 1
    try {
      const found = compiled(path)
      told += found.told
      size += found.text.length
    } catch {
      failed += 1
    }
  }
  const { user, system } = process.cpuUsage(begin)
  console.log(JSON.stringify({ seconds: (user + system) / 1e6, files, told, size, failed }))
}
