'use strict';
// Ported scripts of ordinary calls, run on a client written from the vendors' pages: what was found
// out. Standard input: { ask: true } for the calls, or { target, typed, runtime, jobs: [{ at, code }] }.
const { Module } = require('module');
const path = require('path');

const FOLDER = path.join(__dirname, '..', 'runtime', 'companions');
const { World } = require(path.join(FOLDER, 'world'));
const { calls } = require(path.join(FOLDER, 'calls'));
const MOCKS = { my: require(path.join(FOLDER, 'alipay')), tt: require(path.join(FOLDER, 'feishu')) };
const WAIT = 300;

const plain = (value) => JSON.stringify(value, (key, item) => (item === undefined ? '(undefined)'
  : item instanceof ArrayBuffer ? [...new Uint8Array(item)] : item));
const sorted = (value) => (Array.isArray(value) ? value.map(sorted) : typeof value !== 'object' || value === null ? value
  : Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])])));
const alike = (got, wanted) => plain(sorted(got)) === plain(sorted(wanted));
const met = (got, wanted) => wanted.length === got.length && wanted.every((item, at) =>
  (typeof item === 'string' && typeof got[at] === 'string' ? item.split('|').includes(got[at]) || item === got[at] : alike(got[at], item)));
const wantedOn = (one, target, variant) => ({ ...one.wanted, ...one.wanted[target], ...one.wanted[`${target} ${variant}`] });

// --- the scripts ---

/** The leaves of an object: [how they are read from `res`, value]. */
const leaves = (value, read) => (typeof value === 'object' && value !== null && !Array.isArray(value)
  ? Object.keys(value).flatMap((key) => leaves(value[key], /^[a-z]\w*$/i.test(key) ? `${read}.${key}` : `${read}['${key}']`))
  : [[read, value]]);

const literal = (value) => (Array.isArray(value) ? `[${value.map(literal).join(', ')}]`
  : typeof value === 'object' && value !== null
    ? `{ ${Object.keys(value).map((key) => `${/^[a-z]\w*$/i.test(key) ? key : `'${key}'`}: ${literal(value[key])}`).join(', ')} }`
    : typeof value === 'string' ? `'${value}'` : String(value));

const fs = require('fs');
/** What the calls share: the constants beside them, by name. */
const SHARED = [...new Map(fs.readdirSync(FOLDER).filter((name) => /^calls.*\.js$/.test(name))
  .flatMap((name) => fs.readFileSync(path.join(FOLDER, name), 'utf8').match(/^ *const (?:[A-Z_]+ = "[^"]*"|done = .*);$/gm) || [])
  .map((line) => [line.trim().split(' ')[1], line.trim().replace(/frozen\((.*?)\)\)\)/, '$1))')])).values()].join('\n');

function script(one) {
  if (one.run) return `${SHARED}\nmodule.exports = ${String(one.run).replace(/^(async )?\(wx(?:, )?/, '$1(')}\n`;
  const read = leaves(one.wanted.gives || {}, 'res').map(([how]) => how);
  if (one.wanted.has) read.push(`Boolean(res.${one.wanted.has})`);
  const parts = Object.keys(one.options || {}).map((key) => `${key}: ${literal(one.options[key])}`);
  parts.push(`success: (res) => told('success', [${read.join(', ')}])`.replace('(res)', read.length ? '(res)' : '()'), "fail: () => told('fail', [])");
  return `module.exports = (told) => {\n  wx.${one.name}({ ${parts.join(', ')} })\n}\n`;
}

// --- what they do ---

const within = (promise) => Promise.race([promise, new Promise((resolve) => setTimeout(resolve, WAIT, 'never'))]);
let stray = [];
process.on('unhandledRejection', (reason) => stray.push(reason));
process.on('uncaughtException', (reason) => stray.push(reason));
['debug', 'info', 'log', 'warn', 'error'].forEach((name) => { if (name !== 'log') console[name] = () => {}; });

function heard(options) {
  let told;
  const promise = new Promise((resolve) => { told = resolve; });
  const rows = [];
  return [{ ...options, success: (reply) => rows.push(['success', reply]), fail: (reply) => rows.push(['fail', reply]),
    complete: (reply) => { rows.push(['complete', reply]); setImmediate(() => told(rows)); } }, promise];
}

async function outcome(one, made, world, wanted) {
  let how, reply;
  try {
    const asked = one.run ? Promise.resolve(made({ world, heard })) : new Promise((resolve) => made((...what) => resolve(what)));
    const told = await within(asked);
    if (told === 'never') return wanted.never ? '' : 'it hangs';
    [how, reply] = one.run ? ['returned', told] : told;
  } catch (error) {
    if (wanted.lacks) return '';
    return wanted.throws && one.run ? '' : `it throws ${error && (error.stack || plain(error))}`;
  }
  if (wanted.throws) return `it does not throw: ${plain(reply)}`;
  if (wanted.lacks) return reply === undefined ? '' : `it is there: ${plain(reply)}`;
  if (one.run && 'returns' in wanted && !alike(reply, wanted.returns)) return `it returns ${plain(reply)}, not ${plain(wanted.returns)}`;
  if (one.run && wanted.fails && reply[0][0] !== 'fail') return `it does not fail: ${plain(reply)}`;
  if (!one.run) {
    if ((how === 'fail') !== Boolean(wanted.fails)) return `it ends with ${how}: ${plain(reply)}`;
    const values = leaves(one.wanted.gives || {}, 'res').map(([, value]) => value);
    if (one.wanted.has) values.push(true);
    if (how === 'success' && !alike(reply, values)) return `it gives ${plain(reply)}, not ${plain(values)}`;
  }
  const choices = [wanted.sees || [], ...(wanted.any ? [wanted.any] : [])];
  if (wanted.sees !== 'any' && !choices.some((rows) => rows.length === world.seen.length && rows.every((row, at) => met(world.seen[at], row)))) {
    return `what is seen is ${plain(world.seen)}, not ${plain(wanted.sees || [])}`;
  }
  if (wanted.keeps && !alike(Object.fromEntries(world.kept), wanted.keeps)) return `kept is ${plain(Object.fromEntries(world.kept))}`;
  if (wanted.copies && world.copied !== wanted.copies) return `copied is ${plain(world.copied)}`;
  return '';
}

async function run({ target, typed, jobs }) {
  const found = [], before = new Set(Object.keys(require.cache));
  for (const { at, code } of jobs) {
    // a runtime remembers: it is read anew for each program
    Object.keys(require.cache).forEach((name) => before.has(name) || delete require.cache[name]);
    const one = calls[at];
    const wanted = wantedOn(one, target, typed ? 'typed' : '2022');
    const world = new World(wanted.user, wanted.device);
    world.vendor = target;
    Object.entries(wanted.kept || {}).forEach(([key, value]) => world.kept.set(key, value));
    if (wanted.copied) world.copied = wanted.copied;
    globalThis[target] = MOCKS[target].make(world, { typed });
    stray = [];
    let error;
    try {
      const module = new Module(path.join(__dirname, 'port.js'));
      module.paths = [];
      module._compile(code, path.join(__dirname, 'port.js'));
      error = await outcome(one, module.exports, world, wanted);
    } catch (thrown) {
      error = `it throws ${thrown && thrown.stack}`;
    }
    await new Promise((resolve) => setImmediate(resolve));
    const wrong = world.wrong.filter((text) => !(wanted.wrong && wanted.wrong.test(text)));
    if (!error && wrong.length) error = `misuse: ${wrong.join('; ')}`;
    if (!error && stray.some((reason) => reason instanceof Error)) error = `stray: ${plain(stray.map(String))}`;
    found.push(error);
  }
  return found;
}

async function main() {
  const asked = JSON.parse(require('fs').readFileSync(0, 'utf8'));
  const told = asked.ask ? calls.map((one, at) => ({ at, title: one.title, code: script(one), wanted: Object.fromEntries(
    ['my typed', 'my 2022', 'tt typed'].map((key) => {
      const [target, variant] = key.split(' ');
      const wanted = wantedOn(one, target, variant);
      return [key, { tells: wanted.tells || '', refused: Boolean(wanted.refused) }];
    })) })) : await run(asked);
  process.stdout.write(JSON.stringify(told), () => process.exit(0));
}

main();
