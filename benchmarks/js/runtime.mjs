// Calls through a WeChat-shaped media API on Alipay, as each package gives it, or the other way.
//
//   node runtime.mjs CASE CALL STYLE COUNT [FILE [alipay]]    then a line on stdin for every run
//
// STYLE is `callbacks` or `promise`; FILE is mediaglot's generated runtime; `alipay`: the program
// speaks Alipay's dialect and runs on WeChat. The fake vendor answers after its function has
// returned, as a native call does. Each run answers with one JSON line: processor time used, which
// is what counts on a machine that has other things to do.

import { createRequire, register } from 'node:module'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'

const [name, call, style, count, file, dialect] = process.argv.slice(2)
const require = createRequire(import.meta.url)
const pending = []
const urls = ['https://example.com/a.jpg', 'https://example.com/b.jpg', 'https://example.com/c.jpg']
const picked = () => ({
  apFilePaths: ['https://resource/a.image'], tempFilePaths: ['https://resource/a.image'],
  tempFiles: [{ path: 'https://resource/a.image', size: 52_000 }],
})
// As programs write them: an object literal a call.
const CALLS = {
  chooseImage: {
    callbacks: (api, success, fail) =>
      void api.chooseImage({ count: 3, sizeType: ['compressed'], success, fail }),
    promise: (api) => api.chooseImage({ count: 3, sizeType: ['compressed'] }),
    reply: picked,
  },
  previewImage: {
    callbacks: (api, success, fail) => void api.previewImage({ urls, current: urls[1], success, fail }),
    promise: (api) => api.previewImage({ urls, current: urls[1] }),
    reply: () => ({}),
  },
  showToast: {
    callbacks: (api, success, fail) => void api.showToast({ title: 'Saved', icon: 'none', success, fail }),
    promise: (api) => api.showToast({ title: 'Saved', icon: 'none' }),
    reply: () => ({}),
  },
  request: {
    callbacks: (api, success, fail) =>
      void api.request({ url: urls[0], method: 'POST', data: { page: 1 }, header: { token: 't' }, success, fail }),
    promise: (api) => api.request({ url: urls[0], method: 'POST', data: { page: 1 }, header: { token: 't' } }),
    reply: () => ({ data: { list: [1, 2, 3] }, status: 200, headers: { 'content-type': 'application/json' } }),
  },
  getStorageSync: {
    returned: (api, success) => void (api.getStorageSync('user') && success()),
  },
}
const ALIPAY = {
  chooseImage: {
    promise: (api) => api.chooseImage({ count: 3, sizeType: ['compressed'] }),
    reply: () => ({
      errMsg: 'chooseImage:ok', tempFilePaths: ['wxfile://a.jpg'],
      tempFiles: [{ path: 'wxfile://a.jpg', size: 52_000 }],
    }),
  },
  previewImage: {
    promise: (api) => api.previewImage({ urls, current: 1 }),
    reply: () => ({ errMsg: 'previewImage:ok' }),
  },
}
const { [style]: ask, reply } = (dialect ? ALIPAY : CALLS)[call]

// What goes to native code and comes from it is really made: no engine may leave it out.
let asked, answered
const task = { abort() {}, onHeadersReceived() {}, offHeadersReceived() {} }
globalThis.getApp = globalThis.getCurrentPages = () => []
globalThis.__mpx_mode__ = 'ali'
globalThis[dialect ? 'wx' : 'my'] = {
  chooseImage: (options) => void pending.push(options),
  previewImage: (options) => void pending.push(options),
  showToast: (options) => void pending.push(options),
  request: (options) => (pending.push(options), task),
  getStorageSync: (options) => {
    asked = options
    return answered = { data: { name: 'Ann' }, success: true }
  },
  canIUse: (asked) => asked === 'request',  // else uni-app and Mpx ask for the obsolete one
  getSystemInfoSync: () => ({ language: 'en' }),
}

const href = (path) => pathToFileURL(require.resolve(path)).href
const load = (path) => import(href(path))
// The builds take what the vendors' bundlers give them: uni-app its own Vue, Mpx platform files.
const vue = { url: href('@dcloudio/uni-mp-vue/dist/vue.runtime.esm.js'), shortCircuit: true }
const mpx = new URL('mpx-hook.mjs', import.meta.url)
const hook = `import { resolve as bundled, load } from ${JSON.stringify(mpx.href)}
export { load }
export const resolve = (name, context, next) =>
  name === 'vue' ? ${JSON.stringify(vue)} : bundled(name, context, next)`
register(`data:text/javascript,${encodeURIComponent(hook)}`)

const SHIMS = {
  direct: async () => ({
    [call]: (options) => {
      if (style === 'returned') return my[call]({ key: options }).data
      if (options.success) return void my[call](options)
      return new Promise((success, fail) => my[call]({ ...options, success, fail }))
    },
  }),
  mediaglot: async () => require(file).media,
  small: async () => require(file).media,
  taro: async () => {
    Object.defineProperty(globalThis, 'navigator', { configurable: true, value: {} })
    const hooks = require('@tarojs/shared').hooks
    await load('@tarojs/plugin-platform-alipay/dist/runtime.js')
    const { default: Link } = await load('@tarojs/api/dist/interceptor/index.js')
    const taro = { Link, options: {} }
    hooks.call('initNativeApi', taro)
    return taro
  },
  uni: async () => (await load('@dcloudio/uni-mp-alipay/dist/uni.api.esm.js')).default,
  mpx: async () => {
    const target = {}
    const { default: install } = await load('@mpxjs/api-proxy')
    install(target, { usePromise: style === 'promise' })
    return target
  },
}

const api = await SHIMS[name]()
let done = 0
const finish = () => void (done += 1)
const fail = (error) => { throw error }

async function run(calls) {
  done = 0
  const batch = 64
  for (let made = 0; made < calls; made += batch) {
    const promises = []
    for (let at = 0; at < batch; at++) {
      const promise = ask(api, finish, fail)
      if (promise) promises.push(promise.then(finish))
    }
    for (const options of pending.splice(0)) {
      const result = reply()
      options.success?.(result)
      options.complete?.(result)
    }
    if (promises.length) await Promise.all(promises)
  }
  if (done < calls) throw new Error(`${name}: ${done} of ${calls} calls answered`)
}

for await (const _ of createInterface({ input: process.stdin })) {
  const start = process.cpuUsage()
  await run(Number(count))
  const { user, system } = process.cpuUsage(start)
  console.log(JSON.stringify({ seconds: (user + system) / 1e6 }))
}
