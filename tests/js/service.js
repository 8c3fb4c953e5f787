'use strict';
// node service.js MODULE: answers each line of JSON with one of JSON, by the function that the
// module exports: {"value": ...}, or {"error": text} for what it throws.
const path = require('path');
const answer = require(path.resolve(process.argv[2]));

async function told(line) {
  try {
    return { value: await answer(JSON.parse(line)) };
  } catch (error) {
    return { error: String(error && error.stack) };
  }
}

(async () => {
  const lines = require('readline').createInterface({ input: process.stdin });
  for await (const line of lines) process.stdout.write(`${JSON.stringify(await told(line))}\n`);
})();
