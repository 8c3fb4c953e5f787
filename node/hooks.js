// What a test runner does after each test: every host that is still open is finished.
"use strict";

/** What all copies of this module share, since a runner may load it again inside a test. */
const KEY = Symbol.for("mediaglot-host");
const shared = globalThis[KEY] = globalThis[KEY] || { open: new Set(), registered: false, watched: false };

/** A host is open until `finish`. */
function opened(host) {
  shared.open.add(host);
  if (shared.registered || shared.watched) return;
  shared.watched = true;
  process.once("exit", atExit);
}

function closed(host) {
  shared.open.delete(host);
}

/** Finish all hosts that are open, the youngest first. Throws what the first that does not agree has
 * to say, once all are done. */
function finishAll() {
  const told = [];
  for (const host of [...shared.open].reverse()) {
    try {
      host.finish();
    } catch (error) {
      told.push(error);
    }
  }
  if (told.length) throw told[0];
}

/** Have a runner's `afterEach` finish what a test has left open. */
function finishAfterEach(afterEach) {
  shared.registered = true;
  afterEach(finishAll);
}

/** Where no runner tells of the ends of tests: a host that is still open when the process ends. */
function atExit() {
  try {
    if (!shared.registered) finishAll();
  } catch (error) {
    console.error(`mediaglot-host: a host was never finished, and does not agree: ${error.message}`);
    process.exitCode = 1;
  }
}

if (!shared.registered && typeof globalThis.afterEach === "function") finishAfterEach(globalThis.afterEach);

module.exports = { opened, closed, finishAll, finishAfterEach };
