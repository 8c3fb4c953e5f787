// One Node.js contestant of bench_engine.
//
//   node engine.mjs CASE LISTING OUT [check]
//
// One run over the files of LISTING for every line on standard input; with `check` it prints what
// it finds, one JSON array a file. One thread, as every contestant.

import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

process.env.UV_THREADPOOL_SIZE = '1'
const [name, listing, out, mode] = process.argv.slice(2)
const files = readFileSync(listing, 'utf8').split('\n').filter(Boolean)
const quality = Number(process.env.BENCH_QUALITY ?? 80)

async function sharpOf() {
  const sharp = (await import('sharp')).default
  sharp.concurrency(1)
  sharp.cache(false)
  return sharp
}

const CASES = {
  async sharp() {
    const sharp = await sharpOf()
    const options = { quality, chromaSubsampling: '4:2:0', optimizeCoding: false }
    return (file, target) => sharp(file).keepMetadata().jpeg(options).toFile(target)
  },
  async 'sharp-default'() {
    const sharp = await sharpOf()
    return (file, target) => sharp(file).jpeg({ quality }).toFile(target)
  },
  async metadata() {
    const sharp = await sharpOf()
    return async (file) => {
      const found = await sharp(file).metadata()
      return [found.width, found.height, found.orientation ?? 1]
    }
  },
  async 'image-size'() {
    const { imageSizeFromFile } = await import('image-size/fromFile')
    return async (file) => {
      const found = await imageSizeFromFile(file)
      return [found.width, found.height, found.orientation ?? 1]
    }
  },
}

const one = await CASES[name]()
const rounds = ['metadata', 'image-size'].includes(name) ? Number(process.env.BENCH_ROUNDS) : 1

async function run(each) {
  for (let i = 0; i < files.length; i++) each(await one(files[i], `${out}/${name}-${i}.jpg`))
}

if (mode === 'check') {
  await run((found) => console.log(JSON.stringify(found)))
} else {
  for await (const _ of createInterface({ input: process.stdin })) {
    const start = performance.now()
    for (let round = 0; round < rounds; round++) await run(() => {})
    console.log(JSON.stringify({ seconds: (performance.now() - start) / 1000 }))
  }
}
