// What a test runner does after each test: every host that is still open is finished.
"use strict";

/** What all copies of this module share, since a runner may load it again inside a test. */
const KEY = Symbol.for("mediaglot-host");
const shared = globalThis[KEY] = globalThis[KEY] ||
  { open: new Set(), registered: false, watched: false, inTest: undefined };

/** A host is open until `finish`. */
function opened(host) {
  shared.open.add(host);
  if (shared.inTest) shared.inTest(finishAll);
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
  if (shared.registered) return;
  shared.registered = true;
  afterEach(finishAll);
}

/** Jest's own functions, where it runs this: as globals, or as its module. */
function jest() {
  if (typeof globalThis.afterEach === "function") return globalThis;
  try {
    return process.env.JEST_WORKER_ID ? require("@jest/globals") : {};
  } catch {
    return {}; // a process that a test has started
  }
}

/** Have Jest finish them, or what has its globals. Inside a test it takes no hook any more. */
function finishInJest() {
  const { afterEach, expect } = jest();
  if (shared.registered || !afterEach) return;
  const test = expect && expect.getState && expect.getState().currentTestName;
  if (test && !globalThis.__vitest_worker__) {
    throw new Error(`mediaglot-host is loaded inside the test "${test}", where it can do nothing after each test: ` +
      "load it at the top of the file, or name mediaglot-host/jest in setupFilesAfterEnv");
  }
  finishAfterEach(afterEach);
}

/** Have Vitest finish them. Where files share their modules (`isolate: false`) its `afterEach` knows
 * the first file alone, so the test that makes a host is asked, too. */
function finishInVitest({ afterEach, onTestFinished }) {
  finishAfterEach(afterEach);
  if (onTestFinished) {
    shared.inTest = (finish) => {
      try {
        onTestFinished(finish);
      } catch {
        // made outside a test: afterEach does it
      }
    };
  }
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

finishInJest();

module.exports = { opened, closed, finishAll, finishAfterEach, finishInVitest };
