// Alipay chooseImage replies, JSON Lines in, WeChat-shaped JSON Lines out, as JavaScript does it.
//
//   node messages.mjs CASE FILE     then a line on standard input for every run wanted
//
// Each run answers with one JSON line: seconds, and how many bytes were made. `parse` only parses;
// `hand` is a mapping written by hand; `taro` and `uni` are the success callbacks that the real
// packages put around the user's own, caught by a `my` that keeps what it was called with.

import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire, register } from 'node:module'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'

const [name, file, out] = process.argv.slice(2)
const require = createRequire(import.meta.url)
const CHUNK = 256 * 1024

/** Make a fake `my`, run `start(my)`, and return the callback that ends in `deliver`. */
async function caught(start, deliver) {
  let callback
  globalThis.my = {
    chooseImage: (options) => void (callback = options.success),
    canIUse: () => false,
    getSystemInfoSync: () => ({ language: 'en' }),
  }
  const api = await start(globalThis.my)
  api.chooseImage({ success: deliver })
  return callback
}

const href = (path) => pathToFileURL(require.resolve(path)).href
const load = (path) => import(href(path))

// The builds of both define these, and uni-app's takes its own Vue for `vue`.
globalThis.getApp = globalThis.getCurrentPages = () => []
const vue = { url: href('@dcloudio/uni-mp-vue/dist/vue.runtime.esm.js'), shortCircuit: true }
const hook = `export const resolve = (name, context, next) =>
  name === 'vue' ? ${JSON.stringify(vue)} : next(name, context)`
register(`data:text/javascript,${encodeURIComponent(hook)}`)

const MAPPINGS = {
  hand: (deliver) => (reply) =>
    deliver({
      tempFilePaths: reply.tempFilePaths ?? reply.apFilePaths,
      tempFiles: reply.tempFiles
        ? reply.tempFiles.map((file) => ({ path: file.path, size: file.size }))
        : reply.apFilePaths.map((path) => ({ path })),
      errMsg: 'chooseImage:ok',
    }),
  taro: (deliver) =>
    caught(async () => {
      Object.defineProperty(globalThis, 'navigator', { configurable: true, value: {} })
      const hooks = require('@tarojs/shared').hooks
      await load('@tarojs/plugin-platform-alipay/dist/runtime.js')
      // of the core package; a request pipeline that no media call goes through
      const Link = class { request() {} addInterceptor() {} cleanInterceptors() {} }
      const taro = { Link, options: {} }
      hooks.call('initNativeApi', taro)
      return taro
    }, deliver),
  uni: (deliver) =>
    caught(async () => (await load('@dcloudio/uni-mp-alipay/dist/uni.api.esm.js')).default, deliver),
}

/** Call `each` with every line of the buffer, a chunk of whole lines at a time. */
function lines(buffer, each) {
  for (let start = 0; start < buffer.length; ) {
    let end = start + CHUNK < buffer.length ? buffer.lastIndexOf(10, start + CHUNK) : buffer.length
    if (end <= start) end = buffer.indexOf(10, start)
    if (end < 0) end = buffer.length
    for (const line of buffer.toString('utf8', start, end).split('\n')) if (line) each(line)
    start = end + 1
  }
}

async function translator() {
  if (name === 'parse') {
    return (buffer) => {
      let seen = 0
      lines(buffer, (line) => void (seen += JSON.parse(line) === null ? 0 : 1))
      return Buffer.from(`${seen}\n`)
    }
  }
  let pending = []
  const callback = await MAPPINGS[name]((result) => void pending.push(JSON.stringify(result)))
  return (buffer) => {
    const made = []
    let held = 0
    lines(buffer, (line) => {
      callback(JSON.parse(line))
      held += line.length
      if (held > CHUNK) {
        made.push(Buffer.from(pending.join('\n') + '\n'))
        pending = []
        held = 0
      }
    })
    if (pending.length) made.push(Buffer.from(pending.join('\n') + '\n'))
    pending = []
    return Buffer.concat(made)
  }
}

const translate = await translator()
const data = readFileSync(file)
if (out) {
  writeFileSync(out, translate(data))
} else {
  for await (const _ of createInterface({ input: process.stdin })) {
    const start = process.hrtime.bigint()
    const made = translate(data)
    const seconds = Number(process.hrtime.bigint() - start) / 1e9
    console.log(JSON.stringify({ seconds, bytes: made.length }))
  }
}
