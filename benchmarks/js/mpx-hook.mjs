// Resolves Mpx's sources as its bundler does for Alipay: index.ali.js before index.js, folders,
// extensions left out; style files are empty.

import { existsSync, statSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'

const inside = (url) => url?.includes('/@mpxjs/')

function file(path) {
  const folder = existsSync(path) && statSync(path).isDirectory()
  const base = folder ? `${path}/index` : path.replace(/\.js$/, '')
  return [`${base}.ali.js`, `${base}.js`, path].find((name) => existsSync(name) && statSync(name).isFile())
}

export function resolve(name, context, next) {
  if (!inside(context.parentURL)) return next(name, context)
  if (/\.styl(us)?$/.test(name)) return { url: 'data:text/javascript,', shortCircuit: true }
  if (!name.startsWith('.')) return next(name, context)
  const found = file(fileURLToPath(new URL(name, context.parentURL)))
  return found ? { url: pathToFileURL(found).href, format: 'module', shortCircuit: true } : next(name, context)
}

export function load(url, context, next) {
  return next(url, inside(url) && url.endsWith('.js') ? { ...context, format: 'module' } : context)
}
