// Runs generated runtimes for the tests: one request in, one answer out, both JSON text.
"use strict";
const loaded = {};

function load(key, source) {
  const module = { exports: {} };
  new Function("module", source)(module);
  loaded[key] = module.exports;
}

/** JSON has no word for NaN and Infinity. */
function revive(key, value) {
  return value && value.$number ? Number(value.$number) : value;
}

function handle(text) {
  const request = JSON.parse(text, revive);
  if (request.source !== undefined) load(request.key, request.source);
  if (request.kind === undefined) return "{}";
  const { kind, api, payload, called } = request;
  return JSON.stringify(loaded[request.key].translate(kind, api, payload, called));
}

if (typeof process === "object") {
  require("readline").createInterface({ input: process.stdin }).on("line", (line) => {
    let answer;
    try {
      answer = handle(line);
    } catch (error) {
      answer = JSON.stringify({ crash: String(error && error.stack) });
    }
    process.stdout.write(answer + "\n");
  });
}
