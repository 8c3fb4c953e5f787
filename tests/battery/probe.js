"use strict";
/**
 * Runs snippets on a mock: {vendor, spec, variant, code} in each line of standard input; what it
 * logged by `log(...)`, what was seen and what was done in each line of standard output.
 */

const { createInterface } = require("node:readline");

const { World } = require("./mocks/world");

const MOCKS = { wx: require("./mocks/wx"), my: require("./mocks/my"), tt: require("./mocks/tt") };

async function probe({ vendor, spec = {}, variant = 0, code }) {
  const world = new World(spec);
  const api = MOCKS[vendor].make(world, MOCKS[vendor].VARIANTS[variant]);
  const logged = [];
  const log = (...values) => { logged.push(...values.map((value) => (value === undefined ? "<undefined>" : value))); };
  new Function(vendor, "log", code)(api, log);
  for (let quiet = 0; quiet < 3;) {
    await new Promise((resolve) => setImmediate(resolve));
    const task = world.queue.shift();
    if (task) task();
    quiet = task ? 0 : quiet + 1;
  }
  return { logged, seen: world.page, effects: world.effects, silent: world.silent };
}

process.on("unhandledRejection", (reason) => {
  if (reason instanceof Error) throw reason; // that nobody hears of a failure is no fault
});

async function main() {
  for await (const line of createInterface({ input: process.stdin })) {
    process.stdout.write(`${JSON.stringify(await probe(JSON.parse(line)))}\n`);
  }
}

main();
